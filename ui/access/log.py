"""The audit log as a page: what is sought, in the address; what was found, the newest first."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final, cast, get_args

import streamlit as st

from language import _, instant, marked, ngettext, number
from store import audit
from store.audit import Act, Entry, Sought
from ui import filters, markup, notices, tables
from ui.asked import YEARS
from ui.scene import Scene

MOST: Final = 200
DID: Final[dict[str, str]] = {
    "saw": marked("saw"),
    "showed": marked("uncovered"),
    "exported": marked("saved a file of"),
    "changed": marked("changed"),
    "sent": marked("sent"),
    "admitted": marked("let in"),
    "dismissed": marked("let in no more"),
    "forgot": marked("had forgotten"),
    "gave": marked("gave out what is held of"),
}
KINDS: Final[dict[str, str]] = {
    "customer": marked("customer"),
    "contact": marked("contact"),
    "page": marked("page"),
    "target": marked("target"),
    "setting": marked("setting"),
    "list": marked("list"),
    "queue": marked("queue"),
    "account": marked("account"),
    "mail": marked("mail to"),
    "hook": marked("web hook"),
    "alert": marked("alert"),
}


def sought(scene: Scene) -> Sought:
    """Read from the address whom, what and which days are looked for; what makes no sense is left out."""
    given = filters.address()
    act = given.get("act", [""])[-1]
    zone = scene.settings.site.zone
    since, until = _day(given.get("since")), _day(given.get("until"))
    return Sought(
        given.get("by", [""])[-1].strip().lower() or None,
        cast(Act, act) if act in get_args(Act) else None,
        given.get("about", [""])[-1].strip() or None,
        None if since is None else datetime.combine(since, time(), zone),
        None if until is None else datetime.combine(until + timedelta(days=1), time(), zone),
    )


def choices(asked: Sought) -> None:
    """Show what to look for."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Who"), asked.account or "", key="audit_by", width=220, on_change=_put("by"))
        st.text_input(_("About"), asked.subject or "", key="audit_about", width=220, on_change=_put("about"))
        acts = ["", *get_args(Act)]
        st.selectbox(
            _("What was done"),
            acts,
            index=acts.index(asked.act or ""),
            format_func=lambda act: _(DID[act]) if act else _("anything"),
            key="audit_act",
            width=220,
            on_change=_put("act"),
        )


def sentence(found: list[Entry]) -> str:
    """Say how much was found."""
    if len(found) == MOST:
        return _("The newest {n} entries that fit.").format(n=number(MOST))
    said = ngettext("{n} entry fits.", "{n} entries fit.", len(found))
    return said.format(n=number(len(found))) if found else _("Nothing that fits was written down.")


def table(scene: Scene, found: list[Entry]) -> None:
    """Show the entries."""
    if not found:
        notices.state(
            "history_toggle_off",
            _("Nothing to show"),
            _("Who sees a customer, saves a file or changes something is written down here."),
        )
        return
    zone = scene.settings.site.timezone
    rows = [
        [
            markup.text(instant(entry.at, zone)),
            tables.two_lines(markup.text(entry.account), entry.role),
            markup.text(_(DID.get(entry.act, entry.act))),
            tables.two_lines(*_about(entry)),
        ]
        for entry in found
    ]
    heads = [_("When"), _("Who"), _("Did what"), _("Of what")]
    markup.show(tables.report(heads, rows, is_stacked=True))


def _about(entry: Entry) -> tuple[markup.Safe, str]:
    if entry.about is None:
        return markup.text(entry.detail), ""
    kind = _(KINDS.get(entry.about.kind, entry.about.kind))
    return markup.text(f"{kind} {entry.about.subject}"), entry.detail


def _put(name: str) -> Callable[[], None]:
    """Write what was typed or chosen into the address."""
    return lambda: filters.put(**{name: str(st.session_state[f"audit_{name}"])})


def _day(given: list[str] | None) -> date | None:
    try:
        day = date.fromisoformat(given[-1]) if given else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def entries(scene: Scene, asked: Sought) -> list[Entry]:
    """Find what fits, the newest first."""
    return audit.entries(scene.store.state, asked, MOST)
