import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics import METRICS, Frames, compute
from metrics.hours import Opening, Schedule, business_s, open_stretches
from metrics.km import survival
from metrics.waits import ABANDONED, ANSWERED
from tests.metrics.followed_up import followup, followups
from tests.metrics.promised import HOUR, complaints, promise, promised
from tests.metrics.rows import NOON, contact, contacts, visit, visits

OUTCOMES = ["answered", "abandoned", "callback", "overflow", "waiting", None]
# Those of traced, issues and surveys are in tests of their own.
OF_ROWS = ("visits", "contacts", "handling", "states", "promises", "complaints", "followups")
NOT_TRACED = [name for name, metric in METRICS.items() if metric.frame in OF_ROWS]
MERGING = [name for name in NOT_TRACED if METRICS[name].merges()]
SHARES_AND_MEANS = [name for name in MERGING if METRICS[name].unit != "count"]
COUNTS = [name for name in MERGING if METRICS[name].unit == "count"]

days = st.integers(0, 20).map(lambda n: NOON + dt.timedelta(days=n, hours=n % 5))
waits = st.none() | st.integers(0, 40) | st.floats(0, 600)
any_visit = st.builds(
    visit,
    waits,
    st.sampled_from(OUTCOMES),
    days,
    queue=st.sampled_from(["sales", "support", None]),
    is_outside_hours=st.booleans(),
    wrap_ms=st.sampled_from([None, 0, 5_000]),
)
any_contact = st.builds(contact, days, menu_outcome=st.sampled_from(["queued", "exited", None]))
some_visits = st.lists(any_visit, max_size=30)
any_promise = st.builds(
    lambda n, due, kept, tried: promise(
        due, promise_id=str(n), kept_at=None if kept is None else due + kept * HOUR, attempted_at=tried
    ),
    st.integers(0, 10**9),
    days,
    st.none() | st.integers(-9, 30),
    st.none() | days,
)
any_complaint = st.builds(
    lambda at, answered, is_told: {
        "complained_at": at,
        "started_at": at,
        "started_local_s": int(at.timestamp()),
        "answered_at": None if answered is None else at + answered * HOUR,
        "is_told": is_told,
    },
    days,
    st.none() | st.integers(0, 90),
    st.booleans(),
)
any_followup = st.builds(
    lambda n, due, done, outcome: followup(
        due, id=n, done_at=None if done is None else due + done * HOUR, outcome=outcome if done else None
    ),
    st.integers(0, 10**9),
    days,
    st.none() | st.integers(-7, 30),
    st.sampled_from(["works", "still_broken", "not_reached", "not_needed"]),
)
any_frames = st.builds(
    lambda seen, began, made, angry, again: Frames(
        visits(*seen),
        contacts(*began),
        reported={"bank": ("talk", "wrap")},
        promises=promised(*made, now=NOON + dt.timedelta(days=12)).collect().lazy(),
        complaints=complaints(*angry, now=NOON + dt.timedelta(days=30)),
        followups=followups(*again, now=NOON + dt.timedelta(days=12)),
    ),
    some_visits,
    st.lists(any_contact, max_size=8),
    st.lists(any_promise, max_size=8),
    st.lists(any_complaint, max_size=8),
    st.lists(any_followup, max_size=8, unique_by=lambda row: row["id"]),
)
NONE = {"promises": promised(now=NOON), "complaints": complaints(now=NOON), "followups": followups(now=NOON)}
HALF = 0.5 + 1e-9
quick = settings(max_examples=20, deadline=None)


def totals(table: pl.DataFrame, metrics: list[str], field: str) -> list[float]:
    return [table[metric].struct[field].fill_null(0).sum() for metric in metrics]


@quick
@given(frames=any_frames)
def test_counts_of_queues_and_weeks_add_up(frames):
    parts = compute(frames, COUNTS, by=["queue", "week"])

    total = compute(frames, COUNTS)
    assert totals(parts, COUNTS, "value") == pytest.approx(totals(total, COUNTS, "value"))


@quick
@given(frames=any_frames)
def test_sums_of_queues_and_weeks_merge_into_the_total(frames):
    parts = compute(frames, SHARES_AND_MEANS, by=["queue", "week"])

    total = compute(frames, SHARES_AND_MEANS)
    assert totals(parts, SHARES_AND_MEANS, "numerator") == pytest.approx(
        totals(total, SHARES_AND_MEANS, "numerator")
    )
    assert totals(parts, SHARES_AND_MEANS, "denominator") == totals(total, SHARES_AND_MEANS, "denominator")


