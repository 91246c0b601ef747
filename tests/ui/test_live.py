from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from settings import Settings, Target, load
from store.asked import Viewer
from store.live import SourceNow
from store.opened import open_store
from ui.live import agents, board, words, worse
from ui.live.floor import Floor, silent_sources, tick
from ui.live.floor import floor as floor_of
from ui.live.groups import Group, Narrowed, by_queue, narrowed_people, narrowed_rows, whole
from ui.live.tiles import View, tiles
from ui.scene import Scene

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TARGETS = Settings().targets
INSTANT = pl.Datetime("us", "UTC")
SCHEMA = {
    "queue": pl.String,
    "channel": pl.String,
    "team": pl.String,
    "queued_at": INSTANT,
    "wait_ms": pl.Int64,
    "outcome": pl.String,
    "threshold_ms": pl.Int64,
    "nominal_ms": pl.Int64,
    "short_ms": pl.Int64,
    "is_outside_hours": pl.Boolean,
}
CREW = {"agent_id": pl.String, "name": pl.String, "team": pl.String, "state": pl.String, "since": INSTANT}
CREW |= {"reason": pl.String, "queue": pl.String, "queues": pl.String}


def visits(*rows):
    plain = {
        "queue": "PS",
        "channel": "voice",
        "queued_at": NOON - 10 * MINUTE,
        "wait_ms": 5_000,
        "outcome": "answered",
        "threshold_ms": 20_000,
        "nominal_ms": 20_000,
        "short_ms": 5_000,
        "is_outside_hours": False,
    }
    return pl.DataFrame([{**plain, **row} for row in rows], schema=SCHEMA)


def crew(*rows):
    plain = {"agent_id": "switch:A", "state": "available", "since": NOON - MINUTE}
    return pl.DataFrame([{**plain, **row} for row in rows], schema=CREW)


def floor(rows, people=None, told_at=NOON):
    people = crew() if people is None else people
    telling = (SourceNow("switch", told_at, 1, None),)
    since = NOON - timedelta(hours=12)
    groups = whole(rows, people, NOON, since), by_queue(rows, people, NOON, since)
    return Floor(NOON, *groups, people, {}, telling)


def waits(seconds, queue="PS", **given):
    at = NOON - timedelta(seconds=seconds)
    return {"queue": queue, "outcome": "waiting", "wait_ms": seconds * 1000, "queued_at": at, **given}


def verdicts(now):
    return {queue: words.judged(group, TARGETS, NOON, queue) for queue, group in now.queues.items()}


def said(now, **given):
    return words.sentence(now, verdicts(now), **given)


def test_a_queue_counts_those_waiting_those_over_the_threshold_and_the_oldest():
    now = floor(visits(waits(7), waits(300), {}, waits(40, "NW", threshold_ms=60_000)))

    group = now.queues["PS"]
    assert (group.waiting, group.overdue, group.longest_s) == (2, 1, 300.0)
    assert now.queues["NW"].overdue == 0
    assert (now.whole.waiting, now.whole.longest_of) == (3, "PS")


def test_the_longest_of_all_is_that_of_voice_and_chat():
    mail = waits(9000, "Mail", channel="email", threshold_ms=14_400_000)

    both, alone = floor(visits(mail, waits(40))), floor(visits(mail))

    assert (both.whole.longest_s, both.whole.longest_of, both.is_immediate) == (40.0, "PS", True)
    assert (alone.whole.longest_s, alone.is_immediate) == (9000.0, False)


def test_who_waits_outside_opening_hours_is_not_over_the_threshold():
    assert floor(visits(waits(300, is_outside_hours=True))).whole.overdue == 0


def test_the_last_half_hour_counts_who_waits_too_long_as_missed():
    now = floor(visits({}, {}, waits(25), {"queued_at": NOON - 45 * MINUTE, "wait_ms": 90_000}))

    lately, earlier = now.whole.lately["service_level_live"], now.whole.earlier["service_level_live"]
    assert (lately["numerator"], lately["denominator"]) == (2.0, 3.0)
    assert (earlier["numerator"], earlier["denominator"]) == (0.0, 1.0)


