"""The centre's own map: by it a contact in the wrong place is told from a planned one.

Sources give it in the tables `queues` and `topics`, whose rows are put together. What moked.toml says goes
over them, key by key; an empty list there takes back what they say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from metrics.centre import Centre, Escalation
from metrics.menu import Menu
from settings import ANY_TOPIC, MenuWords, Settings
from store.history import History
from store.map_gaps import Rows, gaps
from store.mapped_centre import QUEUES, TOPICS, listed, way
from store.opened import Store
from store.schema import Table

SERVED = ("language", "segment", "plan")
Names = tuple[str, ...]
OWN = ("inbound",)


@dataclass(frozen=True)
class Newest:
    """The live rows as they were written last, published or not: for whoever holds the writer's lock."""

    history: History

    def scan(self, table: Table) -> pl.LazyFrame:
        """Scan the live rows of a table; one that is not there has none."""
        if not self.history.has(table):
            return pl.LazyFrame(schema=table.stored)
        return pl.scan_delta(self.history.open(table.name)).filter(pl.col("deleted_at").is_null())


@dataclass(frozen=True, kw_only=True)
class CentreMap:
    """The map. `families`: topic → family. `own`: source → directions in which its customers act themselves.

    A source that `own` does not name has OWN. `missing` says in sentences what the map does not say.
    """

    centre: Centre = field(default_factory=Centre)
    families: Mapping[str, str] = field(default_factory=dict)
    menu: Menu = field(default_factory=Menu)
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    missing: Sequence[str] = ()


def centre_map(rows: Rows | Store, settings: Settings, *, with_missing: bool = True) -> CentreMap:
    """Put the map together; of a Store the rows as they were written last.

    The map is a definition, as settings are: today's judges all that ever was. So of a publication's tables
    give those `with_hindsight`, or a map that was loaded later would not be known as of a day before.

    `missing` is found in the queues and topics of all history, which takes a look at each of its rows:
    whoever does not show it leaves it out.
    """
    told = Newest(rows.history) if isinstance(rows, Store) else rows
    queues, topics = (told.scan(table).sort(table.key).collect() for table in (QUEUES, TOPICS))
    centre = Centre(
        owners=_owners(topics, settings),
        escalations=_escalations(topics, settings),
        serves=_serves(queues, settings),
    )
    return CentreMap(
        centre=centre,
        families=_families(topics, settings),
        menu=menu_of(settings.menu),
        own={each.name: tuple(each.own_directions) for each in settings.connectors},
        missing=gaps(told, centre, settings) if with_missing else (),
    )


def _serves(queues: pl.DataFrame, settings: Settings) -> dict[str, dict[str, Names]]:
    """What each queue serves, by field of the record; a field of which nothing is said is left out."""
    told = {name: _lists(queues, "queue", f"serves_{name}") for name in SERVED}
    for entry in settings.queues:
        for name, values in entry.serves.model_dump(exclude_none=True).items():
            told[name][entry.name] = tuple(values)
    named = sorted({queue for said in told.values() for queue, values in said.items() if values})
    return {queue: {name: said[queue] for name, said in told.items() if said.get(queue)} for queue in named}


def _owners(topics: pl.DataFrame, settings: Settings) -> dict[str, Names]:
    told = _lists(topics, "topic", "owner_queues")
    told |= {one.name: tuple(one.owners) for one in settings.topics if one.owners is not None}
    return {topic: queues for topic, queues in told.items() if queues}


def _escalations(topics: pl.DataFrame, settings: Settings) -> tuple[Escalation, ...]:
    """The planned ways on; what a source writes and is none is left out."""
    written = _lists(topics, "topic", "escalations")
    told = {topic: [found for found in map(way, texts) if found] for topic, texts in written.items()}
    for one in settings.topics:
        if one.escalations is not None:
            told[one.name] = [(each.start, each.to) for each in one.escalations]
    return tuple(
        (start, to, None if topic == ANY_TOPIC else topic)
        for topic, ways in told.items()
        for start, to in ways
    )


def _families(topics: pl.DataFrame, settings: Settings) -> dict[str, str]:
    """The family of each topic that has one; of several sources the first by name is believed."""
    known = topics.filter(pl.col("family").is_not_null()).unique("topic", keep="first", maintain_order=True)
    told = dict(known.select("topic", "family").iter_rows())
    return told | {one.name: one.family for one in settings.topics if one.family is not None}


def menu_of(words: MenuWords) -> Menu:
    """The menu that moked.toml tells of; no source does."""
    given = words.model_dump(exclude_none=True)
    names = given.pop("names", {})
    return Menu(**{name: tuple(nodes) for name, nodes in given.items()}, names=names)


def _lists(rows: pl.DataFrame, key: str, column: str) -> dict[str, Names]:
    """The names in a column by key, those of all sources together."""
    found: dict[str, Names] = {}
    for name, text in rows.filter(pl.col(column).is_not_null()).select(key, column).iter_rows():
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *listed(text))))
    return found
