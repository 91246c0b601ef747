"""What was corrected of changes and actions: who altered what and when, and what was there before.

Rows are only added.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, insert, select

from language import _
from store import signed
from store.aims import ChangeError
from store.asked import Viewer
from store.change_models import Correction
from store.state import State

Kind = Literal["change", "action"]
Columns = tuple[Mapping[str, Any], Mapping[str, Any]]  # as they were, and as they are now
PLACE: Final = {"cut", "place"}  # one of them says nothing without the other


@dataclass(frozen=True)
class Corrected:
    """One correction. by: the name to show. was, now: by column, those that were altered."""

    at: datetime
    by: str
    was: Mapping[str, Any]
    now: Mapping[str, Any]
    why: str | None = None


def keep(
    connection: Connection,
    who: Viewer,
    at: datetime,
    about: tuple[Kind, int],
    columns: Columns,
    why: str | None = None,
) -> Mapping[str, Any]:
    """Keep what was there before what is written now; give what is different. Raises ChangeError."""
    was, now = columns
    altered = {name for name in now if now[name] != was[name]}
    if not altered:
        raise ChangeError(_("Nothing is different, so nothing was kept."))
    kept = [name for name in now if name in altered or (name in PLACE and altered & PLACE)]
    kind, number = about
    told = [json.dumps({name: row[name] for name in kept}) for row in columns]
    row = {"kind": kind, "number": number, "was": told[0], "now": told[1], "why": why}
    connection.execute(insert(Correction), [{**row, "by": who.signature, "at": at}])
    return {name: now[name] for name in kept}


def told(columns: Columns) -> str:
    """Say what was altered, for the audit log."""
    was, now = columns
    return "; ".join(f"{name} {was[name]!r} to {now[name]!r}" for name in now if now[name] != was[name])


def listed(state: State, kind: Kind) -> Mapping[int, tuple[Corrected, ...]]:
    """List the corrections by the number of what was corrected, the oldest first."""
    query = select(Correction.__table__).where(Correction.kind == kind).order_by(Correction.id)
    with state.reading() as connection:
        rows = connection.execute(query).mappings().all()
        names = signed.names_in(connection)
    found: dict[int, list[Corrected]] = defaultdict(list)
    for row in rows:
        was, now = (_named(json.loads(row[name]), names) for name in ("was", "now"))
        found[row["number"]].append(Corrected(row["at"], names.of(row["by"]), was, now, row["why"]))
    return {number: tuple(each) for number, each in found.items()}


def last(connection: Connection, about: tuple[Kind, int], columns: Collection[str]) -> datetime | None:
    """Say when one of some columns was altered for the last time; None where none ever was."""
    kind, number = about
    query = select(Correction.at, Correction.now).where(Correction.kind == kind, Correction.number == number)
    rows = connection.execute(query.order_by(Correction.id.desc())).all()
    return next((row.at for row in rows if set(columns) & set(json.loads(row.now))), None)


def _named(row: dict[str, Any], names: signed.Names) -> Mapping[str, Any]:
    return row | {"owner": names.of(row["owner"])} if "owner" in row else row
