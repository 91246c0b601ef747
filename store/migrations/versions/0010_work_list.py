"""Whom to call week by week, as it was shown, and what was done about it."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "risk_lists",
        sa.Column("monday", sa.String(length=10), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("as_of", Instant(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("unknown", sa.Text(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("at_risk", sa.Integer(), nullable=False),
        sa.Column("at_risk_value", sa.Double(), nullable=True),
        sa.Column("at_risk_known", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("monday"),
    )
    op.create_table(
        "risk_listed",
        sa.Column("monday", sa.String(length=10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("is_held_out", sa.Integer(), nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["monday"], ["risk_lists.monday"]),
        sa.PrimaryKeyConstraint("monday", "rank"),
    )
    op.create_index("risk_listed_by_person", "risk_listed", ["person", "monday"])
    op.create_table(
        "risk_acts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("on_date", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("risk_acts_by_person", "risk_acts", ["person", "id"])


def downgrade() -> None:
    op.drop_table("risk_acts")
    op.drop_table("risk_listed")
    op.drop_table("risk_lists")
