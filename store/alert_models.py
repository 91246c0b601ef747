"""The tables of the state database for bottlenecks: what was seen, what rang, what people did about it.

No customer is in them. JSON columns hold what `metrics.bottlenecks` gives as `stored()`.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.loop_models import Base  # with all tables so far

__all__ = ["Base", "Calibration", "Detector", "Episode", "EpisodeAct", "Look", "Suppression"]


class Look(Base):
    """What was seen of all queues at one tick, as compressed JSON; version: of what the JSON holds."""

    __tablename__ = "looks"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    version: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Detector(Base):
    """What the detector needs to know at its next tick, as compressed JSON; one row."""

    __tablename__ = "detector"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Calibration(Base):
    """How loud each queue may be, chosen by replaying looks from `since` to `until`.

    thresholds: of each queue, `h0` and those of the causes. rung: a list of pools of queues that were
    calibrated together, each with how often each rule would have rung.
    """

    __tablename__ = "calibrations"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    since: Mapped[datetime]
    until: Mapped[datetime]
    weeks: Mapped[float]
    thresholds: Mapped[str]
    rung: Mapped[str]


class Episode(Base):
    """An alert, by queue (of kind "silent": by source), kind and the instant it began at.

    cleared_at and how are the detector's word, state is people's. evidence: the causes at the worst look, as
    JSON; peak: its harm. `revision` grows with each change by a person.
    """

    __tablename__ = "episodes"
    __table_args__ = (
        UniqueConstraint("queue", "kind", "begun_at", name="episodes_once"),
        Index("episodes_by_end", "cleared_at", "raised_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    queue: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str | None] = mapped_column(String(20))
    begun_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12))
    taken_by: Mapped[str | None]
    assigned_to: Mapped[str | None]
    minutes_lost: Mapped[float]
    unseen_min: Mapped[float]
    peak: Mapped[float | None]
    evidence: Mapped[str]
    calibration_id: Mapped[int | None] = mapped_column(ForeignKey("calibrations.id"))
    source: Mapped[str] = mapped_column(String(8))
    is_suppressed: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)


class EpisodeAct(Base):
    """What somebody did about an alert; nothing is ever taken out, "undone" takes back."""

    __tablename__ = "episode_acts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episodes.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    act: Mapped[str] = mapped_column(String(12))
    assigned_to: Mapped[str | None]
    words: Mapped[str | None]


class Suppression(Base):
    """A stretch of time in which a queue, or all of them (null), is not to be heard of."""

    __tablename__ = "suppressions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    queue: Mapped[str | None]
    since: Mapped[datetime]
    until: Mapped[datetime]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str | None]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]
