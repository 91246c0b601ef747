"""An alert as a card: what, since when, why, what it cost, its pictures, what was done, what can be."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from language import _, ngettext, number
from metrics.bottlenecks import sentences
from metrics.bottlenecks.judged import NEED, PLAN
from store.episodes import Act, Alert, usefulness, who_called_done
from ui import cards, colleagues, definitions, links, navigation, notices, tiles
from ui.bottlenecks import acting, noted, picture, read, words
from ui.bottlenecks.read import Heard
from ui.markup import Safe, icon, join, mk, show, tag
from ui.scene import Scene


def card(scene: Scene, alert: Alert, told: Heard, *, is_whole: bool = False) -> None:
    """Show an alert; is_whole: on its own, without the way to what is behind it."""
    zone, acts = scene.settings.site.zone, told.of(alert.id)
    with st.container(key=f"card_alert_{alert.id}"):
        show(head(alert, scene, zone, is_whole=is_whole), "is-breach" if _is_red(alert) else "")
        with st.container():  # TRICKY: a place for what comes and goes, or the rest is shown twice
            if alert.is_called_done:
                said = words.called_done(alert, who_called_done(acts), scene.now, zone)
                show(tag("p", said, dir="auto"), "is-done")
        show(why(alert, scene))
        with st.container():
            if alert.kind != "silent":
                _pictures(scene, alert)
        with st.container():
            if acts:
                show(log(acts, scene, zone))
        noted.wrong(acting.place_of(alert))
        with st.container(key=f"alert_acts_{alert.id}", horizontal=True, vertical_alignment="center"):
            people = cards.tried(lambda: read.people(scene))  # a name can be typed all the same
            known = () if isinstance(people, Exception) else people
            acting.buttons(scene.viewer, alert, acts, colleagues.of(scene, known))
            if not is_whole and alert.kind == "bottleneck":
                st.space("stretch")
                navigation.link(
                    "bottlenecks", _("Who waited too long"), {"episode": str(alert.id)}, "chevron_right"
                )


def _pictures(scene: Scene, alert: Alert) -> None:
    """Draw its hours; where they cannot be read, the alert is told all the same."""
    looks = cards.tried(lambda: read.looks_of(scene, alert))
    if isinstance(looks, Exception):
        notices.failed(f"alert {alert.id}", looks, _("There is no picture: those hours could not be read"))
        return
    show(picture.pictures(looks, alert.begun_at, alert.cleared_at, scene.settings.site.zone))


def _is_red(alert: Alert) -> bool:
    return alert.is_open and alert.state == "raised"


def head(alert: Alert, scene: Scene, zone: ZoneInfo, *, is_whole: bool = False) -> Safe:
    """Queue and since when, how it stands, and what it cost at the end."""
    css, sign, said = words.standing(alert)
    chip = tag("span", join([icon(sign), said]), f"chip {css}")
    first = tag("div", join([tag("h2", words.headline(alert, scene.now, zone), dir="auto"), chip]), "who")
    parts = [words.cause(alert), *_lasting(alert, scene, zone)]
    second = tag("p", " · ".join(part for part in parts if part))
    cost = _cost(alert, is_whole) if alert.kind == "bottleneck" else ""
    return tag("div", join([tag("div", join([first, second])), cost]), "mk-alert-head")


def _cost(alert: Alert, is_whole: bool) -> Safe:
    """What it cost: the figure opens the waits it is the sum of, its name opens what it means."""
    n = number(round(alert.minutes_lost))
    shown = n if is_whole else links.link("bottlenecks", n, {"episode": str(alert.id)})
    goes_on = alert.cleared_at is None
    what = _("customer-minutes lost so far") if goes_on else _("customer-minutes lost")
    means = tiles.definition(what, definitions.sentence("customer_minutes_lost"))
    return tag("div", join([tag("b", shown, "num"), means]), "cost")


def _lasting(alert: Alert, scene: Scene, zone: ZoneInfo) -> list[str]:
    lasting = _("for {time}").format(time=words.lasted(alert, scene.now))
    unseen = ""
    if alert.unseen_min >= 1:
        unseen = _("{n} min of it unseen").format(n=number(alert.unseen_min))
    found = _("found afterwards, nobody was told") if alert.source == "replay" else ""
    return [lasting, words.ended(alert, zone), unseen, found]


def why(alert: Alert, scene: Scene) -> Safe:
    """Each cause in a sentence, the main one in front, with how many people's work it is."""
    told = words.reasons(alert, scene.now)
    if not told:
        return tag("p", _("The cause is not known."), "soft")
    worths = [worth(one) for one in alert.causes] if alert.kind == "bottleneck" else [None]
    lines = [_line(said, worth) for said, worth in zip(told, worths, strict=True)]
    return tag("ul", join(lines), "mk-why")


def worth(cause: Mapping[str, Any]) -> str | None:
    """How many people's work a cause takes away or adds, in words of their own."""
    told = sentences.worth(cause)
    if told is None:
        return None
    return (_("{work} is missing") if cause["cause"] in (PLAN, NEED) else _("adds {work}")).format(work=told)


def _line(said: str, worth: str | None) -> Safe:
    return tag("li", join([tag("span", said), tag("small", worth) if worth else ""]), dir="auto")


def log(acts: Sequence[Act], scene: Scene, zone: ZoneInfo) -> Safe:
    """What people did, oldest first; of who found it useful only the count."""
    shown = [one for one in acts if one.act not in ("useful", "not_useful")]
    lines = [
        tag(
            "li",
            join(
                [
                    tag("span", words.clock(one.at, scene.now, zone), "num soft"),
                    tag("span", join([words.done(one), _words(one)]), dir="auto"),
                ]
            ),
        )
        for one in shown
    ]
    yes, no = usefulness(acts)
    judged = [
        ngettext("{n} found it useful", "{n} found it useful", yes).format(n=number(yes)) if yes else "",
        ngettext("{n} did not find it useful", "{n} did not find it useful", no).format(n=number(no))
        if no
        else "",
    ]
    foot = tag("p", " · ".join(part for part in judged if part), "soft") if yes + no else Safe("")
    return tag("div", join([tag("ul", join(lines), "mk-log") if lines else "", foot]), "mk-acts")


def _words(one: Act) -> Safe:
    return join([": ", tag("q", one.words)]) if one.words else Safe("")


def brief(alert: Alert, scene: Scene, told: Heard) -> None:
    """A line about an alert that has no card; of one that was called done, who did, and the way back."""
    zone = scene.settings.site.zone
    noted.wrong(acting.place_of(alert))
    with st.container(key=f"brief_alert_{alert.id}", horizontal=True, vertical_alignment="center"):
        parts = [words.cause(alert), words.cost(alert)]
        if alert.is_called_done:
            by = who_called_done(told.of(alert.id))
            parts = [words.called_done(alert, by, scene.now, zone).removesuffix("."), words.cost(alert)]
        said = join(
            [
                tag("b", words.headline(alert, scene.now, zone), dir="auto"),
                tag("small", " · ".join(part for part in parts if part), dir="auto"),
            ]
        )
        st.html(mk(tag("div", said, "mk-brief")))
        if alert.is_called_done:
            acting.undo(scene.viewer, alert)
        navigation.link("bottlenecks", _("Look at it"), {"episode": str(alert.id)}, "chevron_right")
