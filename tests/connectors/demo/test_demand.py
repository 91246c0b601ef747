"""Who comes, when and with what: near the rates, and as people are."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from connectors.demo.arrivals import arrivals, rates
from connectors.demo.chance import mixed
from connectors.demo.dates import holidays, kind_of, quarters
from connectors.demo.demand import demand
from connectors.demo.inquiry import Inquiry
from connectors.demo.menu import SELF_SERVICE
from connectors.demo.people import customer_mix, language_of
from connectors.demo.simulation import Simulation
from connectors.demo.world import World, world

Month = dict[date, tuple[Inquiry, ...]]
ZONE = "Asia/Jerusalem"
SUNDAY, FRIDAY, SATURDAY = date(2026, 2, 1), date(2026, 2, 6), date(2026, 2, 7)
WORK_DAYS = [date(2026, 2, 1) + timedelta(days=7 * week + n) for week in range(4) for n in range(5)]


@pytest.fixture(scope="module")
def full() -> World:
    return world(11, "full", ZONE, SUNDAY, stories=False)


@pytest.fixture(scope="module")
def month(full: World) -> Month:
    return {day: demand(full, day) for day in WORK_DAYS}


def chi_square(found: list[int], expected: list[float]) -> float:
    return sum((n - mean) ** 2 / mean for n, mean in zip(found, expected, strict=True))


def test_arrivals_of_a_quarter_are_near_its_rate() -> None:
    expected, edges = [3.0, 0.0, 12.0, 6.0], [(0, 900), (900, 1800), (1800, 2700), (2700, 3600)]
    draws = Random(4)
    found = Counter(at // 900 for _n in range(500) for at in arrivals(expected, edges, draws))
    means = [500 * expected[n] for n in (0, 2, 3)]

    assert found[1] == 0
    assert chi_square([found[n] for n in (0, 2, 3)], means) < 11.3  # 99 % of chi-square with 3 degrees


def test_arrivals_are_as_many_more_or_less_as_a_poisson_number() -> None:
    draws = Random(8)
    numbers = [sum(1 for _at in arrivals([20.0], [(0, 900_000)], draws)) for _n in range(2000)]
    mean = sum(numbers) / 2000
    variance = sum((n - mean) ** 2 for n in numbers) / 1999

    assert mean == pytest.approx(20, rel=0.02)
    assert variance / mean == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("queue", range(8))
def test_each_hour_of_a_month_has_its_share_of_a_queue(full: World, month: Month, queue: int) -> None:
    found, weights = [0.0] * 24, [0.0] * 24
    for day in WORK_DAYS:
        start = quarters(day, ZONE)[0][0]
        ours = [each for each in month[day] if each.needs[-1].queue == queue]
        expected = rates(full.queues[queue], day)
        for each in ours:
            found[(each.started - start) // 3_600_000] += 1
        for n, rate in enumerate(expected):  # the effect of a day moves all of its hours alike
            weights[n // 4] += rate * len(ours) / sum(expected)
    busy = [hour for hour in range(24) if weights[hour] >= 5]

    assert len(busy) > 9
    assert chi_square([int(found[hour]) for hour in busy], [weights[hour] for hour in busy]) < 2.2 * len(busy)


def test_a_working_day_brings_2500_to_3500_contacts_with_those_who_come_again(full: World) -> None:
    lived = Simulation(full, "demo")
    numbers = [lived.day(SUNDAY + timedelta(days=n)).contacts.height for n in (7, 8, 9, 10, 11)]

    assert 2500 < sum(numbers) / len(numbers) < 3500
    assert len(set(numbers)) == 5


def test_days_are_busier_and_calmer(month: Month) -> None:
    assert len({len(found) for found in month.values()}) > 15


def test_friday_is_short_and_on_saturday_only_emergencies_are_answered(full: World) -> None:
    sunday, friday, saturday = (demand(full, day) for day in (SUNDAY, FRIDAY, SATURDAY))
    answered = {each.entry for each in saturday if each.channel in {"voice", "chat"} and not each.is_closed}

    assert len(sunday) > 1.5 * len(friday) > 3 * len(saturday)
    assert {full.queues[queue].name for queue in answered} == {"Technical help"}


def test_some_callers_land_in_a_wrong_queue_and_some_leave_in_the_menu(month: Month) -> None:
    calls = [each for found in month.values() for each in found if each.channel == "voice"]
    wrong = [each for each in calls if len(each.needs) == 2]

    assert len(wrong) / len(calls) == pytest.approx(0.05, abs=0.006)
    assert {each.entry == each.needs[0].queue != each.needs[1].queue for each in wrong} == {True}
    ends = Counter(each.menu_outcome for each in calls)
    served = [each for each in calls if each.topic.name in SELF_SERVICE]
    assert ends["exited"] / len(calls) == pytest.approx(0.03, abs=0.005)
    assert ends["completed"] / len(served) == pytest.approx(0.05, abs=0.01)


def test_customers_speak_four_languages_in_their_shares() -> None:
    spoken = Counter(language_of(customer_mix(mixed(7), customer)) for customer in range(20_000))

    assert {language: n / 20_000 for language, n in spoken.items()} == pytest.approx(
        {"he": 0.62, "ru": 0.16, "ar": 0.14, "en": 0.08}, abs=0.01
    )


def test_full_and_small_are_centres_of_their_size(full: World) -> None:
    small = world(11, "small", ZONE, SUNDAY)

    assert (len(full.queues), len({agent.team for agent in full.agents}), len(full.agents)) == (8, 6, 60)
    assert {queue.channel for queue in full.queues} == {"voice", "chat", "email", "social"}
    assert (len(small.queues), len(small.agents)) == (6, 18)
    assert len({agent.email for agent in full.agents}) == 60


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 9, 23), "closed"),
        (date(2025, 10, 1), "work"),
        (date(2026, 4, 2), "closed"),
        (date(2026, 4, 22), "closed"),
        (date(2027, 5, 12), "closed"),
        (date(2026, 2, 6), "short"),
        (date(2026, 2, 7), "closed"),
        (date(2026, 2, 8), "work"),
    ],
    ids=[
        "new year",
        "eve of atonement",
        "Passover",
        "independence",
        "the year after",
        "Friday",
        "Sat",
        "Sun",
    ],
)
def test_days_are_of_their_kind(day: date, kind: str) -> None:
    assert kind_of(day) == kind


def test_a_year_has_ten_holidays_or_so() -> None:
    assert len(holidays(2028)) == 9


def test_the_demand_of_a_day_comes_in_order_within_its_day(full: World) -> None:
    started = [each.started for each in demand(full, SUNDAY)]
    midnight = datetime(2026, 1, 31, 22, tzinfo=UTC).timestamp() * 1000

    assert started == sorted(started)
    assert midnight <= started[0] < started[-1] < midnight + 86_400_000
