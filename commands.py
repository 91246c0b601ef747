"""The commands behind `python3 run.py WORD`: refresh, query, check, rebuild."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import polars as pl

import query
from connectors import connect
from connectors.errors import ConnectorError
from language import _, date, listing, money, ngettext, number
from metrics.catalog import METRICS
from metrics.plausibility import littles_law
from scheduler.refresh import Report, UnknownConnectorError, refresh, wall_clock
from settings import Money, Settings, SettingsError, load, nearest
from store.centre_map import centre_map
from store.failures import FAILURES
from store.ingest import begin
from store.locks import BusyError, writing
from store.opened import Store, open_store
from store.publish import PublicationError
from store.read import Filters, ReadError, inside, open_reading
from store.rebuild import rebuild
from store.state import State, StateError

FOREVER = datetime.max.replace(tzinfo=UTC)
PLAUSIBLE_FOR = timedelta(weeks=4)
WRITTEN = ("message", "social", "email", "web")


class UsageError(ValueError):
    """Say which word of the command line is wrong and what is allowed."""


SAID = (
    UsageError,
    SettingsError,
    StateError,
    BusyError,
    ReadError,
    PublicationError,
    UnknownConnectorError,
    query.QueryError,
)


@dataclass(frozen=True)
class Command:
    """A word of the command line: what it does, its arguments and its function.

    `without_store` is done where there is no store; None means that the command makes one.
    """

    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Settings, Store], int]
    without_store: Callable[[argparse.Namespace, Settings], int] | None = None


def main(words: Sequence[str]) -> int:
    """Run one command; give the exit code: 0 well, 1 something failed, 2 wrong use."""
    try:
        given = _parsed(words)
        return _run(COMMANDS[given.command], given, load(given.config, given.data))
    except SAID as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(command: Command, given: argparse.Namespace, settings: Settings) -> int:
    try:
        is_store = any((settings.data / name).exists() for name in ("history", "state.sqlite"))
        if command.without_store and not is_store:
            return command.without_store(given, settings)
        with closing(open_store(settings)) as store:
            return command.run(given, settings, store)
    except (BrokenPipeError, StateError):  # they say it themselves
        raise
    except FAILURES as error:
        sentence = _("The stores in {folder} failed: {error}")
        print(sentence.format(folder=settings.data, error=error), file=sys.stderr)
        return 2


class _Parser(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong."""

    def error(self, message: str) -> NoReturn:
        named, is_named, said = message.removeprefix("argument ").partition(": ")
        if said == "expected one argument":
            form = next(each.metavar for each in self._actions if named in each.option_strings)
            raise UsageError(_("{name} needs a value: {name} {form}.").format(name=named, form=form))
        if said.startswith("ignored explicit argument"):
            raise UsageError(_("{name} takes no value.").format(name=named))
        raise UsageError((f"{named} {said}" if is_named else message).rstrip(".") + ".")

    def refuse(self, word: str) -> NoReturn:
        """Raise for a word that nobody knows."""
        known = [name for each in self._actions for name in each.option_strings if name.startswith("--")]
        name = word.partition("=")[0]
        if name in METRICS:
            raise UsageError(
                _("Unknown argument {word!r}; write several metrics as asa,{word}.").format(word=name)
            )
        hint = nearest(name, known) if word.startswith("-") else "."
        sentence = _("Unknown argument {word!r}{hint} Known: {known}.")
        raise UsageError(sentence.format(word=name, hint=hint, known=", ".join(known)))


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line. Raises UsageError."""
    if not words or words[0] not in (*COMMANDS, "-h", "--help"):
        word, known = words[0] if words else "", ", ".join(COMMANDS)
        sentence = _("Unknown command {word!r}{hint} Known: {known}.")
        raise UsageError(sentence.format(word=word, hint=nearest(word, COMMANDS), known=known))
    parser = _Parser(prog="run.py")
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        one = parsers.add_parser(name, help=command.summary, description=command.summary, allow_abbrev=False)
        command.arguments(one)
        one.add_argument("--config", type=Path, metavar="FILE", help="the settings, moked.toml by default")
        one.add_argument("--data", type=Path, metavar="DIR", help="the folder of the stores")
    given, unknown = parser.parse_known_args(words)
    if unknown:
        parsers.choices[given.command].refuse(unknown[0])
    return given


def _refresh_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("connectors", nargs="*", metavar="CONNECTOR", help="which ones; all by default")


def _refresh(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    if not settings.connectors:
        print(_("No source is connected. Add a [[connectors]] section to moked.toml; README shows how."))
        return 0
    reports = refresh(settings, store, given.connectors)
    for report in reports:
        print("\n".join(_told(report)))
    return 0 if all(report.is_ok for report in reports) else 1


def _told(report: Report) -> list[str]:
    """Say what a run did, a sentence a line."""
    outcome = report.outcome
    if outcome.message:
        return [f"{report.connector}: {outcome.message}"]
    excluded, aside = outcome.excluded or {}, outcome.quarantined or {}
    lines = [
        _("{name}: {read} rows read = {loaded} loaded + {excluded} excluded + {aside} set aside.").format(
            name=report.connector,
            read=number(outcome.read),
            loaded=number(outcome.loaded),
            excluded=number(sum(excluded.values())),
            aside=number(sum(aside.values())),
        )
    ]
    lines += [_("  excluded, {rule}: {n}").format(rule=rule, n=number(n)) for rule, n in excluded.items()]
    lines += [_("  set aside, {why}: {n}").format(why=why, n=number(n)) for why, n in aside.items()]
    lines += [f"  {notice}" for notice in outcome.notices]
    written = ngettext("{n} row was written.", "{n} rows were written.", outcome.written)
    return [*lines, "  " + written.format(n=number(outcome.written))]


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _check(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    failed = _check_settings(given, settings) | _check_state(store.state)
    print("\n".join([*_left_behind(settings, store), _plausible(settings, store)]))
    return failed


def _check_apart(given: argparse.Namespace, settings: Settings) -> int:
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
        print(_("No source is connected. Add a [[connectors]] section to moked.toml; README shows how."))
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
    return 1 if failed else 0


def _cost(costs: Money) -> str:
    """Say what a minute costs."""
    currency = costs.currency or ""
    each = [
        (_("a minute of handling {cost}"), costs.per_handling_minute),
        (_("a minute of waiting {cost}"), costs.per_waiting_minute),
    ]
    said = [words.format(cost=money(cost, currency)) for words, cost in each if cost is not None]
    return _("Time costs money: {costs}.").format(costs=listing(said))


def _left_behind(settings: Settings, store: Store) -> list[str]:
    """Name what makes figures too large: rows of sources that are gone, and ids that come twice."""
    reading = open_reading(store, settings, query.VIEWER, Filters(as_of=FOREVER))
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
    reading = open_reading(store, settings, query.VIEWER, filters)
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


def _rebuild(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    del given
    with writing(store, wait_s=60) as mine:
        begin(mine, wall_clock())
        ground = centre_map(mine, settings, with_missing=False)
        weeks = rebuild(mine, settings.site.timezone, wall_clock(), ground, settings.signals.competitors)
    told = ngettext("{n} week changed.", "{n} weeks changed.", weeks).format(n=number(weeks))
    print(_("Derived columns were computed anew; {told}").format(told=told))
    return 0


def _no_store(given: argparse.Namespace, settings: Settings) -> int:
    del given
    print(_(query.NO_STORE).format(folder=settings.data), file=sys.stderr)
    return 1


COMMANDS = {
    "refresh": Command("fetch every source now", _refresh_arguments, _refresh),
    "query": Command("print figures", query.arguments, query.run, query.without_store),
    "check": Command("validate the settings and try every connector", _no_arguments, _check, _check_apart),
    "rebuild": Command("compute derived columns anew", _no_arguments, _rebuild, _no_store),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
