from datetime import timedelta

import pytest

from metrics.centre import Centre
from store import publish
from store.centre_map import CentreMap
from store.deriving import BEHIND, facts
from store.ground import mark
from store.ingest import begin
from store.persons import known_persons
from store.rebuild import rebuild, rebuild_if_needed
from tests.factories import NOON, ZONE
from tests.store.tracing import call, identity, leg_of, refresh, sent, traces

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = NOON + DAY
DAY_MS = 86_400_000
MINUTE_MS = 60_000


def by_id(store, *columns):
    """Read columns of the live traces, by the contact's id without its source."""
    return {
        row[0]: row[1] if len(columns) == 1 else row[1:]
        for row in traces(store).select("contact_id", *columns).rows()
    }


def written_at(store, at):
    return sorted(
        row["contact_id"] for row in traces(store).iter_rows(named=True) if row["ingested_at"] == at
    )


def test_a_contact_tells_when_the_person_came_before_and_again(store):
    refresh(
        store, "bank", sent("bank", [call("1"), call("2", at=NOON + DAY), call("3", "boris", NOON + DAY)])
    )

    assert by_id(store, "previous_ms", "next_ms") == {
        "bank:1": (None, DAY_MS - MINUTE_MS),
        "bank:2": (DAY_MS, None),
        "bank:3": (None, None),
    }


def test_a_contact_tells_how_it_was_routed(store):
    row, first = call("1", ended_at=NOON + HOUR)
    moved = [{**first[0], "ended_by": "transfer_blind"}, leg_of(row, 2, "Technical", 60, wait_ms=30_000)]
    refresh(store, "bank", sent("bank", [(row, moved)]))

    (found,) = traces(store).to_dicts()

    assert (found["first_queue"], found["resolving_queue"], found["is_misroute"]) == (
        "Billing",
        "Technical",
        1,
    )
    assert (found["extra_wait_ms"], found["wasted_handle_ms"], found["is_transferred"]) == (30_000, 60_000, 1)


def test_a_late_contact_changes_its_neighbours_and_nobody_else(store):
    early = [call(f"{n}", at=NOON - n * 10 * DAY) for n in range(6)]
    refresh(store, "bank", sent("bank", [*early, call("other", "boris", NOON - 14 * DAY)]))

    refresh(store, "bank", sent("bank", [call("late", at=NOON - 14 * DAY)]), now=LATER)

    assert written_at(store, LATER) == ["bank:1", "bank:2", "bank:late"]
    assert by_id(store, "next_ms")["bank:2"] == 6 * DAY_MS - MINUTE_MS


def test_a_deleted_contact_is_nobodys_neighbour(store):
    told = [
        call("1", origin="a"),
        call("2", at=NOON + HOUR, origin="a"),
        call("3", at=NOON + DAY, origin="a"),
    ]
    refresh(store, "bank", sent("bank", told))
    whole = sent("bank", [told[0], told[2]])

    refresh(store, "bank", type(whole)(whole.tables, replaces=("a",)), now=LATER)

    assert by_id(store, "next_ms") == {"bank:1": DAY_MS - MINUTE_MS, "bank:3": None}


def test_legs_that_change_change_their_contact_only(store):
    row, legs = call("1")
    refresh(store, "bank", sent("bank", [(row, legs), call("2", at=NOON + HOUR)]))
    newer = {**row, "version": 2}

    refresh(store, "bank", sent("bank", [(newer, [{**legs[0], "queue": "Orders"}])]), now=LATER)

    assert written_at(store, LATER) == ["bank:1"]
    assert by_id(store, "first_queue")["bank:1"] == "Orders"


@pytest.mark.parametrize("again", [True, False], ids=["the same", "nothing"])
def test_a_run_that_brings_nothing_new_writes_nothing(store, again):
    batch = sent(
        "bank", [call("1"), call("2")], [identity("bank", "anna", "1"), identity("bank", "boris", "1")]
    )
    refresh(store, "bank", batch)
    before = publish.newest(store.state)

    refresh(store, "bank", *[batch] * again, now=LATER)

    assert publish.newest(store.state) == before


def test_a_person_is_one_across_sources(store):
    refresh(store, "bank", sent("bank", [call("1")], [identity("bank", "anna", "a@b", "email")]))
    refresh(
        store, "shop", sent("shop", [call("1", "ann", NOON + DAY, "shop"), call("2", "bo", source="shop")])
    )
    assert by_id(store, "next_ms")["bank:1"] is None

    refresh(store, "shop", sent("shop", [], [identity("shop", "ann", "a@b", "email")]), now=LATER)

    assert by_id(store, "person", "next_ms", "previous_ms") == {
        "bank:1": ("bank:anna", DAY_MS - MINUTE_MS, None),
        "shop:1": ("bank:anna", None, DAY_MS),
        "shop:2": ("shop:bo", None, None),
    }
    assert written_at(store, LATER) == ["bank:1", "shop:1"]


