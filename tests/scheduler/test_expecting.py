from datetime import UTC, datetime, timedelta

import pytest

from scheduler.learning import LEARNT_FOR, expect
from scheduler.refresh import refresh
from scheduler.work import Work
from settings import load
from store.expected import expectations, learnt_at
from tests import bank

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def settings(folder):
    return load(folder / "moked.toml", folder / "data")


@pytest.fixture
def loaded(folder, store, settings):
    bank.write(folder / "calls" / "calls.txt", bank.call(1))
    refresh(settings, store, clock=lambda: NOW)


def work(settings, store, now=NOW):
    return Work(settings, store, lambda: now, lambda: False)


def test_before_the_first_publication_it_is_put_off(settings, store):
    assert expect(work(settings, store), None) == "Nothing has been published yet."


def test_it_learns_of_each_queue(settings, store, loaded):
    assert expect(work(settings, store), None) == "Learnt of 1 queue."
    assert expectations(store.state, NOW)["PS"].verdict == "few"


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (LEARNT_FOR - MINUTE, NOW),
        (LEARNT_FOR, NOW + LEARNT_FOR),
        (-MINUTE, NOW - MINUTE),
    ],
    ids=["of late", "long enough ago", "by a clock that was ahead"],
)
def test_it_learns_again_after_some_hours(settings, store, loaded, passed, expected):
    expect(work(settings, store), None)
    expect(work(settings, store, NOW + passed), None)

    assert learnt_at(store.state) == expected
