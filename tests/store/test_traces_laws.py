"""After any refreshes the traces are those that a rebuild makes."""

from datetime import timedelta
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.centre import Centre
from store import deriving
from store.centre_map import CentreMap
from store.opened import Store
from store.persons import known_persons
from store.rebuild import rebuild
from tests.factories import NOON, ZONE
from tests.store.tracing import Centres, traces

GROUND = CentreMap(
    centre=Centre(owners={"refund": ["Billing"]}, escalations=[("Billing", "Technical", None)]),
    families={"refunds": "refund"},
    own={"shop": ("inbound", "callback")},
)


def live(store: Store) -> pl.DataFrame:
    return traces(store).drop("ingested_at")


def played(store: Store, seed: int, runs: int = 6) -> None:
    """Refresh two sources at random: contacts come, two weeks late as well, change, go; people turn up."""
    random = Random(seed)
    centres = Centres(store, GROUND)
    for run in range(runs):
        now = NOON + timedelta(days=run)
        source = random.choice(["bank", "shop"])
        centres.refresh(source, random, now)


@pytest.mark.parametrize("seed", range(3))
def test_refreshed_traces_are_those_of_a_rebuild(store: Store, seed: int) -> None:
    played(store, seed)
    refreshed, persons = live(store), known_persons(store.history)

    weeks = rebuild(store, ZONE, NOON + timedelta(days=99), GROUND)

    assert refreshed.height > 20
    assert_frame_equal(live(store), refreshed)
    assert_frame_equal(known_persons(store.history), persons, check_row_order=False)
    assert weeks == 0


@pytest.mark.parametrize("seed", range(3, 5))
def test_traces_made_week_by_week_are_those_made_one_by_one(
    store: Store, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deriving, "MANY", 1)
    played(store, seed)
    refreshed = live(store)

    rebuild(store, ZONE, NOON + timedelta(days=99), GROUND)

    assert_frame_equal(live(store), refreshed)
