from datetime import date

import polars as pl
import pytest

from metrics.drivers import Driver
from ui.asked import Asked
from ui.charts.trend import Point
from ui.periods import CUSTOM, Days
from ui.satisfaction import tables, words
from ui.satisfaction.story import DIMENSIONS

ASKED = Asked(CUSTOM, Days(date(2026, 11, 1), date(2026, 11, 28)))
NOTHING = {"value": None, "numerator": None, "denominator": 0.0, "low": None, "high": None}
BOTH_LEFT_OUT = (
    "Left out: 2 answers on scales that are not known or not meant for their question and 1 answer"
    " that is not on its scale."
)


def plain(said):
    return said.replace("\u00a0", " ")


def figure(value, n=400, half=0.04):
    return {
        "value": value,
        "numerator": value * n,
        "denominator": n,
        "low": value - half,
        "high": value + half,
    }


def topics(*rows):
    made = [{"name": name, "csat": one, "is_few": one["denominator"] < 30} for name, one in rows]
    schema = {"name": pl.String, "csat": pl.Struct(dict.fromkeys(NOTHING, pl.Float64)), "is_few": pl.Boolean}
    return pl.DataFrame(made, schema=schema)


def driver(points, half=0.05, name="is_transferred", topic="", reason=None, n=500):
    ends = (None, None) if points is None else (points - half, points + half)
    return Driver(name, points, *ends, n, 60, reason, topic)


def invalid(scale, off):
    return pl.DataFrame({"kind": ["csat"], "unknown_scale": [scale], "off_scale": [off]})


@pytest.mark.parametrize(
    ("now", "before", "rows", "expected"),
    [
        (figure(0.68), NOTHING, (), "68 % of those who answered were satisfied."),
        (figure(0.68), figure(0.70), (), "68 % of those who answered were satisfied."),
        (
            figure(0.6),
            figure(0.72),
            (),
            "60 % of those who answered were satisfied, 12.0 pp fewer than before.",
        ),
        (
            figure(0.72),
            figure(0.6),
            (),
            "72 % of those who answered were satisfied, 12.0 pp more than before.",
        ),
        (
            figure(0.68),
            NOTHING,
            (("Refund", figure(0.4)), ("Order", figure(0.5))),
            "68 % of those who answered were satisfied; about “Refund”, 40 %.",
        ),
        (figure(0.68), NOTHING, (("Refund", figure(0.66)),), "68 % of those who answered were satisfied."),
        (
            figure(0.68),
            NOTHING,
            (("Refund", figure(0.1, n=9)),),
            "68 % of those who answered were satisfied.",
        ),
        (figure(0.68), NOTHING, ((None, figure(0.1)),), "68 % of those who answered were satisfied."),
        (figure(0.5, n=8), NOTHING, (), "Too few answers to say how satisfied customers are: n 8, needs 30."),
        (NOTHING, NOTHING, (), "Nobody who answered a survey said how satisfied they were."),
    ],
    ids=[
        "nothing before",
        "no change beyond noise",
        "fewer",
        "more",
        "a topic surely below",
        "a topic within noise",
        "a topic of few",
        "no topic",
        "few answers",
        "no answers",
    ],
)
def test_the_sentence(now, before, rows, expected):
    assert plain(words.sentence(now, before, topics(*rows), 2000)) == expected


def test_the_sentence_where_nobody_was_asked():
    assert words.sentence(NOTHING, NOTHING, topics(), 0) == "Nobody was asked how satisfied they were."


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([driver(-0.104)], "Those moved to another queue are 10 points less satisfied than similar ones"),
        (
            [driver(-0.011, half=0.002)],
            "Those moved to another queue are 1 point less satisfied than similar ones",
        ),
        (
            [
                driver(-0.06, half=0.01),
                driver(-0.12, name="is_long_wait"),
                driver(-0.3, name="topic", topic="Refund"),
            ],
            "Those who came about “Refund” are 30 points less satisfied than similar ones",
        ),
        (
            [driver(-0.2, half=0.25), driver(-0.12, name="is_long_wait"), driver(0.3)],
            "Those who waited over 5 min are 12 points less satisfied than similar ones",
        ),
        (
            [driver(-0.03), driver(-0.3, name="topic", topic="Refund")],
            "Those who came about “Refund” are 30 points less satisfied than similar ones",
        ),
        ([driver(-0.03), driver(0.2)], "Nothing surely goes with dissatisfaction"),
        ([driver(None, reason="no overlap")], "What goes with dissatisfaction cannot be told"),
        ([], "What goes with dissatisfaction cannot be told"),
    ],
    ids=[
        "one",
        "one point",
        "the largest",
        "the largest clear",
        "a topic",
        "within noise",
        "refused",
        "nothing",
    ],
)
def test_what_goes_with_dissatisfaction_is_said_as_an_association(found, expected):
    assert words.drivers(found) == expected


