"""Keep contacts whole whose rows are spread over several chunks of one file."""

from dataclasses import replace

import polars as pl

from connectors.base import Batch

ID = "contact_id"
PARTS = ("contacts", "legs")


class Seen:
    """The contacts of a file's earlier chunks, as hashes: 8 bytes each."""

    def __init__(self) -> None:
        self._hashes = pl.Series("seen", [], dtype=pl.UInt64)

    def parted(self, batch: Batch) -> tuple[Batch, Batch]:
        """Part a batch into rows of contacts seen before, which complete what is stored, and the others.

        A contact is otherwise written whole: legs that do not come with it are deleted. All counts stay
        with the others.
        """
        found = [frame[ID].hash() for name, frame in batch.tables.items() if name in PARTS]
        new = pl.concat([self._hashes.clear(), *found]).unique()
        known = new.filter(new.is_in(self._hashes.implode()))
        self._hashes = pl.concat([self._hashes, new])
        if known.is_empty():
            return Batch(), batch
        again = {
            name: _of(batch.tables[name], known, is_wanted=True) for name in PARTS if name in batch.tables
        }
        others = {
            name: _of(frame, known, is_wanted=False) if name in PARTS else frame
            for name, frame in batch.tables.items()
        }
        return Batch(tables=again, pieces=True), replace(batch, tables=others)


def _of(frame: pl.DataFrame, known: pl.Series, is_wanted: bool) -> pl.DataFrame:
    is_known = frame[ID].hash().is_in(known.implode())
    return frame.filter(is_known if is_wanted else ~is_known)
