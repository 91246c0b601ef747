"""What happened to a person, moment by moment, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from language import _, ago, duration, marked, ngettext, number
from store.schema import GESTURES, JOURNEY, NOTES, PROMISES, SURVEYS
from ui.contacts.words import agent
from ui.customer import promises
from ui.customer.person import Person
from ui.words import channel, direction, gift, outcome

EVENTS: dict[str, str] = {
    "order": marked("Order"),
    "invoice": marked("Invoice"),
    "payment_failed": marked("Payment failed"),
    "card_declined": marked("Card declined"),
    "delivery_late": marked("Late delivery"),
    "page_viewed": marked("Looked at a page"),
}
MINOR = ("page_viewed", "invoice", "order")
TROUBLE = ("payment_failed", "card_declined", "delivery_late")
CHANNEL_ICONS: dict[str, str] = {
    "voice": "call",
    "chat": "chat_bubble",
    "email": "mail",
    "social": "tag",
    "message": "sms",
    "web": "language",
    "walk_in": "storefront",
}
KINDS: dict[str, str] = {
    "csat": marked("Satisfaction"),
    "nps": marked("Would recommend"),
    "ces": marked("Effort"),
    "resolved": marked("Was it solved?"),
}
LOST = ("abandoned", "failed", "closed")  # nobody was reached


@dataclass(frozen=True)
class Moment:
    """One thing that happened: when, a symbol, what, what belongs to it, and words of somebody.

    `lane` is the channel of a contact, else what kind of thing it was; `minor` names a kind of event of which
    a whole run says no more than one line.
    """

    at: datetime
    icon: str
    what: str
    note: str = ""
    words: str = ""
    tone: str = ""
    contact: str = ""
    lane: str = ""
    minor: str = ""


def moments(of: Person, zone: str) -> list[Moment]:
    """Everything in order, the newest first; what happened at one moment stays as it is told."""
    names = _names(of)
    found = [
        *_contacts(of),
        *(_note(row, names) for row in of.rows[NOTES.name].rows(named=True)),
        *(_survey(row) for row in of.rows[SURVEYS.name].rows(named=True) if row["answered_at"]),
        *(_promise(row, of.now, zone) for row in of.rows[PROMISES.name].rows(named=True)),
        *(_gesture(row) for row in of.rows[GESTURES.name].rows(named=True)),
        *(_event(row) for row in of.rows[JOURNEY.name].rows(named=True)),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def ways_through(of: Person) -> dict[str, list[dict[str, Any]]]:
    """The legs of each contact, in order."""
    legs: dict[str, list[dict[str, Any]]] = {}
    for leg in of.legs.rows(named=True):
        legs.setdefault(leg["contact_id"], []).append(leg)
    return legs


def ended(contact: Mapping[str, Any], legs: Sequence[Mapping[str, Any]]) -> str:
    """What became of a contact: the outcome of its last leg, or that it was left in the menu."""
    if legs:
        return str(legs[-1]["outcome"] or "")
    return "exited" if contact["menu_outcome"] == "exited" else ""


def what(contact: Mapping[str, Any], last: str) -> str:
    """A contact in words: channel, direction where it is not the customer's, topic, outcome."""
    way = channel(str(contact["channel"]))
    if contact["direction"] != "inbound":
        way = f"{way} · {direction(str(contact['direction']))}"
    return " · ".join(part for part in (way, contact["topic"], outcome(last) if last else "") if part)


def is_unhappy(row: Mapping[str, Any]) -> bool:
    """Say whether the answer to a survey lies below the middle of its scale."""
    low, high, score = row["scale_min"], row["scale_max"], row["score"]
    return None not in (score, low, high) and score < (low + high) / 2


def answer(row: Mapping[str, Any]) -> str:
    """What was answered to a survey: Satisfaction: 1 of 5."""
    kind = _(KINDS.get(row["kind"], row["kind"]))
    if row["score"] is None:
        return kind
    if row["kind"] == "resolved":
        return f"{kind} {_('Yes') if row['score'] else _('No')}"
    best = number(row["scale_max"])
    return _("{kind}: {score} of {best}").format(kind=kind, score=number(row["score"]), best=best)


def event(row: Mapping[str, Any]) -> str:
    """An event in words."""
    return _(EVENTS.get(row["kind"], row["kind"].replace("_", " ").capitalize()))


def _names(of: Person) -> dict[str, str]:
    """The names of the agents that this person spoke with, as far as they are known."""
    named = {leg["agent_id"]: leg.get("agent_name") for leg in of.legs.rows(named=True) if leg["agent_id"]}
    return {who: name for who, name in named.items() if name}


