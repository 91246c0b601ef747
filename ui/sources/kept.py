"""How long rows are kept: the periods of the settings, and when it was last looked for what is too old."""

from typing import Final

import streamlit as st

from language import _, instant, marked, ngettext, number
from store import keeping
from ui import cards, tables
from ui.markup import show, tag
from ui.scene import Scene

# In the order of the settings; the last are those that a period always holds for.
NAMES: Final = {
    "contacts_days": marked("Contacts, with their handling"),
    "surveys_days": marked("Answers to surveys"),
    "texts_days": marked("Notes and comments"),
    "promises_days": marked("Promises"),
    "gestures_days": marked("Goodwill gestures"),
    "journey_days": marked("What happened to customers outside contacts"),
    "agent_states_days": marked("What agents did when"),
    "staffing_days": marked("Planned agents"),
    "customers_days": marked("Replaced records of customers"),
    "quarantine_days": marked("Rows that were set aside"),
    "work_lists_days": marked("Who was to be called, and what came of it"),
    "followups_days": marked("Follow-ups, and marks on promises and complaints"),
    "alerts_days": marked("Alerts that have ended"),
    "recognition_days": marked("Who was to be thanked, awards and ideas"),
    "looks_days": marked("What alerts are replayed from"),
    "outbox_days": marked("Messages that were sent"),
    "requests_days": marked("What pages asked the scheduler for"),
}


def card(seen: Scene) -> None:
    """Show what is deleted after how long, and what is kept for good."""
    told, entries = seen.settings.retention, seen.settings.access.keep_audit_days
    days = {_(name): told.days(key) for key, name in NAMES.items()} | {_("The audit log"): entries}
    rows = [(name, _for(count)) for name, count in days.items() if count is not None]
    with st.container(key="card_kept"):
        cards.title(_("How long rows are kept"), last(seen))
        show(tables.report([_("What"), _("Kept for")], rows, is_stacked=True))
        if any(count is None for count in days.values()):
            show(tag("p", for_good([name for name, count in days.items() if count is None]), "muted"))


def last(seen: Scene) -> str:
    """Say what goes when, when that was last, and since when contacts are kept."""
    state, zone = seen.store.state, seen.settings.site.timezone
    at, since = keeping.last_run(state), keeping.since_of(keeping.kept_since(state))
    told = [_("older rows are deleted daily, by whole weeks")]
    if at is not None:
        told.append(_("last on {time}").format(time=instant(at, zone)))
    if since is not None:
        told.append(_("no contact from before {time} is kept").format(time=instant(since, zone)))
    return " · ".join(told)


def for_good(names: list[str]) -> str:
    """Say what is not deleted by itself."""
    words = _("Kept, as [retention] in moked.toml sets no period for them: {names}.")
    return words.format(names=", ".join(name[0].lower() + name[1:] for name in names))


def _for(count: int) -> str:
    return ngettext("{n} day", "{n} days", count).format(n=number(count))
