"""Harm and causes of single looks, and what is stored of them."""

import json
from dataclasses import replace

import pytest

from metrics.bottlenecks import Inflow, Look, Rules, Stage, State, Topic, frame, looked, restored_look
from metrics.bottlenecks import with_strengths as strengths_of
from metrics.bottlenecks.causes import found
from metrics.bottlenecks.judged import CAUSES, LONGER, MOVED, NEED, PLAN, STAGE, VOLUME, judged
from metrics.bottlenecks.look import harm_window, of_row
from metrics.bottlenecks.sentences import name, named, nobody_comes, said, silent, worth
from metrics.bottlenecks.tick import seen
from tests.metrics.bottlenecks.looking import AT, CALM, HARMED, MINUTE, SHORT


def strengths(look: Look) -> dict[str, float | None]:
    return strengths_of(frame([look])).row(0, named=True)


def causes(look: Look) -> list[str]:
    return [one.cause for one in found(look, strengths(look), Rules())]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("ended", "late", "overdue", "harm"),
    [
        (28, 9, 0, 10 / 30),
        (28, 9, 4, 14 / 34),
        (10, 0, 0, 1 / 12),
        (6, 2, 4, 7 / 12),
        (5, 2, 4, None),
        (0, 0, 0, None),
    ],
    ids=["ended", "ages over T count", "none late", "just enough", "too few", "nobody"],
)
def test_harm_is_the_share_late_of_those_of_whom_it_is_known(ended, late, overdue, harm):
    look = replace(CALM, ended=ended, late=late, overdue=overdue)

    assert strengths(look)["harm"] == (None if harm is None else pytest.approx(harm))


def test_the_window_grows_until_ten_waits_are_known():
    assert harm_window({30: 10, 45: 12, 60: 15, 90: 20, 120: 30}) == 30
    assert harm_window({30: 4, 45: 9, 60: 11, 90: 20, 120: 30}) == 60
    assert harm_window({30: 0, 45: 0, 60: 1, 90: 2, 120: 3}) == 120


@pytest.mark.parametrize(
    ("change", "cause", "strength"),
    [
        ({"staffed": 6.0}, PLAN, 0.25),
        ({"staffed": 6.0, "scheduled": 6.0}, NEED, 0.2),
        ({"arrivals": 136}, VOLUME, (136 - 84) / (2 * 84) ** 0.5),
        ({"longer": 0.35}, LONGER, 0.35 * 80**0.5 / 0.8),
        ({"moved_in": 24, "arrivals": 104}, MOVED, 20 / (2 * 4) ** 0.5),
        ({"stages": (Stage("menu", 40, 10.0, 2.0),), "arrivals": 114}, STAGE, 30 / 20**0.5),
    ],
    ids=["not there", "not planned", "more contacts", "longer contacts", "sent by mistake", "the menu"],
)
def test_each_cause_alone_is_found_with_its_strength(change, cause, strength):
    look = replace(HARMED, **change)

    assert causes(look) == [cause]
    assert strengths(look)[cause] == pytest.approx(strength)
    assert seen(look, Rules()).is_held


def test_nothing_unusual_is_no_cause():
    assert causes(HARMED) == []
    assert seen(HARMED, Rules()).is_harmed
    assert not seen(HARMED, Rules()).is_held


def test_a_holiday_without_anything_usual_is_under_pressure_and_no_alert():
    state = State("Billing")
    for n in range(11):
        at = AT + n * MINUTE
        look = replace(HARMED, at=at, told_at=at, usual=None, required=None, scheduled=None, moved_usual=None)
        state, change = looked(state, look, Rules())

    assert change is None
    assert state.status == "pressure"


def test_what_is_not_known_is_no_cause():
    unknown = dict.fromkeys(("usual", "arrivals", "longer", "staffed", "moved_in", "handle_s"))
    look = replace(HARMED, **unknown)

    assert causes(look) == []
    assert {strengths(look)[cause] for cause in CAUSES} == {None}


