import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import METRICS, Frames, compute
from metrics.compare import compare
from metrics.satisfaction import invalid
from metrics.wording import change_words
from tests.metrics.rows import contacts, visits
from tests.metrics.surveyed import answer, frames, surveys

NOTHING = (None, 0, 0)


def one(metric, *rows):
    found = compute(frames(*rows), [metric])[metric][0]
    return found["value"], found["numerator"], found["denominator"]


@pytest.mark.parametrize(
    ("low", "high", "score", "satisfied"),
    [
        (1, 5, 3.9, 0),
        (1, 5, 4, 1),
        (1, 7, 5, 0),
        (1, 7, 6, 1),
        (0, 1, 0, 0),
        (0, 1, 1, 1),
        (0, 10, 7.5, 1),
    ],
    ids=["under 4 of 5", "4 of 5", "5 of 7", "6 of 7", "bad", "good", "three quarters of ten"],
)
def test_who_is_satisfied(low, high, score, satisfied):
    assert one("csat", answer(score, scale_min=low, scale_max=high))[1] == satisfied


@pytest.mark.parametrize(
    "given",
    [
        {"answered_at": None},
        {"score": None},
        {"score": 5.5},
        {"score": 0.0},
        {"score": float("nan")},
        {"scale_min": None},
        {"scale_max": None},
        {"scale_max": 1.0, "score": 1.0},
        {"scale_min": 5.0, "scale_max": 1.0},
    ],
    ids=[
        "not answered",
        "no score",
        "above the scale",
        "below it",
        "not a number",
        "no lower end",
        "no upper end",
        "a scale of one step",
        "a scale upside down",
    ],
)
def test_what_is_no_valid_answer_counts_nowhere(given):
    assert one("csat", answer(**given)) == NOTHING


def test_a_missing_score_is_never_filled():
    rows = [answer(5), answer(5), answer(1), *(answer(None) for _ in range(7))]
    filled = surveys(*rows).with_columns(
        pl.col("score").fill_null(pl.col("score").mean()), answered_at=pl.col("invited_at")
    )

    mistaken = compute(Frames(visits(), contacts(), surveys=filled), ["csat"])["csat"][0]
    assert one("csat", *rows) == (2 / 3, 2, 3)
    assert (mistaken["value"], mistaken["denominator"]) == (0.2, 10)


@pytest.mark.parametrize("metric", ["csat", "nps", "ces", "solved_rate", "csat_weighted"])
def test_without_an_answer_there_is_no_value(metric):
    kinds = {"nps": "nps", "ces": "ces", "solved_rate": "resolved"}

    found = compute(frames(answer(None, kinds.get(metric, "csat"))), [metric])[metric][0]

    assert (found["value"], found["low"], found["high"]) == (None, None, None)
    assert found["denominator"] == 0


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((60, 25, 15), (0.45, 0.305, 0.595)), ((30, 50, 20), (0.10, -0.037, 0.237))],
    ids=["60/25/15", "30/50/20"],
)
def test_nps_with_its_interval(counts, expected):
    promoters, passives, detractors = counts
    rows = [answer(9, "nps")] * promoters + [answer(8, "nps")] * passives + [answer(6, "nps")] * detractors

    found = compute(frames(*rows), ["nps"])["nps"][0]

    assert (found["value"], found["low"], found["high"]) == pytest.approx(expected, abs=0.0006)
    assert (found["numerator"], found["denominator"]) == (promoters - detractors, 100)


@pytest.mark.parametrize(
    ("score", "more"), [(10, 1), (9, 1), (8.9, 0), (7, 0), (6, -1), (0, -1)], ids=lambda value: f"{value}"
)
def test_promoters_and_detractors(score, more):
    assert one("nps", answer(score, "nps"))[1] == more


@pytest.mark.parametrize("ends", [(1, 10), (0, 5), (None, 10)], ids=["1 to 10", "0 to 5", "unknown"])
def test_nps_is_only_on_0_to_10(ends):
    assert one("nps", answer(5, "nps", scale_min=ends[0], scale_max=ends[1])) == NOTHING


