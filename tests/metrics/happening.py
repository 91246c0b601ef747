"""Events and contacts of made-up people, for what is followed by contacts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from metrics.prevention.excess import Happened

FIRST = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
WEEKS = timedelta(weeks=12)
INSTANT = pl.Datetime("us", "UTC")


def at(day: float, hour: float = 0) -> datetime:
    """So many days and hours after the beginning."""
    return FIRST + timedelta(days=day, hours=hour)


def events(*rows: tuple[str, str, datetime]) -> pl.DataFrame:
    """Events of who, what, when."""
    schema = {"person": pl.String, "kind": pl.String, "at": INSTANT}
    return pl.DataFrame(rows, schema=schema, orient="row")


def happened(
    happening: pl.DataFrame,
    contacts: Iterable[tuple[str, datetime]],
    people: int = 100,
    spans: Sequence[tuple[str, datetime | None, datetime | None]] = (),
    **given: object,
) -> Happened:
    """All of it, of twelve weeks."""
    schema = {"person": pl.String, "started_at": INSTANT}
    rows = pl.DataFrame(list(contacts), schema=schema, orient="row")
    ids = rows.select(
        contact_id=pl.format("c{}", pl.int_range(pl.len())),
        person="person",
        started_at="started_at",
        topic_family=pl.lit("Billing"),
    )
    kept = {"person": pl.String, "joined_at": INSTANT, "left_at": INSTANT}
    known = pl.DataFrame(list(spans), schema=kept, orient="row")
    options: dict[str, object] = {"since": FIRST, "until": FIRST + WEEKS} | given
    return Happened(events=happening, contacts=ids, spans=known, people=people, **options)  # type: ignore[arg-type]


def by_chance(seed: int, extra: float = 0.0) -> Happened:
    """600 people, some of whom call often and to whom more happens; `extra` of the declines are followed.

    Wednesdays are twice as busy, and so is the seventh week.
    """
    draws = np.random.default_rng(seed)
    people, days = 600, 84
    often = draws.gamma(1.0, 1.0, people)
    busy = np.array([(2.0 if day % 7 == 2 else 1.0) * (2.0 if day // 7 == 6 else 1.0) for day in range(days)])
    contacts = [
        (f"p{who}", at(int(day), float(draws.uniform(8, 20))))
        for who, day in zip(
            *np.nonzero(draws.random((people, days)) < 0.03 * np.outer(often, busy)), strict=True
        )
    ]
    rows = []
    for kind, rate in (("card_declined", 0.01), ("delivery_late", 0.006), ("page_viewed", 0.02)):
        hit = np.nonzero(draws.random((people, days)) < rate * np.outer(often, np.ones(days)))
        rows += [
            (f"p{who}", kind, at(int(day), float(draws.uniform(6, 12))))
            for who, day in zip(*hit, strict=True)
        ]
    for who, kind, when in rows:
        if kind == "card_declined" and draws.random() < extra:
            contacts.append((who, when + timedelta(hours=float(draws.uniform(0.2, 20)))))
    return happened(events(*rows), contacts, people)
