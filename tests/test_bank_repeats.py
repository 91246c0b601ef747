"""Repeat contacts of the real bank agree with the figures of DEFINITIONS.md section 4."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from connectors.files import Files
from metrics import Frames, compute, people, repeats
from metrics.links import GAPS, answers, linked
from metrics.provisional import provisional_rates
from metrics.repeats import observed, provisional, written
from metrics.within import Topic, Within
from tests.connectors.fetched import fetch
from tests.metrics.rows import contacts, visits

pytestmark = pytest.mark.real_data
IDENTITY = ("source", "customer_id", "kind", "value")
AS_OF = dt.datetime(1999, 2, 28, 22, tzinfo=dt.UTC)  # 1 March 00:00 in Jerusalem
MATURED = [
    (1, "any", 0.39085, 22_740),
    (7, "any", 0.61894, 20_249),
    (30, "any", 0.81329, 11_044),
    (1, "same", 0.36179, 22_740),
    (7, "same", 0.58798, 20_249),
    (30, "same", 0.77952, 11_044),
]


@pytest.fixture(scope="module")
def calls(shared_data: Path) -> pl.DataFrame:
    """January and February as the recipe reads them; customers are known by their number alone.

    The calls that the bank returned (TT) waited in the queue as any other: they count as the customer's.
    """
    options = {"path": "*1999.txt", "recipe": "anonymous_bank"}
    fetched = fetch(Files("bank", options, "Asia/Jerusalem", shared_data / "anonymous_bank"), until=AS_OF)
    told = fetched.table("contacts").join(answers(fetched.table("legs")), on="contact_id", how="left")
    nobody = people.persons(pl.DataFrame(schema=dict.fromkeys(IDENTITY, pl.String)))
    found = linked(people.with_person(told, nobody), directions=["inbound", "callback"])
    return observed(found.lazy(), AS_OF, pl.col("started_at").min()).collect()


@pytest.mark.parametrize(("days", "topic", "rate", "n"), MATURED)
def test_the_matured_rate_agrees_to_the_fifth_digit(
    calls: pl.DataFrame, days: int, topic: Topic, rate: float, n: int
) -> None:
    figure = calls.select(written(repeats.repeat_rate, Within(days, topic))).item()

    assert (round(figure["value"], 5), figure["denominator"]) == (rate, n)


@pytest.mark.parametrize(("days", "topic", "rate", "n"), MATURED)
def test_the_provisional_rate_is_within_half_a_point(
    calls: pl.DataFrame, days: int, topic: Topic, rate: float, n: int
) -> None:
    figure = provisional(calls.lazy(), Within(days, topic))["repeat_rate"].item()

    assert figure["value"] == pytest.approx(rate, abs=0.005)
    assert figure["low"] < figure["value"] < figure["high"]
    assert figure["denominator"] > n


def test_first_contact_resolution_agrees_to_the_fifth_digit(calls: pl.DataFrame) -> None:
    figure = calls.select(written(repeats.fcr)).item()

    assert (round(figure["value"], 5), figure["denominator"]) == (0.71866, 6700)


def test_the_share_identified_is_of_all_calls(calls: pl.DataFrame) -> None:
    figure = calls.select(written(repeats.identified_rate)).item()

    assert figure["numerator"] == calls["customer_id"].count()
    assert figure["denominator"] == 64_370


def test_dropped_calls_are_unknown_to_the_bank(calls: pl.DataFrame) -> None:
    assert calls.select(written(lambda of: of("dropped"))).item() == 0


@pytest.mark.parametrize(("days", "rate"), [(1, 0.38232), (7, 0.60689), (30, 0.80487)])
def test_counting_only_answered_calls_as_repeats_would_say_less(
    calls: pl.DataFrame, days: int, rate: float
) -> None:
    answered = calls.filter(pl.col("first_answered_at").is_not_null())
    plain = answered.drop("closed_at", "topic_family", "is_counted", *GAPS, "is_dropped", "is_reconnect")

    again = linked(plain, directions=["inbound", "callback"])
    figure = again.select(written(repeats.repeat_rate, Within(days, "any"))).item()
    assert round(figure["value"], 5) == rate


def frames(calls: pl.DataFrame) -> Frames:
    """Look at the calls as figures do; which queue they came in by is not asked here."""
    traced = calls.lazy().with_columns(queue=pl.lit(None, pl.String), first_queue=pl.lit(None, pl.String))
    return Frames(visits(), contacts(), traced=traced)


@pytest.mark.parametrize(("days", "topic", "rate", "n"), MATURED)
def test_what_is_computed_is_the_matured_rate_and_the_provisional_one_is_near(
    calls: pl.DataFrame, days: int, topic: Topic, rate: float, n: int
) -> None:
    within = Within(days, topic)

    matured = compute(frames(calls), ["repeat_rate"], within=within).item()
    early = provisional_rates(frames(calls), within).item()

    assert (round(matured["value"], 5), matured["denominator"]) == (rate, n)
    assert early["value"] == pytest.approx(rate, abs=0.005)


def test_what_is_computed_of_first_contacts_agrees_to_the_fifth_digit(calls: pl.DataFrame) -> None:
    figure = compute(frames(calls), ["fcr"]).item()

    assert (round(figure["value"], 5), figure["denominator"]) == (0.71866, 6700)
