"""Which pages exist, for whom, and how to go to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from language import _, marked

ROOT = Path(__file__).resolve().parents[1]
Section = Literal["now", "week", "listening", "plan", "customers", "reports", "admin"]
MANAGER, LEAD, EXECUTIVE, ADMIN = "manager", "lead", "executive", "admin"


@dataclass(frozen=True)
class Entry:
    """One page: where its script is, how it is called, and which roles may open it.

    of: the page that leads to it, where it is not in the menu itself.
    """

    key: str
    section: Section
    title: str
    icon: str
    script: str
    roles: frozenset[str]
    of: str = ""


SECTIONS: dict[Section, str] = {
    "now": marked("Now"),
    "week": marked("Week"),
    "listening": marked("Listening"),
    "plan": marked("Plan"),
    "customers": marked("Customers"),
    "reports": marked("Reports"),
    "admin": marked("Admin"),
}
PAGES: tuple[Entry, ...] = (
    Entry(
        key="live",
        section="now",
        title=marked("Live"),
        icon="sensors",
        script="pages/now/live.py",
        roles=frozenset({MANAGER, LEAD, ADMIN}),
    ),
    Entry(
        key="bottlenecks",
        section="now",
        title=marked("Bottlenecks"),
        icon="notification_important",
        script="pages/now/bottlenecks.py",
        roles=frozenset({MANAGER, LEAD, ADMIN}),
    ),
    Entry(
        key="teams",
        section="now",
        title=marked("Teams"),
        icon="groups",
        script="pages/now/teams.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="queues",
        section="week",
        title=marked("Queues"),
        icon="hourglass_top",
        script="pages/week/queues.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="routing",
        section="week",
        title=marked("Routing"),
        icon="alt_route",
        script="pages/week/routing.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="menu",
        section="week",
        title=marked("Menu"),
        icon="dialpad",
        script="pages/week/menu.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="repeats",
        section="week",
        title=marked("Repeat contacts"),
        icon="replay",
        script="pages/week/repeats.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="recognition",
        section="week",
        title=marked("Recognition"),
        icon="workspace_premium",
        script="pages/week/recognition.py",
        roles=frozenset({MANAGER, LEAD, ADMIN}),
    ),
    Entry(
        key="satisfaction",
        section="listening",
        title=marked("Satisfaction"),
        icon="sentiment_satisfied",
        script="pages/listening/satisfaction.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="promises",
        section="listening",
        title=marked("Promises"),
        icon="handshake",
        script="pages/listening/promises.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="voices",
        section="listening",
        title=marked("Voices"),
        icon="record_voice_over",
        script="pages/listening/voices.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="gestures",
        section="listening",
        title=marked("Gestures"),
        icon="redeem",
        script="pages/listening/gestures.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="forecast",
        section="plan",
        title=marked("Forecast & staffing"),
        icon="event_upcoming",
        script="pages/plan/forecast.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="availability",
        section="plan",
        title=marked("Availability"),
        icon="event_available",
        script="pages/plan/availability.py",
        roles=frozenset({MANAGER, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="at_risk",
        section="customers",
        title=marked("At risk"),
        icon="person_alert",
        script="pages/customers/at_risk.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="list_worth",
        section="customers",
        title=marked("How good is the list"),
        icon="query_stats",
        script="pages/customers/list_worth.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
        of="at_risk",
    ),
    Entry(
        key="contacts",
        section="customers",
        title=marked("Contacts"),
        icon="forum",
        script="pages/customers/contacts.py",
        roles=frozenset({MANAGER, LEAD, ADMIN}),
    ),
    Entry(
        key="customer",
        section="customers",
        title=marked("Customer"),
        icon="person_search",
        script="pages/customers/customer.py",
        roles=frozenset({MANAGER, LEAD, ADMIN}),
    ),
    Entry(
        key="prevention",
        section="customers",
        title=marked("Prevention"),
        icon="shield",
        script="pages/customers/prevention.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="data_quality",
        section="customers",
        title=marked("Data quality"),
        icon="fact_check",
        script="pages/customers/data_quality.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="review",
        section="reports",
        title=marked("Weekly review"),
        icon="fact_check",
        script="pages/reports/review.py",
        roles=frozenset({MANAGER, LEAD, ADMIN}),
    ),
    Entry(
        key="snapshot",
        section="reports",
        title=marked("Snapshot"),
        icon="mail",
        script="pages/reports/snapshot.py",
        roles=frozenset({MANAGER, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="changes",
        section="reports",
        title=marked("Changes"),
        icon="published_with_changes",
        script="pages/reports/changes.py",
        roles=frozenset({MANAGER, LEAD, EXECUTIVE, ADMIN}),
    ),
    Entry(
        key="mailing",
        section="reports",
        title=marked("Mailing"),
        icon="outgoing_mail",
        script="pages/reports/mailing.py",
        roles=frozenset({MANAGER, ADMIN}),
    ),
    Entry(
        key="sources",
        section="admin",
        title=marked("Sources"),
        icon="database",
        script="pages/admin/sources.py",
        roles=frozenset({MANAGER, ADMIN}),
    ),
    Entry(
        key="people",
        section="admin",
        title=marked("People"),
        icon="manage_accounts",
        script="pages/admin/people.py",
        roles=frozenset({ADMIN}),
    ),
    Entry(
        key="audit",
        section="admin",
        title=marked("Audit"),
        icon="policy",
        script="pages/admin/audit.py",
        roles=frozenset({ADMIN}),
    ),
)
HOME: dict[str, str] = {MANAGER: "queues", LEAD: "review", EXECUTIVE: "snapshot", ADMIN: "sources"}


def entry(key: str) -> Entry:
    """The page of this key; an unknown key is our own mistake."""
    return next(page for page in PAGES if page.key == key)


def remember(role: str) -> None:
    """Keep in mind who looks, for this run and its fragments."""
    st.session_state["role"] = role


def may_open(key: str) -> bool:
    """Tell whether who looks may open a page: no other is offered. Each page asks again for itself."""
    role = st.session_state.get("role")
    return role is None or role in entry(key).roles


def menu(role: str) -> dict[str, list[StreamlitPage]]:
    """The pages this role may open, by section, behind a first page that leads to the role's home."""
    home = st.Page(lambda: go(HOME.get(role, "queues")), title="Moked", default=True, visibility="hidden")
    sections: dict[str, list[StreamlitPage]] = {"": [home]}
    for name, title in SECTIONS.items():
        shown = [_page(page) for page in PAGES if page.section == name and role in page.roles]
        if shown:
            sections[_(title)] = shown
    return sections


def go(key: str, query: Mapping[str, str | Sequence[str]] | None = None) -> NoReturn:
    """Open another page in the same session, its filters in the URL."""
    st.switch_page(ROOT / entry(key).script, query_params=_pairs(query))


def link(
    key: str, label: str, query: Mapping[str, str | Sequence[str]] | None = None, icon: str = ""
) -> None:
    """Show a link to another page that keeps the session; none to a page for others."""
    if not may_open(key):
        return
    shown = f":material/{icon}:" if icon else None
    st.page_link(ROOT / entry(key).script, label=label, icon=shown, query_params=_pairs(query))


def crumb(key: str, *more: str) -> str:
    """Section, page and what else says where one is."""
    page = entry(key)
    above = [_(entry(page.of).title)] if page.of else []
    return " · ".join([_(SECTIONS[page.section]), *above, _(page.title), *more])


def _page(page: Entry) -> StreamlitPage:
    return st.Page(
        ROOT / page.script,
        title=_(page.title),
        icon=f":material/{page.icon}:",
        url_path=page.key,
        visibility="hidden" if page.of else "visible",
    )


def _pairs(query: Mapping[str, str | Sequence[str]] | None) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in (query or {}).items()
        for value in ([values] if isinstance(values, str) else values)
    ]
