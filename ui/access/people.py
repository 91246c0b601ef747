"""The people who may sign in, as a page: the list, and a form to let somebody in or out."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from language import _, date, marked, ngettext, number
from settings.access import Role
from store import audit, people
from store.people import Known, PeopleError
from ui import audited, cards, markup, notices, tables, whose, written
from ui.scene import Scene, machine_clock

ROLES: Final[dict[Role, str]] = {
    "manager": marked("Manager: everything about customers and agents"),
    "lead": marked("Team lead: the same of the own teams"),
    "executive": marked("Executive: figures, no single customer or agent"),
    "admin": marked("Admin: everything, who may sign in, and the audit log"),
}
NAMES: Final[dict[str, str]] = {
    "manager": marked("Manager"),
    "lead": marked("Team lead"),
    "executive": marked("Executive"),
    "admin": marked("Admin"),
}
SAID: Final = "people_said"


def known(scene: Scene) -> list[Known]:
    """Everybody who may sign in by the table."""
    return people.people(scene.store.state)


def sentence(scene: Scene, everybody: list[Known]) -> str:
    """Say how many may sign in."""
    if scene.settings.access.sign_in is None:
        return _("Nobody signs in yet: Moked serves this computer only.")
    if scene.settings.access.is_told:
        return _("Your sign-in says who may look, and as what.")
    n = len(everybody)
    said = ngettext("{n} person may sign in.", "{n} people may sign in.", n)
    return said.format(n=number(n)) if n else _("Nobody but the admins of moked.toml may sign in.")


def told_elsewhere(scene: Scene) -> None:
    """Say where something else than this list decides."""
    access = scene.settings.access
    if access.is_told and not access.tells_teams:
        notices.line(
            "told",
            "info",
            _("Roles come with the sign-in."),
            _("This list says which teams a lead has, and nothing else."),
        )
    elif not access.is_told and access.admins:
        admins = ", ".join(access.admins)
        notices.line(
            "admins",
            "shield_person",
            _("Admins whatever this list says:"),
            _("{names}, by moked.toml.").format(names=admins),
        )


def meanings(scene: Scene) -> None:
    """Show which word of the sign-in gives which role."""
    access = scene.settings.access
    cards.title(
        _("Which word gives which role"),
        _("Set in moked.toml, [access.roles]; of several roles the one that may do most"),
    )
    rows = [
        [markup.text(_(ROLES[role])), markup.text(", ".join(access.roles.get(role, [])) or _("nobody"))]
        for role in ROLES
    ]
    heads = [_("Role"), _("Who comes with")]
    markup.show(tables.report(heads, rows, is_stacked=True))


def table(scene: Scene, everybody: list[Known]) -> None:
    """Show who may sign in."""
    cards.title(_("Who may sign in"))
    if not everybody:
        notices.state("group_add", _("Nobody yet"), _("Let in the first one with the form on this page."))
        return
    zone = scene.settings.site.zone
    rows = [
        [
            markup.text(one.account),
            tables.two_lines(markup.text(_(NAMES[one.role])), ", ".join(sorted(one.teams))),
            tables.two_lines(markup.text(one.by), date(one.at.astimezone(zone).date())),
        ]
        for one in everybody
    ]
    markup.show(tables.report([_("Address"), _("Role"), _("Let in by")], rows, is_stacked=True))


def form(everybody: list[Known], teams: list[str]) -> None:
    """Let somebody in or out."""
    cards.title(_("Let somebody in"), _("By the address they sign in with; once more to change the role"))
    if said := st.session_state.pop(SAID, None):
        notices.line("people_said", said[0], said[1], "")
    with st.form("admit", border=False):
        account = st.text_input(_("Address"), max_chars=320, placeholder="dana@example.com")
        role = st.radio(_("Role"), list(ROLES), format_func=lambda name: _(ROLES[name]))
        theirs = st.multiselect(_("Teams of a lead"), teams, accept_new_options=True)
        if st.form_submit_button(_("Let in"), type="primary"):
            _changed(partial(_admit, account, role, theirs))
    if everybody:
        with st.form("dismiss", border=False):
            whom = st.selectbox(_("Let in no more"), [one.account for one in everybody], index=None)
            if st.form_submit_button(_("Take out")) and whom:
                _changed(partial(_dismiss, whom))


def _changed(change: Callable[[], None]) -> None:
    """Change who may sign in, and draw the page anew; what is wrong with it is said where it was typed."""
    try:
        written.tried(change)
    except PeopleError as why:
        notices.line("people_wrong", "error", str(why), "", tone="breach")
        return
    st.rerun()


def _admit(account: str, role: str, theirs: list[str]) -> None:
    who, by = people.account_of(account), whose.current().account
    state = audited.noting("admitted", audit.About("account", who), " ".join((role, *sorted(theirs))))
    people.admit(state, account, role, theirs, by, machine_clock())
    st.session_state[SAID] = ("check_circle", _("{account} may sign in.").format(account=who))


def _dismiss(whom: str) -> None:
    people.dismiss(audited.noting("dismissed", audit.About("account", whom)), whom)
    st.session_state[SAID] = ("check_circle", _("{account} may sign in no more.").format(account=whom))
