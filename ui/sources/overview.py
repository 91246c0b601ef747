"""What is known of all sources at one moment."""

from dataclasses import dataclass

from store import status
from store.status import Asked, RunStatus
from ui.scene import Scene, machine_clock
from ui.sources import found


@dataclass(frozen=True)
class Overview:
    """How each connector does, their kinds, the requests under way, and whether a scheduler lives."""

    statuses: list[RunStatus]
    kinds: dict[str, str]
    waiting: list[Asked]
    is_alive: bool

    @property
    def is_late(self) -> bool:
        return any(one.is_failing or found.nothing(one) for one in self.statuses)


def overview(seen: Scene) -> Overview:
    """Ask the state database, uncached: it is small and changes by the second."""
    state, kinds = seen.store.state, {one.name: one.kind for one in seen.settings.connectors}
    return Overview(
        status.last_runs(state, tuple(kinds)),
        kinds,
        status.unfinished(state),
        status.is_alive(state, machine_clock()),
    )
