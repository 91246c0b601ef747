"""Laws of the metrics of contacts with the way they took, over random contacts of random people."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics import METRICS, Frames, compute, menu, next_issues, repeats, routing
from metrics import issues as chains
from metrics.issues import issues, numbered
from metrics.provisional import provisional_rates
from metrics.within import Within
from tests.metrics.routing_rows import contact_of, gathered, leg
from tests.metrics.rows import NOON
from tests.metrics.test_routing_laws import CENTRE, any_leg
from tests.metrics.traced import frames_of, traced

OF_TRACED = [name for name, metric in METRICS.items() if metric.frame in ("traced", "issues")]
MERGING = [name for name in OF_TRACED if METRICS[name].merges()]
AS_OF = NOON + dt.timedelta(days=60)
WITHIN = Within(14, "same")
REPEATS = {"repeat_rate": repeats.repeat_rate, "fcr": repeats.fcr, "identified_rate": repeats.identified_rate}
quick = settings(max_examples=15, deadline=None)

# Half of the moments lie within days of each other, half are spread over nine weeks.
moments = st.integers(0, 5 * 24) | st.integers(0, 63 * 24)
abouts = st.fixed_dictionaries(
    {
        "topic": st.sampled_from(["Refund", "Refund", "Invoice", None]),
        "customer_id": st.sampled_from(["ann", "ann", "ben", None]),
        "direction": st.sampled_from(["inbound", "inbound", "inbound", "outbound"]),
        "queue": st.sampled_from(["A", "B", None]),
        "menu_path": st.sampled_from([None, "agent", "a>b", "a>a>a", "recognised"]),
        "menu_outcome": st.sampled_from([None, "queued", "exited", "completed"]),
        "menu_ms": st.none() | st.integers(0, 90_000),
    }
)
helped = st.builds(leg, st.sampled_from(["A", "B"]), st.integers(0, 400), st.integers(1, 400))
drawn = st.lists(
    st.tuples(st.lists(any_leg, max_size=4) | st.lists(helped, min_size=1, max_size=2), abouts, moments),
    max_size=14,
)


@st.composite
def rows(draw):
    return [
        contact_of(
            *legs, contact_id=f"c{n:02d}", at=NOON + dt.timedelta(hours=hours), channel="voice", **about
        )
        for n, (legs, about, hours) in enumerate(draw(drawn))
    ]


def looked_at(some):
    frames = frames_of(*some, as_of=AS_OF, centre=CENTRE)
    return replace(frames, traced=frames.traced.collect().lazy())  # once, whatever is computed of it


def totals(table, names, field):
    return [table[name].struct[field].fill_null(0).sum() for name in names]


@quick
@given(some=rows())
def test_parts_add_up_to_the_whole(some):
    frames = looked_at(some)
    whole = compute(frames, MERGING)

    for by in (["queue"], ["topic", "week"], ["channel", "weekday", "month"]):
        parts = compute(frames, MERGING, by=by)
        assert totals(parts, MERGING, "numerator") == pytest.approx(totals(whole, MERGING, "numerator")), by
        assert totals(parts, MERGING, "denominator") == totals(whole, MERGING, "denominator"), by


@quick
@given(some=rows())
def test_no_figure_is_ever_not_a_number_or_outside_its_interval(some):
    table = compute(looked_at(some), OF_TRACED, by=["queue"])
    figures = pl.concat(table[name].struct.unnest() for name in OF_TRACED)

    assert not figures.select(pl.all().is_nan().any()).row(0).count(True)
    assert figures.filter(
        (pl.col("low") > pl.col("value") + 1e-9) | (pl.col("high") < pl.col("value") - 1e-9)
    ).is_empty()


@quick
@given(some=rows(), seed=st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(some, seed):
    frames = looked_at(some)
    shuffled = Frames(
        frames.visits,
        frames.contacts,
        traced=frames.traced.collect().sample(fraction=1, shuffle=True, seed=seed).lazy(),
        issues=frames.issues.collect().sample(fraction=1, shuffle=True, seed=seed).lazy(),
    )

    assert compute(frames, OF_TRACED, ["queue"]).equals(compute(shuffled, OF_TRACED, ["queue"]))


@quick
@given(some=rows())
def test_routing_and_menu_agree_with_their_expressions(some):
    frames = looked_at(some)
    names = [name for name in OF_TRACED if name in routing.FORMULAS or name in menu.FORMULAS]
    pure = [routing.expression(name) if name in routing.FORMULAS else menu.expression(name) for name in names]

    assert len(names) == 19
    assert_frame_equal(compute(frames, names), frames.traced.select(pure).collect())


@quick
@given(some=rows())
def test_coming_again_agrees_with_its_expressions(some):
    frames = looked_at(some)
    pure = [repeats.written(formula, WITHIN).alias(name) for name, formula in REPEATS.items()]

    found = compute(frames, list(REPEATS), within=WITHIN)

    assert_frame_equal(found, frames.traced.select(pure).collect())


@quick
@given(some=rows())
def test_issues_agree_with_their_expressions(some):
    frames, legs = looked_at(some), gathered(*some)[0]
    followed = issues(numbered(frames.traced), legs, AS_OF)
    asked = next_issues.with_next_issue(frames.traced)
    pure = [
        followed.select(chains.contacts_per_issue(), chains.agents_told()).collect(),
        asked.select(next_issues.next_issue_rate()).collect(),
    ]

    found = compute(frames, ["contacts_per_issue", "agents_told", "next_issue_rate"])

    assert_frame_equal(found, pl.concat(pure, how="horizontal"), rel_tol=1e-12)


@quick
@given(some=rows())
def test_where_all_are_matured_the_provisional_rate_is_the_matured_one(some):
    frames = frames_of(*some, as_of=NOON + dt.timedelta(days=200), centre=CENTRE)

    provisional = provisional_rates(frames, WITHIN, ["queue"])

    matured = compute(frames, ["repeat_rate"], ["queue"], within=WITHIN)
    parts = [pl.col("repeat_rate").struct.field(name) for name in ("value", "numerator", "denominator")]
    assert_frame_equal(provisional.select("queue", *parts), matured.select("queue", *parts), rel_tol=1e-9)


@quick
@given(some=rows())
def test_traced_keeps_every_contact_once(some):
    assert sorted(traced(*some).collect()["contact_id"]) == [each["contact_id"] for each, _legs in some]
