"""What is done about figures: actions, changes of process, and who answers for what."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "owner")),
        *_watched(),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("begun_on", sa.String(length=10), nullable=True),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("actions_by_week", "actions", ["week", "id"])
    op.create_table(
        "process_changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("on_date", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        *_watched(),
        sa.Column("beside", sa.Text(), nullable=True),
        sa.Column("is_proposed", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("plan", "withdrawn_why")),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("process_changes_by_day", "process_changes", ["on_date", "id"])
    op.create_table(
        "owners",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("owner", "by")),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
    )


def downgrade() -> None:
    for name in ("owners", "process_changes", "actions"):
        op.drop_table(name)


def _watched() -> list[sa.Column[object]]:
    """Which figure is watched, where, and what is expected of it."""
    return [
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("expected", sa.String(length=4), nullable=False),
        sa.Column("is_before", sa.Integer(), nullable=False),
        sa.Column("cut", sa.String(length=12), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
    ]
