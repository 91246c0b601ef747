import json
from pathlib import Path

import pytest

from tests import bank
from tests.installed import Installed

JERUSALEM, BERLIN = "Asia/Jerusalem", "Europe/Berlin"


@pytest.fixture
def installed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    """Calls of half past midnight in Jerusalem, which is half past eleven the evening before in Berlin."""
    bank.config(tmp_path)
    bank.write(tmp_path / "calls" / "february.txt", *(bank.call(n, begins=1_800 + n) for n in range(3)))
    loaded = Installed(tmp_path, capsys)
    assert loaded.run("refresh")[0] == 0
    return loaded


def move(installed: Installed, zone: str) -> None:
    path = installed.folder / "moked.toml"
    lines = path.read_text().splitlines()
    lines[lines.index("[site]") + 1] = f'timezone = "{zone}"'
    path.write_text("\n".join(lines))


def answered(installed: Installed, *words: str) -> list[tuple[str, int, float]]:
    code, out, _ = installed.run("query", "answered", "--by", "day,hour", "--format", "json", *words)
    assert code == 0
    return [(row["day"], row["hour"], row["answered"]["value"]) for row in json.loads(out)]


IN_JERUSALEM, IN_BERLIN = [("1999-02-10", 0, 3.0)], [("1999-02-09", 23, 3.0)]


def test_a_change_of_the_zone_holds_before_the_next_refresh(installed: Installed) -> None:
    before = answered(installed)
    move(installed, BERLIN)

    assert (before, answered(installed)) == (IN_JERUSALEM, IN_BERLIN)


def test_days_and_hours_of_a_window_are_of_one_zone(installed: Installed) -> None:
    move(installed, BERLIN)

    assert answered(installed, "--from", "1999-02-09", "--to", "1999-02-10") == IN_BERLIN
    assert answered(installed, "--from", "1999-02-10", "--to", "1999-02-11") == []


def test_the_change_is_told_until_the_refresh(installed: Installed) -> None:
    at_first = installed.run("query", "answered")[2]
    move(installed, BERLIN)
    moved = installed.run("query", "answered")[2]
    installed.run("refresh")

    assert at_first == ""
    assert moved.startswith(
        "The site's time zone is Europe/Berlin now; the data were loaded when it was Asia/Jerusalem."
    )
    assert moved.endswith("follow with the next `python3 run.py refresh`.\n")
    assert (installed.run("query", "answered")[2], answered(installed)) == ("", IN_BERLIN)


def test_a_publication_of_before_the_change_is_shown_in_todays_zone(installed: Installed) -> None:
    move(installed, BERLIN)
    installed.run("refresh")

    assert answered(installed, "--publication", "2") == IN_BERLIN


def test_hours_of_opening_are_those_of_todays_zone(installed: Installed) -> None:
    move(installed, BERLIN)
    path = installed.folder / "moked.toml"
    path.write_text(path.read_text() + '\n[[hours]]\ntuesday = ["23:00-24:00"]\n')

    _, out, _ = installed.run("query", "demand_outside_hours", "--format", "json")

    assert json.loads(out)[0]["demand_outside_hours"]["numerator"] == 0.0
