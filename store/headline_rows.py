"""The rows behind headline metrics, of the whole centre, and since when they are known whole."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from metrics.groups import FIRST_QUEUE
from metrics.repeats import QUIET_MS
from metrics.week.headlines import Headline, Rows
from metrics.week.sums import columns
from settings import Settings
from store.read import Reading, Viewer

DIMENSIONS = ("topic", "team")
KINDS: Final[tuple[Rows, ...]] = ("visits", "contacts", "surveys", "promises")
TABLES: Mapping[Rows, str] = {"surveys": "surveys", "promises": "promises"}  # kept for as long as they are


def reader(viewer: Viewer) -> Viewer:
    """Read for an executive what a manager sees: only sums may leave, and none of too few agents."""
    return replace(viewer, role="manager") if viewer.role == "executive" else viewer


def lazy_rows(reading: Reading) -> dict[Rows, pl.LazyFrame]:
    """Give the rows of each kind with the columns that headline metrics and all cuts need, and the topic."""
    return _of(reading, _whole(reading, "topic"), "topic")


def collected_rows(reading: Reading, kinds: Collection[Rows] = KINDS) -> dict[Rows, pl.DataFrame]:
    """Give the same read, contacts once for all."""
    found = _of(reading, _whole(reading).collect().lazy())
    wanted = [kind for kind in KINDS if kind in kinds]
    return dict(zip(wanted, pl.collect_all([found[kind] for kind in wanted]), strict=True))


def first_day(settings: Settings, first: datetime | None, as_of: datetime) -> date:
    """Give the day of the first contact of all."""
    return (first or as_of).astimezone(settings.site.zone).date()


def table_of(headline: Headline) -> str:
    """Name the table by whose retention a metric's rows are kept."""
    return TABLES.get(headline.rows, "contacts")


def known_since(headline: Headline, known_from: date, kept: datetime | None, settings: Settings) -> date:
    """Say from which day on weeks are known whole; who starts an issue only after seven days."""
    ready = known_from + timedelta(milliseconds=QUIET_MS) if headline.id == "fcr" else known_from
    return ready if kept is None else max(ready, kept.astimezone(settings.site.zone).date())


def _whole(reading: Reading, *more: str) -> pl.LazyFrame:
    linked = reading.linked().with_columns(queue=FIRST_QUEUE, agent_id="resolving_agent_id")
    return reading.with_team(linked, "started_at").select(
        *dict.fromkeys(("contact_id", *columns("contacts"), *more))
    )


def _of(reading: Reading, whole: pl.LazyFrame, *more: str) -> dict[Rows, pl.LazyFrame]:
    about = whole.select("contact_id", "topic_family", *more)
    bare = reading.visits.drop("topic_family", *more, strict=False)
    visits = bare.join(about, on="contact_id", how="left")
    rows = (visits, whole, reading.surveys(), reading.promises())
    return {
        kind: each.select(*dict.fromkeys((*columns(kind), *more)))
        for kind, each in zip(KINDS, rows, strict=True)
    }
