"""Every mail that was sent: when, by whom, how many got it; a look at it, and whether it still counts so."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

import streamlit as st

from language import _, instant, marked, number
from store.audit import ITSELF
from store.mail_archive import Sent
from store.mail_weeks import PINNED_FOR, Archived
from ui import asked as asking
from ui import cards, links, markup, notices, tables
from ui.mailing import letter
from ui.scene import Scene
from ui.snapshot import place, view

PAGE: Final = 12
HEADS: Final = (
    *(marked("Week"), marked("Sent"), marked("Got it"), marked("Counted from")),
    marked("As it was told"),
)


class Differs(Protocol):
    """A figure that is another by now, as whoever counts tells it."""

    @property
    def what(self) -> str: ...
    @property
    def told(self) -> str: ...
    @property
    def now(self) -> str: ...
    @property
    def why(self) -> str: ...


class Again(Protocol):
    """What came of counting a mail again."""

    @property
    def compared(self) -> int: ...
    @property
    def differs(self) -> Sequence[Differs]: ...
    @property
    def publication(self) -> int: ...
    @property
    def besides(self) -> Sequence[str]: ...


def listed(
    scene: Scene, sent: Sequence[Sent], given: Mapping[str, Sequence[str]], problems: list[str]
) -> None:
    """List what was sent, the newest week first."""
    cards.title(
        _("Every mail that was sent"), _("The newest week first; each can be looked at and counted again")
    )
    if not sent:
        rest = _("What goes out by itself or is sent by hand is kept here, as it was told.")
        notices.state("mark_email_read", _("No mail was sent yet"), rest)
        return
    pages = -(-len(sent) // PAGE)
    at = asking.page(given, pages, problems)
    shown = sent[(at - 1) * PAGE : at * PAGE]
    rows = [_row(scene, one) for one in shown]
    markup.show(tables.report([_(head) for head in HEADS], rows, frozenset({2, 3}), is_stacked=True))
    if pages > 1:
        markup.show(_pager(at, pages))


def _row(scene: Scene, one: Sent) -> list[str]:
    told, zone = one.told, scene.settings.site.timezone
    by = _("by itself") if told.how == "schedule" else _("by hand: {who}").format(who=told.by)
    got = _("{taken} of {n}").format(taken=number(one.taken), n=number(one.to))
    return [
        tables.two_lines(markup.text(place.words(told.week)), _(place.NAMES.get(told.kind, told.kind))),
        tables.two_lines(markup.text(instant(told.at, zone)), by),
        got if one.to else _("nobody"),
        _("publication {n}").format(n=told.sums.publication),
        links.link("snapshot", _("Look"), {"mail": str(told.id)}),
    ]


def _pager(at: int, pages: int) -> str:
    ways = [
        links.link("snapshot", label, {"page": str(to)})
        for label, to in ((_("Newer"), at - 1), (_("Older"), at + 1))
        if 1 <= to <= pages
    ]
    said = _("Page {at} of {n}").format(at=number(at), n=number(pages))
    return markup.tag("p", markup.join([said, *(markup.join([" · ", way]) for way in ways)]), "soft")


def pinned(scene: Scene, told: Archived) -> None:
    """Say that what is shown was told, when and by whom, and lead to the week as it stands."""
    zone = scene.settings.site.timezone
    words = _("As it was told on {when}, from publication {n}.")
    by = "" if told.by == ITSELF.name else " " + _("Sent by hand by {who}.").format(who=told.by)
    rest = _("Figures of today may differ.") + by
    label = _("The week as it stands now")
    way = notices.Way("snapshot", label, {"week": told.week.key})
    strong = words.format(when=instant(told.at, zone), n=told.sums.publication)
    notices.line("told", "history", strong, rest, way)


def again(scene: Scene, told: Archived, count: Callable[[], Again | None]) -> None:
    """Offer to count a mail's week again, and say what came of it."""
    until = instant(told.at + PINNED_FOR, scene.settings.site.timezone)
    what = _("The same week, as known then, from the same publication (readable until {until})")
    cards.title(_("Does it still count the same?"), what.format(until=until))
    key = f"recomputed_{told.id}"
    if st.button(_("Recompute"), icon=":material/calculate:", key="recompute"):
        with st.spinner(_("The week is computed once more…")):
            st.session_state[key] = (_told(count), scene.now)
    if key in st.session_state:
        found, at = st.session_state[key]
        _found(found, instant(at, scene.settings.site.timezone))


def _told(count: Callable[[], Again | None]) -> Again | str:
    try:
        return count() or _("Nothing can be read any more.")
    except (ValueError, KeyError):
        return _("It was kept in an earlier form, which cannot be counted again.")


def _found(found: Any, at: str) -> None:
    if isinstance(found, str):
        notices.line("again", "error", found, "", tone="worse")
        return
    compared = view.compared(found.compared)
    besides = " ".join(found.besides)
    if not found.differs:
        rest = _("{compared}, publication {n}, {at}.").format(compared=compared, n=found.publication, at=at)
        strong = _("Equal to the last digit.")
        notices.line("again", "check_circle", strong, f"{rest} {besides}".strip(), tone="better")
        return
    strong = _("{n} of {all} figures differ.").format(
        n=number(len(found.differs)), all=number(found.compared)
    )
    notices.line("again", "difference", strong, besides, tone="worse")
    heads = [_("Figure"), _("As told"), _("Now"), _("Why")]
    rows = [[markup.text(one.what), one.told, one.now, one.why] for one in found.differs]
    markup.show(tables.report(heads, rows, frozenset({1, 2}), is_stacked=True))


def as_sent(subject: str, html: str, pictures: Mapping[str, tuple[str, bytes]]) -> None:
    """Show a mail as it went out, under a line that opens it."""
    cards.title(_("The mail as it went out"), subject)
    with st.expander(_("Show it")):
        letter.show(html, pictures)
