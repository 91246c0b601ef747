"""What must hold on every simulated floor, whatever its seed."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from connectors.demo.chance import mix_of_key, share
from connectors.demo.cuts import Tables
from connectors.demo.dates import quarters
from connectors.demo.promises import IS_LOST, LOST
from connectors.demo.world import World, world
from metrics.plausibility import littles_law
from store.derive import derived_legs
from tests.connectors.demo.centre import END, START, ZONE, demo, local
from tests.connectors.fetched import fetch

HOUR, TWO_DAYS = 3_600_000, timedelta(days=2)
CHATS = pl.col("queue") == "Chat"
HANDLED = pl.col("answered_at").is_not_null()


def at_once(spans: pl.DataFrame) -> pl.DataFrame:
    """How many spans (agent_id, start, end) of each agent overlap, at most."""
    begins = spans.select("agent_id", at="start", change=1)
    ends = spans.select("agent_id", at="end", change=-1)
    sweep = pl.concat([begins, ends]).sort("agent_id", "at", "change")
    return sweep.group_by("agent_id").agg(most=pl.col("change").cum_sum().max())


def handled(legs: pl.DataFrame) -> pl.DataFrame:
    return legs.filter(HANDLED).select("agent_id", start="answered_at", end="ended_at")


def test_each_contact_ends_in_one_way_or_is_open(built: Tables) -> None:
    contacts, legs = built["contacts"], built["legs"]
    last = legs.sort("leg_no").group_by("contact_id").last()
    joined = contacts.join(last, on="contact_id", how="left", suffix="_leg")
    exits = joined.filter(pl.col("outcome").is_null())
    is_open = pl.col("ended_at").is_null()

    assert set(exits["menu_outcome"]) == {"exited", "completed"}
    assert joined.filter(is_open != (pl.col("outcome") == "waiting").fill_null(value=False)).is_empty()
    assert set(joined.filter(is_open)["channel"]) <= {"email"}
    assert set(legs["outcome"]) == {"answered", "abandoned", "callback", "closed", "failed", "waiting"}


def test_every_leg_has_its_contact_and_every_transfer_its_next_leg(built: Tables) -> None:
    legs = built["legs"]
    following = legs.select("contact_id", pl.col("leg_no") - 1, next_queue="queue", next_at="queued_at")
    moved = legs.filter(pl.col("transferred_to").is_not_null())
    joined = moved.join(following, on=["contact_id", "leg_no"], how="left")
    talk_end = pl.col("answered_at") + pl.duration(milliseconds=pl.col("talk_ms") + pl.col("hold_ms"))

    assert legs.join(built["contacts"], on="contact_id", how="anti").is_empty()
    assert moved.height == legs.filter(pl.col("leg_no") > 1).height > 20
    assert joined.filter(pl.col("next_queue").ne_missing(pl.col("transferred_to"))).is_empty()
    assert joined.filter(pl.col("next_at") != talk_end).is_empty()


def test_no_time_is_negative_and_the_parts_add_up(built: Tables) -> None:
    legs, contacts = built["legs"], built["contacts"]
    durations = legs.select(pl.min("wait_ms", "ring_ms", "missed_rings", "talk_ms", "hold_ms", "wrap_ms"))
    handling = pl.duration(milliseconds=pl.col("talk_ms") + pl.col("hold_ms") + pl.col("wrap_ms"))
    answered = legs.filter(HANDLED)

    assert min(durations.row(0)) >= 0
    assert contacts.filter(pl.col("ended_at") < pl.col("started_at")).is_empty()
    assert answered.filter(pl.col("ended_at") - pl.col("answered_at") != handling).is_empty()
    assert built["agent_states"].filter(pl.col("ended_at") <= pl.col("started_at")).is_empty()


def test_waits_are_the_time_between_their_instants(built: Tables) -> None:
    visits = built["legs"].filter(pl.col("queue").is_not_null(), pl.col("outcome") != "waiting")
    wait = pl.coalesce("answered_at", "ended_at") - pl.col("queued_at")

    assert visits.filter(wait.dt.total_milliseconds() != pl.col("wait_ms")).is_empty()


def test_nobody_is_in_two_calls_or_mails_at_once(built: Tables) -> None:
    most = at_once(handled(built["legs"].filter(CHATS.not_() | pl.col("queue").is_null())))

    assert set(most["most"]) == {1}


def test_nobody_has_more_than_three_chats_at_once(built: Tables) -> None:
    most = at_once(handled(built["legs"].filter(CHATS)))

    assert most["most"].max() == 3


def test_nobody_waits_while_an_agent_who_takes_the_queue_is_available(built: Tables) -> None:
    by_queue = built["agents"].select("agent_id", queue=pl.col("skills").str.split(", ")).explode("queue")
    idle = built["agent_states"].filter(state="available").join(by_queue, on="agent_id")
    rung = pl.col("answered_at") - pl.duration(milliseconds=pl.col("ring_ms").fill_null(0))
    waited = built["legs"].filter(HANDLED, pl.col("missed_rings") == 0, pl.col("queue").is_not_null())
    spans = waited.select("queue", "queued_at", rung=rung).filter(pl.col("rung") > pl.col("queued_at"))
    pairs = spans.sort("queued_at").join_asof(
        idle.sort("started_at"), left_on="rung", right_on="started_at", by="queue", check_sortedness=False
    )
    idly = pl.min_horizontal("rung", "ended_at") - pl.max_horizontal("queued_at", "started_at")

    assert spans.height > 500
    assert pairs.drop_nulls().filter(idly > pl.duration(milliseconds=0)).is_empty()


def by_lot(centre: World, contact_id: str) -> bool:
    """Say whether the lot fell on a contact that the call-back asked for in it is forgotten."""
    day, n, *following = contact_id.removeprefix("demo:").split("-")
    key = (datetime.strptime(day, "%y%m%d").replace(tzinfo=UTC).toordinal(), int(n), int(*following or [0]))
    return share(mix_of_key(centre.mix, key), IS_LOST) < LOST


def test_who_asked_for_a_call_back_is_called_once_or_forgotten_by_lot(
    built: Tables, request: pytest.FixtureRequest
) -> None:
    centre = world(request.node.callspec.params["built"], "small", ZONE, START.date())
    asked = built["legs"].filter(pl.col("outcome") == "callback", pl.col("queued_at") < END - TWO_DAYS)
    made = built["contacts"].filter(direction="callback")
    pairs = asked.select(contact_id=pl.col("contact_id") + "-b", asked_at="ended_at").join(
        made, on="contact_id", how="left"
    )
    late = pairs.filter(local("asked_at").dt.date() < local("started_at").dt.date())
    forgotten = pairs.filter(pl.col("started_at").is_null())["contact_id"]

    assert set(forgotten) == {f"{each}-b" for each in asked["contact_id"] if by_lot(centre, each)}
    assert pairs.height > 50
    assert pairs.filter(pl.col("started_at") < pl.col("asked_at")).is_empty()
    assert 0 < late.height < asked.height / 3


def test_littles_law_holds_in_every_queue_on_every_day(built: Tables) -> None:
    in_time = built["legs"].filter(~pl.col("queue").is_in(["E-mail"]))
    visits = derived_legs(in_time, built["contacts"], ZONE).lazy()
    queues = visits.select(pl.col("queue").unique().drop_nulls()).collect().to_series()
    days = pl.concat([littles_law(visits.filter(queue=queue), tolerance=0.005) for queue in queues])

    assert days.height > 50
    assert days["agrees"].all()


def test_states_follow_one_another_without_a_gap(built: Tables) -> None:
    states = built["agent_states"].sort("agent_id", "started_at")
    following = pl.col("started_at").shift(-1).over("agent_id")
    last = states.filter(following.is_null())

    assert states.filter(following.is_not_null() & (following != pl.col("ended_at"))).is_empty()
    assert last["ended_at"].is_null().all()


def test_agents_states_agree_with_their_contacts(built: Tables) -> None:
    states = built["agent_states"].filter(pl.col("state") == "on_contact")
    one_by_one = built["legs"].filter(HANDLED, CHATS.not_() | pl.col("queue").is_null())
    talk_end = pl.col("answered_at") + pl.duration(milliseconds=pl.col("talk_ms") + pl.col("hold_ms"))
    expected = one_by_one.select("agent_id", started_at="answered_at", ended_at=talk_end)
    chatters = built["legs"].filter(CHATS)["agent_id"].drop_nulls().unique()
    found = states.filter(~pl.col("agent_id").is_in(chatters.implode()))
    key = ["agent_id", "started_at", "ended_at"]

    assert found.join(expected, on=key, how="anti").is_empty()
    assert expected.join(found, on=key, how="anti").is_empty()


def test_chat_agents_are_on_contact_exactly_while_they_chat(built: Tables) -> None:
    chats = handled(built["legs"].filter(CHATS)).sort("agent_id", "start")
    reached = pl.col("end").cum_max().shift(1).over("agent_id")
    apart = chats.with_columns(block=(pl.col("start") > reached).fill_null(value=True).cum_sum())
    blocks = apart.group_by("agent_id", "block").agg(pl.col("start").min(), pl.col("end").max())
    busy = built["agent_states"].filter(pl.col("state") == "on_contact")
    ours = busy.join(chats, on="agent_id", how="semi").select("agent_id", start="started_at", end="ended_at")
    key = ["agent_id", "start", "end"]

    assert blocks.join(ours, on=key, how="anti").is_empty()
    assert ours.join(blocks, on=key, how="anti").is_empty()


def test_calls_are_answered_while_agents_are_there_and_open_at_eight(built: Tables) -> None:
    voice = built["legs"].filter(pl.col("queue").is_in(["Billing", "Technical help"]))
    hours = voice.filter(HANDLED).select(local("answered_at").dt.hour()).to_series()
    closed = voice.filter(outcome="closed").select(local("queued_at").dt.hour()).to_series()

    assert hours.min() == 8
    assert hours.max() <= 20
    assert closed.len() > 20
    assert voice.filter(outcome="closed")["wait_ms"].max() == 0


def test_the_night_the_clock_goes_forward_has_no_broken_times() -> None:
    change = END - timedelta(days=9)  # Friday 27 March 2026, 02:00 becomes 03:00
    day = {"since": change - timedelta(hours=6), "until": change + timedelta(hours=18)}
    contacts = fetch(demo(), **day).table("contacts").filter(direction="inbound")
    hours = contacts.select(local("started_at").dt.hour()).to_series()

    assert hours.filter(hours == 2).is_empty()
    assert contacts.height > 30


def test_the_days_of_a_clock_change_are_cut_without_a_gap() -> None:
    forward, back = (quarters(day, ZONE) for day in (date(2026, 3, 27), date(2026, 10, 25)))

    assert [end for _begin, end in forward[:-1]] == [begin for begin, _end in forward[1:]]
    assert [end for _begin, end in back[:-1]] == [begin for begin, _end in back[1:]]
    assert (forward[-1][1] - forward[0][0], back[-1][1] - back[0][0]) == (23 * HOUR, 25 * HOUR)
    assert min(end - begin for begin, end in (*forward, *back)) == 0
