"""What to say when there is no figure to show: what happened, and what to do."""

import logging
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import _, number
from store.failures import places
from ui import navigation
from ui.markup import Safe, icon, join, show, tag, text

log = logging.getLogger("moked.ui")
Tone = Literal["", "worse", "breach", "better"]
Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Way:
    """A link out of a notice: the page it leads to, its words, the filters it takes along."""

    page: str
    label: str
    query: Query | None = None


def state(symbol: str, title: str, sentence: str) -> None:
    """Fill a card that has no figure: a symbol, what happened, what to do."""
    body = join([icon(symbol), tag("b", title), tag("p", sentence)])
    show(tag("div", body, "state", role="status"))


def line(key: str, symbol: str, strong: str, rest: str, way: Way | None = None, tone: Tone = "") -> None:
    """One line across the page: a symbol, what is the matter, what it means, where to look."""
    with st.container(key=f"note_{key}", horizontal=True, wrap=False, vertical_alignment="center"):
        show(line_body(symbol, strong, rest, tone))
        if way:
            navigation.link(way.page, way.label, way.query)


def line_body(symbol: str, strong: str, rest: str, tone: Tone) -> Safe:
    """The words of a line, its symbol in the tone."""
    words = join([tag("b", strong), Safe(" "), text(rest)])
    return tag("div", join([tag("span", icon(symbol), tone), tag("div", words)]), "note", role="status")


def failed(key: str, error: Exception, title: str = "", rest: str = "") -> None:
    """Say that a figure could not be computed, under a code that is also in the log."""
    code = secrets.token_hex(2).upper()
    log.error("Figure %s could not be computed, written down as %s %s", key, code, places(error))
    written = _("It is written down as {code}.").format(code=code)
    state(
        "error",
        title or _("This figure could not be computed"),
        f"{rest or _('The rest of the page is right.')} {written}",
    )
    with st.container(key=f"way_{key}", horizontal=True, horizontal_alignment="center"):
        st.button(_("Try again"), icon=":material/refresh:", key=f"again_{key}")


def forbidden(role: str, allowed: Collection[str]) -> None:
    """Say that the page is for others."""
    words = {"lead": _("team lead"), "executive": _("executive")}
    sentence = _("You are signed in as {role}. Ask {whom} if you need it.")
    for_admins = set(allowed) == {"admin"}
    title = _("This page is for admins") if for_admins else _("This page is for managers")
    whom = _("an admin") if for_admins else _("a manager")
    with st.container(key="card_forbidden"):
        state("lock", title, sentence.format(role=words.get(role, role), whom=whom))


def nothing_matches(sentence: str, page: str, newest: Query | None = None) -> None:
    """Say that the filters leave nothing, and offer to take them off, or to go where the data ends."""
    state("filter_alt_off", _("No contact matches these filters"), sentence)
    with st.container(key=f"way_{page}", horizontal=True, horizontal_alignment="center"):
        if st.button(_("Take the filters off"), icon=":material/filter_alt_off:", key=f"clear_{page}"):
            navigation.go(page)
        if newest and st.button(
            _("Go to the newest data"), icon=":material/last_page:", key=f"newest_{page}"
        ):
            navigation.go(page, newest)


def no_source() -> None:
    """Lead a person from any page to their first source."""
    with st.container(key="card_no_source"):
        sentence = _("Point Moked at the call records you already have. Five minutes.")
        state("database", _("No source is connected"), sentence)
        with st.container(key="way_no_source", horizontal=True, horizontal_alignment="center"):
            if st.button(_("Connect a source"), icon=":material/add:", type="primary"):
                navigation.go("sources")


def nobody_tells() -> None:
    """Say that no source tells who waits now, and lead to where sources are connected."""
    with st.container(key="card_silent"):
        sentence = _(
            "Asterisk does, and so does the demo: name one in moked.toml, and Moked keeps asking it."
        )
        state("sensors_off", _("The live floor needs a source that tells who waits now"), sentence)
        with st.container(key="way_silent", horizontal=True, horizontal_alignment="center"):
            if st.button(_("Go to Sources"), icon=":material/database:", type="primary"):
                navigation.go("sources")


def nothing_read(title: str, sentence: str, symbol: str) -> None:
    """Fill a page of sources that gave nothing yet: why, and where to look."""
    with st.container(key="card_not_yet"):
        state(symbol, title, sentence)
        with st.container(key="way_not_yet", horizontal=True, horizontal_alignment="center"):
            if st.button(_("Go to sources"), icon=":material/database:", type="primary"):
                navigation.go("sources")


def no_scheduler() -> None:
    """Say that nobody reads the sources, and how to start it."""
    rest = _(
        "Nothing is read by itself. Start everything with python3 run.py, or read once with run.py refresh."
    )
    line("scheduler", "schedule", _("No scheduler is running."), rest, tone="worse")


def clock_is_set(when: str, speed: float = 0.0) -> None:
    """Say that the settings set the clock, so that nobody takes old data for today's."""
    if speed:
        faster = _("A recorded day is replayed, {speed} times as fast.").format(speed=number(speed))
        strong = _("A recorded day is replayed.") if speed == 1 else faster
        line("now", "history", strong, _("The settings say so: [replay] in moked.toml."))
        return
    rest = _("The settings say so: `now` in moked.toml. Nothing after it is shown.").replace("`", "")
    line("now", "history", _("The clock stands at {when}.").format(when=when), rest)


def no_longer_kept(what: str, since: str) -> None:
    """Say that a table's rows of part of the period were deleted because they are too old."""
    strong = {
        "contacts": _("Contacts from before {since} are no longer kept."),
        "surveys": _("Answers from before {since} are no longer kept."),
        "texts": _("Notes and comments from before {since} are no longer kept."),
        "promises": _("Promises made before {since} are no longer kept."),
        "gestures": _("Gestures from before {since} are no longer kept."),
    }[what]
    rest = _("Figures are of what is kept; there is none for the time before.")
    line("kept", "auto_delete", strong.format(since=since), rest, Way("sources", _("What is kept")))


def set_aside(rows: str, read: str) -> None:
    """Say how many rows of the last refresh could not be read."""
    strong = _("{rows} of {read} rows were set aside.").format(rows=rows, read=read)
    rest = _("They are kept and tried again when their file or the mapping is mended.")
    line("aside", "rule", strong, rest, Way("sources", _("See the rows")))


def stale(since: str, reason: str) -> None:
    """Say that the figures are the last known ones."""
    strong = _("Stale since {since}.").format(since=since)
    line("stale", "schedule", strong, reason, Way("sources", _("Sources")), tone="worse")


def never_read(source: str, reason: str) -> None:
    """Say that a source gave nothing at all yet."""
    strong = _("{source} was never read.").format(source=source)
    line(f"never_{source}", "schedule", strong, reason, Way("sources", _("Sources")), tone="worse")


@contextmanager
def bad_filters_at(place: DeltaGenerator, sentences: Sequence[str]) -> Iterator[None]:
    """Say in a place, once all is drawn or the page has stopped, what of the address was not understood."""
    try:
        yield
    finally:
        with place:
            bad_filters(sentences)


def bad_filters(sentences: Sequence[str], key: str = "filters") -> None:
    """Say which parts of the address were not understood and what was taken instead.

    key: another one for each further place of the same page.
    """
    if sentences:
        line(key, "filter_alt", _("Part of the address was not understood."), " ".join(sentences))
