"""The page Bottlenecks: its head, its parts, and one alert on its own."""

from datetime import datetime

import streamlit as st

from language import _, date, marked
from metrics.bottlenecks.told import RUNG
from store import episodes, suppressed
from store.episodes import Alert
from ui import asked as asking
from ui import cards, definitions, filters, frame, navigation, notices
from ui import page as pages
from ui.bottlenecks import card, drift, late, noted, now, past, read, rules, words
from ui.bottlenecks.read import Heard
from ui.page import Page
from ui.scene import Scene

VIEWS: dict[str, str] = {
    "now": marked("Now"),
    "history": marked("History"),
    "rules": marked("Rules"),
    "drift": marked("Slow drifts"),
}
LOOK_EVERY_S = 30
MOST_DIGITS = 9
RULE = marked(
    "**Bottleneck**: customers wait too long and there is a cause for it, seen twice ten minutes apart."
    " Causes: too few people, more contacts than usual, longer contacts, contacts sent here wrongly, a step"
    " before or behind. Waits without a cause are “under pressure” on Live and ring nothing.\n\n"
    "**There for it**: people on the queue’s contacts, and those free to take the next one. Nobody counts for"
    " two queues at once: who is free counts for the main one, or for another that misses people.\n\n"
    "**Over**: little waiting for twenty minutes on end, or the queue has closed. **Not seen**: nothing was"
    " told of the queue for two hours, or nobody looked, so how the alert ended is not known (where sources"
    " are fetched less often: once a fetch is half an hour late).\n\n"
    "**Thresholds** are chosen each week by replaying the last eight weeks, so that all rules together"
    " ring at most 0.5 times a week in each queue, on average over the queues of like size.\n\n"
    "**What waits cost**: of an alert that is over it is counted from the contacts, as soon as all are read;"
    " until then, and of what a rule would have rung, it is added up from the looks, one a minute.\n\n"
    "**Silent**: a source has told nothing for five minutes (one that is only fetched: no fetch has worked"
    " for half an hour longer than its pace), or nobody comes though many usually do."
    " No data is not calm.\n\n"
    "**Slow drifts**: the share in time of whole weeks, between limits as wide as it varies from week to"
    " week by itself (Laney’s p′ chart). Nothing rings for them."
)


def show(page: Page) -> None:
    """Show the page, or the one alert that its address names."""
    problems: list[str] = []
    given = filters.address()
    view = asking.one(given, "view", tuple(VIEWS), "now", problems)
    told = read.heard(page.scene)
    alert = _chosen(page.scene, given.get("episode", []), problems)
    _head(page, told, alert)
    _watch(page.scene)
    if alert is None:
        _bar(view)
    pages.told(page, problems)
    if page.problem:
        with st.container(key="card_failed"):
            rest = _("Alerts are told all the same; who waited, and slow drifts, cannot be shown.")
            notices.failed(page.key, page.problem, _("The history could not be read"), rest)
    top = st.container()
    noted.done(top)
    _part(page.scene, told, alert, view)
    noted.left(top)


def _part(scene: Scene, told: Heard, alert: Alert | None, view: str) -> None:
    if alert is not None:
        _one(scene, alert, view)
    elif view == "now":
        now.show(scene, told)
    elif view == "history":
        past.show(scene, told)
    elif view == "rules":
        rules.show(scene, told)
    else:
        drift.show(scene)


def _head(page: Page, told: Heard, alert: Alert | None) -> None:
    scene, zone = page.scene, page.scene.settings.site.zone
    local = scene.now.astimezone(zone)
    crumb = navigation.crumb(page.key, date(local.date()), f"{local:%H:%M}")
    loud, _snoozed = read.told_of(told.open, told.silences, scene.now)
    if alert is None and not loud and read.is_unseen(scene):
        said = words.unseen(read.last_look(scene), scene.now, zone)
    elif alert is None:
        last = next((one for one in told.past if one.cleared_at is not None), None)
        done = [(one, episodes.who_called_done(told.of(one.id))) for one in told.done]
        said = words.sentence(loud, last, scene.now, zone, done)
    else:
        said = f"{words.headline(alert, scene.now, zone).replace('*', '∗')}: {words.within(alert)}."
    frame.head(crumb, said, *age(scene))


def age(scene: Scene) -> tuple[str, bool]:
    """When queues were looked at last, and whether that is too long ago."""
    at = read.last_look(scene)
    if at is None:
        return _("nobody has looked yet"), True
    said = _("looked at {time}").format(time=words.clock(at, scene.now, scene.settings.site.zone))
    return said, read.is_unseen(scene)


def _bar(view: str) -> None:
    with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
        filters.choose("view", {name: _(label) for name, label in VIEWS.items()}, view)
        st.space("stretch")
        with st.container(key="filters_end", horizontal=True, wrap=False, width="content"):
            definitions.button(tuple(RUNG), rule=_(RULE))


def _watch(scene: Scene) -> None:
    """Draw the page anew when something rings or ends, is snoozed or heard again, or somebody acts."""
    st.fragment(run_every=LOOK_EVERY_S)(_newer)(scene, standing(scene, scene.now))


def _newer(scene: Scene, shown: tuple[str, tuple[int, ...]]) -> None:
    minute = scene.settings.now().replace(second=0, microsecond=0)
    if standing(scene, minute) != shown:
        st.rerun()


def standing(scene: Scene, at: datetime) -> tuple[str, tuple[int, ...]]:
    """How all alerts stand at an instant."""
    state = scene.store.state
    return episodes.revision(state), suppressed.held(state, at)


def _chosen(scene: Scene, given: list[str], problems: list[str]) -> Alert | None:
    """The alert that the address names; a number that there is none of leaves a sentence."""
    if not given:
        return None
    named = given[-1]
    is_number = named.isdecimal() and len(named) <= MOST_DIGITS
    found = episodes.of(scene.store.state, int(named)) if is_number else None
    if found is None:
        problems.append(_("There is no alert {number}.").format(number=named[:20]))
        return None
    return read.at_cost(scene, [found])[0]


def _one(scene: Scene, alert: Alert, view: str) -> None:
    """One alert, and who waited too long while it lasted."""
    with st.container(key="back", horizontal=True):
        label = _("Back to the history") if view == "history" else _("All that needs help")
        if st.button(label, icon=":material/arrow_back:", type="tertiary", key="back_to_all"):
            filters.put(episode="", page="")
            st.rerun()
    acts = read.acts_of(scene, [alert])
    card.card(scene, alert, Heard((), (), acts, ()), is_whole=True)
    if alert.kind != "bottleneck":
        return
    [slot] = cards.row(("late", 320))
    with cards.figure(slot):
        late.show(scene, alert)
