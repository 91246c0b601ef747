"""Who answers for what: each headline metric, each topic and each action has an owner, or nobody yet."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text

from language import _
from store import audit, signed
from store.aims import ChangeError, known
from store.asked import Viewer
from store.audit import About
from store.change_models import Action, Owner
from store.models import Instant
from store.state import State

KINDS = ("metric", "topic")
LIST = About("list", "owners")
# SQLite and PostgreSQL share these words (see store.claims).
SET = text(
    'INSERT INTO owners (kind, "key", owner, "by", at) VALUES (:kind, :key, :owner, :by, :at)'
    ' ON CONFLICT (kind, "key") DO UPDATE SET owner = excluded.owner, "by" = excluded."by", at = excluded.at'
).bindparams(bindparam("at", type_=Instant))


def owner_of(state: State, kind: str, key: str | int) -> str | None:
    """Give the name of who answers for a metric, a topic or an action; None for nobody."""
    if kind == "action":
        query = select(Action.owner).where(Action.id == int(key))
    else:
        known("kind", kind, KINDS)
        query = select(Owner.owner).where(Owner.kind == kind, Owner.key == key)
    with state.reading() as connection:
        found = connection.execute(query).scalar_one_or_none()
        return signed.names_in(connection).some(found)


def owners(state: State, kind: str) -> Mapping[str, str]:
    """Give who answers for each metric, or for each topic, by name; who is not there has nobody."""
    return {key: name for key, (_signature, name) in signatures(state, kind).items()}


def signatures(state: State, kind: str) -> Mapping[str, tuple[str, str]]:
    """Give the signature and the name to show of who answers for each, to choose by."""
    known("kind", kind, KINDS)
    query = select(Owner.key, Owner.owner).where(Owner.kind == kind).order_by(Owner.key)
    with state.reading() as connection:
        rows = connection.execute(query).all()
        names = signed.names_in(connection)
    return {row.key: (row.owner, names.of(row.owner)) for row in rows}


def put(state: State, who: Viewer, kind: str, key: str, owner: str | None, at: datetime) -> None:
    """Let somebody answer for a metric or a topic, or nobody; twice is once. Raises ChangeError."""
    known("kind", kind, KINDS)
    if who.role not in ("manager", "admin"):
        raise ChangeError(_("Only a manager says who answers for what."))
    name = (owner or "").strip()[:200]
    with state.writing() as connection:
        same = (Owner.kind == kind, Owner.key == key)
        before = connection.execute(select(Owner.owner).where(*same)).scalar_one_or_none()
        if (before or "") == name:
            return
        if name:
            row = {"kind": kind, "key": key, "owner": name, "by": who.signature, "at": at}
            connection.execute(SET, row)
        else:
            connection.execute(delete(Owner).where(*same))
        audit.noted(connection, who, "changed", at, LIST, f"{kind} {key}: {name or 'nobody'}")
