from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from connectors.found import discover
from store.status import Detail, Ran, RunStatus
from ui.sources import found, words
from ui.sources.samples import of_each_reason

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
GOOD = Ran(1, "calls", "schedule", "ok", NOON, NOON + timedelta(seconds=2), 10, 10, 0, 0, 10, None)
ASIDE = replace(GOOD, loaded=6, quarantined=4)
EMPTY = replace(GOOD, read=0, loaded=0, details=(Detail("notice", "No file matches /in/*.csv.", None),))
FAILED = replace(GOOD, status="failed", read=0, loaded=0, message="There is no folder in.")
READ = RunStatus("calls", last=GOOD, last_success=GOOD, last_rows=GOOD)
WITH_ROWS_ASIDE = RunStatus("calls", last=ASIDE, last_success=ASIDE, last_rows=ASIDE)
NOTHING_NEW = replace(WITH_ROWS_ASIDE, last=replace(GOOD, read=0, loaded=0))
WITHOUT_FILES = RunStatus("chat", last=EMPTY, last_success=EMPTY)
NEVER = RunStatus("gone", last=FAILED, failures=1, next_try=NOON + timedelta(minutes=5))
AWAY = RunStatus("mail", last=FAILED, last_success=GOOD, last_rows=GOOD, failures=1)
NEW = RunStatus("later")


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([READ], "1 source is read, every row accounted for."),
        ([READ, WITH_ROWS_ASIDE], "2 sources are read; 4 rows are set aside."),
        ([READ, WITHOUT_FILES], "chat finds no file."),
        ([NEVER, WITHOUT_FILES], "*gone* could not be read yet; chat finds no file."),
        ([AWAY, READ], "*mail* cannot be read, figures are the last known."),
        ([NEW], "later is still to be read."),
    ],
)
def test_the_headline_counts_every_source_that_is_not_well(statuses, expected):
    assert words.sentence(statuses) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (READ, "Read"),
        (WITH_ROWS_ASIDE, "4 set aside"),
        (NOTHING_NEW, "4 set aside"),
        (WITHOUT_FILES, "No file found"),
        (NEVER, "Failed"),
        (NEW, "Not read yet"),
    ],
    ids=["well", "rows aside", "rows aside by an earlier run", "no file", "failed", "new"],
)
def test_the_chip_of_a_source(status, expected):
    assert words.chip(status) == expected


@pytest.mark.parametrize(
    ("is_alive", "expected"),
    [(True, "Next try: Fri 6 Mar 2026, 12:05."), (False, "Next try: once the scheduler runs.")],
    ids=["with a scheduler", "without"],
)
def test_a_source_that_never_loaded_is_told_in_one_piece(is_alive, expected):
    said = words.never(NEVER, "UTC", is_alive=is_alive)

    assert said == f"The last try failed, Fri 6 Mar 2026, 12:00: There is no folder in. {expected}"


def test_what_a_connector_says_of_a_glob_without_files_is_understood(tmp_path):
    _files, [notice] = discover(["in/*.csv"], _with_folder(tmp_path), [])

    assert found.pattern(notice) == str(tmp_path / "in" / "*.csv")
    assert found.pattern("One file was empty.") == ""


def _with_folder(folder: Path) -> Path:
    (folder / "in").mkdir()
    return folder


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("/home/dana/moked/in/*.csv", "in/*.csv"), ("/mnt/share/secret/exports/*.csv", "…/exports/*.csv")],
    ids=["below the settings", "elsewhere"],
)
def test_a_pattern_is_shown_without_its_absolute_folder(pattern, expected):
    assert found.shown(pattern, Path("/home/dana/moked")) == expected


def test_rows_of_every_reason_are_shown_though_one_is_frequent():
    reasons = [*[f"Start: 'day {n}, 9 o'clock' is no date" for n in range(50)], "Wait: '-5' is negative"]
    rows = pl.DataFrame({"reason": reasons, "row_no": list(range(51))})

    assert of_each_reason(rows)["row_no"].to_list() == [0, 1, 50]
