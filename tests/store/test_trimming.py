from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from store import outbox, publish
from store.housekeeping import hourly, nightly
from store.ingest import publish_versions
from store.models import Fact, Heartbeat, JobRun, Publication, Request, Run, RunDetail
from store.outbox import Post
from store.outbox_models import Outgoing
from tests.factories import NOON
from tests.store.published import DAY, MONTH, count, pin, publications, visits

pytestmark = pytest.mark.both_databases


def publish_at(store, *hours):
    """Publish at each of these hours after NOON; give the publications' numbers."""
    return [publish_versions(store, "test", NOON + timedelta(hours=hour)) for hour in hours]


def test_old_publications_are_forgotten_but_for_the_newest_and_the_pinned(store):
    numbers = publish_at(store, 0, 1, 2, 3)
    pin(store, numbers[1], NOON + 3 * MONTH)

    tidied = hourly(store, NOON + MONTH + DAY, MONTH)

    assert publications(store) == [numbers[1], numbers[3]]
    assert tidied.publications == 3  # one was made with the store


def test_of_each_day_the_last_publication_stays(store):
    numbers = publish_at(store, 0, 11, 12, 24, 200)

    hourly(store, NOON + timedelta(hours=207), MONTH)

    assert publications(store) == [numbers[1], numbers[3], numbers[4]]


@pytest.mark.parametrize(
    ("hours_later", "expected"),
    [(6, 2), (6.01, 1)],
    ids=["replaced six hours ago", "a little longer ago"],
)
def test_a_publication_stays_for_six_hours_after_it_was_replaced(store, hours_later, expected):
    numbers = publish_at(store, 0, 6)

    hourly(store, NOON + timedelta(hours=6 + hours_later), MONTH)

    assert publications(store) == numbers[-expected:]


@pytest.mark.parametrize(
    ("age", "expected"),
    [(MONTH, 2), (MONTH + timedelta(seconds=1), 1)],
    ids=["at the limit", "just over"],
)
def test_the_last_publication_of_a_day_stays_until_the_limit(store, age, expected):
    numbers = publish_at(store, 0, 24)

    hourly(store, NOON + age, MONTH)

    assert publications(store) == numbers[-expected:]


def work_done(store, at):
    """Leave behind what a day of the scheduler leaves behind."""
    with store.state.writing() as connection:
        connection.execute(insert(JobRun).values(job="refresh", slot=at, claimed_at=at, worker="w"))
        connection.execute(insert(Request).values(kind="refresh", asked_by="the manager", asked_at=at))
        connection.execute(insert(Heartbeat).values(process=f"{at:%d}", at=at, worker="w"))


def test_old_claims_requests_and_heartbeats_are_forgotten(store):
    work_done(store, NOON)
    work_done(store, NOON - 15 * DAY)

    tidied = nightly(store, NOON, MONTH)

    assert tidied.rows == 3
    assert [count(store, model) for model in (JobRun, Request, Heartbeat)] == [1, 1, 1]


def run_of(store, at, connector="bank"):
    with store.state.writing() as connection:
        number = connection.execute(
            insert(Run)
            .values(connector=connector, trigger="schedule", started_at=at, ended_at=at, status="ok")
            .returning(Run.id)
        ).scalar_one()
        connection.execute(insert(RunDetail).values(run_id=number, kind="notice", words="a file was empty"))
    return number


def test_reasons_of_old_runs_are_forgotten_before_the_runs_themselves(store):
    run_of(store, NOON - 31 * DAY)
    run_of(store, NOON - 29 * DAY)
    run_of(store, NOON)

    nightly(store, NOON, MONTH)

    assert (count(store, Run), count(store, RunDetail)) == (3, 2)


def test_what_the_last_run_of_a_connector_said_stays_however_old_it_is(store):
    run_of(store, NOON - 500 * DAY, "gone")
    run_of(store, NOON - 500 * DAY, "bank")
    run_of(store, NOON - 401 * DAY, "bank")

    nightly(store, NOON, MONTH)

    assert (count(store, Run), count(store, RunDetail)) == (2, 2)


def test_a_run_that_a_publication_names_stays(store):
    number = run_of(store, NOON - 500 * DAY)
    run_of(store, NOON)
    with store.state.writing() as connection:
        publish.publish(connection, store.history.versions(), kind="refresh", now=NOON, run_id=number)

    nightly(store, NOON, MONTH)

    assert count(store, Run) == 2


def test_messages_are_forgotten_after_more_than_a_year(store):
    post = Post("alert", "episode:1", "raised", "mail", "lead@example.com", {}, NOON)
    outbox.post(store.state, [post, replace(post, recipient="boss@example.com")], NOON - 401 * DAY)
    outbox.sent(store.state, 1, NOON - 401 * DAY)

    nightly(store, NOON, MONTH)

    assert count(store, Outgoing) == 1


def test_facts_of_others_are_left_alone(store, arrival):
    with store.state.writing() as connection:
        connection.execute(insert(Fact).values(name="site.timezone", value="UTC"))
    visits(store, arrival, NOON - 2 * 7 * DAY, "PS")

    nightly(store, NOON, MONTH)

    with store.state.reading() as connection:
        kept = connection.execute(select(Fact.value).where(Fact.name == "site.timezone")).scalar()
    assert kept == "UTC"


def test_the_oldest_publication_outlives_the_limit_while_it_is_the_only_one(store):
    hourly(store, NOON + 10 * MONTH, MONTH)

    assert count(store, Publication) == 1
