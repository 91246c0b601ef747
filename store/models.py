"""The tables of the state database: runs, publications, cursors, requests, claims."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Index, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"An instant needs its time zone: {value}.")
        return (
            value.astimezone(UTC) if dialect.name != "sqlite" else value.astimezone(UTC).replace(tzinfo=None)
        )

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return (
            None if value is None else (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))
        )


class Words(TypeDecorator[str]):
    """A text of any length. Bytes of zero, which some sources send, are left out: PostgreSQL refuses them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.replace("\0", "") if value else value


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Instant, str: Words}  # noqa: RUF012 (SQLAlchemy's own form)


class Publication(Base):
    """A set of table versions that readers see as one."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))


class PublicationTable(Base):
    __tablename__ = "publication_tables"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int]


class Pin(Base):
    """A publication that must stay readable until `until`, and for whom."""

    __tablename__ = "pins"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(80), primary_key=True)
    until: Mapped[datetime]


class Run(Base):
    """One refresh of one connector: read = loaded + excluded + quarantined when it ended well."""

    __tablename__ = "runs"
    __table_args__ = (Index("runs_by_connector", "connector", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    connector: Mapped[str] = mapped_column(String(41))
    trigger: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(12))
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_loaded: Mapped[int] = mapped_column(default=0)
    rows_excluded: Mapped[int] = mapped_column(default=0)
    rows_quarantined: Mapped[int] = mapped_column(default=0)
    rows_written: Mapped[int] = mapped_column(default=0)
    message: Mapped[str | None]
    part: Mapped[int | None]  # how far a long run is, of how many parts
    parts: Mapped[int | None]


class RunDetail(Base):
    """Why rows were excluded or set aside in a run, and its notices."""

    __tablename__ = "run_details"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str]
    row_count: Mapped[int | None]


class Source(Base):
    """What is remembered of a connector between runs."""

    __tablename__ = "sources"

    connector: Mapped[str] = mapped_column(String(41), primary_key=True)
    connected_at: Mapped[datetime]
    watermark: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]


class Cursor(Base):
    __tablename__ = "cursors"

    connector: Mapped[str] = mapped_column(String(41), primary_key=True)
    item: Mapped[str] = mapped_column(Words, primary_key=True)
    value: Mapped[str]


class Request(Base):
    """Work that a page asks the scheduler for."""

    __tablename__ = "requests"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    argument: Mapped[str | None]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    outcome: Mapped[str | None]


class JobRun(Base):
    """A slot of a job, claimed by exactly one process."""

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(String(60), primary_key=True)
    slot: Mapped[datetime] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime]
    worker: Mapped[str] = mapped_column(String(80))
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]


class Heartbeat(Base):
    """When a process last said that it lives."""

    __tablename__ = "heartbeats"

    process: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]
    worker: Mapped[str] = mapped_column(String(80))


class Fact(Base):
    """A remembered setting that derived columns were computed with."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]


class Held(Base):
    """Who took a lock between machines last. `token` grows each time: who has an older one lost it."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    token: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[str]
    since: Mapped[datetime]


class VisitNow(Base):
    """A queue visit that waits now or ended of late, as its source told last."""

    __tablename__ = "visits_now"

    source: Mapped[str] = mapped_column(String(41), primary_key=True)
    contact_id: Mapped[str] = mapped_column(Words, primary_key=True)
    leg_no: Mapped[int] = mapped_column(primary_key=True)
    queue: Mapped[str | None]
    channel: Mapped[str | None]
    direction: Mapped[str | None]
    started_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None]
    wait_ms: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str]
    answered_at: Mapped[datetime | None]
    agent_id: Mapped[str | None]
    talk_ms: Mapped[int | None] = mapped_column(BigInteger)
    hold_ms: Mapped[int | None] = mapped_column(BigInteger)
    wrap_ms: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None]


class AgentNow(Base):
    """What an agent does now, as its source told last."""

    __tablename__ = "agents_now"

    source: Mapped[str] = mapped_column(String(41), primary_key=True)
    agent_id: Mapped[str] = mapped_column(Words, primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime | None]
    reason: Mapped[str | None]
    queue: Mapped[str | None]
    queues: Mapped[str | None]


class LiveSource(Base):
    """How a source's telling of this moment goes; `revision` grows with each change of its rows."""

    __tablename__ = "live_sources"

    source: Mapped[str] = mapped_column(String(41), primary_key=True)
    at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
    problem: Mapped[str | None]


class ExpectedWait(Base):
    """What a new caller of a queue may expect to wait, how well that held, and whether to say it."""

    __tablename__ = "expected_waits"

    queue: Mapped[str] = mapped_column(Words, primary_key=True)
    learnt_at: Mapped[datetime]
    publication_id: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(12))
    visit_count: Mapped[int]
    day_count: Mapped[int]
    error_s: Mapped[float | None]
    usual_error_s: Mapped[float | None]
    inside: Mapped[float | None]
    inside_busy: Mapped[float | None]
    steps: Mapped[str]
