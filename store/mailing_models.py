"""The tables of the state database for weekly mails: when, to whom, and what was told of each week."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.recognition_models import Base  # with all tables so far

__all__ = ["Base", "MailArchived", "MailRecipient", "MailSchedule", "MailWeek"]


class MailSchedule(Base):
    """When a kind of mail goes out: weekday by name, HH:MM, IANA zone. since: runs from before are not owed.

    wait_h: how many hours late data are waited for. by: who set it last.
    """

    __tablename__ = "mail_schedules"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    weekday: Mapped[str] = mapped_column(String(9))
    at: Mapped[str] = mapped_column(String(5))
    zone: Mapped[str] = mapped_column(String(64))
    is_on: Mapped[int]
    wait_h: Mapped[int]
    since: Mapped[datetime]
    by: Mapped[str]


class MailRecipient(Base):
    """Who gets a kind of mail, or said that they want none. teams, files: JSON. zone: null for the site's.

    role: what they were let in as when they were added; null for who was not known. Who loses it gets no
    more. unsubscribed_at: since when they want none; the row stays, so that nobody is added again by default.
    """

    __tablename__ = "mail_recipients"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    teams: Mapped[str]
    zone: Mapped[str | None] = mapped_column(String(64))
    files: Mapped[str]
    role: Mapped[str | None] = mapped_column(String(20))
    by: Mapped[str]
    at: Mapped[datetime]
    unsubscribed_at: Mapped[datetime | None]


class MailArchived(Base):
    """What was told of a week: figures, what was missing and what was set right, as JSON; nobody's words.

    how: "schedule" or "hand". told: figures of earlier weeks as they were told here anew.
    """

    __tablename__ = "mail_archive"
    __table_args__ = (Index("mail_archive_by_week", "kind", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    week: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by: Mapped[str]
    how: Mapped[str] = mapped_column(String(12))
    publication: Mapped[int]
    figures: Mapped[str]
    missing: Mapped[str]
    told: Mapped[str]
    skipped: Mapped[str]


class MailWeek(Base):
    """What became of a kind's mail of a week. state: waiting (for data), posted, nobody or missed.

    slot: when it was due; latest: until when late data are waited for. problem: a sentence why it waits or
    was missed. alarmed_at, beaten_at: when admins were told that it did not come, and the dead man's switch
    that it did.
    """

    __tablename__ = "mail_weeks"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    week: Mapped[str] = mapped_column(String(10), primary_key=True)
    slot: Mapped[datetime]
    latest: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    archive_id: Mapped[int | None] = mapped_column(ForeignKey("mail_archive.id"))
    problem: Mapped[str | None]
    alarmed_at: Mapped[datetime | None]
    beaten_at: Mapped[datetime | None]
