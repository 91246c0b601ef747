"""What the page Snapshot shows of a week beside the words of its mail: tiles, and drivers with lists."""

from collections.abc import Mapping
from typing import Any, Final

from emails.pieces import Said
from emails.post import Post
from emails.snapshot import AtRisk, Changed, Driver, Headline, HeadlineId, Snapshot
from emails.snapshot_stake import at_risk
from emails.snapshot_view import chart_title, charted, row, view
from emails.snapshot_words import LOWER, difference
from metrics.catalog import METRICS

# The page on which each number is looked into.
PAGE_OF: Final[Mapping[HeadlineId, str]] = {
    "service_level": "queues",
    "asa": "queues",
    "abandon_rate": "queues",
    "csat": "satisfaction",
    "fcr": "repeats",
    "misroute_rate": "routing",
    "promise_kept_rate": "promises",
}


def page(snapshot: Snapshot, post: Post) -> dict[str, Any]:
    """Give all that the page says, in the words of the mail."""
    charts = [
        {
            "id": one.id,
            "title": chart_title(one, placed),
            "drivers": [driver(one, part) for part in placed.drivers],
        }
        for one, placed in _told_by_parts(snapshot)
    ]
    tiles = [_tile(one, snapshot) for one in snapshot.headlines]
    return {**view(snapshot, post), "tiles": tiles, "charts": charts}


def stake(one: AtRisk | None, currency: str | None) -> Said:
    """Say who is at risk, where that is read later than the rest."""
    return at_risk(one, currency)


def driver(one: Headline, part: Driver) -> dict[str, Any]:
    """Give a part of a change: its words, its bar, and where its contacts are listed."""
    tone = "better" if (part.effect > 0) != (one.id in LOWER) else "worse"
    return {
        "name": part.name,
        "amount": difference(one.id, part.effect, ""),
        "effect": part.effect,
        "low": part.low,
        "high": part.high,
        "tone": tone if part.is_clear else "",
        "listed": part.listed,
        "address": part.address,
    }


def _told_by_parts(snapshot: Snapshot) -> list[tuple[Headline, Changed]]:
    """The charts of the mail first, then whatever else moved and whose parts are known."""
    first = charted(snapshot)
    of = {one.id: one for one in snapshot.headlines}
    rest = [(of[one.id], one) for one in snapshot.changed if one.drivers and (of[one.id], one) not in first]
    return [*first, *rest]


def _tile(one: Headline, snapshot: Snapshot) -> dict[str, Any]:
    first, last = one.period or snapshot.week
    return {
        **row(one, snapshot),
        "meaning": METRICS[one.id].definition,
        "page": PAGE_OF[one.id],
        "first": first,
        "last": last,
    }
