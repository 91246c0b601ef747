from datetime import datetime, timedelta

import pytest

from tests.metrics.rows import NOON
from tests.metrics.traced import DAY, frames_of, spoke
from ui.repeats.coming import Span, spans


def week(days: float) -> Span:
    """Coming again within a week of four customers from Monday to Thursday, so long after Monday noon."""
    rows = [spoke(f"c{n}", n, customer_id=f"p{n}") for n in range(4)]
    now = NOON + days * DAY
    found = spans(frames_of(*rows, as_of=now).traced, now)
    return next(one for one in found if (one.days, one.topic) == (7, "any"))


@pytest.mark.parametrize(
    ("days", "value", "judged"),
    [(6.9, None, 0), (7.5, 0.0, 1)],
    ids=["nobody was watched for a week", "a quarter was"],
)
def test_a_provisional_share_waits_until_a_quarter_was_watched(
    days: float, value: float | None, judged: int
) -> None:
    found = week(days)

    assert found.provisional["value"] == value
    assert found.matured["denominator"] == judged


def test_less_than_a_quarter_is_too_few() -> None:
    rows = [spoke(f"c{n}", 0 if n == 0 else 3, customer_id=f"p{n}") for n in range(5)]
    now = NOON + 8 * DAY
    found = {one.days: one for one in spans(frames_of(*rows, as_of=now).traced, now) if one.topic == "any"}

    assert found[7].matured["denominator"] == 1
    assert found[7].provisional["value"] is None
    assert found[1].provisional["value"] == 0


def test_when_the_first_contact_will_be_judged_is_known() -> None:
    since = week(2).since
    assert isinstance(since, datetime)

    assert NOON + timedelta(7) <= since < NOON + timedelta(7.1)
    assert spans(frames_of(spoke("a", customer_id=None)).traced, NOON)[0].since is None
