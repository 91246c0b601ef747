"""The card of what staying is worth: how many stay, and a what-if of margin, discount and retention."""

from collections.abc import Callable
from functools import partial

import polars as pl
import streamlit as st

from language import _, money, ngettext, number, period, share
from metrics.compare import Figure
from settings import Money
from ui import cards, filters, markup, notices
from ui.markup import tag
from ui.prevention import assumed, tables, worth
from ui.prevention.assumed import Assumed

SMALL = 1000  # below it a decimal is told
PERCENT = 100.0


def show(months: pl.DataFrame | None, costs: Money, told: dict[str, float]) -> None:
    """Show how many stay and what a point of retention is worth; told: what the address says."""
    month = worth.retention(months) if months is not None else None
    year = worth.of_year(month) if month else None
    stands = assumed.chosen(assumed.usual(costs, year), told)
    if months is None or month is None or year is None:
        what = _("Not measured: a source has to say when customers leave (churned_on), for a whole month.")
        cards.title(_("What staying is worth"), what)
    else:
        _title(month, months)
    _controls(stands)
    found = worth.changes(stands.margin, stands.retention, stands.discount)
    if not found:
        notices.state("all_inclusive", _("Nobody leaves"), _("What a customer is worth then has no end."))
        return
    amount = _amount(costs, max(one.value for one in found))
    markup.show(tables.changes(found, amount, stands))
    notes = (_basis(costs, stands), _shape(is_measured=stands.is_measured))
    markup.show(markup.join(tag("p", one, "foot") for one in notes if one))


def _title(month: Figure, months: pl.DataFrame) -> None:
    n = months.height
    said = ngettext(
        "{share} of customers stay from month to month, by {n} whole month",
        "{share} of customers stay from month to month, by {n} whole months",
        n,
    )
    first, last = months.select(pl.col("starts_on").min(), pl.col("ends_on").max().dt.offset_by("-1d")).row(0)
    note = _("{days} · {stayed} of {all} customers at the beginning of a month")
    cards.title(
        said.format(share=share(month["value"]), n=number(n)),
        note.format(
            days=period(first, last),
            stayed=number(month["numerator"]),
            all=number(month["denominator"]),
        ),
    )


def _controls(stands: Assumed) -> None:
    """Take the three figures, and write them into the address."""
    with st.container(key="staying_bar", horizontal=True, vertical_alignment="bottom"):
        _input("margin", _("Brings a year"), stands.margin, 1.0)
        _input("discount", _("Worth less in a year, %"), stands.discount, PERCENT)
        _input("retention", _("Stay for a year, %"), stands.retention, PERCENT)
        if stands.chosen:
            _again = partial(filters.put, **dict.fromkeys(assumed.LIMITS, ""))
            st.button(
                _("As it was"), icon=":material/undo:", type="tertiary", key="staying_undo", on_click=_again
            )


def _input(name: str, label: str, value: float, scale: float) -> None:
    key = f"staying_{name}"
    low, high = (limit * scale for limit in assumed.LIMITS[name])
    st.session_state[key] = round(value * scale, 2)
    st.number_input(
        label, low, high, step=1.0, format="%.10g", key=key, width=168, on_change=_set, args=(name, scale)
    )


def _set(name: str, scale: float) -> None:
    filters.put(**{name: f"{st.session_state[f'staying_{name}'] / scale:.10g}"})


def _amount(costs: Money, highest: float) -> Callable[[float], str]:
    if costs.currency is None:
        return partial(number, digits=1 if highest < SMALL else 0)
    return partial(money, currency=costs.currency)


def _basis(costs: Money, stands: Assumed) -> str:
    if costs.yearly_margin is not None or "margin" in stands.chosen:
        return ""
    return _(
        "For each {margin} that a customer brings in a year. What yours bring can be set above, or for"
        " everybody in moked.toml: yearly_margin under [money]."
    ).format(margin=_amount(costs, SMALL)(stands.margin))


def _shape(*, is_measured: bool) -> str:
    said = _(
        "Margin / (1 + discount − retention). Points are not percent: 5\u00a0% fewer leavers is less than one"
        " point where few leave."
    )
    measured = _("A year is taken as twelve months like these.")
    return f"{said} {measured}" if is_measured else said
