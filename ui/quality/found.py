"""What is wrong in customers' records: read once for a publication, and cached."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from metrics.causes import FIELDS as LEADING
from metrics.compare import Figure
from metrics.quality import cost, told
from metrics.quality.cost import Repeats, Step
from metrics.quality.faults import to_mend
from store.recorded import quality
from ui import settled
from ui.periods import Days
from ui.readings import NOTHING, first_row
from ui.scene import Scene


@dataclass(frozen=True)
class Found:
    """fields of `cost.by_field`; to_mend of `faults.to_mend`; segments: segment, data_quality; steps of
    `cost.ladder`; repeats by the field that led contacts astray, of those that did."""

    fields: pl.DataFrame
    to_mend: pl.DataFrame
    segments: pl.DataFrame
    sound: Figure
    steps: tuple[Step, ...]
    repeats: dict[str, Repeats]

    @property
    def entries(self) -> int:
        """How many entries were looked at."""
        return int(self.fields["checked"].sum())

    def listed(self, field: str, fault: str) -> pl.DataFrame:
        """The faults of a field and of a kind; of an empty one all."""
        rows = self.to_mend
        for name, value in (("field", field), ("fault", fault)):
            rows = rows.filter(pl.col(name) == value) if value else rows
        return rows


def found(scene: Scene, days: Days) -> Found | None:
    """Look at all records in force, by the contacts of these days; None where nothing was published."""
    return _found(scene, settled.key(scene), days)


@st.cache_data(max_entries=8, show_spinner=False)
def _found(_scene: Scene, key: tuple[str, ...], days: Days) -> Found | None:  # noqa: ARG001
    filters, own = settled.filters(_scene, days), _scene.settings.quality
    read = quality(_scene.store, _scene.settings, _scene.viewer, filters, settled.number(_scene))
    if read is None:
        return None
    faults = to_mend(read.rows)
    again = {name: cost.repeats(read.contacts, name, None) for name in LEADING}
    return Found(
        fields=cost.by_field(read.rows, read.told),
        to_mend=faults,
        segments=told.figures(read.rows, ["segment"]),
        sound=first_row(told.figures(read.rows, [])).get("data_quality", NOTHING),
        steps=cost.ladder(faults, own.minutes_at_entry, own.minutes_found_later),
        repeats={name: one for name, one in again.items() if one.more.n},
    )
