"""What of the page is looked at: a queue, a day, hours and people more or fewer, all of it in the address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from language import _, day
from ui import filters
from ui.forecast.look import Outlook, date_of, number_of

MOST = 50  # people more or fewer
ALL = ""
HOURS = re.compile(r"(\d{1,2})-(\d{1,2})")
HOUR_S = 3600
USUAL_HOURS = 3


@dataclass(frozen=True)
class Choice:
    """A valid choice: one queue and one day to look at closely, hours of it, and people more or fewer."""

    queue: str
    day: int
    hours: tuple[int, int]
    people: int
    problems: tuple[str, ...] = ()


def chosen(address: Mapping[str, Sequence[str]], seen: Outlook) -> Choice:
    """Understand an address; what it leaves open is where people are missing next, and how many."""
    problems: list[str] = []
    told = _day(address, seen, problems)
    gap = seen.next_gap if told is None else seen.worst_on(told)
    queue = seen.queue or (gap["queue"] if gap else _busiest(seen))
    at = told if told is not None else gap["day"] if gap else _first_open(seen, queue)
    hours = _hours(address, problems) or _usual_hours(seen, queue, at, gap)
    usual = int(gap["people"]) if gap and gap["queue"] == queue else 1
    people = _people(address, problems)
    return Choice(queue, at, hours, usual if people is None else people, tuple(problems))


def bar(seen: Outlook, choice: Choice) -> Any:
    """Show the filters in one line; returns the place at its end for buttons."""
    with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
        queues = {ALL: _("All queues"), **{queue: queue for queue in seen.queues}}
        select("queue", _("Queue"), queues, seen.queue, 190)
        select(
            "day", _("Day"), {str(date_of(at)): named(at, seen.today) for at in seen.days}, _iso(choice), 170
        )
        st.space("stretch")
        return st.container(key="filters_end", horizontal=True, wrap=False, width="content")


def select(name: str, label: str, options: Mapping[str, str], value: str, width: int) -> None:
    """Show a choice as a list to open, which writes its value into the address."""
    key = f"filter_{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options.get(option, option),
        key=key,
        width=width,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, key),
    )


def put_day(point: Mapping[str, Any]) -> None:
    """Look at the day that was clicked."""
    filters.put(day=str(point["day"]), hours="", people="")


def _write(name: str, key: str) -> None:
    anew = {"hours": "", "people": ""}  # they were about another stretch
    filters.put(**{**anew, name: str(st.session_state[key])})


def named(at: int, today: int) -> str:
    """A day as people say it: today, tomorrow, Sun 29 Nov."""
    return {0: _("Today"), 1: _("Tomorrow")}.get(at - today, day(date_of(at)))


def _iso(choice: Choice) -> str:
    return date_of(choice.day).isoformat()


def _busiest(seen: Outlook) -> str:
    sums = (
        seen.rows.group_by("queue").agg(pl.col("expected").sum()).sort("expected", "queue", descending=True)
    )
    return str(sums["queue"][0])


def _first_open(seen: Outlook, queue: str) -> int:
    works = seen.rows.filter(pl.col("queue") == queue, pl.col("required") > 0)["day"].min()
    return works if isinstance(works, int) else seen.days[0]


def _usual_hours(seen: Outlook, queue: str, at: int, gap: Mapping[str, Any] | None) -> tuple[int, int]:
    if gap and (gap["queue"], gap["day"]) == (queue, at):
        return gap["begin_s"] // HOUR_S, min(-(-gap["end_s"] // HOUR_S), 24)
    works = seen.rows.filter(pl.col("queue") == queue, pl.col("day") == at, pl.col("required") > 0)
    first = works["second"].min()
    begin = first // HOUR_S if isinstance(first, int) else 9
    return begin, min(begin + USUAL_HOURS, 24)


def _day(address: Mapping[str, Sequence[str]], seen: Outlook, problems: list[str]) -> int | None:
    given = _last(address, "day")
    try:
        at = number_of(date.fromisoformat(given)) if given else None
    except ValueError:
        return None  # `ui.asked` has said it
    if at is None or at in seen.days:
        return at
    said = _("{day} is not among the days that are told: {first} to {last}.")
    problems.append(said.format(day=given, first=date_of(seen.days[0]), last=date_of(seen.days[-1])))
    return None


def _hours(address: Mapping[str, Sequence[str]], problems: list[str]) -> tuple[int, int] | None:
    given = _last(address, "hours")
    found = HOURS.fullmatch(given)
    begin, end = (int(part) for part in found.groups()) if found else (0, 0)
    if begin < end <= 24:
        return begin, end
    if given:
        said = _("hours={value} is not understood; write the first and the last hour as 9-12.")
        problems.append(said.format(value=given[:20]))
    return None


def _people(address: Mapping[str, Sequence[str]], problems: list[str]) -> int | None:
    given = _last(address, "people")
    if re.fullmatch(r"-?\d{1,3}", given) and abs(int(given)) <= MOST:
        return int(given)
    if given:
        said = _("people={value} is not allowed; it goes from {low} to {high}.")
        problems.append(said.format(value=given[:20], low=-MOST, high=MOST))
    return None


def _last(address: Mapping[str, Sequence[str]], name: str) -> str:
    values = address.get(name, ())
    return values[-1] if values else ""
