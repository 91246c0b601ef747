"""Satisfaction by the delay that was promised and by the one that was had."""

import pytest

from metrics.promise_delays import NEVER, by_delay, rated
from tests.metrics.promised import DAY, HOUR, MINUTE, promise, promised
from tests.metrics.rows import NOON
from tests.metrics.surveyed import answer, surveys

LATER = NOON + 60 * DAY


def made(hours=1, **given):
    """Build a promise made at noon and due so many hours later."""
    return promise(NOON + hours * HOUR, **{"made_at": NOON, **given})


def said(score=5, at=NOON + 2 * DAY, name="s", **given):
    return answer(score, survey_id=name, answered_at=at, topic_family="refund", **given)


def bands(promises, answers):
    found = by_delay(rated(promised(*promises, now=LATER), surveys(*answers)))
    return {
        (row["clock"], row["band"]): (row["csat"]["numerator"], row["csat"]["denominator"])
        for row in found.iter_rows(named=True)
    }


def test_a_call_back_three_hours_late_is_in_another_band_by_what_happened():
    assert bands([made(kept_at=NOON + 4 * HOUR)], [said(1)]) == {
        ("promised", 0): (0, 1),
        ("actual", 1): (0, 1),
    }


@pytest.mark.parametrize(
    ("kept", "band"),
    [
        (NOON + 2 * HOUR, 0),
        (NOON + 2 * HOUR + MINUTE, 1),
        (NOON + 25 * HOUR, 2),
        (NOON + 2 * DAY - MINUTE, 2),
        (NOON + 2 * DAY + MINUTE, NEVER),
        (None, NEVER),
    ],
    ids=["two hours", "just over", "a day", "just before the answer", "after the answer", "never"],
)
def test_what_was_kept_after_the_answer_was_not_kept_for_it(kept, band):
    assert bands([made(kept_at=kept)], [said()])["actual", band] == (1, 1)


@pytest.mark.parametrize(
    "given",
    [
        said(at=NOON + 30 * MINUTE),
        said(at=NOON + HOUR + 7 * DAY + MINUTE),
        said(person="boris"),
        {**said(), "topic_family": "delivery"},
        said(kind="nps"),
        said(None),
    ],
    ids=["before it was due", "long after", "somebody else", "something else", "no csat", "no answer"],
)
def test_other_answers_tell_nothing_of_it(given):
    assert bands([made()], [given | ({"answered_at": None} if given["score"] is None else {})]) == {}


def test_an_answer_tells_of_the_newest_promise_once():
    two = [made(promise_id="1"), made(30, promise_id="2")]

    assert bands(two, [said()]) == {("promised", 2): (1, 1), ("actual", NEVER): (1, 1)}
