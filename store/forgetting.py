"""Forget a customer: a random token in the place of each id, no texts, no identities, and proof of it.

What is to be done is written down first (forgotten/unfinished.json, for its owner only), so that a run that
was killed at any point is finished by the next one; it is deleted once nothing is found any more.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

import polars as pl

from language import _
from settings import owned
from store import erased
from store.ingest import begin
from store.leftovers import Sought, left
from store.locks import writing
from store.opened import Store
from store.personal import ids_of, is_theirs, of_people
from store.purging import purge_history, purge_state, republish
from store.schema import CONTACTS, IDENTITIES, NOTES, PERSONS, PROMISES, SURVEYS, TEXTS, Table
from store.state_sweep import sweep_quarantine, sweep_state
from store.sweeping import sweep

JOURNAL: Final = Path(erased.FOLDER, "unfinished.json")
SHORTEST: Final = 12  # letters of a text that is searched for: what is shorter many have said
Told = Callable[[str], None]


class UnknownCustomerError(ValueError):
    """Say that nobody has this id."""


@dataclass(frozen=True)
class Task:
    """Whom to forget: tokens by id, what is theirs, and what to search for in the end.

    `subjects` are ids of their contacts, promises and texts; `longer` the ends of others' longer ids.
    """

    tokens: dict[str, str]
    link: str
    subjects: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    longer: dict[str, tuple[str, ...]] | None = None

    @property
    def sought(self) -> Sought:
        longer = self.longer or {}
        ids = {one: tuple(longer.get(one, ())) for one in self.tokens}
        return Sought(ids, (*self.texts, *self.values))


@dataclass(frozen=True)
class Done:
    """Tell under which tokens the person is kept, how many rows were theirs, where any is still found.

    unfinished: how many others, begun before, are still found somewhere.
    """

    tokens: tuple[str, ...]
    rows: int
    places: tuple[str, ...]
    unfinished: int = 0


def forget(
    store: Store, customer: str, now: datetime, *, told: Told = lambda _step: None, wait_s: float = 60
) -> Done:
    """Forget a customer, with all ids that are the same person. Raises UnknownCustomerError, BusyError."""
    with writing(store, wait_s) as mine:
        begin(mine, now)
        others = [task for task in _unfinished(mine) if customer not in task.tokens]
        ours = [task for task in _unfinished(mine) if customer in task.tokens]
        task = ours[0] if ours else _task(mine, customer)
        _write(mine, [*others, task])
        left_of = [other for other in others if _carry_out(mine, other, now, told).places]
        _write(mine, [*left_of, task])
        done = _carry_out(mine, task, now, told)
        _write(mine, [*left_of, *([task] if done.places else [])])
        return replace(done, unfinished=len(left_of))


def _carry_out(store: Store, task: Task, now: datetime, told: Told) -> Done:
    erased.erase(store, task.tokens, now)
    told("erased")
    contacts = _contacts(store, task.tokens)
    rows = sweep_quarantine(store.history, task.tokens, (*task.values, *task.texts))
    rows += sweep(store.history, of_people(), task.tokens, contacts, task.link)
    told("history")
    rows += sweep_state(store.state, task.tokens, task.subjects)
    told("state")
    republish(store, now)
    told("published")
    purge_history(store, now)
    told("vacuumed")
    purge_state(store.state)
    places = tuple(left(store, task.sought, [store.folder / JOURNAL]))
    told("searched")
    return Done(tuple(sorted(set(task.tokens.values()))), rows, places)


def _unfinished(store: Store) -> list[Task]:
    """Read whom an earlier call began to forget and something of whom may still be found."""
    path = store.folder / JOURNAL
    if not path.is_file():
        return []
    found = json.loads(path.read_text("utf-8"))
    texts = ("subjects", "values", "texts")
    told = found if isinstance(found, list) else [found]  # one alone, as it was written before
    return [Task(**{**each, **{name: tuple(each[name]) for name in texts}}) for each in told]


def _write(store: Store, tasks: list[Task]) -> None:
    path = store.folder / JOURNAL
    if tasks:
        owned.write(path, json.dumps([asdict(task) for task in tasks]))
    else:
        path.unlink(missing_ok=True)


def _task(store: Store, customer: str) -> Task:
    ids = person_of(store, customer)
    known = erased.forgotten(store).tokens([customer, *ids])
    everybody = _everybody(store)
    if not known and not (ids & everybody):
        sentence = _("Unknown customer {customer!r}. An id stands with its source, as in {example}.")
        raise UnknownCustomerError(sentence.format(customer=customer, example=_example(everybody)))
    fresh = sorted(f"forgotten:{token_hex(16)}" for _one in ids)
    # Both sorted: who has the smallest id of a person, which names the person, has the smallest token, too.
    tokens = dict(zip(sorted(ids), fresh, strict=True)) | known
    longer = {one: _longer(one, everybody) for one in tokens}
    said = _said(store, tokens)
    return Task(tokens, token_hex(8), _subjects(store, tokens), _values(store, tokens), said, longer)


def _example(everybody: set[str]) -> str:
    source = min(everybody, default="crm:").partition(":")[0]
    return f"{source}:123"


def person_of(store: Store, customer: str) -> set[str]:
    """List all ids of the person that one is of."""
    rows = _all(store, PERSONS).select("customer_id", "person").collect()
    named = set(rows.filter(pl.col("customer_id") == customer)["person"]) | {customer}
    return set(rows.filter(pl.col("person").is_in(list(named)))["customer_id"]) | named  # who names it, too


def _all(store: Store, table: Table) -> pl.LazyFrame:
    weeks = store.history.weeks(table.name) if store.history.has(table) else ()
    return store.history.scan_weeks(table, weeks)


def _everybody(store: Store) -> set[str]:
    """Every customer's id that stands in any table."""
    columns = [
        _all(store, table).select(pl.col(name).alias("id")) for table in of_people() for name in ids_of(table)
    ]
    return set(pl.concat(columns).drop_nulls().unique().collect()["id"])


