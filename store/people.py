"""The table of people who may sign in, with their role and teams."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from sqlalchemy import ColumnElement, delete, insert, select

from language import _
from settings import is_address
from store import signed
from store.access_models import Person
from store.asked import Role
from store.state import State


class PeopleError(ValueError):
    """Say what is wrong with somebody's account, role or teams."""


@dataclass(frozen=True)
class Known:
    """Somebody who may sign in: who said so, and when."""

    account: str
    role: Role
    teams: frozenset[str]
    by: str
    at: datetime


def account_of(text: str) -> str:
    """Write an account as it is compared: signs of ASCII, small letters, nothing around."""
    return text.strip().lower() if text.isascii() and text.strip().isprintable() else ""


def admit(state: State, account: str, role: str, teams: Iterable[str], by: str, at: datetime) -> None:
    """Let somebody in with a role, or change what they were let in as. Raises PeopleError."""
    named = sorted({team.strip() for team in teams} - {""})
    if not is_address(account_of(account)):
        raise PeopleError(_("{account!r} is no address of mail; accounts are.").format(account=account))
    if role not in get_args(Role):
        known = ", ".join(get_args(Role))
        raise PeopleError(_("Unknown role {role!r}. Known: {known}.").format(role=role, known=known))
    if role == "lead" and not named:
        raise PeopleError(_("A lead needs at least one team; without any, no row would be theirs."))
    if role != "lead" and named:
        raise PeopleError(_("Teams narrow what a lead sees; a role of {role} sees all.").format(role=role))
    told = {"account": account_of(account), "role": role, "teams": json.dumps(named), "by": by, "at": at}
    with state.writing() as connection:
        connection.execute(delete(Person).where(Person.account == told["account"]))
        connection.execute(insert(Person).values(told))


def dismiss(state: State, account: str) -> None:
    """Let somebody in no more. Raises PeopleError for who was not."""
    query = delete(Person).where(Person.account == account_of(account)).returning(Person.account)
    with state.writing() as connection:
        if connection.execute(query).first() is None:
            raise PeopleError(_("Nobody is known as {account!r}.").format(account=account))
        signed.gone(connection, account_of(account))


def person(state: State, account: str) -> Known | None:
    """Find somebody by the account."""
    found = _known(state, Person.account == account_of(account))
    return found[0] if found else None


def people(state: State) -> list[Known]:
    """List everybody who may sign in, by account."""
    return _known(state)


def _known(state: State, *conditions: ColumnElement[bool]) -> list[Known]:
    query = select(*Person.__table__.columns).where(*conditions).order_by(Person.account)
    with state.reading() as connection:
        rows = connection.execute(query).all()
    return [
        Known(row.account, cast(Role, row.role), frozenset(json.loads(row.teams)), row.by, row.at)
        for row in rows
    ]
