import re
from datetime import date
from typing import Any

import polars as pl
import pytest

from metrics import causes
from settings import Money
from ui.asked import Asked
from ui.charts.flow import Flow
from ui.periods import Days
from ui.routing import tables, words
from ui.routing.tiles import moved

HOUR_S = 3600.0
ASKED = Asked(period="custom", days=Days(date(2026, 11, 8), date(2026, 11, 14)))
EUR = Money(currency="EUR", per_handling_minute=0.9, per_waiting_minute=0.05)
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
    "handling": pl.Float64,
    "saved": pl.Float64,
    "saved_low": pl.Float64,
    "saved_high": pl.Float64,
    "since": pl.Date,
    "to_mend": pl.Int64,
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
            "handling": 0.6 * minutes,
            "saved": 0.7 * minutes,
            "saved_low": 0.5 * minutes,
            "saved_high": 0.9 * minutes,
            "since": date(2026, 9, 21) if detail else None,
            "to_mend": int(minutes / 8) if cause == causes.FIELD else None,
        }
        for cause, detail, minutes in rows
    ]
    return pl.DataFrame(made, schema=SCHEMA)


FIELD = (causes.FIELD, "home_queue", 1240.0)
OPTION = (causes.OPTION, "billing>refund", 610.0)
SMALL = [(causes.OPTION, name, 120.0) for name in "xy"]
UNKNOWN = (causes.UNKNOWN, None, 120.0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([FIELD, OPTION, UNKNOWN], "; a wrong home queue on record explains most of it."),
        ([FIELD, (causes.OPTION, "b", 1000.0), UNKNOWN], "a wrong home queue on record explains half of it."),
        ([OPTION, (causes.RULE, "plan", 600.0), (causes.UNKNOWN, None, 600.0)], "explains a third of it."),
        ([(causes.UNKNOWN, None, 600.0)], "; no cause stands out."),
        (
            [(causes.OPTION, "x", 20.0), (causes.UNKNOWN, None, 600.0)],
            "; the cause of most of it is not known.",
        ),
        (
            [(causes.RULE, "plan", 260.0), *SMALL, (causes.UNKNOWN, None, 500.0)],
            "; the largest known cause is routing past the plan (26\u00a0%).",
        ),
        (
            [(causes.OPTION, "a>b", 260.0), (causes.FIELD, "plan", 240.0), (causes.UNKNOWN, None, 500.0)],
            "menu option “A › B” (26\u00a0%) and a wrong plan on record (24\u00a0%).",
        ),
        (
            [*((causes.OPTION, name, 250.0) for name in "abc"), (causes.UNKNOWN, None, 250.0)],
            "; no cause stands out.",
        ),
        ([(causes.FIELD, "plan", 174.0)], "; too few contacts to say why."),
    ],
    ids=[
        "most",
        "half",
        "a third",
        "unknown alone",
        "mostly unknown",
        "the largest of small ones",
        "two alike",
        "three alike",
        "29 contacts",
    ],
)
def test_the_headline_names_the_cause_that_explains_enough(
    rows: list[tuple[str, str | None, float]], expected: str
) -> None:
    said = words.sentence(41 * HOUR_S, table(*rows))

    assert said.startswith("Wrong desks cost 41")
    assert said.endswith(expected)


def test_where_nobody_could_be_judged_nothing_is_called_right() -> None:
    said = words.sentence(0.0, table(UNKNOWN), is_judged=False)

    assert said == "Nobody was answered in this period whose way is known."


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
    drawn = tables.whys(table(FIELD, UNKNOWN), weekly(), ASKED, Money())

    for said in ("Home queue in the customer&#x27;s record", "1,240", "992–1,488", "206", "6.0", "21 Sep"):
        assert said in drawn
    assert "Cause not known" in drawn
    assert "155 records to mend" in drawn
    assert "would save about 868 min a week (620–1,116)" in drawn
    assert "€" not in drawn
    assert "cause=field" in drawn
    assert "detail=home_queue" in drawn


def test_causes_say_what_they_cost_at_the_rates_that_are_set() -> None:
    drawn = tables.whys(table(FIELD), weekly(), ASKED, EUR)

    assert "€694" in drawn  # 744 min of handling at 0.90, 496 of waiting at 0.05
    assert "(620–1,116), €676" in drawn  # the same handling, 124 min of waiting


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"saved_low": -1.0}, "what it would save is within noise"),
        ({"cause": causes.UNKNOWN}, ""),
        ({"saved_low": None}, ""),
    ],
    ids=["it may be nothing", "nobody knows what to mend", "no interval"],
)
def test_a_saving_is_said_only_where_there_is_one(given: dict[str, Any], expected: str) -> None:
    assert words.saving({**table(FIELD).row(0, named=True), **given}) == expected


