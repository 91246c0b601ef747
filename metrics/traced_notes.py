"""Say what belongs beside figures of how contacts went on: who is judged, left out or estimated."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from language import _, instant, ngettext, number
from metrics.catalog import METRICS
from metrics.chains import FOLLOWED_DAYS, NEXT_DAYS
from metrics.compute import Frames
from metrics.menu import CONTAINED_FOR
from metrics.parts import Terms
from metrics.periods import ALL, Period
from metrics.repeats import SUMS, WEEK
from metrics.routing import MINUTES, MISROUTE
from metrics.within import Within

COSTS = {name.removesuffix("_ms") + "_minutes": name for name in MINUTES}
ISSUES = ("contacts_per_issue", "agents_told", "channels_crossed", "minutes_per_issue")
JUDGED_AFTER = {
    "fcr": WEEK.days,
    "next_issue_rate": NEXT_DAYS,
    "containment_rate": CONTAINED_FOR.days,
    **dict.fromkeys(ISSUES, FOLLOWED_DAYS),
}


@dataclass(frozen=True)
class Look:
    """Say as of when contacts are looked at, on whose wall clock, and what counts as coming again."""

    as_of: datetime
    zone: str
    within: Within = field(default_factory=Within)
    is_provisional: bool = False


def traced_notes(
    frames: Frames, ids: Sequence[str], look: Look, period: Period = ALL
) -> dict[str, list[str]]:
    """List by metric the sentences that must stand beside it; metrics without any are left out."""
    after = {**JUDGED_AFTER, "repeat_rate": look.within.days}
    asked = [name for name in ids if name in after or name in COSTS]
    if not asked:
        return {}
    counts = _counts(frames, period)
    found = {
        name: _cost_unknown(counts[COSTS[name]])
        if name in COSTS
        else [*_judged(name, after[name], look), *_identified(counts["identified"], counts["counted"])]
        for name in asked
    }
    return {name: sentences for name, sentences in found.items() if sentences}


def _counts(frames: Frames, period: Period) -> dict[str, int]:
    """Count the customers' contacts, those of known people, and the misroutes that lack each time."""
    customers = [SUMS[name](Terms()).alias(name) for name in ("counted", "identified")]
    unknown = [(MISROUTE & pl.col(name).is_null()).sum().alias(name) for name in MINUTES]
    rows = frames.rows(METRICS["repeat_rate"], period)
    return rows.select(*customers, *unknown).collect(engine="streaming").row(0, named=True)


def _judged(name: str, days: int, look: Look) -> list[str]:
    if name == "repeat_rate":
        return [_asked(look.within), _provisional() if look.is_provisional else _matured(days, look)]
    if name in ISSUES:
        sentence = _("issues are followed for {days} days, so those count that began by {moment}")
        return [sentence.format(days=number(days), moment=_moment(days, look))]
    return [_matured(days, look)]


def _asked(within: Within) -> str:
    about = _("about anything") if within.topic == "any" else _("about the same topic")
    days = ngettext("within {n} day", "within {n} days", within.days).format(n=number(within.days))
    return f"{days}, {about}"


def _provisional() -> str:
    return _(
        "provisional: estimated by 1 − Kaplan–Meier, in which the newest contacts count for as long as they"
        " were watched"
    )


def _matured(days: int, look: Look) -> str:
    return _("matured through {moment}").format(moment=_moment(days, look))


def _moment(days: int, look: Look) -> str:
    return instant(look.as_of - timedelta(days=days), look.zone)


def _identified(known: int, everybody: int) -> list[str]:
    if not everybody:
        return []
    sentence = ngettext(
        "{n} of {all} customers' contacts is left out: nobody knows whose it is",
        "{n} of {all} customers' contacts are left out: nobody knows whose they are",
        everybody - known,
    )
    return [sentence.format(n=number(everybody - known), all=number(everybody))]


def _cost_unknown(n: int) -> list[str]:
    sentence = ngettext(
        "without {n} misrouted contact whose time is not known",
        "without {n} misrouted contacts whose time is not known",
        n,
    )
    return [sentence.format(n=number(n))] if n else []
