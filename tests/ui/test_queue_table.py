import polars as pl
import pytest

from ui.queues.table import trends, wants_room


@pytest.mark.parametrize(
    ("queues", "expected"),
    [
        (["PS", "NW"], False),
        ([f"q{n}" for n in range(9)], False),
        ([f"q{n}" for n in range(10)], True),
        (["Technical support"], True),
    ],
    ids=["few and short", "as many as fit", "one more", "a long name"],
)
def test_a_long_table_or_long_names_take_the_whole_width(queues, expected):
    assert wants_room(queues) is expected


def test_a_single_value_is_no_trend():
    frame = pl.DataFrame(
        {
            "queue": ["Sales", "Billing", "Billing", "Support"],
            "service_level": [{"value": 0.5}, {"value": 0.6}, {"value": 0.7}, {"value": None}],
        }
    )

    assert trends(frame) == {"Billing": [0.6, 0.7]}
