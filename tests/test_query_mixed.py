"""When `query` says that a figure of waits is of people in a line and of letters together."""

import datetime as dt

from metrics import Period
from metrics.periods import ALL
from query.mixed import mixed_notes
from tests.metrics.rows import NOON, frames, visit

CALL = visit(queue="help", channel="voice", queued_at=NOON)
MAIL = visit(queue="mails", channel="email", queued_at=NOON)
POST = visit(queue="help", channel="social", queued_at=NOON)


def said(*rows, ids=("service_level", "csat", "offered"), by=(), period=ALL):
    return list(mixed_notes(frames(*rows), ids, by, period))


def test_calls_and_letters_together_are_said_of_waits_alone():
    assert said(CALL, MAIL) == ["service_level"]


def test_one_kind_alone_needs_no_words():
    assert said(CALL, CALL) == []
    assert said(MAIL, POST) == []


def test_only_rows_of_the_period_are_looked_at():
    assert said(CALL, MAIL | {"queued_at": NOON - dt.timedelta(2)}, period=Period(start=NOON)) == []


def test_groups_that_tell_them_apart_need_no_words():
    assert said(CALL, MAIL, by=["channel"]) == []
    assert said(CALL, MAIL, by=["queue", "day"]) == []


def test_a_queue_that_has_both_is_said():
    assert said(CALL, POST, by=["queue"]) == ["service_level"]
