"""When `query` says that a figure of waits is of people in a line and of letters together."""

import datetime as dt
from pathlib import Path

import pytest

from metrics import Period
from metrics.periods import ALL
from query.mixed import mixed_notes
from tests.installed import Installed
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


def test_query_prints_it_beside_the_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = """
    now = 2026-03-03T00:00:00+00:00
    [[connectors]]
    name = "desk"
    kind = "files"
    path = "*.csv"
    [connectors.select]
    contacts = '''SELECT _row AS source_row, id AS contact_id, channel, 'inbound' AS direction,
        start AS started_at FROM rows'''
    legs = '''SELECT _row AS source_row, id AS contact_id, 1 AS leg_no, channel AS queue, start AS queued_at,
        5 AS wait_s, 'answered' AS outcome FROM rows'''
    """
    (tmp_path / "moked.toml").write_text(config)
    rows = "id,start,channel\nc1,2026-03-02 09:00:00,voice\nc2,2026-03-02 10:00:00,email\n"
    (tmp_path / "desk.csv").write_text(rows)
    moked = Installed(tmp_path, capsys)
    assert moked.run("refresh")[0] == 0

    told = [moked.run("query", "asa", "--by", by)[2] for by in ("day", "queue", "channel")]

    assert ["asa: of people in a line and of letters together" in one for one in told] == [True, False, False]
