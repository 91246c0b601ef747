"""What the page Voices asks of the data: how often each signal is heard, and whether that moved."""

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable, surely_moved
from ui import data
from ui.readings import NOTHING
from ui.reads import Reads
from ui.repeats.long import long_look
from ui.voices import names

RATE = METRICS["signal_rate"]


@dataclass(frozen=True)
class Heard:
    """How often one signal is heard: now, in the time before, and by whole week over the long look back."""

    signal: str
    now: Figure
    before: Figure
    weeks: tuple[float | None, ...] = ()

    @property
    def moved(self) -> float:
        """By how much the share grew, 0 where that is within noise or cannot be told."""
        if not (is_judgeable(RATE, self.now) and is_judgeable(RATE, self.before)):
            return 0.0
        if not surely_moved(self.now, self.before, len(names.SIGNALS)):
            return 0.0
        return (self.now["value"] or 0) - (self.before["value"] or 0)

    @property
    def tone(self) -> str:
        """Whether the move is for the better or the worse; empty where it is neither."""
        if not self.moved or self.signal not in (*names.GOOD, *names.TROUBLE):
            return ""
        return "better" if (self.moved > 0) == (self.signal in names.GOOD) else "worse"


class Story(Reads):
    """What the page Voices tells."""

    headline: ClassVar = (RATE.id, "contacts")
    sized_by: ClassVar = "contacts"

    def heard(self) -> list[Heard]:
        """Every signal, the trouble that is heard most on top, what is good last."""
        now, before, weeks = self._by_signal(), self._before(), self._weeks()
        found = [
            Heard(name, now.get(name, NOTHING), before.get(name, NOTHING), weeks.get(name, ()))
            for name in names.SIGNALS
        ]
        is_trouble = {name: name in names.TROUBLE for name in names.SIGNALS}
        return sorted(found, key=lambda one: (not is_trouble[one.signal], -(one.now["value"] or 0)))

    def _by_signal(self) -> dict[str, Figure]:
        return _figures(self.by("signal", ids=(RATE.id,)))

    def _before(self) -> dict[str, Figure]:
        return _figures(self.by_before("signal", ids=(RATE.id,)))

    def _weeks(self) -> dict[str, tuple[float | None, ...]]:
        """The share in each whole week of the long look back; where nobody wrote anything, none."""
        long = Story(self.scene, long_look(self.scene, self.asked).asked)
        rows = data.figures(self.scene, long.window, (RATE.id,), by=("signal", "week"))
        if not rows.height:
            return {}
        whole = rows.filter(pl.Series([long.is_whole(at, "week") for at in rows["week"]], dtype=pl.Boolean))
        share = pl.col(RATE.id).struct["value"]
        told = whole.sort("week").group_by("signal").agg(share)
        return {name: tuple(values) for name, values in told.iter_rows()}


def _figures(rows: pl.DataFrame) -> dict[str, Figure]:
    if not rows.height:
        return {}
    return {row["signal"]: row[RATE.id] for row in rows.iter_rows(named=True)}
