"""Days on which the machine itself misbehaves: each ends in a sentence, and nothing is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from tests import bank

MANAGER = Viewer("Dana", "manager")


def command(*words: str, config: Path, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "commands.py", *words, "--config", str(config), "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        pytest.skip("a disk can only be mounted by root on Linux")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    config = bank.config(tmp_path)
    calls = [bank.call(number, begins=20_000 + number, server=f"AGENT{number}") for number in range(40_000)]
    bank.write(tmp_path / "calls" / "february.txt", *calls)

    full = command("refresh", config=config, data=small_disk / "data")
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    roomy = command("refresh", config=config, data=small_disk / "data")

    assert full.returncode == 1
    assert "The disk is full: nothing of this refresh was shown and nothing is lost." in full.stdout
    assert "40,000 rows read = 40,000 loaded" in roomy.stdout
    answered = command(
        "query", "answered", "--format", "csv", config=config, data=small_disk / "data"
    ).stdout.splitlines()[1]
    assert answered.startswith("40000")


def test_two_refreshes_at_once_by_two_processes(tmp_path: Path) -> None:
    config = bank.config(tmp_path)
    bank.write(tmp_path / "calls" / "february.txt", *[bank.call(number) for number in range(2_000)])
    words = [
        sys.executable,
        "commands.py",
        "refresh",
        "--config",
        str(config),
        "--data",
        str(tmp_path / "data"),
    ]

    both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate(timeout=120)[0] for process in both)

    assert [process.returncode for process in both] == [0, 0]
    assert "0 rows read" in said[0]
    assert "2,000 rows read = 2,000 loaded" in said[1]


@pytest.mark.parametrize(
    "clock",
    [datetime(1990, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)],
    ids=["years behind", "years ahead"],
)
def test_a_machine_whose_clock_is_wrong_loads_the_same(tmp_path: Path, clock: datetime) -> None:
    bank.write(tmp_path / "calls" / "february.txt", bank.call(1), bank.call(2, q_time=7))
    settings = load(bank.config(tmp_path), tmp_path / "data")
    store = open_store(settings)

    (report,) = refresh(settings, store, clock=lambda: clock)
    reading = open_reading(store, settings, MANAGER, Filters(as_of=settings.now()))

    assert report.is_ok
    assert reading is not None
    assert reading.visits.sort("wait_ms").collect()["wait_ms"].to_list() == [7_000, 20_000]
    (right,) = refresh(settings, store, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    assert (right.is_ok, right.outcome.written) == (True, 0)
    store.close()


def test_a_now_before_the_data_is_said(tmp_path: Path) -> None:
    config = bank.config(tmp_path)
    config.write_text(config.read_text().replace("1999-03-01", "1999-02-01"))
    bank.write(tmp_path / "calls" / "february.txt", bank.call(1), bank.call(2))

    said = command("refresh", config=config, data=tmp_path / "data").stdout

    assert "2 rows read = 2 loaded" in said
    assert "2 contacts begin after" in said
    assert "is a clock wrong" in said


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")

    refused = command("refresh", config=bank.config(tmp_path), data=tmp_path / "data")

    assert refused.returncode == 2
    assert refused.stderr.startswith(f"The data folder {tmp_path / 'data'} cannot be written")
    assert "Traceback" not in refused.stderr
