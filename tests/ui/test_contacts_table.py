import pytest

from ui.contacts.table import split


@pytest.mark.parametrize(
    ("queues", "outcomes", "expected"),
    [
        (["NW", "PS"], ["Answered", "Gave up"], 50),
        (["Technical support"], ["Answered"], 102),
        (["Support"], ["Gave up"], 76),
        ([], [], 76),
    ],
    ids=["short names", "long names", "as long", "no rows"],
)
def test_queue_and_outcome_share_the_room_of_a_phone(queues, outcomes, expected):
    assert split(queues, outcomes) == expected
