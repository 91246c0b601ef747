"""Figures of a time that is no longer kept: none, and nothing to compare with."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import polars as pl
import pytest
from sqlalchemy import insert

from metrics.ratio import FIGURE
from settings import load
from store.state import State
from store.work_list_models import RiskList
from ui import data
from ui.asked import Asked
from ui.periods import CUSTOM, Days
from ui.risk.view import placed

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
LIST = {"made_at": NOW, "as_of": NOW, "publication": 1, "capacity": 9, "weights": "{}", "unknown": "[]"}
LIST |= {"customers": 7, "at_risk": 2, "at_risk_known": 1}
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


def test_a_list_of_which_only_the_sums_are_kept_is_not_offered(tmp_path):
    (tmp_path / "moked.toml").write_text("[retention]\nwork_lists_days = 30\n")
    settings = load(tmp_path / "moked.toml", tmp_path)
    state = State(f"sqlite:///{tmp_path / 'state.sqlite'}")
    with state.writing() as connection:
        rows = [{**LIST, "monday": monday} for monday in ("2026-02-09", "2026-02-16", "2026-03-16")]
        connection.execute(insert(RiskList), rows)
    scene = SimpleNamespace(settings=settings, now=NOW, store=SimpleNamespace(state=state))

    place = placed(scene, {}, [])
    state.close()

    assert place.days == [date(2026, 3, 16), date(2026, 2, 16)]
