"""The words that a weekly mail did not come: to admins, by mail or web hook."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from emails.message import Message
from emails.render import html, text
from emails.weekly import KINDS
from emails.writing import in_words
from language import _, listing
from settings import Settings
from store.weekdays import Week

VERSION = 1


def says(facts: Mapping[str, Any]) -> str:
    """Say which mail of which week did not come."""
    title = _(KINDS[facts["kind"]].title) if facts["kind"] in KINDS else facts["kind"]
    return _("No “{title}” for the week {week}.").format(title=title, week=_week(facts))


def message(facts: Mapping[str, Any], settings: Settings, thread: str) -> Message:
    """Write the mail."""
    address = settings.site.address
    seen = {
        "title": says(facts),
        "preheader": facts["problem"],
        "kind": _("Weekly mail missing"),
        "when": _week(facts),
        "centre": settings.site.name,
        "demo": _("Demo data: a simulated contact centre, not a real one.") if settings.is_demo else None,
        "tone": "breach",
        "headline": says(facts),
        "lead": facts["problem"],
        "before": [_others(facts)] if facts["others"] else [],
        "button": _("Open the page Sources"),
        "link": address and f"{address.rstrip('/')}/sources",
        "notes": [_("It was due and has not gone out in the time set by [mail] missing_after_h.")],
        "footer": _("You get this because you are an admin of Moked."),
    }
    return Message(seen["title"], text("missing.txt", **seen), html("missing.html", **seen), thread=thread)


def payload(facts: Mapping[str, Any], settings: Settings, about: str) -> dict[str, Any]:
    """Write what a web hook is told."""
    return {
        "id": about,
        "version": VERSION,
        "type": "mail.missing",
        "centre": settings.site.name,
        "is_demo": settings.is_demo,
        "by_hand": False,
        "left_out": 0,
        "says": says(facts),
        "mail": {name: facts[name] for name in ("kind", "week", "problem", "others")},
    }


def _others(facts: Mapping[str, Any]) -> str:
    weeks = [in_words(Week(date.fromisoformat(one))) for one in facts["others"]]
    return _("Nor did those of {weeks}.").format(weeks=listing(weeks))


def _week(facts: Mapping[str, Any]) -> str:
    return in_words(Week(date.fromisoformat(facts["week"])))
