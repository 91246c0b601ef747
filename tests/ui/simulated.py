"""A small simulated centre, read, and what can be asked of it."""

from datetime import datetime
from pathlib import Path

from scheduler.refresh import refresh
from store import publish
from store.opened import open_store
from store.read import Viewer
from tests.connectors.demo.centre import settings
from ui import behind, data
from ui.asked import Known
from ui.scene import Scene


def scene_at(folder: Path, now: datetime) -> Scene:
    """Read all that happened until an instant, and look at it then."""
    told = settings(folder, now)
    store = open_store(told)
    assert all(report.is_ok for report in refresh(told, store))
    return Scene(told, store, Viewer("a person", "manager"), publish.newest(store.state), now)


def known_of(scene: Scene) -> Known:
    """What an address may ask for."""
    span = data.span(scene)
    return Known(scene.today, 7, span.queues, span.channels, tuple(behind.figures()))
