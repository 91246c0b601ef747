"""Whose signatures accounts are; a subject of the audit log is told apart by its kind."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
SUBJECTS = "audit_subjects"
OF_OLD = "audit_subjects_subject_key"  # PostgreSQL's own name of the constraint
OF_NEW = "audit_subjects_once"


def upgrade() -> None:
    op.create_table(
        "signers",
        sa.Column("account", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    if op.get_context().dialect.name == "sqlite":
        _made_again(sa.UniqueConstraint("kind", "subject", name=OF_NEW))
        return
    op.drop_constraint(OF_OLD, SUBJECTS)
    op.create_unique_constraint(OF_NEW, SUBJECTS, ["kind", "subject"])


def downgrade() -> None:
    op.drop_table("signers")
    if op.get_context().dialect.name == "sqlite":
        _made_again(sa.UniqueConstraint("subject"))
        return
    op.drop_constraint(OF_NEW, SUBJECTS)
    op.create_unique_constraint(OF_OLD, SUBJECTS, ["subject"])


def _made_again(once: sa.UniqueConstraint) -> None:
    """Make the table anew under its own name: SQLite changes no constraint of one.

    TRICKY: entries of `audit` point at its rows. They do again once these are back, which is before the
    transaction ends, when it is asked. The rules of the table go with it, and are made anew as they were.
    """
    rules = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    told = op.get_bind().execute(sa.text(rules), {"table": SUBJECTS}).scalars().all()
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TEMPORARY TABLE kept_subjects AS SELECT token, kind, subject FROM {SUBJECTS}")
    op.drop_table(SUBJECTS)
    op.create_table(
        SUBJECTS,
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("token"),
        once,
    )
    op.execute(f"INSERT INTO {SUBJECTS} SELECT token, kind, subject FROM kept_subjects")
    op.execute("DROP TABLE kept_subjects")
    for rule in told:
        op.get_bind().exec_driver_sql(rule)
