import csv
import io

import polars as pl
import pytest

from metrics.ratio import FIGURE
from query.printed import PRINTERS

FIGURES = {"value": 0.5, "numerator": 1, "denominator": 2, "low": 0.1, "high": 0.9}


def printed(kind: str, queue: str, capsys: pytest.CaptureFixture[str]) -> str:
    rows = pl.DataFrame({"queue": [queue], "csat": [FIGURES]}, schema={"queue": pl.String, "csat": FIGURE})
    PRINTERS[kind](rows, ["csat"], ["queue"])
    return capsys.readouterr().out


@pytest.mark.parametrize("queue", ["=cmd()", " @x", "\ufeff=1", "＝1", '"=1', "\t-1"], ids=ascii)
def test_a_queue_that_is_called_like_a_formula_is_text_in_csv(
    queue: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [_head, row] = csv.reader(io.StringIO(printed("csv", queue, capsys), newline=""))

    assert row[0].startswith("'")
    assert row[1:] == ["0.5", "1.0", "2.0", "0.1", "0.9"]


def test_a_queue_gives_no_orders_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed("table", "\x1b]0;owned\x07\x9b2Jשירות\u200f", capsys)

    assert told.splitlines()[1].split("  ")[0] == "\ufffd]0;owned\ufffd\ufffd2Jשירות\u200f"
