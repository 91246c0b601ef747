"""A snapshot kept as JSON is the same when it is read again."""

import json

import pytest

from emails.snapshot import Snapshot
from emails.snapshot_stored import restored, stored
from emails.snapshot_view import view
from tests.snapshots import POST, SNAPSHOT, without_figures


@pytest.mark.parametrize("snapshot", [SNAPSHOT, without_figures()], ids=["a week", "nothing known"])
def test_what_is_kept_reads_the_same_to_the_last_digit(snapshot: Snapshot) -> None:
    kept = json.loads(json.dumps(stored(snapshot)))

    assert restored(kept) == snapshot
    assert view(restored(kept), POST) == view(snapshot, POST)


def test_what_is_no_snapshot_is_refused() -> None:
    kept = {**stored(SNAPSHOT), "headlines": [{"id": "invented", "value": 1.0}]}

    with pytest.raises(ValueError, match="invented"):
        restored(kept)
