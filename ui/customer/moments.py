"""What happened to a person, moment by moment, the newest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from language import _, duration, instant, marked, ngettext, number
from store.schema import GESTURES, JOURNEY, NOTES, PROMISES, SURVEYS
from ui.contacts.words import agent
from ui.customer.person import Person
from ui.words import channel, direction, outcome

EVENTS: dict[str, str] = {
    "order": marked("Order"),
    "invoice": marked("Invoice"),
    "payment_failed": marked("Payment failed"),
    "card_declined": marked("Card declined"),
    "delivery_late": marked("Late delivery"),
    "page_viewed": marked("Looked at a page"),
}
PROMISED: dict[str, str] = {
    "call_back": marked("a call-back"),
    "technician": marked("a technician"),
    "credit": marked("a credit"),
    "delivery": marked("a delivery"),
}
GIFTS: dict[str, str] = {
    "credit": marked("a credit"),
    "discount": marked("a discount"),
    "free_month": marked("a free month"),
    "free_delivery": marked("a free delivery"),
}
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


@dataclass(frozen=True)
class Moment:
    """One thing that happened: when, a symbol, what, what belongs to it, and words of somebody."""

    at: datetime
    icon: str
    what: str
    note: str = ""
    words: str = ""
    tone: str = ""
    contact: str = ""


def moments(of: Person, zone: str) -> list[Moment]:
    """Everything in order, the newest first; what happened at one moment stays as it is told."""
    found = [
        *_contacts(of),
        *(_note(row) for row in of.rows[NOTES.name].rows(named=True)),
        *(_survey(row) for row in of.rows[SURVEYS.name].rows(named=True) if row["answered_at"]),
        *(_promise(row, zone) for row in of.rows[PROMISES.name].rows(named=True)),
        *(_gesture(row) for row in of.rows[GESTURES.name].rows(named=True)),
        *(_event(row) for row in of.rows[JOURNEY.name].rows(named=True)),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _contacts(of: Person) -> Iterator[Moment]:
    legs: dict[str, list[dict[str, Any]]] = {}
    for leg in of.legs.rows(named=True):
        legs.setdefault(leg["contact_id"], []).append(leg)
    for row in of.contacts.rows(named=True):
        yield _contact(row, legs.get(row["contact_id"], []))


def _contact(row: Mapping[str, Any], legs: list[dict[str, Any]]) -> Moment:
    way = channel(str(row["channel"]))
    if row["direction"] != "inbound":
        way = f"{way} · {direction(str(row['direction']))}"
    last = legs[-1]["outcome"] if legs else ("exited" if row["menu_outcome"] == "exited" else None)
    what = " · ".join(part for part in (way, row["topic"], outcome(last) if last else "") if part)
    return Moment(
        at=row["started_at"],
        icon=CHANNEL_ICONS.get(row["channel"], "forum"),
        what=what,
        note=_way(legs),
        tone="worse" if last in {"abandoned", "failed", "closed"} or len(legs) > 1 else "",
        contact=row["contact_id"],
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


def _note(row: Mapping[str, Any]) -> Moment:
    by_customer = row["author"] == "customer"
    what = _("The customer wrote") if by_customer else _("Note of an agent")
    return Moment(row["written_at"], "edit_note", what, words=row["text"] or "")


def _survey(row: Mapping[str, Any]) -> Moment:
    kind = _(KINDS.get(row["kind"], row["kind"]))
    if row["score"] is None:
        said = kind
    elif row["kind"] == "resolved":
        said = f"{kind} {_('Yes') if row['score'] else _('No')}"
    else:
        said = _("{kind}: {score} of {best}").format(
            kind=kind, score=number(row["score"]), best=number(row["scale_max"] or 0)
        )
    low, high = row["scale_min"], row["scale_max"]
    is_bad = None not in (row["score"], low, high) and row["score"] < (low + high) / 2
    return Moment(
        row["answered_at"],
        "rate_review",
        said,
        words=row["comment"] or "",
        tone="worse" if is_bad else "",
    )


def _promise(row: Mapping[str, Any], zone: str) -> Moment:
    what = _("Promised: {kind}").format(kind=_(PROMISED.get(row["kind"] or "", row["kind"] or "–")))
    due = _("due {when}").format(when=instant(row["due_at"], zone)) if row["due_at"] else ""
    if row["kept_at"]:
        said = _("kept {when}").format(when=instant(row["kept_at"], zone))
        is_late = bool(row["due_at"]) and row["kept_at"] > row["due_at"]
    elif row["attempted_at"]:
        said, is_late = _("tried {when}").format(when=instant(row["attempted_at"], zone)), True
    else:
        said, is_late = _("not kept so far"), True
    note = " · ".join(part for part in (due, said) if part)
    return Moment(row["made_at"], "handshake", what, note, tone="worse" if is_late else "")


def _gesture(row: Mapping[str, Any]) -> Moment:
    kind = _(GIFTS.get(row["kind"] or "", row["kind"] or "–"))
    return Moment(row["granted_at"], "redeem", _("Given: {kind}").format(kind=kind))


def _event(row: Mapping[str, Any]) -> Moment:
    what = _(EVENTS.get(row["kind"], row["kind"].replace("_", " ").capitalize()))
    bad = {"payment_failed", "card_declined", "delivery_late"}
    return Moment(
        row["at"],
        "receipt_long",
        what,
        note=row["detail"] or "",
        tone="worse" if row["kind"] in bad else "",
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
