"""The days ahead, asked of a store that a refresh has filled."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.connectors.demo.centre import stored
from tests.installed import Installed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven weeks of a small simulated centre, in a store."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder)
    return folder


@pytest.fixture
def centre(folder: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return Installed(folder, capsys)


def test_a_days_forecast_has_its_band_and_its_score(centre: Installed) -> None:
    asked = ["query", "forecast,required_agents,scheduled_agents", "--by", "queue,day", "--format", "json"]

    code, out, err = centre.run(*asked)

    rows = json.loads(out)
    days = sorted({row["day"] for row in rows})
    wednesday = {row["queue"]: row for row in rows if row["day"] == "2026-05-06"}
    billing = wednesday["Billing"]["forecast"]
    said = [line for line in err.splitlines() if line.startswith("forecast: told")]
    assert code == 0
    assert (days[0], days[-1], len(days)) == ("2026-05-04", "2026-05-18", 15)
    assert billing["low"] < billing["value"] < billing["high"]
    assert wednesday["Billing"]["required_agents"]["value"] >= 1
    assert wednesday["Billing"]["scheduled_agents"]["value"] > 0
    assert len(said) == 4
    assert "last week's same weekday by" in said[0]


def test_slots_stand_on_the_local_clock(centre: Installed) -> None:
    words = ["--where", "queue=Billing", "--from", "2026-05-05T10:00", "--to", "2026-05-05T11:00"]

    _code, out, _err = centre.run("query", "forecast", "--by", "slot", *words, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["slot"] for row in rows] == ["2026-05-05T10:00:00+03:00", "2026-05-05T10:30:00+03:00"]
    assert all(
        float(row["forecast.low"]) <= float(row["forecast"]) <= float(row["forecast.high"]) for row in rows
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["forecast,asa"], "forecast looks ahead and asa back; ask for each by itself."),
        (["forecast,episodes"], "forecast looks ahead and episodes back; ask for each by itself."),
        (["forecast", "--by", "agent"], "Unknown column 'agent'"),
        (["forecast", "--to", "2026-01-01"], "--to 2026-01-01 is over; a forecast begins now."),
        (["forecast", "--from", "2027-01-01"], "a forecast ends 2026-05-19."),
        (["forecast", "--where", "team=A"], "A forecast cannot be narrowed by team. Known: queue, channel."),
        (["forecast", "--where", "queue=Biling"], "Unknown queue 'Biling'; did you mean 'Billing'?"),
        (["forecast", "--threshold", "5"], "--threshold says nothing about the days ahead."),
        (["forcast"], "Did you mean 'forecast'?"),
    ],
    ids=[
        "the past beside",
        "alerts beside",
        "by agent",
        "over",
        "too far",
        "by team",
        "a typing error",
        "an option",
        "a name",
    ],
)
def test_what_cannot_be_told_is_said(centre: Installed, words: list[str], sentence: str) -> None:
    code, _out, err = centre.run("query", *words)

    assert code == 2
    assert sentence in err


def test_the_catalog_lists_the_days_ahead(centre: Installed) -> None:
    _code, out, _err = centre.run("query", "--list")

    assert "required_agents" in out


def test_without_a_store_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "moked.toml").write_text("")

    code, _out, err = Installed(tmp_path, capsys).run("query", "forecast")

    assert code == 1
    assert "There is no store in" in err
