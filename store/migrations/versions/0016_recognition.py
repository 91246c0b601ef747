"""Who is to be thanked, week by week, and what people made of it."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0016"
down_revision = "0015"


def _week() -> sa.Column[str]:
    return sa.Column("week", sa.String(length=10), nullable=False)


def _award() -> sa.Column[str]:
    return sa.Column("award", sa.String(length=12), nullable=False)


def upgrade() -> None:
    op.create_table(
        "recognition_weeks",
        _week(),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("as_of", Instant(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("week"),
    )
    op.create_table(
        "recognition_nominees",
        _week(),
        _award(),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("is_tied", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("quotes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["week"], ["recognition_weeks.week"]),
        sa.PrimaryKeyConstraint("week", "award", "place"),
    )
    op.create_index("recognition_nominees_by_agent", "recognition_nominees", ["agent_id", "week"])
    op.create_table(
        "recognition_draws",
        _week(),
        _award(),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("among", sa.Text(), nullable=False),
        sa.Column("had_turn", sa.Text(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["week"], ["recognition_weeks.week"]),
        sa.PrimaryKeyConstraint("week", "award"),
    )
    op.create_table(
        "recognition_held",
        _week(),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("guard", sa.String(length=12), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["week"], ["recognition_weeks.week"]),
        sa.PrimaryKeyConstraint("week", "agent_id", "guard"),
    )
    _what_people_do()


def _what_people_do() -> None:
    op.create_table(
        "awards",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _week(),
        _award(),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("instead_of", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("awards_by_week", "awards", ["week", "award", "id"])
    op.create_index("awards_by_agent", "awards", ["agent_id", "id"])
    op.create_table(
        "unnamed_agents",
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("agent_id"),
    )
    op.create_table(
        "ideas",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _week(),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("result_who", sa.Text(), nullable=True),
        sa.Column("result_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ideas_by_week", "ideas", ["week", "id"])


def downgrade() -> None:
    for table in (
        *("ideas", "unnamed_agents", "awards", "recognition_held", "recognition_draws"),
        *("recognition_nominees", "recognition_weeks"),
    ):
        op.drop_table(table)
