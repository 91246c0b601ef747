"""Past Mondays replayed: who counts as having left, what is learnt by then, and what leaks are found."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest

from metrics.risk import EVIDENCE
from metrics.risk.score import scores
from metrics.risk_model.backtest import backtest
from metrics.risk_model.chosen import chosen, difference
from metrics.risk_model.features import LeakError, features, keys, matrix
from metrics.risk_model.frames import HORIZONS, Left, Week, horizon_of, is_ripe, labelled, under_every_name
from metrics.risk_model.leaks import suspects, unlike
from metrics.risk_model.learned import as_scored
from metrics.risk_model.lessons import lessons
from metrics.risk_model.logistic import chances
from metrics.risk_model.studied import study
from metrics.risk_model.told import by_week, together
from tests.metrics.grounded import NOW, fact, someone

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIRST = datetime(2026, 1, 5, tzinfo=UTC)
HORIZON = HORIZONS[-1]
NAMES = keys(EVIDENCE)
LEAVER = {"person": pl.String, "left_at": pl.Datetime("us", "UTC")}


def gone(**left_at):
    return pl.DataFrame(list(left_at.items()), schema=LEAVER, orient="row")


def week(at, *people, known=None, **shown):
    """A Monday with people in the order of the list; shown: of an evidence, whose it is."""
    rows = pl.DataFrame({"person": list(people)}).with_columns(
        pl.int_range(1, pl.len() + 1).alias("rank"),
        pl.lit(None, pl.Float64).alias("value"),
        *(pl.col("person").is_in(shown.get(name, [])).cast(pl.Float32).alias(name) for name in NAMES),
    )
    return Week(at, rows, gone() if known is None else known)


def left(gone_ones, *told, zone="UTC"):
    return Left(gone_ones, pl.Series([*gone_ones["person"], *told], dtype=pl.String), zone)


def test_features_times_weights_are_the_points():
    facts = pl.concat([fact("cancel", 7), fact("complaint", 3), fact("complained_again", 3), fact("tenure")])
    told = scores(facts, someone(), NOW)
    rows = features(facts, told, NOW)

    assert as_scored(EVIDENCE).log_odds(matrix(rows, NAMES)) == pytest.approx(
        told["points"].to_numpy() / 10, abs=1e-6
    )


def test_what_is_unknown_is_no_feature_of_nought():
    told = scores(fact("cancel"), someone(), NOW).with_columns(unknown=pl.lit(["low_csat"]))
    rows = features(fact("cancel"), told, NOW)

    assert rows["low_csat"].to_list() == [None]
    assert rows["waited"].to_list() == [0.0]
    assert rows["cancel"].to_list() == [1.0]


def test_a_fact_of_later_than_its_monday_is_refused():
    with pytest.raises(LeakError, match="cancel"):
        features(fact("cancel", -1), scores(fact("cancel"), someone(), NOW), NOW)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, None), (7, None), (7.01, True), (21, True), (21.01, False)],
    ids=["gone already", "in the gap", "after the gap", "at the end", "later"],
)
def test_who_leaves_in_the_horizon_after_the_gap_has_left(days, expected):
    ended = gone(ann=FIRST + days * DAY)

    assert labelled(week(FIRST, "ann"), left(ended), HORIZON)["left"].to_list() == [expected]


@pytest.mark.parametrize(
    "monday",
    ["2026-10-19", "2026-10-12", "2026-03-16", "2026-03-23"],
    ids=["back in the gap", "back in the horizon", "forward in the horizon", "forward in the gap"],
)
def test_days_are_those_of_the_clock_when_it_changes(monday):
    at = datetime.fromisoformat(monday).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    in_gap, last, late = ((at + n * DAY).astimezone(UTC) for n in (7, 21, 22))
    ended = left(gone(ann=in_gap, bob=last, cid=late), zone="Europe/Berlin")
    rows = week(at.astimezone(UTC), "ann", "bob", "cid")

    assert labelled(rows, ended, HORIZON)["left"].to_list() == [None, True, False]
    assert is_ripe(rows.at, last, HORIZON, ended.zone)
    assert not is_ripe(rows.at, last - DAY / 48, HORIZON, ended.zone)


def test_of_whom_nobody_would_know_it_is_not_known_that_they_stay():
    told = labelled(week(FIRST, "ann", "bob"), left(gone(), "ann"), HORIZON)

    assert told["left"].to_list() == [False, None]


def test_who_left_is_known_under_earlier_names():
    links = pl.DataFrame({"customer_id": ["a", "b", "c"], "person": ["a", "a", "c"]})

    assert under_every_name(gone(b=FIRST), links)["person"].to_list() == ["a", "b"]


@pytest.mark.parametrize(("mondays", "days"), [(9, 14), (13, 28)], ids=["a short past", "a long one"])
def test_the_horizon_is_the_longest_that_can_be_tested(mondays, days):
    every = [FIRST + n * WEEK for n in range(mondays)]

    assert horizon_of(every, every[-1], "UTC") == timedelta(days=days)


def test_only_mondays_whose_horizon_had_passed_are_learnt_from():
    weeks = [week(FIRST + n * WEEK, "ann", "bob") for n in range(5)]
    ended = left(gone(ann=FIRST + 10 * DAY), "bob")

    assert lessons(weeks, ended, FIRST + 21 * DAY - DAY / 24, HORIZON, NAMES).weeks == 0
    found = lessons(weeks, ended, FIRST + 28 * DAY, HORIZON, NAMES)
    assert (found.weeks, found.leavers) == (2, 1)
    assert found.y @ found.weight == pytest.approx(0.5)  # of two Mondays the second has it in its gap


def test_a_list_is_judged_by_hand():
    people = ("ann", "bob", "cid", "dan", "eve", "fay")
    weeks = [
        week(FIRST, *people, cancel=["ann", "bob", "cid"]),
        week(FIRST + WEEK, "ann", "bob", "dan", "cid", "eve", "fay", cancel=["ann", "bob", "dan"]),
    ]
    ended = left(gone(ann=FIRST + 20 * DAY, bob=FIRST + 8 * DAY, eve=FIRST + 15 * DAY), *people)
    found = backtest(weeks, ended, FIRST + 60 * DAY, HORIZON, 3, EVIDENCE)
    first, second = by_week(found).iter_rows(named=True)
    whole = together(found).row(0, named=True)

    assert (first["precision"]["numerator"], first["precision"]["denominator"]) == (2, 3)
    assert first["recall"]["value"] == pytest.approx(2 / 3)
    assert first["lift"]["value"] == pytest.approx((2 / 3) / (3 / 6))
    assert (second["people"], second["precision"]["denominator"]) == (5, 2)  # bob is gone, in the gap
    assert second["stability"]["value"] == 0.5
    assert whole["precision"]["value"] == pytest.approx(3 / 5)
    assert whole["recall"]["value"] == pytest.approx(3 / 5)
    assert whole["precision"]["low"] < 0.6 < whole["precision"]["high"]
    assert first["brier"]["value"] is None


def centre(mondays=14, people=1_500, signal=1.5, seed=3, **planted):
    """Mondays of people with evidence at random; those with cancel leave more often by `signal` log-odds."""
    draws = np.random.default_rng(seed)
    names = [f"p{n:05}" for n in range(people)]
    cancel = draws.random(people) < 0.1
    ends = FIRST + mondays * WEEK
    leaves = draws.random(people) < chances(signal * 2 * cancel - 2.2)
    at = {
        name: FIRST + float(draws.random()) * (ends - FIRST)
        for name, goes in zip(names, leaves, strict=True)
        if goes
    }
    ended = gone(**at)
    weeks = []
    for n in range(mondays):
        monday = FIRST + n * WEEK
        here = [name for name in names if at.get(name, ends) > monday]
        shown = {"cancel": [name for name, has in zip(names, cancel, strict=True) if has]}
        shown |= {name: plant(at, monday) for name, plant in planted.items()}
        ordered = sorted(here, key=lambda name: (name not in set(shown["cancel"]), name))
        weeks.append(week(monday, *ordered, known=ended.filter(pl.col("left_at") <= monday), **shown))
    return weeks, left(ended, *names), ends


@pytest.fixture(scope="module")
def signal():
    weeks, ended, until = centre(mondays=10)
    return study(weeks, ended, until, 40, EVIDENCE)


@pytest.fixture(scope="module")
def noise():
    weeks, ended, until = centre(mondays=10, signal=0)
    return study(weeks, ended, until, 40, EVIDENCE)


def lift(found, kind="score"):
    return found.together.filter(kind=kind)["lift"][0]


def test_evidence_that_tells_is_better_than_chance_and_the_model_takes_over(signal):
    assert lift(signal)["low"] > 1
    assert lift(signal, "logistic")["low"] > 1
    assert signal.chosen.why in ("model", "better")
    assert signal.leaks == ()


def test_evidence_that_tells_nothing_is_no_better_than_chance(noise):
    assert lift(noise)["low"] < 1 < lift(noise)["high"]


def test_probabilities_are_as_true_as_they_say(signal):
    told = signal.reliability.filter(pl.col("kind") == "logistic", pl.col("n") > 500)
    shares = told["share"].struct.unnest()

    assert told.height
    assert ((told["expected"] - shares["value"]).abs() < 0.03).all()


def test_while_few_have_left_the_score_stays_and_says_so():
    weeks, ended, until = centre(people=200)
    found = study(weeks, ended, until, 20, EVIDENCE)

    assert found.leavers < 50
    assert (found.chosen.kind, found.chosen.why) == ("score", "few")
    assert list(found.learned) == ["score"]


def test_a_field_known_only_after_the_fact_is_caught():
    def written_afterwards(at, monday):
        return [name for name, ends in at.items() if monday < ends <= monday + 35 * DAY]

    weeks, ended, until = centre(mondays=9, payment_failed=written_afterwards)
    found = study(weeks, ended, until, 40, EVIDENCE)

    assert found.leaks == ("payment_failed",)
    assert (found.chosen.kind, found.chosen.why) == ("score", "leak")


def test_hindsight_differs_from_what_was_known():
    then = week(FIRST, "ann", "bob", cancel=["ann"])
    again = week(FIRST, "ann", "bob", cancel=["ann"], payment_failed=["bob"])

    assert unlike(then.rows, then.rows, NAMES).is_empty()
    assert unlike(again.rows, then.rows, NAMES).rows() == [("payment_failed", 1)]


def test_signs_of_trouble_that_come_to_many_are_no_leak():
    weeks, ended, until = centre(mondays=9)

    assert suspects(lessons(weeks, ended, until, HORIZON, NAMES), NAMES) == []


def listed(found, kind, *people):
    rows = [{"at": FIRST, "kind": kind, "person": one, "left": True} for one in people]
    return pl.DataFrame(rows, schema=found.places.schema)


@pytest.mark.parametrize(("more", "is_beyond"), [(3, False), (4, True)], ids=["three more", "four more"])
def test_a_difference_of_few_people_is_noise(more, is_beyond):
    weeks = [week(FIRST, "ann", cancel=["ann"])]
    found = backtest(weeks, left(gone(), "ann"), FIRST + 60 * DAY, HORIZON, 3, EVIDENCE)
    ways = pl.DataFrame(
        {"at": [FIRST] * 2, "kind": ["logistic", "score"]}, schema_overrides=found.weeks.schema
    )
    told = type(found)(
        found.horizon,
        3,
        ways,
        listed(found, "logistic", *(f"p{n}" for n in range(more))),
        found.due,
        found.told,
    )

    assert (difference(told, "logistic", "score").low > 0) is is_beyond


def test_untested_models_make_no_list():
    weeks = [week(FIRST, "ann", cancel=["ann"])]
    found = backtest(weeks, left(gone(), "ann"), FIRST + 60 * DAY, HORIZON, 3, EVIDENCE)

    assert chosen(found, 50, []).why == "untested"
    assert chosen(found, 49, []).why == "few"
