from datetime import date

from settings import Target
from ui.targets import target

TARGETS = (
    Target(metric="service_level", value=0.8),
    Target(metric="service_level", value=0.9, since=date(1999, 2, 1)),
    Target(metric="service_level", value=0.7, queue="PS"),
)


def test_the_newest_target_in_force_holds():
    assert target(TARGETS, "service_level", date(1999, 1, 31)) == 0.8
    assert target(TARGETS, "service_level", date(1999, 2, 1)) == 0.9


def test_a_queue_s_own_target_comes_first():
    assert target(TARGETS, "service_level", date(1999, 2, 1), "PS") == 0.7
    assert target(TARGETS, "service_level", date(1999, 2, 1), "NW") == 0.9


def test_a_metric_without_a_target_has_none():
    assert target(TARGETS, "asa", date(1999, 2, 1)) is None
