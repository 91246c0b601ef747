"""Where something can be changed, and who may answer for it: places and names that rows know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.groups import FIRST_QUEUE
from settings import Settings
from store import publish
from store.asked import Viewer
from store.daily_sums import WHOLE
from store.opened import Store
from store.read import Filters, open_reading
from store.schema import AGENTS
from store.tables import Tables

LATELY = timedelta(weeks=13)
Place = tuple[str, str]  # a cut and the name in it


@dataclass(frozen=True)
class Places:
    """Places by cut and name; the leads whom records name, and the agents who are none."""

    places: tuple[Place, ...] = ()
    topics: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    agents: frozenset[str] = frozenset()


def places(store: Store, settings: Settings, viewer: Viewer, as_of: datetime) -> Places:
    """List what rows of late know; of teams and their leads a lead sees the own."""
    filters = Filters(as_of, as_of - LATELY)
    reading = open_reading(store, settings, WHOLE, filters, dimensions=("topic",))
    if reading is None:
        return Places()
    rows = reading.linked().select(queue=FIRST_QUEUE, channel="channel", topic="topic", family="topic_family")
    found = rows.unique().collect()
    people = _people(Tables(store, reading.publication))
    families, topics = _names(found["family"]), _names(found["topic"])
    own = people.filter(pl.col("team").is_in(list(viewer.teams))) if viewer.role == "lead" else people
    named = {
        "queue": _names(found["queue"]),
        "topic": sorted({*families, *topics}),
        "channel": _names(found["channel"]),
        "team": _names(own["team"]),
    }
    return Places(
        tuple((cut, name) for cut, each in named.items() for name in each),
        tuple(families),
        tuple(_names(own["lead"])),
        _agents(people),
    )


def agents(store: Store) -> frozenset[str]:
    """Name the agents of all teams who lead none: nobody of them answers for anything."""
    published = publish.newest(store.state)
    return frozenset() if published is None else _agents(_people(Tables(store, published)))


def _people(tables: Tables) -> pl.DataFrame:
    return tables.scan(AGENTS).select("name", "team", "lead").unique().collect()


def _agents(people: pl.DataFrame) -> frozenset[str]:
    return frozenset(_names(people["name"])) - set(_names(people["lead"]))


def _names(column: pl.Series) -> list[str]:
    return column.drop_nulls().cast(pl.String).unique().sort().to_list()
