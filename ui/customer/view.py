"""The cards of the page Customer."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from language import _, day, number
from ui import markup, navigation
from ui.customer import folding
from ui.customer.folding import Run
from ui.customer.moments import Moment
from ui.customer.records import facts
from ui.customer.urgent import Urgent
from ui.markup import Safe, icon, join, tag

__all__ = ["facts", "line", "listed", "moments", "urgent"]
Piece = tuple[Safe, str]  # HTML, and the contact that it leads to


def moments(found: Sequence[Moment], zone: ZoneInfo) -> Iterator[Piece]:
    """The moments by days, the newest first; what leads nowhere is one piece with what is beside it."""
    shown = None
    for one in folding.folded(found):
        newest = one.moments[0] if isinstance(one, Run) else one
        at = newest.at.astimezone(zone).date()
        if at != shown:
            yield tag("h3", day(at)), ""
        shown = (one.moments[-1] if isinstance(one, Run) else one).at.astimezone(zone).date()
        if isinstance(one, Run):
            yield _run(one, zone), ""
        else:
            yield _moment(one, zone), one.contact


def urgent(found: Sequence[Urgent]) -> Iterator[Piece]:
    """What to know first, a line each."""
    for one in found:
        said: list[Any] = [tag("b", one.what, dir="auto")]
        if one.note:
            said.append(tag("small", one.note))
        if one.words:
            said.append(tag("q", one.words, dir="auto"))
        yield (
            tag("div", join([tag("span", icon(one.icon), one.tone), tag("div", join(said))]), "at first"),
            one.contact,
        )


def line(found: Sequence[Moment], zone: ZoneInfo) -> Safe:
    """The moments as HTML, without their links."""
    return tag("div", join(html for html, _contact in moments(found, zone)), "mk-line")


def listed(key: str, pieces: Iterator[Piece]) -> None:
    """Show pieces one below another, each with a contact beside a link to it."""
    with st.container(key=f"line_{key}"):
        for n, (contact, some) in enumerate(groupby(pieces, key=lambda piece: piece[1])):
            whole = list(some)
            if not contact:
                markup.show(join(html for html, _none in whole), "mk-line")
                continue
            for at, (html, _same) in enumerate(whole):
                with st.container(key=f"linked_{key}_{n}_{at}"):
                    markup.show(html, "mk-line")
                    navigation.link("contacts", _("Open"), {"contact": contact}, "arrow_forward")


def _run(run: Run, zone: ZoneInfo) -> Safe:
    """Several minor moments in one line, openable."""
    first, last = run.moments[-1].at.astimezone(zone), run.moments[0].at.astimezone(zone)
    since = "" if first.date() == last.date() else _("since {day}").format(day=day(first.date()))
    what = join([tag("span", folding.words(run)), " ", tag("small", since)])
    head = tag(
        "summary", join([tag("time", f"{last:%H:%M}"), icon("more_horiz"), tag("div", what)]), "at minor"
    )
    inside = []
    for at, some in groupby(run.moments, key=lambda one: one.at.astimezone(zone).date()):
        inside += [tag("h3", day(at)), *(_moment(one, zone) for one in some)]
    return tag("details", join([head, *inside]))


def _moment(one: Moment, zone: ZoneInfo) -> Safe:
    said: list[Any] = [tag("b", one.what, dir="auto")]
    if one.note:
        said.append(tag("small", one.note, dir="auto"))
    if one.words:
        said.append(tag("q", one.words, dir="auto"))
    when = tag("time", f"{one.at.astimezone(zone):%H:%M}")
    css = "at minor" if one.minor else "at"
    return tag("div", join([when, tag("span", icon(one.icon), one.tone), tag("div", join(said))]), css)


def cut(shown: int, total: int) -> str:
    """Say which of the moments are shown."""
    return _("The newest {shown} of {total} moments").format(shown=number(shown), total=number(total))
