"""Opening a page: what it looks at, what its address asks for, and what must be said before any figure."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import streamlit as st

from language import _, date, instant, number
from settings import SettingsError
from store import publish
from store.centre_map import menu_of
from store.keeping import since_of
from store.read import Viewer
from store.state import StateError
from store.status import RunStatus
from store.status import is_alive as schedules
from ui import beginning, behind, cards, channels, data, filters, frame, navigation, notices, withheld
from ui.asked import Asked, Known, read
from ui.data import Span
from ui.menu import names
from ui.periods import CUSTOM, Days, instants
from ui.scene import Scene, machine_clock, scene
from ui.sources import words as source_words
from ui.words import brief

LOOK_EVERY_S = 30
# What pages show besides contacts, by the table.
SHOWN = {"satisfaction": "surveys", "voices": "texts", "promises": "promises", "gestures": "gestures"}


@dataclass(frozen=True)
class Page:
    """An opened page: where it reads, what there is, what is asked, and the page's key.

    problem: why the history cannot be read, where the page has something to show all the same.
    """

    key: str
    scene: Scene
    span: Span
    known: Known
    asked: Asked
    problem: Exception | None = None


def opened(key: str, who: Viewer, *, is_of_history: bool = True) -> Page:
    """Open a page that shows figures; without settings, a source or data it says so and stops.

    is_of_history: whether there is nothing to show where the history cannot be read; then it raises what the
    store fails with. Otherwise the page has an empty span, and says its problem.
    """
    cards.arrive(key)
    seen = look(key, who)
    names.know(menu_of(seen.settings.menu))
    span, problem = _spanned(seen, is_of_history=is_of_history)
    if span.last is None and problem is None:
        _nothing_yet(key, seen)
    site = seen.settings.site
    usual = channels.usual(span.channels, of_waits=key == "queues")
    figures = tuple(behind.figures())
    known = Known(seen.today, site.week_start, span.queues, span.channels, figures, usual)
    return Page(key, seen, span, known, read(filters.address(), known), problem)


def _spanned(seen: Scene, *, is_of_history: bool) -> tuple[Span, Exception | None]:
    found = cards.tried(lambda: data.span(seen))
    if not isinstance(found, Exception):
        return found, None
    if is_of_history:
        raise found
    return Span((), (), None, None), found


def look(key: str, who: Viewer) -> Scene:
    """The scene of a page; settings or a database that cannot be used are said in their own sentence."""
    try:
        return scene(who)
    except (SettingsError, StateError) as error:
        frame.head(navigation.crumb(key), _("Moked cannot start reading."), "")
        with st.container(key="card_settings"):
            notices.state("settings_alert", _("The settings need a hand"), str(error))
        st.stop()


@contextmanager
def needed(page: Page, head: cards.Slot, crumb: str, *, is_dated: bool = True) -> Iterator[None]:
    """Read what the whole page stands on; where that fails the head stays, says it, and the page ends.

    is_dated: whether a person can choose another period above it, which may help.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- the page keeps its head, its filters and its notices
        with cards.figure(head):
            frame.head(crumb, _("The figures of this page could not be read."), *age(page))
        with st.container(key="card_failed"):
            title = _("They could not be read from the store")
            another = _("Another period may well be readable.")
            later = _("Load the page again in a minute. The other pages may well be readable.")
            notices.failed(page.key, error, title, another if is_dated else later)
        st.stop()


def told(page: Page, problems: Sequence[str] | None = None) -> None:
    """Say what must be known before the figures: the address, the clock, a source that fails."""
    cards.date(stale(page))
    notices.bad_filters(page.asked.problems if problems is None else problems)
    withheld.note(page.scene, page.asked)
    clock(page.scene)
    kept(page)
    watch(page.scene)
    for status in beginning.runs_of(page.scene):
        _source(page.scene, status)


def kept(page: Page) -> None:
    """Say since when is kept what the page shows, where older is asked for."""
    site, known = page.scene.settings.site, page.span.kept_since
    table = SHOWN.get(page.key, "contacts")
    since, start = since_of(known, table), instants(page.asked.days, site.zone)[0]
    if since is not None and start < since:
        is_all = since == since_of(known)
        notices.no_longer_kept("contacts" if is_all else table, instant(since, site.timezone))


def refreshed_at(seen: Scene) -> datetime | None:
    """When rows of a source were published last."""
    return publish.refreshed_at(seen.store.state)


