"""What to know first before calling somebody back: what is open, broken, repeated or was said in anger."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from language import _, date, day, duration, instant, listing, ngettext, number
from store.schema import JOURNEY, NOTES, PROMISES, SURVEYS
from ui.customer import moments, promises, records
from ui.customer.moments import Moment
from ui.customer.person import Person
from ui.words import channel

LATELY = timedelta(7)  # a contact since then may be what this call is about
RECENT = timedelta(30)  # what is older says little of why somebody calls today
ENDS_SOON = timedelta(60)
MOST_TOLD = 7
OFTEN = 2
QUOTED = 160  # characters of what somebody wrote


@dataclass(frozen=True)
class Urgent:
    """One thing to know: its symbol, what it is, what belongs to it, words of somebody, its contact."""

    icon: str
    what: str
    note: str = ""
    words: str = ""
    tone: str = ""
    contact: str = ""


def first(of: Person, zone: str) -> list[Urgent]:
    """What to know first, the most pressing thing first."""
    pressing = [
        *_promised(of, zone, "broken"),
        *_open(of, zone),
        *_not_reached(of, zone),
        *_complained(of, zone),
    ]
    again = list(_again(of, zone))
    told = {one.contact for one in (*pressing, *again)}
    found = [
        *pressing,
        *(one for one in _latest(of, zone) if one.contact not in told),
        *_promised(of, zone, "due"),
        *again,
        *_unhappy(of, zone),
        *_wrote(of, zone),
        *_troubles(of, zone),
        *_of_record(of, zone),
    ]
    return found[:MOST_TOLD]


def calm(found: Sequence[Moment], of: Person) -> str:
    """What to say where nothing is to be known first."""
    since = of.now - RECENT
    if any(one.tone == "worse" and one.at > since for one in found):
        return _("No promise is due and no contact is open.")
    return _("No promise is due and no contact is open; nothing of the last 30 days went badly.")


def _promised(of: Person, zone: str, state: str) -> Iterator[Urgent]:
    """Promises of a state; a broken one says nothing more once one of its kind was kept after it."""
    kept: set[str | None] = set()
    for row in of.rows[PROMISES.name].sort("made_at", descending=True).rows(named=True):
        is_state = promises.state(row, of.now, zone) == state and row["kind"] not in kept
        if row["kept_at"]:
            kept.add(row["kind"])
        if is_state and row["due_at"] > of.now - RECENT:
            yield _promise(row, zone, is_broken=state == "broken")


def _promise(row: Mapping[str, Any], zone: str, *, is_broken: bool) -> Urgent:
    said = {"what": promises.kind(row), "when": instant(row["due_at"], zone)}
    if not is_broken:
        words = _("Promised {what} by {when}: still to come")
    elif row["kind"] == "call_back":
        words = _("Promised {what} by {when}: not made")
    else:
        words = _("Promised {what} by {when}: not kept")
    return Urgent(
        icon="handshake",
        what=words.format(**said),
        note=_tried(row, zone),
        tone="breach" if is_broken else "",
        contact=row["contact_id"] or "",
    )


def _tried(row: Mapping[str, Any], zone: str) -> str:
    if not row["attempted_at"]:
        return ""
    is_call = row["kind"] == "call_back"
    words = _("tried {when}, nobody was reached") if is_call else _("tried {when}, without success")
    return words.format(when=instant(row["attempted_at"], zone))


def _open(of: Person, zone: str) -> Iterator[Urgent]:
    """Contacts that wait for an answer or are not finished, the newest first."""
    legs = moments.ways_through(of)
    for row in of.contacts.filter(pl.col("ended_at").is_null()).reverse().rows(named=True):
        own = legs.get(row["contact_id"], [])
        last = moments.ended(row, own)
        if last not in ("waiting", "answered") or own[-1]["ended_at"] is not None:
            continue
        words = (
            _("Waits for an answer since {when}") if last == "waiting" else _("Not finished, since {when}")
        )
        yield Urgent(
            icon=moments.CHANNEL_ICONS.get(row["channel"], "forum"),
            what=words.format(when=instant(row["started_at"], zone)),
            note=_about(row, own),
            tone="worse" if last == "waiting" else "",
            contact=row["contact_id"],
        )


def _not_reached(of: Person, zone: str) -> Iterator[Urgent]:
    """The newest contact, where it ended with nobody reached."""
    own = of.contacts.filter(direction="inbound").tail(1)
    for row in own.rows(named=True):
        legs = moments.ways_through(of).get(row["contact_id"], [])
        if moments.ended(row, legs) not in moments.LOST or row["started_at"] < of.now - RECENT:
            continue
        waited = duration(sum(leg["wait_ms"] or 0 for leg in legs) / 1000)
        when = instant(row["started_at"], zone)
        yield Urgent(
            icon="phone_missed" if row["channel"] == "voice" else "hourglass_disabled",
            what=_("Reached nobody at the last attempt, {when}").format(when=when),
            note=" · ".join([_about(row, legs), _("waited {wait}").format(wait=waited)]),
            tone="worse",
            contact=row["contact_id"],
        )


def _complained(of: Person, zone: str) -> Iterator[Urgent]:
    """The newest complaint of late, by its source's word or heard in words."""
    recent = of.contacts.filter(pl.col("started_at") > of.now - RECENT)
    for row in [one for one in recent.rows(named=True) if moments.is_complaint(of, one)][-1:]:
        legs = moments.ways_through(of).get(row["contact_id"], [])
        what = _("Complained {when}").format(when=instant(row["started_at"], zone))
        yield Urgent("report", what, _about(row, legs), tone="worse", contact=row["contact_id"])


