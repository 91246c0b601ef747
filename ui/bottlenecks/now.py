"""The part Now: what needs help, what costs most on top, and what nobody is told of at the moment."""

import streamlit as st

from language import _, ngettext, number
from store.suppressed import Silence
from ui import cards, notices
from ui.bottlenecks import acting, card, words
from ui.bottlenecks.read import Heard, is_unseen, last_look, told_of
from ui.markup import join, mk, tag
from ui.scene import Scene

AT_ONCE = 8  # cards; the rest are lines


def show(scene: Scene, told: Heard) -> None:
    """Show what rings now."""
    loud, snoozed = told_of(told.open, told.silences, scene.now)
    if last_look(scene) is not None and is_unseen(scene):
        strong = _("Nobody looks at the queues now.")
        rest = _("What has begun or ended since is not known. Start everything with python3 run.py.")
        notices.line("unseen", "visibility_off", strong, rest, tone="worse")
    for one in loud[:AT_ONCE]:
        card.card(scene, one, told)
    if not loud and (last_look(scene) is None or not is_unseen(scene)):
        _calm(scene)
    if others := [*loud[AT_ONCE:], *snoozed]:
        with st.container(key="card_quiet"):
            said = ngettext("{n} that nobody is told of now", "{n} that nobody is told of now", len(others))
            cards.title(said.format(n=number(len(others))), _("snoozed; they are written down all the same"))
            for one in others:
                card.brief(one, scene)
    if told.silences:
        _snoozes(scene, told.silences)


def _calm(scene: Scene) -> None:
    with st.container(key="card_calm"):
        if last_look(scene) is None:
            notices.state(
                "hourglass_top",
                _("Nobody has looked yet"),
                _("The scheduler looks at each queue once a minute while it is open; it begins by itself."),
            )
            return
        sentence = _(
            "A queue rings when customers wait too long and there is a cause for it: too few people, more"
            " or longer contacts, contacts sent wrongly. Waits alone do not ring."
        )
        notices.state("task_alt", _("Nothing rings"), sentence)


def _snoozes(scene: Scene, silences: tuple[Silence, ...]) -> None:
    with st.container(key="card_snoozes"):
        cards.title(_("Snoozed"), _("nobody is told of these until then"))
        for one in silences:
            with st.container(key=f"snoozed_{one.id}", horizontal=True, vertical_alignment="center"):
                st.html(mk(tag("div", join(_said(one, scene)), "mk-brief")))
                acting.lift(scene.viewer, one.id)


def _said(one: Silence, scene: Scene) -> list[str]:
    zone = scene.settings.site.zone
    until = _("until {time}, by {who}").format(time=words.clock(one.until, scene.now, zone), who=one.by)
    if one.since > scene.now:
        until = _("from {time} {until}").format(time=words.clock(one.since, scene.now, zone), until=until)
    parts = " · ".join(part for part in (until, one.reason) if part)
    return [tag("b", one.queue or _("All queues"), dir="auto"), tag("small", parts, dir="auto")]