def stale(page: Page) -> str:
    """The mark of figures that a failing source leaves behind: how old they are; empty where none fails."""
    failing = [
        one.last_success.started_at
        for one in beginning.runs_of(page.scene)
        if one.is_failing and one.last_success
    ]
    if not failing:
        return ""
    return _("◆ {age} old").format(age=brief((machine_clock() - min(failing)).total_seconds() // 60 * 60))


def watch(seen: Scene) -> None:
    """Look now and then for a newer publication, as long as the page is open."""
    st.fragment(run_every=LOOK_EVERY_S)(_newer)(seen)


def _newer(seen: Scene) -> None:
    """Offer newer figures; they replace those shown only when a person wants it, or when none are shown."""
    now = look_again(seen)
    if not is_newer(seen.published, now.published):
        return
    if seen.published is None:
        st.rerun()
    with st.container(key="newer"):
        if st.button(_("New figures have come in: show them"), icon=":material/refresh:", key="show_newer"):
            st.rerun()


def look_again(seen: Scene) -> Scene:
    """The scene as it is now; where other settings hold, or none can be read, the page is drawn anew."""
    try:
        now = scene(seen.viewer)
    except (SettingsError, StateError):  # the page says it in its own sentence
        st.rerun()
    if now.place != seen.place:
        st.rerun()
    return now


def is_newer(shown: publish.Published | None, newest: publish.Published | None) -> bool:
    """Tell whether there is a publication after the one that is shown."""
    return newest is not None and (shown is None or newest.id > shown.id)


def clock(seen: Scene) -> None:
    """Say that `now` is set, where it is."""
    if seen.settings.now_is_set:
        notices.clock_is_set(instant(seen.now, seen.settings.site.timezone), seen.settings.speed)


def _source(seen: Scene, status: RunStatus) -> None:
    zone = seen.settings.site.timezone
    if source_words.state_of(status) == "never":
        notices.never_read(status.connector, _why_never(seen, status))
    elif status.is_failing and status.last is not None:
        since = instant((status.last_success or status.last).started_at, zone)
        reason = _("{source} did not answer as it should: {why} Figures are the last known.")
        notices.stale(since, reason.format(source=status.connector, why=status.last.message or ""))
    rows = status.last_rows
    if rows is not None and rows.quarantined:
        notices.set_aside(number(rows.quarantined), number(rows.read))


def _nothing_yet(key: str, seen: Scene) -> None:
    """Lead a person to a first source, or say how far its first refresh is; stop unless there are figures."""
    stage = beginning.stage(seen, beginning.waits_since())
    if stage == "there":
        return
    if stage == "no source":
        frame.head(navigation.crumb(key), _("Moked has nothing to listen to yet."), "")
        notices.no_source()
    elif stage == "failed":
        runs = beginning.runs_of(seen)
        frame.head(navigation.crumb(key), source_words.sentence(runs), "")
        told = " ".join(f"{one.connector}: {_why_never(seen, one)}" for one in runs)
        notices.nothing_read(_("Nothing could be read yet"), told, "error")
    elif stage == "asleep":
        frame.head(navigation.crumb(key), _("The first refresh is still to come."), "")
        sentence = _("{sources}: connected, and not read yet. Reading begins with the scheduler, or at once.")
        told = sentence.format(sources=", ".join(one.connector for one in beginning.runs_of(seen)))
        notices.nothing_read(_("Nothing has been read yet"), told, "hourglass_top")
    beginning.until_other(stage, key, seen, draws=stage == "on the way")
    st.stop()


def _why_never(seen: Scene, status: RunStatus) -> str:
    is_alive = schedules(seen.store.state, machine_clock())
    return source_words.never(status, seen.settings.site.timezone, is_alive=is_alive)


def nobody(page: Page) -> None:
    """Say that the filters leave no contact, and where the data is."""
    span, newest = page.span, None
    if span.last is None:
        sentence = _("There is no contact in the data at all.")
    else:
        sentence = _("The data runs from {first} to {last}.")
        sentence = sentence.format(first=date(span.first), last=date(span.last))
        last_weeks = Days(max(span.last - timedelta(27), span.first or span.last), span.last)
        newest = replace(page.asked, period=CUSTOM, days=last_weeks).query()
    with st.container(key="card_nobody"):
        notices.nothing_matches(sentence, page.key, newest)


def age(page: Page) -> tuple[str, bool]:
    """How far the data reaches, and whether it ends before the period does."""
    last = page.span.last
    through, old = _("through {day}").format(day=date(last)) if last else "", stale(page)
    is_short = last is None or last < min(page.asked.days.last, page.scene.today)
    return " · ".join(part for part in (through, old.removeprefix("◆ ")) if part), is_short or bool(old)
