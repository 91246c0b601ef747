import pytest

from ui.queues.charts import cell_hover, is_sure
from ui.queues.scale import scale

LIMIT = 180.0


def wait(value, n):
    return {"value": value, "numerator": None, "denominator": n, "low": None, "high": None}


@pytest.mark.parametrize(
    ("longest", "unit", "top"),
    [
        (60.0, "minutes", 180.0),
        (290.0, "minutes", 300.0),
        (5399.0, "minutes", 5400.0),
        (5400.0, "hours", 7200.0),
        (12_300.0, "hours", 14_400.0),
        (300_000.0, "days", 345_600.0),
    ],
    ids=["within the limit", "minutes", "just under hours", "just hours", "a mail queue", "days"],
)
def test_the_unit_fits_the_longest_wait(longest, unit, top):
    found = scale([longest], LIMIT)

    assert (found.unit, found.top_s) == (unit, top)


@pytest.mark.parametrize(
    ("longest", "value", "figure"),
    [
        (290.0, 180.0, ""),
        (290.0, 186.0, "3.1"),
        (2000.0, 1464.0, "24"),
        (2000.0, 598.0, "10"),
        (12_300.0, 12_300.0, "3.4"),
        (12_300.0, 216.0, "0.1"),
        (300_000.0, 3000.0, ""),
    ],
    ids=[
        "at the limit",
        "minutes",
        "ten and more",
        "rounded to ten",
        "hours",
        "little of an hour",
        "nothing of a day",
    ],
)
def test_figures_are_short_and_in_that_unit(longest, value, figure):
    assert scale([longest], LIMIT).figure(value) == figure


@pytest.mark.parametrize(
    ("longest", "limit", "said"),
    [
        (290.0, 180.0, "minutes, if over 3<"),
        (290.0, 90.0, "minutes, if over 1\u00a0min\u00a030\u00a0s<"),
        (12_300.0, 180.0, "hours, if over 3\u00a0min<"),
    ],
    ids=["whole minutes", "a minute and a half", "minutes beside hours"],
)
def test_the_note_names_unit_and_limit(longest, limit, said):
    assert said in scale([longest], limit).note()


def test_a_cell_says_its_wait():
    assert "nine in ten waited under 3\u00a0min\u00a000\u00a0s<br>n 40" in cell_hover(
        7, 9, wait(180.0, 40), is_sure=True
    )


def test_a_cell_of_too_few_says_so_instead_of_a_wait():
    said = cell_hover(7, 9, wait(180.0, 3), is_sure=False)

    assert "<b>Sunday, 9 to 10</b><br>too few to judge: n 3, needs" in said
    assert "waited" not in said


@pytest.mark.parametrize(("n", "expected"), [(29, False), (30, True)])
def test_an_hour_is_coloured_from_as_many_visits_on_as_it_may_be_called_the_worst(n, expected):
    assert is_sure(wait(600.0, n)) is expected
