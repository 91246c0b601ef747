"""The settings that hold while there is no moked.toml, and the ways out of them."""

import re
from pathlib import Path

import polars as pl
import pytest

from connectors.demo import WEEKS
from connectors.demo.dates import holidays
from connectors.demo.words.slots import RIVALS
from settings import DEMO_WEEKS, Settings, SettingsError, leave_demo, load
from settings.demo import DEMO_RULES
from store.policy import DAY_S, EPOCH, is_outside_hours


@pytest.fixture
def beside_run_py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where moked.toml would be looked for; nothing is there."""
    monkeypatch.delenv("MOKED_CONFIG")
    monkeypatch.setattr("settings.reading.USUAL", tmp_path / "moked.toml")
    return tmp_path / "moked.toml"


def test_without_a_settings_file_the_demo_holds(beside_run_py: Path) -> None:
    settings = load()

    assert (settings.is_demo, settings.is_shipped, settings.source) == (True, True, None)
    assert [(one.name, one.kind) for one in settings.connectors] == [("demo", "demo")]


def test_the_demo_keeps_its_data_and_its_state_in_a_folder_of_its_own(
    beside_run_py: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_STATE_URL", "postgresql://moked@127.0.0.1/moked")
    shipped = load(data=tmp_path / "data")
    beside_run_py.write_text("[site]")
    own = load(data=tmp_path / "data")

    assert shipped.data == tmp_path / "data" / "demo" / f"rules-{DEMO_RULES}"
    assert shipped.database_url == f"sqlite:///{shipped.data / 'state.sqlite'}"
    assert own.data == tmp_path / "data"
    assert own.database_url == "postgresql://moked@127.0.0.1/moked"


@pytest.mark.parametrize("line", ["[site]", "connectors = []", "# nothing at all"])
def test_one_line_of_moked_toml_leaves_the_demo(beside_run_py: Path, line: str) -> None:
    beside_run_py.write_text(line)

    settings = load()

    assert (settings.is_demo, settings.is_shipped) == (False, False)
    assert settings.connectors == ()


def test_a_demo_that_a_person_connected_is_demo_data_too(beside_run_py: Path) -> None:
    beside_run_py.write_text('[[connectors]]\nname = "practice"\nkind = "demo"')

    settings = load()

    assert (settings.is_demo, settings.is_shipped) == (True, False)
    assert settings.data == beside_run_py.parent / "data"


def test_leaving_writes_a_file_to_fill_in_that_connects_nothing(beside_run_py: Path) -> None:
    path = leave_demo(beside_run_py)
    settings = load()

    assert path == beside_run_py
    assert (settings.is_demo, settings.connectors) == (False, ())
    assert "Remove this file to see the demo again." in path.read_text()


def test_the_example_in_that_file_works_once_its_signs_are_taken_away(beside_run_py: Path) -> None:
    written = leave_demo(beside_run_py).read_text()
    head, example = written.split("column names in.\n")
    beside_run_py.write_text(head + "\n" + re.sub(r"(?m)^# ?", "", example))

    assert [(one.name, one.kind) for one in load().connectors] == [("calls", "files")]


def test_leaving_writes_over_nothing(beside_run_py: Path) -> None:
    beside_run_py.write_text("[site]")

    with pytest.raises(SettingsError, match="There is a settings file at .*moked.toml already"):
        leave_demo(beside_run_py)
    assert beside_run_py.read_text() == "[site]"


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be written: .*Make a file of that name yourself"):
        leave_demo(tmp_path / "absent" / "moked.toml")


def test_the_demo_is_closed_on_the_holidays_that_it_simulates(beside_run_py: Path) -> None:
    closed = load().hours[0].closed_on

    assert closed == sorted(day for year in range(2025, 2031) for day in holidays(year))


def test_the_demo_says_how_many_weeks_it_simulates() -> None:
    assert DEMO_WEEKS == WEEKS


@pytest.mark.parametrize(
    ("day", "hour", "queue", "expected"),
    [
        ("2026-11-22", 9, "Billing", False),
        ("2026-11-22", 20, "Billing", True),
        ("2026-11-20", 13, "Chat", True),
        ("2026-11-21", 10, "Billing", True),
        ("2026-11-21", 10, "Technical help", False),
        ("2026-09-21", 10, "Chat", True),
    ],
    ids=["a Sunday", "its evening", "a Friday afternoon", "a Saturday", "an emergency on it", "a holiday"],
)
def test_the_hours_of_the_demo(beside_run_py: Path, day: str, hour: int, queue: str, expected: bool) -> None:
    local_s = pl.lit(day).str.to_date().sub(EPOCH).dt.total_days() * DAY_S + hour * 3600
    rows = pl.DataFrame({"queue": [queue]}).with_columns(local_s.alias("local_s"))

    assert rows.select(is_outside_hours(load().hours, "local_s")).item() is expected


def test_settings_without_a_source_are_no_demo_data() -> None:
    assert not Settings().is_demo


def test_the_demo_knows_the_competitors_that_its_customers_name(beside_run_py: Path) -> None:
    named = {name for names in RIVALS.values() for name in names}

    assert set(load().signals.competitors) == named
