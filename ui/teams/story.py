"""What the page Teams asks of the data: time by team, cover by queue, and long states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import polars as pl
import streamlit as st

from store.asked import Filters
from store.covering import Covering, cover
from store.teaming import USUAL, long_states
from ui import data
from ui.asked import Asked
from ui.data import Window
from ui.reads import Reads
from ui.scene import Scene
from ui.teams.behind import Spot

TIMES = (
    *("occupancy", "time_on_contact", "time_in_wrap_up", "time_available"),
    *("time_on_break", "time_in_meetings", "time_logged_in"),
)

KEPT = (
    *("team", "agent_name", "state", "reason", "minutes", "usual_min", "beyond_min", "is_long"),
    *("started", "hour"),
)


def plain(asked: Asked) -> Asked:
    """The period alone: an agent who waits, waits for all queues."""
    return replace(asked, queues=(), channel="", channels=(), usual_channel="", narrowed=(), figure="")


@dataclass(frozen=True)
class Story(Reads):
    """What the page Teams tells, of one team or of all that the viewer may see."""

    team: str = ""

    headline: ClassVar = ("occupancy",)
    table: ClassVar = TIMES
    sized_by: ClassVar = "occupancy"

    @property
    def window(self) -> Window:
        return replace(super().window, where=self._where())

    @property
    def earlier(self) -> Window | None:
        found = super().earlier
        return found and replace(found, where=self._where())

    def _where(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("team", (self.team,)),) if self.team else ()

    def teams(self) -> list[str]:
        """The names of the teams that worked in the period, all that the viewer may see."""
        every = replace(self.window, where=())
        return self.figures(every, TIMES, ("team",))["team"].drop_nulls().to_list()

    def has_contacts(self) -> bool:
        """Tell whether anybody contacted the centre in the period, by whatever way."""
        found = self.figures(replace(self.window, where=()), ("contacts",))
        return found.height > 0 and bool(found["contacts"].struct.field("value").item())

    def cells(self) -> pl.DataFrame:
        """Occupancy by the hour of the day, of each team or of each weekday of the one chosen."""
        return self.figures(self.window, ("occupancy",), ("weekday" if self.team else "team", "hour"))

    def whole(self) -> pl.DataFrame:
        """Occupancy of all hours together, of the same rows as `cells`."""
        return self.figures(self.window, ("occupancy",), ("weekday" if self.team else "team",))

    def behind(self, spot: Spot) -> pl.DataFrame:
        """Occupancy of one hour, day by day: of a team, or of a weekday of the one chosen."""
        where = self.window if self.team else replace(self.window, where=(("team", (spot.of,)),))
        days = self.figures(where, ("occupancy",), ("day", "weekday", "hour"))
        known = days.filter(pl.col("hour") == spot.hour, pl.col("occupancy").struct["value"].is_not_null())
        return known.filter(pl.col("weekday") == int(spot.of)) if self.team else known

    def week(self) -> list[int]:
        """ISO weekdays in the order of the site's week."""
        start = self.scene.settings.site.week_start
        return [(start - 1 + at) % 7 + 1 for at in range(7)]

    def covering(self) -> Covering:
        """How the queues were covered: of a team, or for a lead, those that its people can take."""
        viewer = self.scene.viewer
        mine = [self.team] if self.team else sorted(viewer.teams) if viewer.role == "lead" else None
        occurs = tuple((day, self.occurs(day)) for day in range(1, 8))
        found = _covering(self.scene, self.scene.key, replace(self.window, where=()), occurs)
        assert found is not None  # the page is shown where figures were published
        return found if mine is None else _of(found, mine)

    def long(self) -> pl.DataFrame:
        """Breaks, meetings and wrap-ups that began in the period, beside what is usual, with their hour."""
        return _long(self.scene, self.scene.key, self.window)


def _of(found: Covering, mine: Sequence[str]) -> Covering:
    people = found.people.filter(pl.col("team").is_in(list(mine)))
    skills = found.skills.join(people, on="agent_id", how="semi")["skill"].unique()
    is_theirs = pl.col("queue").is_in(skills.implode())
    return replace(
        found,
        skills=found.skills.filter(pl.col("skill").is_in(skills.implode())),
        visits=found.visits.filter(is_theirs),
        hours=found.hours.filter(is_theirs),
        withheld=tuple(queue for queue in found.withheld if queue in skills),
    )


@st.cache_data(max_entries=32, show_spinner=False)
def _covering(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    window: Window,
    occurs: tuple[tuple[int, int], ...],
) -> Covering | None:
    if _scene.published is None:
        return None
    times = (window.start, window.end)
    return cover(
        _scene.store, _scene.settings, _scene.viewer, times, _scene.now, dict(occurs), _scene.published.id
    )


@st.cache_data(max_entries=32, show_spinner=False)
def _long(_scene: Scene, key: tuple[str, ...], window: Window) -> pl.DataFrame:  # noqa: ARG001
    filters = Filters(_scene.now, window.start, window.end, window.where)
    reading = data.reading_of(_scene, _around(window), ("team",))
    assert reading is not None  # the page is shown where figures were published
    named = reading.named(long_states(reading, filters, _scene.settings.site.timezone), "started_at")
    return named.select(*KEPT)


def _around(window: Window) -> Window:
    """The window and what tells what is usual in it."""
    return replace(window, start=min(window.start, window.end - USUAL))
