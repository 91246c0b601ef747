"""When a text was said: by its contact, and by its own day where that is another."""

from datetime import UTC, datetime, timedelta

import pytest

from ui.voices.when import when

BEGAN = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)  # 22:30 in Jerusalem


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(minutes=5), "Sat 21 Nov 2026, 22:30"),
        (timedelta(minutes=89), "Sat 21 Nov 2026, 22:30"),
        (timedelta(minutes=90), "Sat 21 Nov 2026, 22:30 · written Sun 22 Nov 2026, 00:00"),
    ],
    ids=["at once", "the same day", "after midnight there, before it in UTC"],
)
def test_a_text_of_another_day_says_when_it_was_written(after, expected):
    assert when(BEGAN, BEGAN + after, "Asia/Jerusalem") == expected
