"""The commands `people`, who may sign in, and `audit`, who saw and did what."""

import argparse
import sys
from datetime import UTC, date, datetime, time
from typing import Final, get_args

from language import _, instant, visible
from settings import Settings
from store import audit, people
from store.asked import Role, Viewer
from store.opened import Store

HERE: Final = Viewer(audit.THIS_MACHINE, "admin")


def people_arguments(parser: argparse.ArgumentParser) -> None:
    """Read whom to let in, or out; nothing to list them all."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--admit", metavar="ACCOUNT", help="let somebody in by address, or change their role")
    one.add_argument("--dismiss", metavar="ACCOUNT", help="let somebody in no more")
    parser.add_argument("--role", metavar="ROLE", help=", ".join(get_args(Role)))
    parser.add_argument(
        "--team", action="append", default=[], metavar="TEAM", help="of a lead; may be repeated"
    )


def run_people(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """List who may sign in, or change it. Raises PeopleError."""
    if given.admit is not None:
        return _admit(given, settings, store)
    if given.dismiss is not None:
        return _dismiss(given, store)
    for known in people.people(store.state):
        teams = ", ".join(sorted(known.teams)) or _("all teams")
        print(f"{known.account}\t{known.role}\t{teams}\t{_('let in by')} {known.by}")
    return 0


def _admit(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    now, role = datetime.now(UTC), given.role or ""
    about = audit.About("account", people.account_of(given.admit))
    state = audit.beside(store.state, HERE, "admitted", now, about, " ".join((role, *sorted(given.team))))
    people.admit(state, given.admit, role, given.team, HERE.name, now)
    print(_("{account} may sign in as {role}.").format(account=about.subject, role=given.role))
    if settings.access.is_told:
        print(_("For now a claim or header says who is what, and this table is not asked."), file=sys.stderr)
    return 0


def _dismiss(given: argparse.Namespace, store: Store) -> int:
    about = audit.About("account", people.account_of(given.dismiss))
    people.dismiss(audit.beside(store.state, HERE, "dismissed", datetime.now(UTC), about), given.dismiss)
    print(_("{account} may sign in no more.").format(account=about.subject))
    return 0


def audit_arguments(parser: argparse.ArgumentParser) -> None:
    """Read what is sought."""
    parser.add_argument("--by", metavar="ACCOUNT", help="what one person did")
    parser.add_argument(
        "--act", metavar="ACT", choices=get_args(audit.Act), help=", ".join(get_args(audit.Act))
    )
    parser.add_argument("--about", metavar="ID", help="about one customer, page, target, account")
    parser.add_argument("--since", type=_day, metavar="DAY", help="from this day on, as 2026-03-04")
    parser.add_argument("--until", type=_day, metavar="DAY", help="before this day")
    parser.add_argument("--most", type=_count, default=100, metavar="N", help="lines, the newest first")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = _("{text!r} is no day; one is 2026-03-04").format(text=text)
        raise argparse.ArgumentTypeError(said) from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= audit.MOST:
        said = _("{text!r} is not allowed; 1 to {most} is").format(text=text, most=audit.MOST)
        raise argparse.ArgumentTypeError(said)
    return int(text)


def run_audit(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Print the log's entries that fit, the newest first."""
    zone = settings.site.zone
    since, until = (
        None if day is None else datetime.combine(day, time(), zone) for day in (given.since, given.until)
    )
    sought = audit.Sought(given.by, given.act, given.about, since, until)
    for entry in audit.entries(store.state, sought, given.most):
        about = f"{entry.about.kind} {entry.about.subject}" if entry.about else ""
        at = instant(entry.at, settings.site.timezone)
        words = (at, entry.account, entry.role, entry.act, about, entry.detail)
        print("\t".join(map(visible, words)))  # each for itself: a tab within one would begin the next
    return 0
