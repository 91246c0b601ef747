from metrics import Frames
from metrics.followup_notes import followup_notes
from tests.metrics.followed_up import DAY, HOUR, called, followup, followups
from tests.metrics.rows import NOON, contacts, visits


def notes(*rows, ids=("followup_rate",), **since):
    told = followups(*rows, now=NOON + HOUR, **since)
    return followup_notes(Frames(visits(), contacts(), followups=told), list(ids))


def test_what_is_not_counted_and_what_is_only_seen_stands_beside_the_rate():
    closed = {"done_at": NOON - HOUR, "outcome": "not_needed"}
    rows = [
        followup(id=1),
        followup(NOON + DAY, id=2),
        followup(id=3, person="boris", **closed),
        followup(id=4, person="boris", **closed),
        followup(id=5, person="carla", done_at=NOON - HOUR, outcome="works"),
    ]

    found = notes(*rows, calls=[called(NOON - HOUR)])

    assert found == {
        "followup_rate": [
            "without 1 call that is not due yet",
            "without 2 calls that are not needed",
            "1 of those in time seen in the data only, not marked by a person",
        ]
    }


def test_where_there_is_nothing_to_say_nothing_is_said():
    assert notes(followup()) == {}
    assert notes(followup(NOON + DAY), ids=("csat",)) == {}
