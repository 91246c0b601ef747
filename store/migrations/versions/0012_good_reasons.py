"""Whom to call for a good reason, week by week, as it was shown."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "good_lists",
        sa.Column("monday", sa.String(length=10), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("as_of", Instant(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("a_week", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("troubled", sa.Integer(), nullable=False),
        sa.Column("tells", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("monday"),
    )
    op.create_table(
        "good_listed",
        sa.Column("monday", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["monday"], ["good_lists.monday"]),
        sa.PrimaryKeyConstraint("monday", "rank"),
    )
    op.create_index("good_listed_by_person", "good_listed", ["person", "monday"])


def downgrade() -> None:
    op.drop_table("good_listed")
    op.drop_table("good_lists")
