"""The findings of the page Teams: which hour, which skill and which team stand out."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from metrics import teams
from metrics.compare import Figure
from store.covering import Covering
from ui.readings import NOTHING

BUSY = 0.85  # of the time at hand; above it there is hardly a moment between two contacts
SURE_S = 3600.0  # of agents' time that an hour needs to be judged
SURE_N = 30
Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What was found: `covering` by queue, `long` states, occupancy by team, each as the story gives it."""

    covering: Covering
    long: pl.DataFrame
    by_team: pl.DataFrame

    @cached_property
    def alone(self) -> pl.DataFrame:
        """One row: how many contacts came to one person alone, and to nobody; none where it is not known."""
        return teams.covers(self.covering.visits.with_columns(all=pl.lit(1)), ["all"])

    @cached_property
    def by_queue(self) -> pl.DataFrame:
        """The same by queue."""
        return teams.covers(self.covering.visits, ["queue"])

    @property
    def is_held(self) -> bool:
        """Tell whether something is left out since it would tell of few agents."""
        return bool(self.covering.withheld) or not self.covering.by_hour

    @property
    def first_team(self) -> str:
        """The team that was busiest; empty where no source tells."""
        row = self.busiest()
        return str(row["team"]) if row else ""

    @cached_property
    def hanging(self) -> pl.DataFrame:
        """Hours of the week that hang on one person."""
        hours = self.covering.visits.drop_nulls("hour")
        return teams.hanging(hours)

    @property
    def sure_hanging(self) -> int:
        """How many of them have contacts enough to be judged."""
        return self.hanging.filter(pl.col("thin").struct["denominator"] >= SURE_N).height

    @cached_property
    def missing(self) -> pl.DataFrame:
        """Hours of the week in which people were missing."""
        return teams.people_missing(self.covering.hours)

    @cached_property
    def judged_hours(self) -> int:
        """How many hours of the week, by queue, could be judged."""
        return self.covering.hours.filter(
            pl.col("needed").is_not_null() & pl.col("counted").is_not_null()
        ).height

    @cached_property
    def only_one(self) -> pl.DataFrame:
        """What one person alone in the whole centre can do, with who that is."""
        return teams.only_one(self.covering.skills).join(self.covering.people, on="agent_id", how="left")

    @cached_property
    def long_by_team(self) -> pl.DataFrame:
        """Long states by team and state."""
        return teams.long_by(self.long, ["team", "state"])

    def figure(self, name: str) -> Figure:
        """The share of contacts that came to one person alone, or to nobody."""
        return self.alone[name].item() if self.alone.height else NOTHING

    def first_hanging(self) -> Row | None:
        """The hour of the week that hangs on one person with most contacts, where they are enough."""
        sure = self.hanging.filter(pl.col("thin").struct["denominator"] >= SURE_N)
        return sure.row(0, named=True) if sure.height else None

    def first_missing(self) -> Row | None:
        """The hour of the week with most people missing, from one whole person on."""
        most = self.missing.filter(pl.col("missing") >= 1)
        return most.row(0, named=True) if most.height else None

    def busiest(self) -> Row | None:
        """The team that is busiest, where its time is enough to say so."""
        share = pl.col("occupancy").struct
        sure = self.by_team.filter(share["denominator"] >= SURE_S, pl.col("team").is_not_null())
        ranked = sure.sort(share["value"], "team", descending=[True, False])
        return ranked.row(0, named=True) if ranked.height else None
