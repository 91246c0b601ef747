"""Whether a customer is at risk, on their own page: points and reasons, and those of the Mondays before."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from language import _, day, listing, number
from metrics.work_list import is_over, newest_step
from store import risk_acts, risk_history, work_list
from store.risk_history import Told
from ui import cards, markup
from ui.cards import Slot
from ui.markup import join, tag
from ui.risk import words
from ui.scene import Scene
from ui.spark import spark

MOST = 8
MANAGERS = ("manager", "admin")


def place() -> Slot:
    """Keep a place for the card: it is read after the rest of the page."""
    [slot] = cards.row(("customer_risk", 120))
    return slot


def show(slot: Slot, scene: Scene, ids: Sequence[str]) -> None:
    """Show the points of a customer as of the last Mondays, whether any list showed them or not."""
    with cards.figure(slot):
        told = _told(scene, _key(scene), tuple(ids))
        points = [one.points for one in told if one.points is not None]
        if not told or told[0].points is None:
            cards.title(_("Not counted among the customers"), _("They left, or were not known on Monday."))
        elif not any(points):
            cards.title(_("Nothing says that this customer may leave"), words.nothing(len(points)))
        else:
            _points(scene, told, _lists(scene, ids))
        if done := _done(scene, ids):
            markup.show(tag("p", done, "soft", dir="auto"))


def _points(scene: Scene, told: Sequence[Told], lists: Sequence[str]) -> None:
    newest, zone = told[0], scene.settings.site.zone
    title = _("{points} points as of {day}")
    cards.title(title.format(points=number(newest.points, 1), day=day(newest.day)), words.means())
    reasons = join(tag("li", words.reason(one, zone)) for one in newest.reasons)
    none = tag("p", _("Nothing speaks for leaving any more."), "soft")
    weeks = [_week(one) for one in told[1:] if one.points is not None]
    before = _("Mondays before: {weeks}.").format(weeks=listing(weeks)) if weeks else ""
    shown = _("On the list of {days}.").format(days=listing(lists)) if lists else ""
    parts = [
        tag("ol", reasons, "why") if newest.reasons else none,
        spark([one.points for one in reversed(told) if one.points is not None]),
        *(tag("p", said, "soft") for said in (before, shown) if said),
    ]
    markup.show(tag("div", join(parts), "mk-risk-card"))


def _done(scene: Scene, ids: Sequence[str]) -> str:
    """What somebody did last about the customer that still holds: what, who and when."""
    told = newest_step(risk_acts.acts(scene.store.state, people=ids))
    if told is None:
        return ""
    said = _("Last done: {step} by {who}, {day}.")
    when = day(told["at"].astimezone(scene.settings.site.zone).date())
    return said.format(step=_(words.STEPS[told["act"]]), who=told["who"], day=when)


def _week(one: Told) -> str:
    return _("{day} {points}").format(day=day(one.day), points=number(one.points, 1))


def _key(scene: Scene) -> tuple[str, ...]:
    return (*scene.key[:4], work_list.monday(scene.settings, scene.now).isoformat())


@st.cache_data(max_entries=32, show_spinner=False)
def _told(_scene: Scene, key: tuple[str, ...], ids: tuple[str, ...]) -> list[Told]:  # noqa: ARG001
    this = work_list.monday(_scene.settings, _scene.now)
    days = [this - timedelta(weeks=n) for n in range(MOST)]
    times = [(one, work_list.instant_of(_scene.settings, one)) for one in days]
    number_ = _scene.published.id if _scene.published else None
    return risk_history.told(_scene.store, _scene.settings, ids, times, number_)


def _lists(scene: Scene, ids: Sequence[str]) -> list[str]:
    """Which lists showed the customer; of those held out managers are told, once the quarter is over."""
    this = work_list.monday(scene.settings, scene.now)
    sees_held = scene.viewer.role in MANAGERS
    rows = work_list.of_people(scene.store.state, ids).head(MOST)
    told = zip(map(date.fromisoformat, rows["monday"]), rows["is_held_out"], strict=True)
    return [day(one) for one, is_held in told if not is_held or (sees_held and is_over(one, this))]