def test_a_sure_but_small_change_is_no_cause():
    assert causes(replace(HARMED, arrivals=2000, usual=1840.0, spread=1.0)) == []


def test_contacts_sent_by_mistake_are_not_more_work_as_well():
    assert causes(replace(HARMED, moved_in=60, arrivals=140)) == [MOVED]


def test_contacts_of_a_surer_stage_are_not_more_work_as_well():
    chased = replace(HARMED, arrivals=150, stages=(Stage("back_office", 70, 8.0),))

    [cause] = found(chased, strengths(chased), Rules())

    assert (cause.cause, cause.worth) == (STAGE, pytest.approx(62 * 300 / 5400))


@pytest.mark.parametrize(
    ("stage", "own"),
    [
        (Stage("menu", 30, 8.0), 178.0),
        (Stage("menu", 9, 8.0), 200.0),
        (Stage("callbacks", 30, 8.0), 200.0),
    ],
    ids=["sure", "by chance", "no arrivals"],
)
def test_what_is_judged_of_more_contacts_is_what_is_told(stage, own):
    busy = replace(HARMED, arrivals=220, moved_in=24, stages=(stage,))
    told = {one.cause: one for one in found(busy, strengths(busy), Rules())}

    assert told[VOLUME].figures["n"] == own
    assert strengths(busy)[VOLUME] == pytest.approx((own - 84) / (2 * 84) ** 0.5)


def test_where_nothing_is_usual_of_contacts_sent_here_they_are_not_taken_out_of_more_contacts():
    busy = replace(HARMED, arrivals=220, moved_in=24, moved_usual=None)

    [cause] = found(busy, strengths(busy), Rules())

    assert (cause.cause, cause.figures["n"]) == (VOLUME, 220)
    assert cause.worth == pytest.approx((220 - 84) * 300 / 5400)


def test_a_stage_explains_no_more_contacts_than_there_are():
    chased = replace(HARMED, arrivals=110, stages=(Stage("back_office", 90, 8.0),))

    [cause] = found(chased, strengths(chased), Rules())

    assert strengths(chased)[VOLUME] is None
    assert cause.worth == pytest.approx(26 * 300 / 5400)


def test_what_a_stage_may_send_by_chance_is_not_taken_out_of_more_contacts():
    busy = replace(HARMED, arrivals=144, stages=(Stage("menu", 12, 8.0, 5.0),))

    [cause] = found(busy, strengths(busy), Rules())

    assert (cause.cause, cause.figures["n"]) == (VOLUME, 144.0)


def test_a_stage_that_sends_others_instead_of_more_is_no_cause():
    assert causes(replace(HARMED, stages=(Stage("menu", 40, 10.0),))) == []
    assert causes(replace(HARMED, stages=(Stage("callbacks", 40, 10.0),))) == [STAGE]


def test_the_main_cause_is_the_one_that_takes_most_people():
    both = replace(SHORT, arrivals=140, staffed=6.5)
    more, few = found(both, strengths(both), Rules())

    assert (more.cause, few.cause) == (VOLUME, PLAN)
    assert more.worth == pytest.approx(56 * 300 / 5400)
    assert few.worth == pytest.approx(1.5)


def test_missing_people_are_one_cause():
    none_planned = replace(HARMED, staffed=5.0, scheduled=6.0, required=8.0)

    [needed] = found(none_planned, strengths(none_planned), Rules())

    assert (needed.cause, needed.worth) == (NEED, 2.0)
    assert causes(SHORT) == [PLAN]


def test_where_enough_were_planned_it_is_they_who_are_missing():
    planned = replace(HARMED, staffed=0.67, scheduled=2.6, required=2.42)
    deaf = Rules(thresholds={**Rules().thresholds, PLAN: 0.75})

    assert strengths(planned)[NEED] is None
    assert causes(planned) == [PLAN]
    assert found(planned, strengths(planned), deaf)[0].cause == PLAN


