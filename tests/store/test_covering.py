"""Whose time at work a queue's contacts take."""

import polars as pl

from store.covering import in_person
from tests.metrics.rows import INSTANT, NOON


def test_who_writes_a_letter_is_free():
    columns = {"agent_id": pl.String, "queue": pl.String, "channel": pl.String}
    columns |= {"started_at": INSTANT, "ended_at": INSTANT}
    handling = pl.DataFrame(
        [
            ("a", "Billing", "voice", NOON, NOON),
            ("b", "Chat", "chat", NOON, NOON),
            ("c", "Mail", "email", NOON, NOON),
            ("d", None, "voice", NOON, NOON),
        ],
        schema=columns,
        orient="row",
    )

    assert in_person(handling).rows() == [("a", "Billing", NOON, NOON), ("b", "Chat", NOON, NOON)]
