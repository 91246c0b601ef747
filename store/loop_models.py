"""The tables of the state database for what people did about what they heard: no customer's words in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.models import Base, Words

__all__ = ["Base", "Click", "FollowUp", "Mark", "Problem", "ProblemChange"]  # Base with all tables of both


class Mark(Base):
    """Somebody's word that a promise, a complaint or a step of its plan is done.

    `undone` is 0 while it holds and the mark's own number once it was taken back, so that one holds at a
    time.
    """

    __tablename__ = "marks"
    __table_args__ = (UniqueConstraint("kind", "subject", "step", "undone", name="marks_one_holds"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str]  # the id of the promise, or of the complaint's contact
    step: Mapped[str]  # of a complaint's plan; empty otherwise
    by: Mapped[str]
    at: Mapped[datetime]
    words: Mapped[str | None]
    undone: Mapped[int] = mapped_column(default=0)
    undone_by: Mapped[str | None]
    undone_at: Mapped[datetime | None]


class FollowUp(Base):
    """Somebody to call after a low answer, a complaint or a hard contact, and what came of it."""

    __tablename__ = "followups"
    __table_args__ = (
        UniqueConstraint("kind", "contact_id", name="followups_once"),
        Index("followups_by_due", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    contact_id: Mapped[str]
    person: Mapped[str | None]
    opened_at: Mapped[datetime]
    owner: Mapped[str | None]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]
    outcome: Mapped[str | None]


class Click(Base):
    """One person's word on whether a signal was heard rightly."""

    __tablename__ = "clicks"

    text_id: Mapped[str] = mapped_column(Words, primary_key=True)
    signal: Mapped[str] = mapped_column(String(20), primary_key=True)
    by: Mapped[str] = mapped_column(Words, primary_key=True)
    is_right: Mapped[int]
    at: Mapped[datetime]


class Problem(Base):
    """A recurring problem that somebody looks after; `revision` grows with each change."""

    __tablename__ = "problems"
    __table_args__ = (UniqueConstraint("topic_family", "terms", name="problems_once"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    topic_family: Mapped[str]
    terms: Mapped[str]  # what tells it apart within its topic
    owner: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]
    words: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)


class ProblemChange(Base):
    """What somebody changed about a problem, and when."""

    __tablename__ = "problem_changes"

    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    owner: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(20))
    words: Mapped[str | None]