def test_as_many_planned_as_needed_are_enough_however_many_are_missing():
    assert strengths(replace(HARMED, staffed=3.0, scheduled=6.0, required=6.0))[NEED] is None
    assert strengths(replace(HARMED, staffed=3.0, scheduled=6.0, required=6.1))[NEED] is not None


def test_what_is_told_of_missing_people_is_what_misses_more_whichever_rang():
    few_of_many = replace(HARMED, staffed=0.67, scheduled=2.3, required=2.42)
    deaf = Rules(thresholds={**Rules().thresholds, PLAN: 0.75})

    [missing] = found(few_of_many, strengths(few_of_many), deaf)

    assert (missing.cause, missing.worth) == (PLAN, pytest.approx(1.63))


def test_less_than_half_a_person_planned_is_nobody_planned():
    nobody = replace(HARMED, staffed=0.0, scheduled=0.06, required=3.0)
    half = replace(HARMED, staffed=0.0, scheduled=0.5, required=0.4)

    assert causes(nobody) == [NEED]
    assert strengths(nobody)[PLAN] is None
    assert causes(half) == [PLAN]


def test_without_a_plan_people_who_are_needed_and_not_there_are_still_told():
    assert causes(replace(HARMED, staffed=4.0, scheduled=None)) == [NEED]


def test_what_holds_by_default_is_told_beside_what_made_a_queue_ring():
    quiet = Rules(thresholds={**Rules().thresholds, PLAN: 0.75, NEED: 0.75})
    both = replace(HARMED, staffed=5.0, scheduled=6.0, required=8.0, arrivals=136)

    assert [one.cause for one in found(both, strengths(both), quiet)] == [VOLUME, NEED]
    assert [one.cause for one in found(both, strengths(both), Rules())] == [VOLUME, NEED]


def test_what_made_a_queue_ring_stands_before_what_is_worth_more():
    quiet = Rules(thresholds={**Rules().thresholds, NEED: 0.75})
    both = replace(HARMED, staffed=3.0, scheduled=3.0, required=8.0, arrivals=136)

    assert [one.cause for one in found(both, strengths(both), quiet)] == [VOLUME, NEED]
    assert [one.cause for one in found(both, strengths(both), Rules())] == [NEED, VOLUME]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"staffed": 5.5, "elsewhere": 1.5},
            (
                "5.5 of 8 planned people were there for it on average in the last 30 min; 1.5 people signed"
                " in were on a break, in a meeting or otherwise away."
            ),
        ),
        (
            {"staffed": 5.0, "scheduled": 5.0},
            "5 people were there for it, 7.5 are needed for the usual work; 5 were planned.",
        ),
        ({"arrivals": 136}, "136 contacts in the last 90 min instead of the usual 84: 62 % more."),
        (
            {"longer": 0.4, "topics": (Topic("Refund", 30, 0.9), Topic("Invoice", 50, 0.1))},
            "80 contacts took 49 % longer than usual for their topics, most of all Refund: 146 % longer.",
        ),
        (
            {"moved_in": 30, "arrivals": 110, "inflows": (Inflow("Sales", 25, 2.0), Inflow("Tech", 5, 2.0))},
            (
                "30 contacts were sent here from other queues in the last 90 min, 4 is usual; 25 of them from"
                " Sales."
            ),
        ),
        (
            {"stages": (Stage("callbacks", 40, 10.0, 2.0),)},
            "40 call-backs fell due in the last 90 min, 10 is usual.",
        ),
        (
            {"stages": (Stage("back_office", 40, 10.0, 2.0, "E-mail"),), "arrivals": 114},
            (
                "40 contacts in the last 90 min came from customers whose letter or promise is overdue; 10 is"
                " usual. Most of them wait for E-mail."
            ),
        ),
        (
            {"stages": (Stage("menu", 31, 10.0, 2.0),), "arrivals": 105},
            (
                "31 contacts in the last 90 min came out of the menu astray: without a choice, after hanging"
                " up in it, or by an option that usually leads elsewhere; 10 is usual."
            ),
        ),
    ],
    ids=[
        "not there",
        "not planned",
        "more contacts",
        "longer contacts",
        "sent by mistake",
        "call-backs",
        "overdue letters",
        "the menu",
    ],
)
def test_a_cause_is_said_with_its_figures(change, sentence):
    look = replace(HARMED, **change)
    [cause] = found(look, strengths(look), Rules())

    assert plain(said(json.loads(json.dumps(cause.stored())))) == sentence


