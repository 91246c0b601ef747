"""`query at_risk`, `query risk_score`: whom to call this week or as of an instant, and why."""

import argparse
import sys

import polars as pl

from language import _, instant
from metrics.compute import known
from metrics.risk import EVIDENCE
from metrics.risk.told import LISTED, NAMES, RISK, figures
from query import asked
from query.asked import QueryError
from query.printed import KNOWN, PRINTERS
from settings import Settings, nearest
from store.list_told import Told, this_week, told
from store.opened import Store

OF_OTHERS = {
    "--threshold": "threshold",
    "--window": "window",
    "--topic": "topic",
    "--provisional": "provisional",
    "--from": "start",
    "--to": "end",
}
NARROW_BY = ("customer", "reason")


def is_asked(given: argparse.Namespace) -> bool:
    """Tell whether any metric of customers at risk is asked for."""
    return bool(set(asked.split(given.metrics)) & set(RISK))


def check(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of a question about customers at risk: metrics, what to group by. Raises QueryError."""
    ids, by = asked.split(given.metrics), asked.split(given.by)
    try:
        for what, names, allowed in (("metric", ids, KNOWN), ("column", by, NAMES)):
            for name in names:
                known(what, name, allowed)
    except ValueError as error:
        raise QueryError(str(error)) from error
    if others := [name for name in ids if name not in RISK]:
        sentence = _("{metric} tells of customers and {other} does not; ask for each by itself.")
        raise QueryError(sentence.format(metric=next(name for name in ids if name in RISK), other=others[0]))
    for word, name in OF_OTHERS.items():
        if getattr(given, name):
            sentence = _("{name} says nothing about customers at risk; a list is as of an instant, --asof.")
            raise QueryError(sentence.format(name=word))
    _narrowing(given)
    return list(dict.fromkeys(ids)), by


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int | None:
    """Print the list of this week, or as of an instant; None where nothing has been loaded yet.

    Raises QueryError.
    """
    ids, by = check(given)
    found = told(store, settings, asked.as_of(given, settings, this_week), given.publication)
    if found is None:
        return None
    PRINTERS[given.format](figures(_narrowed(found.rows, given), ids, by), ids, by)
    print(f"{', '.join(ids)}: {order_in_words(found, settings)}", file=sys.stderr)
    if set(LISTED) & set(by):
        print(f"{', '.join(ids)}: {_('only the list, as it is shown')}", file=sys.stderr)
    _print_unknown(found.people, ids)
    return 0


def order_in_words(found: Told, settings: Settings) -> str:
    """Say as of when the list is, and what orders it."""
    at = instant(found.as_of, settings.site.timezone)
    order = found.order
    if order.kind == "score" or order.at is None:
        return _("as of {at}, ordered by points").format(at=at)
    sentence = _("as of {at}, ordered by the model learnt {learnt} from publication {publication}")
    learnt = instant(order.at, settings.site.timezone)
    return sentence.format(at=at, learnt=learnt, publication=order.publication)


def _narrowing(given: argparse.Namespace) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in asked.parted(given.where):
        if name not in NARROW_BY:
            sentence = _("Customers at risk cannot be narrowed by {name}. Known: {known}.")
            raise QueryError(sentence.format(name=name, known=", ".join(NARROW_BY)))
        if name == "reason" and value not in EVIDENCE:
            sentence = _("Unknown {name} {value!r}{hint} Known: {known}.")
            hint, listed_ = nearest(value, EVIDENCE), ", ".join(EVIDENCE)
            raise QueryError(sentence.format(name=name, value=value, hint=hint, known=listed_))
        found.setdefault(name, []).append(value)
    return found


def _narrowed(rows: pl.DataFrame, given: argparse.Namespace) -> pl.DataFrame:
    """Keep the customers asked for. Raises QueryError for one whom nobody knows; none is named in it."""
    for name, values in _narrowing(given).items():
        if name == "customer" and not set(values) <= set(rows["customer"]):
            raise QueryError(_("--where customer names nobody who is a customer as of then."))
        rows = rows.filter(pl.col(name).is_in(values))
    return rows


def _print_unknown(people: pl.DataFrame, ids: list[str]) -> None:
    """Say which evidence nobody's data tells: unknown is not no."""
    counts = people.select(pl.col("unknown").explode().drop_nulls().value_counts()).unnest("unknown")
    never = counts.filter(pl.col("count") == people.height)["unknown"].to_list()
    if names := [name for name in EVIDENCE if name in never]:
        sentence = _("nobody can tell of any customer, so it adds nothing: {names}")
        print(f"{', '.join(ids)}: {sentence.format(names=', '.join(names))}", file=sys.stderr)
