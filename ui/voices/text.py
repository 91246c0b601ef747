"""One text on the page Voices: whose it is, when and about what, its words, and where to read on."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from language import _, instant
from ui.contacts.words import answer
from ui.customer.promises import kind
from ui.links import link
from ui.markup import Safe, icon, join, tag
from ui.navigation import may_open
from ui.voices import quoted
from ui.voices.quoted import Hide
from ui.voices.when import when
from ui.words import channel, language

ICONS = {"comment": "rate_review", "note": "edit_note"}


def text(row: Mapping[str, Any], zone: ZoneInfo, chosen: str = "", hide: Hide = str) -> Safe:
    """A text with all that belongs to it; marks of other signals than the chosen one are faint."""
    said = quoted.quote(row["masked"], quoted.marks(row["evidence"]), chosen, hide)
    head = join(
        [tag("b", who(row)), " ", tag("span", when(row["started_at"], row["at"], zone.key), "soft num")]
    )
    parts = [tag("div", head), said, tag("small", join(_about(row))), _due(row, zone)]
    return tag("div", join([tag("span", _icon(row)), tag("div", join(parts))]), "voice")


def short(row: Mapping[str, Any], zone: ZoneInfo, hide: Hide, *, is_named: bool) -> Safe:
    """A text to be read aloud: its words, and with whom it was where that may be told."""
    name = row.get("agent_name") if is_named else None
    by = who({**row, "agent_name": None})
    whose = _("{who} · with {agent}").format(who=by, agent=name) if name else by
    about = join([when(row["started_at"], row["at"], zone.key), " · ", *_about(row)])
    said = quoted.quote(row["masked"], [], hide=hide)
    return tag(
        "div",
        join(
            [
                tag("span", _icon(row)),
                tag("div", join([said, tag("small", tag("b", whose)), tag("small", about)])),
            ]
        ),
        "voice aloud",
    )


def who(row: Mapping[str, Any]) -> str:
    """Who wrote it, and of a comment what was answered with it."""
    if row["kind"] == "comment":
        if row["score"] is None:
            return _("Comment of the customer")
        told = {"kind": row["survey_kind"], "score": row["score"], "scale_max": row["scale_max"]}
        is_solved = row["survey_kind"] == "resolved"
        said = (
            _("Comment of the customer, solved: {answer}")
            if is_solved
            else _("Comment of the customer, {answer}")
        )
        return said.format(answer=answer(told))
    if row["author"] == "customer":
        return _("The customer wrote")
    name = row.get("agent_name")
    return _("Note by {agent}").format(agent=name) if name else _("Note of an agent")


def _icon(row: Mapping[str, Any]) -> Safe:
    return icon("chat" if row["author"] == "customer" and row["kind"] == "note" else ICONS[row["kind"]])


def _about(row: Mapping[str, Any]) -> list[str]:
    """About what, where and in which language, then the ways to the contact and to the customer."""
    spoken = language(row["language"] or "")
    told = (row["topic"], row["queue"], channel(row["channel"] or ""), spoken)
    about = [tag("span", part, dir="auto") for part in dict.fromkeys(told) if part]
    return [piece for one in about for piece in (one, " · ")][:-1] + _ways(row, is_first=not about)


def _ways(row: Mapping[str, Any], *, is_first: bool) -> list[str]:
    """The ways to the contact and to the customer, for those who may go there; paper goes without."""
    ways: list[str] = (
        [link("contacts", _("Contact"), {"contact": row["contact_id"]})] if may_open("contacts") else []
    )
    if row["customer_id"] and may_open("customer"):
        ways.append(link("customer", _("Customer"), {"id": row["customer_id"]}))
    parts = [piece for one in ways for piece in (" · ", one)][1 if is_first else 0 :]
    return [tag("span", join(parts), "ways")] if ways else []


def _due(row: Mapping[str, Any], zone: ZoneInfo) -> Safe:
    if not row["is_promise"]:
        return Safe("")
    what = kind({"kind": None if row["promised_kind"] == "other" else row["promised_kind"]})
    if row["due_at"] is None:
        return tag("small", _("Promised {what}, without a time").format(what=what))
    return tag(
        "small", _("Promised {what} by {when}").format(what=what, when=instant(row["due_at"], zone.key))
    )
