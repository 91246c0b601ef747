"""The parts of a change as bars from a line of no change, each with the contacts behind it."""

from language import _
from metrics.week.changed import Changed
from metrics.week.drivers import Driver
from metrics.week.told import amount, label, tenths
from ui.links import link
from ui.markup import Safe, join, tag
from ui.review import words
from ui.tables import report

TONES = ("better", "worse")


def bars(found: Changed, team: str = "") -> Safe:
    """The drivers by the cut that tells most, and all others; nothing where no part stands out.

    team: whose rows are looked at, of which the lists of contacts are then as well.
    """
    if found.best is None:
        return Safe("")
    division = found.divisions[found.best]
    parts = list(zip((*division.drivers, division.other), tenths(found, found.best), strict=True))
    ends = [edge for part, _size in parts for edge in (part.low, part.high, float(part.size))]
    low, high = min(0.0, *ends), max(0.0, *ends)
    rows = [
        [
            label(found, found.best, part),
            _bar(part, low, high),
            tag("span", amount(found, size), part.verdict if part.verdict in TONES else "soft"),
            _way(found, part, team),
        ]
        for part, size in parts
    ]
    return report((), rows, right=frozenset({2, 3}))


def _bar(part: Driver, low: float, high: float) -> Safe:
    def at(value: float) -> float:
        return 100 * (value - low) / ((high - low) or 1.0)

    first, last = sorted((at(0.0), at(float(part.size))))
    left, right = at(part.low), at(part.high)
    tone = part.verdict if part.verdict in TONES else ""
    colour = f";--c:var(--{tone})" if tone else ""
    pieces = [
        tag("i", "", style=f"inset-inline-start:{first:.1f}%;width:{last - first:.1f}%{colour}"),
        tag("s", "", style=f"inset-inline-start:{left:.1f}%;width:{right - left:.1f}%"),
        tag("b", "", style=f"inset-inline-start:{at(0.0):.1f}%"),
    ]
    return tag("span", join(pieces), "bul both", aria_hidden="true")


def _way(found: Changed, part: Driver, team: str) -> Safe | str:
    """The contacts behind a driver.

    TRICKY: a team's contacts are here all that it had a part in, as its lead sees them; narrowed to the team
    the list has those that it had last. So no number is said of them.
    """
    if part.segment is None or not part.listed:
        return ""
    address = {**part.address, "team": (team,)} if team else dict(part.address)
    is_same = not team or found.headline.rows != "contacts"
    return link("contacts", words.contacts(part.listed) if is_same else _("the contacts"), address)
