"""What is learnt of who leaves is kept with its data, once a week, and told by `query`."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from metrics.risk_model.features import features
from metrics.risk_model.leaks import unlike
from scheduler.learning import learn_who_leaves
from scheduler.work import Work
from settings import load
from store import publish
from store.opened import open_store
from store.risk_facts import at_risk, evidence_of
from store.risk_learning import Kept, is_due, learn_anew, newest
from store.risk_weeks import Weeks, learnt_until, mondays
from tests.connectors.demo.centre import SEVEN_WEEKS, stored
from tests.installed import Installed

WEEK, SECOND = timedelta(weeks=1), timedelta(seconds=1)
LIFT = "lift_at_capacity"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Seven weeks of a small simulated centre, in a store."""
    made: Path = tmp_path_factory.mktemp("learning")
    stored(made)
    return made


@pytest.fixture(scope="module")
def opened(folder):
    settings = load(folder / "moked.toml", folder / "data")
    store = open_store(settings)
    yield store, settings
    store.close()


@pytest.fixture(scope="module")
def kept(opened):
    store, settings = opened
    found = learn_anew(store, settings, SEVEN_WEEKS)
    assert isinstance(found, Kept)
    return found


def test_what_is_kept_is_read_as_it_was_made(opened, kept):
    store, _settings = opened
    read = newest(store.state)

    assert (read.publication, read.versions) == (kept.publication, kept.versions)
    assert read.versions["contacts"] >= 1
    assert read.study.learned == kept.study.learned
    assert read.study.chosen == kept.study.chosen
    for name in ("by_week", "together", "alike", "reliability"):
        assert getattr(read.study, name).equals(getattr(kept.study, name))


def test_past_lists_are_replayed_by_the_score(kept):
    told = kept.study.by_week.filter(kind="score")

    assert kept.study.horizon.days == 14
    assert told.height == 2  # of the third it is not known: the last contact came before its two weeks ended
    assert told["people"].min() > 10_000
    assert told["precision"].struct.field("denominator").max() <= kept.study.capacity


def test_it_is_learnt_once_a_week(opened, kept):
    store, settings = opened
    work = Work(settings, store, lambda: SEVEN_WEEKS + WEEK - SECOND, lambda: False)

    assert learn_who_leaves(work, None) == "Learnt of late."
    assert is_due(store, SEVEN_WEEKS + WEEK)
    assert newest(store.state, SEVEN_WEEKS - SECOND) is None


def test_the_features_of_a_monday_hold_nothing_that_was_known_later(opened, kept):
    store, settings = opened
    found = publish.newest(store.state)
    until = learnt_until(store, settings, found)
    first = Weeks(store, settings, found, until).all()[0]
    at, evidence = first.at, evidence_of(settings.risk)
    again, later = (at_risk(store, settings, when) for when in (at, at + WEEK))

    assert unlike(first.rows, features(again.facts, again.scores, at, evidence), kept.study.names).is_empty()
    shown = features(later.facts, later.scores, at + WEEK, evidence)
    assert "cancel" in unlike(shown, first.rows, kept.study.names)["evidence"].to_list()


def test_mondays_begin_at_midnight_on_the_sites_clock(opened):
    _store, settings = opened
    found = mondays(SEVEN_WEEKS - 3 * WEEK, SEVEN_WEEKS, settings)
    local = [at.astimezone(settings.site.zone) for at in found]

    assert {(at.weekday(), at.hour) for at in local} == {(0, 0)}
    assert len(found) == 3


def test_query_tells_what_the_lists_were_worth(folder, kept, capsys):
    installed = Installed(folder, capsys)
    code, out, err = installed.run("query", LIFT, "--by", "week", "--format", "json")
    told = json.loads(out)

    assert code == 0, err
    assert [row["week"] for row in told] == ["2026-03-30", "2026-04-06"]
    assert told[-1][LIFT]["low"] <= told[-1][LIFT]["value"] <= told[-1][LIFT]["high"]
    assert "within 14 days" in err
    assert "of lists by points, on 2 Mondays, 30 Mar" in err


def test_query_of_a_time_before_anything_was_replayed_says_so(folder, kept, capsys):
    installed = Installed(folder, capsys)
    code, out, err = installed.run("query", LIFT, "--asof", "2026-04-01", "--format", "json")

    assert code == 0
    assert json.loads(out)[0][LIFT]["value"] is None
    assert "no past list has been replayed yet" in err


def test_query_refuses_a_window(folder, capsys):
    code, _out, err = Installed(folder, capsys).run("query", LIFT, "--from", "2026-04-01")

    assert code != 0
    assert "ask by week" in err
