"""What stages before and behind a queue send to it, live and in the weeks before."""

import shutil
from datetime import timedelta

import polars as pl
import pytest

from metrics.bottlenecks import frame
from metrics.bottlenecks.look import Stage
from settings import Settings
from store.live import Now, SourceNow
from store.looking import Watch
from store.opened import open_store
from store.past_looks import past_looks
from store.schema import AGENTS_NOW, PROMISES, VISITS_NOW, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SETTINGS = Settings(now=NOON.isoformat(), site={"timezone": ZONE})
WEEKS = range(5)
CALLS = 24
EAGER = 9  # of those who call today wait for a letter; in the weeks before one each
DUE = 7  # call-backs due today, in the weeks before two each


def calls():
    """In the hour and a half before noon, on the same day of five weeks, somebody calls every 3 minutes."""
    return [
        call(
            f"{week}-{n}",
            f"c{week}-{n}",
            NOON - 7 * week * DAY - (3 * n + 2) * MINUTE,
            menu_outcome="queued",
            menu_path="agent" if n == 0 else "1>2",
        )
        for week in WEEKS
        for n in range(CALLS)
    ]


def letters():
    """The day before, some of them wrote, and nobody has answered by then."""
    found = []
    for week in WEEKS:
        for n in range(EAGER if week == 0 else 1):
            at = NOON - (7 * week + 1) * DAY - HOUR
            row, _legs = call(f"l{week}-{n}", f"c{week}-{n}", at, channel="email", ended_at=None)
            wait = timedelta(days=2)
            told = {
                "outcome": "answered",
                "wait_ms": 172_800_000,
                "answered_at": at + wait,
                "ended_at": at + wait,
            }
            waits = {"outcome": "waiting", "wait_ms": None, "answered_at": None, "ended_at": None}
            found.append((row, [leg_of(row, 1, "Letters", 0, **(told if week else waits))]))
    return found


def call_backs():
    found = [
        {
            "promise_id": f"bank:p{week}-{n}",
            "contact_id": f"bank:{week}-{n}",
            "kind": "call_back",
            "made_at": NOON - (7 * week + 1) * DAY,
            "due_at": NOON - 7 * week * DAY - (n + 1) * MINUTE,
        }
        for week in WEEKS
        for n in range(DUE if week == 0 else 2)
    ]
    rows = [{"source": "bank", "version": 1, **one} for one in found]
    return pl.DataFrame(rows, schema=empty(PROMISES).schema)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stages") / "data"
    store = open_store(SETTINGS.model_copy(update={"data": folder}))
    told = sent("bank", [*calls(), *letters()])
    refresh(store, "bank", Sent({**told.tables, "promises": call_backs()}))
    yield store
    store.close()
    shutil.rmtree(folder)


def test_history_shows_the_stage_that_the_moment_showed(loaded):
    at = NOON - MINUTE
    [live] = Watch(loaded, SETTINGS).looks(at, ["Billing"])
    [past] = past_looks(loaded, SETTINGS, NOON).filter(pl.col("at") == at).rows(named=True)

    assert past["stage_kind"] == "back_office"
    assert frame([live]).row(0, named=True) == past


def told(*ids):
    """A source that tells now of contacts that history does not hold."""
    rows = [
        {
            "source": "bank",
            "contact_id": one,
            "leg_no": 1,
            "queue": "Billing",
            "channel": "voice",
            "direction": "inbound",
            "queued_at": NOON - MINUTE,
            "outcome": "waiting",
        }
        for one in ids
    ]
    visits = pl.DataFrame(rows, schema={"source": pl.String, **VISITS_NOW})
    agents = pl.DataFrame(schema={"source": pl.String, **AGENTS_NOW})
    return Now(visits, agents, (SourceNow("bank", NOON, len(ids), None),))


def test_of_arrivals_of_which_some_are_not_read_yet_as_much_is_usual(loaded):
    [stage] = look(loaded, told(*(f"bank:now{n}" for n in range(CALLS // 4)))).stages

    assert (stage.kind, stage.n, stage.usual) == ("back_office", EAGER, pytest.approx(0.8, abs=0.01))


def test_where_too_few_arrivals_are_read_only_call_backs_are_known(loaded):
    [stage] = look(loaded, told(*(f"bank:now{n}" for n in range(CALLS)))).stages

    assert (stage.kind, stage.n, stage.usual) == ("callbacks", DUE, 2.0)


def look(store, now=None):
    [found] = Watch(store, SETTINGS).looks(NOON, ["Billing"], now)
    return found


def test_a_look_tells_the_stage_that_sends_most_beyond_its_usual(loaded):
    assert look(loaded).stages == (Stage("back_office", EAGER, 1.0, 1.0, "Letters"),)
