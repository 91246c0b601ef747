"""The sentences of the page Routing."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import polars as pl

from language import _, between, duration, marked, ngettext, number, share
from metrics import causes, wrong_desks
from metrics.compare import Figure
from ui.charts.flow import Flow
from ui.menu import names
from ui.readings import NOTHING

FIELDS: dict[str, str] = {
    "home_queue": marked("home queue"),
    "language": marked("language"),
    "segment": marked("segment"),
    "plan": marked("plan"),
}
ICONS: dict[str, str] = {
    causes.FIELD: "database",
    causes.OPT_OUT: "support_agent",
    causes.OPTION: "dialpad",
    causes.RULE: "alt_route",
    causes.UNKNOWN: "help",
}
MOVES: dict[str, str] = {
    wrong_desks.PLANNED: marked("As planned: an escalation"),
    wrong_desks.BLIND: marked("Handed over at once"),
    wrong_desks.CONSULTED: marked("After a word with the next agent"),
    wrong_desks.UNTOLD: marked("Nobody told how"),
}
LEAST = 30  # contacts under which no cause is named (DEFINITIONS 0.4)
HOUR_S, LONG_H = 3600, 100  # from so many hours on minutes say nothing
# From which share of the whole on a cause is named in the headline, in which words.
PARTS = (
    (0.9, marked("explains nearly all of it")),
    (0.6, marked("explains most of it")),
    (0.42, marked("explains half of it")),
    (0.28, marked("explains a third of it")),
)
MOSTLY = 0.6
EVIDENCE: dict[str, str] = {
    "misroute_rate": marked("Began at the wrong desk"),
    "misroute_rate_shown": marked("Shown by any of the four"),
    "misroute_rate_topic": marked("Topic belongs to another desk"),
    "misroute_rate_disposition": marked("Agent said: wrong desk"),
    "misroute_rate_quick": marked("Transferred within 90 s"),
    "misroute_rate_bounce": marked("Bounced A → B → A"),
}


KINDS = tuple(EVIDENCE)[2:]  # before them stand all wrong desks, and those that any kind shows
NOT_TOLD = marked("not told by any source")
UNTOLD: dict[str, str] = {"misroute_rate_topic": marked("no topic's owner is known")}


def untold(now: Mapping[str, Figure]) -> list[str]:
    """The kinds of evidence that no source tells of contacts that can be judged."""
    return [metric for metric in KINDS if now.get(metric, NOTHING)["value"] is None]


def sentence(
    lost_s: float | None, table: pl.DataFrame | None, *, is_judged: bool = True, missing: int = 0
) -> str:
    """What wrong desks cost, and the cause that explains most of it where one does.

    table is None where the causes could not be read; missing counts the kinds of evidence not told.
    """
    if not is_judged:
        return _("Nobody was answered in this period whose way is known.")
    if not lost_s and missing:
        return _("No wrong desk was seen, but {gap}.").format(gap=gap(missing))
    if not lost_s:
        return _("No time was lost at wrong desks.")
    lost = _("Wrong desks cost {time}").format(time=spent(lost_s))
    if table is None:
        return _("{lost}; why could not be read.").format(lost=lost)
    return _("{lost}; {why}.").format(lost=lost, why=_why(table))


def gap(missing: int) -> str:
    """How much of the evidence nobody tells, inside a sentence."""
    said = ngettext(
        "{n} of {all} kinds of evidence is not told by any source",
        "{n} of {all} kinds of evidence are not told by any source",
        missing,
    )
    return said.format(n=number(missing), all=number(len(KINDS)))


def _why(table: pl.DataFrame) -> str:
    """What explains most of it, as far as anybody can tell."""
    known = table.filter(pl.col("cause") != causes.UNKNOWN).rows(named=True)
    whole, n = float(table["minutes"].sum()), int(table["contacts"].sum())
    if n < LEAST:
        return _("too few contacts to say why")
    if not known or not whole:
        return _("no cause stands out")
    part = next((words for least, words in PARTS if known[0]["minutes"] / whole >= least), None)
    if part is not None:
        return _("{cause} {explains}").format(cause=short(known[0]), explains=_(part))
    if sum(row["minutes"] for row in known) < (1 - MOSTLY) * whole:
        return _("the cause of most of it is not known")
    return _leading(known, whole)


def _leading(known: list[dict[str, Any]], whole: float) -> str:
    """The largest cause, or two that are about as large; none where a third is, too."""
    apart = [_stands_apart(one, other) for one, other in pairwise(known)] + [True]
    first = known[0]
    shares = [share(one["minutes"] / whole, 0) for one in known[:2]]
    if apart[0]:
        return _("the largest known cause is {cause} ({share})").format(cause=brief(first), share=shares[0])
    if not apart[1]:
        return _("no cause stands out")
    said = _("the largest known causes are {cause} ({share}) and {other} ({rest})")
    return said.format(cause=brief(first), share=shares[0], other=brief(known[1]), rest=shares[1])


def _stands_apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether a cause is larger than the next one beyond chance: their intervals do not meet."""
    return one["low"] is not None and other["high"] is not None and bool(one["low"] > other["high"])


