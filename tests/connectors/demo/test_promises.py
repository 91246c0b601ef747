"""Promises of the simulated centre: made in a contact, due later, kept or not."""

from datetime import timedelta

import polars as pl

from connectors.demo.cuts import Tables
from tests.connectors.demo.centre import END

DUE = pl.col("due_at") < END - timedelta(days=4)
KEPT, TRIED = pl.col("kept_at").is_not_null(), pl.col("attempted_at").is_not_null()


def test_every_promise_is_of_a_contact_and_due_after_it_was_made(built: Tables) -> None:
    made = built["promises"].join(built["contacts"], on="contact_id", suffix="_of_contact")

    assert made.height == built["promises"].height > 300
    assert made.filter(pl.col("made_at") < pl.col("started_at")).is_empty()
    assert made.filter(pl.col("due_at") <= pl.col("made_at")).is_empty()
    assert made.filter(pl.col("due_at") > pl.col("made_at") + timedelta(days=9)).is_empty()


def test_a_promise_is_tried_after_it_was_made_and_kept_when_it_was_tried(built: Tables) -> None:
    promises = built["promises"]

    assert promises.filter(pl.col("attempted_at") <= pl.col("made_at")).is_empty()
    assert promises.filter(KEPT, ~TRIED).is_empty()
    assert promises.filter(pl.col("kept_at") < pl.col("attempted_at")).is_empty()
    assert promises.filter(TRIED, ~KEPT).height > 20


def test_most_promises_are_kept_and_some_of_each_kind_are_not(built: Tables) -> None:
    due = built["promises"].filter(DUE).group_by("kind").agg(pl.len(), kept=KEPT.mean())

    assert set(due["kind"]) == {"call_back", "technician", "credit", "delivery"}
    assert due["kept"].min() > 0.6  # type: ignore[operator]
    assert due["kept"].max() < 1  # type: ignore[operator]


def test_a_call_back_that_was_kept_is_a_call_at_that_instant(built: Tables) -> None:
    kept = built["promises"].filter(KEPT, kind="call_back")
    calls = built["legs"].join(built["contacts"].filter(direction="callback"), on="contact_id", how="semi")
    found = kept.join(calls, left_on="kept_at", right_on="answered_at")

    assert kept.height > 50
    assert found["promise_id"].n_unique() == kept.height
    assert found.filter(pl.col("contact_id_right") != pl.col("contact_id") + "-b").is_empty()


def test_a_call_back_that_nobody_answered_was_tried(built: Tables) -> None:
    failed = built["legs"].filter(outcome="failed").select("contact_id", "ended_at")
    tried = built["promises"].filter(TRIED, ~KEPT, kind="call_back")
    tried = tried.select(pl.col("contact_id") + "-b", "attempted_at")

    assert tried.height == failed.height > 5
    assert tried.join(
        failed, left_on=["contact_id", "attempted_at"], right_on=["contact_id", "ended_at"]
    ).height == (failed.height)
