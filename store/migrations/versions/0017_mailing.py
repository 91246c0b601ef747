"""Weekly mails: when, to whom, and what was told."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "mail_schedules",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("weekday", sa.String(length=9), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("is_on", sa.Integer(), nullable=False),
        sa.Column("wait_h", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind"),
    )
    op.create_table(
        "mail_recipients",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("unsubscribed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "address"),
    )
    op.create_table(
        "mail_archive",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("figures", "missing", "told", "skipped")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("mail_archive_by_week", "mail_archive", ["kind", "week"])
    op.create_table(
        "mail_weeks",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("slot", Instant(), nullable=False),
        sa.Column("latest", Instant(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("archive_id", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("alarmed_at", Instant(), nullable=True),
        sa.Column("beaten_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["archive_id"], ["mail_archive.id"]),
        sa.PrimaryKeyConstraint("kind", "week"),
    )


def downgrade() -> None:
    for name in ("mail_weeks", "mail_archive", "mail_recipients", "mail_schedules"):
        op.drop_table(name)
