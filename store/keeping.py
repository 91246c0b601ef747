"""How long rows of history are kept: the first week of each table that is."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from settings import Retention
from store.models import Fact
from store.schema import GESTURES, JOURNEY, MAPPED, NOTES, PROMISES, STAFFING, STATES, SURVEYS, TEXTS
from store.state import State

LAST, SINCE, UNFINISHED = "retention.last", "retention.since.", "retention.unfinished"
OF_CONTACTS: Final = ("contacts", "legs", "traces", *(one.name for one in MAPPED.values() if one.of_contact))
# The tables of each key, besides those of contacts_days: their rows go by the week that they lie in.
TABLES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "surveys_days": (SURVEYS.name,),
    "texts_days": (NOTES.name, TEXTS.name),
    "promises_days": (PROMISES.name,),
    "gestures_days": (GESTURES.name,),
    "journey_days": (JOURNEY.name,),
    "agent_states_days": (STATES.name,),
    "staffing_days": (STAFFING.name,),
}


def week_before(now: datetime, days: int) -> str:
    """Give the first week that has a day within so many days: every week before it is older as a whole."""
    return (now.astimezone(UTC) - timedelta(days=days)).strftime("%G-W%V")


def first_day(now: datetime, days: int | None) -> date:
    """Give the first day of which rows of the state are kept."""
    return date.min if days is None else monday_of(week_before(now, days)).date()


def first_weeks(retention: Retention, now: datetime) -> dict[str, str]:
    """Give the first week that is kept, by table; a table that is not named is kept whole."""
    contacts, found = retention.contacts_days, {}
    if contacts is not None:
        found = dict.fromkeys((*OF_CONTACTS, TEXTS.name), week_before(now, contacts))
    for key, tables in TABLES_OF.items():
        days = getattr(retention, key)
        if days is not None:
            found |= dict.fromkeys(tables, week_before(now, days))
    return found


def monday_of(week: str) -> datetime:
    """Give the instant with which a week begins."""
    return datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC)


def facts(state: State) -> dict[str, str]:
    """Read when rows were deleted last, since when contacts are kept, and whether a run was cut off."""
    with state.reading() as connection:
        rows = connection.execute(select(Fact.name, Fact.value).where(Fact.name.startswith("retention.")))
        return {row.name: row.value for row in rows}


def purge_later(state: State, now: datetime) -> None:
    """Let the next daily run delete the files of older publications: they hold what must not be kept."""
    with state.writing() as connection:
        connection.execute(delete(Fact).where(Fact.name == UNFINISHED))
        connection.execute(insert(Fact).values(name=UNFINISHED, value=now.isoformat()))


def kept_since(state: State) -> dict[str, datetime]:
    """Say since when rows are kept, by table; a table of which none was ever too old is not named."""
    told = facts(state)
    return {
        name.removeprefix(SINCE): monday_of(week) for name, week in told.items() if name.startswith(SINCE)
    }


def since_of(known: Mapping[str, datetime], table: str = "contacts") -> datetime | None:
    """Say since when rows of a table and the contacts that they belong to are kept; None if ever."""
    return max((known[name] for name in ("contacts", table) if name in known), default=None)


def last_run(state: State) -> datetime | None:
    """Say when it was last looked for what is too old."""
    told = facts(state).get(LAST)
    return datetime.fromisoformat(told) if told else None
