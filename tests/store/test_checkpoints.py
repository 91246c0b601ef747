"""Checkpoints are a matter of the history alone, so one kind of state database is enough here."""

from store.housekeeping import thin_checkpoints
from tests.store.published import load, read


def test_checkpoints_are_thinned_out_and_every_version_stays_readable(store, arrival):
    numbers = []
    for n in range(60):
        numbers.append(load(store, arrival, {"contact_id": f"bank:{n}"}))
        store.history.checkpoint(["contacts"])
    log = store.history.root / "contacts" / "_delta_log"

    deleted = thin_checkpoints(store.history, "contacts")

    assert deleted == 60 - 12 - 2  # the first of versions 0 to 47, and that of 48 on
    assert len(list(log.glob("*.checkpoint.parquet"))) == 14
    assert [len(read(store, number)) for number in numbers] == list(range(1, 61))
    assert thin_checkpoints(store.history, "contacts") == 0