def test_a_cause_of_no_contact_says_nothing_but_its_name() -> None:
    drawn = tables.whys(table((causes.UNKNOWN, None, 0.0)), weekly(), ASKED, Money())

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
    assert words.flow_title(flows[1:]) == "From the wrong desk to the right one"
    assert words.flow_title([], missing=1) == "Nobody was seen at the wrong desk"
    assert words.flow_title([]) == "Nobody began at the wrong desk"


def figure(value: float | None, n: int) -> dict[str, float | None]:
    low, high = (None, None) if value is None else (value / 2, value * 2)
    return {"value": value, "numerator": (value or 0) * n, "denominator": n, "low": low, "high": high}


def test_evidence_that_no_source_gives_is_not_called_none() -> None:
    drawn = tables.evidence(
        {"misroute_rate": figure(0.1, 400), "misroute_rate_disposition": figure(None, 0)},  # type: ignore[dict-item]
        ASKED,
    )

    assert "not told by any source" in drawn
    assert "10.0" in drawn


def test_the_union_of_evidence_stands_by_itself_and_a_number_opens_what_it_counts() -> None:
    found = {"misroute_rate": figure(0.1, 400), "misroute_rate_shown": figure(0.09, 400)}
    drawn = tables.evidence(found, ASKED)  # type: ignore[arg-type]

    assert "Shown by any of the four" in drawn
    assert re.findall(r"figure=(misroute_rate\w*)&amp;[^\"]*part=yes", drawn) == list(found)


def test_on_a_phone_each_figure_of_a_cause_has_its_head() -> None:
    drawn = tables.whys(table(FIELD), weekly(), ASKED, Money())

    assert re.findall(r'data-head="([^"]+)"', drawn)[:2] == ["Minutes a week", "95 %"]


def test_where_evidence_is_not_told_nothing_is_claimed_of_all() -> None:
    said = words.sentence(0.0, table(UNKNOWN), missing=2)

    assert said == "No wrong desk was seen, but 2 of 4 kinds of evidence are not told by any source."
    assert words.sentence(0.0, table(UNKNOWN), missing=1).endswith(
        "1 of 4 kinds of evidence is not told by any source."
    )
    assert words.no_flow(is_judged=True, missing=2)[1].startswith("As far as is told, every answered contact")


def test_kinds_of_evidence_without_a_value_are_not_told() -> None:
    told = {"value": 0.0, "numerator": 0.0, "denominator": 39.0, "low": 0.0, "high": 0.1}
    now = dict.fromkeys(("misroute_rate", "misroute_rate_quick", "misroute_rate_bounce"), told)

    assert words.untold(now) == ["misroute_rate_topic", "misroute_rate_disposition"]


def test_where_the_causes_could_not_be_read_the_cost_is_still_said() -> None:
    assert words.sentence(HOUR_S, None) == "Wrong desks cost 1\u00a0h; why could not be read."


def test_a_cause_of_few_contacts_is_grey_and_saves_nothing() -> None:
    few = table((causes.FIELD, "home_queue", 29 * 6.0))
    drawn = tables.whys(few, weekly(), ASKED, Money())

    assert "too few to judge" in drawn
    assert 'class="faint"' in drawn
    assert "bul" not in drawn
    assert "would save" not in drawn


def test_of_a_few_days_minutes_are_those_of_the_days() -> None:
    drawn = tables.whys(table(FIELD), weekly(), ASKED, Money(), is_weekly=False)

    assert "a week" not in drawn
    assert "Minutes lost" in drawn
    assert "would have saved about" in drawn


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (7_200.0, 3_600.0, "▲ 100.0 % was 1 h"),
        (3_600.0, 7_200.0, "▼ 50.0 % was 2 h"),
        (3_600.0, 3_600.0, "● as before"),
        (None, 3_600.0, "None"),
        (3_600.0, None, "None"),
    ],
    ids=["more", "less", "the same", "nothing now", "nothing before"],
)
def test_time_lost_is_told_beside_the_period_before(
    now: float | None, before: float | None, said: str
) -> None:
    change = moved(now, before, words.spent)

    assert str(change).replace("\u00a0", " ") == said
    assert change is None or change.tone == "neutral"
