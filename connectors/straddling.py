"""Keep contacts whole whose rows are spread over several chunks of one file."""

from dataclasses import replace

import polars as pl

from connectors.base import Batch

ID = "contact_id"


class Seen:
    """The contacts of a file's earlier chunks, as hashes: 8 bytes each."""

    def __init__(self) -> None:
        self._hashes = pl.Series("seen", [], dtype=pl.UInt64)

    def parted(self, batch: Batch) -> tuple[Batch, Batch]:
        """Part a batch into rows of contacts seen before, which complete what is stored, and the others.

        A contact is otherwise written whole: legs that do not come with it are deleted. All counts stay
        with the others.
        """
        found = [frame[ID].hash() for frame in batch.tables.values() if ID in frame.columns]
        new = pl.concat([self._hashes.clear(), *found]).unique()
        known = new.filter(new.is_in(self._hashes.implode()))
        self._hashes = pl.concat([self._hashes, new])
        if known.is_empty():
            return Batch(), batch
        again = {name: _of(frame, known, is_wanted=True) for name, frame in batch.tables.items()}
        others = {name: _of(frame, known, is_wanted=False) for name, frame in batch.tables.items()}
        return Batch(tables=again, pieces=True), replace(batch, tables=others)


def _of(frame: pl.DataFrame, known: pl.Series, is_wanted: bool) -> pl.DataFrame:
    if ID not in frame.columns:
        return frame.clear() if is_wanted else frame
    is_known = frame[ID].hash().is_in(known.implode())
    return frame.filter(is_known if is_wanted else ~is_known)
