"""The tables of the state database for what is done about figures: actions, changes of process, owners."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.mailing_models import Base  # with all tables so far

__all__ = ["Action", "Base", "Correction", "Owner", "ProcessChange"]


class Action(Base):
    """Something decided in the review of a week. week, due, begun_on, ended_on: days.

    team: whose lead decided it; null for the whole centre. owner: a signature or a name. expected: up or
    down. cut, place: where it is done, such as queue, Billing; null for everywhere. outcome: done or dropped.
    is_before: whether what was expected was written down before anybody could look.
    """

    __tablename__ = "actions"
    __table_args__ = (Index("actions_by_week", "week", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    week: Mapped[str] = mapped_column(String(10))
    team: Mapped[str | None]
    what: Mapped[str]
    owner: Mapped[str]
    metric: Mapped[str] = mapped_column(String(40))
    expected: Mapped[str] = mapped_column(String(4))
    is_before: Mapped[int]
    cut: Mapped[str | None] = mapped_column(String(12))
    place: Mapped[str | None]
    due: Mapped[str] = mapped_column(String(10))
    begun_on: Mapped[str | None] = mapped_column(String(10))
    ended_on: Mapped[str | None] = mapped_column(String(10))
    outcome: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]


class ProcessChange(Base):
    """A change of process: kind is menu, rota, script or other; the other columns as those of actions.

    beside: what it is compared with: another place, empty for all others, null for nothing. is_proposed: by
    the product. plan: JSON of a roll-out that chance decides, or null. withdrawn_why: why it never was.
    """

    __tablename__ = "process_changes"
    __table_args__ = (Index("process_changes_by_day", "on_date", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))
    what: Mapped[str]
    on_date: Mapped[str] = mapped_column(String(10))
    owner: Mapped[str]
    team: Mapped[str | None]
    metric: Mapped[str] = mapped_column(String(40))
    expected: Mapped[str] = mapped_column(String(4))
    is_before: Mapped[int]
    cut: Mapped[str | None] = mapped_column(String(12))
    place: Mapped[str | None]
    beside: Mapped[str | None]
    is_proposed: Mapped[int]
    plan: Mapped[str | None]
    withdrawn_why: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]


class Correction(Base):
    """What somebody altered of a change or an action. kind: change or action; number: its id.

    was, now: JSON of the columns that were altered, as they were and as they became.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("corrections_of", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    was: Mapped[str]
    now: Mapped[str]
    why: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]


class Owner(Base):
    """Who answers for a metric or a topic; who has no row has nobody."""

    __tablename__ = "owners"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    owner: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
