"""By what each list was ordered, and the chances it told."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("risk_lists") as lists:
        lists.add_column(sa.Column("ordered_by", sa.Text(), nullable=True))
    with op.batch_alter_table("risk_listed") as listed:
        listed.add_column(sa.Column("chance", sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("risk_listed") as listed:
        listed.drop_column("chance")
    with op.batch_alter_table("risk_lists") as lists:
        lists.drop_column("ordered_by")
