"""Publications to tidy, and what is left of them."""

from datetime import timedelta

import polars as pl
from sqlalchemy import func, insert, select

from store import publish
from store.ingest import publish_versions
from store.merge import merge
from store.models import Pin, Publication
from store.schema import CONTACTS, LEGS
from tests.factories import NOON, contacts, legs

MONTH = timedelta(days=30)
DAY = timedelta(days=1)


def load(store, arrival, *rows):
    """Merge contacts as one refresh does and publish them; give the publication's number."""
    merge(store.history, CONTACTS, contacts(*rows), arrival, source="bank")
    return publish_versions(store, "refresh", NOON)


def load_many(store, arrival, refreshes):
    return [load(store, arrival, {"contact_id": f"bank:{n}"}) for n in range(refreshes)]


def read(store, number):
    versions = publish.numbered(store.state, number).versions
    rows = pl.scan_delta(store.history.open("contacts", versions["contacts"])).collect()
    return sorted(rows["contact_id"])


def newest(store):
    return publish.newest(store.state).id


def pin(store, number, until):
    with store.state.writing() as connection:
        connection.execute(insert(Pin).values(publication_id=number, reason="a mail", until=until))


def files_on_disk(store, name="contacts"):
    return sorted(path.name for path in (store.history.root / name).glob("week=*/*.parquet"))


def publications(store):
    with store.state.reading() as connection:
        return list(connection.execute(select(Publication.id).order_by(Publication.id)).scalars())


def count(store, model):
    with store.state.reading() as connection:
        return connection.execute(select(func.count()).select_from(model)).scalar_one()


def visits(store, arrival, at, *queues):
    """Load one contact with a visit for each queue, in this order, all begun at `at`."""
    ids = [f"bank:{at:%d}-{n}" for n in range(len(queues))]
    of = contacts(*({"contact_id": one, "started_at": at} for one in ids))
    merge(store.history, CONTACTS, of, arrival, source="bank")
    rows = legs(of, *({"contact_id": one, "queue": q} for one, q in zip(ids, queues, strict=True)))
    for row in rows.iter_slices(1):  # one file each
        merge(store.history, LEGS, row, arrival, source="bank")
    return publish_versions(store, "refresh", NOON)
