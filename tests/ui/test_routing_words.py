from datetime import date
from typing import Any

import polars as pl
import pytest

from metrics import causes
from ui.charts.flow import Flow
from ui.routing import tables, words

HOUR_S = 3600.0
SCHEMA = {
    "cause": pl.String,
    "detail": pl.String,
    "contacts": pl.Int64,
    "customers": pl.Int64,
    "unmeasured": pl.Int64,
    "minutes_each": pl.Float64,
    "minutes": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "since": pl.Date,
}


def table(*rows: tuple[str, str | None, float]) -> pl.DataFrame:
    """Causes by name, detail and minutes a week."""
    made: list[dict[str, Any]] = [
        {
            "cause": cause,
            "detail": detail,
            "contacts": int(minutes / 6),
            "customers": int(minutes / 8),
            "unmeasured": 0,
            "minutes_each": 6.0,
            "minutes": minutes,
            "low": 0.8 * minutes,
            "high": 1.2 * minutes,
            "since": date(2026, 9, 21) if detail else None,
        }
        for cause, detail, minutes in rows
    ]
    return pl.DataFrame(made, schema=SCHEMA)


FIELD = (causes.FIELD, "home_queue", 1240.0)
OPTION = (causes.OPTION, "billing>refund", 610.0)
UNKNOWN = (causes.UNKNOWN, None, 120.0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([FIELD, OPTION, UNKNOWN], "; a stale field, the home queue, explains most of it."),
        ([FIELD, (causes.OPTION, "b", 1000.0), UNKNOWN], "the home queue, explains half of it."),
        ([OPTION, (causes.RULE, "plan", 600.0), (causes.UNKNOWN, None, 600.0)], "explains a third of it."),
        ([(causes.UNKNOWN, None, 600.0)], "; no cause stands out."),
        ([(causes.OPTION, "x", 20.0), (causes.UNKNOWN, None, 600.0)], "; no cause stands out."),
    ],
    ids=["most", "half", "a third", "unknown alone", "too small a part"],
)
def test_the_headline_names_the_cause_that_explains_enough(
    rows: list[tuple[str, str | None, float]], expected: str
) -> None:
    said = words.sentence(41 * HOUR_S, table(*rows))

    assert said.startswith("Wrong desks cost customers 41")
    assert said.endswith(expected)


def test_without_a_loss_it_says_so() -> None:
    assert words.sentence(0.0, table(UNKNOWN)) == "No time was lost at wrong desks."


@pytest.mark.parametrize("cause", [causes.FIELD, causes.OPT_OUT, causes.OPTION, causes.RULE, causes.UNKNOWN])
def test_every_cause_has_a_name_a_note_and_an_icon(cause: str) -> None:
    row = table((cause, "language", 60.0)).row(0, named=True)

    assert words.name(row)
    assert words.note(row)
    assert words.ICONS[cause]
    assert bool(words.helps(cause)) is (cause != causes.UNKNOWN)


def test_the_table_says_minutes_interval_contacts_and_since() -> None:
    drawn = tables.whys(table(FIELD, UNKNOWN), weekly())

    for said in ("Home queue in the customer&#x27;s record", "1,240", "992–1,488", "206", "6.0", "21 Sep"):
        assert said in drawn
    assert "Cause not known" in drawn
    assert "155 records to mend" in drawn


def test_a_cause_of_no_contact_says_nothing_but_its_name() -> None:
    drawn = tables.whys(table((causes.UNKNOWN, None, 0.0)), weekly())

    assert "Cause not known" in drawn
    assert "before" not in drawn


def weekly() -> pl.DataFrame:
    weeks = [date(2026, 9, 21), date(2026, 9, 28)]
    return pl.DataFrame(
        {"cause": ["field", "field"], "detail": ["home_queue"] * 2, "week": weeks, "minutes": [3.0, 4.0]}
    )


def test_the_flow_is_named_by_its_strongest_way() -> None:
    flows = [Flow("Billing", "Orders", 9, is_strong=True), Flow("Orders", "Billing", 3)]

    assert words.flow_title(flows) == "Billing receives what belongs to Orders"
    assert words.flow_title([]) == "Nobody began at the wrong desk"


def figure(value: float | None, n: int) -> dict[str, float | None]:
    low, high = (None, None) if value is None else (value / 2, value * 2)
    return {"value": value, "numerator": (value or 0) * n, "denominator": n, "low": low, "high": high}


def test_evidence_that_no_source_gives_is_not_called_none() -> None:
    drawn = tables.evidence(
        {"misroute_rate": figure(0.1, 400), "misroute_rate_disposition": figure(None, 0)}  # type: ignore[dict-item]
    )

    assert "not told by any source" in drawn
    assert "10.0" in drawn
