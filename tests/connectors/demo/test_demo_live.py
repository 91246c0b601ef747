from datetime import timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.base import Live
from connectors.demo import Demo
from connectors.demo.simulation import simulation
from connectors.errors import Refused
from store.schema import AGENTS_NOW, VISITS_NOW
from tests.connectors.demo.centre import START, demo
from tests.connectors.fetched import fetch

NOW = START + timedelta(days=1, hours=9, minutes=11)
SINCE = NOW - timedelta(hours=2)


@pytest.fixture(scope="module")
def told() -> Live:
    return demo().live(SINCE, NOW, {})


def test_it_tells_of_every_agent_and_of_visits_as_they_are(told: Live) -> None:
    assert told.at == NOW
    assert told.visits.schema == pl.Schema(VISITS_NOW)
    assert told.agents.schema == pl.Schema(AGENTS_NOW)
    assert told.agents["agent_id"].n_unique() == told.agents.height == 18
    assert {"offline", "on_contact"} <= set(told.agents["state"])


def test_what_it_tells_is_what_a_fetch_at_this_instant_brings(told: Live) -> None:
    legs = fetch(demo(), until=NOW).table("legs")
    recent = legs.filter(pl.col("ended_at").is_null() | (pl.col("ended_at") >= SINCE))
    columns = [name for name in VISITS_NOW if name in legs.columns]

    assert_frame_equal(told.visits.select(columns), recent.select(columns), check_row_order=False)


def test_who_handles_a_contact_has_its_state_and_its_queue(told: Live) -> None:
    talking = told.visits.filter(pl.col("ended_at").is_null(), outcome="answered")
    joined = talking.join(told.agents, on="agent_id", how="left", suffix="_agent")

    assert talking.height > 0
    assert set(joined["state"]) == {"on_contact", "wrap_up"}
    assert joined.filter(pl.col("queue") != pl.col("queue_agent")).is_empty()


def test_agents_say_which_queues_they_take(told: Live) -> None:
    assert set(told.agents["queues"]) == {
        "Billing\nCancellations",
        "Billing\nTechnical help",
        "Technical help",
        "Technical help\nBilling",
        "Cancellations\nBilling",
        "Business desk",
        "Business desk\nBilling",
        "Chat",
        "E-mail",
    }


def test_one_object_tells_on_from_moment_to_moment() -> None:
    one: Demo = demo()
    first, later = (one.live(at - timedelta(hours=2), at, {}) for at in (NOW, NOW + timedelta(minutes=5)))

    assert not first.visits.equals(later.visits)
    assert later.agents.height == first.agents.height


def test_just_after_midnight_the_evening_is_still_told() -> None:
    midnight = START + timedelta(days=1, hours=-2)
    told = demo().live(midnight - timedelta(hours=7), midnight + timedelta(minutes=1), {})

    assert told.visits.filter(pl.col("ended_at") < midnight).height > 5
    assert set(told.agents["state"]) == {"offline"}


def test_it_tells_nothing_while_months_have_to_be_simulated_first() -> None:
    simulation.cache_clear()
    far = demo(start=START - timedelta(weeks=13))
    early = far.live(SINCE, NOW, {})
    cursor = fetch(demo(start=START - timedelta(weeks=13)), until=NOW).cursor
    late = far.live(SINCE, NOW, cursor)

    assert (early.at, early.visits.height, early.agents.height) == (NOW, 0, 0)
    assert late.agents.height == 18


def test_a_new_object_begins_from_the_cursor() -> None:
    midnight = START + timedelta(days=1, hours=-2)
    now = midnight + timedelta(minutes=20)  # the evening before is not in the cursor
    cursor = fetch(demo(start=START - timedelta(weeks=13)), until=now).cursor
    simulation.cache_clear()
    told = demo(start=START - timedelta(weeks=13)).live(now - timedelta(hours=2), now, cursor)

    assert told.agents.height == 18


def test_without_a_start_it_stays_with_the_centre_it_began_with() -> None:
    one = demo(start=None)
    cursor = fetch(one, until=NOW).cursor
    first = one.live(SINCE, NOW, cursor)
    later = one.live(SINCE + timedelta(days=1), NOW + timedelta(days=1), cursor)

    assert first.agents.height == later.agents.height == 18


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"seeds": 3}, "Unknown key 'seeds'; did you mean 'seed'"),
        ({"size": "huge"}, "The key 'size' is not allowed to be 'huge': one of full, small is needed"),
        ({"seed": True}, "The key 'seed' is not allowed to be True: a whole number of 0 or more is needed."),
        ({"start": "2026-03-01T00:00:00"}, "The key 'start' is not allowed"),
    ],
    ids=["an unknown key", "an unknown size", "a seed that is none", "a start without a zone"],
)
def test_wrong_options_are_refused_in_a_sentence(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as failure:
        demo(**given)

    assert sentence in str(failure.value)


def test_a_start_later_than_now_is_refused() -> None:
    with pytest.raises(Refused, match="later than now"):
        fetch(demo(start=NOW), until=START)
