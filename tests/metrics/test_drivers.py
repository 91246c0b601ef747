from random import Random

import polars as pl
import pytest

from metrics.drivers import by_size, drivers, rated, topics
from tests.metrics.surveyed import answer, surveys

LONG = 400_000
SEEDS = range(60)


def rows_of(*rows):
    return rated(surveys(*rows))


def found(rows, name="is_transferred"):
    return next(one for one in drivers(rows) if one.id == name)


def some(satisfied, unsatisfied, **given):
    made = [answer(5, **given)] * satisfied + [answer(1, **given)] * unsatisfied
    return [{**one, "person": f"{given}-{at}"} for at, one in enumerate(made)]


def centre(seed, effect, n=3000, persons=None):
    """Answers about an easy and a hard topic; the hard one is transferred often. effect is in points."""
    draws = Random(seed)
    made = []
    for at in range(n):
        is_hard = draws.random() < 0.5
        moved = draws.random() < (0.6 if is_hard else 0.1)
        chance = (0.4 if is_hard else 0.8) + effect * moved
        made.append(
            answer(
                5 if draws.random() < chance else 1,
                topic_family="hard" if is_hard else "easy",
                is_transferred=moved,
                person=f"p{at % (persons or n)}",
            )
        )
    return rows_of(*made)


def test_with_one_cell_it_is_the_plain_difference():
    rows = rows_of(*some(60, 20), *some(30, 30, is_transferred=True))

    one = found(rows)

    assert one.points == pytest.approx(0.5 - 0.75, abs=0.002)
    plain = 1.96 * (0.5 * 0.5 / 60 + 0.75 * 0.25 / 80) ** 0.5
    assert ((one.high - one.low) / 2) == pytest.approx(plain, rel=0.03)
    assert (one.n, one.concerned, one.reason) == (140, 60, None)


def test_what_the_topic_does_is_not_put_down_to_the_driver():
    rows = centre(1, effect=-0.12)
    moved = rows.group_by("is_transferred").agg(pl.col("is_satisfied").mean()).sort("is_transferred")
    plain = moved["is_satisfied"][1] - moved["is_satisfied"][0]

    one = found(rows)

    assert plain < -0.25
    assert -0.17 < one.points < -0.07
    assert one.is_clear


def test_what_another_driver_does_is_not_put_down_to_this_one():
    draws, made = Random(2), []
    for at in range(4000):
        moved = draws.random() < 0.5
        waited = draws.random() < (0.8 if moved else 0.1)
        good = draws.random() < 0.8 - 0.3 * waited
        made.append(answer(5 if good else 1, is_transferred=moved, wait_ms=LONG * waited, person=f"p{at}"))
    rows = rows_of(*made)

    assert found(rows).low < 0 < found(rows).high
    assert -0.36 < found(rows, "is_long_wait").points < -0.24


def test_the_interval_holds_the_truth_as_often_as_it_says():
    told = [found(centre(seed, effect=-0.12, n=600)) for seed in SEEDS]

    assert sum(one.low <= -0.12 <= one.high for one in told) >= 0.88 * len(SEEDS)


def test_no_effect_is_rarely_said_to_be_clear():
    told = [found(centre(seed, effect=0.0, n=600)) for seed in SEEDS]

    assert sum(one.is_clear for one in told) <= 0.12 * len(SEEDS)


def test_answers_of_one_person_are_no_news():
    rows = centre(3, effect=-0.12, n=600)
    twice = pl.concat([rows] * 4)

    once, again = found(rows), found(twice)

    assert again.points == pytest.approx(once.points, abs=0.004)
    assert again.high - again.low == pytest.approx(once.high - once.low, rel=0.02)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "not known"),
        (some(50, 50), "not known"),
        (some(50, 50, is_transferred=None), "not known"),
        (
            [*some(50, 50, topic_family="x"), *some(50, 50, topic_family="y", is_transferred=True)],
            "no overlap",
        ),
        ([*some(50, 50), *some(50, 50, channel="chat", is_transferred=True)], "no overlap"),
        ([*some(10, 10), *some(10, 15, is_transferred=True)], "few answers"),
        ([*some(50, 50), *some(15, 14, is_transferred=True)], "few concerned"),
        ([*some(10, 9), *some(50, 50, is_transferred=True)], "few concerned"),
        ([*some(50, 2), *some(20, 20, is_transferred=True)], "no variation"),
        ([*some(50, 20), *some(0, 30, is_transferred=True)], "no variation"),
    ],
    ids=[
        "no answers",
        "nobody concerned",
        "nobody known",
        "no topic with both",
        "no channel with both",
        "few answers",
        "few concerned",
        "few others",
        "others all content",
        "concerned all discontent",
    ],
)
def test_it_refuses(rows, reason):
    one = found(rows_of(*rows))

    assert (one.reason, one.points, one.low, one.high) == (reason, None, None, None)


