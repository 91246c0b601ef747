"""Surveys, notes and gestures of the simulated centre: believable, and at their time."""

from datetime import timedelta

import polars as pl
import pytest

from connectors.demo.cuts import Tables
from connectors.demo.said import felt, moods
from connectors.demo.truth import happened
from connectors.demo.world import world
from tests.connectors.demo.centre import DAYS, END, SEEDS, START, ZONE, weeks

ANSWERED = pl.col("answered_at").is_not_null()
LONG_AGO = END - timedelta(days=4)  # whoever answers has done so


def responses(surveys: pl.DataFrame) -> float:
    return float(surveys.select(ANSWERED.mean()).item())


def test_a_believable_part_answers(built: Tables) -> None:
    asked = built["surveys"].filter(pl.col("invited_at") < LONG_AGO)
    by_kind = asked.group_by("kind").agg(ANSWERED.mean())["answered_at"]

    assert asked.height > 1000
    assert 0.15 < responses(asked) < 0.3
    assert 0.1 < by_kind.min() < by_kind.max() < 0.35  # type: ignore[operator]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_discontented_and_the_delighted_answer_more_than_the_middling(seed: int) -> None:
    centre = world(seed, "small", ZONE, START.date())
    rows = moods(centre, happened(centre, "demo", DAYS[:-4])).with_columns(felt=felt())
    asked = weeks(seed)["surveys"].join(rows.select("contact_id", "felt"), on="contact_id")
    worst, middle, best = (
        responses(asked.filter(pl.col("felt").is_between(*edges)))
        for edges in ((-99, -1.7), (-0.7, 0.7), (2.8, 99))
    )

    assert 0.1 < middle < 0.21
    assert min(worst, best) > middle + 0.05
    assert max(worst, best) < 0.4


def test_surveys_are_answered_after_their_invitation_within_three_days(built: Tables) -> None:
    answers = built["surveys"].filter(ANSWERED)
    after = pl.col("answered_at") - pl.col("invited_at")
    ends = built["legs"].group_by("contact_id").agg(pl.col("ended_at").max())
    asked = built["surveys"].join(ends, on="contact_id")

    assert answers.filter(after <= timedelta(0)).is_empty()
    assert answers.filter(after > timedelta(days=3)).is_empty()
    assert asked.filter(pl.col("invited_at") < pl.col("ended_at")).is_empty()
    assert asked.height == built["surveys"].height


def test_scores_lie_in_their_scale_and_come_with_an_answer(built: Tables) -> None:
    surveys = built["surveys"]
    inside = pl.col("score").is_between(pl.col("scale_min"), pl.col("scale_max"))
    scales = set(surveys.select("kind", "scale_min", "scale_max").unique().rows())

    assert scales == {("csat", 1, 5), ("nps", 0, 10), ("ces", 1, 7), ("resolved", 0, 1)}
    assert surveys.filter(ANSWERED)["score"].null_count() == 0
    assert surveys.filter(~ANSWERED, pl.col("score").is_not_null()).is_empty()
    assert surveys.filter(~ANSWERED, pl.col("comment").is_not_null()).is_empty()
    assert surveys.filter(ANSWERED, ~inside).is_empty()
    assert surveys.filter(pl.col("score") != pl.col("score").round()).is_empty()
    assert surveys.filter(kind="csat")["score"].n_unique() == 6  # the five, and none


def test_some_of_those_who_answer_write(built: Tables) -> None:
    answers = built["surveys"].filter(ANSWERED)

    assert 0.2 < answers["comment"].is_not_null().mean() < 0.4  # type: ignore[operator]
    assert answers["comment"].drop_nulls().str.len_chars().min() > 1  # type: ignore[operator]


def test_notes_are_in_three_languages_of_agents_and_customers(built: Tables) -> None:
    notes = built["notes"]
    written = set(notes.select("author", "language").unique().rows())

    assert written == {(who, language) for who in ("agent", "customer") for language in ("he", "ru", "en")}
    assert notes.filter(author="customer")["agent_id"].null_count() == notes.filter(author="customer").height
    assert notes.filter(author="agent")["agent_id"].null_count() == 0
    assert notes.join(built["contacts"], on="contact_id", how="anti").is_empty()


def test_goodwill_follows_a_contact_that_somebody_answered(built: Tables) -> None:
    gifts = built["gestures"].join(built["contacts"], on="contact_id", suffix="_of_contact")

    assert gifts.height == built["gestures"].height > 100
    assert gifts.filter(pl.col("granted_at") != pl.col("ended_at")).is_empty()
    assert set(gifts["kind"]) == {"credit", "discount", "free_month", "free_delivery"}
    assert set(gifts["authority"]) == {"agent", "team lead"}
    assert gifts["cost"].min() > 0  # type: ignore[operator]