def test_a_person_who_is_two_again_is_taken_apart(store):
    ways = [identity("bank", "anna", "1"), identity("bank", "boris", "1")]
    refresh(store, "bank", sent("bank", [call("1"), call("2", "boris", NOON + HOUR)], ways))

    refresh(store, "bank", sent("bank", [], [identity("bank", "boris", "2")]), now=LATER)

    assert known_persons(store.history).is_empty()
    assert by_id(store, "person", "next_ms") == {
        "bank:1": ("bank:anna", None),
        "bank:2": ("bank:boris", None),
    }


def test_a_shared_number_identifies_nobody(store):
    names = ["anna", "boris", "clara", "dan", "eve"]
    told = [call(name, name, NOON + n * HOUR) for n, name in enumerate([*names, "fred"])]
    refresh(store, "bank", sent("bank", told, [identity("bank", name, "1") for name in names]))
    assert set(by_id(store, "person").values()) == {"bank:anna", "bank:fred"}

    refresh(store, "bank", sent("bank", [], [identity("bank", "fred", "1")]), now=LATER)

    assert by_id(store, "person") == {f"bank:{name}": f"bank:{name}" for name in [*names, "fred"]}


def test_what_is_shown_before_the_rest_is_derived_with_the_rest(store):
    ways = [identity("bank", "anna", "1"), identity("bank", "boris", "1")]
    refresh(store, "bank", sent("bank", [call("1")], ways), is_over=False)
    assert traces(store).is_empty()
    assert facts(store.state)[BEHIND] == "2026-W10 identities"

    refresh(store, "bank", sent("bank", [call("2", "boris", NOON + 20 * DAY)]), now=LATER)

    assert by_id(store, "next_ms") == {"bank:1": 20 * DAY_MS - MINUTE_MS, "bank:2": None}
    assert facts(store.state)[BEHIND] == ""


def test_a_killed_run_leaves_nothing(store, monkeypatch):
    refresh(store, "bank", sent("bank", [call("1")]))
    before, known = traces(store), facts(store.state)
    ways = [identity("bank", "anna", "1"), identity("bank", "boris", "1")]

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("store.ingest.publish_run", killed)
    with pytest.raises(KeyboardInterrupt):
        refresh(store, "bank", sent("bank", [call("2", "boris", NOON + DAY)], ways), now=LATER)
    assert not traces(store).equals(before)

    begin(store, LATER)

    assert traces(store).equals(before)
    assert (known_persons(store.history).height, facts(store.state)) == (0, known)


def test_another_map_traces_everything_anew(store):
    refresh(store, "bank", sent("bank", [call("1"), call("2", at=NOON + DAY, topic="delivery")]))
    ground = CentreMap(families={"delivery": "refund"}, own={"bank": ("callback",)})
    assert rebuild_if_needed(store, ZONE, NOON) == 0

    weeks = rebuild_if_needed(store, ZONE, LATER, ground)

    assert (weeks, rebuild_if_needed(store, ZONE, LATER, ground)) == (1, 0)
    assert by_id(store, "topic_family", "is_counted") == dict.fromkeys(["bank:1", "bank:2"], ("refund", 0))


def test_a_map_that_comes_with_a_run_holds_for_all_contacts(store):
    refresh(store, "bank", sent("bank", [call("1")]))

    refresh(
        store,
        "bank",
        sent("bank", [call("2")]),
        now=LATER,
        ground=CentreMap(centre=Centre(), families={"refund": "money"}),
    )

    assert set(by_id(store, "topic_family").values()) == {"money"}


def test_a_source_that_tells_more_than_before_is_judged_anew(store):
    row, legs = call("1", ended_at=NOON + HOUR)
    moved = [{**legs[0], "ended_by": "transfer_blind"}, leg_of(row, 2, "Technical", 60)]
    refresh(store, "bank", sent("bank", [(row, moved)]))
    before = by_id(store, "wasted_handle_ms", "is_misroute_disposition")["bank:1"]
    other, its = call("2", "boris")

    refresh(
        store, "bank", sent("bank", [(other, [{**its[0], "wrap_ms": 5, "disposition": "done"}])]), now=LATER
    )

    assert (before, by_id(store, "wasted_handle_ms", "is_misroute_disposition")["bank:1"]) == (
        (60_000, None),
        (None, 0),
    )
    assert rebuild(store, ZONE, LATER) == 0


def test_a_source_whose_customers_come_as_everywhere_changes_no_map():
    plain = mark(CentreMap(), ZONE)

    assert mark(CentreMap(own={"bank": ("inbound",)}), ZONE) == plain
    assert mark(CentreMap(own={"bank": ("callback",)}), ZONE) != plain
    assert mark(CentreMap(), "UTC") != plain
