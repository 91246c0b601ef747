"""Derive what depends on more than one row: persons and traces, at the end of a run or all anew.

What they were derived with is remembered in the transaction that publishes them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, delete, insert, select

from store.centre_map import CentreMap
from store.ground import mark
from store.habits import Habits, habits_of, remembered
from store.history import History
from store.models import Fact
from store.opened import Store
from store.persons import known_persons, resolve
from store.retrace import retrace
from store.schema import CONTACTS, LEGS, TEXT
from store.state import State
from store.traces import TRACES
from store.tracing import OF_LEGS, Basis
from store.update import LIVE, Traced, contacts_of, legs_of, update

Facts = Mapping[str, str]
GROUND, HABITS, BEHIND = "traces.ground", "traces.habits", "traces.behind"
IDENTITIES_TOO = "identities"  # a word beside the weeks that are behind
MANY = 200_000  # changed contacts from which on whole weeks are quicker
NONE = pl.DataFrame(schema={"contact_id": TEXT, "week": TEXT})


@dataclass(frozen=True)
class Changes:
    """Hold what a run wrote: contacts (contact_id and week, as they were and are), and whether identities."""

    contacts: pl.DataFrame = field(default_factory=lambda: NONE)
    is_identified: bool = False

    @property
    def words(self) -> set[str]:
        """List the weeks, and a word for identities."""
        return {*self.contacts["week"], *[IDENTITIES_TOO] * self.is_identified}


def facts(state: State) -> dict[str, str]:
    """Read what traces were derived with."""
    with state.reading() as connection:
        rows = connection.execute(select(Fact.name, Fact.value).where(Fact.name.startswith("traces.")))
        return {row.name: row.value for row in rows}


def remember(connection: Connection, known: Facts) -> None:
    """Write down what traces were derived with, in the transaction that publishes them."""
    if known:
        connection.execute(delete(Fact).where(Fact.name.in_(list(known))))
        connection.execute(insert(Fact), [{"name": name, "value": value} for name, value in known.items()])


def put_off(state: State, changes: Changes) -> Facts:
    """Leave what a run wrote to the next one: what is to be seen at once must not wait for it."""
    words = changes.words | set(facts(state).get(BEHIND, "").split())
    return {BEHIND: " ".join(sorted(words))}


def derive(
    store: Store, changes: Changes, read: Callable[[], CentreMap], timezone: str, now: datetime
) -> tuple[Facts, Traced]:
    """Derive what a run and those put off before it changed; give what to remember and what was done."""
    known = facts(store.state)
    behind = set(known.get(BEHIND, "").split())
    ground = read()
    is_same = known.get(GROUND) == mark(ground, timezone)
    if is_same and not behind and not changes.words:
        return {}, Traced()
    history = store.history
    are_others = changes.is_identified or IDENTITIES_TOO in behind
    moved = contacts_of(history, resolve(history, now)) if are_others else NONE
    changed = pl.concat([changes.contacts, moved]).unique()
    told = remembered(known.get(HABITS))
    weeks = behind - {IDENTITIES_TOO}
    if is_same and not weeks and changed.height < MANY:
        legs = legs_of(history, changed)
        habits = told.grown(habits_of(legs.lazy()))
        if not told.outgrown_by(habits):
            done = update(history, changed, legs, Basis(ground, habits, known_persons(history), now))
            return _known(ground, timezone, habits), done
    done, habits = _by_weeks(history, weeks | set(changed["week"]) if is_same else None, ground, told, now)
    return _known(ground, timezone, habits), done


def rebuild_traces(store: Store, ground: CentreMap, timezone: str, now: datetime) -> tuple[Facts, set[str]]:
    """Derive persons and the traces of every week anew; give what to remember and the weeks that changed."""
    resolve(store.history, now)
    told = remembered(facts(store.state).get(HABITS))
    done, habits = _by_weeks(store.history, None, ground, told, now)
    return _known(ground, timezone, habits), set(done.written)


def _known(ground: CentreMap, timezone: str, habits: Habits) -> Facts:
    return {GROUND: mark(ground, timezone), HABITS: habits.written(), BEHIND: ""}


def _by_weeks(
    history: History, weeks: Iterable[str] | None, ground: CentreMap, told: Habits, now: datetime
) -> tuple[Traced, Habits]:
    """Trace whole weeks, all of them without `weeks` and where a source tells more than it did before."""
    every = {*history.weeks(CONTACTS.name), *(history.weeks(TRACES.name) if history.has(TRACES) else ())}
    chosen = every if weeks is None else set(weeks)
    habits = told
    for week in chosen:
        legs = history.scan_weeks(LEGS, [week]).filter(LIVE).select(OF_LEGS)
        habits = habits.grown(habits_of(legs))
    if told.outgrown_by(habits):
        chosen = every
    written = (
        retrace(history, chosen, Basis(ground, habits, known_persons(history), now)) if chosen else set()
    )
    return Traced(0, frozenset(chosen), frozenset(written)), habits
