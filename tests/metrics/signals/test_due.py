import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from metrics.signals import due, read
from metrics.signals.english.times import TIMES
from metrics.signals.falling_due import due_at
from metrics.signals.tokens import words_of
from metrics.signals.whens import When, spans

ZONE = "Asia/Jerusalem"
WEDNESDAY = "2026-11-18T10:20"
SATURDAY_SUNDAY = (6, 7)


def written(at: str, fold: int = 0, zone: str = ZONE) -> dt.datetime:
    return dt.datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone), fold=fold)


def local(instant: dt.datetime | None, zone: str = ZONE) -> str | None:
    return instant and instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def due_of(words: str, at: str = WEDNESDAY, weekend: tuple[int, ...] = SATURDAY_SUNDAY) -> str | None:
    found = spans(words_of(words), [TIMES])
    return local(due_at(found[0].when, written(at), ZONE, weekend)) if found else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2026-11-18T23:59"),
        ("by 1pm today", "2026-11-18T13:00"),
        ("this evening", "2026-11-18T21:00"),
        ("by noon", "2026-11-18T12:00"),
        ("by 9:30", "2026-11-19T09:30"),
        ("by 4", "2026-11-18T16:00"),
        ("tomorrow", "2026-11-19T23:59"),
        ("tomorrow before noon", "2026-11-19T12:00"),
        ("before noon tomorrow", "2026-11-19T12:00"),
        ("tomorrow morning", "2026-11-19T12:00"),
        ("tmrw a.m.", "2026-11-19T12:00"),
        ("tomorrow evening", "2026-11-19T21:00"),
        ("tomorrow at 9 in the evening", "2026-11-19T21:00"),
        ("the day after tomorrow", "2026-11-20T23:59"),
        ("within 2 hours", "2026-11-18T12:20"),
        ("w/in 4 hrs", "2026-11-18T14:20"),
        ("in half an hour", "2026-11-18T10:50"),
        ("within the hour", "2026-11-18T11:20"),
        ("within 24h", "2026-11-19T10:20"),
        ("within a day", "2026-11-19T23:59"),
        ("within 3 business days", "2026-11-23T23:59"),
        ("within 2-3 working days", "2026-11-23T23:59"),
        ("within a week", "2026-11-25T23:59"),
        ("by Sunday", "2026-11-22T23:59"),
        ("by Wednesday", "2026-11-25T23:59"),
        ("Wednesday at 4 pm", "2026-11-18T16:00"),
        ("Friday 8-12", "2026-11-20T12:00"),
        ("thurs 26/11 10-12", "2026-11-26T12:00"),
        ("between 10 and 12 tomorrow", "2026-11-19T12:00"),
        ("by 30 Nov", "2026-11-30T23:59"),
        ("by November 30th", "2026-11-30T23:59"),
        ("on the 25th at 10", "2026-11-25T10:00"),
        ("by the 5th", "2026-12-05T23:59"),
        ("on 4/1", "2027-01-04T23:59"),
        ("by 2026-12-01", "2026-12-01T23:59"),
        ("by the end of the week", "2026-11-20T23:59"),
        ("next week", "2026-11-27T23:59"),
        ("next week on Friday", "2026-11-27T23:59"),
        ("next week on Monday", "2026-11-23T23:59"),
        ("by the end of the month", "2026-11-30T23:59"),
        ("next month", "2026-12-31T23:59"),
        ("on 31/2", None),
        ("on 4/11", None),
        ("by 09:00 today", None),
        ("yesterday", None),
        ("last Sunday", None),
        ("3 days ago", None),
        ("2 hours", None),
        ("each morning", None),
        ("24/7", None),
    ],
)
def test_a_time_falls_due(words, expected):
    assert due_of(words) == expected


def test_business_days_pass_over_the_weekend_of_the_settings():
    assert due_of("within 3 business days", "2026-11-19T13:10", weekend=(5, 6)) == "2026-11-24T23:59"


def test_a_week_ends_before_the_weekend_of_the_settings():
    assert due_of("by the end of the week", weekend=(5, 6)) == "2026-11-19T23:59"


@pytest.mark.parametrize(
    ("when", "at", "expected"),
    [
        (When(day=1, clock=600), "2026-10-24T20:00", "2026-10-25T08:00"),
        (When(day=1, clock=90, part=720), "2026-10-24T20:00", "2026-10-24T23:30"),
        (When(day=1, clock=150, part=720), "2026-03-26T20:00", "2026-03-27T00:30"),
        (When(amount=2, unit="hour", lead="within"), "2026-03-27T01:30", "2026-03-27T01:30"),
    ],
    ids=[
        "the day after the change",
        "an hour that comes twice: the later",
        "a skipped hour moves on",
        "hours are exact",
    ],
)
def test_clock_changes(when, at, expected):
    instant = due_at(when, written(at), ZONE, SATURDAY_SUNDAY)

    assert instant is not None
    assert instant.strftime("%Y-%m-%dT%H:%M") == expected


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="written_at needs a time zone"):
        due_at(When(day=1), dt.datetime(2026, 11, 18), ZONE, ())  # noqa: DTZ001 - that is the point


def test_a_week_of_weekends_has_no_business_day():
    with pytest.raises(ValueError, match="no business day"):
        due_of("within 3 business days", weekend=(1, 2, 3, 4, 5, 6, 7))


def test_a_promise_is_due_when_its_own_words_say():
    text = "Came today. Will call back tomorrow before noon."

    assert local(due(read(text), text, written(WEDNESDAY), ZONE, SATURDAY_SUNDAY)) == "2026-11-19T12:00"


def test_what_is_no_promise_is_never_due():
    text = "cust will pay tomorrow"

    assert due(read(text), text, written(WEDNESDAY), ZONE, SATURDAY_SUNDAY) is None
