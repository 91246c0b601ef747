"""Rules by which the database keeps the audit log as it was written."""

from alembic import op

from store.only_added import rule

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    rule(op.get_bind())


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("DROP FUNCTION audit_only_added() CASCADE")
        return
    acts = ("audit_no_update", "audit_no_delete", "audit_subjects_no_update", "audit_subjects_no_delete")
    for name in ("audit_as_it_was", *acts):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
