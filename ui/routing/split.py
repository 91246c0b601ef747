"""The card of what wrong desks cost, taken apart by what a person chooses."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from language import _, ngettext, number
from metrics import wrong_desks
from settings import Money
from ui import cards, filters, markup, notices
from ui.asked import Asked, Query, one
from ui.routing.matrix import LOST, Matrix, measures
from ui.routing.money import rates
from ui.routing.parts import BY, TITLES, Parts


def show(splits: Mapping[str, pl.DataFrame], asked: Asked, costs: Money, query: Query) -> None:
    """Show one of the splits; which one, and what of it, stands in the address."""
    problems: list[str] = []
    by = one(query, "by", tuple(BY), wrong_desks.WAY, problems)
    shown = measures(costs)
    measure = one(query, "measure", tuple(shown), LOST, problems)
    cards.title(_(TITLES[by]), _note(by))
    notices.bad_filters(problems, "parts")
    with st.container(key="choices_parts", horizontal=True, vertical_alignment="center"):
        filters.choose("by", {name: _(words) for name, words in BY.items()}, by)
        if by == wrong_desks.WAY:
            filters.choose("measure", shown, measure)
    table = splits[by]
    if not table["misroutes"].sum():
        notices.state("check_circle", _("No wrong desk seen"), _("There is nothing to take apart."))
        return
    drawn = Matrix(table, measure, asked, costs) if by == wrong_desks.WAY else Parts(table, by, asked, costs)
    markup.show(drawn.shown())
    markup.show(markup.join(markup.tag("p", each, "foot") for each in [*_unmeasured(table), rates(costs)]))


def _note(by: str) -> str:
    if by == wrong_desks.WAY:
        return _(
            "The queue they came to first ↓, the one that solved it →; the same twice: they came back · pale:"
            " too few to judge · rounded · any figure opens its contacts"
        )
    return _(
        "Minutes of the whole period, rounded, the costliest first · net wait: waiting again, less the usual"
        " wait at the right desk · any figure opens its contacts"
    )


def _unmeasured(table: pl.DataFrame) -> list[str]:
    """Say of how many contacts a time is not known."""
    n = int(table["costs_unknown"].sum())
    said = ngettext(
        "Of {n} contact a time is not known; what is known of it is counted.",
        "Of {n} contacts a time is not known; what is known of them is counted.",
        n,
    )
    return [said.format(n=number(n))] if n else []
