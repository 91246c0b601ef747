"""The commands behind `python3 run.py WORD`: refresh, query, check, email, rebuild."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import admitting
import check
import mailing
import query
import rights
from language import _, ngettext, number
from metrics.catalog import METRICS
from scheduler.refresh import Report, UnknownConnectorError, refresh, wall_clock
from settings import Settings, SettingsError, load, nearest
from store.centre_map import centre_map
from store.failures import FAILURES
from store.forgetting import UnknownCustomerError
from store.giving import FolderError
from store.ingest import begin
from store.locks import BusyError, writing
from store.opened import Store, open_store
from store.people import PeopleError
from store.publish import PublicationError
from store.read import ReadError
from store.rebuild import rebuild
from store.state import StateError


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
    mailing.MailingError,
    PeopleError,
    UnknownCustomerError,
    FolderError,
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
        print(_(check.NO_SOURCE))
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
    "check": Command(
        "validate the settings and try every connector", _no_arguments, check.run, check.without_store
    ),
    "email": Command(
        "write a mail by hand, or send it", mailing.arguments, mailing.run, mailing.without_store
    ),
    "people": Command("who may sign in", admitting.people_arguments, admitting.run_people),
    "audit": Command("who saw and did what", admitting.audit_arguments, admitting.run_audit, _no_store),
    "forget": Command("forget a customer for good", rights.forget_arguments, rights.run_forget, _no_store),
    "export-person": Command(
        "give what is held of a customer", rights.give_arguments, rights.run_give, _no_store
    ),
    "rebuild": Command("compute derived columns anew", _no_arguments, _rebuild, _no_store),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
