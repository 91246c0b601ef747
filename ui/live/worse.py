"""What is getting worse: more people waiting, or a lower share in time, than half an hour ago."""

from dataclasses import dataclass

from language import _, number, share
from metrics.catalog import METRICS
from metrics.compare import compare
from metrics.floor import worsened
from ui.live.floor import Floor
from ui.live.groups import of
from ui.markup import Safe, icon, join, tag

BACK = 6  # steps of five minutes
IN_TIME = METRICS["service_level_live"]


@dataclass(frozen=True)
class Worse:
    """A queue and in what way it got worse."""

    queue: str
    words: str


def found(floor: Floor) -> list[Worse]:
    """Queues with clearly more people waiting, then those whose share in time surely fell; each once."""
    after, before = _steps(floor)
    said = _("{now} wait, {before} half an hour ago")
    more = {
        queue: said.format(now=number(after[queue]), before=number(before[queue]))
        for queue in worsened(after, before)
    }
    fallen = {queue: words for queue, words in _fallen(floor).items() if queue not in more}
    return [Worse(queue, words) for queue, words in (more | fallen).items()]


def _steps(floor: Floor) -> tuple[dict[str, int], dict[str, int]]:
    trends = {queue: group.trend for queue, group in floor.queues.items() if len(group.trend) > BACK}
    return (
        {queue: trend[-1] for queue, trend in trends.items()},
        {queue: trend[-1 - BACK] for queue, trend in trends.items()},
    )


def _fallen(floor: Floor) -> dict[str, str]:
    fallen = {}
    for queue, group in floor.queues.items():
        now, before = (of(half, IN_TIME.id) for half in (group.lately, group.earlier))
        if compare(IN_TIME, now, before).verdict == "worse":
            said = _("{now} in time, {before} in the half hour before")
            fallen[queue] = said.format(now=share(now["value"], 0), before=share(before["value"], 0))
    return fallen


def card(floor: Floor) -> Safe:
    """All of them as a list, or that there is none."""
    worse = found(floor)
    if floor.told_at is None and not floor.queues:
        return tag("p", _("Not known: nothing has been told yet."), "soft")
    if not worse:
        words = _("No queue has clearly more people waiting, or clearly fewer answered in time, than before.")
        return tag("p", words, "soft")
    return tag("div", join(_line(one) for one in worse), "mk-list")


def strip(floor: Floor) -> list[Safe]:
    """Each as a card of its own, for the wall."""
    return [_line(one) for one in found(floor)]


def _line(one: Worse) -> Safe:
    words = tag("div", join([tag("b", one.queue, dir="auto"), tag("small", one.words)]))
    return tag("div", join([tag("span", icon("trending_up"), "worse"), words]))
