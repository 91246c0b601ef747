"""`query contacts_prevented`, `data_quality`, `retention`, `value_at_risk` and the like: of customers."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from language import _, instant, ngettext, number, period
from metrics.compute import known
from metrics.good_reasons import told as good
from metrics.metric import Metric
from metrics.money import told as money
from metrics.prevention import told as prevention
from metrics.prevention.excess import HEADLINE, WINDOWS, followed
from metrics.prevention.ranked import saved
from metrics.quality import told as quality
from metrics.risk_model import worth
from metrics.risk_model.learned import Kind
from metrics.risk_model.studied import Study
from query import asked
from query.asked import QueryError
from query.printed import KNOWN, PRINTERS
from query.values import VIEWER
from settings import Settings
from store import good_calls, risk_learning, work_list
from store.asked import Filters
from store.happened import happened
from store.list_told import this_week
from store.list_told import told as list_told
from store.opened import Store
from store.recorded import quality as recorded
from store.stayed import stayed_of

OF_OTHERS = ("threshold", "window", "topic", "provisional")
Answer = tuple[pl.DataFrame, list[str]]  # the figures, and what belongs beside them


@dataclass(frozen=True)
class Question:
    """Metrics that are asked together, the columns they are told by, and what answers them.

    One of `alone` is told by itself. clock: as of when they are told where nobody says.
    """

    metrics: Mapping[str, Metric]
    columns: Sequence[str]
    answer: Callable[[Store, Settings, Filters, int | None, list[str], list[str]], Answer | None]
    alone: Sequence[str] = ()
    clock: Callable[[Settings], datetime] = Settings.now


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether any of these metrics is asked for."""
    return _question(given) is not None


