"""In which order groups of promises stand: what is kept least first, and agents never by how they keep."""

from datetime import timedelta

import pytest

from settings import load
from store.read import Viewer
from tests.metrics.promised import DAY, HOUR, promise, promised
from tests.metrics.rows import NOON
from ui import data
from ui.data import Window
from ui.promises.story import Story
from ui.scene import Scene

NOW = NOON + 10 * DAY


class Told(Story):
    """A story of a fixed window, without a store."""

    @property
    def window(self):
        return Window(NOON - 30 * DAY, NOW)


def made(n, kept, **given):
    """Build n promises, of which so many were kept in time."""
    due = NOON + timedelta(minutes=1)
    return [promise(due, kept_at=due if at < kept else None, **given) for at in range(n)]


def story(*rows):
    named = [one | {"promise_id": str(at)} for at, one in enumerate(rows)]
    found = promised(*named, now=NOW).collect()
    scene = Scene(load(), None, Viewer("Dana", "manager"), None, NOW)
    return Told(scene, None, found)


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    (tmp_path / "moked.toml").write_text('[site]\ntimezone = "UTC"\n')
    monkeypatch.setenv("MOKED_CONFIG", str(tmp_path / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path))
    monkeypatch.setattr(data, "span", lambda _scene: data.Span((), (), None, None))  # nothing has gone


def test_what_is_kept_least_comes_first_and_few_come_last():
    rows = story(*made(40, 30, kind="credit"), *made(40, 10, kind="call_back"), *made(5, 0, kind="delivery"))

    found = rows.groups("kind")

    assert found["name"].to_list() == ["call_back", "credit", "delivery"]
    assert found["is_few"].to_list() == [False, False, True]


def test_agents_stand_by_how_much_they_promised():
    rows = story(
        *made(50, 45, agent_id="a"),
        *made(40, 1, agent_id="b"),
        *made(45, 45, agent_id="c"),
        *made(60, 0, agent_id=None),
    )

    assert rows.groups("agent")["name"].to_list() == ["a", "c", "b"]


def test_what_is_not_due_yet_is_in_no_rate_and_not_overdue():
    rows = story(*made(40, 40), promise(NOW + HOUR, kind="credit"))

    assert rows.groups("kind")["name"].to_list() == ["call_back"]
