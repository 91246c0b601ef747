import pytest

from ui.queues.fit import cut, first_that_fits
from ui.queues.words import in_force


@pytest.mark.parametrize(
    ("most", "expected"),
    [(16, "with all details"), (15, "with some"), (3, "bare")],
    ids=["the first fits", "a shorter one fits", "none fits"],
)
def test_the_fullest_sentence_that_fits_is_said(most, expected):
    assert first_that_fits(["with all details", "with some", "bare"], most) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Billing", "Billing"), ("Orders and", "Orders and"), ("Orders and delivery", "Orders an…")],
    ids=["short", "just fits", "too long"],
)
def test_a_long_name_ends_in_an_ellipsis(name, expected):
    assert cut(name, 10) == expected


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        ([], ""),
        ([20.0], "In force: 20\u00a0s."),
        ([20.0, 60.0, 14_400.0], "In force: 20\u00a0s to 4\u00a0h, by queue and channel."),
    ],
    ids=["none known", "one", "several"],
)
def test_a_definition_names_the_thresholds_in_force(thresholds, said):
    assert in_force(thresholds) == said
