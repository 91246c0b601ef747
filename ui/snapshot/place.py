"""Where on the page Snapshot one is: a week as it stands, or a mail as it was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from language import _, listing, marked, period
from store import mail_archive, mail_weeks
from store.mail_archive import Sent
from store.mail_weeks import Archived
from store.recipients import MAY
from store.weekdays import Week, ended_by, week_of
from ui import asked as asking
from ui import filters
from ui.page import Page

WEEKS: Final = 26
MOST_DIGITS: Final = 9
CHOSEN: Final = "snapshot_week"
NAMES: Final[dict[str, str]] = {
    "snapshot": marked("Executive snapshot"),
    "recognition": marked("Recognition"),
}


@dataclass(frozen=True)
class Place:
    """The week that is shown, the weeks there are, and the mail whose figures are shown as they were told.

    refused: why the mail that the address names is not shown.
    """

    week: Week
    weeks: Sequence[Week]
    mail: Archived | None = None
    refused: str = ""


def placed(page: Page, given: Mapping[str, Sequence[str]], problems: list[str]) -> Place:
    """Read which week or which mail the address asks for; the newest whole week without."""
    weeks = _weeks(page)
    if number := next(iter(given.get("mail", ())), ""):
        told = _mail(page, number)
        if isinstance(told, str):
            return Place(weeks[0], weeks, refused=told)
        return Place(told.week, list(dict.fromkeys([told.week, *weeks])), told)
    names = tuple(one.key for one in weeks)
    name = asking.one(_weekly(page, given), "week", names, names[0], problems)
    return Place(Week(date.fromisoformat(name)), weeks)


def sent(page: Page) -> list[Sent]:
    """List every mail that was sent of the kinds that the viewer may see."""
    return mail_archive.sent(page.scene.store.state, kinds(page))


def kinds(page: Page) -> list[str]:
    """Name the kinds of mail that the viewer may see."""
    return [name for name, roles in MAY.items() if page.scene.viewer.role in roles]


def pick(here: Place) -> None:
    """Let a person choose a week, as it stands now."""
    st.session_state[CHOSEN] = here.week.key
    names = {one.key: words(one) for one in here.weeks}
    st.selectbox(
        _("Week"),
        list(names),
        format_func=lambda name: names[name],
        key=CHOSEN,
        width=200,
        label_visibility="collapsed",
        on_change=_picked,
    )


def _picked() -> None:
    filters.put(week=st.session_state[CHOSEN], mail="", page="")


def words(week: Week) -> str:
    """Say which week: 8–14 Nov 2026."""
    return period(week.first, week.last)


def _mail(page: Page, number: str) -> Archived | str:
    """Find a mail that the viewer may see, or say why it is not shown."""
    known = number.isdecimal() and len(number) <= MOST_DIGITS
    told = mail_weeks.archived(page.scene.store.state, int(number)) if known else None
    if told is None:
        return _("There is no mail with the number {n} in the archive.").format(n=repr(number[:20]))
    if told.kind not in kinds(page):
        mine = listing([_(NAMES.get(kind, kind)) for kind in kinds(page)])
        words_ = _("This mail is for others. You see here: {kinds}.")
        return words_.format(kinds=mine)
    return told


def _weeks(page: Page) -> list[Week]:
    """The whole weeks that data reach, the newest first."""
    site, newest = page.scene.settings.site, ended_by(page.scene.now, page.scene.settings.site)
    first = page.span.first or newest.first
    oldest = min(week_of(first, site), newest)
    return [week for n in range(WEEKS) if (week := newest.earlier(n)) >= oldest]


def _weekly(page: Page, given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Take any day of a week for the week."""
    found = []
    for name in given.get("week", ()):
        try:
            found.append(week_of(date.fromisoformat(name), page.scene.settings.site).key)
        except (ValueError, OverflowError):
            found.append(name)
    return {"week": found} if found else {}