def test_a_queue_without_a_visit_shows_where_an_agent_serves_it():
    now = floor(visits({}), crew({"queues": "PS\nNW"}))

    assert now.queues["NW"].crew["free"] == 1
    assert verdicts(now)["NW"] == "quiet"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([waits(300), waits(3)], "PS is *late*: 2 people wait, the longest for 5 min 00 s."),
        ([waits(300)], "PS is *late*: 1 person waits, for 5 min 00 s."),
        (
            [waits(300), waits(30, "NW")],
            "PS is *late*: 1 person waits, for 5 min 00 s. NW is close behind.",
        ),
        ([waits(300), waits(200, "NW")], "PS is *late*: 1 person waits, for 5 min 00 s. NW is late too."),
        ([waits(30)], "PS is under pressure: 1 person waits."),
        ([{"wait_ms": 90_000}] * 30, "PS is under pressure: 0 % in time in the last 30 minutes."),
        ([waits(3)], "No long waits: 1 person waits, for 3 s."),
        ([{}], "Nobody is waiting."),
    ],
)
def test_the_sentence_says_what_hurts_most(rows, expected):
    assert said(floor(visits(*rows))).replace("\u00a0", " ") == expected


def test_a_wall_takes_the_short_sentence():
    rows = visits(waits(300), waits(30, "NW"))

    assert said(floor(rows), is_short=True).replace("\u00a0", " ") == (
        "PS is *late*: 1 person waits, for 5 min 00 s."
    )


def test_what_hurts_most_stands_first():
    now = floor(visits(waits(30, "B"), waits(300, "C"), {"queue": "A"}, waits(30, "D"), waits(40, "D")))

    assert words.worst_first(now, verdicts(now)) == ["C", "D", "B", "A"]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(4, ("data 4 s old", False)), (20, ("data 20 s old", False)), (21, ("stale since", True))],
)
def test_the_age_of_the_data_is_said_until_it_is_stale(seconds, expected):
    now = floor(visits({}), told_at=NOON - timedelta(seconds=seconds))

    age = words.age(now, NOON, "UTC")

    assert age.words.replace("\u00a0", " ").startswith(expected[0])
    assert age.is_stale is expected[1]


def test_a_replayed_day_grows_old_by_this_machine_s_clock():
    now = floor(visits({}), told_at=NOON - timedelta(seconds=1000))

    assert not words.age(now, NOON, "UTC", 100).is_stale
    assert words.age(now, NOON, "UTC", 10).is_stale


def test_nobody_is_said_to_wait_or_not_where_no_source_has_told():
    now = floor(visits(), told_at=None)

    age = words.age(now, NOON, "UTC")
    assert words.headline(now, {}, age, wall=False) == (
        "Who waits is not known: switch has told nothing yet."
    )
    assert ">0<" not in tiles(View(now, TARGETS, age.is_stale, age.short)).split("over the threshold")[0]


def test_what_nobody_has_told_is_not_said_to_be_nothing():
    now = floor(visits(), told_at=None)
    shown = tiles(View(now, (), is_stale=True, age=""))

    assert "0 over the threshold" not in shown
    assert "not known" in shown
    assert "Not known: nothing has been told yet." in worse.card(now)


def test_letters_that_wait_are_not_said_to_be_nobody():
    groups = {"Billing": Group(channel="voice"), "E-mail": Group(channel="email", waiting=270)}
    mixed = Floor(NOON, Group(waiting=270), groups, crew(), {}, (SourceNow("a", NOON, 1, None),))
    calm = replace(mixed, whole=Group())
    unheard = replace(mixed, telling=(SourceNow("a", None, 0, None),))

    shown = [tiles(View(one, TARGETS, False, "")) for one in (mixed, calm, unheard)]

    assert ["nobody waits" in one for one in shown] == [False, True, False]
    assert "only letters wait" in shown[0]


