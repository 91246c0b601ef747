"""Put into a snapshot what changed in its week and where, as `query changes` tells it."""

from dataclasses import replace

from emails.snapshot import Changed, Driver, Headline, Moved, Snapshot
from language import _
from metrics.week import changed as week
from metrics.week.told import label, tenths, where
from metrics.week.words import name_of
from store.what_changed import WhatChanged


def with_changes(snapshot: Snapshot, found: WhatChanged) -> Snapshot:
    """Take verdicts, runs and places from there; what it cannot compare is not compared here either."""
    told = {one.id: found.of(one.id) for one in snapshot.headlines}
    places = [_placed(one, told[one.id]) for one in snapshot.headlines]
    is_cut_off = any(one is not None and one.is_cut_off for one in told.values())
    soon = _(
        "Changes compare what was known equally soon after each week, so they may differ a little from the"
        " difference of the two weeks’ values."
    )
    return replace(
        snapshot,
        trust=replace(snapshot.trust, notes=(*snapshot.trust.notes, *([soon] if is_cut_off else []))),
        headlines=tuple(_moved(one, told[one.id]) for one in snapshot.headlines),
        changed=tuple(one for one in places if one is not None),
    )


def _moved(one: Headline, told: week.Changed | None) -> Headline:
    if told is None:
        return replace(one, moved=Moved(), run=0)
    moved = Moved(float(told.change), told.low, told.high, told.verdict)
    days = (told.now.days.first, told.now.days.last)
    if days == one.period:
        return replace(one, moved=moved, run=abs(told.run))
    return replace(
        one, value=float(told.value), n=told.now.sums.n, period=days, moved=moved, run=abs(told.run)
    )


def _placed(one: Headline, told: week.Changed | None) -> Changed | None:
    """Say where; the parts are rounded so that they add up to the change as it is shown."""
    if told is None or told.verdict not in ("better", "worse"):
        return None
    if told.best is None:
        return Changed(one.id, where(told))
    division = told.divisions[told.best]
    shown = zip((*division.drivers, division.other), tenths(told, told.best), strict=True)
    largest = next((part.segment for part in division.clear if part.segment), "")
    return Changed(
        one.id,
        where(told),
        name_of(told.best, largest) if largest else "",
        tuple(
            Driver(
                *(label(told, told.best, part), float(size), part.low, part.high, part.listed),
                {name: tuple(values) for name, values in part.address.items()},
            )
            for part, size in shown
        ),
    )
