"""The demo's clock runs, the detector looks, and on the weekday that lacks people somebody is told."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors.demo.truth import truth
from metrics.bottlenecks.judged import NEED
from scheduler.detecting import Detector
from scheduler.refresh import refresh
from scheduler.work import Work
from settings import load
from store import publish
from store.episodes import history, open_episodes
from store.live import Writer
from store.opened import open_store
from tests.connectors.demo.centre import CONFIG, FOUR_WEEKS, START, ZONE, demo, stored

STEP, LIVE_FOR = timedelta(minutes=10), timedelta(hours=2)
TOLD = truth(1, "small", ZONE, START.date())
BEGIN = datetime(2026, 4, 14, 15, 20, tzinfo=UTC)  # of a Tuesday, 18:20 on the wall; it closes at 20:00
OPEN = 'sunday = ["08:00-20:00"]\nmonday = ["08:00-20:00"]\ntuesday = ["08:00-20:00"]\n'


def settings(folder, now):
    (folder / "moked.toml").write_text(f"{CONFIG.format(now=now.isoformat())}[[hours]]\n{OPEN}")
    return load(folder / "moked.toml", folder / "data")


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    """Look every ten minutes from 18:20 to 20:10, the detector being restarted at 19:10: what changed."""
    folder = tmp_path_factory.mktemp("evening")
    stored(folder, FOUR_WEEKS)
    store = open_store(settings(folder, BEGIN))
    source, writer = demo(), Writer(store.state, "demo")
    changes = []
    for n in range(12):
        at = BEGIN + n * STEP
        told = settings(folder, at)
        if n % 5 == 0:
            assert all(report.is_ok for report in refresh(told, store))
            cursor = publish.cursor(store.state, "demo")
            detector = Detector(Work(told, store, lambda: BEGIN, lambda: False))
        detector.watch.settings = told
        writer.write(source.live(at - LIVE_FOR, at, cursor))
        found = detector.tick(at)
        assert found is not None
        changes += [one for one in found.changes if one.event != "went_on"]
    yield store, changes
    store.close()


def test_on_the_weekday_that_lacks_people_its_queue_rings_and_says_that_they_are_missing(evening):
    _store, changes = evening
    queue = TOLD.queue(TOLD.stories.weekday.queue)
    [raised] = [one.episode for one in changes if one.event == "raised" and one.episode.queue == queue]

    assert BEGIN.weekday() == TOLD.stories.weekday.weekday
    assert (raised.main, raised.kind) == (NEED, "harm")


def test_what_rang_is_told_of_and_over_once_the_queue_closes(evening):
    store, changes = evening
    ended = [(one.episode.queue, one.episode.how) for one in changes if one.event == "ended"]
    told = history(store.state, BEGIN, BEGIN + 12 * STEP)

    assert ("Technical help", "closed") in ended
    assert {alert.queue for alert in told} == {queue for queue, _how in ended}
    assert [alert.cleared_at for alert in told if alert.queue == "Technical help"] == [BEGIN + 10 * STEP]
    assert open_episodes(store.state) == []
