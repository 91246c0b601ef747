import datetime as dt

import pytest

from metrics import compute
from metrics.first_response import first_response
from metrics.hours import Opening, Schedule, open_stretches
from tests.metrics.rows import NOON, frames, visit, visits

HOUR_S = 3600
OFFICE = Schedule(tuple(Opening(weekday, 9 * HOUR_S, 17 * HOUR_S) for weekday in (1, 2, 3, 4, 5)))
OPEN = open_stretches([OFFICE], dt.date(2026, 3, 2), dt.date(2026, 3, 15))


def mail(hours: float, outcome: str = "answered", **given):
    return visit(hours * HOUR_S, outcome, channel="email", **given)


def median(rows, **how):
    return first_response(rows, **how)["first_response"].item()


def test_the_first_reply_is_that_to_written_messages():
    rows = visits(mail(2), mail(4), visit(5, channel="voice"), visit(5, channel="chat"))

    figure = median(rows)

    assert (figure["value"], figure["denominator"]) == (2 * HOUR_S, 2)


def test_an_unanswered_mail_is_still_waiting_and_not_dropped():
    rows = visits(mail(2), mail(3, "waiting"), mail(8), mail(9, "waiting"))

    figure = median(rows)

    assert (figure["value"], figure["numerator"], figure["denominator"]) == (8 * HOUR_S, 2, 4)


def test_the_business_clock_stands_still_over_night():
    figure = median(visits(mail(22)), clock="business", open_hours=OPEN)

    assert figure["value"] == 6 * HOUR_S


def test_the_business_clock_needs_opening_hours():
    with pytest.raises(ValueError, match="open_hours"):
        first_response(visits(mail(2)), clock="business")


def test_first_replies_are_told_by_group():
    rows = visits(mail(2), mail(4, queue="support"))

    table = first_response(rows, by=["queue"])

    assert table["queue"].to_list() == ["sales", "support"]
    assert table["first_response"].struct["value"].to_list() == [2 * HOUR_S, 4 * HOUR_S]


def test_the_catalog_has_the_same_median_on_the_calendar():
    rows = [mail(2), mail(3, "waiting"), mail(8), visit(5), mail(9, "waiting", at=NOON)]

    figure = compute(frames(*rows), ["first_response_median"]).item()

    assert figure == median(visits(*rows))
