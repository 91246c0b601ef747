"""What the records say of a person, and where records of one person say different things."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from language import _, date, listing, marked, number
from store.schema import JOURNEY
from ui.customer.person import Person, Way
from ui.markup import Safe, join, tag
from ui.words import channel

LAST_ORDERS = 3
NO_TIER = "none"  # as sources write it
LANGUAGES = {"he": "עברית", "ru": "Русский", "ar": "العربية", "en": "English"}
FIELDS: dict[str, str] = {
    "name": marked("Name"),
    "plan": marked("Plan"),
    "annual_value": marked("Value a year"),
    "language": marked("Language"),
    "preferred_channel": marked("Prefers"),
    "segment": marked("Segment"),
    "loyalty_tier": marked("Loyalty"),
    "home_queue": marked("Home queue"),
    "joined_on": marked("Customer since"),
    "contract_ends_on": marked("Contract ends"),
    "churned_on": marked("Left on"),
}
COMPARED = ("name", "plan", "language", "preferred_channel", "segment", "home_queue", "churned_on")
WAYS: dict[str, str] = {"phone": marked("Telephone"), "email": marked("E-mail")}
MOST_SHARERS = 5  # a number of more customers identifies nobody


def facts(of: Person) -> Safe:
    """What to know before calling: value, plan, contract, language, channel, numbers, last orders."""
    pairs = [(_(label), _field(of, name)) for name, label in FIELDS.items() if _shows(of, name)]
    pairs += [(_(WAYS.get(way.kind, way.kind)), _way(way)) for way in of.ways]
    if orders := _orders(of):
        pairs.append((_("Last orders"), tag("b", orders, dir="auto")))
    pairs.append((_("Known as"), tag("b", known_as(of.ids))))
    shown = [tag("div", join([tag("span", name), value])) for name, value in pairs]
    return tag("div", join(shown), "mk-facts")


def said(of: Person, name: str) -> list[tuple[str, str]]:
    """What the records say of one thing, and whose each is: every value once, the newest record's first."""
    found: dict[str, str] = {}
    for record in of.records or ((of.record,) if of.record else ()):
        if record.get(name) is not None:
            found.setdefault(_value(name, record[name]), _whose(of, record))
    return list(found.items())


def disagreeing(of: Person) -> list[str]:
    """The names of what the records contradict each other on."""
    return [_(FIELDS[name]) for name in COMPARED if len(said(of, name)) > 1]


def name_of(of: Person, customer: str) -> str:
    """The name of a person, else the customer's own number."""
    names = said(of, "name")
    return names[0][0] if names else customer.split(":", 1)[-1]


def known_as(ids: Sequence[str]) -> str:
    """Under which numbers a person is known, and in which sources."""
    by_source: dict[str, list[str]] = {}
    for one in ids:
        source, _colon, own = one.rpartition(":")
        by_source.setdefault(source, []).append(own)
    told = [
        _("{numbers} in {source}").format(numbers=listing(numbers), source=source)
        if source
        else listing(numbers)
        for source, numbers in by_source.items()
    ]
    return " · ".join(told)


def day_of(text: object) -> dt.date | None:
    """A day that a record holds as text; None where it is none."""
    try:
        return dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _shows(of: Person, name: str) -> bool:
    """Say whether a field has something to show; the name is in the headline unless records disagree."""
    return len(said(of, name)) > (name == "name")


def _field(of: Person, name: str) -> Safe:
    values = said(of, name)
    if len(values) == 1 or name not in COMPARED:
        return tag("b", values[0][0], dir="auto")
    both = [join([tag("b", value, dir="auto"), tag("small", whose)]) for value, whose in values]
    return tag("div", join(tag("div", one) for one in both), "differ")


def _whose(of: Person, record: Mapping[str, Any]) -> str:
    """The source of a record; its number where several records are of one source."""
    source = str(record.get("source") or "")
    many = sum(other.get("source") == record.get("source") for other in of.records) > 1
    return str(record["customer_id"]).rpartition(":")[2] if many else source


def _value(name: str, value: object) -> str:
    shown: dict[str, Callable[[Any], str]] = {
        "annual_value": number,
        "loyalty_tier": _tier,
        "language": lambda key: LANGUAGES.get(key, key),
        "preferred_channel": channel,
        **dict.fromkeys(("joined_on", "contract_ends_on", "churned_on"), _day),
    }
    return shown.get(name, str)(value)


def _tier(name: str) -> str:
    return _("not in the programme") if name.strip().casefold() == NO_TIER else name.capitalize()


def _day(text: str) -> str:
    found = day_of(text)
    return date(found) if found else text


def _way(way: Way) -> Safe:
    shown = tag("b", way.value, "num")
    if way.shared_by <= MOST_SHARERS:
        return shown
    shared = _("shared by {n} customers: identifies nobody").format(n=number(way.shared_by))
    return join([shown, tag("small", shared)])


def _orders(of: Person) -> str:
    rows = of.rows[JOURNEY.name]
    orders = rows.filter(kind="order").sort("at", descending=True).head(LAST_ORDERS)
    return ", ".join(str(row["detail"] or _("order")) for row in orders.rows(named=True))
