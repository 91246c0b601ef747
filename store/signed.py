"""Who signed what people do on lists: their account, shown by the name that they had when last seen.

A signature is the account where people sign in; without sign-in, and in rows from before accounts signed, it
is a name and reads as it is. So is a team, or the lead whom a record of agents names.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl
from sqlalchemy import Connection, select, text, update

from store.access_models import Signer
from store.asked import Viewer
from store.schema import TEXT
from store.state import State

# SQLite and PostgreSQL share these words (see store.claims).
SEEN = text(
    "INSERT INTO signers (account, name, role, teams) VALUES (:account, :name, :role, :teams)"
    " ON CONFLICT (account) DO UPDATE SET name = excluded.name, role = excluded.role, teams = excluded.teams"
)
WORKS = ("manager", "lead", "admin")  # whom something can be given to


@dataclass(frozen=True)
class Names:
    """The names of accounts; `of` tells two of one name apart by their accounts."""

    known: Mapping[str, str]

    @cached_property
    def _often(self) -> Counter[str]:
        return Counter(name.casefold() for name in self.known.values())

    def of(self, signature: str) -> str:
        """Give the name to show; where another account has it, or it looks like an account, both."""
        name = self.known.get(signature, signature)
        is_alone = self._often[name.casefold()] <= 1 and "@" not in name
        return name if name == signature or is_alone else self.whole(signature)

    def whole(self, signature: str) -> str:
        """Give the name with the account, to choose by."""
        name = self.known.get(signature, signature)
        return name if name == signature else f"{name} ({signature})"

    def some(self, signature: str | None) -> str | None:
        """Give the name to show; of nobody none."""
        return None if signature is None else self.of(signature)

    def shown(self, column: str) -> pl.Expr:
        """Put the names to show in the place of a column's signatures."""
        return pl.col(column).replace({one: self.of(one) for one in self.known}).cast(TEXT)


def saw(state: State, who: Viewer) -> None:
    """Remember by which name somebody is signed in, and as what; without an account nothing."""
    told = {"name": who.name, "role": who.role, "teams": json.dumps(sorted(who.teams))}
    if not who.account:
        return
    known = select(Signer.name, Signer.role, Signer.teams).where(Signer.account == who.account)
    with state.reading() as connection:
        found = connection.execute(known).first()
    if found is None or found._asdict() != told:
        with state.writing() as connection:
            connection.execute(SEEN, {"account": who.account, **told})


def role(state: State, account: str) -> str:
    """Tell as what somebody signed in last; empty of who never did, or was let in no more."""
    query = select(Signer.role).where(Signer.account == account)
    with state.reading() as connection:
        return connection.execute(query).scalar() or ""


def names(state: State) -> Names:
    """Read the names of all accounts."""
    with state.reading() as connection:
        return names_in(connection)


def names_in(connection: Connection) -> Names:
    """Read the same within a transaction."""
    rows = connection.execute(select(Signer.account, Signer.name)).all()
    return Names({row.account: row.name for row in rows})


def colleagues(state: State, who: Viewer) -> list[str]:
    """List the accounts of those whom somebody can give something to, by name: a lead to the own teams'
    leads, and to who sees all teams."""
    query = select(*Signer.__table__.columns).where(Signer.role.in_(WORKS), Signer.account != who.account)
    with state.reading() as connection:
        rows = connection.execute(query).all()
    own = [row for row in rows if who.role != "lead" or _shares(row.role, row.teams, who)]
    return [row.account for row in sorted(own, key=lambda row: (row.name.casefold(), row.account))]


def _shares(role: str, teams: str, who: Viewer) -> bool:
    return role != "lead" or bool(who.teams & set(json.loads(teams)))


def gone(connection: Connection, account: str) -> None:
    """Offer somebody no more who was let in no more; their signatures keep their name."""
    connection.execute(update(Signer).where(Signer.account == account).values(role=""))
