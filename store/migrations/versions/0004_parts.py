"""How far a run is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("runs", sa.Column("part", sa.Integer(), nullable=True))
    op.add_column("runs", sa.Column("parts", sa.Integer(), nullable=True))
