"""The tables of the state database for the work list: ids, points and supervisors' words, no customer's."""

from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.risk_models import Base  # with all tables so far

__all__ = ["Base", "RiskAct", "RiskList", "RiskListed"]


class RiskList(Base):
    """The list of one week as it was shown. weights, unknown and ordered_by (store.risk_order.Order; null:
    the score): JSON.

    customers: how many were scored; at_risk: how many had points; at_risk_value: their known yearly value, of
    at_risk_known of them. unknown: evidence that could not be known of any customer.
    """

    __tablename__ = "risk_lists"

    monday: Mapped[str] = mapped_column(String(10), primary_key=True)
    made_at: Mapped[datetime]
    as_of: Mapped[datetime]
    publication: Mapped[int]
    capacity: Mapped[int]
    weights: Mapped[str]
    unknown: Mapped[str]
    customers: Mapped[int]
    at_risk: Mapped[int]
    at_risk_value: Mapped[float | None] = mapped_column(Double)
    at_risk_known: Mapped[int]
    ordered_by: Mapped[str | None]


class RiskListed(Base):
    """One customer of a list as it was shown. reasons: JSON, with the ids of the rows behind each."""

    __tablename__ = "risk_listed"
    __table_args__ = (Index("risk_listed_by_person", "person", "monday"),)

    monday: Mapped[str] = mapped_column(String(10), ForeignKey("risk_lists.monday"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    points: Mapped[float] = mapped_column(Double)
    value: Mapped[float | None] = mapped_column(Double)
    chance: Mapped[float | None] = mapped_column(Double)
    reasons: Mapped[str]
    is_held_out: Mapped[int]
    called_at: Mapped[datetime | None]


class RiskAct(Base):
    """What somebody did about a customer of the list, only ever added to.

    act: a state (to_call, called, offer, kept, lost), owner and note (words), next_date (on_date), undone.
    """

    __tablename__ = "risk_acts"
    __table_args__ = (Index("risk_acts_by_person", "person", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]
    act: Mapped[str] = mapped_column(String(12))
    words: Mapped[str | None]
    on_date: Mapped[str | None] = mapped_column(String(10))
