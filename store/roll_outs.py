"""How long a roll-out by chance takes: from how a figure was in the weeks before."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from metrics.days import Days
from metrics.experiments import Size, people_needed
from metrics.experiments.blocks import added, by_day
from settings import Settings
from store.aims import Aim
from store.daily_sums import at, daily_sums
from store.opened import Store
from store.outcome import today

LOOKED_BACK = 28  # days


@dataclass(frozen=True)
class Basis:
    """A share as it is at a place: contacts a day with any, and how much more days differ than chance."""

    share: float
    a_day: float
    design: float
    n: int


def basis(store: Store, settings: Settings, aim: Aim, as_of: datetime) -> Basis | None:
    """Read the last four weeks of a share; None of a mean, and where nothing came."""
    last = today(settings, as_of) - timedelta(1)
    days = Days(last - timedelta(LOOKED_BACK - 1), last)
    daily = daily_sums(store, settings, [aim.metric], days, as_of).get(aim.metric)
    if daily is None or daily.headline.metric.unit != "share":
        return None
    told = daily.of_kind(aim.cut, aim.place)
    sums = [one for one in by_day(told.cells.filter(at(told.cells, aim.cut, aim.place))).values() if one.n]
    whole = added(sums)
    if len(sums) < 2 or not 0 < whole.value < 1:
        return None
    spread = sum((one.total - whole.value * one.n) ** 2 for one in sums) * len(sums) / (len(sums) - 1)
    by_chance = whole.n * whole.value * (1 - whole.value)
    return Basis(whole.value, whole.n / len(sums), max(1.0, spread / by_chance), int(whole.n))


def size(found: Basis, gain: float) -> Size | None:
    """Say what it takes to see a gain; None where the share would leave 0..1."""
    if not 0 < found.share + gain < 1 or not gain:
        return None
    return people_needed(found.share, gain, found.a_day, design=found.design)


def weeks(one: Size, days_a_week: int) -> int:
    """Round days up to an even number of weeks."""
    return max(2, 2 * math.ceil(one.days / days_a_week / 2))
