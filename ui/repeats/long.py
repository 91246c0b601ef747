"""The long look back of the page Repeat contacts: twelve weeks up to the period's end, or the period."""

from dataclasses import dataclass, replace
from datetime import timedelta

from ui import data
from ui.asked import Asked
from ui.data import Window
from ui.periods import CUSTOM, Days, begins
from ui.reads import MOMENT
from ui.scene import Scene

WEEKS = 12


@dataclass(frozen=True)
class Long:
    """What is asked over the long look back, in whole days, and its rows."""

    asked: Asked
    window: Window

    @property
    def weeks(self) -> int:
        return self.asked.days.count // 7


def long_look(scene: Scene, asked: Asked) -> Long:
    """Look back twelve weeks from the period's last day; further where the period begins earlier."""
    window, zone = data.window(scene, asked), scene.settings.site.zone
    last = max(window.start, window.end - MOMENT).astimezone(zone).date()
    first = min(asked.days.first, last - timedelta(7 * WEEKS - 1))
    whole = replace(asked, period=CUSTOM, days=Days(first, last))
    return Long(whole, replace(window, start=begins(first, zone)))
