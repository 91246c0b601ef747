"""`run.py check`: are the settings right, do the sources answer, does what is stored make sense?"""

import argparse
from contextlib import closing
from datetime import UTC, datetime, timedelta

import polars as pl

from connectors import connect
from connectors.errors import ConnectorError
from emails.tried import tried
from language import _, date, listing, marked, money, ngettext, number
from metrics.catalog import METRICS
from metrics.plausibility import littles_law
from query import VIEWER
from settings import Money, Settings, nearest
from settings.delivery import unheard
from store import outbox
from store.opened import Store
from store.read import Filters, inside, open_reading
from store.state import State, StateError

UNSENT_FOR = timedelta(days=7)
FOREVER = datetime.max.replace(tzinfo=UTC)
PLAUSIBLE_FOR = timedelta(weeks=4)
WRITTEN = ("message", "social", "email", "web")
NO_SOURCE = marked("No source is connected. Add a [[connectors]] section to moked.toml; README shows how.")


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Check the settings, the sources, the state and what is stored; give 1 if anything failed."""
    failed = _check_settings(given, settings) | _check_state(store.state)
    print(
        "\n".join(
            [
                *_unsent(store.state),
                *_unheard(settings, store),
                *_left_behind(settings, store),
                _plausible(settings, store),
            ]
        )
    )
    return failed


def without_store(given: argparse.Namespace, settings: Settings) -> int:
    """Check where there is no store yet; a database of its own must be there all the same."""
    failed = _check_settings(given, settings)
    if settings.state_url is None:
        print(_("State will be kept in {url}.").format(url=settings.database_url))
        return failed
    with closing(State(settings.database_url)) as state:
        return failed | _check_state(state)


def _check_settings(given: argparse.Namespace, settings: Settings) -> int:
    """Check what needs no store."""
    del given
    where = settings.source.name if settings.source else _("no moked.toml: demo data, nothing of it is real")
    print(_("Settings are valid ({where}).").format(where=where))
    print(_("Data is kept in {folder}.").format(folder=settings.data))
    if settings.now_is_set:
        print(_("Now is set to {now}.").format(now=settings.now().astimezone(settings.site.zone).isoformat()))
    if not settings.connectors:
        print(_(NO_SOURCE))
    if settings.money.is_set:
        print(_cost(settings.money))
    failed = _check_targets(settings)
    for connector in settings.connectors:
        try:
            sentences = connect(connector, settings.site, settings.folder).check()
        except ConnectorError as error:
            failed += 1
            sentences = [f"{connector.name}: {error}"]
        print("\n".join(sentences))
    for sentence, is_well in tried(settings):
        print(sentence)
        failed += not is_well
    return 1 if failed else 0


def _unsent(state: State) -> list[str]:
    """Say what of the last week could not be sent, and why the newest could not."""
    found = outbox.troubles(state, datetime.now(UTC) - UNSENT_FOR)
    if not found:
        return []
    sentence = ngettext(
        "{n} message of the last 7 days did not go out: {why}",
        "{n} messages of the last 7 days did not go out, the last one: {why}",
        len(found),
    )
    return [sentence.format(n=number(len(found)), why=found[0].problem)]


def _cost(costs: Money) -> str:
    """Say what a minute costs."""
    currency = costs.currency or ""
    each = [
        (_("a minute of handling {cost}"), costs.per_handling_minute),
        (_("a minute of waiting {cost}"), costs.per_waiting_minute),
    ]
    said = [words.format(cost=money(cost, currency)) for words, cost in each if cost is not None]
    return _("Time costs money: {costs}.").format(costs=listing(said))


def _unheard(settings: Settings, store: Store) -> list[str]:
    """Name the queues that [[alerts]] names and nobody ever came to: of them nobody is told."""
    reading = open_reading(store, settings, VIEWER, Filters(as_of=FOREVER))
    if reading is None or not any(rule.queues for rule in settings.alerts):
        return []
    known = reading.visits.select(pl.col("queue").drop_nulls().unique()).collect()["queue"].to_list()
    return unheard(settings.alerts, known)


def _left_behind(settings: Settings, store: Store) -> list[str]:
    """Name what makes figures too large: rows of sources that are gone, and ids that come twice."""
    reading = open_reading(store, settings, VIEWER, Filters(as_of=FOREVER))
    if reading is None:
        return []
    known = {connector.name for connector in settings.connectors}
    counts = reading.contacts.group_by("source").len().sort("source").collect()
    sentence = _("{name} is no connector any more, but its {n} contacts are still counted.")
    gone = [sentence.format(name=name, n=number(n)) for name, n in counts.rows() if name not in known]
    twice = reading.contacts.group_by("contact_id").len().filter(pl.col("len") > 1)
    n = int(twice.select(pl.len()).collect().item())
    sentence = ngettext(
        "{n} contact id comes in two places more than a week apart: is it reused?",
        "{n} contact ids come in two places more than a week apart: are they reused?",
        n,
    )
    return [*gone, sentence.format(n=number(n))] if n else gone


def _check_state(state: State) -> int:
    """Say where the state is kept and whether it can be written; give 1 if it cannot."""
    try:
        state.try_writing()
    except StateError as error:
        print(error)
        return 1
    print(_("State is kept in {url}; it can be written.").format(url=state.address))
    return 0


def _check_targets(settings: Settings) -> int:
    """Name the targets that no metric has; give their number."""
    unknown = [target.metric for target in settings.targets if target.metric not in METRICS]
    for name in unknown:
        sentence = _("[[targets]]: unknown metric {name!r}{hint} `query --list` prints them.")
        print(sentence.format(name=name, hint=nearest(name, set(METRICS))))
    shares = [
        one for one in settings.targets if one.metric in METRICS and METRICS[one.metric].unit == "share"
    ]
    wrong = [one for one in shares if one.value > 1]
    for target in wrong:
        sentence = _("[[targets]]: {name} = {value} is not a share; 0 to 1 are allowed, 0.8 is 80 %.")
        print(sentence.format(name=target.metric, value=target.value))
    return len(unknown) + len(wrong)


def _in_line(visits: pl.LazyFrame) -> pl.LazyFrame:
    """Keep those who wait in a line: a letter waits over midnight, and no day by itself can be judged."""
    return visits.filter(~pl.col("channel").is_in(WRITTEN).fill_null(value=False))


def _plausible(settings: Settings, store: Store) -> str:
    """Say whether recorded waits and instants of the last four weeks agree, by Little's law."""
    now = settings.now()
    filters = Filters(as_of=now, start=now - PLAUSIBLE_FOR, end=now)
    reading = open_reading(store, settings, VIEWER, filters)
    days = None if reading is None else littles_law(_in_line(inside(reading.visits, filters)))
    if days is None or not days.height:
        return _("Nothing has been loaded of the last four weeks.")
    wrong = days.filter(~days["agrees"]).sort("difference", descending=True)
    if not wrong.height:
        said = ngettext(
            "Waits agree with their instants on the {n} day of the last four weeks that has any.",
            "Waits agree with their instants on all {n} days of the last four weeks that have any.",
            days.height,
        )
        return said.format(n=number(days.height))
    said = _("On {n} of {all} days waits contradict their instants (Little's law), most of all on {day}.")
    return said.format(n=number(wrong.height), all=number(days.height), day=date(wrong["day"][0]))