def check(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of such a question: metrics and what to group by. Raises QueryError."""
    question = _question(given)
    assert question is not None
    ids, by = asked.split(given.metrics), asked.split(given.by)
    try:
        for what, names, listed in (("metric", ids, KNOWN), ("column", by, question.columns)):
            for name in names:
                known(what, name, listed)
    except ValueError as error:
        raise QueryError(str(error)) from error
    mine = next(name for name in ids if name in question.metrics)
    if others := [name for name in ids if name not in question.metrics]:
        sentence = _("{metric} counts customers and {other} counts something else; ask for each by itself.")
        raise QueryError(sentence.format(metric=mine, other=others[0]))
    for name in OF_OTHERS:
        if getattr(given, name):
            raise QueryError(_("--{name} says nothing about {metric}.").format(name=name, metric=mine))
    if given.where:
        sentence = _("{metric} cannot be narrowed; ask for it by {known} instead.")
        raise QueryError(sentence.format(metric=mine, known=_(" or ").join(question.columns)))
    if len(set(by) & set(question.alone)) > 1:
        raise QueryError(_("Ask by month or by quarter, not by both."))
    return list(dict.fromkeys(ids)), by


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int | None:
    """Print the figures; None where nothing has been loaded yet. Raises QueryError."""
    ids, by = check(given)
    question = _question(given)
    assert question is not None
    filters = asked.window(given, settings, asked.as_of(given, settings, question.clock))
    found = question.answer(store, settings, filters, given.publication, ids, by)
    if found is None:
        return None
    table, notes = found
    PRINTERS[given.format](table, ids, by)
    for sentence in notes:
        print(f"{', '.join(ids)}: {sentence}", file=sys.stderr)
    return 0


def _question(given: argparse.Namespace) -> Question | None:
    names = set(asked.split(given.metrics))
    return next((one for one in QUESTIONS if names & set(one.metrics)), None)


def _prevented(
    store: Store, settings: Settings, filters: Filters, publication: int | None, ids: list[str], by: list[str]
) -> Answer | None:
    told = happened(store, settings, filters, publication)
    if told is None:
        return None
    found = followed(told, WINDOWS if "hours" in by else (HEADLINE,))
    lone = int(found.windows["usual"].null_count())
    sentence = ngettext(
        "{n} event is left out: there is no other week to hold it against",
        "{n} events are left out: there is no other week to hold them against",
        lone,
    )
    notes = [sentence.format(n=number(lone))] if lone else []
    if found.windows.is_empty():
        notes.append(_("nothing that happened to customers is known of the time asked about"))
    else:
        days = _days(told.first, told.last(HEADLINE) - timedelta.resolution, settings)
        notes.insert(0, _("of what happened on {days}").format(days=days))
    return saved(found, by).select(*by, *ids), notes


def _sound(
    store: Store, settings: Settings, filters: Filters, publication: int | None, ids: list[str], by: list[str]
) -> Answer | None:
    found = recorded(store, settings, VIEWER, filters, publication)
    if found is None:
        return None
    at = pl.col("started_at")
    first, last = found.contacts.select(first=at.min(), last=at.max()).collect().row(0)
    said = _("by the contacts of {days}, and the records in force at {at}")
    clock = instant(filters.as_of, settings.site.timezone)
    notes = [said.format(days=_days(first, last, settings), at=clock)] if first else []
    if found.rows.is_empty():
        notes = [_("no records of customers are known")]
    return quality.figures(found.rows, by).select(*by, *ids), notes


def _stayed(
    store: Store, settings: Settings, filters: Filters, publication: int | None, ids: list[str], by: list[str]
) -> Answer | None:
    rows = stayed_of(store, settings, filters, by[0] if by else "month", publication)
    if rows is None:
        return None
    unsure = int(rows["unsure"].max() or 0)  # type: ignore[arg-type]
    sentence = ngettext(
        "of {n} customer nobody knows since when; counted since the first record",
        "of up to {n} customers nobody knows since when; counted since their first record",
        unsure,
    )
    notes = [sentence.format(n=number(unsure))] if unsure else []
    if not by and rows.height:
        first, last = rows.select(pl.col("starts_on").min(), pl.col("ends_on").max().dt.offset_by("-1d")).row(
            0
        )
        notes.insert(0, _("of whole months, {days}").format(days=period(first, last)))
    if rows.is_empty():
        notes.append(_("no whole month has passed since a source first told who leaves"))
    return money.figures(rows, ids, by), notes


def _at_risk(
    store: Store, settings: Settings, filters: Filters, publication: int | None, ids: list[str], by: list[str]
) -> Answer | None:
    if filters.start is not None or filters.end is not None:
        sentence = _("--from and --to say nothing about {metric}; a list is as of an instant, --asof.")
        raise QueryError(sentence.format(metric=ids[0]))
    found = list_told(store, settings, filters.as_of, publication)
    if found is None:
        return None
    rows = found.rows
    unknown = rows.filter("is_listed")["value"].null_count()
    sentence = ngettext(
        "of {n} customer on the list nobody knows the value; it is not counted",
        "of {n} customers on the list nobody knows the value; they are not counted",
        unknown,
    )
    notes = [sentence.format(n=number(unknown))] if unknown else []
    if not rows["is_listed"].any():
        notes.append(_("nobody is on the list"))
    return money.values(rows, by).select(*by, *ids), notes


def _good(
    store: Store, settings: Settings, filters: Filters, publication: int | None, ids: list[str], by: list[str]
) -> Answer | None:
    if filters.start is not None or filters.end is not None:
        sentence = _("--from and --to say nothing about {metric}; a list is as of an instant, --asof.")
        raise QueryError(sentence.format(metric=ids[0]))
    found = good_calls.from_instant(store, settings, filters.as_of, publication)
    if found is None:
        return None
    sentence = ngettext(
        "{n} more customer has a good reason, and open trouble that comes first",
        "{n} more customers have a good reason, and open trouble that comes first",
        found.week.troubled,
    )
    notes = [sentence.format(n=number(found.week.troubled))] if found.week.troubled else []
    if "quarter" in found.week.kinds and not found.week.tells:
        notes.append(_("no source tells of calls by your people, so nobody knows who had none for a quarter"))
    return good.figures(found.rows, found.week.due, by).select(*by, *ids), notes


def _worth(
    store: Store, settings: Settings, filters: Filters, publication: int | None, ids: list[str], by: list[str]
) -> Answer | None:
    if filters.start or filters.end or publication is not None:
        sentence = _(
            "{metric} is told as past lists were last replayed by --asof; ask by week for one of them."
        )
        raise QueryError(sentence.format(metric=ids[0]))
    kept = risk_learning.newest(store.state, filters.as_of)
    if kept is None:
        return worth.nothing(ids, by), [_("no past list has been replayed yet; the scheduler does it weekly")]
    days = kept.study.horizon.days
    sentence = ngettext(
        "who left within {days} days, from a week after each Monday, of {n} place on the list",
        "who left within {days} days, from a week after each Monday, of {n} places on the list",
        kept.study.capacity,
    )
    said = sentence.format(days=number(days), n=number(kept.study.capacity))
    this = work_list.read(store.state, work_list.monday(settings, filters.as_of))
    kind = worth.judged(kept.study, this.week.order.kind if this else None)
    notes = [_covered(kept.study, None if "way" in by else kind, settings), said]
    return worth.figures(kept.study, ids, by, settings.site.timezone, kind), [note for note in notes if note]


def _covered(found: Study, kind: Kind | None, settings: Settings) -> str:
    """Say by which way the lists were made, and of which Mondays they are; nothing where there is none."""
    mondays = worth.mondays(found, kind, settings.site.timezone)
    if not mondays:
        return ""
    n, days = number(len(mondays)), period(mondays[0], mondays[-1])
    if kind is None:
        return _("each way on those of {n} Mondays, {days}, on which it was tried").format(n=n, days=days)
    said = ngettext(
        "of lists by {way}, on {n} Monday, {days}", "of lists by {way}, on {n} Mondays, {days}", len(mondays)
    )
    return said.format(way=_(worth.BY[kind]), n=n, days=days)


def _days(first: datetime, last: datetime, settings: Settings) -> str:
    """Name the days of an answer, so that it can be held against a page."""
    return period(*(at.astimezone(settings.site.zone).date() for at in (first, last)))


QUESTIONS = (
    Question(prevention.PREVENTED, prevention.NAMES, _prevented),
    Question(quality.QUALITY, quality.NAMES, _sound),
    Question(money.STAYED, money.NAMES, _stayed, alone=money.NAMES),
    Question(money.VALUE, money.OF_VALUE, _at_risk, clock=this_week),
    Question(good.GOOD, good.NAMES, _good, clock=this_week),
    Question(worth.WORTH, worth.NAMES, _worth),
)
