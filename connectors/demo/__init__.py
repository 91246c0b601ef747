"""A simulated contact centre: what Moked shows until it is told where the real data is.

The rows of any window depend on the seed, the size, the day on which the demo begins and the window alone:
not on when, or in which steps, they are fetched. Each local day is simulated whole (`day`) from generators
keyed by seed, day and purpose, and from a small carry of the day before; a fetch shows days as they stood at
an instant (`cuts`) and leaves that carry in its cursor, so that the next one lives through its own days only.

The floor (`floor`) is a loop of our own over a heap, some ten lines: thirteen weeks are two hundred thousand
contacts, for which a general library (simpy) would resume a generator at each of a million events. Numbers
come from `random`, whose sequences stay the same from one version of Python to the next, as NumPy's need not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from connectors.base import Batch, Live
from connectors.demo import around, cuts
from connectors.demo.dates import clock, local_day
from connectors.demo.diary import Diary, diary
from connectors.demo.far import lived_far
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
NEAR_DAYS = 14  # as many are simulated in a second or two
LATER = timedelta(days=LATER_DAYS)
FAR = timedelta(days=NEAR_DAYS)
DAYS_A_BATCH, DAYS_A_BATCH_FAR = 7, 14


@dataclass(frozen=True)
class Window:
    """What is fetched: what began in a half-open window or, with `changed`, what changed in it."""

    since: datetime
    until: datetime
    changed: bool

    @property
    def is_far(self) -> bool:
        return self.until - self.since > FAR


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

        Contacts come whole, as they stand at `until`. With a window nothing is remembered. From far back,
        contacts and agents come first and are to be shown before the rest. Raises Refused.
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
        window = Window(last, until, changed=since is None)
        is_first = last <= begin
        yield from (self._far if window.is_far else self._near)(shown, window, is_first)
        yield self._remembering({}, None if since else self._place(shown, until))

    def live(self, since: datetime, now: datetime, cursor: Mapping[str, str]) -> Live:
        """Tell who waits and talks, which visits ended since an instant, and what each agent does.

        While the weeks before have not been simulated it tells nothing: that would take as long as a fetch.
        """
        known = place(cursor, self._of)
        shown = self._live or self._simulation(known, now)
        today = local_day(now, self.zone)
        if today < shown.first or (today - shown.reached(today)).days > NEAR_DAYS:
            return Live(now)
        self._live = shown
        stood = cuts.cut(cuts.whole([shown.day(day) for day in self._span(shown, since, now)]), now)
        taken = abilities(shown.centre, self.name)
        return Live(now, cuts.visits_now(stood, since), cuts.agents_now(stood, taken))

    def diary(self, cursor: Mapping[str, str]) -> Diary | None:
        """Give what its supervisors write down; None before a first fetch, and where nothing is planted."""
        known = place(cursor, self._of)
        if known is None or not self.options.stories:
            return None
        return diary(world(self.options.seed, self.options.size, self.zone, known.first))

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

    def _steps(self, shown: Simulation, window: Window) -> list[list[date]]:
        """The days of a window by batches, with those before it of which something may become known."""
        days = self._span(shown, window.since - LATER * window.changed, window.until)
        size = DAYS_A_BATCH_FAR if window.is_far else DAYS_A_BATCH
        return [days[n : n + size] for n in range(0, len(days), size)]

    def _near(self, shown: Simulation, window: Window, is_first: bool) -> Iterator[Batch]:
        steps = self._steps(shown, window)
        lived = ((days, cuts.whole([shown.day(day) for day in days])) for days in steps)
        tables = (
            self._seen(happened, window) | self._told(shown, days, happened, window)
            for days, happened in lived
        )
        yield from self._parts(tables, steps)
        if is_first:
            people = self._people(shown)
            yield self._batch(people | around.from_the_beginning(shown.centre, self.name))

    def _far(self, shown: Simulation, window: Window, is_first: bool) -> Iterator[Batch]:
        """What the floor saw is to be shown first: until the rest has come, nothing counts as told."""
        steps, kept = self._steps(shown, window), list[Frames]()
        begun = self._place(shown, window.since) if window.changed else None
        with closing(lived_far(shown, steps)) as lived:
            yield from self._parts((self._seen(each, window) for each in _keeping(lived, kept)), steps)
        people = self._people(shown) if is_first else {}
        yield replace(self._remembering(people, begun), is_shown=True)
        told = (self._told(shown, days, happened, window) for days, happened in zip(steps, kept, strict=True))
        yield from self._parts(told, steps)
        if is_first:
            yield self._batch(around.from_the_beginning(shown.centre, self.name))

    def _parts(self, tables: Iterable[cuts.Tables], steps: Sequence[Sequence[date]]) -> Iterator[Batch]:
        """Batches that say in whole weeks how far they are."""
        weeks = [max(1, days // 7) for days in accumulate(map(len, steps))]
        for done, told in zip(weeks, cuts.once(iter(tables)), strict=True):
            yield replace(self._batch(told), part=(done, weeks[-1]))

    def _seen(self, happened: Frames, window: Window) -> cuts.Tables:
        """Contacts, their legs, and what agents did."""
        return cuts.told(cuts.cut(happened, window.until), window.since, changed=window.changed)

    def _told(self, shown: Simulation, days: Sequence[date], happened: Frames, window: Window) -> cuts.Tables:
        """What was said and promised, and what surrounds the contacts."""
        words = said(shown.centre, happened, self.name)
        stood = cuts.cut_said(words, happened.promises, window.until)
        rows = cuts.told(stood, window.since, changed=window.changed)
        return rows | around.of_days(
            shown.centre, self.name, days, window.since, window.until, changed=window.changed
        )

    def _people(self, shown: Simulation) -> cuts.Tables:
        begin = clock(shown.first, self.zone)(0)
        return {"agents": agents(shown.centre, begin, self.name)}

    def _remembering(self, tables: cuts.Tables, reached: Place | None) -> Batch:
        return replace(self._batch(tables), cursor=reached.written() if reached else {})

    def _batch(self, tables: cuts.Tables) -> Batch:
        rows = sum(frame.height for frame in tables.values())
        return Batch(tables=tables, read=rows, loaded=rows)

    def _place(self, shown: Simulation, until: datetime) -> Place:
        day = max(local_day(until - LATER, self.zone), shown.first)
        return Place(self._of, shown.first, until, day, shown.before(day))


def _keeping(lived: Iterable[Frames], kept: list[Frames]) -> Iterator[Frames]:
    """Keep of what passes by what is needed again: all but the stretches of the agents."""
    for happened in lived:
        kept.append(replace(happened, states=happened.states.clear()))
        yield happened
