import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from metrics.signals.english.times import TIMES as ENGLISH
from metrics.signals.falling_due import due_at
from metrics.signals.times import Times
from metrics.signals.tokens import words_of
from metrics.signals.whens import spans

# A few words of two other languages: the parser must not lean on English.
HEBREW = Times(
    days={0: "היום", 1: "מחר"},
    weekdays={7: "יום_א' ראשון"},
    parts={"12:00": "צהריים בוקר", "21:00": "ערב"},
    units={"hour": "שעה שעות", "business_day": 'י"ע ימי_עסקים'},
    durations={"2 hour": "שעתיים"},
    numbers={3: "שלוש שלושה"},
    within="תוך עוד",
    by="עד שעה_ל",
    fillers="שעה",
    prefixes=("ב", "ל", "ה"),
)
RUSSIAN = Times(
    days={1: "завтра", 2: "послезавтра"},
    weekdays={5: "пятниц*"},
    parts={"21:00": "вечер*"},
    units={"hour": "час часа часов", "business_day": "рабочих_дн*"},
    numbers={2: "два двух"},
    within="в_течение через в_теч",
    by="до к с",
)


def due_of(text: str, *languages: Times) -> str | None:
    found = spans(words_of(text), languages)
    written = dt.datetime(2026, 11, 18, 10, 20, tzinfo=ZoneInfo("Asia/Jerusalem"))
    instant = due_at(found[0].when, written, "Asia/Jerusalem", (5, 6)) if found else None
    return instant and instant.astimezone(ZoneInfo("Asia/Jerusalem")).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("אחזור אליו מחר עד 12 בצהריים", "2026-11-19T12:00"),
        ("היום עד 14:00", "2026-11-18T14:00"),
        ('תוך 3 י"ע', "2026-11-23T23:59"),
        ("תוך שלושה ימי עסקים", "2026-11-23T23:59"),
        ("ביום א' עד 12:00", "2026-11-22T12:00"),
        ("תוך שעתיים", "2026-11-18T12:20"),
        ("מחר בערב", "2026-11-19T21:00"),
        ("לפני שלוש שעות", None),
    ],
)
def test_hebrew(text, expected):
    assert due_of(text, HEBREW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Перезвоню завтра до 12", "2026-11-19T12:00"),
        ("завтра с 8 до 10", "2026-11-19T10:00"),
        ("в пятницу до 10:00", "2026-11-20T10:00"),
        ("послезавтра вечером", "2026-11-20T21:00"),
        ("в теч. часа", "2026-11-18T11:20"),
        ("в течение двух рабочих дней", "2026-11-22T23:59"),
        ("обещали ответ בתוך שלוש שעות", "2026-11-18T13:20"),
    ],
)
def test_russian(text, expected):
    assert due_of(text, RUSSIAN, HEBREW) == expected


def test_a_time_ends_where_another_begins():
    found = spans(words_of("today or rather tomorrow, then within 2 hours"), [ENGLISH])

    assert [(one.when.day, one.when.amount) for one in found] == [(0, None), (1, None), (None, 2)]
