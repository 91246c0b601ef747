"""Figures of a time that is no longer kept: none, and nothing to compare with."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import polars as pl
import pytest

from metrics.ratio import FIGURE
from settings import load
from ui import data
from ui.asked import Asked
from ui.periods import CUSTOM, Days

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
ZERO = dict.fromkeys(("value", "numerator", "denominator", "low", "high"), 0.0)


@pytest.fixture
def since(monkeypatch, tmp_path):
    """A scene whose contacts are kept since a Monday, and whose texts are since the next."""
    kept = {"contacts": MONDAY, "texts": datetime(2026, 3, 9, tzinfo=UTC)}
    monkeypatch.setattr(data, "span", lambda _scene: data.Span((), (), None, None, NOW, kept))
    (tmp_path / "moked.toml").write_text("")
    return SimpleNamespace(settings=load(tmp_path / "moked.toml", tmp_path), now=NOW)


@pytest.mark.parametrize(
    ("end", "expected"),
    [(MONDAY, [None, None]), (datetime(2026, 3, 9, tzinfo=UTC), [0.0, None]), (NOW, [0.0, 0.0])],
    ids=["all is gone", "the texts are gone", "some is kept"],
)
def test_a_figure_of_what_is_gone_has_no_value(since, end, expected):
    names = ["offered", "signal_rate"]
    rows = pl.DataFrame([dict.fromkeys(names, ZERO)], schema=dict.fromkeys(names, FIGURE))

    told = data.kept(since, data.Window(datetime(2026, 2, 2, tzinfo=UTC), end), rows)

    assert [told[name].struct.field("value").item() for name in names] == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [(date(2026, 3, 9), MONDAY), (date(2026, 3, 8), None)],
    ids=["all of the week before is kept", "a day of it is gone"],
)
def test_a_comparison_with_what_is_gone_is_not_made(since, first, expected):
    days = Days(first, date(first.year, first.month, first.day + 6))
    before = data.window_before(since, Asked(period=CUSTOM, days=days, against="before"))

    assert (before and before.start) == expected
