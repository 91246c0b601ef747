"""The filter bar: the address of the page is the one truth, the widgets follow it and write to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from language import _, day, marked, number
from ui import asked as asking
from ui import cards, history
from ui.asked import Asked, Known
from ui.channels import ALL, choices, words
from ui.periods import CUSTOM, PRESETS, Days
from ui.words import AGAINST, GRAINS

KEPT = "kept_filters"
# Read aloud instead of shown: the values say what they are.
LABELS: dict[str, str] = {
    "grain": marked("Steps of the trend"),
    "period": marked("Period"),
    "channel": marked("Channel"),
    "against": marked("Compared with"),
    "part": marked("Part of the list"),
    "order": marked("Order"),
    "by": marked("Taken apart by"),
    "measure": marked("What is shown"),
    "view": marked("Part of the page"),
}
FIRST_DAY = date(1970, 1, 1)
BESIDE = (
    *("part", "order", "by", "measure", "view", "texts", "author", "field", "fault"),
    *("margin", "discount", "retention"),
)


def address() -> dict[str, list[str]]:
    """The parameters of this page's address; on arrival without any, those of the page before.

    Who comes by Back or Forward finds the page as it was.
    """
    given = _given()
    if cards.is_arrival() and not given and not history.is_travelling():
        given = st.session_state.get(KEPT, {})
        st.query_params.from_dict(given)
    st.session_state[KEPT] = asking.kept(given)
    return given


def bar(
    asked: Asked,
    known: Known,
    grains: Sequence[str] = tuple(GRAINS),
    *,
    is_compared: bool | None = None,
    is_narrowed: bool = True,
    is_dated: bool = True,
    weeks: int = 0,
) -> Any:
    """Show the filters in one line; returns the place at its end for buttons.

    is_compared: whether to offer what to compare with, by default where there is a trend.
    is_narrowed: whether to offer queues and channels; is_dated: whether to offer periods.
    weeks: how far back the page looks at least, however short the period.
    """
    with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
        if grains:
            _choice(asked, "grain", list(grains), lambda key: _(GRAINS[key]))
        if is_dated:
            _period(asked, known, weeks)
        if is_narrowed:
            _queues(asked, known)
        if is_narrowed and (options := choices(known.channels)):
            _select(asked, "channel", options, lambda key: words(key, known.channels), 160)
        if bool(grains) if is_compared is None else is_compared:
            _select(asked, "against", list(AGAINST), lambda key: _(AGAINST[key]), 192)
        st.space("stretch")
        return st.container(key="filters_end", horizontal=True, wrap=False, width="content")


def choose(name: str, options: Mapping[str, str], value: str, label: str = "") -> None:
    """Show a choice that stands in the address by its own name; `label` is read aloud, else the usual one."""
    key = _key(name, value)
    st.segmented_control(
        label or _(LABELS[name]),
        list(options),
        format_func=lambda option: options[option],
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(name, key),
    )


def pick(name: str, options: Mapping[str, str], value: str, label: str, width: int = 192) -> None:
    """Show the same as a list to open, where there are many; `label` is read aloud."""
    key = _key(name, value)
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=key,
        width=width,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(name, key),
    )


def _chosen(name: str, key: str) -> None:
    put(**{name: st.session_state[key], "page": ""})


def _choice(asked: Asked, name: str, options: list[str], words: Callable[[str], str]) -> None:
    key = _key(name, getattr(asked, name))
    st.segmented_control(
        _(LABELS[name]),
        options,
        format_func=words,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_changed,
        args=(asked, name, key),
    )


def _select(asked: Asked, name: str, options: list[str], words: Callable[[str], str], width: int) -> None:
    key = _key(name, getattr(asked, name) or ALL)
    st.selectbox(
        _(LABELS[name]),
        options,
        format_func=words,
        key=key,
        width=width,
        label_visibility="collapsed",
        on_change=_changed,
        args=(asked, name, key),
    )


def _period(asked: Asked, known: Known, weeks: int) -> None:
    told = periods(asked, known, weeks)
    _select(asked, "period", list(told), lambda name: told[name], 160 if weeks else 148)
    if asked.period == CUSTOM:
        _days(asked, known)


def periods(asked: Asked, known: Known, weeks: int = 0) -> dict[str, str]:
    """Name the periods to choose from; where a page looks back so many weeks at least, as what they show.

    Of several that then show the same the first is offered, or the one that is asked for.
    """
    named = {name: _(preset.label) for name, preset in PRESETS.items()}
    if weeks:
        days = {name: preset.days(known.today, known.week_start) for name, preset in PRESETS.items()}
        named = {name: _at_least(weeks, one, known, named[name]) for name, one in days.items()}
        asked_for = {named[asked.period]: asked.period} if asked.period in named else {}
        first = {label: name for name, label in reversed(named.items())} | asked_for
        named = {name: label for name, label in named.items() if first[label] == name}
    return {**named, CUSTOM: _("Chosen days")}


def _at_least(weeks: int, days: Days, known: Known, label: str) -> str:
    """What a period shows where a page looks back so many weeks at least from its end."""
    last = min(days.last, known.today)
    if days.first <= last - timedelta(7 * weeks - 1):
        return label
    if last == known.today - timedelta(1):
        return _("Last {n} weeks").format(n=number(weeks))
    return _("{n} weeks to {day}").format(n=number(weeks), day=day(last))


def _days(asked: Asked, known: Known) -> None:
    key = _key("days", (asked.days.first, asked.days.last))
    st.date_input(
        _("Days"),
        key=key,
        format="DD/MM/YYYY",
        min_value=min(FIRST_DAY, asked.days.first),
        max_value=max(known.today, asked.days.last),
        width=208,
        label_visibility="collapsed",
        on_change=_changed,
        args=(asked, "days", key),
    )


def _queues(asked: Asked, known: Known) -> None:
    key = _key("queues", list(asked.queues))
    st.multiselect(
        _("Queues"),
        known.queues,
        key=key,
        placeholder=_("All queues"),
        width=160,
        label_visibility="collapsed",
        on_change=_changed,
        args=(asked, "queues", key),
    )


def _key(name: str, value: Any) -> str:
    """Set a widget to what the address says before it is drawn."""
    key = f"filter_{name}"
    st.session_state[key] = value
    return key


def _changed(asked: Asked, name: str, key: str) -> None:
    """Write a widget's new value into the address."""
    value = st.session_state[key]
    if name == "days" and len(value) < 2:
        return  # the second day is still to be picked
    st.query_params.from_dict({**_beside(), **_with(asked, name, value).query()})


def _with(asked: Asked, name: str, value: Any) -> Asked:
    """The choice with one thing changed."""
    if name == "days":
        return replace(asked, period=CUSTOM, days=Days(*value))
    value = "" if (name, value) == ("channel", ALL) else value
    changes: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value}
    return replace(asked, **changes)


def _beside() -> dict[str, list[str]]:
    """What a page keeps in its address besides the filters, and a new filter does not undo."""
    return {name: st.query_params.get_all(name) for name in BESIDE if name in st.query_params}


def put(**parameters: str) -> None:
    """Put parameters into the address of the page, all in one step; an empty one is taken out."""
    changed = _given() | {name: [value] for name, value in parameters.items()}
    st.query_params.from_dict({name: values for name, values in changed.items() if any(values)})


def _given() -> dict[str, list[str]]:
    return {name: asking.texts(st.query_params.get_all(name)) for name in st.query_params}
