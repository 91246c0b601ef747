from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.windows import BEGINNING, DAY, Span, walk

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def written(since: str, until: str) -> Span:
    return Span(at(since), at(until))


def test_a_window_is_read_by_days_the_newest_first() -> None:
    spans = list(walk(at("2026-02-28 21:00"), NOON, DAY, ["2026-02-20", "2026-03-01"]))

    assert spans == [
        written("2026-03-02 00:00", "2026-03-02 12:00"),
        written("2026-03-01 00:00", "2026-03-02 00:00"),
        written("2026-02-28 00:00", "2026-03-01 00:00"),
        written("2026-02-20 00:00", "2026-02-21 00:00"),
    ]


def test_what_is_empty_is_passed_in_ever_longer_steps() -> None:
    planned, spans = walk(None, NOON, DAY), []
    for span in planned:
        spans.append(span)
        planned.fitted(0)

    assert len(spans) < 25
    assert spans[-1].since == BEGINNING
    assert [each.until for each in spans[1:]] == [each.since for each in spans[:-1]]


def test_what_is_too_much_is_halved_down_to_seconds() -> None:
    planned, sizes = walk(at("2026-03-02 00:00"), NOON, DAY), []
    for span in planned:
        sizes.append(span.until - span.since)
        if span.is_divisible and span.since == at("2026-03-02 00:00"):
            planned.too_much(span)

    assert min(sizes) == timedelta(seconds=1)
    assert len(sizes) < 40


quick = settings(max_examples=50, deadline=None)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=2_200)).map(lambda each: at("2020-01-01") + each)


@quick
@given(since=INSTANTS, length=st.timedeltas(timedelta(seconds=2), timedelta(days=400)))
def test_halves_cover_their_span_once(since: datetime, length: timedelta) -> None:
    start = since if length <= DAY else since.replace(hour=0, minute=0, second=0, microsecond=0)
    span = Span(start, start + length)

    first, second = span.halves()

    assert span.is_divisible
    assert (first.since, second.until) == (span.since, span.until)
    assert first.since < first.until == second.since < second.until


@pytest.mark.parametrize(
    ("span", "wall"),
    [
        (("2026-03-02 09:00", "2026-03-02 12:00"), ("2026-03-02 10:00", "2026-03-02 13:00")),
        (("2026-10-25 00:00", "2026-10-25 12:00"), ("2026-10-25 02:00", "2026-10-25 13:00")),
        (("2026-10-24 00:00", "2026-10-25 01:30"), ("2026-10-24 02:00", "2026-10-25 03:00")),
        (("2026-03-29 00:00", "2026-03-29 12:00"), ("2026-03-29 01:00", "2026-03-29 14:00")),
    ],
    ids=["a usual day", "the hour that comes twice", "its middle", "the hour that is skipped"],
)
def test_a_span_on_the_wall(span: tuple[str, str], wall: tuple[str, str]) -> None:
    assert written(*span).wall(BERLIN) == tuple(datetime.fromisoformat(each) for each in wall)


@quick
@given(
    at=INSTANTS, before=st.timedeltas(timedelta(0), DAY), after=st.timedeltas(timedelta(seconds=1), 300 * DAY)
)
@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Jerusalem"]
)
def test_a_row_read_as_the_earlier_pass_is_always_inside(
    zone: str, at: datetime, before: timedelta, after: timedelta
) -> None:
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    as_read = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

    low, high = Span(as_read - before, as_read + after).wall(ZoneInfo(zone))

    assert low <= local < high


def test_the_days_of_a_span() -> None:
    assert written("2026-02-28 00:00", "2026-03-02 00:00").days == ["2026-02-28", "2026-03-01"]
    assert written("2026-03-02 06:00", "2026-03-02 07:00").days == ["2026-03-02"]
    assert written("2026-03-01 00:00", "2026-03-02 00:00:00.000001").days == ["2026-03-01", "2026-03-02"]
