"""Rows that belong to a contact lie in its week, and in one place only, however and whenever they come."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from store import publish
from store.ingest import Ingest
from store.merge import Arrival
from store.opened import Store
from store.rebuild import rebuild
from store.schema import CONTACTS, SURVEYS, empty
from tests.factories import ZONE, contacts
from tests.store.sent import Sent

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
BEGAN = datetime(2026, 3, 4, 10, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def ingest(store: Store) -> Ingest:
    return Ingest(store, "bank", ZONE, Arrival(NOW, NOW))


def contact(**given: object) -> pl.DataFrame:
    rows = contacts({"started_at": BEGAN, "ended_at": None, **given})
    return rows.select(empty(CONTACTS).columns)


def survey(**given: object) -> pl.DataFrame:
    plain = {
        "source": "bank",
        "version": 1,
        "survey_id": "bank:s",
        "contact_id": "bank:1",
        "kind": "csat",
        "invited_at": BEGAN + 9 * DAY,
    }
    return pl.DataFrame([{**plain, **given}], schema=empty(SURVEYS).schema)


def send(ingest: Ingest, *, pieces: bool = False, **tables: pl.DataFrame) -> None:
    ingest.take(Sent(tables, pieces=pieces))


def surveys(store: Store) -> list[tuple[object, ...]]:
    rows = pl.scan_delta(store.history.open("surveys")).sort("survey_id", "week")
    return rows.select("started_at", "week").collect().rows()


def finish(store: Store, ingest: Ingest) -> None:
    publish.connected_at(store.state, "bank", NOW)
    ingest.finish(publish.begin_run(store.state, "bank", "test", NOW), NOW, NOW)


def test_a_survey_lies_in_the_week_of_its_contact(store: Store, ingest: Ingest) -> None:
    send(ingest, contacts=contact(), surveys=survey())

    assert surveys(store) == [(BEGAN, "2026-W10")]


def test_its_contact_may_be_stored_since_long(store: Store, ingest: Ingest) -> None:
    send(ingest, contacts=contact())
    send(ingest, surveys=survey(invited_at=BEGAN + 5 * WEEK))

    assert surveys(store) == [(BEGAN, "2026-W10")]


@pytest.mark.parametrize("given", [{"contact_id": "bank:2"}, {"contact_id": None}], ids=["unknown", "none"])
def test_without_its_contact_its_own_beginning_stands_in(
    store: Store, ingest: Ingest, given: dict[str, object]
) -> None:
    send(ingest, contacts=contact(), surveys=survey(**given))

    assert surveys(store) == [(BEGAN + 9 * DAY, "2026-W11")]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "stored before"])
def test_a_contact_further_back_than_the_reach_does_not_count_however_it_comes(
    store: Store, ingest: Ingest, together: bool
) -> None:
    late = survey(invited_at=BEGAN + 6 * WEEK)
    before, with_it = ({}, {"contacts": contact()}) if together else ({"contacts": contact()}, {})
    send(ingest, **before)
    send(ingest, surveys=late, **with_it)
    send(ingest, surveys=late)

    assert surveys(store) == [(BEGAN + 6 * WEEK, "2026-W16")]


def test_the_contact_of_another_source_does_not_count(store: Store, ingest: Ingest) -> None:
    send(ingest, contacts=contact())
    other = Ingest(store, "shop", ZONE, Arrival(NOW, NOW))
    send(other, surveys=survey(source="shop"))

    assert surveys(store) == [(BEGAN + 9 * DAY, "2026-W11")]


def test_a_survey_that_comes_again_after_its_contact_moves_to_it(store: Store, ingest: Ingest) -> None:
    late = survey(invited_at=BEGAN + 5 * WEEK)
    send(ingest, surveys=late)
    send(ingest, contacts=contact())
    send(ingest, surveys=late)

    assert surveys(store) == [(BEGAN, "2026-W10")]


def test_a_survey_in_pieces_moves_as_well(store: Store, ingest: Ingest) -> None:
    send(ingest, surveys=survey(score=4.0), pieces=True)
    send(ingest, contacts=contact(), pieces=True)
    send(ingest, surveys=survey(comment="fine"), pieces=True)

    assert surveys(store) == [(BEGAN, "2026-W10")]
    kept = pl.scan_delta(store.history.open("surveys")).select("score", "comment").collect()
    assert kept.rows() == [(4.0, "fine")]


def test_a_contact_that_comes_later_in_the_same_run_is_found(store: Store, ingest: Ingest) -> None:
    send(ingest, surveys=survey())
    send(ingest, contacts=contact())
    finish(store, ingest)

    assert surveys(store) == [(BEGAN, "2026-W10")]


def test_a_stale_contact_does_not_say_when_it_began(store: Store, ingest: Ingest) -> None:
    send(ingest, contacts=contact(version=5))
    send(ingest, contacts=contact(version=4, started_at=BEGAN + DAY), surveys=survey())

    assert surveys(store) == [(BEGAN, "2026-W10")]


def test_rebuilding_finds_the_contacts_that_came_since(store: Store, ingest: Ingest) -> None:
    send(ingest, surveys=survey())
    finish(store, ingest)
    later = Ingest(store, "bank", ZONE, Arrival(NOW, NOW))
    send(later, contacts=contact())
    finish(store, later)

    changed = rebuild(store, ZONE, NOW)
    again = rebuild(store, ZONE, NOW)

    assert (changed, again) == (2, 0)
    assert surveys(store) == [(BEGAN, "2026-W10")]


def test_what_a_first_survey_needs_is_not_made_before(store: Store, ingest: Ingest) -> None:
    send(ingest, contacts=contact(), surveys=survey().clear())

    assert not store.history.has(SURVEYS)