def _latest(of: Person, zone: str) -> Iterator[Urgent]:
    """The newest contact of the last days, and whether it passed from desk to desk."""
    own = of.contacts.filter(pl.col("started_at") > of.now - LATELY, direction="inbound").tail(1)
    for row in own.rows(named=True):
        legs = moments.ways_through(of).get(row["contact_id"], [])
        queues = [str(leg["queue"]) for leg in legs if leg["queue"]]
        waited = duration(sum(leg["wait_ms"] or 0 for leg in legs) / 1000)
        about = _about(row, legs[:0]) if len(queues) > 1 else _about(row, legs)
        way = [" → ".join(queues)] if len(queues) > 1 else []
        yield Urgent(
            icon=moments.CHANNEL_ICONS.get(row["channel"], "forum"),
            what=_("Last contact {when}").format(when=instant(row["started_at"], zone)),
            note=" · ".join([about, *way, _("waited {wait}").format(wait=waited)]),
            tone="worse" if way else "",
            contact=row["contact_id"],
        )


def _again(of: Person, zone: str) -> Iterator[Urgent]:
    """What somebody came about several times of late."""
    recent = of.contacts.filter(pl.col("started_at") > of.now - RECENT, direction="inbound")
    told = recent.filter(pl.col("topic").is_not_null()).sort("started_at")
    for topic, n in Counter(told["topic"].to_list()).most_common():
        if n < OFTEN:
            break
        rows = told.filter(topic=topic)
        words = ngettext("{n} contact about {topic} in 30 days", "{n} contacts about {topic} in 30 days", n)
        ways = [channel(key) for key in rows["channel"].unique(maintain_order=True)]
        last = instant(rows["started_at"].item(-1), zone)
        yield Urgent(
            icon="replay",
            what=words.format(n=number(n), topic=topic),
            note=_("by {channels}, the last {when}").format(channels=listing(ways), when=last),
            tone="worse",
            contact=rows["contact_id"].item(-1),
        )


def _unhappy(of: Person, zone: str) -> Iterator[Urgent]:
    """The last answer to a survey, where it is a bad one."""
    answered = of.rows[SURVEYS.name].filter(
        pl.col("answered_at").is_not_null(), pl.col("score").is_not_null()
    )
    for row in answered.sort("answered_at").tail(1).rows(named=True):
        if moments.is_unhappy(row):
            yield Urgent(
                icon="sentiment_dissatisfied",
                what=_("Last survey: {answer}").format(answer=moments.answer(row)),
                note=instant(row["answered_at"], zone),
                words=_quote(row["comment"]),
                tone="worse",
                contact=row["contact_id"] or "",
            )


def _wrote(of: Person, zone: str) -> Iterator[Urgent]:
    """What the customer wrote last."""
    own = of.rows[NOTES.name].filter(pl.col("written_at") > of.now - RECENT, author="customer")
    for row in own.sort("written_at").tail(1).rows(named=True):
        when = instant(row["written_at"], zone)
        what = _("Wrote on {when}").format(when=when)
        yield Urgent("chat", what, words=_quote(row["text"]), contact=row["contact_id"] or "")


def _troubles(of: Person, zone: str) -> Iterator[Urgent]:
    """What went wrong of late besides contacts: the newest event of each kind."""
    events = of.rows[JOURNEY.name].filter(
        pl.col("at") > of.now - RECENT, pl.col("kind").is_in(moments.TROUBLE)
    )
    newest = events.sort("at", descending=True).unique("kind", keep="first", maintain_order=True)
    for row in newest.rows(named=True):
        what = f"{moments.event(row)}, {day(row['at'].astimezone(ZoneInfo(zone)).date())}"
        yield Urgent("receipt_long", what, note=row["detail"] or "", tone="worse")


def _of_record(of: Person, zone: str) -> Iterator[Urgent]:
    """What the records say that changes what to offer."""
    today = of.now.astimezone(ZoneInfo(zone)).date()
    if left := records.day_of(of.record.get("churned_on")):
        yield Urgent("logout", _("Left as a customer on {day}").format(day=date(left)))
    ends = records.day_of(of.record.get("contract_ends_on"))
    if ends and not left and today <= ends <= today + ENDS_SOON:
        yield Urgent("event", _("The contract ends on {day}").format(day=date(ends)))
    if ends and not left and today - ENDS_SOON <= ends < today:
        yield Urgent("event", _("The contract ended on {day}").format(day=date(ends)))
    if names := records.disagreeing(of):
        what = _("The records of this person say different things: {what}")
        yield Urgent("rule", what.format(what=listing(names)))


def _about(row: Mapping[str, Any], legs: Sequence[Mapping[str, Any]]) -> str:
    queues = [leg["queue"] for leg in legs if leg["queue"]]
    return " · ".join(part for part in (channel(row["channel"]), row["topic"], *queues[-1:]) if part)


def _quote(words: str | None) -> str:
    told = words or ""
    return told if len(told) <= QUOTED else f"{told[:QUOTED].rstrip()}…"
