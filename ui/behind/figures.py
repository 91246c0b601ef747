"""Which figures have a list of contacts behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from metrics.catalog import METRICS
from metrics.within import Within
from ui.asked import TRACED, Asked
from ui.behind import nouns
from ui.behind.availability import AVAILABILITY
from ui.behind.followups import FOLLOWUPS, UNLISTED
from ui.behind.gestures import GESTURES
from ui.behind.menu import OF_MENU
from ui.behind.money import LOST
from ui.behind.prevention import PREVENTION
from ui.behind.promises import PROMISES
from ui.behind.repeats import REPEATS, came_again
from ui.behind.routing import MISROUTED, ROUTING
from ui.behind.satisfaction import SATISFACTION
from ui.behind.shape import Behind, Said
from ui.behind.visits import VISITS
from ui.behind.voices import VOICES

__all__ = ["BEHIND", "Behind", "Said", "figure_behind", "figures"]

UNNAMED = (
    "time_lost",
    "menu_hang_ups",
    "flow_outs",
    "promises_due_today",
    "promises_tried",
    *UNLISTED,
    *LOST,
    *PREVENTION,
)  # what is listed without being a metric
EVERY: dict[str, Behind] = {
    **VISITS,
    **ROUTING,
    **OF_MENU,
    **REPEATS,
    **SATISFACTION,
    **PROMISES,
    **FOLLOWUPS,
    **VOICES,
    **GESTURES,
    **AVAILABILITY,
    **LOST,
    **PREVENTION,
}
BEHIND = {name: behind for name, behind in EVERY.items() if name in METRICS or name in UNNAMED}
CAUSED = ("cause", "detail")


def figure_behind(asked: Asked) -> Behind:
    """What the asked figure is about; without one, every contact."""
    behind, narrowed = BEHIND[asked.figure or "contacts"], dict(asked.narrowed)
    if asked.figure == "repeat_rate":
        return came_again(_within(narrowed))
    if asked.figure == "misroute_rate" and any(name in narrowed for name in CAUSED):
        return MISROUTED  # what has a cause is misrouted: there is no other part
    if behind.frame == "contacts" and any(name in narrowed for name in TRACED):
        noun = nouns.hung_up if asked.figure == "menu_exits" else nouns.contacts
        return replace(behind, frame="traced", said=Said(noun))
    return behind


def _within(narrowed: Mapping[str, str]) -> Within:
    days = int(narrowed.get("within", Within.days))
    return Within(days, "same" if narrowed.get("about") == "same" else "any")


def figures() -> Sequence[str]:
    """The figures whose contacts can be listed."""
    return tuple(BEHIND)
