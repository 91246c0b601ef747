import datetime as dt

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics import METRICS, Frames, Period, compute
from metrics.occupancy import PRESENCE
from metrics.stretches import STATES as STATE_NAMES
from tests.metrics.rows import contacts, handled, state, states, visits

IDS = [name for name, metric in METRICS.items() if metric.frame in ("handling", "states")]
TIMES = [name for name in IDS if name.startswith("time_")]
AGENTS = ["bank:AVI", "bank:DORIT"]
ZONE = "Asia/Jerusalem"  # 26 March 2026, 22:00 UTC begins a day of 23 hours
EVE = dt.datetime(2026, 3, 26, 18, tzinfo=dt.UTC)
PERIOD = Period(EVE, EVE + dt.timedelta(hours=12))
quick = settings(max_examples=25, deadline=None)

moments = st.integers(-7200, 50_000)
spans = st.tuples(moments, st.integers(0, 20_000))
handlings = st.builds(
    lambda span, agent, channel: handled(span[0], sum(span), at=EVE, agent_id=agent, channel=channel),
    spans,
    st.sampled_from(AGENTS),
    st.sampled_from(["voice", "chat"]),
)
stretches = st.builds(
    lambda span, agent, name, lasts: state(
        name, span[0], None if lasts else sum(span), at=EVE, agent_id=agent, team=agent[-1]
    ),
    spans,
    st.sampled_from(AGENTS),
    st.sampled_from(STATE_NAMES),
    st.booleans(),
)
some_handling = st.lists(handlings, max_size=12)
some_states = st.lists(stretches, max_size=12, unique_by=lambda row: (row["agent_id"], row["started_at"]))
any_work = st.builds(
    lambda seen, told: Frames(visits(*seen), contacts(), states=states(*told), zone=ZONE),
    some_handling,
    some_states,
)


def totals(table, field="numerator"):
    return {name: table[name].struct[field].fill_null(0).sum() for name in IDS}


@quick
@given(
    frames=any_work, by=st.sampled_from([["hour"], ["day"], ["agent", "weekday"], ["week", "hour", "team"]])
)
def test_cutting_by_hours_days_and_agents_adds_up_exactly_to_the_whole(frames, by):
    whole = compute(frames, IDS, period=PERIOD)

    parts = compute(frames, IDS, by=by, period=PERIOD)

    assert totals(parts) == pytest.approx(totals(whole), rel=1e-12)
    assert totals(parts, "denominator") == pytest.approx(totals(whole, "denominator"), rel=1e-12)


@quick
@given(frames=any_work)
def test_nobody_works_more_than_the_clock(frames):
    table = compute(frames, IDS, by=["agent"], period=PERIOD)

    load, logged_in = table["load"].struct, table["time_logged_in"].struct["value"].drop_nulls()
    assert (load["denominator"] <= load["numerator"]).all()
    assert (load["denominator"] <= 12 * 3600).all()
    assert (logged_in <= 12 * 3600).all()
    assert table["occupancy"].struct["value"].drop_nulls().is_between(0, 1).all()
    assert load["value"].drop_nulls().ge(1).all()


@quick
@given(seen=some_handling, told=some_states)
def test_times_of_agents_with_known_states_add_up(seen, told):
    working = {row["agent_id"] for row in told if row["state"] in PRESENCE}
    mine = [row for row in seen if row["agent_id"] in working]
    frames = Frames(visits(*mine), contacts(), states=states(*told), zone=ZONE)
    table = compute(frames, ["occupancy", *TIMES], by=["agent", "day"], period=PERIOD)

    spent = {name: table[name].struct["numerator"].fill_null(0) for name in table.columns[2:]}
    parts = ("occupancy", "time_available", "time_ringing", "time_on_break", "time_in_meetings")
    assert sum(spent[name].sum() for name in parts) == pytest.approx(spent["time_logged_in"].sum())


