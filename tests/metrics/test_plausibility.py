import datetime as dt

import pytest

from metrics.plausibility import littles_law
from tests.metrics.rows import NOON, visit, visits


def test_instants_and_durations_that_belong_together_agree():
    row = littles_law(visits(visit(864), visit(864, "abandoned", ended_at=NOON + dt.timedelta(seconds=864))))

    (day,) = row.to_dicts()
    assert (day["visits"], day["waiting_mean"], day["expected_mean"]) == (2, 0.02, 0.02)
    assert day["agrees"]


def test_a_duration_that_contradicts_its_instants_is_seen():
    late = visit(60, answered_at=NOON + dt.timedelta(seconds=600))

    (day,) = littles_law(visits(late)).to_dicts()
    assert day["difference"] == pytest.approx(0.9)
    assert not day["agrees"]


def test_a_wait_over_midnight_is_waited_on_both_days():
    night = NOON.replace(hour=23, minute=50)

    days = littles_law(visits(visit(1200, at=night)))

    assert days["waiting_mean"].to_list() == [pytest.approx(600 / 86_400)]
    assert not days["agrees"].item()


@pytest.mark.parametrize(
    "row", [visit(None), visit(9, "waiting", ended_at=None)], ids=["no wait", "not left"]
)
def test_what_is_not_known_is_in_neither_side(row):
    (day,) = littles_law(visits(row)).to_dicts()

    assert (day["unknown"], day["difference"], day["agrees"]) == (1, 0, True)


def test_no_visits_are_no_days():
    assert littles_law(visits()).height == 0
