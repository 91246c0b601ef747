import datetime as dt
from collections import defaultdict
from random import Random
from typing import Any

import polars as pl
import pytest

from metrics import compute
from metrics.lengths import lengths, long_ones
from tests.metrics.rows import NOON
from tests.metrics.traced import frames_of, spoke

AMOUNTS = {"issue_contacts": pl.Int64, "issue_spent_ms": pl.Int64}
MINUTE_MS = 60_000
FIELDS = ("value", "numerator", "denominator")


def issues(*rows: tuple[int | None, int | None]) -> pl.DataFrame:
    """Issues of so many contacts and minutes."""
    told = [(contacts, None if minutes is None else minutes * MINUTE_MS) for contacts, minutes in rows]
    return pl.DataFrame(told, schema=AMOUNTS, orient="row")


FOUR = issues((1, 5), (1, 10), (3, 15), (7, 30), (None, None))


def told(table: pl.DataFrame, name: str) -> list[Any]:
    return table[name].struct.unnest().select(FIELDS).rows()


def test_issues_are_divided_by_the_contacts_they_took():
    found = lengths(FOUR)

    assert found["needed"].to_list() == [1, 2, 3, 4, 5]
    assert told(found, "issues") == [(0.5, 2, 4), (0, 0, 4), (0.25, 1, 4), (0, 0, 4), (0.25, 1, 4)]
    assert told(found, "contacts") == [
        (2 / 12, 2, 12),
        (0, 0, 12),
        (0.25, 3, 12),
        (0, 0, 12),
        (7 / 12, 7, 12),
    ]
    assert told(found, "minutes") == [(0.25, 15, 60), (0, 0, 60), (0.25, 15, 60), (0, 0, 60), (0.5, 30, 60)]


def test_the_share_of_issues_has_its_interval_and_the_others_none():
    first = lengths(FOUR).row(0, named=True)

    assert (round(first["issues"]["low"], 4), round(first["issues"]["high"], 4)) == (0.1500, 0.8500)
    assert first["contacts"]["low"] is first["minutes"]["high"] is None


def test_long_ones_take_more_of_contacts_and_minutes_than_of_issues():
    (found,) = long_ones(FOUR).to_dicts()

    assert [found[name]["value"] for name in ("issues", "contacts", "minutes")] == [0.5, 10 / 12, 0.75]


@pytest.mark.parametrize("rows", [issues(), issues((None, None))], ids=["no contacts", "no issue began"])
def test_without_issues_there_is_no_share(rows):
    assert {row[0] for row in told(lengths(rows), "issues") + told(lengths(rows), "minutes")} == {None}
    assert long_ones(rows)["contacts"][0]["value"] is None


def contacts(seed: int) -> list[Any]:
    """A hundred and fifty contacts of six people about two topics on two channels."""
    random = Random(seed)
    return [
        spoke(
            f"c{n:03}",
            days=random.uniform(0, 120),
            queue=random.choice(["A", "B", None]),
            handle_s=random.choice([60, 30.5, None]),
            customer_id=random.choice(["anna", "boris", "chana", "dan", "eli", "fatma", None]),
            topic=random.choice(["refund", "delivery", None]),
            channel=random.choice(["voice", "voice", "email"]),
            menu_ms=random.choice([None, 0, 20_000]),
        )
        for n in range(150)
    ]


AS_OF = NOON + dt.timedelta(days=110)
FOLLOWED, QUIET = dt.timedelta(days=30), dt.timedelta(days=7)


def by_hand(rows: list[Any]) -> list[tuple[int, int, float]]:
    """Follow each person and topic from contact to contact: contacts, channels and minutes of each issue."""
    own = defaultdict(list)
    for contact, legs in rows:
        if contact["customer_id"] and contact["topic"] and contact["started_at"] <= AS_OF:
            own[contact["customer_id"], contact["topic"]].append((contact, legs))
    chains: list[list[Any]] = []
    for several in own.values():
        several.sort(key=lambda one: one[0]["started_at"])
        last = None
        for one in several:
            begun = one[0]["started_at"]
            if last is None or begun - last > QUIET:
                chains.append([])
            chains[-1].append(one)
            last = begun
    kept = [chain for chain in chains if chain[0][0]["started_at"] <= AS_OF - FOLLOWED]
    return [
        summed([one for one in chain if one[0]["started_at"] <= chain[0][0]["started_at"] + FOLLOWED])
        for chain in kept
    ]


def summed(chain: list[Any]) -> tuple[int, int, float]:
    spent = 0.0
    for contact, legs in chain:
        waited = sum(leg["wait_ms"] for leg in legs) if contact["channel"] == "voice" else 0
        spent += (contact["menu_ms"] or 0) + waited + sum(leg["talk_ms"] or 0 for leg in legs)
    return len(chain), len({contact["channel"] for contact, _legs in chain}), spent / MINUTE_MS


@pytest.mark.parametrize("seed", range(6))
def test_channels_minutes_and_lengths_are_those_of_plain_rows(seed):
    rows = [row for row in contacts(seed) if row[0]["started_at"] <= AS_OF]
    frames, expected = frames_of(*rows, as_of=AS_OF), by_hand(rows)

    found = compute(frames, ["contacts_per_issue", "channels_crossed", "minutes_per_issue"]).row(
        0, named=True
    )
    divided = lengths(frames.issues.collect())
    n = len(expected)
    assert n > 20
    assert [found[name]["denominator"] for name in found] == [n, n, n]
    assert found["contacts_per_issue"]["numerator"] == sum(each for each, _channels, _minutes in expected)
    assert found["channels_crossed"]["numerator"] == sum(each for _contacts, each, _minutes in expected)
    assert found["minutes_per_issue"]["numerator"] == pytest.approx(sum(each for _c, _ch, each in expected))
    assert [row[1] for row in told(divided, "issues")] == [
        sum(min(each, 5) == many for each, _channels, _minutes in expected) for many in range(1, 6)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_together_the_parts_are_all_issues_contacts_and_minutes(seed):
    frames = frames_of(*contacts(seed), as_of=AS_OF)

    divided = lengths(frames.issues.collect())
    (whole,) = compute(frames, ["contacts_per_issue", "minutes_per_issue"]).to_dicts()
    assert sum(row[1] for row in told(divided, "issues")) == whole["contacts_per_issue"]["denominator"]
    assert sum(row[1] for row in told(divided, "contacts")) == whole["contacts_per_issue"]["numerator"]
    assert sum(row[1] for row in told(divided, "minutes")) == pytest.approx(
        whole["minutes_per_issue"]["numerator"]
    )
    assert sum(row[0] for row in told(divided, "issues")) == pytest.approx(1)
