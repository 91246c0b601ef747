"""The table of the state database for what goes out by itself: facts to write it from, never its text."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.alert_models import Base  # with all tables so far

__all__ = ["Base", "Outgoing"]


class Outgoing(Base):
    """One message to one recipient, at most once for each subject and stage.

    recipient: an address, or the name of a web hook. facts: what its text is written from, as JSON without
    anything that a customer said. left_out: messages that the recipient's limit kept back before this one.
    state: waiting, handing (being handed over this moment), sent, held (by the limit), overtaken (by a later
    word about the same), given_up, or unsure (whether it arrived is not known, so it is not sent again).
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("about", "stage", "channel", "recipient", name="outbox_once"),
        Index("outbox_by_due", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str]
    stage: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(12))
    recipient: Mapped[str]
    facts: Mapped[str]
    left_out: Mapped[int] = mapped_column(default=0)
    posted_at: Mapped[datetime]
    give_up_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    problem: Mapped[str | None]
