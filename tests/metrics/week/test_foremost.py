"""Which changes of a week are told first, and how in a few words."""

import pytest

from metrics.week.changed import changed
from metrics.week.foremost import foremost, in_brief
from tests.metrics.week.cells import of_queues

WEEK = {"Billing": (8_000, 10_000), "Orders": (8_000, 10_000)}
SMALL = {"Billing": (80, 100), "Orders": (80, 100)}


def moved(metric, billing, before=WEEK, against="before"):
    return changed(of_queues(metric, {**before, "Billing": (billing, before["Billing"][1])}, before), against)


def test_what_is_surest_comes_first_not_what_is_largest():
    large, sure = moved("misroute_rate", 62, SMALL), moved("csat", 8_600)

    assert abs(large.change) > abs(sure.change)
    assert foremost([large, sure]) == (sure, large)


def test_three_are_told_and_noise_is_not():
    calm = moved("fcr", 8_010)
    clear = [moved(name, 8_600) for name in ("service_level", "csat", "misroute_rate", "promise_kept_rate")]

    assert [one.headline.id for one in foremost([calm, *clear])] == [
        "csat",
        "misroute_rate",
        "promise_kept_rate",
    ]
    assert foremost([calm]) == ()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (moved("service_level", 8_600), "Faster answers at Billing"),
        (moved("misroute_rate", 7_000), "Fewer sent to the wrong desk at Billing"),
        (moved("csat", 8_010), "More satisfied customers"),
    ],
    ids=["a clear part", "a fall", "no part stands out"],
)
def test_a_change_is_said_in_a_few_words(found, said):
    assert in_brief(found) == said