def test_a_driver_says_its_size_its_bounds_and_its_answers():
    one = driver(-0.1)

    assert words.difference(one) == "▼ 10.0 points"
    assert words.bounds(one) == "−15.0 to −5.0"
    assert words.compared(one) == "60 of 500 answers"


def test_a_driver_within_noise_says_so():
    assert words.bounds(driver(0.01)) == "within noise · −4.0 to +6.0"
    assert words.difference(driver(0.01)) == "▲ 1.0 points"


@pytest.mark.parametrize("reason", ["few answers", "few concerned"])
def test_a_driver_of_few_answers_says_so_instead_of_a_number(reason):
    one = driver(None, name="is_promise_broken", reason=reason)

    assert words.compared(one) == "too few answers to tell (n 60)"
    assert tables.forest([one], []).count("too few answers to tell") == 1


def test_a_difference_that_could_be_large_either_way_is_not_told_as_a_number():
    wide = driver(-0.001, half=0.12, name="is_promise_broken")

    shown = tables.forest([wide], [])

    assert words.compared(wide) == "too few answers to tell (n 60): −12.1 to +11.9 points"
    assert "▼" not in shown
    assert 'class="forest none"' in shown
    assert words.drivers([wide]) == "What goes with dissatisfaction cannot be told"
    assert "▼ 0.1 points" in tables.forest([driver(-0.001, half=0.09)], [])


def test_the_largest_clear_difference_stands_first_and_what_cannot_be_told_last():
    few = driver(None, reason="few concerned", name="is_promise_broken")
    noise = driver(-0.2, half=0.3, name="is_repeat")
    ours = [few, noise, driver(-0.1), driver(0.4, name="is_long_wait")]

    shown = tables.forest(ours, [driver(-0.3, name="topic", topic="Refund")])

    heads = ["Refund", "Were moved", "Waited over", "Came again", "Had a promise"]
    assert sorted(heads, key=shown.index) == heads


def test_a_driver_that_is_refused_says_why():
    one = driver(None, reason="no overlap")

    assert words.difference(one) == "–"
    assert words.compared(one) == "None alike were rated: no topic on one channel holds both."


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0), ""),
        ((1, 0), "Left out: 1 answer on a scale that is not known or not meant for its question."),
        ((0, 2), "Left out: 2 answers that are not on their scale."),
        (
            (2, 1),
            BOTH_LEFT_OUT,
        ),
    ],
)
def test_answers_that_count_nowhere_are_said(counts, expected):
    assert words.not_valid(invalid(*counts)) == expected


@pytest.mark.parametrize(
    ("shown", "of", "said"), [(12, 12, ""), (12, 13, "1 more group"), (12, 19, "7 more groups")]
)
def test_groups_beyond_the_table_are_counted(shown, of, said):
    assert words.left_out(shown, of) == said


def test_how_many_answered_is_said_in_plain_words():
    assert plain(words.answered(figure(0.21, n=20_711))) == "20,711 surveys sent, 21 % answered"
    assert plain(words.answered(figure(1.0, n=1))) == "1 survey sent, 100 % answered"
    assert words.answered(NOTHING) == "nobody was asked"


def test_a_group_without_a_name_is_called_so():
    assert [words.group(name, None) for name in DIMENSIONS] == [
        "no topic",
        "no queue",
        "no channel",
        "no team",
        "no language",
        "no segment on record",
    ]
    assert (words.group("channel", "voice"), words.group("language", "he")) == ("Voice", "Hebrew")


