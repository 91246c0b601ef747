"""The tables of the state database for good reasons to call: ids, days and reasons, no customer's words."""

from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.work_list_models import Base  # with all tables so far

__all__ = ["Base", "GoodList", "GoodListed"]


class GoodList(Base):
    """The list of one week as it was shown. kinds: JSON, the reasons that were looked for.

    due: how many could have been called for a good reason; troubled: how many more have one, and trouble that
    comes first. tells: 1 where any source tells of calls by our people, 0 where none does.
    """

    __tablename__ = "good_lists"

    monday: Mapped[str] = mapped_column(String(10), primary_key=True)
    made_at: Mapped[datetime]
    as_of: Mapped[datetime]
    publication: Mapped[int]
    a_week: Mapped[int]
    kinds: Mapped[str]
    due: Mapped[int]
    troubled: Mapped[int]
    tells: Mapped[int]


class GoodListed(Base):
    """One customer of a list as it was shown. reasons: JSON."""

    __tablename__ = "good_listed"
    __table_args__ = (Index("good_listed_by_person", "person", "monday"),)

    monday: Mapped[str] = mapped_column(String(10), ForeignKey("good_lists.monday"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    value: Mapped[float | None] = mapped_column(Double)
    reasons: Mapped[str]
