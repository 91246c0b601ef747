"""Who looks, and at what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import polars as pl

from store.schema import INSTANT

Role = Literal["manager", "lead", "executive", "admin"]


class ReadError(ValueError):
    """Say which filter or publication is not to be had and what is."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: a lead sees the own teams' contacts, an executive no single customer.

    account: the address that the audit log knows them by and that signs what they do on lists; empty at this
    machine's own screen and commands.
    """

    name: str
    role: Role
    teams: frozenset[str] = frozenset()
    account: str = ""

    @property
    def signature(self) -> str:
        """What signs what they do: the account; the name, which anybody may change, where there is none."""
        return self.account or self.name

    @property
    def sees_customers(self) -> bool:
        return self.role != "executive"

    @property
    def sees_agents(self) -> bool:
        """Tell whether the times of a single agent may be seen."""
        return self.role != "executive"


@dataclass(frozen=True)
class Filters:
    """What is looked at: the half-open window of instants, the clock, and values to narrow by.

    With `hindsight` things are shown as they stood, by all that became known of them since.
    """

    as_of: datetime
    start: datetime | None = None
    end: datetime | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hindsight: bool = False

    @property
    def known_by(self) -> datetime | None:
        return None if self.hindsight else self.as_of

    def values(self, name: str) -> tuple[str, ...]:
        return dict(self.where).get(name, ())


def inside(rows: pl.LazyFrame, filters: Filters, anchor: str = "queued_at") -> pl.LazyFrame:
    """Keep the rows whose anchor lies in the window of the filters."""
    for bound, keep in ((filters.start, pl.col(anchor).ge), (filters.end, pl.col(anchor).lt)):
        rows = rows if bound is None else rows.filter(keep(pl.lit(bound).cast(INSTANT)))
    return rows
