"""The sentences of the page Prevention."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from language import NO_BREAK, _, marked, ngettext, number, points, share
from metrics.matched import Difference
from metrics.money.lost import MISROUTES, REPEATS, WAITS
from metrics.money.members import Outcome
from metrics.prevention.episodes import PAGE
from metrics.prevention.names import said
from ui.routing.words import spent

Row = Mapping[str, Any]
HOUR_MIN, FULL = 60, 100  # minutes; from where on a figure needs no decimal
MANY: dict[str, str] = {
    "order": marked("Orders"),
    "invoice": marked("Invoices"),
    "payment_failed": marked("Failed payments"),
    "card_declined": marked("Declined cards"),
    "delivery_late": marked("Late deliveries"),
    PAGE: marked("Looks at a page"),
}
LOST: dict[str, str] = {
    REPEATS: marked("Repeat contacts"),
    MISROUTES: marked("Wrong desks"),
    WAITS: marked("Waiting"),
}
COUNTED: dict[str, str] = {
    REPEATS: marked("about the same within 7 days: all their time"),
    MISROUTES: marked("extra wait, and handling in vain"),
    WAITS: marked("of customers' own contacts, in the first queue too"),
}
OUTCOMES: dict[Outcome, str] = {
    "left": marked("Left"),
    "again": marked("Came again within 7 days"),
    "satisfied": marked("Satisfied"),
}
OF_WHAT: dict[Outcome, str] = {
    "left": marked("of customers"),
    "again": marked("of contacts"),
    "satisfied": marked("of answers"),
}
REASONS: dict[str, str] = {
    "not told": marked("no record tells"),
    "few": marked("too few to judge"),
    "no overlap": marked("no others are alike"),
    "few alike": marked("too few alike"),
    "no variation": marked("all fared the same"),
}


def many(kind: str) -> str:
    """Name all events of a kind: Declined cards, Looks at /help."""
    if kind.startswith(f"{PAGE} "):
        return _("Looks at {page}").format(page=kind.removeprefix(f"{PAGE} "))
    return _(MANY[kind]) if kind in MANY else _("Events “{kind}”").format(kind=said(kind))


def sentence(rows: pl.DataFrame) -> str:
    """What is followed by most contacts above the usual, where any clearly is; rows: within a day."""
    if not rows.height:
        return _("No source tells what happened to customers in this time.")
    clear = rows.filter("is_clear")
    if clear.height:
        return _leading(clear.row(0, named=True)).replace("*", "∗")
    if not rows.filter("is_judged").height:
        return _("Too little has happened yet to say what is followed by contacts.")
    return _("Nothing that happened is followed by clearly more contacts than usual.")


def _leading(row: Row) -> str:
    n = round(row["a_week"])
    said = ngettext(
        "{events} are followed by up to {n} contact a week that a message could save.",
        "{events} are followed by up to {n} contacts a week that a message could save.",
        n,
    )
    return said.format(events=many(row["kind"]), n=number(n))


def size(row: Row) -> str:
    """How many events of a kind, and whose."""
    events = ngettext("{n} event", "{n} events", row["events"]).format(n=number(row["events"]))
    people = ngettext("{n} customer", "{n} customers", row["people"]).format(n=number(row["people"]))
    return f"{events} · {people}"


def verdict(row: Row) -> str:
    """Why a kind is not named with a figure."""
    if not row["is_judged"]:
        return _("too few to judge")
    return _("not clearly more than usual")


def in_time(first: Row | None, day: Row | None) -> str:
    """How much of what a day brings comes within the first hour; empty where either is not clear."""
    if first is None or day is None or not (first["is_clear"] and day["is_clear"]):
        return ""
    part = min(first["a_week"] / day["a_week"], 1.0)
    told = _(
        "{events}: {share} of these contacts come within the first hour. A message by then precedes {rest}."
    )
    return told.format(events=many(day["kind"]), share=share(part, 0), rest=share(1 - part, 0))


def per_hundred(row: Row) -> tuple[str, str]:
    """How many contacts follow 100 events, and how many are usual."""
    if not row["matched"]:
        return "–", ""
    made, usual = (100 * row[name] / row["matched"] for name in ("contacts", "usual"))
    return number(made, 1), _("usual: {n}").format(n=number(usual, 1))


def costs(rows: pl.DataFrame) -> str:
    """How much time all three take in a week."""
    minutes = float(rows["minutes"].sum())
    if not minutes:
        return _("No time was lost that anybody knows of")
    return _("Repeats, wrong desks and waits take {time} a week").format(time=spent(60 * minutes))


def around(low: float | None, high: float | None) -> str:
    """An interval of minutes, its unit said once: 38.4–40.5 h; empty where there is none."""
    if low is None or high is None:
        return ""
    size, unit = (HOUR_MIN, _("h")) if high >= HOUR_MIN else (1, _("min"))
    digits = 0 if high / size >= FULL else 1
    return f"{number(low / size, digits)}–{number(high / size, digits)}{NO_BREAK}{unit}"


def unknown(rows: pl.DataFrame) -> str:
    """Of how many contacts a time is not known; empty where it is of all."""
    n = int(rows["unknown"].sum())
    said = ngettext(
        "Of {n} contact a time is not known: it counts for nothing.",
        "Of {n} contacts a time is not known: they count for nothing.",
        n,
    )
    return said.format(n=number(n)) if n else ""


def compared(found: Difference) -> str:
    """How members fare, how others alike do."""
    if found.value is None:
        return _(REASONS[found.reason or "not told"])
    return _("{members} of members, {others} of others alike").format(
        members=share(found.having), others=share(found.others)
    )


def difference(found: Difference) -> str:
    """By how many points, and whether that is clear."""
    if found.value is None:
        return "–"
    return points(found.value, 1, signed=True)


def bounds(found: Difference) -> str:
    """The interval of a difference; of one within noise it says so."""
    if found.low is None or found.high is None:
        return ""
    ends = f"{points(found.low, 1, signed=True)}{NO_BREAK}… {points(found.high, 1, signed=True)}"
    return ends if found.is_clear else _("within noise: {ends}").format(ends=ends)


def unclear(n: int) -> str:
    """How many kinds of events are followed by no more contacts than usual."""
    said = ngettext(
        "{n} more kind of event is not clearly followed by more contacts than usual",
        "{n} more kinds of events are not clearly followed by more contacts than usual",
        n,
    )
    return said.format(n=number(n))
