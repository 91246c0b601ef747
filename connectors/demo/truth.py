"""What is true of a simulated centre and stands in no row: for tests and benchmarks alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from connectors.demo import cuts
from connectors.demo.chance import share_of
from connectors.demo.frames import Frames, record
from connectors.demo.menu import RECOGNISED, is_stale
from connectors.demo.people import is_business
from connectors.demo.promises import IS_LOST, LOST
from connectors.demo.queues import Size
from connectors.demo.simulation import Simulation
from connectors.demo.stories import Stories
from connectors.demo.world import World, world


@dataclass(frozen=True)
class Truth:
    """The stories of a centre and who is in them. Ids stand as a source gives them, without its name."""

    centre: World
    stories: Stories

    @property
    def stale(self) -> list[str]:
        """The businesses whose records name a wrong queue."""
        numbers = range(self.centre.customers)
        return [record("voice", n) for n in numbers if is_business(n) and is_stale(self.centre, n)]

    @property
    def off_duty(self) -> list[str]:
        """The agents who are not planned on the short weekday."""
        return [self.centre.agents[n].id for n in sorted(self.centre.off_duty)]

    @property
    def colleagues(self) -> list[str]:
        """All agents of the queue that is short, those of them who are there as well."""
        return [agent.id for agent in self.centre.agents if agent.queues[0] == self.stories.weekday.queue]

    @property
    def cutter(self) -> str:
        """Who ends calls within seconds."""
        return self.centre.agents[self.stories.cut.agent].id

    @property
    def excellent(self) -> str:
        """Who contents customers and is seldom rated."""
        return self.centre.agents[self.stories.excellent.agent].id

    def queue(self, number: int) -> str:
        """The name of a queue."""
        return self.centre.queues[number].name

    def drifters(self, before: date) -> dict[str, date | None]:
        """The customers who began to drift before a day, by their telephone record, and when they leave."""
        told = (each for each in self.stories.drifters if each.since < before)
        return {record("voice", each.customer): each.leaves_on for each in told}

    def sent_wrongly(self, shown: Frames) -> pl.DataFrame:
        """The contacts that a stale record sent to the wrong queue."""
        ours = pl.col("customer").is_in([int(each[1:]) for each in self.stale])
        wrong = pl.col("entry_queue") == self.queue(self.stories.stale.queue)
        return shown.contacts.filter(ours, wrong, menu_path=RECOGNISED)

    def forgotten(self, shown: Frames) -> pl.DataFrame:
        """The call-backs of the story that are never made, and would have been by chance alone."""
        told = self.stories.promises
        day = pl.col("made_at").dt.convert_time_zone(self.centre.zone).dt.date()
        queue = self.centre.queues[told.queue]
        topics = [topic.name for topic in queue.topics]
        ours = shown.contacts.filter(pl.col("about").is_in(topics), channel=queue.channel)
        mixes = ours.select("contact_id", "mix").unique("contact_id")
        lost = share_of(pl.col("mix"), IS_LOST).is_between(LOST, told.share, closed="left")
        made = shown.promises.join(mixes, on="contact_id").filter(pl.col("attempted_at").is_null(), lost)
        return made.filter(day >= told.since, day < told.until, kind="call_back")


def truth(seed: int, size: Size, zone: str, first: date) -> Truth:
    """Tell the stories of a centre that has them."""
    centre = world(seed, size, zone, first)
    assert centre.stories is not None
    return Truth(centre, centre.stories)


def happened(centre: World, source: str, days: Sequence[date]) -> Frames:
    """Give all rows of some days with the hidden columns, among them what is true of each contact."""
    lived = Simulation(centre, source)
    return cuts.whole([lived.day(day) for day in days])