def is_complaint(of: Person, contact: Mapping[str, Any]) -> bool:
    """Say whether a contact was a complaint, by its source's word or heard in words."""
    return contact.get("is_complaint") == 1 or contact["contact_id"] in of.complained


def _contacts(of: Person) -> Iterator[Moment]:
    legs = ways_through(of)
    answers = of.rows[SURVEYS.name].rows(named=True)
    unhappy = {row["contact_id"] for row in answers if row["answered_at"] and is_unhappy(row)}
    for row in of.contacts.rows(named=True):
        own = legs.get(row["contact_id"], [])
        is_bad = is_complaint(of, row) or row["contact_id"] in unhappy or _is_bad(row, own)
        yield _contact(row, own, "worse" if is_bad else "")


def _is_bad(row: Mapping[str, Any], legs: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether a contact reached nobody, passed from one to another, or solved nothing."""
    helpers = {leg["agent_id"] for leg in legs if leg["agent_id"]}
    is_left = row.get("is_resolved") == 0 and not row.get("resolved_at")
    return ended(row, legs) in LOST or len(helpers) > 1 or is_left


def _contact(row: Mapping[str, Any], legs: list[dict[str, Any]], tone: str) -> Moment:
    return Moment(
        at=row["started_at"],
        icon=CHANNEL_ICONS.get(row["channel"], "forum"),
        what=what(row, ended(row, legs)),
        note=_way(legs),
        tone=tone,
        contact=row["contact_id"],
        lane=row["channel"],
    )


def _way(legs: list[dict[str, Any]]) -> str:
    """The queues, how long was waited, and who answered."""
    queues = [leg["queue"] for leg in legs if leg["queue"]]
    waited = [leg["wait_ms"] for leg in legs if leg["wait_ms"] is not None]
    who = [leg.get("agent_name") or agent(leg["agent_id"]) for leg in legs if leg["agent_id"]]
    parts = [" → ".join(queues)]
    if waited:
        parts.append(_("waited {wait}").format(wait=duration(sum(waited) / 1000)))
    if who:
        parts.append(_("with {agents}").format(agents=", ".join(dict.fromkeys(who))))
    return " · ".join(part for part in parts if part)


def _note(row: Mapping[str, Any], names: Mapping[str, str]) -> Moment:
    is_customers = row["author"] == "customer"
    name = names.get(row["agent_id"] or "")
    by_agent = _("Note by {agent}").format(agent=name) if name else _("Note of an agent")
    return Moment(
        at=row["written_at"],
        icon="chat" if is_customers else "edit_note",
        what=_("The customer wrote") if is_customers else by_agent,
        words=row["text"] or "",
        lane="note",
    )


def _survey(row: Mapping[str, Any]) -> Moment:
    return Moment(
        at=row["answered_at"],
        icon="rate_review",
        what=answer(row),
        words=row["comment"] or "",
        tone="worse" if is_unhappy(row) else "",
        lane="survey",
    )


def _promise(row: Mapping[str, Any], now: datetime, zone: str) -> Moment:
    return Moment(
        at=row["made_at"],
        icon="handshake",
        what=_("Promised: {kind}").format(kind=promises.kind(row)),
        note=promises.told(row, now, zone),
        tone="worse" if promises.state(row, now, zone) in ("late", "broken") else "",
        lane="promise",
    )


def _gesture(row: Mapping[str, Any]) -> Moment:
    kind = gift(row["kind"])
    return Moment(row["granted_at"], "redeem", _("Given: {kind}").format(kind=kind), lane="gesture")


def _event(row: Mapping[str, Any]) -> Moment:
    return Moment(
        at=row["at"],
        icon="receipt_long" if row["kind"] != "page_viewed" else "web",
        what=event(row),
        note=row["detail"] or "",
        tone="worse" if row["kind"] in TROUBLE else "",
        lane="event",
        minor=row["kind"] if row["kind"] in MINOR else "",
    )


def summary(of: Person) -> str:
    """How often this person made contact, in a sentence."""
    own = of.contacts.filter(direction="inbound")
    words = ngettext("{n} contact", "{n} contacts", own.height).format(n=number(own.height))
    ways = own["channel"].n_unique() if own.height else 0
    if ways > 1:
        more = ngettext("on {n} channel", "on {n} channels", ways).format(n=number(ways))
        words = f"{words} {more}"
    return words


def headline(of: Person) -> str:
    """The summary with the age of the last contact."""
    own = of.contacts.filter(direction="inbound")
    if own.is_empty():
        return _("no contact so far")
    age = ago((of.now - own["started_at"].sort().item(-1)).total_seconds())
    return _("{contacts}, the last {age} ago").format(contacts=summary(of), age=age)
