"""A simulated contact centre: what Moked shows until it is told where the real data is.

The rows of any window depend on the seed, the size, the day on which the demo begins and the window alone:
not on when, or in which steps, they are fetched. Each local day is simulated whole (`day`) from generators
keyed by seed, day and purpose, and from a small carry of the day before; a fetch shows days as they stood at
an instant (`cuts`) and leaves that carry in its cursor, so that the next one lives through its own days only.

The floor (`floor`) is a loop of our own over a heap, some ten lines: thirteen weeks are two hundred thousand
contacts, for which a general library (simpy) would resume a generator at each of a million events. Numbers
come from `random`, whose sequences stay the same from one version of Python to the next, as NumPy's need not.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.base import Batch, Live
from connectors.demo import around, cuts
from connectors.demo.ahead import ahead
from connectors.demo.dates import clock, local_day, milliseconds
from connectors.demo.frames import Frames, abilities, agents
from connectors.demo.options import options
from connectors.demo.place import Place, place
from connectors.demo.said import said
from connectors.demo.simulation import LATER_DAYS, Simulation, first_day, simulation
from connectors.demo.world import world
from connectors.errors import Refused
from language import _, instant, ngettext, number

WEEKS = 13
COMING_AGAIN = 1.25  # contacts for each that no earlier one led to
EPOCH = date(2000, 1, 2)  # any day will do to say how large the centre is
DAYS_A_BATCH = 7
NEAR_DAYS = 14  # as many are simulated in a second or two
LATER = timedelta(days=LATER_DAYS)
FAR, AHEAD = timedelta(days=NEAR_DAYS), 2  # longer spans are simulated so many weeks ahead of being stored


class Demo:
    """The `demo` connector."""

    kind = "demo"
    by_window = False

    def __init__(self, name: str, given: Mapping[str, Any], zone: str, folder: Path) -> None:
        self.name = name
        self.options = options(dict(given))
        self.zone = zone
        self.folder = folder
        self._live: Simulation | None = None

    def check(self) -> list[str]:
        """Say what is simulated."""
        chosen = self.options
        centre = world(chosen.seed, chosen.size, self.zone, EPOCH, chosen.stories)
        sentence = _(
            "{name}: demo data, nothing of it is real. {agents} agents, {queues} queues, {contacts}."
        )
        daily = round(COMING_AGAIN * sum(queue.daily for queue in centre.queues), -1)
        contacts = ngettext("about {n} contact a working day", "about {n} contacts a working day", int(daily))
        return [
            sentence.format(
                name=self.name,
                agents=number(len(centre.agents)),
                queues=number(len(centre.queues)),
                contacts=contacts.format(n=number(int(daily))),
            )
        ]

    def fetch(self, since: datetime | None, until: datetime, cursor: Mapping[str, str]) -> Iterator[Batch]:
        """Yield what has changed since the last fetch, or with a window what began in it, by weeks.

        Contacts come whole, as they stand at `until`. With a window nothing is remembered. Raises Refused.
        """
        known = place(cursor, self._of)
        shown = self._simulation(known, until)
        begin = datetime.fromtimestamp(clock(shown.first, self.zone)(0) / 1000, UTC)
        if until < begin:
            sentence = _("The demo begins on {start}, which is later than now; choose an earlier start.")
            raise Refused(sentence.format(start=instant(begin, self.zone)))
        last = since or (begin if known is None else known.until)
        if last >= until:
            return
        yield from self._steps(shown, last, until, since is None)
        first = self._from_the_beginning(shown, begin) if last <= begin else {}
        final = self._batch(first)
        yield final if since is not None else replace(final, cursor=self._place(shown, until).written())

    def live(self, since: datetime, now: datetime, cursor: Mapping[str, str]) -> Live:
        """Tell who waits and talks, which visits ended since an instant, and what each agent does.

        While the weeks before have not been fetched it tells nothing: that would take as long as the fetch.
        """
        known = place(cursor, self._of)
        shown = self._live or self._simulation(known, now)
        reached = shown.first if known is None else known.day
        if self._live is None and (local_day(now, self.zone) - reached).days > NEAR_DAYS:
            return Live(now)
        self._live = shown
        stood = cuts.cut(cuts.whole([shown.day(day) for day in self._span(shown, since, now)]), now)
        taken = abilities(shown.centre, self.name)
        return Live(now, cuts.visits_now(stood, since), cuts.agents_now(stood, taken))

    @property
    def _of(self) -> str:
        chosen = self.options
        return "/".join(map(str, (chosen.seed, chosen.size, self.zone, chosen.stories, chosen.start)))

    def _simulation(self, known: Place | None, until: datetime) -> Simulation:
        chosen = self.options
        first = first_day(chosen.start, until, self.zone, WEEKS) if known is None else known.first
        made = simulation(chosen.seed, chosen.size, self.zone, first, chosen.stories, self.name)
        if known is not None:
            made.remember(known.day, known.before)
        return made

    def _span(self, shown: Simulation, since: datetime, until: datetime) -> list[date]:
        """The local days of a window that are days of the demo."""
        first, last = max(local_day(since, self.zone), shown.first), local_day(until, self.zone)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def _weeks(
        self, shown: Simulation, since: datetime, until: datetime, later: bool
    ) -> Iterator[list[date]]:
        """The days of a window by weeks, with `later` those before it of which something may become known."""
        days = self._span(shown, since - LATER * later, until)
        for n in range(0, len(days), DAYS_A_BATCH):
            yield days[n : n + DAYS_A_BATCH]

    def _steps(self, shown: Simulation, since: datetime, until: datetime, changed: bool) -> Iterator[Batch]:
        weeks = list(self._weeks(shown, since, until, changed))
        with closing(self._lived(shown, weeks, is_far=until - since > FAR)) as lived:
            tables = (
                self._tables(shown, days, happened, since, until, changed)
                for days, happened in zip(weeks, lived, strict=True)
            )
            for n, told in enumerate(cuts.once(tables), 1):
                yield replace(self._batch(told), part=(n, len(weeks)))

    def _lived(
        self, shown: Simulation, weeks: Sequence[list[date]], *, is_far: bool
    ) -> Generator[Frames, None, None]:
        """What happened in each of the weeks; many of them are simulated ahead of whoever takes them."""
        if is_far:
            yield from ahead((shown.days(days) for days in weeks), AHEAD)
            return
        for days in weeks:
            yield cuts.whole([shown.day(day) for day in days])

    def _tables(
        self,
        shown: Simulation,
        days: list[date],
        happened: Frames,
        since: datetime,
        until: datetime,
        changed: bool,
    ) -> cuts.Tables:
        words = said(shown.centre, happened, self.name)
        stood = cuts.cut(happened, until) | cuts.cut_said(words, happened.promises, until)
        rows = cuts.told(stood, since, changed=changed)
        return rows | around.of_days(shown.centre, self.name, days, since, until)

    def _from_the_beginning(self, shown: Simulation, begin: datetime) -> cuts.Tables:
        people = agents(shown.centre, milliseconds(begin), self.name)
        return {"agents": people, **around.from_the_beginning(shown.centre, self.name)}

    def _batch(self, tables: cuts.Tables) -> Batch:
        rows = sum(frame.height for frame in tables.values())
        return Batch(tables=tables, read=rows, loaded=rows)

    def _place(self, shown: Simulation, until: datetime) -> Place:
        day = max(local_day(until - LATER, self.zone), shown.first)
        return Place(self._of, shown.first, until, day, shown.before(day))
