"""Hide customers in the state database, and in rows that could not be read."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Final

import polars as pl
from sqlalchemy import Connection, Table, delete, func, or_, select, update

from store import only_added
from store.change_models import Base
from store.comparing import UNDATED
from store.good_models import GoodList, GoodListed
from store.history import History
from store.loop_models import FollowUp
from store.personal import STATE_IDS, STATE_WITHIN, STATE_WORDS
from store.schema import QUARANTINE
from store.state import State
from store.work_list_models import RiskList, RiskListed

AT_ONCE = 500
# Where an id may begin in a text: after no letter of a word, or after one that JSON writes as \n or \u201c.
BEGINS: Final = r"(?:(?<![\w-])|(?<=\\[bfnrt])|(?<=\\u[0-9a-f]{4}))"


def sweep_state(state: State, tokens: Mapping[str, str], subjects: Collection[str]) -> int:
    """Put tokens in the place of ids and drop what people wrote about them; give the number of rows."""
    tables, about = Base.metadata.tables, [*tokens, *tokens.values(), *subjects]
    with state.writing() as connection, only_added.opened(connection, "somebody is forgotten"):
        blanked = sum(
            _blank(connection, tables[name], words, whose, about)
            for name, (words, whose) in STATE_WORDS.items()
        )
        within = sum(_within(connection, tables[name], column, tokens) for name, column in STATE_WITHIN)
        _join_subjects(connection, tokens)
        named = sum(_rename(connection, tables[name], column, tokens) for name, column in STATE_IDS.items())
        dropped = _drop(connection, set(tokens.values()))
    return blanked + within + named + dropped


def _drop(connection: Connection, tokens: Collection[str]) -> int:
    """Take people off what is still to be done, as nobody can call them: open follow-ups, the newest lists.

    What was done, and older lists, by which calls are judged, keep the token.
    """
    open_ones = delete(FollowUp).where(FollowUp.person.in_(tokens), FollowUp.done_at.is_(None))
    gone = [open_ones.returning(FollowUp.id)]
    for listed, lists in ((RiskListed, RiskList), (GoodListed, GoodList)):
        newest = listed.monday == select(func.max(lists.monday)).scalar_subquery()
        gone.append(delete(listed).where(listed.person.in_(tokens), newest).returning(listed.rank))
    return sum(len(connection.execute(each).all()) for each in gone)


def _rename(connection: Connection, table: Table, column: str, tokens: Mapping[str, str]) -> int:
    return sum(
        connection.execute(update(table).where(table.c[column] == one).values({column: token})).rowcount
        for one, token in tokens.items()
    )


def _join_subjects(connection: Connection, tokens: Mapping[str, str]) -> None:
    """Let entries about an id that somebody looked at while it was being forgotten be about its token.

    The audit log names each subject of a kind once, and the token is there already.
    """
    log, subjects = Base.metadata.tables["audit"], Base.metadata.tables["audit_subjects"]
    for one, token in tokens.items():
        same = select(subjects.c.token, subjects.c.kind).where(subjects.c.subject == token)
        for known, kind in connection.execute(same).all():
            mine = (subjects.c.subject == one) & (subjects.c.kind == kind)
            again = select(subjects.c.token).where(mine)
            connection.execute(update(log).where(log.c.token.in_(again)).values(token=known))
            connection.execute(delete(subjects).where(mine))


def _blank(connection: Connection, table: Table, words: str, whose: str, about: list[str]) -> int:
    changed = 0
    for start in range(0, len(about), AT_ONCE):
        mine = table.c[whose].in_(about[start : start + AT_ONCE]) & table.c[words].is_not(None)
        changed += connection.execute(update(table).where(mine).values({words: None})).rowcount
    return changed


def _within(connection: Connection, table: Table, column: str, tokens: Mapping[str, str]) -> int:
    """Replace whole ids within a text: as they are, and as JSON writes them."""
    forms = {json.dumps(one)[1:-1]: token for one, token in tokens.items()} | dict(tokens)
    holds = or_(*(table.c[column].contains(form, autoescape=True) for form in forms))
    keys = list(table.primary_key.columns)
    pattern = re.compile("|".join(rf"{BEGINS}{re.escape(form)}(?![\w-])" for form in forms))
    changed = 0
    for row in connection.execute(select(*keys, table.c[column]).where(holds)).all():
        told = pattern.sub(lambda hit: forms[hit.group()], row[-1])
        if told != row[-1]:
            mine = [key == value for key, value in zip(keys, row[:-1], strict=True)]
            connection.execute(update(table).where(*mine).values({column: told}))
            changed += 1
    return changed


def names_them(ids: Collection[str], values: Collection[str]) -> pl.Expr:
    """Tell rows set aside that name somebody: an id as its source writes it, or what they were known by."""
    raw = {one.partition(":")[2] or one for one in ids}
    named = "|".join(rf"(?:^|[^\w-]){re.escape(one)}(?:$|[^\w-])" for one in {*raw, *ids})
    words = pl.concat_str(["row_text", "reason"], separator=" ", ignore_nulls=True)
    known = words.str.contains_any(list(values)) if values else pl.lit(value=False)
    return words.str.contains(named) | known


def sweep_quarantine(history: History, tokens: Collection[str], values: Collection[str]) -> int:
    """Drop the text of rows set aside that hold an id as its source writes it, or what it was known by."""
    if not history.has(QUARANTINE):
        return 0
    rows, mine = history.read_weeks(QUARANTINE, [UNDATED]), names_them(tokens, values)
    told = rows.with_columns(
        row_text=pl.when(~mine).then("row_text"),
        reason=pl.when(mine).then(pl.col("reason").str.replace_all(r"'[^']*'", "…")).otherwise("reason"),
    )
    if told.equals(rows):
        return 0
    history.replace_week(QUARANTINE, UNDATED, told)
    return rows.filter(mine).height
