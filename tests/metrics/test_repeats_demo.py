"""The repeat contacts of the simulated centre are those that its story of many repeats plants.

In eleven weeks of a small centre few contacts of the topic are rated, so satisfaction is looked at
over three centres together.
"""

from functools import lru_cache

import polars as pl
import pytest

from connectors.demo.frames import record
from connectors.demo.stories import ManyRepeats
from connectors.demo.world import world
from metrics import Frames, compute, contact_number, drivers, next_issues
from metrics.drivers import Driver
from metrics.intervals import Z
from metrics.issues import numbered
from metrics.links import answers, linked
from metrics.people import persons, with_person
from metrics.repeats import observed, repeat_rate, written
from metrics.within import Within
from tests.connectors.demo.centre import FIRST, SEEDS, WEEKS, ZONE, eleven_weeks
from tests.metrics.satisfied import TRANSFER, foretold, surveys_of

AS_OF = FIRST + WEEKS
SAME = Within(7, "same")


@lru_cache(maxsize=len(SEEDS) * 2)
def centre(seed: int, *, stories: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Contacts of eleven weeks, linked and as seen at their end, and the answers to surveys."""
    tables = eleven_weeks(seed, stories=stories)
    told = tables["contacts"].join(answers(tables["legs"]), on="contact_id", how="left")
    found = linked(with_person(told, persons(tables["identities"])))
    return observed(found.lazy(), AS_OF, FIRST).collect(), tables["surveys"]


def story(seed: int) -> ManyRepeats:
    told = world(seed, "small", ZONE, FIRST.date(), True).stories
    assert told is not None
    return told.repeats


def rates(seed: int, *, stories: bool) -> pl.DataFrame:
    contacts, _surveys = centre(seed, stories=stories)
    rates = contacts.drop_nulls("topic").group_by("topic").agg(figure=written(repeat_rate, SAME))
    return rates.unnest("figure").sort("value", descending=True)


def rated(*, stories: bool) -> pl.DataFrame:
    """The rated contacts of all centres; their people are not the same."""
    frames = [
        contact_number.rated(numbered(contacts.lazy()), surveys.lazy()).with_columns(
            person=pl.format("{}/{}", pl.lit(seed), "person"),
            is_of_story=pl.col("topic_family") == story(seed).topic,
        )
        for seed in SEEDS
        for contacts, surveys in [centre(seed, stories=stories)]
    ]
    return pl.concat(frames)


def drifting() -> list[str]:
    """The people of all centres who drift away, as `rated` names them."""
    found = []
    for seed in SEEDS:
        told = world(seed, "small", ZONE, FIRST.date(), True).stories
        assert told is not None
        records = [f"demo:{record('voice', each.customer)}" for each in told.drifters]
        contacts, _surveys = centre(seed, stories=True)
        people = contacts.filter(pl.col("customer_id").is_in(records))["person"].unique()
        found += [f"{seed}/{person}" for person in people]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_topic_of_the_story_comes_again_most_often(seed: int) -> None:
    found = rates(seed, stories=True)

    assert found["topic"][0] == story(seed).topic
    assert found["low"][0] > found["value"][2]


@pytest.mark.parametrize("seed", SEEDS)
def test_without_stories_that_topic_comes_again_as_others_do(seed: int) -> None:
    found = rates(seed, stories=False)

    own = found.row(by_predicate=pl.col("topic") == story(seed).topic, named=True)
    assert found["value"][0] > own["value"]
    assert found.filter(pl.col("value") > own["low"]).height > 3


def test_satisfaction_about_that_topic_falls_by_what_was_planted() -> None:
    rows = rated(stories=True).filter("is_of_story")

    found = contact_number.per_contact(rows)
    content = rows["is_satisfied"].mean()
    assert isinstance(content, float)
    worse = sum(story(seed).worse for seed in SEEDS) / len(SEEDS)
    # The truth is in logits, whose slope is p (1 - p); a half to one and a half of it, since the error of
    # some 230 answers is a quarter of it, some contacts that we number second are a new case of the
    # customer's (which flattens), and those most or least content answer most (which steepens).
    expected = -worse * content * (1 - content)
    assert found.high is not None
    assert found.high < 0
    assert 1.5 * expected < (found.points or 0) < 0.5 * expected


def test_satisfaction_about_other_topics_does_not_fall_beyond_noise() -> None:
    # Those who drift away come again and are less and less content: that is a story of its own.
    others = rated(stories=True).filter(~pl.col("is_of_story"), ~pl.col("person").is_in(drifting()))

    found = contact_number.per_contact(others)

    assert (found.low or 0) < 0 < (found.high or 0)


def test_without_stories_satisfaction_does_not_fall_beyond_noise() -> None:
    found = contact_number.per_contact(rated(stories=False).filter("is_of_story"))

    assert (found.low or 0) < 0 < (found.high or 0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("stories", [True, False], ids=["with stories", "without"])
def test_no_topic_is_said_to_lead_to_another(seed: int, stories: bool) -> None:
    contacts, _surveys = centre(seed, stories=stories)

    found = next_issues.pairs(contacts.lazy())
    assert not found["is_above"].any()


@pytest.mark.parametrize("seed", SEEDS)
def test_people_come_from_both_sources_of_the_demo(seed: int) -> None:
    contacts, _surveys = centre(seed, stories=True)
    written_by = contacts.filter(
        pl.col("customer_id").str.contains(":d"), pl.col("person").str.contains(":d")
    )
    called = contacts.filter(pl.col("customer_id").str.contains(":t"))

    assert called.join(written_by, on="person", how="semi").height > 20


def said(*, stories: bool) -> pl.LazyFrame:
    """The invitations of all centres, with what is known of their contacts."""
    frames = [surveys_of(eleven_weeks(seed, stories=stories), seed) for seed in SEEDS]
    return pl.concat([frame.collect() for frame in frames]).lazy()


def csat(rows: pl.LazyFrame, is_asked: pl.Expr) -> dict[str, float]:
    found: dict[str, float] = compute(Frames(rows, rows, surveys=rows.filter(is_asked)), ["csat"])["csat"][0]
    return found


def driver(name: str, *, stories: bool) -> Driver:
    found = drivers.drivers(drivers.rated(said(stories=stories)))
    return next(one for one in found if one.id == name)


def test_the_first_contact_about_that_topic_satisfies_more_than_the_later_ones() -> None:
    about = pl.col("topic_family").is_in([story(seed).topic for seed in SEEDS])
    rows = said(stories=True).filter(about)

    first, later = csat(rows, pl.col("contact_no") == 1), csat(rows, pl.col("contact_no") > 1)

    assert first["low"] > later["high"]


def test_what_a_transfer_does_to_satisfaction_is_found_within_two_errors() -> None:
    moved = drivers.rated(said(stories=True)).filter("is_transferred")
    expected = foretold(moved, TRANSFER)

    found = driver("is_transferred", stories=True)

    assert found.is_clear
    assert found.points is not None
    assert found.low is not None
    assert abs(found.points - expected) < 2 * (found.points - found.low) / Z


@pytest.mark.parametrize("stories", [True, False], ids=["with stories", "without"])
def test_only_where_the_story_is_told_repeats_go_with_dissatisfaction(stories: bool) -> None:
    assert driver("is_repeat", stories=stories).is_clear == stories