@pytest.mark.parametrize(("score", "easy"), [(4, 0), (5, 1), (7, 1)])
def test_effort_is_the_share_of_5_to_7(score, easy):
    assert one("ces", answer(score, "ces")) == (easy, easy, 1)


def test_effort_on_a_scale_of_five_counts_nowhere():
    assert one("ces", answer(5, "ces", scale_max=5)) == NOTHING


def test_solved_is_what_customers_say():
    rows = [answer(1, "resolved"), answer(0, "resolved"), answer(None, "resolved"), answer(5)]

    assert one("solved_rate", *rows) == (0.5, 1, 2)


def test_the_response_rate_is_answers_by_invitations_of_every_kind():
    rows = [answer(5), answer(None), answer(9, "nps"), answer(99)]

    assert one("response_rate", *rows) == (0.75, 3, 4)


def test_a_late_answer_counts_in_the_week_of_its_contact():
    late = answer(1, answered_at=dt.datetime(2026, 3, 20, tzinfo=dt.UTC))

    found = compute(frames(late, answer(5, days=14)), ["csat"], by=["week"])

    weeks = {row["week"]: row["csat"]["value"] for row in found.iter_rows(named=True)}
    assert weeks == {dt.date(2026, 3, 2): 0, dt.date(2026, 3, 16): 1}


@pytest.mark.parametrize(
    "by", ["queue", "channel", "topic", "agent", "team", "language", "segment", "kind", "site"]
)
def test_by_what_satisfaction_can_be_told(by):
    column = {"agent": "agent_id"}.get(by, by)
    values = ("nps", "csat") if by == "kind" else ("x", "y")
    rows = [
        answer(1, **{column: values[1]}),
        answer(5, **{column: values[1]}),
        answer(0, **{column: values[0]}),
    ]

    found = compute(frames(*rows), ["csat", "response_rate", "csat_weighted"], by=[by])

    shown = {row[by]: row["csat"]["value"] for row in found.iter_rows(named=True)}
    assert shown == {values[0]: None, values[1]: 0.5}


@pytest.mark.parametrize("by", ["language", "segment", "kind"])
def test_other_figures_cannot_be_told_by_what_only_invitations_know(by):
    with pytest.raises(ValueError, match=f"contacts cannot be told by {by}"):
        compute(frames(answer()), ["csat", "contacts"], by=[by])


def test_without_invitations_in_hand_nothing_is_told():
    with pytest.raises(ValueError, match="csat cannot be told"):
        compute(Frames(visits(), contacts()), ["csat"])


@given(
    st.lists(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from([1.0, 3.0, 5.0, 9.0, None])), max_size=20)
)
def test_parts_add_up(rows):
    asked = frames(*(answer(score, queue=queue) for queue, score in rows))

    whole = compute(asked, ["csat"])["csat"][0]
    parts = compute(asked, ["csat"], by=["queue"])["csat"].struct.unnest()

    assert parts["numerator"].sum() == whole["numerator"]
    assert parts["denominator"].sum() == whole["denominator"]


def test_what_is_left_out_is_counted_with_its_reason():
    rows = [
        answer(9),
        answer(4, scale_max=None),
        answer(5, "nps", scale_min=1.0),
        answer(5),
        answer(None),
    ]

    assert invalid(surveys(*rows)).rows() == [("csat", 1, 1), ("nps", 1, 0)]


def test_a_change_of_nps_is_said_in_points():
    now = {"value": 0.45, "low": 0.40, "high": 0.50, "numerator": 450.0, "denominator": 1000.0}
    before = {"value": 0.10, "low": 0.05, "high": 0.15, "numerator": 100.0, "denominator": 1000.0}

    said = change_words(METRICS["nps"], compare(METRICS["nps"], now, before))

    assert (said.arrow, said.amount, said.against, said.tone) == ("▲", "35", "was 10", "better")
