"""What sources tell of this moment: written by the leading scheduler, read by the live page.

Only what changed is written, so that a quiet floor costs one row every few seconds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import polars as pl
from sqlalchemy import Connection, delete, insert, select, tuple_, update

from store.models import AgentNow, Base, LiveSource, VisitNow
from store.schema import AGENTS_NOW, INSTANT, TEXT, VISITS_NOW, Dtype
from store.state import State


class Told(Protocol):
    """What a source told (connectors.base.Live)."""

    @property
    def at(self) -> datetime: ...
    @property
    def visits(self) -> pl.DataFrame: ...
    @property
    def agents(self) -> pl.DataFrame: ...


@dataclass(frozen=True)
class Kept:
    """A table of this moment: its model, its key within a source, its columns."""

    model: type[Base]
    key: tuple[str, ...]
    columns: dict[str, Dtype]


VISITS = Kept(VisitNow, ("contact_id", "leg_no"), VISITS_NOW)
AGENTS = Kept(AgentNow, ("agent_id",), AGENTS_NOW)


@dataclass
class Writer:
    """Writes what one source tells. It knows what it wrote last; a new one begins by reading that."""

    state: State
    source: str
    _known: dict[str, pl.DataFrame] = field(default_factory=dict)

    def write(self, told: Told) -> bool:
        """Bring the rows of the source to what it tells; say whether any of them changed."""
        try:
            with self.state.writing() as connection:
                changes = [
                    self._bring(connection, kept, rows)
                    for kept, rows in ((VISITS, told.visits), (AGENTS, told.agents))
                ]
                self._mark(connection, any(changes), at=told.at, problem=None)
        except BaseException:
            self._known.clear()  # what was not written is not known
            raise
        return any(changes)

    def fail(self, problem: str) -> None:
        """Say why the source tells nothing now; what it told last stays, with its age."""
        with self.state.writing() as connection:
            self._mark(connection, False, problem=problem)

    def _mark(self, connection: Connection, changed: bool, **values: object) -> None:
        mine = LiveSource.source == self.source
        revision = LiveSource.revision + int(changed)
        found = connection.execute(
            update(LiveSource).where(mine).values(revision=revision, **values).returning(LiveSource.source)
        ).first()
        if found is None:
            connection.execute(insert(LiveSource).values(source=self.source, revision=1, **values))

    def _bring(self, connection: Connection, kept: Kept, told: pl.DataFrame) -> bool:
        told = told.select(pl.col(name).cast(dtype) for name, dtype in kept.columns.items())
        name = kept.model.__tablename__
        if name not in self._known:
            self._known[name] = _rows(connection, kept, self.source).drop("source")
        before = self._known[name]
        gone = before.join(told, on=list(kept.columns), how="anti", nulls_equal=True)
        new = told.join(before, on=list(kept.columns), how="anti", nulls_equal=True)
        model, key = kept.model, tuple_(*(getattr(kept.model, part) for part in kept.key))
        for some in gone.iter_slices(200):
            mine = getattr(model, "source") == self.source  # noqa: B009 (Base itself has no such column)
            connection.execute(delete(model).where(mine, key.in_(some.select(kept.key).rows())))
        if new.height:
            connection.execute(insert(model), [{"source": self.source, **row} for row in new.to_dicts()])
        self._known[name] = told
        return bool(gone.height or new.height)


@dataclass(frozen=True)
class SourceNow:
    """How a source's telling goes: up to when it has told, and why it tells nothing, if so."""

    source: str
    at: datetime | None
    revision: int
    problem: str | None


@dataclass(frozen=True)
class Now:
    """All that the sources told last, read in one transaction."""

    visits: pl.DataFrame  # source and VISITS_NOW
    agents: pl.DataFrame  # source and AGENTS_NOW
    sources: tuple[SourceNow, ...]


def sources_now(state: State) -> tuple[SourceNow, ...]:
    """Tell how each source's telling goes: the cheap look that says whether anything changed."""
    with state.reading() as connection:
        return _sources(connection)


def read_now(state: State) -> Now:
    """Read what the sources told last."""
    with state.reading() as connection:
        return Now(_rows(connection, VISITS), _rows(connection, AGENTS), _sources(connection))


def forget(state: State, configured: list[str]) -> None:
    """Forget what sources told that are not connected any more."""
    with state.writing() as connection:
        for model in (VisitNow, AgentNow, LiveSource):
            connection.execute(delete(model).where(model.source.not_in(configured)))


def _sources(connection: Connection) -> tuple[SourceNow, ...]:
    found = connection.execute(select(*LiveSource.__table__.columns).order_by(LiveSource.source))
    return tuple(SourceNow(row.source, row.at, row.revision, row.problem) for row in found)


def _rows(connection: Connection, kept: Kept, source: str | None = None) -> pl.DataFrame:
    query = select(*kept.model.__table__.columns)
    if source is not None:
        query = query.where(kept.model.__table__.c.source == source)
    schema: dict[str, Dtype] = {"source": TEXT, **kept.columns}
    rows = [row._asdict() for row in connection.execute(query)]
    instants = [name for name, dtype in kept.columns.items() if dtype == INSTANT]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col(instants).cast(INSTANT)).select(list(schema))
