"""Who gets a weekly mail: who was added, and by default who may sign in with the role it is meant for.

Who wants no more stays known, so that no default brings them back.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select

from language import _
from settings import is_address
from settings.zones import zones
from store import audit, people, signed
from store.asked import Role, Viewer
from store.audit import About
from store.mailing_models import MailRecipient
from store.people import Known, account_of
from store.state import State

# Who may have a kind of mail where they sign in at all, and who gets it unless they say otherwise.
MAY: Final[dict[str, frozenset[str]]] = {
    "snapshot": frozenset({"executive", "manager", "admin"}),
    "recognition": frozenset({"lead", "manager", "admin"}),
}
USUAL: Final[dict[str, Role]] = {"snapshot": "executive", "recognition": "lead"}
FILES: Final = ("pdf", "xlsx")
# Which of them a kind of mail brings at all.
BRINGS: Final[dict[str, tuple[str, ...]]] = {"snapshot": FILES, "recognition": ()}
BY_TEAM: Final = frozenset({"recognition"})  # of the recipient's own teams, of all where none are said


class RecipientError(ValueError):
    """Say why somebody cannot be added, or is not there."""


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets a kind of mail, or wants none. role: as what they may sign in; None for others.

    teams: a lead's own; zone: None for the site's. by: who added them; empty for who gets it by default.
    """

    kind: str
    address: str
    role: Role | None = None
    teams: frozenset[str] = frozenset()
    zone: str | None = None
    files: tuple[str, ...] = ()
    by: str = ""
    unsubscribed_at: datetime | None = None
    has_lost_role: bool = False

    @property
    def is_wanted(self) -> bool:
        return self.unsubscribed_at is None and not self.has_lost_role


def recipients(state: State, kind: str) -> list[Recipient]:
    """List who was added or wants no more, and who gets it by default, by address."""
    known = {one.account: one for one in people.people(state)}
    query = select(*MailRecipient.__table__.columns).where(MailRecipient.kind == kind)
    with state.reading() as connection:
        rows = connection.execute(query).all()
    added = [_added(row, known.get(row.address)) for row in rows]
    told = {one.address for one in added}
    usual = [
        Recipient(kind, one.account, one.role, one.teams)
        for one in known.values()
        if one.role == USUAL.get(kind) and one.account not in told
    ]
    return sorted([*added, *usual], key=lambda one: one.address)


def wanted(state: State, kind: str) -> list[Recipient]:
    """List who is to get it now."""
    return [one for one in recipients(state, kind) if one.is_wanted]


def find(state: State, kind: str, address: str) -> Recipient | None:
    """Find whoever gets a kind or said that they want none."""
    return next((one for one in recipients(state, kind) if one.address == account_of(address)), None)


def role_of(state: State, address: str) -> str:
    """Tell as what somebody may sign in, or where claims say that, did last; empty of everybody else."""
    known = people.person(state, address)
    return known.role if known else signed.role(state, account_of(address))


def _added(row: Row[Any], known: Known | None) -> Recipient:
    """Somebody as they were added; their role and teams are those of now."""
    return Recipient(
        row.kind,
        row.address,
        known.role if known else None,
        known.teams if known else frozenset(json.loads(row.teams)),
        row.zone,
        tuple(json.loads(row.files)),
        row.by,
        row.unsubscribed_at,
        has_lost_role=known.role not in MAY[row.kind] if known else row.role is not None,
    )


def add(state: State, who: Viewer, wanted: Recipient, now: datetime) -> None:
    """Let somebody get a kind of mail, or change how; written down with who did. Raises RecipientError.

    Nobody but themselves brings back who said that they want no more.
    """
    _check(state, wanted)
    by, before = who.signature, find(state, wanted.kind, wanted.address)
    if before and before.unsubscribed_at and before.by == before.address != by:
        said = _("{address} said that they want no more of these mails. Only they can change that.")
        raise RecipientError(said.format(address=before.address))
    known = people.person(state, wanted.address)
    with state.writing() as connection:
        _put(connection, replace(wanted, role=known.role if known else None), by, now, None)
        detail = _("gets the mail {kind}").format(kind=wanted.kind)
        audit.noted(connection, who, "changed", now, About("mail", account_of(wanted.address)), detail)


def end(state: State, who: Viewer, kind: str, address: str, now: datetime) -> None:
    """Let somebody get no more of a kind; it stays known. Raises RecipientError for who gets none."""
    before = find(state, kind, address)
    if before is None:
        raise RecipientError(_("{address} does not get this mail.").format(address=address))
    with state.writing() as connection:
        _put(connection, before, who.signature, now, now)
        detail = _("gets the mail {kind} no more").format(kind=kind)
        audit.noted(connection, who, "changed", now, About("mail", before.address), detail)


def _put(connection: Connection, one: Recipient, by: str, at: datetime, ended: datetime | None) -> None:
    address = account_of(one.address)
    mine = (MailRecipient.kind == one.kind, MailRecipient.address == address)
    connection.execute(delete(MailRecipient).where(*mine))
    row = {"teams": json.dumps(sorted(one.teams)), "files": json.dumps(sorted(one.files)), "zone": one.zone}
    told = {"kind": one.kind, "address": address, "role": one.role}
    connection.execute(insert(MailRecipient).values(**told, **row, by=by, at=at, unsubscribed_at=ended))


def _check(state: State, one: Recipient) -> None:
    if one.kind not in MAY:
        said = _("Unknown mail {what!r}. Known: {known}.")
        raise RecipientError(said.format(what=one.kind, known=", ".join(MAY)))
    if not is_address(account_of(one.address)):
        raise RecipientError(_("{account!r} is no address of mail.").format(account=one.address))
    if (role := role_of(state, one.address)) and role not in MAY[one.kind]:
        said = _("{address} signs in as {role}, who do not get this mail.")
        raise RecipientError(said.format(address=one.address, role=role))
    if one.zone is not None and one.zone not in zones():
        raise RecipientError(_("Unknown time zone {zone!r}.").format(zone=one.zone))
    if strange := _strange(one.files):
        said = _("Unknown file {name!r}. Known: {known}.")
        raise RecipientError(said.format(name=strange, known=", ".join(FILES)))
    if one.files and not BRINGS[one.kind]:
        raise RecipientError(_("This mail brings no files."))


def _strange(files: Iterable[str]) -> str | None:
    return next((name for name in files if name not in FILES), None)