def test_other_words_for_people():
    assert plain(worth({"worth": 1.0}) or "") == "the work of 1 person"
    assert plain(worth({"worth": 2.5}) or "") == "the work of 2.5 people"
    assert worth({"worth": None}) is None
    assert "Nobody has come for 60 min; 56 contacts are usual" in plain(nobody_comes(60, 56))
    assert "switch has told nothing for 7 min" in plain(silent("switch", 7))
    assert [name(cause) for cause in CAUSES][:2] == ["Planned people are missing", "Too few people planned"]
    assert [named({"cause": cause, "figures": {"name": "callbacks"}}) for cause in (VOLUME, STAGE)] == [
        "More contacts than usual",
        "More call-backs than usual",
    ]


def test_a_look_is_stored_and_restored_as_it_was():
    look = replace(SHORT, topics=(Topic("Refund", 30, 0.9),), inflows=(Inflow("Sales", 25, 2.0),))
    look = replace(look, stages=(Stage("menu", 4, 1.0, behind="E-mail"),), told_at=None)

    assert restored_look(json.loads(json.dumps(look.stored())) | {"of a later version": 1}) == look


def test_a_look_of_a_row_is_judged_as_it_was():
    look = replace(SHORT, stages=(Stage("menu", 4, 1.0, 2.0),))

    assert of_row(frame([look]).row(0, named=True)) == look
    assert of_row(frame([SHORT]).row(0, named=True)) == SHORT


def test_a_silent_source_is_not_looked_through_and_a_closed_queue_is_left_alone():
    blind = seen(replace(SHORT, told_at=AT - 6 * MINUTE), Rules())
    never = seen(replace(SHORT, told_at=None), Rules())
    closed = seen(replace(SHORT, is_open=False), Rules())

    assert (blind.is_blind, blind.is_held, blind.is_calm) == (True, False, False)
    assert never.is_blind
    assert (closed.is_held, closed.is_calm, closed.is_open) == (False, False, False)


def test_that_nobody_comes_where_many_do_is_not_calm():
    dead = replace(CALM, ended=0, late=0, waiting=0, arrivals=0)

    assert seen(dead, Rules()).silence == "nobody_comes"
    assert seen(replace(dead, usual=12.0), Rules()).silence is None
    assert seen(replace(dead, usual=None), Rules()).silence is None


def test_too_few_to_judge_is_calm_only_where_nobody_is_late():
    few = replace(CALM, ended=3, late=0)

    assert seen(few, Rules()).is_calm
    assert not seen(replace(few, overdue=2), Rules()).is_calm


def test_harm_between_clearing_and_raising_is_neither():
    between = judged(strengths_of(frame([replace(CALM, late=4, overdue=0)])), Rules(h0=0.2))

    assert between.select("is_harmed", "is_calm").row(0) == (False, False)


def test_two_looks_at_a_short_queue_raise_an_episode_with_its_cause():
    state = State("Billing")
    for n in range(11):
        at = AT + n * MINUTE
        state, change = looked(state, replace(SHORT, at=at, told_at=at), Rules())

    assert change is not None
    assert change.event == "raised"
    assert change.episode.main == PLAN
