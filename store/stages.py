"""Reading what stages before and behind queues send to them (`metrics.bottlenecks.stages`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import polars as pl

from metrics.bottlenecks.counts import Instants, instants
from metrics.bottlenecks.stages import (
    BACK_OFFICE,
    CALL_BACKS,
    MENU,
    SENT,
    arrived,
    by_back_office,
    by_call_backs,
    by_menu,
    overdue_letters,
    overdue_promises,
)
from metrics.groups import FIRST_QUEUE
from metrics.menu import walked
from metrics.promises import CALL_BACK
from settings import Settings
from store.business import is_timed_so
from store.reading import Reading
from store.schema import PROMISES

REACH = timedelta(days=21)  # before: what is overdue now was written or promised
LEAST_NAMED = 0.5  # of a queue's contacts, under which it is not known who asks after overdue work
OF_CONTACT = ("contact_id", "person", "started_at", "ended_at", "menu_outcome", "is_menu", "is_looping")


@dataclass(frozen=True)
class Sent:
    """What stages sent to queues: `rows` of `stages.SENT`, and of which queue which kinds can be known.

    contacts: the ids of those that were read; of others nobody can say which way they came.
    """

    rows: pl.DataFrame
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    contacts: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String), repr=False)

    def of(self, queue: str, kinds: Iterable[str] | None = None) -> dict[str, Instants]:
        """When each of some kinds, of all that can be known without any, sent something to a queue."""
        mine = self.rows.filter(queue=queue)
        asked = sorted(self.known.get(queue, frozenset())) if kinds is None else kinds
        return {kind: instants(mine.filter(kind=kind), "at") for kind in asked}


NOTHING = Sent(pl.DataFrame(schema=SENT))


def sent(reading: Reading, visits: pl.DataFrame, settings: Settings) -> Sent:
    """Find what stages sent to the queues of some visits (`watched.dressed`).

    The window of the reading begins REACH before the first visit, so that what was overdue then is known.
    """
    contacts = _contacts(reading)
    came = arrived(visits)
    promises = _promises(reading, contacts)
    letters = _letters(reading, contacts)
    overdue = pl.concat([overdue_letters(letters), overdue_promises(promises, settings.site.timezone)])
    rows = [
        by_menu(came, contacts),
        by_back_office(came, contacts, overdue),
        by_call_backs(promises),
    ]
    dated = promises.filter(pl.col("kind").ne_missing(CALL_BACK), pl.col("due_at").is_not_null())
    site_wide = {
        BACK_OFFICE: letters.height + dated.height > 0,
        CALL_BACKS: promises.filter(pl.col("due_at").is_not_null(), kind=CALL_BACK).height > 0,
    }
    return Sent(pl.concat(rows), _known(came, contacts, site_wide), contacts["contact_id"])


def _contacts(reading: Reading) -> pl.DataFrame:
    rows = walked(reading.linked(), reading.centre().menu).with_columns(came_to=FIRST_QUEUE)
    return rows.select(*OF_CONTACT, "option", "came_to").collect()


def _letters(reading: Reading, contacts: pl.DataFrame) -> pl.DataFrame:
    wanted = ("contact_id", "queue", "queued_at", "wait_ms", "outcome", "threshold_ms")
    rows = reading.visits.filter(is_timed_so().fill_null(value=False)).select(wanted).collect()
    return rows.join(contacts.select("contact_id", "person"), on="contact_id")


def _promises(reading: Reading, contacts: pl.DataFrame) -> pl.DataFrame:
    wanted = ("contact_id", "kind", "due_at", "attempted_at", "kept_at")
    rows = reading.rows(PROMISES).select(wanted).collect()
    return rows.join(contacts.select("contact_id", "person", queue="came_to"), on="contact_id")


def _known(
    came: pl.DataFrame, contacts: pl.DataFrame, site_wide: Mapping[str, bool]
) -> dict[str, frozenset[str]]:
    """Say of each queue which kinds can be known: unknown is not "no".

    The menu where any of its contacts met one; overdue work where letters or dated promises are told and it
    is known who most of its contacts are; call-backs where any are told.
    """
    told = (
        came.join(contacts, on="contact_id")
        .group_by("queue")
        .agg(has_menu=pl.col("is_menu").any(), named=pl.col("person").is_not_null().mean())
    )
    found = {}
    for queue, has_menu, named in told.iter_rows():
        kinds = {MENU: has_menu, **site_wide}
        kinds[BACK_OFFICE] = site_wide[BACK_OFFICE] and named >= LEAST_NAMED
        found[str(queue)] = frozenset(kind for kind, is_known in kinds.items() if is_known)
    return found
