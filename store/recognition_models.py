"""The tables of the state database for recognition: ids and counts of who is to be thanked, nobody else's.

No customer stands in them: words are named by the id of their text, which a forgotten customer's has no more.
"""

from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.access_models import Base  # with all tables so far

__all__ = [
    "Award",
    "Base",
    "Idea",
    "Recognition",
    "RecognitionDraw",
    "RecognitionHeld",
    "RecognitionNominee",
    "Unnamed",
]
WEEK = "recognition_weeks.week"


class Recognition(Base):
    """A week as it was nominated, by its first day. others: JSON, how many others there are by award."""

    __tablename__ = "recognition_weeks"

    week: Mapped[str] = mapped_column(String(10), primary_key=True)
    made_at: Mapped[datetime]
    as_of: Mapped[datetime]
    publication: Mapped[int]
    others: Mapped[str]


class RecognitionNominee(Base):
    """Somebody clearly above what was expected that week. evidence, quotes (ids of texts): JSON."""

    __tablename__ = "recognition_nominees"
    __table_args__ = (Index("recognition_nominees_by_agent", "agent_id", "week"),)

    week: Mapped[str] = mapped_column(String(10), ForeignKey(WEEK), primary_key=True)
    award: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str]
    team: Mapped[str | None]
    is_tied: Mapped[int]
    evidence: Mapped[str]
    quotes: Mapped[str]


class RecognitionDraw(Base):
    """Whose turn it was, of whom, and who had one lately; among, had_turn: JSON."""

    __tablename__ = "recognition_draws"

    week: Mapped[str] = mapped_column(String(10), ForeignKey(WEEK), primary_key=True)
    award: Mapped[str] = mapped_column(String(12), primary_key=True)
    seed: Mapped[str]
    among: Mapped[str]
    had_turn: Mapped[str]
    drawn: Mapped[str]


class RecognitionHeld(Base):
    """A reason that took an agent off a week's list."""

    __tablename__ = "recognition_held"

    week: Mapped[str] = mapped_column(String(10), ForeignKey(WEEK), primary_key=True)
    agent_id: Mapped[str] = mapped_column(primary_key=True)
    guard: Mapped[str] = mapped_column(String(12), primary_key=True)
    team: Mapped[str | None]
    n: Mapped[int]
    observed: Mapped[int]
    expected: Mapped[float] = mapped_column(Double)


class Award(Base):
    """A step of an award, only ever added to: the last one of a week and award says who has it.

    act: drawn, confirmed, replaced (instead_of whom, and why), added (why; a second one beside).
    """

    __tablename__ = "awards"
    __table_args__ = (
        Index("awards_by_week", "week", "award", "id"),
        Index("awards_by_agent", "agent_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    week: Mapped[str] = mapped_column(String(10))
    award: Mapped[str] = mapped_column(String(12))
    agent_id: Mapped[str]
    team: Mapped[str | None]
    act: Mapped[str] = mapped_column(String(12))
    instead_of: Mapped[str | None]
    why: Mapped[str | None]
    who: Mapped[str]
    at: Mapped[datetime]


class Unnamed(Base):
    """An agent who would rather not be named."""

    __tablename__ = "unnamed_agents"

    agent_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Idea(Base):
    """The idea of a week as a lead logged it, and what came of it. link: where the result is to be seen."""

    __tablename__ = "ideas"
    __table_args__ = (Index("ideas_by_week", "week", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    week: Mapped[str] = mapped_column(String(10))
    agent_id: Mapped[str]
    team: Mapped[str | None]
    idea: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]
    result: Mapped[str | None]
    link: Mapped[str | None]
    result_who: Mapped[str | None]
    result_at: Mapped[datetime | None]
