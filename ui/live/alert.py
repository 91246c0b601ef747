"""The worst open alert above the tiles of Live: queue, since when, why, its cost, "I'm on it" and "Why?"."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from language import _, ngettext, number
from store import episodes, suppressed
from store.episodes import Alert
from ui import navigation
from ui.bottlenecks import acting, words
from ui.bottlenecks.read import told_of
from ui.live.groups import Narrowed
from ui.markup import Safe, icon, join, mk, tag
from ui.scene import Scene


@dataclass(frozen=True)
class Ringing:
    """The worst alert that is to be told of, and how many more there are."""

    worst: Alert
    more: int


def ringing(scene: Scene, narrowed: Narrowed, queues: Collection[str], clock: datetime) -> Ringing | None:
    """What rings among the queues that the filters leave; a silent source concerns all of them.

    Cheap at each tick: alerts are read again only where one changed, and once a minute for their cost.
    """
    minute = clock.replace(second=0, microsecond=0)
    told = _told(scene, scene.place, episodes.revision(scene.store.state), minute)
    is_narrowed = bool(narrowed.queues or narrowed.channel)
    mine = [one for one in told if not is_narrowed or one.kind == "silent" or one.queue in queues]
    loud, _snoozed = told_of(mine, suppressed.suppressions(scene.store.state, clock), clock)
    return Ringing(loud[0], len(loud) - 1) if loud else None


@st.cache_data(max_entries=16, ttl=120, show_spinner=False)
def _told(
    _scene: Scene,
    place: str,  # noqa: ARG001 (parts of the cache's key)
    revision: str,  # noqa: ARG001
    minute: datetime,  # noqa: ARG001
) -> list[Alert]:
    return episodes.open_episodes(_scene.store.state)


def line(found: Ringing, scene: Scene, clock: datetime) -> None:
    """Show it in one line, with what can be done about it."""
    alert, viewer = found.worst, scene.viewer
    with st.container(key="alert", horizontal=True, wrap=False, vertical_alignment="center"):
        st.html(mk(body(found, scene, clock), "is-red" if alert.state == "raised" else ""))
        if alert.state == "raised":
            acting.take(viewer, alert)
        elif alert.state == "taken" and alert.taken_by == viewer.signature:
            acting.undo(viewer, alert)
        navigation.link("bottlenecks", _("Why?"), {"episode": str(alert.id)})


def body(found: Ringing, scene: Scene, clock: datetime) -> Safe:
    """The words of it: bold what and since when, why, softly the cost, who is on it, and how many more."""
    alert = found.worst
    head = _("{what}.").format(what=words.headline(alert, clock, scene.settings.site.zone))
    cost = words.cost(alert)
    parts = [
        icon("priority_high" if alert.state == "raised" else "back_hand"),
        Safe(" "),
        tag("b", head, dir="auto"),
        Safe(" "),
        tag("span", words.main_reason(alert, clock), dir="auto"),
        Safe(" "),
        tag("span", _("{cost}.").format(cost=cost), "soft") if cost else "",
    ]
    below = tag("small", " · ".join(_below(found))) if _below(found) else ""
    return tag("div", join([*parts, below]), "mk-alert" if alert.state == "raised" else "mk-alert is-on")


def _below(found: Ringing) -> list[str]:
    """Who is on it, and how many more there are."""
    taken = [] if found.worst.state == "raised" else [words.standing(found.worst)[2]]
    more = ngettext("and {n} more", "and {n} more", found.more).format(n=number(found.more))
    return [*taken, *([more] if found.more else [])]


def strip(found: Ringing, scene: Scene, clock: datetime) -> Safe:
    """The words of it for the wall, where nobody clicks: a card of the strip at its foot."""
    alert = found.worst
    is_red = alert.state == "raised"
    what = words.headline(alert, clock, scene.settings.site.zone)
    end = " · ".join(part for part in (words.cost(alert), *_below(found)) if part)
    lines = [
        tag("b", what, dir="auto"),
        Safe(" "),
        tag("span", end, "soft"),
        tag("small", words.main_reason(alert, clock), dir="auto"),
    ]
    sign = tag("span", icon("priority_high" if is_red else "back_hand"), "breach" if is_red else "better")
    return tag("div", join([sign, tag("div", join(lines))]), "is-alert" if is_red else "")
