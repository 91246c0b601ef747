"""What the page Sources says of messages that did not go out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.outbox import Trouble
from ui.sources.delivery import row, sentence

AT = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
WAITING = Trouble(
    *(1, "alert", "mail", "lead@example.com", "waiting", AT, 1, AT + timedelta(minutes=2), None),
    problem="The mail server smtp.example.com:587 does not answer.",
)
LOST = replace(WAITING, channel="webhook", recipient="wallboard", state="given_up", ended_at=AT)
UNSURE = replace(LOST, state="unsure")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([WAITING], "1 message cannot be sent now."),
        ([WAITING, WAITING], "2 messages cannot be sent now."),
        ([WAITING, LOST], "1 message of the last 7 days was not sent."),
        ([LOST, UNSURE], "2 messages of the last 7 days were not sent."),
    ],
)
def test_the_sentence_counts_what_did_not_go_out(found: list[Trouble], expected: str) -> None:
    assert sentence(found) == expected


@pytest.mark.parametrize(
    ("trouble", "to", "outcome"),
    [
        (WAITING, "lead@example.com", "tried again at 10:22"),
        (LOST, "web hook wallboard", "not sent"),
        (UNSURE, "web hook wallboard", "may not have arrived"),
    ],
    ids=["tried again", "given up", "unsure"],
)
def test_a_row_says_to_whom_and_what_became_of_it(trouble: Trouble, to: str, outcome: str) -> None:
    assert row(trouble, "Asia/Jerusalem") == (
        *("Tue 17 Nov, 10:20", to, outcome),
        "The mail server smtp.example.com:587 does not answer.",
    )
