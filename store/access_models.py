"""The tables of the state database for who may look, who looked, and who was forgotten."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.good_models import Base

__all__ = ["Audit", "AuditSubject", "Base", "Erased", "Person", "Signer"]  # Base with all tables


class Person(Base):
    """Somebody who may sign in where no claim says the role: by account, in small letters."""

    __tablename__ = "people"

    account: Mapped[str] = mapped_column(String(320), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    teams: Mapped[str]  # JSON, sorted names
    by: Mapped[str]
    at: Mapped[datetime]


class Signer(Base):
    """Somebody who was signed in, as the provider named them last: their account signs what they do."""

    __tablename__ = "signers"

    account: Mapped[str] = mapped_column(String(320), primary_key=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))  # empty of who was let in no more
    teams: Mapped[str]  # JSON, sorted names


class AuditSubject(Base):
    """What entries are about, under a random token: forgetting a customer changes this row, no entry."""

    __tablename__ = "audit_subjects"
    __table_args__ = (UniqueConstraint("kind", "subject", name="audit_subjects_once"),)

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(400))


class Audit(Base):
    """One thing that somebody did or saw; never changed, and removed only when it is older than is kept.

    `once` is the same for what counts once, such as a customer seen by the same viewer within an hour.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("audit_by_time", "at"),
        Index("audit_by_account", "account", "at"),
        Index("audit_by_token", "token", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    account: Mapped[str] = mapped_column(String(320))
    role: Mapped[str] = mapped_column(String(20))
    act: Mapped[str] = mapped_column(String(20))
    token: Mapped[str | None] = mapped_column(ForeignKey("audit_subjects.token"))
    detail: Mapped[str | None]
    once: Mapped[str | None] = mapped_column(String(80), unique=True)


class Erased(Base):
    """A customer who was forgotten: a keyed hash of each of their ids, so that no fetch brings them back."""

    __tablename__ = "erased"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    token: Mapped[str] = mapped_column(String(64))