def test_no_list_of_agents_by_satisfaction_can_be_asked_for():
    assert "agent" not in DIMENSIONS


def point(day, value, *, is_judged=True, is_sure=True):
    at = date(2026, 11, day)
    return Point(at, f"week of {day} Nov", value, 0.1, 0.3, 90, None, {}, is_sure, is_judged)


def test_the_title_of_the_trend_is_of_the_newest_week_to_which_all_answers_came():
    weeks = [point(1, 0.7), point(8, 0.66), point(15, 0.9, is_sure=False), point(22, 0.4, is_judged=False)]

    assert plain(words.weekly(weeks)) == "In the week of 8 Nov 66 % were satisfied"
    assert words.weekly(weeks[2:]) == "Satisfied, by week"
    assert "ring: answers may still come" in words.weekly_note(weeks)
    assert "ring" not in words.weekly_note(weeks[:2])
    assert words.weekly_note([]) == "No week is whole yet."


def table(*rows):
    made = [
        {
            "name": name,
            "csat": one,
            "csat_weighted": one,
            "response_rate": figure(0.2),
            "is_few": one["denominator"] < 30,
        }
        for name, one in rows
    ]
    return pl.DataFrame(made)


def test_a_group_leads_to_its_contacts():
    shown = tables.groups(table(("Refund & more", figure(0.5))), "topic_family", ASKED)

    assert "figure=csat&amp;topic=Refund+%26+more" in shown


def test_a_group_of_few_is_pale_and_has_no_bar():
    shown = tables.groups(table(("Refund", figure(0.5, n=20))), "queue", ASKED)

    assert "too few to judge" in shown
    assert "bul" not in shown


@pytest.mark.parametrize(
    ("dimension", "name", "expected"),
    [
        ("topic_family", None, {"topic": ["none"]}),
        ("queue", "Billing", {"first_queue": ["Billing"]}),
        ("channel", "chat", {"channel": ["chat"]}),
        ("team", "North", {"team": ["North"]}),
        ("segment", None, {"segment": ["none"]}),
        ("language", "he", {"language": ["he"]}),
    ],
)
def test_how_a_group_narrows_the_list(dimension, name, expected):
    query = tables.behind(ASKED, dimension, name)

    assert query["figure"] == ["csat"]
    assert {key: query.get(key) for key in expected} == expected


def numbers(*counts):
    rows = [
        {"number": at, "csat": figure(0.5, n=n), "difference": None} for at, n in enumerate(counts, start=1)
    ]
    return pl.DataFrame(rows)


def test_contact_numbers_of_few_are_not_judged_and_single_answers_not_told():
    shown = tables.by_number(numbers(300, 20, 4), "", ASKED)

    assert shown.count("bul") == 1
    assert 'figure=csat&amp;nth=2"' in shown
    assert "nth=3" not in shown
    assert ("too few to judge" in shown, "too few to tell" in shown) == (True, True)
    assert plain(shown).count("50.0 %") == 2


def test_why_nothing_can_be_said_of_contact_numbers_stands_above_them():
    assert "Nobody has rated" in tables.by_number(numbers(), "Nobody has rated a contact.", ASKED)


def test_the_plot_marks_what_is_clear_and_what_is_not():
    shown = tables.forest([driver(-0.1), driver(0.01), driver(0.2), driver(None, reason="no overlap")], [])

    assert [
        shown.count(f'class="{css}"') for css in ("forest worse", "forest", "forest better", "forest none")
    ] == [
        1,
        1,
        1,
        1,
    ]


def test_only_topics_surely_below_are_drawn():
    below, above, noise = (driver(at, name="topic", topic=f"T{at}") for at in (-0.2, 0.2, -0.01))

    shown = tables.forest([driver(-0.1)], [below, above, noise])

    assert "T-0.2" in shown
    assert "T0.2" not in shown
    assert "T-0.01" not in shown


def test_names_are_escaped():
    bad = "<script>"

    assert bad not in tables.groups(table((bad, figure(0.5))), "topic_family", ASKED)
    assert bad not in tables.forest([driver(-0.1, name="topic", topic=bad)], [])
