"""The cards of the page *Mailing*: when mails go out, to whom, what became of them, and the next one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import partial
from typing import Final

import streamlit as st

from language import _, weekday
from settings import WEEKDAYS, load
from settings.zones import zones
from store import mail_weeks, recipients, schedules, status
from store.audit import About
from store.mail_weeks import Run
from store.people import account_of
from store.recipients import Recipient, RecipientError
from store.schedules import MOST_WAIT_H, Schedule, ScheduleError
from store.state import State
from ui import audited, cards, drawn, markup, notices, session, tables, written
from ui.mailing import asked, letter, words
from ui.scene import Scene, machine_clock, store_of

SAID: Final = "mailing_said"
MOST: Final = 12


def said() -> None:
    """Say once what was done just before."""
    if told := st.session_state.pop(SAID, None):
        notices.line("mailing_said", "check_circle", told, "")


def schedule(one: Schedule, *, can_send: bool) -> None:
    """Show when a mail goes out, and let it be changed."""
    cards.title(_(words.NAMES[one.kind]), words.next_run(one, machine_clock(), can_send=can_send))
    meanwhile = drawn.is_other(f"schedule_drawn_{one.kind}", (one.words, one.is_on, one.wait_h))
    with st.form(f"schedule_{one.kind}", border=False):
        is_on = st.toggle(_("Goes out each week"), one.is_on)
        named = st.selectbox(_("Weekday"), WEEKDAYS, WEEKDAYS.index(one.weekday), format_func=_weekday)
        at = st.time_input(_("Time"), one.at, step=300)
        known = sorted(zones())
        zone = st.selectbox(_("Time zone"), known, known.index(one.zone))
        wait = st.number_input(_("Hours to wait for late data"), 0, MOST_WAIT_H, one.wait_h)
        if st.form_submit_button(_("Save"), type="primary"):
            wanted = replace(one, is_on=is_on, weekday=named, at=at or time(7), zone=zone, wait_h=int(wait))
            _changed(partial(_set, wanted, one if meanwhile else None))


def _weekday(name: str) -> str:
    return weekday(WEEKDAYS.index(name) + 1, "wide")


def _changed(change: Callable[[], None]) -> None:
    """Write what a form says, and draw the page anew; what is wrong with it is said where it was typed."""
    try:
        written.tried(change)
    except (ScheduleError, RecipientError) as why:
        notices.line("mailing_wrong", "error", str(why), "", tone="breach")
        return
    st.rerun()


def _set(wanted: Schedule, meanwhile: Schedule | None) -> None:
    if meanwhile is not None:
        said = _("Nothing was saved: {who} set it to {words} meanwhile. Look at it, then change it again.")
        raise ScheduleError(said.format(who=meanwhile.by, words=_told(meanwhile)))
    schedules.change(_state(), session.current(), wanted, machine_clock())
    st.session_state[SAID] = _("Saved: {words}.").format(words=_told(wanted))


def _told(one: Schedule) -> str:
    return one.words if one.is_on else _("off")


def _state() -> State:
    return store_of(load()).state


def people(scene: Scene, kind: str) -> None:
    """Show who gets a mail, and let somebody be added or taken off, even where no team can be read."""
    found = recipients.recipients(scene.store.state, kind)
    cards.title(_("Who gets it"), _("By default everybody whom the page People lets in with the role"))
    if found:
        rows = [
            [
                tables.two_lines(markup.text(one.address), words.wishes(one)),
                markup.text(words.why(one)),
            ]
            for one in found
        ]
        markup.show(tables.report([_("Address"), _("Why")], rows, is_stacked=True))
    else:
        notices.state("mail", _("Nobody yet"), _("Add the first address below."))
    known = cards.tried(lambda: asked.teams(scene, kind))
    with st.form(f"add_{kind}", border=False):
        address = st.text_input(_("Address"), placeholder="dana@example.com")
        files = _files(recipients.BRINGS[kind])
        own = _teams(() if isinstance(known, Exception) else known)
        site = scene.settings.site.timezone
        zone = st.selectbox(_("Their time zone"), sorted(zones()), sorted(zones()).index(site))
        if st.form_submit_button(_("Add")):
            apart = None if zone == site else zone
            wished = Recipient(kind, address, teams=frozenset(own), zone=apart, files=tuple(files))
            _changed(partial(_add, wished))
    if theirs := [one.address for one in found if one.is_wanted]:
        with st.form(f"end_{kind}", border=False):
            whom = st.selectbox(_("Take off the list"), theirs, index=None)
            if st.form_submit_button(_("Take off")):
                _changed(partial(_end, kind, whom))
    if isinstance(known, Exception):
        raise known


def _files(known: Sequence[str]) -> Sequence[str]:
    """Let files be wished for, of a mail that brings any."""
    if not known:
        return ()
    return st.multiselect(_("Files to attach"), known, format_func=words.FILES.__getitem__)


def _teams(known: Sequence[str]) -> Sequence[str]:
    """Let teams be chosen, of a mail that tells of each; a lead gets the own ones in any case."""
    if not known:
        return ()
    told = _(
        "Who is let in on the page People as a lead gets the mail of the own teams, whatever stands here."
    )
    return st.multiselect(_("Of which teams"), known, placeholder=_("All teams"), help=told)


def _add(wanted: Recipient) -> None:
    if not wanted.address.strip():
        raise RecipientError(_("Type an address first."))
    recipients.add(_state(), session.current(), wanted, machine_clock())
    said = _("{address} gets it from the next one on.")
    st.session_state[SAID] = said.format(address=account_of(wanted.address))


def _end(kind: str, address: str | None) -> None:
    if address is None:
        raise RecipientError(_("Choose an address first."))
    recipients.end(_state(), session.current(), kind, address, machine_clock())
    st.session_state[SAID] = _("{address} gets it no more.").format(address=address)


def history(scene: Scene, runs: Sequence[Run], *, can_send: bool) -> None:
    """Show what went out and what did not, and why."""
    cards.title(_("What went out"), cards.newest(min(MOST, len(runs)), len(runs)))
    if not runs:
        what = (
            _("The first one goes out at its time above.") if can_send else _("None goes out as it is set.")
        )
        notices.state("outgoing_mail", _("Nothing yet"), what)
        return
    rows = []
    for run in runs[:MOST]:
        told, why = words.became(scene, run)
        besides = " ".join(part for part in (why, words.missing(scene, run)) if part)
        rows.append(
            [
                tables.two_lines(markup.text(words.week(run)), markup.text(_(words.NAMES[run.kind]))),
                markup.text(told),
                markup.text(besides),
            ]
        )
    markup.show(tables.report([_("Week"), _("Outcome"), _("Why")], rows, is_stacked=True))


@dataclass(frozen=True)
class Seen:
    """A mail to look at; pictures as `letter` takes them."""

    subject: str
    html: str
    text: str
    pictures: Mapping[str, tuple[str, bytes]]


def preview(kind: str, write: Callable[[], Seen | None], *, can_send: bool) -> None:
    """Show the mail as it would go out now, as it looks and as plain text, and let it be sent.

    Raises what `write` fails with, under its title.
    """
    title = _("What would go out now: {kind}").format(kind=_(words.NAMES[kind]))
    seen = cards.tried(write)
    if isinstance(seen, Exception):
        cards.title(title)
        raise seen
    cards.title(title, seen.subject if seen else "")
    if seen is None:
        notices.state("mail", _("Nothing to tell yet"), _("It is written once a source was read."))
        return
    looks, plain = st.tabs([_("As it looks"), _("As plain text")])
    with looks:
        letter.show(seen.html, seen.pictures)
    with plain:
        st.code(seen.text, language=None, wrap_lines=True)
    if not can_send:
        return
    with st.popover(_("Send now…")):
        st.markdown(_("It goes to everybody on the list, besides the one that goes out by itself."))
        if st.button(_("Send now to everybody"), key=f"send_{kind}", type="primary"):
            _changed(partial(_ask, kind))


def _ask(kind: str) -> None:
    if not recipients.wanted(_state(), kind):
        raise RecipientError(_("Nobody gets it yet: add an address above, then send it."))
    state = audited.noting("changed", About("setting", f"mail {kind}"), "asked to send now")
    status.ask(state, "mail", kind, session.current().signature, machine_clock())
    st.session_state[SAID] = _("Asked for. It goes out within a minute while a scheduler runs.")


def runs(scene: Scene) -> list[Run]:
    """What became of every mail, the newest first."""
    return mail_weeks.runs(scene.store.state)
