"""A week of the small simulated centre, nominated from its stores, and one figure by plain SQL."""

from datetime import date, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest
from sqlalchemy import update

from scheduler.jobs import Work, recognise
from store import awards, recognition
from store.kind_words import TOLD, kind_words
from store.models import Publication
from store.opened import open_store
from store.read import ReadError, Viewer
from store.recognition_facts import facts, instant_of, week_before
from tests.connectors.demo.centre import SEVEN_WEEKS, stored

WEEK = date(2026, 4, 20)  # a Monday; eight weeks up to its end are all that the centre has
MANAGER = Viewer("the manager", "manager")


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """The stores of a small centre after seven weeks, with one week nominated."""
    settings = stored(tmp_path_factory.mktemp("centre"))
    store = open_store(settings)
    recognition.keep(store, settings, WEEK, SEVEN_WEEKS)
    yield store, settings
    store.close()


def test_a_week_is_over_on_the_morning_after_it(centre):
    _store, settings = centre
    morning = instant_of(settings, WEEK)

    assert f"{morning:%Y-%m-%d %H:%M}" == "2026-04-27 03:00"
    assert week_before(settings, morning) == WEEK
    assert week_before(settings, morning - timedelta(minutes=1)) == WEEK - timedelta(weeks=1)


ANSWERS = """
    SELECT s.agent_id, l.queue, c.topic, c.channel, s.kind,
           CASE s.kind WHEN 'csat' THEN (s.score - s.scale_min) / (s.scale_max - s.scale_min) >= .75
                       WHEN 'nps' THEN s.score >= 9
                       ELSE s.score >= 5 END AS good
    FROM surveys s
    JOIN contacts c USING (contact_id)
    JOIN (SELECT contact_id, arg_min(queue, leg_no) AS queue FROM legs
          WHERE queue IS NOT NULL GROUP BY contact_id) l USING (contact_id)
    WHERE s.answered_at <= '2026-04-27 03:00:00+00' AND s.kind IN ('csat', 'nps', 'ces')
      AND c.started_at < '2026-04-26 21:00:00+00'
"""
EXPECTED = f"""
    WITH answers AS ({ANSWERS}),
    cells AS (SELECT queue, topic, channel, kind, count(*) AS n, sum(good::INT) AS x
              FROM answers GROUP BY ALL),
    own AS (SELECT agent_id, queue, topic, channel, kind, count(*) AS n, sum(good::INT) AS x
            FROM answers WHERE agent_id = $agent GROUP BY ALL)
    SELECT sum(own.n), sum(own.x),
           sum(CASE WHEN cells.n > own.n THEN own.n * (cells.x - own.x) / (cells.n - own.n) ELSE own.x END)
    FROM own JOIN cells ON (own.queue, own.channel, own.kind) = (cells.queue, cells.channel, cells.kind)
                       AND own.topic IS NOT DISTINCT FROM cells.topic
"""


def test_how_many_satisfied_customers_were_to_be_expected_is_the_same_by_plain_sql(centre):
    store, _settings = centre
    tables = {
        name: pl.scan_delta(store.history.open(name)).filter(pl.col("deleted_at").is_null()).collect()
        for name in ("surveys", "contacts", "legs")
    }
    first = recognition.read(store.state, WEEK, MANAGER).of("best")[0]
    (told,) = [one for one in first.evidence if one.measure == "satisfied"]

    with duckdb.connect() as sql:
        for name, rows in tables.items():
            sql.register(name, rows.to_arrow())
        sql.execute("SET TimeZone = 'UTC'")
        by_sql: Any = sql.execute(EXPECTED, {"agent": first.agent_id}).fetchone()

    assert (told.n, told.observed) == by_sql[:2]
    assert told.expected == pytest.approx(float(by_sql[2]))


def test_nobody_who_is_not_clearly_above_is_given_by_anything(centre):
    store, settings = centre
    found = facts(store, settings, WEEK)
    week = recognition.read(store.state, WEEK, MANAGER)

    named = {one.agent_id for one in week.nominees} | {
        one.agent_id for one in awards.history(store.state, MANAGER)
    }
    above = {agent for each in found.found.values() for agent in each.above["agent_id"]}
    assert named
    assert named <= above
    assert all(one.theta > 0 for each in week.nominees for one in each.evidence[:1])
    assert week.rest["best"].as_expected + week.rest["best"].not_enough + len(week.of("best")) == 18


def test_customers_words_are_read_masked_and_with_nobodys_id(centre):
    store, settings = centre
    week = recognition.read(store.state, WEEK, MANAGER)

    found = kind_words(store, settings, Viewer("a lead", "lead", frozenset({"Chat"})), week)

    assert found.columns == list(TOLD)
    assert set(found["text_id"]) == {one for each in week.nominees for one in each.quotes}
    assert found.height > 0
    with pytest.raises(ReadError, match="may not read what customers wrote"):
        kind_words(store, settings, Viewer("the board", "executive"), week)


def test_the_job_makes_up_for_the_weeks_that_are_over_and_then_has_nothing_to_do(centre):
    store, settings = centre
    work = Work(settings, store, lambda: SEVEN_WEEKS, lambda: False)
    due = recognition.missing(store, settings, SEVEN_WEEKS)

    first, second = recognise(work, None), recognise(work, None)

    weeks = [WEEK - timedelta(weeks=n) for n in range(7)]
    assert due == weeks[:0:-1]
    assert first == "Nominated for 6 weeks."
    assert second == "Every week that is over has its nominees."
    assert recognition.weeks(store.state) == weeks


def test_a_week_waits_until_its_morning_is_published(centre):
    store, settings = centre
    with store.state.writing() as connection:
        connection.execute(update(Publication).values(at=SEVEN_WEEKS))

    due = recognition.missing(store, settings, SEVEN_WEEKS + timedelta(weeks=3))

    assert max(due, default=WEEK) <= WEEK
