from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from settings import Hours, Settings, Threshold
from store.ingest import publish_versions
from store.merge import Arrival, merge
from store.opened import Store
from store.publish import PublicationError
from store.read import Filters, ReadError, Reading, Viewer, open_reading
from store.schema import AGENTS, CONTACTS, LEGS, empty
from tests.factories import NOON, contacts, legs

MANAGER = Viewer("Dana", "manager")
NOW = Filters(as_of=NOON)
TEN = NOON - timedelta(hours=2)

Load = Callable[..., int]


@pytest.fixture
def arrival() -> Arrival:
    """A backfill: what happened is known since it happened."""
    return Arrival(now=NOON, connected_at=NOON)


@pytest.fixture
def load(store: Store, arrival: Arrival) -> Load:
    """Merge contacts and legs and publish them; give the publication."""

    def loaded(of: pl.DataFrame, *visits: dict[str, object], agents: pl.DataFrame | None = None) -> int:
        merge(store.history, CONTACTS, of, arrival, source="bank")
        merge(store.history, LEGS, legs(of, *visits), arrival, source="bank", parents=of["contact_id"])
        if agents is not None:
            merge(store.history, AGENTS, agents, arrival, source="bank")
        return publish_versions(store, "test", NOON)

    return loaded


def opened(store: Store, settings: Settings, viewer: Viewer = MANAGER, filters: Filters = NOW) -> Reading:
    reading = open_reading(store, settings, viewer, filters, dimensions=("team",))
    assert reading is not None
    return reading


def ids(frame: pl.LazyFrame) -> list[str]:
    return frame.select("contact_id").sort("contact_id").collect()["contact_id"].to_list()


def test_what_is_not_published_is_not_seen(
    store: Store, settings: Settings, arrival: Arrival, load: Load
) -> None:
    load(contacts({}), {})
    merge(store.history, CONTACTS, contacts({"contact_id": "bank:2"}), arrival, source="bank")

    assert ids(opened(store, settings).contacts) == ["bank:1"]


def test_an_older_publication_shows_what_it_showed(store: Store, settings: Settings, load: Load) -> None:
    first = load(contacts({}), {})
    load(contacts({"contact_id": "bank:2"}), {"contact_id": "bank:2"})

    reading = open_reading(store, settings, MANAGER, NOW, publication=first)

    assert reading is not None
    assert ids(reading.visits) == ["bank:1"]


def test_an_unknown_publication_is_named(store: Store, settings: Settings) -> None:
    with pytest.raises(PublicationError, match="Unknown publication 99. Known: 1 to 1."):
        open_reading(store, settings, MANAGER, NOW, publication=99)


def test_an_unknown_column_is_named(store: Store, settings: Settings) -> None:
    with pytest.raises(ReadError, match="Unknown column 'colour'. Known: queue, channel"):
        open_reading(store, settings, MANAGER, Filters(as_of=NOON, where=(("colour", ("red",)),)))


def test_a_window_finds_the_visit_of_a_contact_that_began_months_before(
    store: Store, settings: Settings, load: Load
) -> None:
    mail = contacts({"channel": "email", "started_at": NOON - timedelta(days=100), "ended_at": None})
    load(mail, {"queued_at": TEN})
    day = Filters(as_of=NOON, start=NOON - timedelta(days=1), end=NOON)

    assert ids(opened(store, settings, filters=day).visits) == ["bank:1"]


def test_a_window_leaves_weeks_without_a_row_of_it_unread(
    store: Store, settings: Settings, load: Load
) -> None:
    long_ago = NOON - timedelta(days=100)
    old = contacts({"contact_id": "bank:0", "started_at": long_ago, "ended_at": long_ago})
    load(old, {"contact_id": "bank:0", "queued_at": long_ago, "ended_at": long_ago, "answered_at": long_ago})
    load(contacts({}), {})
    day = Filters(as_of=NOON, start=NOON - timedelta(days=1), end=NOON)

    assert ids(opened(store, settings, filters=day).visits) == ["bank:1"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (TEN - timedelta(seconds=1), None),
        (TEN + timedelta(seconds=7), ("waiting", 7_000, None, None)),
        (TEN + timedelta(seconds=20), ("answered", 20_000, "bank:DORIT", None)),
        (TEN + timedelta(seconds=80), ("answered", 20_000, "bank:DORIT", 60_000)),
    ],
    ids=["before it came", "while it waited", "at the answer", "at the end"],
)
def test_as_of_shows_what_had_happened_then(
    store: Store,
    settings: Settings,
    load: Load,
    as_of: datetime,
    expected: tuple[object, ...] | None,
) -> None:
    load(contacts({}), {})
    reading = opened(store, settings, filters=Filters(as_of=as_of))

    seen = reading.visits.select("outcome", "wait_ms", "agent_id", "talk_ms").collect().rows()

    assert seen == ([expected] if expected else [])


