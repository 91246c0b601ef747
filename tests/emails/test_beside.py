"""The small pictures of an alert's mail, and what is said of them where they are not seen."""

import io
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from emails.alert import message
from emails.beside import Beside, pictures
from emails.picture import HEIGHT, SHARP, WIDTH, Curves, dashes, png, round_below
from emails.told import Alert, Told
from metrics.bottlenecks import Look
from tests.alerts import NOON

MINUTE = timedelta(minutes=1)
ZONE = ZoneInfo("Asia/Jerusalem")
LOOKS = tuple(
    Look(
        "cards",
        NOON + n * MINUTE,
        is_open=True,
        told_at=NOON,
        window=30,
        ended=20,
        late=6,
        waiting=waiting,
        overdue=1,
        arrivals=66,
        usual=40.0,
        staffed=3.0,
        scheduled=6.0,
    )
    for n, waiting in enumerate([2, 9, 4])
)
ALERT = Alert(12, "cards", "bottleneck", "raised", NOON + MINUTE, NOON + 2 * MINUTE)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def of(colour: str, data: bytes) -> int:
    """Count the pixels of about one colour, those of the hours below the curves left out."""
    wanted = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)])
    seen = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)[: -22 * SHARP]
    return int((np.abs(seen - wanted).max(axis=2) < 40).sum())


@pytest.mark.parametrize(
    ("cause", "titles"),
    [
        ("plan", ["People waiting", "People at work for it"]),
        ("volume", ["People waiting", "Contacts coming in, an hour"]),
        (None, ["People waiting", "Contacts coming in, an hour"]),
    ],
    ids=["people are missing", "more come", "not known"],
)
def test_the_second_picture_shows_what_the_cause_is_seen_in(cause, titles):
    assert [one.title for one in pictures(LOOKS, NOON, cause, ZONE)] == titles


def test_who_does_not_see_a_picture_reads_what_it_shows():
    waiting, came = pictures(LOOKS, NOON, "volume", ZONE)

    assert waiting.alt == "People waiting, 14:00 to 14:02: 9 at most, at 14:01; 4 wait, 1 of them too long."
    assert came.alt.endswith("44 an hour at most, at 14:00; 44 an hour over the last 90 min, 27 is usual.")
    assert (waiting.note, came.note) == ("dashed: too long", "dashed: usual")


def test_one_look_is_no_picture():
    assert pictures(LOOKS[:1], NOON, "plan", ZONE) == ()


def test_a_picture_is_sharp_and_small_and_shows_line_beginning_and_what_is_beside():
    at = [one.at for one in LOOKS]
    drawn = png(Curves(at, [2.0, 9.0, 4.0], [1.0, 1.0, 1.0], NOON + MINUTE), ZONE)
    bare = png(Curves(at, [None, None, None], [None, None, None], NOON - MINUTE), ZONE)

    assert Image.open(io.BytesIO(drawn)).size == (WIDTH * SHARP, HEIGHT * SHARP)
    assert len(drawn) < 16 * 1024
    assert [of(colour, drawn) > 200 for colour in ("#3d4fc4", "#bf3f07", "#9b1230")] == [True] * 3
    assert [of(colour, bare) for colour in ("#3d4fc4", "#bf3f07", "#9b1230")] == [0] * 3


def test_an_unknown_reading_is_a_gap():
    at = [NOON + n * MINUTE for n in range(5)]
    whole = png(Curves(at, [5.0] * 5, [None] * 5, NOON - MINUTE), ZONE)
    broken = png(Curves(at, [5.0, 5.0, None, 5.0, 5.0], [None] * 5, NOON - MINUTE), ZONE)

    assert of("#3d4fc4", broken) < 0.7 * of("#3d4fc4", whole)


@pytest.mark.parametrize(("value", "expected"), [(1.0, 1), (4.9, 2), (7.0, 5), (66.7, 50), (100.0, 100)])
def test_the_upper_line_of_the_grid_is_a_round_figure(value, expected):
    assert round_below(value) == expected


def test_dashes_go_round_corners():
    found = dashes([(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)])

    assert found == [[(0.0, 0.0), (4.0, 0.0)], [(5.0, 2.0), (5.0, 5.0)]]


def test_the_mail_shows_its_pictures_and_says_them_in_its_text():
    shown = Beside(pictures(LOOKS, NOON, "plan", ZONE), rang=3, useful=2, useless=1)
    mail = message(ALERT, Told(ZONE, "Contact centre", beside=shown))

    assert [file.shown_as for file in mail.files] == ["hours0", "hours1"]
    assert [f'src="cid:{file.shown_as}"' in mail.html for file in mail.files] == [True, True]
    assert shown.pictures[0].alt in mail.html
    assert "9 at most, at 14:01" in plain(mail.text)
    assert "cards has rung 3 times in the last 8 weeks, this one included." in plain(mail.html)
    assert "2 of 3 answers found it useful." in " ".join(mail.text.split())


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (Beside(), ""),
        (Beside(rang=1), "cards has not rung before in the last 8 weeks."),
    ],
    ids=["not told", "the first time"],
)
def test_how_often_it_rang_is_said_only_where_it_is_known(beside, expected):
    said = message(ALERT, Told(ZONE, "Contact centre", beside=beside)).text

    assert expected in said
    assert ("rung" in said) == bool(expected)


def test_a_mail_by_hand_begins_a_thread_of_its_own_and_says_so():
    told = Told(ZONE, "Contact centre")
    by_hand = message(replace(ALERT, stage="resolved", ended=ALERT.at), replace(told, by_hand="-by-hand-7"))

    assert by_hand.is_first
    assert by_hand.thread != message(ALERT, told).thread
    assert "somebody sent it by hand" in by_hand.text
    assert "never more" not in " ".join(by_hand.text.split())
