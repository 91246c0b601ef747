"""After any refreshes the texts are those that a rebuild makes."""

from datetime import timedelta
from random import Random
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from store import heard
from store.catching_up import catch_up_some
from store.hearing import Hearing
from store.opened import Store
from store.rebuild import rebuild
from store.schema import CUSTOMERS, NOTES, SURVEYS, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.test_texts import texts
from tests.store.tracing import call, refresh, sent

Row = dict[str, Any]
DAY = timedelta(days=1)
WORDS = (
    "Dana asks to cancel, tel 050-555-0123",
    "Boris was told a technician comes on Sunday",
    'ולדנה אין אינטרנט, ת"ז 123456782',
    "Клиентка Иванова жалуется в третий раз",
    "",
    "ok",
)
NAMES = ("Dana Levi", "Boris Katz", "Иванова Анна", None)


class Bank:
    """A source that sends new rows and corrected ones; a moved contact comes with what was said of it."""

    def __init__(self, store: Store, random: Random) -> None:
        self.store, self.random = store, random
        self.calls: dict[str, Any] = {}
        self.notes: dict[str, Row] = {}
        self.surveys: dict[str, Row] = {}
        self.version = 0

    def refresh(self, day: int) -> None:
        self.version += 1
        new = [f"{day}-{n}" for n in range(self.random.randint(0, 6))]
        moved = self.random.sample(sorted(self.calls), min(len(self.calls), 2))
        for name in new:
            self._add(name, day)
        for name in moved:
            self._move(name)
        corrected = self.random.sample(sorted(self.notes), min(len(self.notes), 2))
        for name in corrected:
            self.notes[name] |= {"text": self.random.choice(WORDS) or "gone", "version": self.version}
        answered = self.random.sample(sorted(self.surveys), min(len(self.surveys), 2))
        for name in answered:
            self.surveys[name] |= {"comment": self.random.choice(WORDS), "version": self.version}
        sending = {*new, *moved, *corrected, *answered}
        self._send(sending, day, whole=self.random.random() < 0.2)

    def _add(self, name: str, day: int) -> None:
        customer = self.random.choice(["anna", "boris", None])
        at = NOON + (day - self.random.choice([0, 1, 9, 20])) * DAY
        self.calls[name] = call(name, customer, at, origin="all")
        of = {"source": "bank", "contact_id": f"bank:{name}", "version": self.version}
        whose = self.random.choice([None, "bank:anna", "bank:clara"])
        self.notes[name] = {
            **of,
            "note_id": f"bank:{name}",
            "customer_id": whose,
            "written_at": at + self.random.choice([0, 3, 30]) * DAY,
            "text": self.random.choice(WORDS) or "hm",
        }
        self.surveys[name] = {
            **of,
            "survey_id": f"bank:{name}",
            "customer_id": whose,
            "kind": "csat",
            "invited_at": at + DAY,
            "comment": self.random.choice(WORDS),
        }

    def _move(self, name: str) -> None:
        row, _legs = self.calls[name]
        self.calls[name] = call(
            name,
            self.random.choice(["anna", "boris", None]),
            row["started_at"] - self.random.choice([0, 1, 4]) * DAY,
            version=self.version + 1,
            origin="all",
        )
        for rows in (self.notes, self.surveys):
            rows[name] |= {"version": self.version}

    def _send(self, names: set[str], day: int, whole: bool) -> None:
        if whole:  # a mapping that no longer makes some contacts; their words are told again, and stay
            for name in sorted(self.calls)[:1]:
                del self.calls[name]
            names = set(self.notes)
        tables = dict(sent("bank", [self.calls[name] for name in sorted(names) if name in self.calls]).tables)
        records = [self._record()] * (self.random.random() < 0.6)
        for table, rows in (
            (NOTES, [self.notes[name] for name in sorted(names)]),
            (SURVEYS, [self.surveys[name] for name in sorted(names)]),
            (CUSTOMERS, records),
        ):
            tables[table.name] = pl.DataFrame(rows, schema=empty(table).schema)
        replaces = ("all",) if whole else ()
        is_over = self.random.random() < 0.8
        refresh(self.store, "bank", Sent(tables, replaces=replaces), now=NOON + day * DAY, is_over=is_over)
        if self.random.random() < 0.5:
            catch_up_some(self.store, Hearing(ZONE), NOON + day * DAY, most=3)

    def _record(self) -> Row:
        return {
            "source": "bank",
            "version": self.version,
            "customer_id": f"bank:{self.random.choice(['anna', 'boris', 'clara'])}",
            "valid_from": NOON - self.random.choice([1, 2, 3]) * 30 * DAY,
            "name": self.random.choice(NAMES),
        }


@pytest.mark.parametrize(
    ("many", "seed"),
    [(2, 0), (2, 1), (20_000, 2), (20_000, 3)],
    ids=["by weeks", "others by weeks", "one by one", "others one by one"],
)
def test_refreshed_texts_are_those_of_a_rebuild(
    store: Store, many: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard, "MANY", many)
    bank = Bank(store, Random(seed))
    for day in range(7):
        bank.refresh(day)
    catch_up_some(store, Hearing(ZONE), NOON + 9 * DAY)
    refreshed = texts(store).drop("ingested_at")

    rebuild(store, ZONE, NOON + 99 * DAY)

    assert refreshed.height > 10
    assert_frame_equal(texts(store).drop("ingested_at"), refreshed)