def spent(seconds: float) -> str:
    """Time of many people together: hours, however many, and minutes."""
    if seconds < HOUR_S:
        return duration(round(seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    said = (
        _("{hours}\u00a0h") if hours >= LONG_H or not minutes else _("{hours}\u00a0h {minutes:02}\u00a0min")
    )
    return said.format(hours=number(hours), minutes=minutes)


def short(row: dict[str, Any]) -> str:
    """A cause inside a sentence."""
    said = {
        causes.FIELD: _("a wrong {field} on record"),
        causes.OPT_OUT: _("asking for a person in the menu"),
        causes.OPTION: _("the menu option “{option}”"),
        causes.RULE: _("routing past the {field} on record"),
    }
    return said[row["cause"]].format(field=field(row["detail"]), option=option(row["detail"]))


def brief(row: dict[str, Any]) -> str:
    """A cause inside a sentence of several, as short as can be."""
    said = {
        causes.FIELD: _("a wrong {field} on record"),
        causes.OPT_OUT: _("asking for a person"),
        causes.OPTION: _("the menu option “{option}”"),
        causes.RULE: _("routing past the {field}"),
    }
    return said[row["cause"]].format(field=field(row["detail"]), option=option(row["detail"]))


def name(row: dict[str, Any]) -> str:
    """A cause as the head of its row."""
    said = {
        causes.FIELD: _("{Field} in the customer's record is wrong or missing"),
        causes.OPT_OUT: _("Asked for a person in the menu"),
        causes.OPTION: _("Menu “{option}” leads to the wrong desk"),
        causes.RULE: _("Routing does not follow the {field} on record"),
        causes.UNKNOWN: _("Cause not known"),
    }
    at_fault = field(row["detail"])
    return said[row["cause"]].format(
        field=at_fault, Field=at_fault.capitalize(), option=option(row["detail"])
    )


def note(row: dict[str, Any]) -> str:
    """What stands below a cause."""
    if row["cause"] == causes.FIELD:
        n = row["to_mend"] or 0
        words = ngettext("{n} record to mend", "{n} records to mend", n)
        return words.format(n=number(n)) if n else _("the records were mended since")
    said = {
        causes.OPT_OUT: _("so nobody knew what it was about"),
        causes.OPTION: _("more than twice as often as the other options"),
        causes.RULE: _("the record was right"),
        causes.UNKNOWN: _("a wrong desk, but no field, menu or rule explains it"),
    }
    return said[row["cause"]]


def helps(cause: str) -> str:
    """What would help."""
    said = {
        causes.FIELD: _("Mend the records"),
        causes.OPT_OUT: _("Ask what it is about"),
        causes.OPTION: _("Reword the menu"),
        causes.RULE: _("Follow the record"),
    }
    return said.get(cause, "")


def no_flow(*, is_judged: bool, missing: int = 0) -> tuple[str, str]:
    """What to say where there is no wrong desk, or nobody to judge."""
    if not is_judged:
        return _("Nobody to judge"), _("No contact was answered whose way through the queues is known.")
    if missing:
        said = _("As far as is told, every answered contact began where it ended; {gap}.")
        return _("No wrong desk seen"), said.format(gap=gap(missing))
    return _("No wrong desk"), _("Every answered contact began where it ended.")


def flow_title(flows: list[Flow], *, missing: int = 0) -> str:
    """The flow that stands out: who receives what belongs to whom; what is drawn where none does."""
    if not flows:
        return _("Nobody was seen at the wrong desk") if missing else _("Nobody began at the wrong desk")
    strong = next((one for one in flows if one.is_strong), None)
    if strong is None:
        return _("From the wrong desk to the right one")
    return _("{queue} receives what belongs to {other}").format(queue=strong.begin, other=strong.end)


def field(detail: str | None) -> str:
    """A field of the customer's record, inside a sentence."""
    return _(FIELDS[detail]) if detail in FIELDS else ""


def option(detail: str | None) -> str:
    """An option of the menu, as the way to it."""
    return names.way(detail, names.known()) if detail else ""


def saving(row: dict[str, Any], cost: str = "", *, is_weekly: bool = True) -> str:
    """How many minutes a week would be saved if this were right, by estimate; empty where nobody can say.

    Of a period under a week: how many it would have saved in the period.
    """
    if row["cause"] == causes.UNKNOWN or row["saved"] is None or row["saved_low"] is None:
        return ""
    if row["contacts"] < LEAST:
        return ""
    if row["saved_low"] <= 0:
        return _("what it would save is within noise")
    said = _("would save about {n} min a week ({bounds})")
    if not is_weekly:
        said = _("would have saved about {n} min ({bounds})")
    bounds = between(row["saved_low"], row["saved_high"], "count")
    whole = said.format(n=number(row["saved"]), bounds=bounds)
    return f"{whole}, {cost}" if cost else whole


def way(begin: str, end: str, topic: str | None) -> str:
    """A planned way on, and what it is for."""
    said = _("{begin} → {end}") if topic is None else _("{begin} → {end} ({topic})")
    return said.format(begin=begin, end=end, topic=topic)
