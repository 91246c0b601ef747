"""`run.py email`: write a mail by hand, to look at it or to send it."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import polars as pl

from emails import alert, webhook, weekly
from emails.errors import DeliveryError
from emails.message import Message, written
from emails.send import server
from emails.summed import archived_of, sums_of
from emails.told import Alert, Told
from language import _, listing, marked
from scheduler.announcing import at_cost, told_of
from scheduler.drawing import beside
from settings import Settings, is_address, nearest
from store import audit, episodes, mail_weeks, people, recipients, rung
from store.asked import Viewer
from store.opened import Store
from store.read import Filters, open_reading
from store.recipients import Recipient
from store.state import State
from store.weekdays import Week, ended_by, week_of

HERE = Viewer(audit.THIS_MACHINE, "admin")
SENDER = "moked@localhost"  # of a mail that is only written down
EVER = timedelta(days=3660)
OF_KINDS = {"episode": ("alert",), "week": ("executive", "weekly"), "team": ("weekly",)}
CID = re.compile(r'src="cid:([^"]+)"')


class MailingError(ValueError):
    """Say which word is wrong, or that there is nothing to write."""


@dataclass(frozen=True)
class Written:
    """What is to be sent: as a mail, and as a web hook is told it, where one may be. name: of its files.

    of: the mail as one address gets it, by its number in the archive, where it is not the same for all.
    kept: the sums to archive.
    """

    name: str
    message: Message
    told: dict[str, object] | None
    of: Callable[[str, int], Message] | None = None
    kept: mail_weeks.Archived | None = None


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("what", nargs="?", metavar="alert|executive|weekly", help="which mail")
    parser.add_argument("--episode", type=int, metavar="N", help="of which alert; the newest by default")
    parser.add_argument("--week", metavar="DAY", help="a day of the week to tell of; the last whole one")
    parser.add_argument(
        "--team", action="append", default=[], metavar="TEAM", help="of which team alone; weekly mails only"
    )
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="WHOM",
        help="send it to an address or a [[webhooks]] name",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write it there as .html, .txt, .eml and files"
    )


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Write it to the screen, into a folder or to people; 1 if it was not sent. Raises MailingError."""
    if given.what not in KINDS:
        said = (
            _("Unknown mail {what!r}{hint} Known: {known}.") if given.what else _("Say which mail: {known}.")
        )
        hint = nearest(given.what or "", KINDS)
        raise MailingError(said.format(what=given.what, hint=hint, known=", ".join(KINDS)))
    _check_words(given)
    now = datetime.now(UTC)
    made = KINDS[given.what](given, settings, store, now)
    for to in given.to:
        _check(settings, to, made)
    if given.out:
        _write(made, given.out, settings.mail.sender or SENDER, now)
    number = _kept(made, store.state) if given.to else 0
    failed = [not _sent(made, settings, to, store.state, now, number) for to in given.to]
    if number:
        mail_weeks.took(store.state, number, failed.count(False))
    if not given.to and not given.out:
        print(f"{made.message.subject}\n\n{made.message.text}", end="")
    return int(any(failed))


def _check_words(given: argparse.Namespace) -> None:
    """Refuse a word that says nothing to the mail that is asked for. Raises MailingError."""
    for word, kinds in OF_KINDS.items():
        if getattr(given, word) not in (None, []) and given.what not in kinds:
            said = _("--{word} goes with {kinds} alone, not with {what}.")
            raise MailingError(said.format(word=word, kinds=listing(kinds), what=given.what))


def _kept(made: Written, state: State) -> int:
    """Archive what is about to be sent, so that its link can name it; give its number, 0 for an alert."""
    if made.kept is None:
        return 0
    with state.writing() as connection:
        return mail_weeks.archive(connection, made.kept)


def without_store(given: argparse.Namespace, settings: Settings) -> int:
    """Say that nothing has happened yet."""
    del settings
    print(_(NOTHING if given.what == "alert" else NO_WEEK), file=sys.stderr)
    return 1


