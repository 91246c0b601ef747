"""Figures that were told of a week, and are otherwise by now: beyond rounding, and why."""

from collections.abc import Iterator, Mapping

from language import _, figure
from metrics.catalog import METRICS
from metrics.compare import Figure

Told = Mapping[str, Figure]
LATE = ("surveys",)  # frames of answers that people give


def moved(before: Told, now: Told) -> Iterator[str]:
    """List the metrics whose figure reads otherwise than it was told, and those that have none any more."""
    for name in before:
        if name in METRICS and name in now and not _reads_alike(name, before[name], now[name]):
            yield name


def _reads_alike(name: str, before: Figure, now: Figure) -> bool:
    unit = METRICS[name].unit
    return figure(before["value"], unit) == figure(now["value"], unit)


def sentence(name: str, before: Figure, now: Figure, when: str) -> str:
    """Say in a line what it is, what it was told as, and why. when: the week in words."""
    metric = METRICS[name]
    words = _("{label}, {when}: {now}, not {before} as was told. {why}")
    values = {"now": figure(now["value"], metric.unit), "before": figure(before["value"], metric.unit)}
    return words.format(label=_(metric.label), when=when, why=_why(name, before, now), **values)


def _why(name: str, before: Figure, now: Figure) -> str:
    if before.get("version") != now.get("version"):
        return _("It is counted otherwise now.")
    if now["value"] is None:
        return _("What it was counted from is no longer kept.")
    if METRICS[name].frame in LATE:
        return _("Answers came late.")
    return _("Data came late or were set right.")