@quick
@given(seen=some_handling, told=some_states, seed=st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(seen, told, seed):
    rows, said = visits(*seen).collect(), states(*told).collect()
    shuffled = Frames(
        rows.sample(fraction=1, shuffle=True, seed=seed).lazy(),
        contacts(),
        states=said.sample(fraction=1, shuffle=True, seed=seed).lazy(),
        zone=ZONE,
    )
    by = ["team", "hour"]

    first = compute(Frames(rows.lazy(), contacts(), states=said.lazy(), zone=ZONE), IDS, by=by)

    assert_frame_equal(first, compute(shuffled, IDS, by=by))


@quick
@given(frames=any_work, cut=st.integers(1, 12 * 3600 - 1))
def test_two_halves_of_a_period_add_up_to_the_period(frames, cut):
    middle = EVE + dt.timedelta(seconds=cut)
    halves = [
        compute(frames, ["load"], period=Period(*ends)).item()
        for ends in ((EVE, middle), (middle, PERIOD.end))
    ]

    whole = compute(frames, ["load"], period=PERIOD).item()

    assert sum(half["numerator"] for half in halves) == pytest.approx(whole["numerator"])
    assert sum(half["denominator"] for half in halves) == pytest.approx(whole["denominator"])


SECOND_BY_SECOND = """
WITH clock AS (
    SELECT unnest(generate_series(TIMESTAMPTZ '2026-03-26 18:00Z', TIMESTAMPTZ '2026-03-27 05:59:59Z',
        INTERVAL 1 SECOND)) AS t
),
agents AS (SELECT DISTINCT agent_id FROM told),
stretches AS (
    SELECT *, lead(started_at) OVER (PARTITION BY agent_id ORDER BY started_at) AS next_at FROM told
),
seconds AS (
    SELECT agents.agent_id, hour(t AT TIME ZONE 'Asia/Jerusalem') AS hour,
        date_trunc('day', t AT TIME ZONE 'Asia/Jerusalem') AS day,
        (SELECT count(*) FROM seen WHERE seen.agent_id = agents.agent_id
            AND answered_at <= t AND t < ended_at) AS contacts,
        (SELECT max(state) FROM stretches WHERE stretches.agent_id = agents.agent_id
            AND started_at <= t AND t < ended_at AND (next_at IS NULL OR t < next_at)) AS state
    FROM clock, agents
),
judged AS (
    SELECT *, contacts > 0 OR coalesce(state IN ('on_contact', 'wrap_up'), false) AS busy,
        bool_or(coalesce(state IN ('available', 'break', 'meeting'), false))
            OVER (PARTITION BY agent_id, day) AS known
    FROM seconds
)
SELECT hour,
    count(*) FILTER (busy AND known) AS occupied,
    count(*) FILTER (NOT busy AND state = 'available') AS idle,
    sum(contacts) AS contact_seconds,
    count(*) FILTER (contacts > 0) AS loaded
FROM judged GROUP BY hour ORDER BY hour
"""


def a_contact(n):
    start = n * 997 % 40_000
    return handled(start, start + 300 + n * 131 % 2000, at=EVE, agent_id=AGENTS[n % 2])


def a_state(n):
    start = n * 1409 % 43_000
    return state(
        STATE_NAMES[n * 3 % 7], start, start + 900 + n * 53 % 3000, at=EVE, agent_id=AGENTS[n // 2 % 2]
    )


def test_plain_sql_that_looks_at_every_second_finds_the_same_hours():
    seen = visits(*(a_contact(n) for n in range(60))).collect()
    told = states(*(a_state(n) for n in range(50))).collect()
    by_second = duckdb.sql(SECOND_BY_SECOND).pl().cast(pl.Float64)

    hours = compute(
        Frames(seen.lazy(), contacts(), states=told.lazy(), zone=ZONE),
        ["occupancy", "load"],
        by=["hour"],
        period=PERIOD,
    )

    occupancy, load = hours["occupancy"].struct, hours["load"].struct
    assert hours["hour"].to_list() == by_second["hour"].to_list()
    assert occupancy["numerator"].to_list() == by_second["occupied"].to_list()
    assert occupancy["denominator"].to_list() == (by_second["occupied"] + by_second["idle"]).to_list()
    assert load["numerator"].to_list() == by_second["contact_seconds"].to_list()
    assert load["denominator"].to_list() == by_second["loaded"].to_list()