NOTHING = marked("Nothing has rung yet, so that there is no alert to write of.")
NO_WEEK = marked("Nothing has been published yet, so that there is no week to write of.")


def _alert(given: argparse.Namespace, settings: Settings, store: Store, now: datetime) -> Written:
    """Write of the newest alert, or of the one that is named, as it stands now. Raises MailingError."""
    at, state = settings.now(), store.state
    found = _newest(state, at) if given.episode is None else episodes.of(state, given.episode)
    if found is None:
        named = _("There is no alert {number}.").format(number=given.episode)
        raise MailingError(_(NOTHING) if given.episode is None else named)
    done = episodes.who_called_done(episodes.acts(state, [found.id]))
    about = at_cost(told_of(settings, found, at, done), rung.hindsight(store, settings, found, at))
    about = replace(about, at=min(about.at, about.ended)) if about.ended else about
    told = _told(settings, state, about, now)
    return Written(f"alert-{about.episode}", alert.message(about, told), alert.payload(about, told))


def _newest(state: State, at: datetime) -> episodes.Alert | None:
    return next(iter(episodes.history(state, at - EVER, at + timedelta(minutes=1))), None)


def _told(settings: Settings, state: State, about: Alert, now: datetime) -> Told:
    site = settings.site
    return Told(
        site.zone,
        site.name,
        is_demo=settings.is_demo,
        beside=beside(state, about, site.zone),
        by_hand=f"-by-hand-{int(now.timestamp())}",
    )


def _weekly(kind: str, given: argparse.Namespace, settings: Settings, store: Store, now: datetime) -> Written:
    """Write the mail of a week as it stands now. Raises MailingError."""
    week, teams = _week(given.week, settings), frozenset(given.team)
    for to in given.to:
        _permit(store.state, kind, to, teams)
    found = sums_of(kind, settings, store, week)
    if found is None:
        raise MailingError(_(NO_WEEK))
    _check_known(week, settings, store)
    _check_teams(teams, {one["name"] for one in found.more.get("teams", ())})
    told = archived_of(settings, store, kind, week, found, now, HERE.name)

    files = recipients.FILES if given.out else ()

    def of(to: str, number: int = 0) -> Message:
        known = recipients.find(store.state, kind, to) or Recipient(kind, to, files=() if to else files)
        known = replace(known, teams=teams or known.teams)
        return weekly.KINDS[kind].write(
            weekly.writing(
                settings, replace(told, id=number), known, store, f"-by-hand-{int(now.timestamp())}"
            )
        )

    return Written(f"{kind}-{week.key}", of(""), None, of, told)


def _check_teams(asked: frozenset[str], known: set[str]) -> None:
    """Refuse a team that the mail tells nothing of. Raises MailingError."""
    for team in sorted(asked - known):
        said = _("Unknown team {team!r}{hint} Known: {known}.")
        raise MailingError(
            said.format(team=team, hint=nearest(team, known), known=", ".join(sorted(known)) or "–")
        )


def _check_known(week: Week, settings: Settings, store: Store) -> None:
    """Refuse a week before anything is known. Raises MailingError."""
    reading = open_reading(store, settings, Viewer("", "manager"), Filters(as_of=settings.now()))
    if reading is None:
        return
    first = reading.contacts.select(pl.col("started_at").min()).collect().item()
    if first is not None and week.instants(settings.site)[1] <= first:
        said = _("Nothing is known of the week of {day}: the first contact is of {first}.")
        raise MailingError(said.format(day=week.key, first=first.astimezone(settings.site.zone).date()))


def _permit(state: State, kind: str, to: str, teams: frozenset[str]) -> None:
    """Refuse who signs in and may not have such a mail, or not of those teams. Raises MailingError."""
    role = recipients.role_of(state, to)
    if role and role not in recipients.MAY[kind]:
        said = _("{address} signs in as {role}, who do not get this mail.")
        raise MailingError(said.format(address=to, role=role))
    known = people.person(state, to)
    if known and known.role == "lead" and not teams <= known.teams:
        said = _("{address} leads {known}, and gets no mail of {others}.")
        others = listing(sorted(teams - known.teams))
        raise MailingError(said.format(address=to, known=listing(sorted(known.teams)), others=others))