def _longer(one: str, everybody: set[str]) -> tuple[str, ...]:
    return tuple(sorted(each[len(one) :] for each in everybody if each != one and each.startswith(one)))


def _contacts(store: Store, tokens: dict[str, str]) -> set[str]:
    """Contacts of the person, whether or not their ids were replaced already."""
    who = [*tokens, *tokens.values()]
    mine = _all(store, CONTACTS).filter(pl.col("customer_id").is_in(who))
    return set(mine.select("contact_id").collect()["contact_id"])


def _subjects(store: Store, tokens: dict[str, str]) -> tuple[str, ...]:
    contacts = _contacts(store, tokens)
    found = set(contacts)
    for table, key in ((PROMISES, "promise_id"), (TEXTS, "text_id")):
        found |= set(_all(store, table).filter(is_theirs(table, tokens, contacts)).select(key).collect()[key])
    return tuple(sorted(found))


def known_by(store: Store, ids: set[str]) -> tuple[str, ...]:
    """List by what somebody is recognised and what they said, where it is nobody else's too."""
    each = dict.fromkeys(ids, "")
    return (*_values(store, each), *_said(store, each))


def _values(store: Store, tokens: dict[str, str]) -> tuple[str, ...]:
    """By what the person was recognised, where it is nobody else's too."""
    return _theirs_alone(store, IDENTITIES, "value", tokens, set(), shortest=6)


def _said(store: Store, tokens: dict[str, str]) -> tuple[str, ...]:
    contacts = _contacts(store, tokens)
    words = ((NOTES, "text"), (SURVEYS, "comment"), (TEXTS, "masked"))
    found = [_theirs_alone(store, table, name, tokens, contacts, SHORTEST) for table, name in words]
    return tuple(sorted({text for texts in found for text in texts}))


def _theirs_alone(
    store: Store, table: Table, name: str, tokens: dict[str, str], contacts: set[str], shortest: int
) -> tuple[str, ...]:
    """List what stands in a column of the person's rows and within nobody else's."""
    mine = is_theirs(table, tokens, contacts)
    rows = _all(store, table).select(pl.col(name), mine=mine)
    texts = set(rows.filter("mine", pl.col(name).str.len_chars() >= shortest).select(name).collect()[name])
    if not texts:
        return ()
    others = rows.filter(~pl.col("mine"), pl.col(name).str.contains_any(sorted(texts))).select(name)
    shared = others.collect()[name].to_list()
    return tuple(sorted(one for one in texts if not any(one in each for each in shared)))
