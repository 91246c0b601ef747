"""What goes out by itself: whether mails and calls were taken, and what could not be sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from language import _, day, ngettext, number
from settings.delivery import unheard
from store import outbox
from store.outbox import Trouble
from ui import cards, data, notices, tables
from ui.markup import Safe, icon, join, show, tag
from ui.scene import Scene, machine_clock

LATELY = timedelta(days=7)
MOST = 10
OUTCOMES = {
    "given_up": lambda: _("not sent"),
    "unsure": lambda: _("may not have arrived"),
}


def troubles(seen: Scene) -> list[Trouble]:
    """List what of the last week could not be sent, or is still being tried."""
    return outbox.troubles(seen.store.state, machine_clock() - LATELY)


def notice(found: Sequence[Trouble]) -> None:
    """Say in a line how many messages did not go out and why the newest did not; nothing where all did."""
    if found:
        newest = next((one for one in found if one.ended_at is not None), found[0])
        notices.line("delivery", "error", sentence(found), newest.problem, tone="worse")


def unheard_of(seen: Scene) -> None:
    """Say in a line of each queue that [[alerts]] names and nobody ever came to."""
    for at, said in enumerate(unheard(seen.settings.alerts, data.span(seen).queues)):
        strong = _("Nobody is told of alerts of a queue that is not known.")
        notices.line(f"unheard_{at}", "notifications_off", strong, said, tone="worse")


def sentence(found: Sequence[Trouble]) -> str:
    """Count what did not go out."""
    waiting = sum(one.ended_at is None for one in found)
    lost = len(found) - waiting
    if not lost:
        words = ngettext("{n} message cannot be sent now.", "{n} messages cannot be sent now.", waiting)
        return words.format(n=number(waiting))
    words = ngettext(
        "{n} message of the last 7 days was not sent.", "{n} messages of the last 7 days were not sent.", lost
    )
    return words.format(n=number(lost))


def card(seen: Scene, found: Sequence[Trouble]) -> None:
    """Show how mails and calls do; nothing where the settings name none and none failed."""
    settings = seen.settings
    if not (settings.mail.is_set or settings.webhooks or found):
        return
    sent = outbox.sent_since(seen.store.state, machine_clock() - LATELY)
    taken = ngettext("{n} sent in 7 days", "{n} sent in 7 days", sent).format(n=number(sent))
    with st.container(key="card_delivery"):
        cards.title(_("Mails and web hooks"), taken, _chip(found))
        if found:
            heads = [_("When"), _("To"), _("Outcome"), _("What happened")]
            zone = settings.site.timezone
            show(tables.report(heads, [row(one, zone) for one in found[:MOST]], is_stacked=True))


def row(one: Trouble, zone: str) -> tuple[str, str, str, str]:
    """One message that did not go out."""
    to = one.recipient if one.channel == "mail" else _("web hook {name}").format(name=one.recipient)
    return _when(one.posted_at, zone), to, _outcome(one, zone), one.problem


def _outcome(one: Trouble, zone: str) -> str:
    if one.ended_at is not None:
        return OUTCOMES[one.state]()
    return _("tried again at {time}").format(time=f"{one.next_at.astimezone(ZoneInfo(zone)):%H:%M}")


def _when(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local)}, {local:%H:%M}"


def _chip(found: Sequence[Trouble]) -> Safe:
    css, symbol, words = ("c-ok", "check", _("All sent"))
    if found:
        css, symbol, words = ("c-worse", "error", _("Not all sent"))
    return tag("span", join([icon(symbol), words]), f"chip {css}")