def test_a_caller_who_later_gave_up_still_waited_then(store: Store, settings: Settings, load: Load) -> None:
    gave_up = {"outcome": "abandoned", "answered_at": None, "agent_id": None, "talk_ms": None}
    load(contacts({}), {**gave_up, "ended_at": TEN + timedelta(seconds=20)})

    reading = opened(store, settings, filters=Filters(as_of=TEN + timedelta(seconds=4)))

    assert reading.visits.select("outcome", "wait_ms").collect().rows() == [("waiting", 4_000)]


def test_thresholds_hold_from_their_day_for_their_queue(store: Store, settings: Settings, load: Load) -> None:
    changed = settings.model_copy(
        update={
            "thresholds": (
                Threshold(queue="PS", answer_s=30),
                Threshold(queue="PS", answer_s=45, since=date(2026, 3, 4)),
                Threshold(queue="NW", short_abandon_s=2),
            )
        }
    )
    two = contacts({}, {"contact_id": "bank:2", "started_at": TEN - timedelta(days=1)})
    load(two, {}, {"contact_id": "bank:2", "queued_at": TEN - timedelta(days=1)})

    seen = opened(store, changed).visits.sort("contact_id").select("threshold_ms", "short_ms").collect()

    assert seen.rows() == [(45_000, 5_000), (30_000, 5_000)]


def test_default_thresholds_follow_the_channel(store: Store, settings: Settings, load: Load) -> None:
    load(contacts({}, {"contact_id": "bank:2", "channel": "chat"}), {}, {"contact_id": "bank:2"})

    seen = opened(store, settings).visits.sort("contact_id").select("threshold_ms").collect()

    assert seen["threshold_ms"].to_list() == [20_000, 60_000]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], False),
        ([Hours(wednesday=["08:00-12:00"])], True),
        ([Hours(wednesday=["08:00-12:01"])], False),
        ([Hours(wednesday=["08:00-24:00"], closed_on=[date(2026, 3, 4)])], True),
        ([Hours(), Hours(queue="PS", wednesday=["12:00-13:00"])], False),
    ],
    ids=["no hours set", "at closing time", "a minute before", "a holiday", "the queue's own hours"],
)
def test_visits_outside_hours(
    store: Store, settings: Settings, load: Load, hours: list[Hours], expected: bool
) -> None:
    load(contacts({}), {})  # 10:00 UTC is 12:00 in Jerusalem
    reading = opened(store, settings.model_copy(update={"hours": tuple(hours)}))

    assert reading.visits.select("is_outside_hours").collect().item() is expected


def agents(*rows: tuple[str, int, str]) -> pl.DataFrame:
    frame = [
        {"source": "bank", "agent_id": name, "valid_from": datetime(year, 1, 1, tzinfo=UTC), "team": team}
        for name, year, team in rows
    ]
    return pl.DataFrame(frame, schema=empty(AGENTS).schema)


def test_a_lead_sees_the_own_team_as_it_was_then(store: Store, settings: Settings, load: Load) -> None:
    two = contacts({}, {"contact_id": "bank:2"})
    teams = agents(("bank:DORIT", 2020, "South"), ("bank:DORIT", 2026, "North"), ("bank:ELI", 2020, "South"))
    load(two, {}, {"contact_id": "bank:2", "agent_id": "bank:ELI"}, agents=teams)

    reading = opened(store, settings, Viewer("Rina", "lead", frozenset({"North"})))

    assert (ids(reading.visits), ids(reading.contacts)) == (["bank:1"], ["bank:1"])


def test_an_outsider_lead_sees_nothing(store: Store, settings: Settings, load: Load) -> None:
    load(contacts({}), {}, agents=agents(("bank:DORIT", 2020, "North")))

    reading = opened(store, settings, Viewer("Outsider", "lead"))

    assert (ids(reading.visits), ids(reading.contacts), reading.legs_of("bank:1").height) == ([], [], 0)


def test_an_executive_sees_no_customer(store: Store, settings: Settings, load: Load) -> None:
    load(contacts({"customer_id": "bank:77"}), {})

    seen = opened(store, settings, Viewer("Noa", "executive")).contacts.select("customer_id").collect()

    assert seen["customer_id"].to_list() == [None]


def test_filters_narrow_visits_and_contacts(store: Store, settings: Settings, load: Load) -> None:
    two = contacts({"entry_queue": "PS"}, {"contact_id": "bank:2", "entry_queue": "NW"})
    load(two, {}, {"contact_id": "bank:2", "queue": "NW", "agent_id": "bank:ELI"})
    queue = opened(store, settings, filters=Filters(as_of=NOON, where=(("queue", ("NW",)),)))
    agent = opened(store, settings, filters=Filters(as_of=NOON, where=(("agent", ("bank:ELI",)),)))

    assert (ids(queue.visits), ids(queue.contacts)) == (["bank:2"], ["bank:2"])
    assert (ids(agent.visits), ids(agent.contacts)) == (["bank:2"], ["bank:2"])
