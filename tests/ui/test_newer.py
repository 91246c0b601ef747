from datetime import UTC, datetime

import pytest

from store.publish import Published
from ui.page import is_newer


def published(number):
    return Published(number, datetime(1999, 3, 1, tzinfo=UTC), {})


@pytest.mark.parametrize(
    ("shown", "newest", "expected"),
    [
        (published(4), published(5), True),
        (published(4), published(4), False),
        (None, published(1), True),
        (None, None, False),
    ],
    ids=["a newer one", "the same one", "the first one", "none yet"],
)
def test_newer_figures_are_noticed(shown, newest, expected):
    assert is_newer(shown, newest) is expected
