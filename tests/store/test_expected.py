from datetime import timedelta

import polars as pl
import pytest

from metrics.expected import Step
from settings import Hours, Settings, Site
from store.expected import Expectation, expectations, learn_anew, learnt_at, new_callers
from store.ingest import publish_versions
from store.merge import merge
from store.opened import open_store
from store.schema import CONTACTS, LEGS
from tests.factories import NOON, ZONE, contacts, legs
from tests.weeks import UNTIL, busy, regular

pytestmark = pytest.mark.both_databases

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
STEPS = (Step(0.0, 0, 20, 60), Step(1e12, 60, 200, 300))
AT = {"now": UNTIL.isoformat(), "site": {"timezone": ZONE}}


@pytest.fixture
def history(store, arrival):
    """Six weeks of two queues, published."""
    rows = [("PS", *one) for one in busy(6)] + [("Post", *one) for one in regular(6)]
    ids = [f"bank:{n}" for n in range(len(rows))]
    begun = [
        {"contact_id": one, "started_at": at, "ended_at": at + HOUR}
        for one, (_q, at, _w) in zip(ids, rows, strict=True)
    ]
    visits = [
        {
            "contact_id": one,
            "queue": queue,
            "queued_at": at,
            "wait_ms": wait * 1000,
            "answered_at": at + wait * SECOND,
            "ended_at": at + wait * SECOND + SECOND,
        }
        for one, (queue, at, wait) in zip(ids, rows, strict=True)
    ]
    of = contacts(*begun)
    merge(store.history, CONTACTS, of, arrival, source="bank")
    merge(store.history, LEGS, legs(of, *visits), arrival, source="bank")
    return publish_versions(store, "refresh", NOON)


def test_before_the_first_publication_there_is_nothing_to_learn(settings):
    bare = open_store(settings)

    assert learn_anew(bare, settings, NOON) is None
    assert learnt_at(bare.state) is None
    bare.close()


def test_what_was_learnt_is_kept_with_its_verdict_and_its_errors(store, history):
    assert learn_anew(store, Settings(**AT), NOON) == 2

    kept = expectations(store.state, NOON)
    assert {queue: one.verdict for queue, one in kept.items()} == {"PS": "shown", "Post": "worse"}
    assert kept["PS"].error_s < 0.5 * kept["PS"].usual_error_s
    assert (kept["PS"].n, kept["PS"].days, kept["PS"].learnt_at) == (21 * 39, 21, NOON)
    assert kept["PS"].inside > 0.9
    assert [step.low_s for step in kept["PS"].steps][::2][-1] is None


def test_learning_again_replaces_what_was_learnt(store, history):
    learn_anew(store, Settings(**AT), NOON)
    learn_anew(store, Settings(**AT), NOON + HOUR)

    assert learnt_at(store.state) == NOON + HOUR
    assert len(expectations(store.state, NOON + HOUR)) == 2


def test_too_little_history_is_not_shown(store, history):
    learn_anew(store, Settings(**{**AT, "now": (UNTIL - 21 * DAY).isoformat()}), NOON)

    assert {one.verdict for one in expectations(store.state, NOON).values()} == {"few"}


@pytest.mark.parametrize(
    ("age", "expected"),
    [(47 * HOUR, 2), (49 * HOUR, 0)],
    ids=["not two days old", "older"],
)
def test_what_was_learnt_too_long_ago_is_not_used(store, history, age, expected):
    learn_anew(store, Settings(**AT), NOON)

    assert len(expectations(store.state, NOON + age)) == expected


def learnt(verdict="shown"):
    return {"PS": Expectation("PS", NOON, verdict, 500, 20, 30.0, 60.0, 0.9, 0.8, STEPS)}


def today(*outcomes):
    of = contacts(*({"contact_id": f"bank:{n}"} for n in range(len(outcomes))))
    rows = [{"contact_id": f"bank:{n}", "outcome": outcome} for n, outcome in enumerate(outcomes)]
    return legs(of, *rows) if rows else pl.DataFrame()


OPEN = Settings(site=Site(timezone=ZONE), hours=[Hours(wednesday=["08:00-20:00"])])
CLOSED = Settings(site=Site(timezone=ZONE), hours=[Hours(wednesday=["08:00-12:00"])])


@pytest.mark.parametrize(
    ("visits", "settings", "known", "expected"),
    [
        (today("answered"), OPEN, learnt(), {"PS": STEPS[0]}),
        (today("answered", "waiting"), OPEN, learnt(), {"PS": STEPS[1]}),
        (today("answered", "waiting"), CLOSED, learnt(), {"PS": None}),
        (today(), OPEN, learnt(), {"PS": None}),
        (today("waiting"), OPEN, learnt("worse"), {}),
    ],
    ids=["nobody waits", "one waits", "it is closed", "nobody came", "the usual wait is as good"],
)
def test_what_a_caller_who_comes_now_will_wait(visits, settings, known, expected, database):
    assert new_callers(visits, known, NOON, settings) == expected
