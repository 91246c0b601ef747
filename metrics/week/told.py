"""Say what changed in a week: one sentence for each metric, and what belongs beside it.

It says where a change happened, never why; what is within noise is said to be so.
"""

from collections.abc import Sequence
from fractions import Fraction

from language import _, date, duration, figure, marked, ngettext, number, period
from metrics.week import words
from metrics.week.changed import Changed
from metrics.week.drivers import Driver
from metrics.wording import names, too_few

NEAR = Fraction(3, 100)
FRACTIONS: tuple[tuple[Fraction, str], ...] = (
    (Fraction(1, 2), marked("Half of it is {part}")),
    (Fraction(2, 3), marked("Two thirds of it is {part}")),
    (Fraction(3, 4), marked("Three quarters of it is {part}")),
    (Fraction(9, 10), marked("Nine tenths of it is {part}")),
    (Fraction(1), marked("All of it is {part}")),
)
AGAINST = {
    "before": "",
    "month": marked(" on the four weeks before"),
    "year": marked(" on the same week a year before"),
}
MOST_NAMED = 2


def sentence(found: Changed, target: float | None = None) -> str:
    """Say how a metric changed and where: "In time 82.4 % (target 80 %), +1.9 points. Three …"."""
    head, running = _head(found, target), _running(found)
    if found.verdict == "unknown":
        sides = min(found.now.sums.n, found.before.sums.n)
        few = too_few(sides, found.headline.metric.minimum_n)
        return _("{head}: too few to judge a change ({n}).").format(head=head, n=few)
    if found.verdict == "noise":
        said = _("{head}: within noise, but{running}.") if running else _("{head}: no change beyond noise.")
        return said.format(head=head, running=running) + _hidden(found)
    comma = "," if running else ""
    return f"{head}{comma}{running}. {where(found)}"


def where(found: Changed) -> str:
    """Say where a change beyond noise happened: "Three quarters of it is …"."""
    return _("No part of it stands out: all are within noise.") if found.best is None else _parts(found)


def notes(found: Changed) -> list[str]:
    """List what belongs beside a metric's sentence: of which days it is, and what may still come."""
    headline, said = found.headline, []
    if headline.ripens:
        days = period(found.now.days.first, found.now.days.last)
        line = ngettext(
            "{metric} is of {days}: {n} day must pass first",
            "{metric} is of {days}: {n} days must pass first",
            headline.ripens.days,
        )
        said.append(line.format(metric=_(headline.metric.label), days=days, n=number(headline.ripens.days)))
    if found.is_provisional:
        until = found.now.days.last + headline.ripens + headline.settles
        said.append(
            _("More may still come in until {day}; both sides count only what came as soon.").format(
                day=date(until)
            )
        )
    if found.withheld:
        said.append(_("Whom you may not see by name is in “other”."))
    return said


def label(found: Changed, cut: str, driver: Driver) -> str:
    """Name a driver beside its bar: "Faster answers at Billing", "Other"."""
    said = _said(found, cut, driver)
    return said[:1].upper() + said[1:]


def amount(found: Changed, size: Fraction, *, signed: bool = True) -> str:
    """Write a change in the metric's unit: "+1.9 points", "+12 s"."""
    if found.headline.metric.unit == "seconds":
        return duration(float(size), signed=signed)
    return _("{n} points").format(n=number(float(size * 100), 1, signed))


def tenths(found: Changed, cut: str) -> list[Fraction]:
    """Round the drivers of a cut, and other, as they are shown, so that they add up to the change as shown.

    Of what rounding leaves over, each takes a step who was rounded off most (largest remainder).
    """
    one = found.divisions[cut]
    step = Fraction(1, 10 if found.headline.metric.unit == "seconds" else 1000)
    sizes = [driver.size / step for driver in (*one.drivers, one.other)]
    whole = [size.__floor__() for size in sizes]
    left = round(found.change / step) - sum(whole)
    order = sorted(range(len(sizes)), key=lambda n: (whole[n] - sizes[n], n))
    for n in order[:left]:
        whole[n] += 1
    return [size * step for size in whole]


def _head(found: Changed, target: float | None) -> str:
    metric = found.headline.metric
    named = {"metric": _(metric.label), "value": figure(float(found.value), metric.unit)}
    told = _("{metric} {value}") if target is None else _("{metric} {value} (target {target})")
    value = told.format(**named, target=figure(target, metric.unit))
    against = _(AGAINST[found.comparison]) if found.comparison != "before" else ""
    return f"{value}, {amount(found, found.change)}{against}"


def _running(found: Changed) -> str:
    if not found.run:
        return ""
    said = _(" up for the {nth} week running") if found.run > 0 else _(" down for the {nth} week running")
    return said.format(nth=words.ordinal(abs(found.run)))


def _parts(found: Changed) -> str:
    """Say which drivers made the change, which went against it, and what is left."""
    clear = found.divisions[found.best or ""].clear
    same = [driver for driver in clear if driver.size * found.change > 0]
    others = [driver for driver in clear if driver.size * found.change < 0]
    size = sum((driver.size for driver in same), Fraction(0))
    said = [_share(found, size, _names(found, same))]
    if others:
        counter = sum((driver.size for driver in others), Fraction(0))
        line = _("against it {amount} by {part}")
        said.append(line.format(amount=amount(found, counter), part=_names(found, others)))
    is_noise = found.divisions[found.best or ""].is_rest_noise
    said.append(_("the rest is within noise") if is_noise else _("the rest is elsewhere"))
    return "; ".join(said) + "."


def _share(found: Changed, size: Fraction, part: str) -> str:
    """Say how much of a change some drivers are, in words where a plain fraction is near."""
    share = size / found.change
    near = [said for fraction, said in FRACTIONS if abs(share - fraction) <= NEAR]
    if near:
        return _(near[0]).format(part=part)
    if share > 1:
        return _("{part} alone: {amount}").format(
            part=part[:1].upper() + part[1:], amount=amount(found, size)
        )
    if found.headline.metric.unit == "seconds":
        said = _("{some} of the {all} is {part}")
        return said.format(some=duration(abs(float(size))), all=duration(abs(float(found.change))), part=part)
    said = _("{some} of the {all} points is {part}")
    some, every = (number(abs(float(one * 100)), 1) for one in (size, found.change))
    return said.format(some=some, all=every, part=part)


def _hidden(found: Changed) -> str:
    """Say what moved although the whole did not; nothing where nothing did."""
    if found.best is None:
        return ""
    clear = found.divisions[found.best].clear
    listed = [f"{_said(found, found.best, one)} ({amount(found, one.size)})" for one in clear]
    return " " + _("Beneath it: {parts}.").format(parts=names(listed, MOST_NAMED))


def _names(found: Changed, drivers: Sequence[Driver]) -> str:
    return names([_said(found, found.best or "", driver) for driver in drivers], MOST_NAMED)


def _said(found: Changed, cut: str, driver: Driver) -> str:
    if driver.segment is None or driver.kind is None:
        return _("other")
    return words.part(found.headline.id, cut, driver.segment, driver.kind, is_more=driver.is_more)
