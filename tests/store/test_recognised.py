"""A week of the small simulated centre, nominated from its stores, and one figure by plain SQL."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest
from sqlalchemy import update

from emails.recognition_kept import sums
from emails.recognition_kind import message, post, week_of
from emails.recounted import recounted
from emails.weekly import writing
from scheduler.learning import recognise
from scheduler.work import Work
from store import awards, recognition
from store.kind_words import TOLD, kind_words
from store.mail_weeks import Archived, Sums
from store.models import Publication
from store.opened import open_store
from store.read import ReadError, Viewer
from store.recipients import Recipient
from store.recognition_facts import facts, instant_of, week_before
from store.team_weeks import METRICS, team_weeks
from store.weekdays import Week
from store.what_changed import what_changed
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


def test_a_teams_own_week_is_what_the_week_changed_by_team(centre):
    store, settings = centre
    own = team_weeks(store, settings, WEEK)
    found = what_changed(store, settings, MANAGER, instant_of(settings, WEEK), WEEK)

    by_team = {
        (metric, one.segment): (one.now.x, one.now.n)
        for metric in METRICS
        for one in found.of(metric).divisions["team"].drivers
    }
    told = {(one.headline.id, name): (one.x, one.n) for name, each in own.items() for one in each.figures}
    assert len(by_team) >= 5
    assert {key: told[key] for key in by_team} == by_team


def test_a_lead_gets_the_own_team_and_who_sees_all_gets_all_in_one_mail(centre):
    store, settings = centre
    told = archived(store, settings)
    [holder] = [
        one for one in awards.history(store.state, MANAGER) if (one.week, one.award) == (WEEK, "best")
    ]
    teams = sorted(team_weeks(store, settings, WEEK))
    others = [name for name in teams if name != holder.team]

    theirs, of_other, of_all = (
        week_of(
            writing(settings, told, Recipient("recognition", "a@example.com", teams=frozenset(of)), store)
        )
        for of in ([holder.team], others[:1], [])
    )

    assert theirs.best.award == "For outstanding service"
    assert (theirs.team, theirs.teams, bool(theirs.past)) == (holder.team, (), True)
    assert (of_other.best, of_other.team, bool(of_other.past)) == (None, others[0], True)
    assert theirs.best.name not in message(writing(settings, told, other(others[0]), store)).text
    assert [name for name, _past in of_all.teams] == teams
    assert of_all.best == theirs.best


def other(team):
    return Recipient("recognition", "b@example.com", teams=frozenset([team]))


def archived(store, settings):
    """The week's mail as it is kept, read back from what was kept as text."""
    found = sums(store, settings, Week(WEEK), SEVEN_WEEKS)
    kept = Sums(found.publication, {}, json.loads(json.dumps(found.more)), found.missing)
    return Archived(1, "recognition", Week(WEEK), SEVEN_WEEKS, "Moked", "schedule", kept)


def test_a_repeated_mail_is_the_same_and_its_archive_holds_no_words_and_no_name(centre):
    store, settings = centre
    told = archived(store, settings)
    to = Recipient("recognition", "a@example.com")

    first, second = (message(writing(settings, told, to, store)) for _ in range(2))

    archive = json.dumps(told.sums.more, ensure_ascii=False)
    week = week_of(writing(settings, told, to, store))
    said = [one.words for one in (week.best.quote, *week.voices) if one]
    assert (first.text, first.html) == (second.text, second.html)
    assert len(said) >= 2
    assert [words for words in said if words in archive] == []
    assert week.best.name not in archive
    assert "agent_id" in archive


def test_who_leaves_is_in_no_mail_that_is_repeated_from_the_archive(centre):
    store, settings = centre
    told = archived(store, settings)
    to = Recipient("recognition", "a@example.com")
    before = week_of(writing(settings, told, to, store))
    [holder] = [
        one for one in awards.history(store.state, MANAGER) if (one.week, one.award) == (WEEK, "best")
    ]

    awards.leave(store.state, MANAGER, holder.agent_id, SEVEN_WEEKS)
    after = message(writing(settings, told, to, store))
    awards.come_back(store.state, MANAGER, holder.agent_id, SEVEN_WEEKS)

    assert before.best.name in message(writing(settings, told, to, store)).text
    assert before.best.name not in after.text + after.html + after.subject


def test_a_week_counted_again_is_the_same_to_the_last_digit_and_another_figure_is_told(centre):
    store, settings = centre
    told = archived(store, settings)
    more = json.loads(json.dumps(told.sums.more))
    more["teams"][0]["kind_words"] += 1
    other_told = replace(told, sums=replace(told.sums, more=more))

    same, other_than = (recounted(store, settings, one) for one in (told, other_told))

    assert same.compared >= 12
    assert same.is_equal
    assert [one.what for one in other_than.differs] == [f"{more['teams'][0]['name']}, kind words"]


def test_a_mail_leads_to_the_same_week_of_the_team_and_to_where_one_leaves(centre):
    store, settings = centre
    site = settings.site.model_copy(update={"address": "https://moked.example.com/"})
    given = writing(
        settings.model_copy(update={"site": site}), archived(store, settings), other("Chat & more"), store
    )

    assert post(given).link == "https://moked.example.com/recognition?week=2026-04-20&team=Chat+%26+more"
    assert week_of(given).leave == "https://moked.example.com/recognition?week=2026-04-20&leave=1"


def test_the_mail_of_a_week_that_was_not_nominated_yet_waits_for_it(centre):
    store, settings = centre
    early = Week(WEEK - timedelta(weeks=3))

    found = sums(store, settings, early, SEVEN_WEEKS)

    assert recognition.read(store.state, early.first, MANAGER) is None
    assert found.missing == (
        "Nobody has been nominated for this week yet; the page Recognition shows it once that is done.",
    )


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
