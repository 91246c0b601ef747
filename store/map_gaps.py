"""What the centre's own map does not say, or says of what is not there: found against what history holds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import polars as pl

from language import _, listing, ngettext, number
from metrics.centre import Centre
from settings import ANY_TOPIC, Settings, nearest
from store.mapped_centre import TOPICS, listed, way
from store.schema import CONTACTS, LEGS, Table

NAMED = 3  # names in a sentence


class Rows(Protocol):
    """Tables whose live rows can be scanned, such as those of a publication (`store.tables`)."""

    def scan(self, table: Table) -> pl.LazyFrame: ...


def gaps(rows: Rows, centre: Centre, settings: Settings) -> tuple[str, ...]:
    """Say in a few sentences what is missing from the map; nothing while no contact was in a queue."""
    queues, topics = _held(rows, LEGS, "queue"), _held(rows, CONTACTS, "topic")
    if not queues:
        return ()
    return (
        *_unserved([queue for queue in queues if queue not in centre.serves]),
        *_unowned([topic for topic in topics if topic not in centre.owners]),
        *_unplanned(centre),
        *_unread(rows),
        *_strangers(settings, queues, topics),
    )


def _held(rows: Rows, table: Table, column: str) -> list[str]:
    found = rows.scan(table).select(pl.col(column).unique()).collect().to_series()
    return sorted(found.drop_nulls())


def _unserved(queues: Sequence[str]) -> Iterator[str]:
    if queues:
        sentence = ngettext(
            "Which languages, segments and plans the queue {names} is for is not known: whether a customer's"
            " record or a rule led there wrongly can only be told by the home queue.",
            "Which languages, segments and plans {n} queues are for ({names}) is not known: whether a"
            " customer's record or a rule led there wrongly can only be told by the home queue.",
            len(queues),
        )
        yield sentence.format(n=number(len(queues)), names=_names(queues))


def _unowned(topics: Sequence[str]) -> Iterator[str]:
    if topics:
        sentence = ngettext(
            "Which queue the topic {names} belongs to is not known: whether it began in the wrong one is not"
            " judged by topic.",
            "Which queues {n} topics belong to ({names}) is not known: whether they began in the wrong one is"
            " not judged by topic.",
            len(topics),
        )
        yield sentence.format(n=number(len(topics)), names=_names(topics))


def _unplanned(centre: Centre) -> Iterator[str]:
    if not centre.escalations:
        yield _("No escalation is named: every way on to another queue counts as not planned.")


def _unread(rows: Rows) -> Iterator[str]:
    told = rows.scan(TOPICS).sort(TOPICS.key).collect()["escalations"]
    unread = [each for text in told for each in listed(text) if way(each) is None]
    if unread:
        sentence = _(
            "A source names escalations that cannot be read ({names}): they are written as in A > B."
        )
        yield sentence.format(names=_names([repr(each) for each in unread]))


def _strangers(settings: Settings, queues: Sequence[str], topics: Sequence[str]) -> Iterator[str]:
    """Names in moked.toml that no contact has, the first of queues and the first of topics."""
    sentence = _("moked.toml names the queue {name!r}, but no contact was in it{hint}")
    yield from _first(sentence, _queues_of(settings), queues)
    sentence = _("moked.toml names the topic {name!r}, but no contact was about it{hint}")
    yield from _first(sentence, (one.name for one in settings.topics if one.name != ANY_TOPIC), topics)


def _first(sentence: str, named: Iterable[str], known: Sequence[str]) -> list[str]:
    strange = (name for name in named if name not in known)
    return [sentence.format(name=name, hint=nearest(name, known)) for name in strange][:1]


def _queues_of(settings: Settings) -> Iterator[str]:
    for entry in settings.queues:
        yield entry.name
    for topic in settings.topics:
        yield from topic.owners or ()
        for each in topic.escalations or ():
            yield from (each.start, each.to)


def _names(names: Sequence[str]) -> str:
    """The first few names and how many more there are."""
    more = len(names) - NAMED
    if more <= 1:
        return listing(names)
    return listing([*names[:NAMED], _("{n} more").format(n=number(more))])
