"""The audit log as the database itself keeps it: entries are added, by whomever its SQL is written.

Rules of the database refuse every change. Two acts may: what is older than kept goes, and of who is forgotten
the id becomes a token. They say so in `facts`, in their own transaction, and take it back before its end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, delete, insert

from store.models import Fact

OPENED: Final = "audit opened"
SAID: Final = "Entries of the audit log are only added."
NEVER: Final = "id, at, account, role, act, once"  # who did what and when: not even by who forgets
TABLES: Final = ("audit", "audit_subjects")
REFUSES: Final = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
IS_CLOSED: Final = f"NOT EXISTS (SELECT 1 FROM facts WHERE name = '{OPENED}')"
AS_IT_WAS: Final = f"CREATE TRIGGER audit_as_it_was BEFORE UPDATE OF {NEVER} ON audit"
FUNCTION: Final = f"""
CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_NARGS > 0 OR {IS_CLOSED} THEN
        RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$
"""
SQLITE: Final = (
    f"{AS_IT_WAS} {REFUSES}",
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} WHEN {IS_CLOSED} {REFUSES}"
        for table in TABLES
        for act in ("UPDATE", "DELETE")
    ),
)
POSTGRES: Final = (
    FUNCTION,
    f"{AS_IT_WAS} FOR EACH ROW EXECUTE FUNCTION audit_only_added('never')",
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} FOR EACH {each}"
        " EXECUTE FUNCTION audit_only_added()"
        for table in TABLES
        for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT"))
    ),
)


def rule(connection: Connection) -> None:
    """Give the rules to a database that has the tables and not yet the rules."""
    for told in SQLITE if connection.dialect.name == "sqlite" else POSTGRES:
        connection.exec_driver_sql(told)


@contextmanager
def opened(connection: Connection, why: str) -> Iterator[None]:
    """Let the transaction change or take away what it must. What fails within has to end the transaction."""
    connection.execute(insert(Fact).values(name=OPENED, value=why))
    yield
    connection.execute(delete(Fact).where(Fact.name == OPENED))