def _week(named: str | None, settings: Settings) -> Week:
    """Find the week of a day, the last whole one where none is named. Raises MailingError."""
    newest = ended_by(settings.now(), settings.site)
    if named is None:
        return newest
    try:
        asked = week_of(date.fromisoformat(named), settings.site)
    except (ValueError, OverflowError) as error:
        said = _("--week {day!r} is not a day such as 1999-02-08.")
        raise MailingError(said.format(day=named)) from error
    if asked > newest:
        said = _("The week of {day} is not over yet. The last whole one began on {first}.")
        raise MailingError(said.format(day=named, first=newest.key))
    return asked


KINDS: dict[str, Callable[[argparse.Namespace, Settings, Store, datetime], Written]] = {
    "alert": _alert,
    **{kind.word: partial(_weekly, name) for name, kind in weekly.KINDS.items()},
}


def _check(settings: Settings, to: str, made: Written) -> None:
    """Refuse whom nothing can reach. Raises MailingError."""
    if made.told is None and not is_address(to):
        said = _("--to {to!r} is no address; weekly mails go to addresses only.")
        raise MailingError(said.format(to=to))
    hooks = [hook.name for hook in settings.webhooks]
    if is_address(to) and not settings.mail.is_set:
        raise MailingError(_("No mail can be sent: [mail] has no host."))
    if not is_address(to) and to not in hooks:
        said = _("--to {to!r} is neither an address nor the name of one of [[webhooks]]{hint}")
        raise MailingError(said.format(to=to, hint=nearest(to, hooks)))


def _sent(made: Written, settings: Settings, to: str, state: State, now: datetime, number: int) -> bool:
    """Send it, say what became of it, and write down that it went."""
    if not _send(made, settings, to, now, number):
        return False
    about = audit.About("mail" if is_address(to) else "hook", to)
    channel = "mail" if is_address(to) else "webhook"
    audit.note(state, HERE, "sent", now, about, f"{channel}, {made.name}, by hand")
    return True


def _send(made: Written, settings: Settings, to: str, now: datetime, number: int) -> bool:
    """Send it and say what became of it."""
    try:
        if is_address(to):
            message = made.of(to, number) if made.of else made.message
            content = written(message, settings.mail.sender or SENDER, to, now, settings.mail.reply_to)
            with server(settings.mail) as one:
                one.deliver(content, to, lambda: True)
        else:
            hook = next(hook for hook in settings.webhooks if hook.name == to)
            webhook.deliver(hook, webhook.call_of(made.told or {}), now, lambda: True)
    except DeliveryError as error:
        print(f"{to}: {error}", file=sys.stderr)
        return False
    print(_("Sent to {to}.").format(to=to))
    return True


def _write(made: Written, folder: Path, sender: str, now: datetime) -> None:
    """Write the mail as files; the .html shows its pictures from files beside it. Raises MailingError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = [path.name for path in _files(made, folder, sender, now)]
    except OSError as error:
        said = _("Nothing can be written to {folder}: {why}.")
        raise MailingError(said.format(folder=folder, why=error.strerror)) from error
    print(_("Written to {folder}: {names}.").format(folder=folder, names=listing(names)))


def _files(made: Written, folder: Path, sender: str, now: datetime) -> Iterator[Path]:
    pictures = {file.shown_as: f"{made.name}-{file.name}" for file in made.message.files}
    html = CID.sub(lambda found: f'src="{pictures[found[1]]}"', made.message.html)
    texts = {".html": html.encode(), ".txt": f"{made.message.subject}\n\n{made.message.text}".encode()}
    parts: Sequence[tuple[str, bytes]] = [
        *((f"{made.name}{end}", data) for end, data in texts.items()),
        (f"{made.name}.eml", written(made.message, sender, sender, now)),
        *((f"{made.name}-{file.name}", file.data) for file in made.message.files),
    ]
    for name, data in parts:
        (folder / name).write_bytes(data)
        yield folder / name
