"""Each team's own week: itself beside its week before, what it kept, what customers wrote of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from metrics.recognition.beyond import is_kind
from metrics.recognition.quotes import chosen
from metrics.week.headlines import HEADLINES
from metrics.week.own import Own, own
from metrics.week.weeks import week_at
from settings import Settings
from store.asked import Filters
from store.audit import ITSELF
from store.awards import left
from store.opened import Store
from store.read import open_reading
from store.recognition_facts import instant_of, stretch_of
from store.what_changed import weekly_sums

METRICS: Final = ("csat", "fcr", "promise_kept_rate")  # what is a team's own doing
MEASURED: Final = tuple(one for one in HEADLINES if one.id in METRICS)


@dataclass(frozen=True)
class TeamWeek:
    """A team's week: figures of METRICS that are known, kind words counted, and ids of the best of them."""

    team: str
    figures: tuple[Own, ...]
    kind_words: int
    voices: tuple[str, ...]

    @property
    def promises_kept(self) -> int | None:
        """How many promises it kept that fell due in the week; None where none did."""
        return next((one.x for one in self.figures if one.headline.id == "promise_kept_rate"), None)


def team_weeks(
    store: Store, settings: Settings, week: date, publication: int | None = None
) -> Mapping[str, TeamWeek]:
    """Give every team's week, by its first day, as it was known on the morning after it.

    No teams before anything was published. Raises ReadError, PublicationError.
    """
    as_of = instant_of(settings, week)
    filters = Filters(as_of, *stretch_of(settings, week, 1))
    reading = open_reading(store, settings, ITSELF, filters, publication, ("topic", "team"))
    if reading is None:
        return {}
    weeks = week_at(week, as_of, settings.site.zone, settings.site.week_start)
    sums = weekly_sums(store, settings, ITSELF, weeks, reading.publication.id, MEASURED)
    summed = {one.headline.id: one for one in sums}
    names = {name for one in summed.values() for back in (0, 1) for name in one.by("team", [back])}
    out = pl.col("agent_id").is_in(sorted(left(store.state))).fill_null(value=False)
    texts = reading.verbatims().filter(~out).collect()
    counted = dict(texts.filter(is_kind()).group_by("team").len().iter_rows())
    teams = sorted(name for name in names | set(counted) if name is not None)
    smooth = reading.traced().filter(~_had_trouble()).select("contact_id").collect()
    voices = chosen(texts.join(smooth, on="contact_id", how="semi"), teams, "team")
    return {
        name: TeamWeek(
            name,
            tuple(found for metric in METRICS if (found := own(summed[metric], "team", name)) is not None),
            int(counted.get(name, 0)),
            voices.get(name, ()),
        )
        for name in teams
    }


def _had_trouble() -> pl.Expr:
    """Mark contacts that went wrong on the way: what is kind in their words stands beside what is not."""
    return pl.any_horizontal("is_transferred", "is_misroute").fill_null(value=False)
