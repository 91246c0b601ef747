"""The picture of a watched problem: where a change stands among the weeks; and which texts are quoted."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from metrics.watched import became
from ui.growing.chart import picture
from ui.growing.examples import Text, varied

STARTS = [date(2026, 10, 4) + timedelta(7 * week) for week in range(7)]
SEEN = became((2, 3, 2, 3, 2, 20, 22), (100,) * 7, 6)
ZONE = ZoneInfo("Asia/Jerusalem")


def change(state, *at):
    return {"at": datetime(*at, tzinfo=UTC), "state": state}


def marks(*changes):
    figure = picture(SEEN, STARTS, changes, ZONE)
    return [(note.x, note.text) for note in figure.layout.annotations], figure.layout.xaxis.range


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([change("watching", 2026, 11, 18, 9)], [(date(2026, 11, 18), "watched")]),
        ([change("watching", 2026, 11, 21, 23)], [(date(2026, 11, 22), "watched")]),
        ([change("watching", 2026, 9, 1)], [(date(2026, 10, 4), "watched")]),
        (
            [change("watching", 2026, 11, 9), change("being_fixed", 2026, 11, 11)],
            [(date(2026, 11, 11), "being fixed")],
        ),
        (
            [change("watching", 2026, 11, 3), change("watching", 2026, 11, 10)],
            [(date(2026, 11, 3), "watched")],
        ),
    ],
    ids=["in a week", "after the last week, there", "before all", "twice in a week", "no other state"],
)
def test_a_change_stands_on_its_day(changes, expected):
    assert marks(*changes)[0] == expected


def test_a_change_after_the_last_week_is_within_the_picture():
    _notes, (first, last) = marks(change("watching", 2026, 11, 22, 12))

    assert first < STARTS[0]
    assert last > date(2026, 11, 22)


def text(number, words, places):
    at = datetime(2026, 11, 20 - number, tzinfo=UTC)
    return Text(str(number), at, at, "agent", "note", words, places)


def test_of_each_language_one_text_is_quoted_and_two_at_least():
    english = [text(n, "fingerprint fails", ((0, 11),)) for n in range(3)]
    hebrew, russian = text(4, "טביעת אצבע", ((0, 10),)), text(5, "отпечаток", ((0, 9),))
    unmarked = text(6, "nothing", ())

    assert [one.contact_id for one in varied([*english, hebrew, russian])] == ["0", "4", "5"]
    assert [one.contact_id for one in varied([*english])] == ["0", "1"]
    assert [one.contact_id for one in varied([unmarked, english[0]])] == ["0", "6"]
    assert varied([]) == []
