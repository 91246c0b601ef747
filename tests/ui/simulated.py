"""A small simulated centre, read, and what can be asked of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from store import publish
from store.opened import open_store
from store.read import Viewer
from tests.connectors.demo.centre import SEVEN_WEEKS, stored
from ui import behind, data
from ui.asked import Asked, Known, read
from ui.scene import Scene


def scene_at(folder: Path, now: datetime = SEVEN_WEEKS) -> Scene:
    """Look at a centre of one's own as it stood at an instant."""
    told = stored(folder, now)
    store = open_store(told)
    return Scene(told, store, Viewer("a person", "manager"), publish.newest(store.state), now)


def known_of(scene: Scene) -> Known:
    """What an address may ask for."""
    span = data.span(scene)
    return Known(scene.today, 7, span.queues, span.channels, tuple(behind.figures()))


def asking(scene: Scene, days: dict[str, list[str]]) -> Callable[[dict[str, list[str]]], Asked]:
    """Ask for lists of these days as addresses do."""
    known = known_of(scene)

    def ask(given: dict[str, list[str]]) -> Asked:
        return behind.checked(scene, read({**days, **given}, known))

    return ask


def listed(scene: Scene, asked: Asked) -> behind.Listing:
    """All that is behind a figure."""
    return behind.listing(scene, asked, "all", "longest", behind.EVERY_PAGE)
