"""Who holds a lock between machines."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "locks",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
