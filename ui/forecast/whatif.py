"""What if: more or fewer people in some hours of a queue, and what its customers would then meet."""

from dataclasses import dataclass
from math import isinf

import polars as pl
import streamlit as st

from language import _, duration, number, share
from metrics.forecast.whatif import Met, Served, met
from store.business import CHANNELS as LETTERS
from ui import cards, filters
from ui.forecast import words
from ui.forecast.choice import MOST, Choice
from ui.forecast.look import Outlook
from ui.markup import show
from ui.tables import report

HOUR_S = 3600


@dataclass(frozen=True)
class Asked:
    """The slots of a what-if, people at work in `people`; how their queue serves, whether it is planned."""

    rows: pl.DataFrame
    served: Served
    slot_s: int
    is_planned: bool
    is_letters: bool

    def met(self, change: int = 0) -> Met | None:
        """Tell what customers meet with so many people more."""
        return met(self.rows, self.served, self.slot_s, change)


def asked(seen: Outlook, choice: Choice, shrinkage: float) -> Asked | None:
    """Take the slots of the chosen hours; None where nothing is told of them."""
    first, last = (hour * HOUR_S for hour in choice.hours)
    rows = seen.rows.filter(
        pl.col("queue") == choice.queue,
        pl.col("day") == choice.day,
        pl.col("second").is_between(first, last - 1),
        pl.col("is_staffed"),
    )
    found = seen.ahead.served.filter(queue=choice.queue)
    is_planned = rows["scheduled"].count() > 0
    there = pl.col("scheduled") * (1 - shrinkage) if is_planned else pl.col("required")
    told = rows.with_columns(people=there).drop_nulls(["expected", "people"])
    if not found.height or not told.height:
        return None
    row = found.row(0, named=True)
    served = Served(row["patience_s"] or float("inf"), row["at_once"] or 1.0, row["within_s"], row["short_s"])
    return Asked(told, served, seen.ahead.slot_s, is_planned, row["channel"] in LETTERS)


def controls(choice: Choice) -> None:
    """Take the hours and the people, and write them into the address."""
    with st.container(key="whatif_bar", horizontal=True, vertical_alignment="bottom"):
        first, last = choice.hours
        _hour("begin", _("From"), range(24), first, last)
        _hour("end", _("To"), range(1, 25), last, first)
        key = "whatif_people"
        st.session_state[key] = choice.people
        st.number_input(
            _("People more (+) or fewer (−)"), -MOST, MOST, step=1, key=key, width=210, on_change=_people
        )


def _hour(name: str, label: str, options: range, value: int, other: int) -> None:
    key = f"whatif_{name}"
    st.session_state[key] = value
    st.selectbox(
        label, list(options), format_func=_clock, key=key, width=96, on_change=_hours, args=(name, other)
    )


def _clock(hour: int) -> str:
    return f"{hour:02}:00"


def _hours(name: str, other: int) -> None:
    value = int(st.session_state[f"whatif_{name}"])
    begin, end = (value, max(other, value + 1)) if name == "begin" else (min(other, value - 1), value)
    filters.put(hours=f"{begin}-{end}", people=str(st.session_state["whatif_people"]))


def _people() -> None:
    begin, end = st.session_state["whatif_begin"], st.session_state["whatif_end"]
    filters.put(hours=f"{begin}-{end}", people=str(int(st.session_state["whatif_people"])))


def card(seen: Outlook, choice: Choice, shrinkage: float) -> None:
    """Show what would change, in a sentence, as a table, and on what it stands."""
    ask = asked(seen, choice, shrinkage)
    before, after = (ask.met(), ask.met(choice.people)) if ask else (None, None)
    if ask is None or before is None or after is None:
        cards.title(_("What if there were more or fewer people?"), choice.queue)
        controls(choice)
        st.caption(_("In these hours nobody works on it, or nothing is forecast. Other hours may tell more."))
        return
    if ask.is_letters:
        _letters(choice, ask)
        return
    cards.title(words.difference(choice, before, after), _("What if: {queue}").format(queue=choice.queue))
    controls(choice)
    show(report(*_table(choice, ask, before, after), right=frozenset({1, 2})))
    st.caption(_assumed(ask))


def _table(choice: Choice, ask: Asked, before: Met, after: Met) -> tuple[list[str], list[list[str]]]:
    now = _("As planned") if ask.is_planned else _("As needed")
    heads = ["", now, _("With {people}").format(people=words.more(choice.people))]
    limit = _("Answered within {limit}").format(limit=duration(ask.served.within_s))
    pairs = (before, after)
    rows = [
        [_("People at work"), *words.at_work(before, after)],
        [limit, *(share(one.in_time, 0) for one in pairs)],
        [_("Mean wait"), *(words.wait(one) for one in pairs)],
        [_("Give up"), *(share(one.abandons, 0) for one in pairs)],
        [
            _("Of {n} contacts, gave up").format(n=number(before.n)),
            *(number(one.n * one.abandons) for one in pairs),
        ],
        [_("People busy"), *(share(one.occupancy, 0) for one in pairs)],
    ]
    return heads, rows


def _assumed(ask: Asked) -> str:
    patience = ask.served.patience_s
    if isinf(patience):
        how = _(
            "Worked out by the formula Erlang C, since too few gave up to tell their patience: it says"
            " longer waits than there will be."
        )
    else:
        how = _(
            "Worked out by the formula Erlang A, with people who give up after {patience} on average."
        ).format(patience=duration(patience))
    rest = _(
        "It takes contacts to come by chance at the expected rate, every slot to be as if it had always been"
        " so, and people to work on this queue alone. Trust the difference more than either column."
    )
    chats = _("Each has {n} contacts in hand at once, as measured.").format(n=number(ask.served.at_once, 1))
    away = _("Nobody says who is planned: the first column stands on as many as are needed.")
    planned = _(
        "The first column stands on who is planned, less those usually away; if others help out on the day,"
        " fewer give up."
    )
    stands = planned if ask.is_planned else away
    told = [how, rest, chats if ask.served.at_once > 1.05 else "", stands]
    return " ".join(part for part in told if part)


def _letters(choice: Choice, ask: Asked) -> None:
    """Letters can wait: what counts is how many are worked off."""
    hours = ask.slot_s / HOUR_S
    told = ask.rows.select(n=pl.col("expected").sum(), work=(pl.col("expected") * pl.col("handle_s")).sum())
    coming, work = (float(each) for each in told.row(0))
    each = work / coming if coming else 0.0
    there = float(ask.rows["people"].sum())
    done = [
        max(there + change * ask.rows.height, 0.0) * hours * HOUR_S / each if each else 0.0
        for change in (0, choice.people)
    ]
    said = _("With {people}, {n} letters are worked off instead of {before}; {coming} come")
    title = said.format(
        people=words.more(choice.people), n=number(done[1]), before=number(done[0]), coming=number(coming)
    )
    cards.title(title, _("What if: {queue}").format(queue=choice.queue))
    controls(choice)
    note = _(
        "Letters can wait for hours, so that no waits are reckoned: people × time ÷ {each} for each, if all"
        " of them work on letters all the time."
    )
    st.caption(note.format(each=duration(each)))