def test_letters_are_not_said_to_stand_in_line():
    groups = {"Billing": Group(channel="voice"), "E-mail": Group(channel="email", waiting=36)}
    written = Floor(NOON, Group(waiting=36), groups, crew(), {})
    called = {**groups, "Billing": Group(channel="voice", waiting=2)}
    mixed = replace(written, whole=Group(waiting=38, longest_s=3.0), queues=called)

    shown = [words.sentence(one, dict.fromkeys(one.queues, "quiet")) for one in (written, mixed)]

    assert [one.replace("\u00a0", " ") for one in shown] == [
        "Nobody is in line. 36 letters wait for an answer, none of them late yet.",
        (
            "No long waits: 2 people wait, the longest for 3 s. "
            "36 letters wait for an answer, none of them late yet."
        ),
    ]


def test_agents_of_some_teams_are_not_said_to_be_all():
    now = floor(visits({}), crew({"queues": "NW"}))
    theirs = replace(now, is_of_teams=True)

    assert ["nobody in" in board.board(one, verdicts(one), TARGETS) for one in (now, theirs)] == [True, False]
    assert "none of the team" in board.board(theirs, verdicts(theirs), TARGETS)
    assert "Agents of the team in" in tiles(View(theirs, TARGETS, False, ""))
    unseen = tiles(View(replace(theirs, agents=crew().clear()), TARGETS, False, ""))
    assert "no source tells of agents" not in unseen
    assert "of the team nothing is told" in unseen


@pytest.mark.parametrize(
    ("who", "narrowed", "expected"),
    [
        (Viewer("Dana", "manager"), Narrowed(), False),
        (Viewer("Dana", "manager"), Narrowed(team="Cards"), True),
        (Viewer("Eli", "lead", frozenset({"Cards"})), Narrowed(), True),
    ],
)
def test_a_lead_and_who_narrows_to_a_team_sees_agents_of_teams_only(
    who, narrowed, expected, tmp_path, monkeypatch
):
    monkeypatch.setenv("MOKED_CONFIG", str(tmp_path / "moked.toml"))
    (tmp_path / "moked.toml").write_text("")
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    with closing(open_store(load())) as store:
        assert floor_of(Scene(load(), store, who, None, NOON), narrowed, NOON).is_of_teams is expected


def test_what_was_heard_last_is_said_as_such():
    now = floor(visits(waits(300)), told_at=NOON - MINUTE)

    said = words.headline(now, verdicts(now), words.age(now, NOON, "UTC"), wall=False)

    assert said.startswith("When last heard of: PS is *late*")


def test_one_silent_source_is_named_and_the_others_go_on():
    late = (
        SourceNow("a", NOON, 1, None),
        SourceNow("b", NOON - MINUTE, 1, None),
        SourceNow("c", None, 0, None),
    )
    now = Floor(NOON, Group(waiting=3), {}, crew(), {}, late)

    age = words.age(now, NOON, "UTC")

    assert now.told_at == NOON
    assert (age.words, age.is_stale, age.is_partly) == ("b and c are silent", False, True)
    assert words.headline(now, {}, age, wall=False).startswith("No long waits: 3 people wait")
    assert [one.source for one in silent_sources(late, NOON)] == ["b", "c"]
    assert words.silence(late[1], "UTC").startswith("It tells nothing now. It told last at")
    assert words.silence(late[2], "UTC") == "It tells nothing now. It never told."


def test_what_came_yesterday_waits_today_but_counts_for_yesterday():
    rows = visits({"queued_at": NOON - 20 * MINUTE, "wait_ms": 90_000}, {}, waits(900))

    group = by_queue(rows, crew(), NOON, NOON - 12 * MINUTE)["PS"]

    assert group.today["offered"]["value"] == 1
    assert group.today["service_level"]["value"] == 1.0
    assert group.waiting == 1
    assert group.lately["offered"]["value"] == 2


def test_a_queue_gets_worse_by_more_who_wait_or_by_a_share_that_surely_fell():
    good = [{"queued_at": NOON - 45 * MINUTE}] * 60
    bad = [{"queued_at": NOON - 10 * MINUTE, "wait_ms": 90_000}] * 60
    crowd = [waits(60, "NW")] * 4

    found = worse.found(floor(visits(*good, *bad, *crowd)))

    assert [(one.queue, one.words) for one in found] == [
        ("NW", "4 wait, 0 half an hour ago"),
        ("PS", "0\u00a0% in time, 100\u00a0% in the half hour before"),
    ]
    assert worse.found(floor(visits(*good))) == []