def test_thirty_concerned_are_enough():
    assert found(rows_of(*some(50, 50), *some(15, 15, is_transferred=True))).reason is None


def test_the_largest_clear_difference_comes_first_and_what_cannot_be_told_last():
    made = [*some(120, 80)]
    made += some(30, 90, is_transferred=True)
    made += some(50, 35, wait_ms=LONG)
    made += some(8, 2, is_promise_broken=True)
    rows = rows_of(*made)

    told = by_size(drivers(rows))

    assert told[0].id == "is_transferred"
    assert [one.points is None for one in told] == [False, False, True, True]
    assert [one.is_clear for one in told] == [True, False, False, False]


def test_only_cells_with_both_count():
    alone = [*some(500, 0, topic_family="x"), *some(0, 400, topic_family="y", is_transferred=True)]
    rows = [*some(30, 30, topic_family="z"), *some(30, 30, topic_family="z", is_transferred=True)]

    one = found(rows_of(*rows, *alone))

    assert (one.n, one.concerned) == (120, 60)
    assert one.points == pytest.approx(0, abs=0.001)


def test_rare_topics_are_one_group():
    rows = [one for name in "abcdefgh" for one in some(4, 3, topic_family=name)]
    moved = [one for name in "abcdefgh" for one in some(2, 3, topic_family=name, is_transferred=True)]
    few = [one for one in [*rows, *moved] if one["topic_family"] in {"a", "b"}]

    assert rated(surveys(*rows))["topic_group"].unique().to_list() == ["other topics"]
    assert found(rows_of(*rows, *moved)).n == 96
    assert found(rows_of(*few)).reason == "few answers"


@pytest.mark.parametrize(
    ("wait_ms", "is_long"),
    [(300_000, False), (300_001, True), (None, None)],
    ids=["5 min", "over", "unknown"],
)
def test_what_a_long_wait_is(wait_ms, is_long):
    assert rows_of(answer(wait_ms=wait_ms))["is_long_wait"].to_list() == [is_long]


def test_only_valid_answers_about_satisfaction_are_compared():
    rows = rows_of(answer(5), answer(None), answer(9), answer(9, "nps"), answer(5, scale_max=None))

    assert rows["is_satisfied"].to_list() == [True]


def test_topics_are_compared_with_the_others_of_their_channels_the_clearest_first():
    bad, worse = some(50, 50, topic_family="bad"), some(30, 70, topic_family="worse")
    rows = rows_of(*bad, *worse, *some(400, 100, topic_family="good"))

    told = topics(rows)

    assert [one.topic for one in told] == ["worse", "bad", "good"]
    assert told[0].points == pytest.approx(0.3 - 450 / 600, abs=0.01)
    assert (told[0].is_clear, told[0].concerned, told[0].n) == (True, 100, 700)


def test_the_intervals_of_topics_hold_all_at_once():
    pair = rows_of(*some(60, 40, topic_family="x"), *some(50, 50, topic_family="y"))
    names = "abcdefghij"
    many = rows_of(*[one for name in names for one in some(60, 40, topic_family=name)])

    two, ten = topics(pair)[0], topics(many)[0]

    alone = 1.959964 * (0.6 * 0.4 / 100) ** 0.5
    assert ten.high - ten.low > 2 * 1.35 * alone
    assert two.high - two.low < 2 * 1.7 * alone


def test_a_topic_that_nothing_can_be_said_of_is_left_out():
    assert topics(rows_of(*some(50, 50, topic_family="only"))) == ()
