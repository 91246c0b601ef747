"""Read who the agents are: a CSV file with the columns agent, name, team, lead, email, site.

`agent` is written as in the log. A column valid_from (a date) says since when a row holds; without it a row
holds for all time.
"""

import csv
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from connectors.accounting import spoiled_quarantine
from connectors.base import DUPLICATE, Batch
from connectors.casting import cast
from connectors.errors import Refused, Unavailable
from connectors.reading import Spoiled
from language import _
from store.schema import AGENTS, INSTANT, Dtype

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
KNOWN = ("agent", "name", "team", "lead", "email", "site", "skills", "valid_from")


def read(path: Path) -> bytes:
    """The file's bytes. Raises Unavailable, Refused."""
    try:
        return path.read_bytes()
    except PermissionError:
        raise Refused(_("The file {file} may not be read by this user.").format(file=path)) from None
    except OSError:
        raise Unavailable(_("There is no file {file} of agents.").format(file=path)) from None


def fingerprint(content: bytes) -> str:
    """Changes whenever the file does."""
    return hashlib.sha256(content).hexdigest()[:24]


def batch(content: bytes, where: str, source: str, zone: str) -> Batch:
    """The rows of the table of agents; the last row of an agent counts. Raises Refused."""
    rows = list(csv.DictReader(content.decode("utf-8-sig", errors="replace").splitlines()))
    if not rows or "agent" not in rows[0]:
        sentence = _("{file} is no list of agents: its first line has to name columns, `agent` among them.")
        raise Refused(sentence.format(file=where))
    told = pl.Series("valid_from", [row.get("valid_from") or None for row in rows], dtype=pl.String)
    starts = cast(told, INSTANT, zone)
    kept: dict[tuple[str, object], dict[str, object]] = {}
    spoiled = []
    for n, (row, start, fault) in enumerate(zip(rows, starts.values, starts.faults, strict=True), 2):
        agent = (row["agent"] or "").strip()
        if fault or not agent:
            spoiled.append(Spoiled(n, fault or _("it names no agent"), ",".join(map(str, row.values()))))
        else:
            start = start or ALWAYS  # noqa: PLW2901 (no word of it: as long as there are records)
            values = {name: (row.get(name) or "").strip() or None for name in KNOWN[1:7]}
            kept[agent, start] = {**values, "agent_id": f"{source}:{agent}", "valid_from": start}
    doubles = len(rows) - len(spoiled) - len(kept)
    return Batch(
        tables={"agents": _frame(list(kept.values()), source)},
        read=len(rows),
        loaded=len(kept),
        excluded={DUPLICATE: doubles} if doubles else {},
        quarantined=spoiled_quarantine(source, where, spoiled),
        wheres=(where,),
    )


def _frame(rows: list[dict[str, object]], source: str) -> pl.DataFrame:
    schema: dict[str, Dtype] = {"source": pl.String, "version": pl.Int64, **AGENTS.columns}
    return pl.DataFrame(rows, schema=schema).with_columns(source=pl.lit(source))
