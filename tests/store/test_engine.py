"""How the state database is opened when no test hurries it."""

import runpy
from pathlib import Path


def test_sqlite_keeps_a_log_and_waits_for_the_disk_at_its_checkpoints(root: Path, tmp_path: Path) -> None:
    as_outside_of_tests = runpy.run_path(str(root / "store" / "engine.py"))
    opened = as_outside_of_tests["engine"](f"sqlite:///{tmp_path / 'state.sqlite'}")

    with opened.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    opened.dispose()
    assert found == ["wal", 1]
