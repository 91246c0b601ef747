"""When a failing source is tried again, and what counts as mended."""

from datetime import timedelta

import pytest

from connectors.errors import Refused, Unavailable
from scheduler.refresh import _pause
from settings import Settings
from store.status import recent_runs
from tests import bank
from tests.scheduler.conftest import is_refreshed, last, until

PATIENT = Settings.model_validate({"refresh": {"retry_after_s": 30, "give_up_after": 3}})


@pytest.mark.parametrize(
    ("failures", "error", "seconds"),
    [
        (1, Unavailable("It is away."), 30),
        (2, Unavailable("It is away."), 60),
        (3, Unavailable("It is away."), 3600),
        (50, Unavailable("It is away."), 3600),
        (1, Unavailable("It is busy.", retry_after_s=90), 90),
        (3, Unavailable("It is busy.", retry_after_s=7200), 7200),
        (1, Refused("The mapping is wrong."), 3600),
    ],
    ids=[
        "the first failure",
        "the second: twice as long",
        "given up: hourly",
        "hourly for ever",
        "the source asks for a pause",
        "the source asks for a long pause",
        "a person must act",
    ],
)
def test_pauses_double_until_a_source_is_given_up(failures, error, seconds):
    assert _pause(PATIENT, failures, error) == timedelta(seconds=seconds)


def refusing(folder):
    """Configure a SELECT with a column that no file has."""
    config = bank.config(folder)
    mapping = '[connectors.select]\ncontacts = "SELECT nothing AS contact_id FROM rows"\n'
    config.write_text(config.read_text().replace('recipe = "anonymous_bank"\n', "") + mapping)
    bank.write(folder / "calls" / "calls.txt", bank.call(1))


def test_a_source_that_refuses_is_read_again_as_soon_as_its_settings_are_mended(folder, store, start):
    refusing(folder)
    start()
    until(lambda: last(store) is not None and last(store).status == "refused")
    bank.config(folder)
    until(lambda: is_refreshed(store))

    assert [one.status for one in recent_runs(store.state, "bank")] == ["ok", "refused"]


def test_a_source_that_refuses_is_read_again_as_soon_as_its_files_are_mended(folder, store, start):
    refusing(folder)
    start()
    until(lambda: last(store) is not None and last(store).status == "refused")
    bank.write(folder / "calls" / "calls.txt", bank.call(2), bank.call(3))
    until(lambda: len(recent_runs(store.state, "bank")) == 2)

    assert recent_runs(store.state, "bank")[-1].status == "refused"


def test_a_restarted_scheduler_tries_what_refused_at_once(folder, store, start):
    refusing(folder)
    first = start()
    until(lambda: last(store) is not None and last(store).status == "refused")
    first.stop()
    bank.config(folder)
    start()
    until(lambda: is_refreshed(store))

    assert len(recent_runs(store.state, "bank")) == 2
