"""What the README tells a newcomer to write works as it stands there."""

import json
import re
from pathlib import Path

import pytest

import commands

EXPORT = """Call ID;Queue;Start;Wait;Talk;Result;Agent
1;Sales;02.03.2026 10:00:00;20;120;answered;Dana
2;Sales;02.03.2026 10:05:00;600;;lost;
3;Support;02.03.2026 10:07:30;5;60;answered;Roni
"""


@pytest.fixture
def newcomer(root: Path, tmp_path: Path) -> Path:
    snippet = re.search(r"```toml\n(.*?)```", (root / "README.md").read_text(), re.DOTALL)
    assert snippet is not None
    text = "\n".join(line.removeprefix("   ") for line in snippet[1].splitlines())
    (tmp_path / "moked.toml").write_text(text)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "march.csv").write_text(EXPORT)
    return tmp_path


def test_your_own_data_in_five_minutes(newcomer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--config", str(newcomer / "moked.toml"), "--data", str(newcomer / "data")]
    asked = ["asa,abandoned,handle_time,waiting,longest_waiting", "--format", "json"]

    assert commands.main(["refresh", *where]) == 0
    assert "3 rows read = 3 loaded + 0 excluded + 0 set aside." in capsys.readouterr().out
    assert commands.main(["query", *asked, *where]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    commands.main(["query", *asked, *where, "--asof", "2026-03-02T10:06:00"])
    (then,) = json.loads(capsys.readouterr().out)

    assert [row[name]["value"] for name in ("asa", "abandoned", "handle_time", "waiting")] == [12.5, 1, 90, 0]
    assert [then[name]["value"] for name in ("asa", "waiting", "longest_waiting")] == [20, 1, 60]
