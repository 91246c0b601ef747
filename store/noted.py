"""What is written once and never again, however often and by whomever it is tried."""

from functools import partial

from sqlalchemy import Connection, select, text

from store.models import Fact
from store.state import State

PREFIX = "once."
# SQLite and PostgreSQL share these words (see store.claims).
NOTE = text("INSERT INTO facts (name, value) VALUES (:name, '') ON CONFLICT (name) DO NOTHING RETURNING name")


class NotedError(Exception):
    """Something was written before, so that nothing of it was written again."""


def once(state: State, name: str) -> State:
    """Give the same database, whose next transaction notes a name (of 34 signs at most) with what it writes.

    Where that name was noted before, nothing is written: the transaction raises NotedError.
    """
    return state.also(partial(_note, name=name))


def names(state: State) -> set[str]:
    """List what was noted."""
    query = select(Fact.name).where(Fact.name.startswith(PREFIX))
    with state.reading() as connection:
        return {name.removeprefix(PREFIX) for name in connection.execute(query).scalars()}


def note(state: State, name: str) -> None:
    """Note a name alone; twice is once."""
    with state.writing() as connection:
        connection.execute(NOTE, {"name": PREFIX + name})


def _note(connection: Connection, name: str) -> None:
    if connection.execute(NOTE, {"name": PREFIX + name}).first() is None:
        raise NotedError(name)
