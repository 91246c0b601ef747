from datetime import date

import polars as pl
import pytest

from ui.asked import Asked
from ui.behind import Listing
from ui.contacts.words import sentence
from ui.periods import Days

WEEK = Days(date(2026, 3, 2), date(2026, 3, 8))


@pytest.mark.parametrize(
    ("figure", "total", "expected"),
    [
        ("", 1, "1 contact, every one that began."),
        ("", 0, "There is no contact to list."),
        ("abandon_rate", 0, "No contact is behind “Gave up” with these filters."),
    ],
    ids=["one", "none", "none behind a figure"],
)
def test_the_head_of_a_list(figure, total, expected):
    asked = Asked(period="custom", days=WEEK, figure=figure)

    assert sentence(asked, Listing(pl.DataFrame(), total, 0)) == expected
