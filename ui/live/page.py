"""The page Live: its filters, and the fragment that draws the floor anew at each tick."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from language import _, date, ngettext, number
from metrics.floor import Verdict
from settings import Settings
from store.expected import expectations
from store.live import read_now, sources_now
from store.read import Viewer
from ui import beginning, cards, definitions, filters, frame, navigation, notices, written
from ui import page as pages
from ui.bottlenecks import acting
from ui.live import agents, alert, board, choice, expected, opening, words, worse
from ui.live.floor import TICK_S, Floor, floor, silent_sources, tick
from ui.live.groups import Narrowed
from ui.live.tiles import View, tiles
from ui.markup import Safe, icon, join, mk, show, tag
from ui.scene import Scene, machine_clock
from ui.words import channel

FIGURES = (
    "waiting",
    "longest_waiting",
    "service_level_live",
    "service_level",
    "abandon_rate",
    "offered",
)
ON_WALL = 8  # queues that fit
FIRST_TRY = timedelta(seconds=5)  # a run that began so soon after its source was connected is the first
AFTER_READING = timedelta(seconds=15)  # within which a source that has just been read tells of this moment


def opened(key: str, who: Viewer) -> Scene:
    """Open the page; without a source that tells of this moment, or before it does, it says so and stops."""
    cards.arrive(key)
    seen = pages.look(key, who)
    if _is_to_tell(seen):
        beginning.until(lambda now: now.place != seen.place or not _is_to_tell(now), key, seen)
        st.stop()
    if not sources_now(seen.store.state):
        frame.head(navigation.crumb(key), _("No source tells of this moment yet."), "")
        _alerts(seen)
        notices.nobody_tells()
        st.stop()
    return seen


@st.fragment(run_every=TICK_S)
def _alerts(seen: Scene) -> None:
    """Show the worst open alert where nothing else is told: files that cannot be fetched have theirs, too."""
    clock = seen.settings.now()
    found = alert.ringing(pages.look_again(seen), Narrowed(), (), clock)
    if found and is_wall(filters.address()):
        show(tag("div", alert.strip(found, seen, clock), "mk-strip"))
    elif found:
        alert.line(found, seen, clock)
    acting.toast()


def _is_to_tell(seen: Scene) -> bool:
    """Tell whether the first refresh is under way, or just done, and no source has told of anything yet."""
    now = read_now(seen.store.state)
    if now.visits.height or now.agents.height:
        return False
    stage = beginning.stage(seen, beginning.waits_since())
    return stage == "on the way" or (bool(now.sources) and stage == "there" and _is_just_read(seen))


def _is_just_read(seen: Scene) -> bool:
    now = machine_clock()
    runs = [(one.connected_at, one.last_success) for one in beginning.runs_of(seen)]
    return any(
        ran.started_at - connected < FIRST_TRY and now - (ran.ended_at or now) < AFTER_READING
        for connected, ran in runs
        if connected and ran
    )


def is_wall(address: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether the address asks for the wall."""
    return list(address.get("wall", ())) == ["1"]


def bar(seen: Scene, wall: bool) -> Narrowed:
    """Show the filters, which the wall has in its address only."""
    address = filters.address()
    now = _floor(seen, Narrowed())
    teams = tuple(now.agents["team"].drop_nulls().unique().sort()) if now.agents.height else ()
    channels = tuple(sorted({group.channel for group in now.queues.values() if group.channel}))
    narrowed = Narrowed(
        queues=tuple(queue for queue in address.get("queue", ()) if queue in now.queues),
        channel=_known(address, "channel", channels),
        team=_known(address, "team", teams),
    )
    if wall:
        return narrowed
    pages.clock(seen)
    with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
        if len(channels) > 1:
            choice.segments(
                "channel", {"": _("All"), **{one: channel(one) for one in channels}}, narrowed.channel
            )
        choice.several("queue", tuple(now.queues), narrowed.queues, _("All queues"))
        if len(teams) > 1:
            choice.one("team", {"": _("All teams"), **{one: one for one in teams}}, narrowed.team)
        st.space("stretch")
        with st.container(key="filters_end", horizontal=True, wrap=False, width="content"):
            definitions.button(FIGURES, rule=f"{_(words.RULE)}\n\n{_new_callers(seen)}")
            with st.container(key="wallbutton"):
                if st.button(_("Wall"), icon=":material/tv:", type="tertiary", key="to_wall"):
                    navigation.go("live", {**_query(narrowed), "wall": "1"})
    return narrowed


def _new_callers(seen: Scene) -> str:
    return expected.definition(expectations(seen.store.state, machine_clock()))


