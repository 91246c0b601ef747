"""Single things that happen on the floor, in seconds after the shifts begin."""

from connectors.demo.floor import UNSKILLED, Floor, Visit
from connectors.demo.inquiry import Needs
from connectors.demo.roster import Pause, Shift
from connectors.demo.teams import Agent

S = 1000
END = 10_000 * S


def agent(*queues: int, capacity: int = 1, speed: float = 1.0) -> Agent:
    return Agent("a", "", "", "", "", queues, speed, capacity, 0)


def call(
    at_s: float,
    *,
    queue: int = 0,
    patience_s: float | None = 600,
    leaves_as: str = "abandoned",
    ring_s: int = 0,
    misses: bool = False,
    talk_s: int = 100,
    wrap_s: int = 0,
) -> Visit:
    patience = None if patience_s is None else int(patience_s * S)
    needs = Needs(queue, patience, leaves_as, ring_s * S, misses, talk_s * S, 0, wrap_s * S)
    return Visit(None, needs, int(at_s * S))


def run(agents: list[Agent], *visits: Visit, pauses: tuple[Pause, ...] = (), end: int = END) -> Floor:
    """Everybody works from the beginning; the first one has the pauses."""
    floor = Floor(agents, [0, 0])
    shifts = [Shift(n, 0, end, stays=True, pauses=pauses if n == 0 else ()) for n in range(len(agents))]
    floor.run(shifts, visits)
    return floor


def of(floor: Floor, who: int) -> list[tuple[float, str]]:
    return [(at / S, state) for agent, at, state, _reason in floor.stretches if agent == who]


def test_who_has_been_idle_longest_takes_the_next_call() -> None:
    first, second, third = call(10), call(20, talk_s=10), call(200)
    run([agent(0), agent(0)], first, second, third)

    assert (first.agent, second.agent, third.agent) == (0, 1, 1)


def test_who_has_waited_longest_in_any_of_the_agents_queues_comes_next() -> None:
    first, other, own = call(0), call(10, queue=1), call(20)
    run([agent(0, 1)], first, other, own)

    assert (first.ended, other.answered, own.answered) == (100 * S, 100 * S, other.ended)
    assert other.talk == int(100 * S * UNSKILLED)


def test_an_agent_takes_only_the_own_queues() -> None:
    other, own = call(10, queue=1, patience_s=60), call(20)
    run([agent(0)], other, own)

    assert (other.outcome, other.ended) == ("abandoned", 70 * S)
    assert own.answered == 20 * S


def test_an_idle_agent_is_found_behind_many_who_take_other_queues() -> None:
    own = call(20)
    run([agent(1), agent(1), agent(1), agent(1), agent(0)], own)

    assert (own.agent, own.answered) == (4, 20 * S)


def test_who_gives_up_while_a_phone_rings_has_abandoned() -> None:
    impatient = call(10, patience_s=4, ring_s=6)
    floor = run([agent(0)], impatient)

    assert (impatient.outcome, impatient.ended, impatient.agent) == ("abandoned", 14 * S, None)
    assert of(floor, 0)[:3] == [(0, "available"), (10, "ringing"), (14, "available")]


def test_a_missed_ring_goes_on_to_somebody_else_and_the_agent_away_for_a_minute() -> None:
    missed = call(10, ring_s=5, misses=True)
    floor = run([agent(0), agent(0)], missed)

    assert (missed.agent, missed.missed, missed.answered) == (1, 1, 35 * S)
    assert of(floor, 0)[1:4] == [(10, "ringing"), (30, "break"), (90, "available")]


def test_an_answered_call_is_talk_then_wrap_up_at_the_agents_own_pace() -> None:
    slow = call(10, ring_s=5, talk_s=100, wrap_s=30)
    floor = run([agent(0, speed=1.2)], slow)

    assert (slow.answered, slow.talked_until, slow.ended) == (15 * S, 135 * S, 165 * S)
    assert of(floor, 0)[1:5] == [(10, "ringing"), (15, "on_contact"), (135, "wrap_up"), (165, "available")]


def test_a_break_begins_when_the_call_is_over() -> None:
    lunch = Pause(50 * S, 600 * S, "break", "lunch")
    waiting = call(20, talk_s=10)
    floor = run([agent(0)], call(0), waiting, pauses=(lunch,))

    assert of(floor, 0)[1:4] == [(0, "on_contact"), (100, "break"), (700, "available")]
    assert (waiting.outcome, waiting.ended) == ("abandoned", 620 * S)


def test_those_who_wait_when_the_queue_closes_are_served() -> None:
    last = call(30)
    floor = run([agent(0)], call(0), last, end=50 * S)

    assert (last.answered, last.outcome) == (100 * S, "answered")
    assert of(floor, 0)[-1] == (200, "offline")


def test_a_fourth_chat_waits_for_one_of_three() -> None:
    chats = [call(n) for n in range(4)]
    run([agent(0, capacity=3)], *chats)

    assert [chat.answered for chat in chats] == [0, 1 * S, 2 * S, 100 * S]
    assert [chat.talk for chat in chats] == [100 * S, 120 * S, 140 * S, 140 * S]


def test_a_chat_goes_to_the_agent_with_the_fewest() -> None:
    chats = [call(n) for n in range(4)]
    run([agent(0, capacity=3), agent(0, capacity=3)], *chats)

    assert sorted(chat.agent for chat in chats if chat.agent is not None) == [0, 0, 1, 1]
    assert chats[0].agent != chats[1].agent


def test_a_written_contact_that_nobody_comes_to_waits_for_another_day() -> None:
    letter = call(30, patience_s=None)
    floor = run([agent(1)], letter)

    assert floor.unanswered == [letter]
    assert letter.outcome == "waiting"


def test_a_call_back_is_made_where_nobody_waits_or_owed() -> None:
    asked, kept, owed = (call(at, patience_s=50, leaves_as="callback") for at in (1, 2, 3))
    due = {id(asked): 300 * S, id(kept): 90 * S, id(owed): 3 * END}
    made = {
        id(each): Visit(None, each.needs, due[id(each)], is_call_back=True) for each in (asked, kept, owed)
    }
    floor = Floor([agent(0)], [0, 0])
    floor.left = lambda visit, _at: made.get(id(visit))
    floor.run([Shift(0, 0, END, stays=True)], [call(0), asked, kept, owed])

    assert [each.outcome for each in (asked, kept, owed)] == ["callback"] * 3
    assert (made[id(kept)].queued, made[id(asked)].queued) == (100 * S, 300 * S)
    assert floor.unkept == [made[id(owed)]]
