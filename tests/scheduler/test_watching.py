"""What the scheduler notices by itself: written settings, mended files, failures in its log."""

import logging
import os
import sys
from pathlib import Path

import pytest

from scheduler.changes import Changes
from scheduler.logs import OneLine
from scheduler.mending import Mending
from settings import load
from tests import bank


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bank.config(tmp_path)
    bank.write(tmp_path / "calls" / "calls.txt", bank.call(1))
    return tmp_path


@pytest.fixture
def settings(folder):
    return load(folder / "moked.toml", folder / "data")


def write(path, text):
    """Write a file at another instant than before."""
    seen = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(seen + 1_000_000, seen + 1_000_000))


@pytest.fixture
def changes(folder, settings):
    return Changes(lambda: load(folder / "moked.toml", folder / "data"), settings)


def test_settings_that_were_not_written_are_no_change(changes):
    assert changes.look() is None
    assert changes.look() is None


def test_new_settings_are_given_once(folder, changes):
    write(folder / "moked.toml", '[site]\nname = "Other"\n')

    assert changes.look().site.name == "Other"
    assert changes.look() is None


def test_settings_written_between_reading_and_watching_are_noticed(folder, settings):
    write(folder / "moked.toml", '[site]\nname = "Other"\n')
    late = Changes(lambda: load(folder / "moked.toml", folder / "data"), settings)

    assert late.look().site.name == "Other"


def test_settings_saved_without_a_change_mean_nothing(folder, changes):
    write(folder / "moked.toml", (folder / "moked.toml").read_text() + "# a remark\n")

    assert changes.look() is None


def test_settings_that_are_wrong_are_told_and_the_mended_ones_taken(folder, changes, caplog):
    write(folder / "moked.toml", "[site")
    wrong = changes.look()
    write(folder / "moked.toml", '[site]\nname = "Other"\n')

    assert wrong is None
    assert changes.look().site.name == "Other"
    assert len(caplog.messages) == 1


@pytest.mark.parametrize(
    ("name", "is_mended"),
    [("calls/calls.txt", True), ("calls/more.txt", True), ("other/calls.txt", False)],
    ids=["a file was changed", "a file was added", "a file elsewhere"],
)
def test_a_source_that_refused_is_mended_when_its_files_change(folder, settings, name, is_mended):
    mending = Mending(settings)
    mending.note("bank", is_refused=True, looked=mending.mark("bank"))
    (folder / "other").mkdir()
    untouched = mending.mended()
    write(folder / name, "other")

    assert untouched == set()
    assert mending.mended() == ({"bank"} if is_mended else set())
    assert mending.mended() == set()


def test_a_source_that_does_not_refuse_is_not_watched(folder, settings):
    mending = Mending(settings)
    mending.note("bank", is_refused=True, looked=mending.mark("bank"))
    mending.note("bank", is_refused=False, looked=mending.mark("bank"))
    write(folder / "calls" / "calls.txt", "other")

    assert mending.mended() == set()


def test_an_error_is_one_line_without_its_own_words():
    try:
        int("a customer's\nwords")
    except ValueError:
        record = logging.LogRecord(
            "scheduler", logging.ERROR, "x.py", 1, "Failed, %s", ("AB12",), sys.exc_info()
        )
    record.created = 0.0

    line = OneLine().format(record)

    assert line.startswith(
        "1970-01-01T00:00:00Z ERROR scheduler: Failed, AB12 [ValueError at test_watching.py:"
    )
    assert "customer" not in line
    assert "\n" not in line
