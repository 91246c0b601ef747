"""The cards of the page Customer."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from language import _, day, number
from store.schema import JOURNEY
from ui.customer.moments import Moment
from ui.customer.person import Person
from ui.markup import Safe, icon, join, tag
from ui.words import channel

LAST_ORDERS = 3
LANGUAGES = {"he": "עברית", "ru": "Русский", "ar": "العربية", "en": "English"}


def facts(of: Person) -> Safe:
    """What to know before calling: value, plan, contract, language, channel, last orders."""
    record = of.record
    spoken = str(record.get("language") or "")
    known = [
        (_("Plan"), record.get("plan")),
        (_("Segment"), record.get("segment")),
        (_("Value a year"), number(record["annual_value"]) if record.get("annual_value") else None),
        (_("Loyalty"), record.get("loyalty_tier")),
        (_("Language"), LANGUAGES.get(spoken, spoken)),
        (_("Prefers"), channel(record["preferred_channel"]) if record.get("preferred_channel") else None),
        (_("Customer since"), record.get("joined_on")),
        (_("Contract ends"), record.get("contract_ends_on")),
        (_("Left on"), record.get("churned_on")),
        (_("Home queue"), record.get("home_queue")),
        (_("Last orders"), _orders(of)),
        (_("Records"), ", ".join(of.ids)),
    ]
    pairs = [tag("div", join([tag("span", name), tag("b", str(value))])) for name, value in known if value]
    return tag("div", join(pairs), "mk-facts")


def _orders(of: Person) -> str:
    rows = of.rows[JOURNEY.name]
    orders = rows.filter(kind="order").sort("at", descending=True).head(LAST_ORDERS)
    return ", ".join(str(row["detail"] or _("order")) for row in orders.rows(named=True))


def line(found: Sequence[Moment], zone: ZoneInfo) -> Safe:
    """The moments by days, the newest first."""
    days = groupby(found, key=lambda one: one.at.astimezone(zone).date())
    parts: list[Safe] = []
    for at, some in days:
        parts.append(tag("h3", day(at)))
        parts += [_moment(one, zone) for one in some]
    return tag("div", join(parts), "mk-line")


def _moment(one: Moment, zone: ZoneInfo) -> Safe:
    said: list[Any] = [tag("b", one.what)]
    if one.note:
        said.append(tag("small", one.note))
    if one.words:
        said.append(tag("q", one.words, dir="auto"))
    when = tag("time", f"{one.at.astimezone(zone):%H:%M}")
    return tag("div", join([when, tag("span", icon(one.icon), one.tone), tag("div", join(said))]), "at")
