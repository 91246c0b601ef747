"""The lists of the page Recognition: who is clearly above, the award's history, a team beside its past."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from language import _, figure, listing, number, period
from metrics.recognition import words as told
from metrics.recognition.told import Nominee, Rest
from metrics.week.own import Own
from store.team_weeks import TeamWeek
from ui import cards, markup
from ui.markup import join, tag
from ui.recognition import words
from ui.recognition.cards import Scale, picture, quote
from ui.recognition.found import Found, Words
from ui.tables import report, two_lines

MOST = 10  # awards of the history that are shown
FILE: dict[str, Any] = {
    **dict.fromkeys(("week", "award", "agent", "team", "measure"), pl.String()),
    **dict.fromkeys(("n", "observed"), pl.Int64()),
    **dict.fromkeys(("expected", "difference", "low", "high"), pl.Float64()),
    "turn": pl.String(),
}


def above(found: Found, over: Scale) -> None:
    """Show who is clearly above what was to be expected: no rank, and nobody else."""
    cards.title(
        _("Clearly above what their contacts would lead one to expect"),
        _("Against the same queue, topic and channel · grey line: expected · whisker: 80 % interval"),
    )
    if found.above:
        heads = [_("Agent"), _("What says most"), _("n"), _("Difference"), _("Expected"), _("Turn")]
        rows = [_above(found, one, over) for one in ordered(found)]
        markup.show(report(heads, rows, right=frozenset({2, 3}), is_stacked=True), "mk-above")
    else:
        nobody = _("Nobody this week.")
        team = _("Nobody of {team} this week.").format(team=found.team)
        markup.show(tag("p", team if found.team else nobody))
    markup.show(tag("p", rest(found), "soft"))


def rest(found: Found) -> str:
    """Say how many others there are, of all teams together."""
    if found.team:
        return _("There is no list of the others.")
    counts = found.week.rest.get("best", Rest(0, 0))
    return _("{rest} There is no bottom list.").format(rest=told.rest(counts))


def ordered(found: Found) -> list[Nominee]:
    """Put whose turn it is first, then who is tied, then the others; by name, for there is no rank."""
    has = {one.given.agent_id for one in found.of("best")}
    return sorted(
        found.above,
        key=lambda one: (one.agent_id not in has, not one.is_tied, found.name(one.agent_id).casefold()),
    )


def _above(found: Found, one: Nominee, over: Scale) -> list[str]:
    most = one.evidence[0]
    return [
        two_lines(tag("span", found.name(one.agent_id), dir="auto"), found.place(one.agent_id, one.team)),
        words.measure(most),
        number(most.n),
        words.difference(most),
        picture(most, over),
        words.turn(found, one.agent_id),
    ]


def file(found: Found) -> pl.DataFrame:
    """Make the table to save: who is clearly above, by which measures; of all others nothing at all."""
    return pl.DataFrame(list(_lines(found)), schema=FILE)


def _lines(found: Found) -> Iterator[dict[str, Any]]:
    named = [
        *ordered(found),
        *(one.nominee for one in found.thanks if one.nominee and one.given.award != "best"),
    ]
    for one in named:
        for each in one.evidence:
            shares = each.shares
            yield {
                "week": found.week.week.isoformat(),
                "award": words.award(one.award),
                "agent": found.name(one.agent_id),
                "team": one.team,
                "measure": words.measure(each),
                "n": each.n,
                "observed": each.observed,
                "expected": each.expected,
                "difference": shares.estimate - shares.expected,
                "low": shares.low - shares.expected,
                "high": shares.high - shares.expected,
                "turn": words.turn(found, one.agent_id) if one.award == "best" else None,
            }


def history(found: Found) -> None:
    """Show who had the awards lately, and who said so."""
    known = [one for one in found.history if one.agent_id in found.people]
    shown = known[:MOST]
    cards.title(_("Who had the awards"), cards.newest(len(shown), len(known)))
    if not shown:
        markup.show(tag("p", _("Nobody yet."), "soft"))
        return
    rows = [
        [
            two_lines(tag("span", found.name(one.agent_id), dir="auto"), one.team or ""),
            two_lines(words.award(one.award), words.week(one.week)),
            tag("span", words.stands(found, one), "soft"),
        ]
        for one in shown
    ]
    markup.show(report([_("Who"), _("What for"), _("Who says so")], rows, is_stacked=True))


def own(one: TeamWeek | None, name: str, texts: Words) -> None:
    """Show a team beside its own week before: never beside another."""
    cards.title(
        _("{team} beside its own week before").format(team=name),
        _("What a team has in its own hands; within noise means no larger than chance makes it"),
    )
    if one is None:
        markup.show(tag("p", _("Nothing is known of this team in this week."), "soft"))
        return
    rows = [_own(each) for each in one.figures]
    if rows:
        heads = [_("Measure"), _("Value"), _("Against the week before")]
        markup.show(report(heads, rows, right=frozenset({1}), is_stacked=True))
    kept = [_("{n} promises kept").format(n=number(one.promises_kept))] if one.promises_kept else []
    kind = _("{n} kind words from customers").format(n=number(one.kind_words))
    markup.show(tag("p", f"{listing([kind, *kept])}.", "soft"))
    quotes = [quote(texts[each]) for each in one.voices if each in texts]
    if quotes:
        markup.show(join(quotes), "mk-thanks")


def _own(one: Own) -> list[str]:
    metric, (said, tone) = one.headline.metric, words.moved(one)
    of = _("n {n}, {days}").format(n=number(one.n), days=period(one.days.first, one.days.last))
    return [two_lines(_(metric.label), of), figure(one.value, metric.unit), tag("span", said, tone)]
