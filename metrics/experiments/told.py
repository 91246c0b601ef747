"""Say what came of a change, in the words that its design allows; never "caused" unless chance chose."""

from dataclasses import dataclass
from typing import Literal

from language import _, duration, marked, number
from metrics.experiments.differences import Difference
from metrics.experiments.judged import Judged
from metrics.experiments.placebo import Past
from metrics.intervals import Z
from metrics.metric import Metric
from metrics.week.words import WHERE, name_of

Weakness = Literal["alone", "strayed", "short", "afterwards"]
WHY: dict[Weakness, str] = {
    "alone": marked("there is nothing beside it to compare with"),
    "strayed": marked("the two went apart before it, too"),
    "short": marked("too few weeks before it are known to see whether the two went alike"),
    "afterwards": marked("what was expected was written down afterwards"),
}
STRONGER: dict[Weakness, str] = {
    "alone": marked("Say where it was done, and compare with a place where it was not."),
    "strayed": marked("Compare with another place, whose weeks before went alike."),
    "short": marked("Wait before the next change until six weeks are known before it."),
    "afterwards": marked("Log the next change before its day, with what you expect of it."),
}
BY_CHANCE = marked("Let chance choose the days of the new way: only then can a result be called its effect.")
HIGHER, LOWER = marked("{amount} higher"), marked("{amount} lower")
LONGER, SHORTER = marked("{amount} longer"), marked("{amount} shorter")


@dataclass(frozen=True)
class Told:
    """What a sentence is about: the metric, where, beside what (empty for all others, None for nothing)."""

    metric: Metric
    cut: str | None = None
    place: str | None = None
    beside: str | None = None

    @property
    def where(self) -> str:
        """The metric and its place: "In time at Billing"."""
        return where(self.metric, self.cut, self.place)

    @property
    def against(self) -> str:
        """What it is measured against: ", measured against Sales"; nothing where it stands alone."""
        if self.beside is None:
            return ""
        return _(", measured against {beside}").format(beside=beside(self.cut, self.beside))


def where(metric: Metric, cut: str | None, place: str | None) -> str:
    """Name a metric and its place: "In time at Billing"."""
    label = _(metric.label)
    if cut is None or place is None:
        return label
    return f"{label} {_(WHERE[cut]).format(name=name_of(cut, place))}"


def beside(cut: str | None, name: str) -> str:
    """Name what it is compared with: "Sales", "all others"."""
    return name_of(cut, name) if name and cut is not None else _("all others")


def amount(metric: Metric, size: float, *, signed: bool = False) -> str:
    """Write a difference in the metric's unit: "4.2 points", "12 s"."""
    if metric.unit == "seconds":
        return duration(size, signed=signed)
    return _("{n} points").format(n=number(size * 100, 1, signed))


def between(metric: Metric, one: Difference) -> str:
    """Write the 95 % interval: "+1.0 to +7.4 points"."""
    low, high = (one.points + sign * Z * one.error for sign in (-1, 1))
    if metric.unit == "seconds":
        return _("{low} to {high}").format(low=duration(low, signed=True), high=duration(high, signed=True))
    told = _("{low} to {high} points")
    return told.format(low=number(low * 100, 1, signed=True), high=number(high * 100, 1, signed=True))


def sentence(about: Told, found: Judged, weaknesses: tuple[Weakness, ...] = ()) -> str:
    """Say what came of it, graded by design: one sentence."""
    if found.verdict == "unknown":
        return _("{where}: too little came in to say what came of it.").format(where=about.where)
    told = {"where": about.where, "against": about.against, "range": between(about.metric, found.difference)}
    if found.verdict == "noise":
        return _("{where}: no change beyond noise{against} ({range}).").format(**told)
    told |= {"moved": moved(about.metric, found.difference.points)}
    told |= {"way": _("as expected") if found.as_expected else _("the opposite of what was expected")}
    if found.verdict == "caused":
        line = _("The new way caused it: {where}, {moved} on its days ({range}), {way}; days by chance.")
        return line.format(**told)
    if found.verdict == "consistent":
        line = _("Consistent with the change: {where}, {moved} after it{against} ({range}), {way}.")
        return line.format(**told)
    why = "; ".join(_(WHY[one]) for one in weaknesses)
    line = _("Changed after it: {where}, {moved}{against} ({range}), {way}. More cannot be said: {why}.")
    return line.format(**told, why=why)


def moved(metric: Metric, size: float) -> str:
    """Say how much, and which way: "4.2 points higher", "12 s longer"."""
    words = (LONGER, SHORTER) if metric.unit == "seconds" else (HIGHER, LOWER)
    return _(words[0 if size > 0 else 1]).format(amount=amount(metric, abs(size)))


def placebos(seen: Past) -> str:
    """Say what the placebo dates showed."""
    if seen.is_flat is None:
        return _("Too few weeks before it to test dates on which nothing changed.")
    n = number(seen.n)
    if seen.is_flat:
        return _("On {n} dates before it, when nothing changed, the same sum found nothing.").format(n=n)
    return _("On {n} dates before it, when nothing changed, the same sum strayed as well.").format(n=n)


def stronger(weaknesses: tuple[Weakness, ...], weeks: int = 0, *, is_random: bool = False) -> list[str]:
    """Say what would make it stronger, the most needed first.

    weeks: how many were looked at although more are over; 0 where it was all.
    """
    if weeks:
        line = _("Had more weeks before it been known, more than the first {n} after it could be looked at.")
        return [line.format(n=number(weeks)), *stronger(weaknesses, is_random=is_random)]
    return [_(STRONGER[one]) for one in weaknesses] + ([] if is_random else [_(BY_CHANCE)])
