"""`run.py email`: write a mail by hand, to look at it or to send it."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from emails import alert, webhook
from emails.errors import DeliveryError
from emails.message import Message, written
from emails.send import server
from emails.told import Alert, Told
from language import _, listing, marked
from scheduler.announcing import at_cost, told_of
from scheduler.drawing import beside
from settings import Settings, is_address, nearest
from store import audit, episodes, rung
from store.asked import Viewer
from store.opened import Store
from store.state import State

HERE = Viewer(audit.THIS_MACHINE, "admin")
SENDER = "moked@localhost"  # of a mail that is only written down
EVER = timedelta(days=3660)
CID = re.compile(r'src="cid:([^"]+)"')


class MailingError(ValueError):
    """Say which word is wrong, or that there is nothing to write."""


@dataclass(frozen=True)
class Written:
    """What is to be sent: as a mail, and as a web hook is told it. name: of its files."""

    name: str
    message: Message
    told: dict[str, object]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command."""
    parser.add_argument("what", nargs="?", metavar="alert", help="which mail")
    parser.add_argument("--episode", type=int, metavar="N", help="of which alert; the newest by default")
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="WHOM",
        help="send it to an address or a [[webhooks]] name",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write it there as .html, .txt and .eml")


def run(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Write it to the screen, into a folder or to people; 1 if it was not sent. Raises MailingError."""
    if given.what not in KINDS:
        said = (
            _("Unknown mail {what!r}{hint} Known: {known}.") if given.what else _("Say which mail: {known}.")
        )
        hint = nearest(given.what or "", KINDS)
        raise MailingError(said.format(what=given.what, hint=hint, known=", ".join(KINDS)))
    now = datetime.now(UTC)
    made = KINDS[given.what](given, settings, store, now)
    for to in given.to:
        _check(settings, to)
    if given.out:
        _write(made, given.out, settings.mail.sender or SENDER, now)
    failed = [not _sent(made, settings, to, store.state, now) for to in given.to]
    if not given.to and not given.out:
        print(f"{made.message.subject}\n\n{made.message.text}", end="")
    return int(any(failed))


def without_store(given: argparse.Namespace, settings: Settings) -> int:
    """Say that nothing has happened yet."""
    del given, settings
    print(_(NOTHING), file=sys.stderr)
    return 1


NOTHING = marked("Nothing has rung yet, so that there is no alert to write of.")


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


KINDS: dict[str, Callable[[argparse.Namespace, Settings, Store, datetime], Written]] = {"alert": _alert}


def _check(settings: Settings, to: str) -> None:
    """Refuse whom nothing can reach. Raises MailingError."""
    hooks = [hook.name for hook in settings.webhooks]
    if is_address(to) and not settings.mail.is_set:
        raise MailingError(_("No mail can be sent: [mail] has no host."))
    if not is_address(to) and to not in hooks:
        said = _("--to {to!r} is neither an address nor the name of one of [[webhooks]]{hint}")
        raise MailingError(said.format(to=to, hint=nearest(to, hooks)))


def _sent(made: Written, settings: Settings, to: str, state: State, now: datetime) -> bool:
    """Send it, say what became of it, and write down that it went."""
    if not _send(made, settings, to, now):
        return False
    about = audit.About("mail" if is_address(to) else "hook", to)
    channel = "mail" if is_address(to) else "webhook"
    audit.note(state, HERE, "sent", now, about, f"{channel}, {made.name}, by hand")
    return True


def _send(made: Written, settings: Settings, to: str, now: datetime) -> bool:
    """Send it and say what became of it."""
    try:
        if is_address(to):
            content = written(made.message, settings.mail.sender or SENDER, to, now)
            with server(settings.mail) as one:
                one.deliver(content, to, lambda: True)
        else:
            hook = next(hook for hook in settings.webhooks if hook.name == to)
            webhook.deliver(hook, webhook.call_of(made.told), now, lambda: True)
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
