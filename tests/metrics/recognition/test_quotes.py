"""Which of customers' words stand beside a name: kind ones, of who answered well."""

import polars as pl
import pytest

from metrics.recognition.quotes import chosen
from metrics.signals import SIGNALS

KIND = {f"is_{name}": int(name in ("thanks", "resolved")) for name in SIGNALS}
PLAIN = {"agent_id": "dana", "author": "customer", "kind": "comment", "at": 1, "masked": "Thank you"}
ANSWER = {"score": 5.0, "scale_min": 1.0, "scale_max": 5.0}


def texts(*given):
    rows = [{**KIND, **PLAIN, **ANSWER, "text_id": f"t{n}", **one} for n, one in enumerate(given)]
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([{"score": 4.0}], ("t0",)),
        ([{"score": 3.0}], None),
        ([{"score": None}], ("t0",)),
        ([{"is_complaint": 1}], None),
        ([{"at": 1}, {"at": 3}, {"at": 2}], ("t1", "t2")),
        ([{"is_resolved": 0}, {}], ("t1", "t0")),
    ],
    ids=[
        "at the threshold",
        "just under",
        "asked for no answer",
        "a complaint",
        "two, the newest",
        "most signals first",
    ],
)
def test_words_beside_a_name_are_kind_and_of_who_was_content(given, expected):
    assert chosen(texts(*given), ["dana"]).get("dana") == expected


def test_words_may_stand_beside_a_team_as_beside_an_agent():
    rows = texts({"team": "North"}, {"team": "Coast"})

    assert chosen(rows, ["North"], "team") == {"North": ("t0",)}
