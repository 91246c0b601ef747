"""Each planted story: how it is measured, what is promised of it, and what is there without it."""

from collections.abc import Callable
from dataclasses import dataclass

from connectors.demo.cuts import Tables
from connectors.demo.frames import WITHHELD
from connectors.demo.promises import LOST
from connectors.demo.truth import Truth
from tests.connectors.demo.centre import WEEKS
from tests.connectors.demo.seen import (
    Seen,
    helped_talk,
    idle_talk,
    longer_talk,
    misled,
    not_planned,
    sent_wrongly,
    stale_records,
)
from tests.connectors.demo.seen_after import (
    LONG_AGO,
    after_decline,
    better,
    cut_short,
    forgotten,
    helped_unsolved,
    idle_unsolved,
    leave,
    rarely_asked,
    unsolved,
    worse_each_time,
)

Measure = Callable[[Tables, Truth], Seen]


@dataclass(frozen=True)
class Size:
    """One measure: what a centre promises of it, what it is without stories, and what else may move it."""

    seen: Measure
    promised: Callable[[Truth], float]
    without: Callable[[Truth], float]
    slack: float = 0.0
    is_faint: bool = False  # seen in several centres together only

    def is_near(self, found: Seen, expected: float) -> bool:
        """Say whether three standard errors, and the slack, reach that far."""
        return abs(found.value - expected) <= 3 * found.error + self.slack

    def is_far(self, found: Seen, expected: float) -> bool:
        """Say whether chance hardly reaches that far."""
        return abs(found.value - expected) > 3 * found.error


def _none(_told: Truth) -> float:
    return 0.0


def _same(_told: Truth) -> float:
    return 1.0


def _usual(told: Truth) -> float:
    return told.centre.handling[told.stories.repeats.topic][0][1].unsolved


def _fewer_unsolved(told: Truth) -> float:
    topics = [topic.unsolved for _queue, topic in told.centre.handling[told.stories.helped.topic]]
    return -(1 - told.stories.helped.unsolved) * sum(topics) / len(topics)


def _left_early(told: Truth) -> float:
    """The share of those who began to drift early enough who have left within the eleven weeks."""
    end = told.centre.first + WEEKS
    known = told.drifters(end - LONG_AGO).values()
    return sum(day is not None and day < end for day in known) / len(known)


SIZES = {
    "records that name a wrong queue": Size(stale_records, lambda told: told.stories.stale.share, _none),
    "calls of businesses sent there": Size(sent_wrongly, lambda told: told.stories.stale.share, _none),
    "a menu option that misleads": Size(misled, lambda told: told.stories.option.share, _none, 0.015),
    # Agents stay away whole: of five it is none, a fifth, two fifths.
    "agents not planned on a weekday": Size(not_planned, lambda told: told.stories.weekday.share, _none, 0.1),
    "longer calls": Size(longer_talk, lambda told: told.stories.longer.factor, _same),
    # An agent solves exp(0.3 quality) times as much as another: six differ by some hundredths on average.
    "contacts that solve nothing": Size(unsolved, lambda told: told.stories.repeats.unsolved, _usual, 0.05),
    "worse with each contact": Size(
        worse_each_time, lambda told: told.stories.repeats.worse, _none, is_faint=True
    ),
    "call-backs never made": Size(forgotten, lambda told: told.stories.promises.share, lambda _told: LOST),
    "calls ended within seconds": Size(cut_short, lambda told: told.stories.cut.share, _none),
    # Agents differ in quality without any story.
    "customers contented by one agent": Size(
        better, lambda told: told.stories.excellent.quality, _none, 0.3, is_faint=True
    ),
    "an agent who is seldom rated": Size(rarely_asked, lambda told: told.stories.excellent.invited, _same),
    "contacts after a declined card": Size(
        after_decline, lambda told: (1 - WITHHELD) * told.stories.declines.share, _none, 0.025
    ),
    # Those who leave soon call too few times to be found; some who are found have only an old trouble.
    "drifting customers who leave": Size(leave, _left_early, _none, 0.15, is_faint=True),
    "shorter calls since a change": Size(helped_talk, lambda told: told.stories.helped.talk, _same),
    "fewer left unsolved since a change": Size(helped_unsolved, _fewer_unsolved, _none, 0.01, is_faint=True),
    "no shorter calls since a change": Size(idle_talk, lambda told: told.stories.idle.talk, _same),
    "no fewer unsolved since a change": Size(idle_unsolved, _none, _none),
}
