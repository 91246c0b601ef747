"""Topics, and words in them, whose weekly share rose beyond noise: found where planted, nowhere else."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from metrics.spoken import spoken
from metrics.weekly_shares import Weeks, placed, weeks
from tests.metrics.grown import AT, SUNDAY, contacts, found, heard, shuffled, start, texts, with_problem

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def quiet() -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = contacts(1)
    return rows, texts(rows, 1)


def test_a_problem_that_grew_this_week_is_found_once_in_its_topic_with_its_words(quiet):
    rows, said = quiet
    [one] = found(rows, with_problem(rows, said, 0.3, since=11))

    assert (one.family, one.rise.since) == ("App", 11)
    assert [script for script, _terms in one.shown] == ["en", "he", "ru"]
    assert {"app crashes", "האפליקציה קורסת", "приложение вылетает"} <= set(one.terms)
    assert one.rise.n[:11] == (0,) * 11
    assert one.rise.now == pytest.approx(0.3, abs=0.02)
    assert one.rise.usual == 0.0


@pytest.mark.parametrize("since", [10, 9, 8], ids=["two weeks ago", "three weeks ago", "four weeks ago"])
def test_it_says_since_when(quiet, since):
    rows, said = quiet
    [one] = found(rows, with_problem(rows, said, 0.3, since=since))

    assert one.rise.since == since


def test_what_is_over_before_the_newest_week_does_not_grow(quiet):
    rows, said = quiet

    assert found(rows, with_problem(rows, said, 0.3, since=9, until=11)) == []


def test_a_problem_of_every_week_does_not_grow(quiet):
    rows, said = quiet

    assert found(rows, with_problem(rows, said, 0.3, since=0)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_of_quiet_weeks_and_of_shuffled_ones_nothing_is_claimed(seed):
    rows = contacts(seed)
    said = texts(rows, seed)

    assert found(rows, said) == []
    assert found(shuffled(rows, seed), with_problem(rows, said, 0.3, since=11)) == []


def test_what_one_customer_writes_again_and_again_is_not_told(quiet):
    rows, said = quiet
    told = with_problem(rows, said, 0.3, since=11)
    wrote = told.filter(pl.col("masked").str.contains("crashes|קורסת|вылетает"))["contact_id"]
    one_person = pl.when(pl.col("contact_id").is_in(wrote.implode())).then(pl.lit("p1")).otherwise("person")

    assert found(rows.with_columns(person=one_person), told) == []
    nobody_known = pl.when(pl.col("contact_id").is_in(wrote.implode())).then(None).otherwise("person")
    assert found(rows.with_columns(person=nobody_known), told) == []


def test_a_topic_that_grew_is_told_without_words():
    rows = contacts(2)
    newest = rows.filter(pl.col("day") >= 77, pl.col("topic_family") == "Bill")
    more = pl.concat([rows, newest.with_columns(pl.format("again {}", "contact_id").alias("contact_id"))])
    [one] = found(more, texts(more, 2))

    assert (one.family, one.terms, one.rise.since) == ("Bill", (), 11)
    assert one.rise.of[-1] == more.filter(pl.col("day") >= 77).height


def test_a_topic_that_grew_stands_beside_its_words():
    rows = contacts(2)
    newest = rows.filter(pl.col("day") >= 77, pl.col("topic_family") == "App")
    more = pl.concat([rows, newest.with_columns(pl.format("again {}", "contact_id").alias("contact_id"))])
    [one] = found(more, with_problem(more, texts(more, 2), 0.3, since=11))

    assert one.terms
    assert one.topic is not None
    assert one.topic.now > one.topic.usual * 1.5


def test_what_does_not_rest_on_a_holiday_does_not_grow():
    rows = contacts(3)
    holiday = rows.filter((pl.col("day") < 77) | (pl.col("topic_family") == "App") | (pl.col("day") % 7 > 3))

    assert found(holiday, texts(holiday, 3)) == []


def test_more_letters_of_the_usual_kind_are_no_problem():
    rows = contacts(4, a_day=90)
    said = texts(rows, 4)
    of_letters = said["language"] == "en"
    is_old, is_rare = rows["day"] < 77, pl.Series(np.random.default_rng(4).random(rows.height) < 0.7)
    kept = rows.filter(~(is_old & of_letters & is_rare))

    assert found(kept, said.join(kept, on="contact_id", how="semi")) == []


def test_a_week_in_progress_is_judged_by_as_many_days_of_the_others():
    rows = contacts(5, last_day=81)
    at = weeks(SUNDAY, date(2026, 5, 20), 7)
    [one] = found(rows, with_problem(rows, texts(rows, 5), 0.3, since=11), at)

    assert at == Weeks(SUNDAY, 12, 4)
    assert one.rise.since == 11
    assert max(one.rise.of) < 1.5 * min(one.rise.of)
    assert found(rows, texts(rows, 5), at) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 5, 23), Weeks(SUNDAY, 12)),
        (date(2026, 5, 19), Weeks(SUNDAY, 12, 3)),
        (date(2026, 5, 18), Weeks(SUNDAY, 11)),
        (date(2026, 4, 4), Weeks(SUNDAY, 5)),
        (date(2026, 4, 2), Weeks(SUNDAY, 5, 5)),
        (date(2026, 3, 28), None),
        (date(2026, 6, 13), Weeks(start(3), 12)),
    ],
    ids=["whole", "three days", "two days", "five weeks", "five weeks, one begun", "four weeks", "more"],
)
def test_the_newest_week_is_whole_or_has_three_days(last, expected):
    assert weeks(SUNDAY, last, 7) == expected


def test_contacts_without_a_topic_are_looked_at_by_their_words():
    rows = contacts(6).with_columns(topic_family=pl.lit(None, pl.String))
    told = with_problem(rows.with_columns(topic_family=pl.lit("App")), texts(rows, 6), 0.2, since=11)
    [one] = found(rows, told)

    assert (one.family, one.rise.since) == ("", 11)


def test_words_are_judged_only_once_there_are_texts_of_enough_weeks(quiet):
    rows, said = quiet
    told = with_problem(rows, said, 0.3, since=11)
    of_late, of_enough = (rows.filter(pl.col("day") >= 7 * week) for week in (8, 7))

    assert found(rows, told.join(of_late, on="contact_id", how="semi")) == []
    assert len(found(rows, told.join(of_enough, on="contact_id", how="semi"))) == 1


def test_nothing_was_written(quiet):
    rows, said = quiet

    assert found(rows, said.clear()) == []
    assert spoken(said.with_columns(masked=pl.lit(None, pl.String))).said.is_empty()


def test_a_share_counts_each_contact_once_however_often_the_words_stand_in_it(quiet):
    rows, said = quiet
    told = with_problem(rows, said, 0.3, since=11)
    twice = pl.concat([told, told])

    assert found(rows, twice)[0].rise == found(rows, told)[0].rise
    assert heard(twice).said.height == heard(told).said.height
    assert placed(rows, AT).height == rows.height
