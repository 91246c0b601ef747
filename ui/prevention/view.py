"""The cards of the page Prevention."""

from collections.abc import Callable
from functools import partial

import polars as pl

from language import _, day, money, ngettext, number, period, share
from metrics.compare import Figure
from metrics.prevention.excess import HEADLINE
from settings import Money
from store.costing import Members
from ui import cards, markup, notices
from ui.asked import Asked
from ui.markup import tag
from ui.prevention import tables, words, worth
from ui.prevention.found import Found
from ui.routing import money as rates


def events(found: Found, asked: Asked) -> None:
    """What happens to customers and is followed by contacts."""
    rows = found.of(HEADLINE)
    cards.title(
        _("What happens to customers, and how many contacts follow within a day"),
        _(
            "Above those that the same people make at the same hours of other weeks: up to so many could a"
            " timely message save · whisker: 95 %"
        ),
    )
    if not rows.height:
        what = _(
            "A source has to send the table journey_events: of which customer, what happened and when. A"
            " declined card, a late delivery, an invoice, a look at a page."
        )
        notices.state("shield", _("No source tells what happens to customers"), what)
        return
    markup.show(tables.events(found, asked))
    first = {row["kind"]: row for row in found.of(1).to_dicts()}
    said = [words.in_time(first.get(row["kind"]), row) for row in rows.head(1).to_dicts()]
    said.append(
        _(
            "An event is followed by contacts; that it is their cause nobody can tell from this. Each contact"
            " counts once, for the last event before it; a look at a page only where nothing happened before."
        )
    )
    markup.show(markup.join(tag("p", one, "foot") for one in said if one))


def lost(rows: pl.DataFrame | None, asked: Asked, costs: Money) -> None:
    """What repeats, wrong desks and waits take in a week."""
    if rows is None or not rows["contacts"].sum():
        cards.title(_("What lost time costs"))
        notices.state(
            "check_circle", _("No time was lost"), _("No contact of these weeks lost any that is known.")
        )
        return
    cards.title(words.costs(rows), _("Each minute counted once · an average week of these · whisker: 95 %"))
    markup.show(tables.lost(rows, asked, costs))
    said = [rates.rates(costs), words.unknown(rows)]
    markup.show(markup.join(tag("p", one, "foot") for one in said if one))


def staying(months: pl.DataFrame | None, costs: Money) -> None:
    """What a point of retention is worth."""
    month = worth.retention(months) if months is not None else None
    year = worth.of_year(month) if month else None
    if months is None or month is None or year is None:
        cards.title(_("What staying is worth"))
        what = _(
            "A source has to say when customers leave (churned_on), and a whole month has to be over since."
        )
        notices.state("help", _("How many stay is not known"), what)
        return
    margin = costs.yearly_margin or worth.MARGIN
    found = worth.changes(margin, year, costs.discount_rate)
    _staying_title(month, months)
    if not found:
        notices.state("all_inclusive", _("Nobody leaves"), _("What a customer is worth then has no end."))
        return
    markup.show(tables.changes(found, _amount(costs)))
    markup.show(markup.join(tag("p", one, "foot") for one in (_basis(costs), _shape())))


def _staying_title(month: Figure, months: pl.DataFrame) -> None:
    n = months.height
    said = ngettext(
        "{share} of customers stay from month to month, by {n} whole month",
        "{share} of customers stay from month to month, by {n} whole months",
        n,
    )
    first, last = months["starts_on"].min(), months["ends_on"].max()
    note = _("{days} · {stayed} of {all} customers at the beginning of a month")
    cards.title(
        said.format(share=share(month["value"]), n=number(n)),
        note.format(
            days=f"{day(first)}–{day(last)}",  # type: ignore[arg-type]
            stayed=number(month["numerator"]),
            all=number(month["denominator"]),
        ),
    )


def _amount(costs: Money) -> Callable[[float], str]:
    if costs.yearly_margin is None or costs.currency is None:
        return number
    return partial(money, currency=costs.currency)


def _basis(costs: Money) -> str:
    discount = share(costs.discount_rate, 0)
    if costs.yearly_margin is None or costs.currency is None:
        said = _(
            "For each {margin} that a customer brings in a year; money a year later is worth {discount} less."
            " What a customer brings can be set: yearly_margin under [money] in moked.toml."
        )
        return said.format(margin=number(worth.MARGIN), discount=discount)
    said = _("A customer brings {margin} a year; money a year later is worth {discount} less.")
    return said.format(margin=money(costs.yearly_margin, costs.currency), discount=discount)


def _shape() -> str:
    return _(
        "Margin / (1 + discount − retention), were each month to be like these. Points are not percent:"
        " 5\u00a0% fewer leavers is less than one point where few leave."
    )


def members(found: Members | None) -> None:
    """How members of the loyalty programme fare beside others alike."""
    cards.title(
        _("Members of the loyalty programme, beside others alike"),
        _("Of the same segment, tenure, value and number of contacts before · associated, not caused"),
    )
    if found is None or not found.members:
        what = _("A source has to tell the loyalty tier of customers.")
        notices.state("card_membership", _("Nobody is known to be a member"), what)
        return
    markup.show(tables.members(found.outcomes))
    said = _("{members} members and {others} others on {day}; of {unknown} no record tells.")
    told = said.format(
        members=number(found.members),
        others=number(found.others),
        day=day(found.day),
        unknown=number(found.unknown),
    )
    markup.show(tag("p", told, "foot"))


def days(asked: Asked) -> str:
    """Of which days the figures are."""
    return period(asked.days.first, asked.days.last)
