"""Who saw which customer, exported, changed or sent what: entries are added, never changed.

Entries are kept as long as [access] `keep_audit_days` says; nothing else takes one away.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, delete, func, or_, select, text

from store import only_added
from store.access_models import Audit, AuditSubject
from store.asked import Viewer
from store.models import Instant
from store.state import State

Act = Literal["saw", "showed", "exported", "changed", "sent", "admitted", "dismissed", "forgot", "gave"]
Seen = Literal["customer", "contact", "page"]
Changed = Literal["target", "setting", "list", "queue", "account"]
Kind = Seen | Changed | Literal["mail", "hook", "alert"]
MOST: Final = 1_000
THIS_MACHINE: Final = "this computer"  # whoever is at it, where nobody signs in
ITSELF: Final = Viewer("Moked", "admin", account="Moked")  # what goes out by itself
# SQLite and PostgreSQL share these words (see store.claims).
SUBJECT = text(
    "INSERT INTO audit_subjects (token, kind, subject) VALUES (:token, :kind, :subject)"
    " ON CONFLICT (kind, subject) DO NOTHING"
)
ENTRY = text(
    "INSERT INTO audit (at, account, role, act, token, detail, once)"
    " VALUES (:at, :account, :role, :act, :token, :detail, :once)"
    " ON CONFLICT (once) DO NOTHING RETURNING id"
).bindparams(bindparam("at", type_=Instant))


@dataclass(frozen=True)
class About:
    """What an entry is about: a kind, and its id or name."""

    kind: Kind
    subject: str


@dataclass(frozen=True)
class Entry:
    """One line of the log; `about` is None where it is about nothing of its own."""

    id: int
    at: datetime
    account: str
    role: str
    act: str
    about: About | None
    detail: str


@dataclass(frozen=True)
class Sought:
    """What an admin looks for; None leaves it open. `since` and `until` bound a half-open window.

    `subject` is all of an id, or a customer's or contact's as pages show it: t17, or t17 in crm, for crm:t17.
    """

    account: str | None = None
    act: Act | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def note(
    state: State, who: Viewer, act: Act, at: datetime, about: About | None = None, detail: str = ""
) -> None:
    """Write down what somebody did.

    A customer or contact that is seen counts once per viewer and hour of UTC, however often a page is drawn.
    """
    with state.writing() as connection:
        noted(connection, who, act, at, about, detail)


def noted(
    connection: Connection, who: Viewer, act: Act, at: datetime, about: About | None = None, detail: str = ""
) -> None:
    """Write the same within what it is about: both are written, or neither."""
    account = who.account or THIS_MACHINE
    token = _token(connection, about) if about else None
    once = _once(account, act, token, at) if act == "saw" else None
    row = {"at": at, "account": account, "role": who.role, "act": act, "token": token}
    connection.execute(ENTRY, {**row, "detail": detail or None, "once": once})


def beside(
    state: State, who: Viewer, act: Act, at: datetime, about: About | None = None, detail: str = ""
) -> State:
    """Give the same database, each of whose changes is written down with it: both are written, or neither."""
    return state.also(lambda connection: noted(connection, who, act, at, about, detail))


def entries(state: State, sought: Sought, most: int = 100) -> list[Entry]:
    """List what fits, the newest first, at most MOST."""
    columns = (*Audit.__table__.columns, AuditSubject.kind, AuditSubject.subject)
    query = select(*columns).outerjoin(AuditSubject, Audit.token == AuditSubject.token)
    found = query.where(*_conditions(sought)).order_by(Audit.id.desc()).limit(min(most, MOST))
    with state.reading() as connection:
        rows = connection.execute(found).all()
    return [
        Entry(
            *(row.id, row.at, row.account, row.role, row.act),
            About(row.kind, row.subject) if row.token else None,
            row.detail or "",
        )
        for row in rows
    ]


def trim(state: State, before: datetime) -> int:
    """Remove entries from before an instant, and what only they were about; give how many."""
    with state.writing() as connection, only_added.opened(connection, "what is older than kept goes"):
        gone = connection.execute(delete(Audit).where(Audit.at < before).returning(Audit.id)).all()
        still = select(Audit.token).where(Audit.token.is_not(None))
        connection.execute(delete(AuditSubject).where(AuditSubject.token.not_in(still)))
    return len(gone)


def _token(connection: Connection, about: About) -> str:
    told = {"token": token_hex(16), "kind": about.kind, "subject": about.subject[:400]}
    connection.execute(SUBJECT, told)
    same = (AuditSubject.kind == told["kind"], AuditSubject.subject == told["subject"])
    query = select(AuditSubject.token).where(*same)
    return str(connection.execute(query).scalar_one())


def _once(account: str, act: str, token: str | None, at: datetime) -> str:
    hour = at - timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
    return hashlib.sha256("\n".join((account, act, token or "", hour.isoformat())).encode()).hexdigest()


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    asked = {Audit.account: sought.account, Audit.act: sought.act}
    same = [column == value for column, value in asked.items() if value is not None]
    if sought.subject is not None:
        same.append(_is_about(sought.subject))
    since = [] if sought.since is None else [Audit.at >= sought.since]
    until = [] if sought.until is None else [Audit.at < sought.until]
    return [*same, *since, *until]


def _is_about(sought: str) -> ColumnElement[bool]:
    """Compare all of a subject or, of a customer or contact, what follows the first colon."""
    whole, of_source = AuditSubject.subject, AuditSubject.kind.in_(("customer", "contact"))
    size = func.length(whole) - len(sought) - 1
    # TRICKY: PostgreSQL refuses a text of less than no signs; what is too short has no source.
    source = case((size > 0, func.substr(whole, 1, size)), else_=":")
    is_own = and_(func.substr(whole, size + 1) == f":{sought}", func.replace(source, ":", "") == source)
    own, _in, where = sought.rpartition(" in ")
    is_placed = [whole == f"{where}:{own}"] if own else []
    return or_(whole == sought, and_(of_source, or_(is_own, *is_placed)))