def _known(address: Mapping[str, Sequence[str]], name: str, known: Sequence[str]) -> str:
    return next((value for value in address.get(name, ()) if value in known), "")


def _query(narrowed: Narrowed) -> dict[str, str | Sequence[str]]:
    given = {"queue": narrowed.queues, "channel": narrowed.channel, "team": narrowed.team}
    return {name: value for name, value in given.items() if value}


@st.fragment(run_every=TICK_S)
def ticking(seen: Scene, narrowed: Narrowed, wall: bool, head: DeltaGenerator) -> None:
    """Draw the floor; each place keeps its element, and the browser touches only what changed.

    `head` is an empty place above the filters, which must not be drawn anew with each tick.
    """
    written.all_anew()
    now, clock = _floor(pages.look_again(seen), narrowed), seen.settings.now()
    found = alert.ringing(seen, narrowed, now.queues, clock)
    _draw(now, seen, wall, clock, head, found)
    acting.toast()


def _floor(seen: Scene, narrowed: Narrowed) -> Floor:
    return floor(seen, narrowed, tick(seen.settings.now()))


def _draw(
    now: Floor, seen: Scene, wall: bool, clock: datetime, head: DeltaGenerator, rings: alert.Ringing | None
) -> None:
    settings = seen.settings
    zone, known = settings.site.timezone, settings.targets
    verdicts = {queue: words.judged(group, known, now.at, queue) for queue, group in now.queues.items()}
    shut = opening.closed(settings, now.queues, clock)
    verdicts |= {queue: "closed" for queue in shut if verdicts[queue] == "quiet"}
    until = opening.opens(settings, shut, clock) if shut and len(shut) == len(now.queues) else ""
    age = words.age(now, clock, zone, settings.speed)
    local = clock.astimezone(ZoneInfo(zone))
    hour = f"{local:%H:%M}"
    replayed = [_("replay of a recorded day")] if wall and settings.replay else []
    crumb = navigation.crumb("live", date(local.date()), *([] if wall else [hour]), *replayed)
    sentence = words.headline(now, verdicts, age, wall, until)
    head.html(mk(frame.body(crumb, sentence, age.words, age.is_stale or age.is_partly, hour if wall else "")))
    for one in silent_sources(now.telling, clock, settings.speed):
        name = _("{source}:").format(source=one.source)
        show(notices.line_body("sync_problem", name, words.silence(one, zone), "worse"))
    if rings and not wall:
        alert.line(rings, seen, clock)
    show(tiles(View(now, known, age.is_stale, age.short)))
    title = _title(
        _("Queues"), _("what hurts most first"), agents.legend() if now.agents.height else Safe("")
    )
    show(tag("div", join([title, _board(now, verdicts, settings, wall)]), "mk-card"))
    if wall:
        first = [alert.strip(rings, seen, clock)] if rings else []
        show(tag("div", join([*first, *worse.strip(now), *_others(now)][:3]), "mk-strip"))
    else:
        _below(now)


def _board(now: Floor, verdicts: Mapping[str, Verdict], settings: Settings, wall: bool) -> Safe:
    if not now.queues:
        said = (
            _("No visit to any queue yet today.")
            if now.told_at
            else _("Not known: nothing has been told yet.")
        )
        return tag("p", said, "soft")
    return board.board(now, verdicts, settings.targets, ON_WALL if wall else None)


def _below(now: Floor) -> None:
    """Two cards: agents by team, and what is getting worse; then everybody who is in."""
    title = _title(_("Getting worse"), _("last 30 minutes"))
    going = tag("div", join([title, worse.card(now)]), "mk-card")
    present = now.agents.filter(now.agents["state"] != "offline") if now.agents.height else now.agents
    if not present.height:
        show(going)
        return
    end = tag("span", _("{n} in").format(n=number(present.height)), "end")
    teams = tag("div", join([_title(_("Agents by team"), "", end), agents.by_team(present)]), "mk-card")
    show(tag("div", join([teams, going]), "mk-two"))
    who = _title(_("Who is in"), _("by team, the longest in a state first"), agents.legend())
    show(tag("div", join([who, agents.everybody(present, now.at)]), "mk-card"))


def _title(title: str, what: str = "", end: Safe | str = "") -> Safe:
    return tag("div", join([tag("h2", title), tag("p", what) if what else "", end]), "mk-title")


def _others(now: Floor) -> list[Safe]:
    """How many queues the wall has no room for."""
    n = len(now.queues) - ON_WALL
    if n <= 0:
        return []
    said = ngettext("{n} more queue does better", "{n} more queues do better", n).format(n=number(n))
    where = _("all of them are on the page Live")
    return [tag("div", join([icon("more_horiz"), tag("div", join([tag("b", said), tag("small", where)]))]))]
