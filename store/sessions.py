"""A lock between machines: held by a session of PostgreSQL, whose end frees it."""

import os
import socket
import time
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from language import _
from store.engine import key
from store.models import Held
from store.state import LostError, State

TRY_S = 0.1
PURPOSES = {"writer": 1, "leader": 2}


class Session:
    """One lock and the connection that holds it.

    Who holds it wrote a token that nobody wrote before. A transaction that still finds its own is in time:
    whoever takes the lock next writes the next token in a transaction of its own, and writing ones queue.
    """

    def __init__(self, state: State, name: str) -> None:
        self._state = state
        self._name = name
        self._key = key(PURPOSES[name])
        self._connection: Connection | None = None
        self._token: int | None = None
        self.refused_by = ""

    def acquire(self, end: float) -> bool:
        """Try until `end` of the monotonic clock; say whether it is held now. Raises StateError."""
        while not self._try():
            if time.monotonic() >= end:
                self.refused_by = self._holder()
                return False
            time.sleep(TRY_S)
        try:
            self._token = self._sign()
        except BaseException:
            self.release()
            raise
        return True

    def _try(self) -> bool:
        with self._state.said():
            connection = self._state.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            got = False
            try:
                got = bool(connection.execute(text(f"SELECT pg_try_advisory_lock({self._key})")).scalar_one())
                connection.commit()
            finally:
                if got:
                    self._connection = connection
                else:
                    connection.close()
        return got

    def _sign(self) -> int:
        row = {"holder": _myself(), "since": datetime.now(UTC)}
        with self._state.writing() as connection:
            mine = update(Held).where(Held.name == self._name).values(token=Held.token + 1, **row)
            token = connection.execute(mine.returning(Held.token)).scalar_one_or_none()
            if token is None:
                token = 1
                connection.execute(insert(Held).values(name=self._name, token=token, **row))
            return token

    def release(self) -> None:
        """Free it; if the connection is gone, so is the lock."""
        if self._connection is not None and self._answers(f"SELECT pg_advisory_unlock({self._key})"):
            self._connection.close()
        self._connection, self._token = None, None

    @property
    def is_alive(self) -> bool:
        """Whether the session that holds it still answers; one that did not is never trusted again."""
        return self._answers("SELECT 1")

    def _answers(self, statement: str) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text(statement))
            self._connection.commit()
        except DBAPIError:
            self._connection.invalidate()  # it must not go back among the others with the lock
            self._connection.close()
            self._connection, self._token = None, None
            return False
        return True

    def confirm(self, connection: Connection) -> None:
        """Raise LostError unless nobody took the lock after us."""
        last = connection.execute(select(Held.token).where(Held.name == self._name)).scalar_one_or_none()
        if self._token is None or last != self._token:
            raise LostError(_("The connection to the state database was lost, and the lock with it."))

    def _holder(self) -> str:
        with self._state.reading() as connection:
            row = connection.execute(
                select(Held.holder, Held.since).where(Held.name == self._name)
            ).one_or_none()
        if row is None:
            return _("another process")
        return _("{holder} since {time} UTC").format(holder=row.holder, time=f"{row.since:%H:%M:%S}")


def _myself() -> str:
    return _("process {number} on {machine}").format(number=os.getpid(), machine=socket.gethostname())