def test_a_queue_with_asterisks_in_its_name_is_not_painted():
    assert said(floor(visits(waits(300, "*VIP*")))).count("*") == 2


def test_the_longest_is_marked_only_over_its_own_target():
    view = View(floor(visits(waits(83), *[{"wait_ms": 90_000}] * 40)), TARGETS, False, "")
    long = View(floor(visits(waits(200))), TARGETS, False, "")

    assert "is-breach" not in tiles(view)
    assert "is-breach" in tiles(long)


def test_one_queue_is_one_queue():
    assert "1 queue<" in tiles(View(floor(visits({})), TARGETS, False, ""))


def test_a_stale_floor_shows_it_on_every_tile():
    now = floor(visits({}, waits(300)), told_at=NOON - 6 * MINUTE)

    html = tiles(View(now, TARGETS, True, words.age(now, NOON, "UTC").short))

    assert html.count("is-small") == 6
    assert html.count("◆") == 6


def test_no_figure_of_few_visits_is_coloured():
    now = floor(visits(*[{"wait_ms": 90_000}] * 29))

    assert 'class="big num few"' in board.board(now, verdicts(now), TARGETS)
    assert 'class="big num worse"' not in board.board(now, verdicts(now), TARGETS)


def test_names_from_a_source_cannot_write_html():
    name = "<script>x</script>"
    now = floor(visits(waits(3, name)), crew({"name": name, "team": name, "reason": name, "queues": name}))

    shown = board.board(now, verdicts(now), TARGETS) + agents.everybody(now.agents, NOON)
    shown += agents.by_team(now.agents)

    assert "<script" not in shown


def test_a_team_sees_its_visits_and_all_who_wait():
    rows = visits({"team": "North"}, {"team": "South"}, waits(3))

    assert narrowed_rows(rows, Narrowed(team="North")).height == 2
    assert narrowed_rows(rows, Narrowed(channel="chat")).height == 0
    assert narrowed_rows(rows, Narrowed(queues=("PS",))).height == 3


def test_a_queue_s_agents_are_those_who_serve_it():
    people = crew({"queues": "PS\nNW"}, {"agent_id": "b", "queues": "NW"}, {"agent_id": "c", "queue": "PS"})

    one = narrowed_people(people, Narrowed(queues=("PS",)), visits({}))
    spoken = narrowed_people(people, Narrowed(channel="voice"), visits({}))

    assert one.select("agent_id", "queues").rows() == [("switch:A", "PS"), ("c", "PS")]
    assert spoken["agent_id"].to_list() == ["switch:A", "c"]
    assert narrowed_people(people, Narrowed(), visits({})).height == 3


def test_an_agent_of_no_team_and_without_a_name_is_still_shown():
    html = agents.everybody(crew({"agent_id": "switch:SIP/551", "state": "break", "reason": "Lunch"}), NOON)

    assert "SIP/551" in html
    assert "on a break · Lunch" in html
    assert "No team" in html


def test_agents_who_are_gone_are_not_in():
    now = floor(visits({}), crew({"state": "offline"}, {"agent_id": "switch:B"}))

    assert now.whole.crew["present"] == 1
    assert agents.everybody(now.agents, NOON).count("<li>") == 1


def test_everybody_who_looks_within_five_seconds_sees_the_same_instant():
    assert tick(NOON + timedelta(seconds=4.9)) == NOON
    assert tick(NOON + timedelta(seconds=5)) == NOON + timedelta(seconds=5)


def test_a_queue_is_judged_by_its_own_target():
    now = floor(visits(*[{"wait_ms": 90_000}] * 20, *[{}] * 20))
    own = (*TARGETS, Target(metric="service_level", value=0.3, queue="PS"))

    assert words.judged(now.queues["PS"], TARGETS, NOON, "PS") == "pressure"
    assert words.judged(now.queues["PS"], own, NOON, "PS") == "ok"