@quick
@given(seen=some_visits, seed=st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(seen, seed):
    rows = visits(*seen).collect()
    shuffled = rows.sample(fraction=1, shuffle=True, seed=seed)

    first = compute(Frames(rows.lazy(), contacts(), **NONE), NOT_TRACED, by=["queue", "weekday"])
    second = compute(Frames(shuffled.lazy(), contacts(), **NONE), NOT_TRACED, by=["queue", "weekday"])

    assert first.equals(second)


@quick
@given(frames=any_frames)
def test_no_figure_is_ever_not_a_number_or_outside_its_interval(frames):
    table = compute(frames, NOT_TRACED, by=["queue"])
    figures = pl.concat(table[metric].struct.unnest() for metric in NOT_TRACED)

    assert not figures.select(pl.all().is_nan().any()).row(0).count(True)
    assert figures.filter(
        (pl.col("low") > pl.col("value") + 1e-9) | (pl.col("high") < pl.col("value") - 1e-9)
    ).is_empty()


@quick
@given(frames=any_frames)
def test_shares_lie_between_nothing_and_everybody(frames):
    shares = [name for name in NOT_TRACED if METRICS[name].unit == "share"]
    table = compute(frames, shares, by=["queue"])
    figures = pl.concat(table[metric].struct.unnest() for metric in shares)

    assert figures.filter(~pl.col("value").is_between(0, 1)).is_empty()
    assert figures.filter(pl.col("value").is_null() != (pl.col("denominator") == 0)).is_empty()


@quick
@given(frames=any_frames)
def test_variants_of_the_service_level_keep_their_order(frames):
    names = ["service_level_strict", "service_level_live", "service_level", "service_level_answered"]
    strict, live, default, answered = (figure["value"] or 0.0 for figure in compute(frames, names).row(0))

    assert live <= default
    assert strict <= default <= answered


@pytest.mark.parametrize("metric", ["service_level", "abandon_rate", "asa", "wait_median", "wait_p90"])
@quick
@given(seen=some_visits)
def test_the_expression_and_the_one_pass_agree(metric, seen):
    rows = visits(*seen)

    by_expression = rows.group_by("queue").agg(METRICS[metric]()).sort("queue", nulls_last=True).collect()

    in_one_pass = compute(Frames(rows, contacts()), [metric], by=["queue"])
    assert_frame_equal(by_expression, in_one_pass, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("metric", "event"), [("patience_median", ABANDONED), ("offered_wait_median", ANSWERED)]
)
@quick
@given(seen=some_visits)
def test_the_median_is_where_the_drawn_curve_reaches_one_half(metric, event, seen):
    rows = visits(*seen)
    curve = survival(rows, "wait_ms", event)
    reached = curve.filter(pl.col("survival") <= HALF)["t"]
    nobody_left = pl.col("survival") == 0
    low = curve.filter((pl.col("low") <= HALF) | nobody_left)["t"]
    high = curve.filter((pl.col("high") <= HALF) | nobody_left)["t"]

    figure = compute(Frames(rows, contacts()), [metric]).item()
    assert figure["value"] == (reached[0] if len(reached) else None)
    assert figure["low"] == (low[0] if len(reached) else curve["t"].max())
    assert figure["high"] == (high[0] if len(high) else None)


@quick
@given(seconds=st.lists(st.integers(0, 90), min_size=1, max_size=30))
def test_without_anybody_cut_short_the_curve_is_the_share_still_there(seconds):
    curve = survival(visits(*(visit(s, "abandoned") for s in seconds)), "wait_ms", ABANDONED)

    still_there = [sum(other > t for other in seconds) / len(seconds) for t in curve["t"]]
    assert curve["survival"].to_list() == pytest.approx(still_there, abs=1e-9)


@quick
@given(cuts=st.lists(st.integers(0, 14 * 86_400), min_size=3, max_size=3).map(sorted))
def test_business_time_adds_up(cuts):
    monday = dt.date(2026, 3, 2)
    office = Schedule(tuple(Opening(n, 9 * 3600, 17 * 3600) for n in (1, 2, 3, 4, 5)))
    stretches = open_stretches([office], monday, monday + dt.timedelta(days=14))
    midnight = (monday - dt.date(1970, 1, 1)).days * 86_400
    a, b, c = (pl.Series([midnight + cut]) for cut in cuts)

    parts = business_s(a, b, stretches) + business_s(b, c, stretches)

    assert parts.item() == business_s(a, c, stretches).item()
