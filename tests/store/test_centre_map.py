"""The centre's own map, put together of what sources and moked.toml say."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

import polars as pl
import pytest

from metrics.centre import Centre
from metrics.menu import Menu
from settings import Settings
from store import publish
from store.centre_map import CentreMap, centre_map
from store.ingest import publish_versions
from store.mapped_centre import listed, way
from store.merge import Arrival, merge
from store.opened import Store
from store.schema import CONTACTS, LEGS, QUEUES, TOPICS, Table, empty
from store.tables import Tables
from tests.factories import NOON, contacts, legs

FIRST = Arrival(NOON, NOON, is_first=True)
BILLING = {"queue": "Billing", "serves_language": "he\nen", "serves_segment": "private"}
REFUND = {
    "topic": "Refund",
    "family": "Money",
    "owner_queues": "Billing; Chat",
    "escalations": "Orders > Billing",
}
Row = dict[str, object]
Told = Callable[..., CentreMap]


def load(store: Store, table: Table, *given: Row, source: str = "desk", arrival: Arrival = FIRST) -> None:
    frame = pl.DataFrame(
        [{"source": source, "version": 1, **one} for one in given], schema=empty(table).schema
    )
    merge(store.history, table, frame, arrival, source=source)


def published(store: Store) -> Tables:
    publish_versions(store, "test", NOON)
    found = publish.newest(store.state)
    assert found is not None
    return Tables(store, found)


@pytest.fixture
def told(store: Store) -> Told:
    """The map of a publication, after rows of the two tables and with sections of moked.toml."""

    def made(*rows: tuple[Table, Row], **sections: object) -> CentreMap:
        for table, row in rows:
            load(store, table, row)
        return centre_map(published(store), Settings.model_validate(sections))

    return made


def of(told: CentreMap) -> dict[str, object]:
    """What routing is judged by, as plain values."""
    known = asdict(told.centre)
    return {name: known[name] for name in ("owners", "escalations", "serves")}


def test_nothing_is_known_of_a_centre_that_nobody_describes(told: Told) -> None:
    assert told() == CentreMap() == CentreMap(centre=Centre(), families={}, menu=Menu(), own={}, missing=())


def test_a_source_gives_the_map(told: Told) -> None:
    found = told((QUEUES, BILLING), (TOPICS, REFUND))

    assert of(found) == {
        "owners": {"Refund": ("Billing", "Chat")},
        "escalations": (("Orders", "Billing", "Refund"),),
        "serves": {"Billing": {"language": ("he", "en"), "segment": ("private",)}},
    }
    assert found.families == {"Refund": "Money"}


def test_settings_give_the_map(told: Told) -> None:
    found = told(
        queues=[{"name": "Billing", "serves": {"language": ["he"], "plan": ["Basic"]}}],
        topics=[
            {
                "name": "Refund",
                "family": "Money",
                "owners": ["Billing"],
                "escalations": [{"from": "A", "to": "B"}, {"from": "B", "to": "C"}],
            }
        ],
        menu={"opt_outs": ["person"], "backs": []},
        connectors=[
            {"name": "desk", "kind": "files"},
            {"name": "phone", "kind": "sql", "own_directions": ["inbound", "callback"]},
        ],
    )

    assert of(found) == {
        "owners": {"Refund": ("Billing",)},
        "escalations": (("A", "B", "Refund"), ("B", "C", "Refund")),
        "serves": {"Billing": {"language": ("he",), "plan": ("Basic",)}},
    }
    assert found.families == {"Refund": "Money"}
    assert found.menu == Menu(opt_outs=("person",), backs=(), unled=Menu().unled)
    assert found.own == {"desk": ("inbound",), "phone": ("inbound", "callback")}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"language": ["ru"]}, {"language": ("ru",), "segment": ("private",)}),
        ({"language": []}, {"segment": ("private",)}),
        ({"language": [], "segment": []}, None),
        ({"plan": ["Basic"]}, {"language": ("he", "en"), "segment": ("private",), "plan": ("Basic",)}),
        ({}, {"language": ("he", "en"), "segment": ("private",)}),
    ],
    ids=["one key", "a key taken back", "all taken back", "a key more", "a name alone"],
)
def test_settings_go_over_what_a_queue_serves_key_by_key(
    told: Told, entry: dict[str, list[str]], expected: dict[str, tuple[str, ...]] | None
) -> None:
    found = told((QUEUES, BILLING), queues=[{"name": "Billing", "serves": entry}])

    assert found.centre.serves.get("Billing") == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"owners": ["Mail"]}, ({"Refund": ("Mail",)}, (("Orders", "Billing", "Refund"),), "Money")),
        ({"owners": []}, ({}, (("Orders", "Billing", "Refund"),), "Money")),
        ({"escalations": []}, ({"Refund": ("Billing", "Chat")}, (), "Money")),
        ({"family": "Bills"}, ({"Refund": ("Billing", "Chat")}, (("Orders", "Billing", "Refund"),), "Bills")),
    ],
    ids=["other owners", "nobody owns it", "no way on", "another family"],
)
def test_settings_go_over_a_topic_key_by_key(
    told: Told, entry: Row, expected: tuple[object, object, str]
) -> None:
    found = told((TOPICS, REFUND), topics=[{"name": "Refund", **entry}])

    assert (found.centre.owners, found.centre.escalations, found.families["Refund"]) == expected


@pytest.mark.parametrize(
    ("rows", "sections"),
    [
        ([(TOPICS, {"topic": "*", "escalations": "A > B"})], {}),
        ([], {"topics": [{"name": "*", "escalations": [{"from": "A", "to": "B"}]}]}),
    ],
    ids=["a source", "moked.toml"],
)
def test_a_way_on_may_be_planned_for_any_topic(
    told: Told, rows: list[tuple[Table, Row]], sections: dict[str, object]
) -> None:
    assert told(*rows, **sections).centre.escalations == (("A", "B", None),)


def test_sources_are_put_together_and_the_first_names_the_family(store: Store) -> None:
    load(store, QUEUES, BILLING)
    load(store, QUEUES, {"queue": "Billing", "serves_language": "en\nru"}, source="phone")
    load(store, TOPICS, {"topic": "Refund", "family": "Pay", "owner_queues": "Mail"}, source="phone")
    load(store, TOPICS, REFUND)
    found = centre_map(published(store), Settings())

    assert found.centre.serves["Billing"]["language"] == ("he", "en", "ru")
    assert found.centre.owners == {"Refund": ("Billing", "Chat", "Mail")}
    assert found.families == {"Refund": "Money"}


def test_of_a_store_it_is_the_map_as_written_though_nobody_published_it(store: Store) -> None:
    before = published(store)
    load(store, QUEUES, BILLING)

    assert centre_map(before, Settings()).centre.serves == {}
    assert set(centre_map(store, Settings()).centre.serves) == {"Billing"}


def test_a_newer_row_goes_over_an_older_one(store: Store) -> None:
    load(store, QUEUES, BILLING)
    load(store, QUEUES, {**BILLING, "version": 2, "serves_language": "ar"})

    assert centre_map(store, Settings()).centre.serves["Billing"]["language"] == ("ar",)


def test_with_hindsight_a_map_that_came_later_holds_before(store: Store) -> None:
    load(store, QUEUES, BILLING, arrival=Arrival(NOON, NOON))
    publish_versions(store, "test", NOON)
    found = publish.newest(store.state)
    assert found is not None
    then = Tables(store, found, known_by=NOON - timedelta(days=1))

    assert centre_map(then, Settings()).centre.serves == {}
    assert set(centre_map(then.with_hindsight(), Settings()).centre.serves) == {"Billing"}


def test_a_deleted_row_says_nothing(store: Store) -> None:
    load(store, QUEUES, BILLING)
    stored = pl.read_delta(store.history.path("queues"))
    store.history.merge(QUEUES, stored.with_columns(deleted_at=pl.lit(NOON)), stored["week"])

    assert centre_map(store, Settings()).centre.serves == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, []),
        (" ", []),
        ("Billing", ["Billing"]),
        ("Orders, returns\nBilling\n", ["Orders, returns", "Billing"]),
        ("he; en;", ["he", "en"]),
        ('["he", "en; us"]', ["he", "en; us"]),
        ('["he", null]', ["he"]),
        ("[old] Billing", ["[old] Billing"]),
    ],
    ids=["null", "nothing", "one", "one a line", "with ;", "in JSON", "a null in JSON", "a name like JSON"],
)
def test_a_text_of_several_names_is_taken_apart(text: str | None, expected: list[str]) -> None:
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A > B", ("A", "B")),
        ("A>B", ("A", "B")),
        ("A > B > C", None),
        ("A", None),
        ("> B", None),
        ("A > A", None),
    ],
)
def test_a_way_on_is_from_one_queue_to_another(text: str, expected: tuple[str, str] | None) -> None:
    assert way(text) == expected


# What the map does not say.

WHOLE = (
    (QUEUES, {"queue": "PS", "serves_language": "he"}),
    (TOPICS, {"topic": "Refund", "owner_queues": "PS", "escalations": "PS > NW"}),
)


def load_contacts(store: Store, *queues: str, topics: tuple[str | None, ...] = ("Refund",)) -> None:
    ids = [f"bank:{n}" for n in range(max(len(queues), len(topics)))]
    begun = contacts(*({"contact_id": one, "topic": topic} for one, topic in zip(ids, topics, strict=False)))
    visits = legs(
        begun, *({"contact_id": one, "queue": queue} for one, queue in zip(ids, queues, strict=False))
    )
    merge(store.history, CONTACTS, begun, FIRST, source="bank")
    merge(store.history, LEGS, visits, FIRST, source="bank")


def test_a_whole_map_misses_nothing(store: Store, told: Told) -> None:
    load_contacts(store, "PS", topics=("Refund", None))

    assert told(*WHOLE).missing == ()


@pytest.mark.parametrize(
    ("queues", "said"),
    [
        (("PS", "NW"), "plans the queue NW is for is not known: whether a customer's record"),
        (("PS", "NW", "NE"), "plans 2 queues are for (NE and NW) is not known"),
        (("A", "B", "C", "D", "E", "F"), "plans 6 queues are for (A, B, C and 3 more) is not known"),
    ],
    ids=["one", "two", "many"],
)
def test_queues_of_which_nothing_is_known_are_named(
    store: Store, told: Told, queues: tuple[str, ...], said: str
) -> None:
    load_contacts(store, *queues, topics=("Refund",) * len(queues))
    [sentence] = told(*WHOLE).missing

    assert said in sentence


def test_topics_that_nobody_owns_are_named(store: Store, told: Told) -> None:
    load_contacts(store, "PS", topics=("Refund", "Move", "Order", None))

    assert told(*WHOLE).missing == (
        (
            "Which queues 2 topics belong to (Move and Order) is not known: whether they began in the wrong"
            " one is not judged by topic."
        ),
    )


def test_a_centre_without_any_map_is_told_so_in_three_sentences(store: Store, told: Told) -> None:
    load_contacts(store, "PS")

    assert [sentence.partition(":")[0] for sentence in told().missing] == [
        "Which languages, segments and plans the queue PS is for is not known",
        "Which queue the topic Refund belongs to is not known",
        "No escalation is named",
    ]


def test_a_way_on_that_cannot_be_read_is_named(store: Store, told: Told) -> None:
    load_contacts(store, "PS")
    odd = (TOPICS, {"topic": "Move", "escalations": "PS to NW"})

    assert told(*WHOLE, odd).missing == (
        "A source names escalations that cannot be read ('PS to NW'): they are written as in A > B.",
    )


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        (
            {"queues": [{"name": "Biling"}]},
            ("moked.toml names the queue 'Biling', but no contact was in it; did you mean 'Billing'?",),
        ),
        (
            {"topics": [{"name": "Refund", "owners": ["PS", "Chat"]}]},
            ("moked.toml names the queue 'Chat', but no contact was in it.",),
        ),
        (
            {"topics": [{"name": "Refunds"}]},
            ("moked.toml names the topic 'Refunds', but no contact was about it; did you mean 'Refund'?",),
        ),
        ({"topics": [{"name": "*", "escalations": [{"from": "PS", "to": "Billing"}]}]}, ()),
    ],
    ids=["a queue", "an owner", "a topic", "any topic"],
)
def test_names_of_moked_toml_that_no_contact_has_are_told(
    store: Store, told: Told, sections: dict[str, object], said: tuple[str, ...]
) -> None:
    load_contacts(store, "PS", "Billing", topics=("Refund", "Refund"))

    assert told(*WHOLE, (QUEUES, BILLING), **sections).missing == said


def test_who_does_not_show_what_is_missing_need_not_have_it_looked_for(store: Store) -> None:
    load_contacts(store, "PS")

    assert centre_map(published(store), Settings(), with_missing=False).missing == ()
