"""The cards of the page Prevention."""

import polars as pl

from language import _, date, day, number, period
from metrics.prevention.excess import HEADLINE
from settings import Money
from store.costing import Members
from ui import cards, markup, notices
from ui.asked import Asked
from ui.markup import tag
from ui.prevention import tables, words
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


def lost(rows: pl.DataFrame | None, asked: Asked, costs: Money, *, begins: bool = False) -> None:
    """What repeats, wrong desks and waits take in a week; begins: whether the data begin with these days."""
    if rows is None or not rows["contacts"].sum():
        cards.title(_("What lost time costs"))
        sentence = _("No contact of these weeks is known to have waited, come again or been at a wrong desk.")
        notices.state("hourglass_empty", _("Nothing to add up"), sentence)
        return
    week = _("an average week of these")
    if begins:
        week = _("an average week since {day}, when contacts begin").format(day=date(asked.days.first))
    cards.title(words.costs(rows), _("Each minute counted once · {week} · whisker: 95 %").format(week=week))
    markup.show(tables.lost(rows, asked, costs))
    said = [rates.rates(costs), words.unknown(rows)]
    markup.show(markup.join(tag("p", one, "foot") for one in said if one))


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
    said = _("{members} members and {others} others on {day}.")
    if found.unknown:
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
