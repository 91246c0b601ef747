"""The job that learns from clicks."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.learning import study
from scheduler.refresh import refresh
from scheduler.work import Work
from settings import load
from store import loop
from store.learnt import path_of, saved
from tests import bank

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def settings(folder):
    return load(folder / "moked.toml", folder / "data")


def work(settings, store, now=NOW):
    return Work(settings, store, lambda: now, lambda: False)


def click(store, is_right=True):
    loop.click(store.state, "note:bank:1", "anger", "Dana", NOW, is_right=is_right)


def test_without_a_click_it_does_nothing(settings, store):
    assert study(work(settings, store), None) == "Nobody clicked since."
    assert saved(store.folder) is None


def test_before_the_first_publication_it_is_put_off(settings, store):
    click(store)

    assert study(work(settings, store), None) == "Nothing has been published yet."


def test_it_learns_once_from_a_click_and_anew_where_the_file_is_broken(folder, settings, store):
    bank.write(folder / "calls" / "calls.txt", bank.call(1))
    refresh(settings, store, clock=lambda: NOW)
    click(store)

    assert study(work(settings, store), None) == "Learnt from clicks; 0 signals get a second opinion."
    assert study(work(settings, store, NOW + HOUR), None) == "Nobody clicked since."
    path_of(store.folder).write_text("{")
    assert study(work(settings, store, NOW + HOUR), None).startswith("Learnt from clicks")
    assert saved(store.folder).learnt_at == NOW + HOUR
