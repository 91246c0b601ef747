import datetime as dt

import pytest

from metrics import Frames, Period, compute, handle_time
from metrics.notes import notes
from metrics.work import without
from tests.metrics.rows import NOON, contacts, frames, one, visit, visits


def test_handle_time_adds_up_the_parts_that_the_source_reports():
    rows = frames(visit(talk_ms=100_000, wrap_ms=20_000), visit(talk_ms=40_000, wrap_ms=0))

    figure = compute(rows, ["handle_time"]).item()

    assert (figure["value"], figure["numerator"], figure["denominator"]) == (80, 160, 2)


def test_a_row_that_lacks_a_reported_part_is_left_out_and_counted():
    rows = frames(visit(talk_ms=100_000, wrap_ms=20_000), visit(talk_ms=40_000, wrap_ms=None))

    row = compute(rows, ["handle_time", "handle_left_out"]).row(0, named=True)

    assert (row["handle_time"]["value"], row["handle_time"]["denominator"]) == (120, 1)
    assert row["handle_left_out"]["value"] == 1


def test_sources_that_report_different_parts_are_each_taken_at_their_word():
    rows = frames(
        visit(source="bank", talk_ms=100_000, wrap_ms=20_000),
        visit(source="shop", talk_ms=40_000, wrap_ms=None),
        visit(source="bank", talk_ms=90_000, wrap_ms=None),
    )

    figure = compute(rows, ["handle_time"]).item()

    assert (figure["value"], figure["denominator"]) == (80, 2)


def test_what_a_source_reports_may_be_told_beforehand():
    rows = visits(visit(talk_ms=40_000, wrap_ms=None))
    told = Frames(rows, contacts(), reported={"bank": ("talk", "wrap")})

    assert compute(told, ["handle_time"]).item()["value"] is None
    assert compute(Frames(rows, contacts()), ["handle_time"]).item()["value"] == 40


def test_what_a_source_reports_is_asked_for_only_where_it_matters():
    asked = []
    told = Frames(visits(visit()), contacts(), reported=lambda: asked.append("once") or {"bank": ("talk",)})

    compute(told, ["asa", "wait_median"])
    figure = compute(told, ["handle_time"]).item()

    assert (figure["value"], asked) == (50, ["once"])


def test_rows_without_a_source_count_as_one_source():
    rows = Frames(visits(visit()).drop("source"), contacts())

    assert compute(rows, ["handle_time"]).item()["value"] == 60


def test_a_source_that_reports_no_part_has_no_handle_time():
    rows = frames(visit(talk_ms=None, wrap_ms=None))

    row = compute(rows, ["handle_time", "handle_left_out"]).row(0, named=True)

    assert (row["handle_time"]["value"], row["handle_left_out"]["value"]) == (None, 1)


def test_handling_belongs_to_the_period_in_which_it_ended():
    night = dt.datetime(2026, 1, 31, 23, 59, 30, tzinfo=dt.UTC)
    february = Period(dt.datetime(2026, 2, 1, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    row = compute(frames(visit(at=night)), ["handle_time", "asa"], period=february).row(0, named=True)

    assert (row["handle_time"]["denominator"], row["asa"]["denominator"]) == (1, 0)


def test_handling_that_has_not_ended_is_not_handled_yet():
    rows = frames(visit(ended_at=None, ended_local_s=None))

    row = compute(rows, ["handle_time", "handle_left_out"]).row(0, named=True)

    assert (row["handle_time"]["denominator"], row["handle_left_out"]["value"]) == (0, 0)


@pytest.mark.parametrize(
    ("talk_ms", "expected"),
    [(9_999, 1), (10_000, 0), (0, 1), (None, 0)],
    ids=["under ten seconds", "ten seconds", "nothing at all", "not known"],
)
def test_contacts_handled_in_under_ten_seconds_are_counted(talk_ms, expected):
    rows = frames(visit(talk_ms=talk_ms, wrap_ms=0), visit())

    assert compute(rows, ["short_handled"]).item()["value"] == expected


def test_short_handling_is_reported_per_agent():
    rows = frames(visit(agent_id="bank:DORIT", talk_ms=1_000, wrap_ms=0), visit(agent_id="bank:AVI"))

    table = compute(rows, ["short_handled"], by=["agent"])

    assert table["agent"].to_list() == ["bank:AVI", "bank:DORIT"]
    assert table["short_handled"].struct["value"].to_list() == [0, 1]


def test_handle_time_composes_when_told_what_is_reported():
    rows = visits(visit(talk_ms=40_000, wrap_ms=None))

    assert one(rows, handle_time(reported={"bank": ("talk",)}))["value"] == 40


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ({"bank": ("talk", "hold", "wrap")}, []),
        ({"bank": ("talk",)}, ["without hold and wrap-up"]),
        ({"bank": ("talk", "hold", "wrap"), "shop": ("talk", "hold")}, ["without wrap-up in shop"]),
    ],
    ids=["all parts", "one source", "one of two sources"],
)
def test_a_handle_time_names_the_parts_it_lacks(reported, expected):
    assert without(reported) == expected


def test_a_handle_time_says_beside_it_what_it_leaves_out():
    rows = frames(visit(), visit(wrap_ms=None), visit(wrap_ms=None, at=NOON + dt.timedelta(hours=1)))

    said = notes(rows, ["asa", "handle_time"])

    assert said == {
        "handle_time": [
            "without hold",
            "2 of 3 contacts left out: a part of their handling is not known",
        ]
    }


def test_other_figures_need_no_note():
    assert notes(frames(visit()), ["asa"]) == {}
