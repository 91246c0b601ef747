"""The executive snapshot's numbers as a small workbook: no agent, no customer, nothing that runs."""

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from emails.message import File
from emails.post import Post
from emails.snapshot import Headline, Snapshot
from emails.snapshot_stake import LOSSES
from emails.snapshot_words import name_of
from language import _
from store.workbook import harmless, workbook

KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS: Final = {
    **dict.fromkeys(("part", "what", "unit"), pl.String()),
    **dict.fromkeys(("from", "to"), pl.String()),
    **dict.fromkeys(("value", "target", "change", "change_low", "change_high"), pl.Float64()),
    "verdict": pl.String(),
    "last_quarter": pl.Float64(),
    "n": pl.Int64(),
}


def attachment(snapshot: Snapshot, post: Post) -> File:
    """Give the workbook as a file of a mail."""
    del post
    name = f"{_('executive-snapshot')}-{snapshot.week[0].isoformat()}.xlsx"
    return File(name, KIND, workbook(harmless(table(snapshot))))


def table(snapshot: Snapshot) -> pl.DataFrame:
    """List all numbers of the snapshot, a row each."""
    rows = [
        *(_headline(one, snapshot) for one in snapshot.headlines),
        *_drivers(snapshot),
        *_at_risk(snapshot),
        *_losses(snapshot),
        *_trust(snapshot),
    ]
    return pl.DataFrame([dict.fromkeys(COLUMNS) | row for row in rows], schema=COLUMNS)


def _headline(one: Headline, snapshot: Snapshot) -> dict[str, Any]:
    first, last = one.period or snapshot.week
    return {
        "part": _("Number"),
        "what": name_of(one.id),
        "unit": _unit(one),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "value": one.value,
        "target": one.target,
        "change": one.moved.difference,
        "change_low": one.moved.low,
        "change_high": one.moved.high,
        "verdict": one.moved.verdict,
        "last_quarter": one.last_quarter,
        "n": one.n,
    }


def _unit(one: Headline) -> str:
    return _("seconds") if one.id == "asa" else _("share of 1")


def _drivers(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    of = {one.id: one for one in snapshot.headlines}
    for placed in snapshot.changed:
        named = {"part": _("Where {name} changed").format(name=name_of(placed.id, within=True))}
        for one in placed.drivers:
            yield {
                **named,
                "what": one.name,
                "unit": _unit(of[placed.id]),
                "change": one.effect,
                "change_low": one.low,
                "change_high": one.high,
            }


def _at_risk(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    one = snapshot.at_risk
    if one is None:
        return
    part = _("Customers at risk")
    yield {"part": part, "what": _("with strong signs"), "unit": _("customers"), "value": one.customers}
    yield {"part": part, "what": _("a week before"), "unit": _("customers"), "value": one.before}
    yield {"part": part, "what": _("calls a week"), "unit": _("customers"), "value": one.capacity}
    if snapshot.currency is not None:
        value = {"unit": snapshot.currency, "value": one.value}
        yield {"part": part, "what": _("yearly value, as far as it is known"), **value}


def _losses(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    for one in snapshot.losses:
        named = {"part": _(LOSSES[one.kind])}
        yield {**named, "what": _("agents"), "unit": _("hours"), "value": one.agent_h}
        yield {**named, "what": _("customers"), "unit": _("hours"), "value": one.customer_h}
        if snapshot.currency is not None:
            yield {**named, "what": _("cost"), "unit": snapshot.currency, "value": one.cost}


def _trust(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    rests = snapshot.trust
    yield {"part": _("Trust"), "what": _("contacts"), "value": rests.read}
    if rests.rows is not None:
        of_rows = {"part": _("Trust"), "unit": _("rows")}
        yield {**of_rows, "what": _("read"), "value": rests.rows.read}
        yield {**of_rows, "what": _("loaded"), "value": rests.rows.loaded}
        yield {**of_rows, "what": _("left out by rule"), "value": rests.rows.left_out}
        yield {**of_rows, "what": _("set aside as unreadable"), "value": rests.rows.set_aside}
    yield {"part": _("Trust"), "what": _("publication"), "value": rests.publication}
