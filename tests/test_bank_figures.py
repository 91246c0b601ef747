"""Refresh and query over the real bank agree exactly with the published table and with plain SQL."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.bank import CONFIG

pytestmark = pytest.mark.real_data

METRICS = [
    "contacts",
    "answered",
    "abandoned",
    "menu_exits",
    "asa",
    "wait_median",
    "wait_p90",
    "answered_in_time",
    "short_abandons",
    "handle_time",
    "short_handled",
]
# month or queue: calls answered abandoned menu ASA median p90 in time, short, handle time, handled < 10 s
JANUARY = (31_327, 27_039, 3_069, 1_219, 34.949, 3, 111, 16_402, 174, 183.468, 1_510)
FEBRUARY = (33_043, 27_141, 3_930, 1_972, 40.730, 6, 131, 16_209, 243, 176.383, 1_819)
PS = (21_246, 18_328, 1_665, 1_253, 35.848, 6, 114, 11_079, 63, 184.391, 916)
NW = (7_564, 4_990, 1_950, 624, 55.410, 6, 189, 2_858, 172, 106.813, 360)
NE = (2_744, 2_520, 181, 43, 50.801, 16, 154, 1_329, 1, 275.183, 177)


class Bank:
    """An installation with the bank's files, driven by its commands only."""

    def __init__(self, folder: Path, files: Path) -> None:
        self.config = folder / "moked.toml"
        self.config.write_text(CONFIG.format(path=files / "*.txt"))
        self.data = folder / "data"

    def run(self, *words: str) -> str:
        where = ["--config", str(self.config), "--data", str(self.data)]
        done = subprocess.run(
            [sys.executable, "commands.py", *words, *where], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def figures(self, *words: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(
            self.run("query", ",".join(METRICS), *words, "--format", "json")
        )
        return rows


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Bank:
    installed = Bank(tmp_path_factory.mktemp("bank"), shared_data / "anonymous_bank")
    said = installed.run("refresh")
    assert "64,943 rows read = 64,370 loaded + 573 excluded + 0 set aside." in said
    return installed


def values(row: dict[str, Any]) -> tuple[float, ...]:
    return tuple(round(row[name]["value"], 3) for name in METRICS)


def test_by_month(bank: Bank) -> None:
    rows = {row["month"]: values(row) for row in bank.figures("--by", "month")}

    assert rows == {"1999-01-01": JANUARY, "1999-02-01": FEBRUARY}


def test_february_by_queue(bank: Bank) -> None:
    rows = bank.figures("--by", "queue", "--from", "1999-02-01", "--to", "1999-03-01")
    by_queue = {row["queue"]: values(row) for row in rows}

    assert (by_queue["PS"], by_queue["NW"], by_queue["NE"]) == (PS, NW, NE)


def test_one_queue_by_where(bank: Bank) -> None:
    (row,) = bank.figures("--where", "queue=NW", "--from", "1999-02-01")

    assert values(row) == NW


SQL = """
WITH calls AS (
    SELECT trim(type) AS queue, outcome, q_time, ser_time,
        '19' || date[1:2] || '-' || date[3:4] || '-01' AS month
    FROM read_csv('{files}', delim = '\t', header = true, quote = '',
        types = {{'date': 'VARCHAR', 'q_time': 'BIGINT', 'ser_time': 'BIGINT', 'vru_time': 'BIGINT'}})
    WHERE outcome <> 'PHANTOM' AND vru_time >= 0
), marked AS (
    SELECT *, outcome = 'AGENT' AS a, outcome = 'HANG' AND q_time > 0 AS b FROM calls
)
SELECT month, queue, count(*), count(*) FILTER (a), count(*) FILTER (b),
    count(*) FILTER (outcome = 'HANG' AND q_time = 0),
    sum(q_time) FILTER (a) / count(*) FILTER (a),
    quantile_cont(q_time, .5) FILTER (a), quantile_cont(q_time, .9) FILTER (a),
    count(*) FILTER (a AND q_time <= 20), count(*) FILTER (b AND q_time <= 5),
    sum(ser_time) FILTER (a) / count(*) FILTER (a), count(*) FILTER (a AND ser_time < 10)
FROM marked GROUP BY ALL
"""


def test_every_queue_of_every_month_agrees_with_plain_sql(bank: Bank, shared_data: Path) -> None:
    files = shared_data / "anonymous_bank" / "*1999.txt"
    counted = {row[:2]: row[2:] for row in duckdb.sql(SQL.format(files=files)).fetchall()}

    rows = {
        (row["month"], row["queue"]): tuple(row[name]["value"] for name in METRICS)
        for row in bank.figures("--by", "month,queue")
    }

    assert rows == counted


def test_the_second_refresh_writes_nothing(bank: Bank) -> None:
    before = bank.figures("--by", "month,queue")

    said = bank.run("refresh")

    assert "0 rows were written." in said
    assert bank.figures("--by", "month,queue") == before


@pytest.mark.parametrize(
    "order",
    [("january1999.txt", "february1999.txt"), ("february1999.txt", "january1999.txt")],
    ids=["January first", "February first"],
)
def test_the_files_in_either_order_give_the_same(
    bank: Bank, tmp_path: Path, shared_data: Path, order: tuple[str, str]
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    other = Bank(tmp_path, files)

    for name in order:
        (files / name).write_bytes((shared_data / "anonymous_bank" / name).read_bytes())
        other.run("refresh")

    assert other.figures("--by", "day,queue") == bank.figures("--by", "day,queue")
