"""Settings as they are read: from a file, the environment, and by default."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from settings import ConnectorSettings, Money, load
from tests.set_down import written


def test_what_the_map_does_not_say_is_not_given(tmp_path: Path) -> None:
    text = (
        '[[queues]]\nname = "A"\nserves = { plan = [] }\n[[topics]]\nname = "R"\n'
        'escalations = [{ from = "A", to = "B" }]'
    )
    settings = load(written(tmp_path, text), tmp_path)
    [queue], [topic] = settings.queues, settings.topics

    assert queue.serves.model_dump() == {"language": None, "segment": None, "plan": []}
    assert (topic.family, topic.owners) == (None, None)
    assert [(way.start, way.to) for way in topic.escalations or []] == [("A", "B")]


def test_only_what_is_inbound_is_the_customers_own_unless_told(tmp_path: Path) -> None:
    text = (
        '[[connectors]]\nname = "a"\nkind = "files"\n'
        '[[connectors]]\nname = "b"\nkind = "files"\nown_directions = ["inbound", "callback"]'
    )
    one, other = load(written(tmp_path, text), tmp_path).connectors

    assert (one.own_directions, other.own_directions) == (["inbound"], ["inbound", "callback"])
    assert (one.options, other.options) == ({}, {})


def test_the_environment_overrides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOKED_CONFIG", str(written(tmp_path, 'data = "a"\n[site]\nname = "Desk"')))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "b"))
    monkeypatch.setenv("MOKED_NOW", "1999-03-01T00:00:00+02:00")
    monkeypatch.setenv("MOKED_SITE_TIMEZONE", "Europe/Berlin")

    settings = load()

    assert (settings.data, settings.site.name) == (tmp_path / "b", "Desk")
    assert settings.now() == datetime(1999, 2, 28, 22, tzinfo=UTC)
    assert settings.site.timezone == "Europe/Berlin"


def test_a_secret_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TOKEN", "s3cret")
    text = '[[connectors]]\nname = "desk"\nkind = "files"\ntoken = "${DESK_TOKEN}"'

    settings = load(written(tmp_path, text))

    assert settings.connectors[0].options == {"token": "s3cret"}
    assert "s3cret" not in repr(ConnectorSettings.model_fields)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOKED_CONFIG", raising=False)

    settings = load(written(tmp_path, ""))

    assert settings.data == tmp_path / "data"
    assert not settings.now_is_set
    assert abs(settings.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_open_hours_in_seconds(tmp_path: Path) -> None:
    settings = load(written(tmp_path, '[[hours]]\nmonday = ["08:30-17:00"]\nsunday = ["20:00-24:00"]'))

    week = settings.hours[0].week()

    assert (week[0], week[6], week[1]) == ([(30_600, 61_200)], [(72_000, 86_400)], [])


def test_a_replayed_clock_runs_on_from_now_at_its_speed(tmp_path: Path) -> None:
    since = (datetime.now(UTC) - timedelta(seconds=60)).isoformat()
    text = f"now = 1999-02-10T08:00:00+02:00\n[replay]\nsince = {since}\nspeed = 100\n"

    settings = load(written(tmp_path, text), tmp_path)

    passed = settings.now() - datetime(1999, 2, 10, 6, tzinfo=UTC)
    assert timedelta(seconds=6000) <= passed < timedelta(seconds=6600)
    assert settings.speed == 100


def test_a_replay_that_is_still_to_begin_stands_at_its_beginning(tmp_path: Path) -> None:
    text = "now = 1999-02-10T08:00:00+02:00\n[replay]\nsince = 2999-01-01T00:00:00Z\nspeed = 2\n"

    assert load(written(tmp_path, text), tmp_path).now() == datetime(1999, 2, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"currency": "EUR"}, None),
        ({"per_handling_minute": 0.5}, 50.0),
        ({"per_waiting_minute": 0.25}, 50.0),
        ({"per_handling_minute": 0.5, "per_waiting_minute": 0.25}, 100.0),
    ],
    ids=["nothing is set", "a currency alone", "waiting costs nothing", "handling costs nothing", "both"],
)
def test_minutes_cost_only_what_is_set(given: dict[str, object], expected: float | None) -> None:
    money = Money.model_validate({"currency": "EUR", **given})

    assert money.of(handling_minutes=100, waiting_minutes=200) == expected


def test_names_of_competitors_are_taken_once_and_without_spaces_around(tmp_path: Path) -> None:
    path = tmp_path / "moked.toml"
    path.write_text('[signals]\ncompetitors = [" Kesher  Plus", "Kesher Plus", "טלויה"]', encoding="utf-8")

    assert load(path).signals.competitors == ("Kesher Plus", "טלויה")


def test_numbers_and_flags_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACE", "60")
    monkeypatch.setenv("HEARD", "true")
    text = '[refresh]\nevery_s = "${PACE}"\n[followups]\nhear_complaints = "${HEARD}"'

    settings = load(written(tmp_path, text))

    assert (settings.refresh.every_s, settings.followups.hear_complaints) == (60, True)


def test_a_replay_stands_still_before_the_calendar_ends(tmp_path: Path) -> None:
    text = "now = 1999-02-10T08:00:00+02:00\n[replay]\nsince = 1900-01-01T00:00:00Z\nspeed = 10_000\n"

    assert load(written(tmp_path, text)).now() == datetime(3000, 1, 1, tzinfo=UTC)
