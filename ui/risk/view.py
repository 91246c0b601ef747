"""What stands on the page At risk below its head: tiles, the list, its week, other reasons to call."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from language import _, instant
from metrics.work_list import is_over
from store import weekly, work_list
from store.audit import About
from store.keeping import first_day
from ui import asked as asking
from ui import audited, cards, download, filters, markup, navigation, notices, tiles, written
from ui.good_reasons import view as good
from ui.risk import acting, effect, export, rows, words
from ui.risk import tiles as tiles_of
from ui.risk.read import Looked, made_late
from ui.scene import Scene

MANAGERS = ("manager", "admin")


@dataclass(frozen=True)
class Place:
    """Where on the page one is: the week that is shown, this week, and the weeks there are."""

    day: date
    this: date
    days: Sequence[date]

    @property
    def is_now(self) -> bool:
        """Whether the week shown is the one to work with."""
        return self.day == self.this


def placed(scene: Scene, given: dict[str, list[str]], problems: list[str]) -> Place:
    """Read which week the address asks for; the newest there is without. Lists of sums alone are left out."""
    this, days_kept = work_list.monday(scene.settings, scene.now), scene.settings.retention.work_lists_days
    kept, first = work_list.mondays(scene.store.state), first_day(scene.now, days_kept)
    days = sorted({this, *(day for day in kept if first <= day <= this)}, reverse=True)
    names = tuple(day.isoformat() for day in days)
    asked = asking.one(given, "week", names, this.isoformat(), problems)
    return Place(date.fromisoformat(asked), this, days)


def bar(scene: Scene, place: Place, found: Looked | None) -> None:
    """Choose a week; save the list."""
    with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
        names = [day.isoformat() for day in place.days]
        st.session_state["risk_week"] = place.day.isoformat()
        st.selectbox(
            _("Week"),
            names,
            format_func=lambda name: words.week_of(date.fromisoformat(name)),
            key="risk_week",
            width=200,
            label_visibility="collapsed",
            on_change=_chosen,
        )
        st.space("stretch")
        navigation.link("list_worth", _("How good is it?"), icon="query_stats")
        if found is not None and scene.viewer.sees_customers and found.rows.height:
            name = f"at-risk-{place.day.isoformat()}"
            download.both(partial(export.table, found, found.rows, scene), name)


def _chosen() -> None:
    filters.put(week=st.session_state["risk_week"], page="", part="")


def show(scene: Scene, place: Place, found: Looked, problems: list[str]) -> None:
    """Show a week's list."""
    acting.said()
    _late(scene, found)
    currency = scene.settings.money.currency
    query = {} if place.is_now else {"week": place.day.isoformat()}
    at_tiles = cards.place("tiles", tiles.waiting(5))
    with cards.figure(at_tiles):
        told = effect.told(scene)
        tiles.row(tiles_of.tiles(found, told, currency), tiles_of.ways(found, query))
    if scene.viewer.sees_customers:
        [at_list] = cards.row(("risk_list", 640))
        with cards.figure(at_list):
            _list(scene, place, found, problems)
        good.show(scene, place.day, is_now=place.is_now, problems=problems)
        if not place.is_now and scene.viewer.role in MANAGERS:
            _again(scene, place)


def _late(scene: Scene, found: Looked) -> None:
    late = made_late(found.week)
    if late is not None:
        when = instant(late, scene.settings.site.timezone)
        rest = _("Nobody worked with it that week, so it says nothing about whether calling helps.")
        said = _("This list was made on {when}, from what was known that Monday.")
        notices.line("risk_late", "history", said.format(when=when), rest)


def _list(scene: Scene, place: Place, found: Looked, problems: list[str]) -> None:
    sees_held = scene.viewer.role in MANAGERS and is_over(place.day, place.this)
    parts = {name: _(label) for name, label in words.PARTS.items()}
    if sees_held:
        parts["held"] = _("Held out")
    part = asking.one(filters.address(), "part", tuple(parts), "all", problems)
    chosen = of_part(found, part)
    if not sees_held:
        chosen = chosen.filter(is_held_out=0)
    note = words.note(found, scene.settings.site.zone, is_now=place.is_now)
    cards.title(words.title(found, part, chosen.height), note)
    filters.choose("part", parts, part)
    if chosen.height:
        top = float(found.rows["points"].max() or 1)  # type: ignore[arg-type]  # a Float64 column
        rows.show(chosen, found, scene, top, is_now=place.is_now)
    else:
        notices.state("task_alt", _("Nobody here"), _("No customer of this list is in this part."))
    for said in (words.hidden(found), words.unknown(found)):
        if said:
            markup.show(markup.tag("p", said, "soft"))


def of_part(found: Looked, part: str) -> pl.DataFrame:
    """The rows of a part of the list: those of "worked" are exactly the ones the tile counts."""
    if part == "worked":
        return found.worked
    if part == "left":
        return found.to_call.join(found.worked.select("rank"), on="rank", how="anti", maintain_order="left")
    return found.held_out if part == "held" else found.rows


def _again(scene: Scene, place: Place) -> None:
    """Make the list of a past week again, and say whether it is the same."""
    with st.container(key="card_risk_again"):
        cards.title(_("Is it still the same?"), _("Made again from what was known that Monday morning"))
        if not st.button(_("Make it again"), icon=":material/replay:", key="risk_again"):
            return
        kept = work_list.read(scene.store.state, place.day)
        with st.spinner(_("Scoring all customers as of that Monday")):
            again = work_list.make(scene.store, scene.settings, place.day, scene.now)
        if kept is None or again is None:
            notices.state("search_off", _("It cannot be made again"), _("Nothing has been published yet."))
            return
        markup.show(markup.tag("p", words.difference(kept, again)))


def missing(scene: Scene, place: Place) -> None:
    """Say that this week's list is still to be made, and offer to make it."""
    with st.container(key="card_no_list"):
        when = instant(work_list.instant_of(scene.settings, place.day), scene.settings.site.timezone)
        said = _("It comes by itself within ten minutes, made from what was known on {when}.")
        notices.state("hourglass_top", _("This week’s list is not made yet"), said.format(when=when))
        if scene.viewer.sees_customers:
            with st.container(key="way_no_list", horizontal=True, horizontal_alignment="center"):
                if st.button(_("Make it now"), icon=":material/play_arrow:", type="primary", key="risk_make"):
                    with st.spinner(_("Scoring all customers")):
                        written.tried(partial(_make, scene, place.day))
                    st.rerun()


def _make(scene: Scene, day: date) -> None:
    state = audited.noting("changed", About("list", f"at risk {day}"), "made by hand")
    weekly.keep(scene.store, scene.settings, day, scene.now, replace(scene.store, state=state))
