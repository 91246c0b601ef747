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
SQLITE: Final = (
    f"CREATE TRIGGER audit_as_it_was BEFORE UPDATE OF {NEVER} ON audit"
    f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
        f" WHEN NOT EXISTS (SELECT 1 FROM facts WHERE name = '{OPENED}')"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for table in ("audit", "audit_subjects")
        for act in ("UPDATE", "DELETE")
    ),
)
POSTGRES: Final = (
    "CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF TG_NARGS > 0 OR NOT EXISTS (SELECT 1 FROM facts WHERE name = '{OPENED}') THEN"
    f" RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER audit_as_it_was BEFORE UPDATE OF {NEVER} ON audit"
    " FOR EACH ROW EXECUTE FUNCTION audit_only_added('never')",
    *(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
        f" FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION audit_only_added()"
        for table in ("audit", "audit_subjects")
        for act in ("UPDATE", "DELETE", "TRUNCATE")
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
