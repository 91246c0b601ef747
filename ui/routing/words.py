"""The sentences of the page Routing."""

from typing import Any

import polars as pl

from language import _, duration, marked, ngettext, number
from metrics import causes
from ui.charts.flow import Flow

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
HOUR_S, LONG_H = 3600, 100  # from so many hours on minutes say nothing
# From which share of the whole on a cause is named in the headline, in which words.
PARTS = (
    (0.9, marked("explains nearly all of it")),
    (0.6, marked("explains most of it")),
    (0.42, marked("explains half of it")),
    (0.28, marked("explains a third of it")),
)
EVIDENCE: dict[str, str] = {
    "misroute_rate": marked("Began at the wrong desk"),
    "misroute_rate_topic": marked("Topic belongs to another desk"),
    "misroute_rate_disposition": marked("Agent said: wrong desk"),
    "misroute_rate_quick": marked("Transferred within 90 s"),
    "misroute_rate_bounce": marked("Bounced A → B → A"),
}


def sentence(lost_s: float | None, table: pl.DataFrame) -> str:
    """What wrong desks cost, and the cause that explains most of it where one does."""
    if not lost_s:
        return _("No time was lost at wrong desks.")
    lost = _("Wrong desks cost customers {time}").format(time=spent(lost_s))
    known = table.filter(pl.col("cause") != causes.UNKNOWN)
    whole = table["minutes"].sum()
    if not known.height or not whole:
        return _("{lost}; no cause stands out.").format(lost=lost)
    first = known.row(0, named=True)
    share = first["minutes"] / whole
    part = next((words for least, words in PARTS if share >= least), None)
    if part is None:
        return _("{lost}; no cause stands out.").format(lost=lost)
    return _("{lost}; {cause} {explains}.").format(lost=lost, cause=short(first), explains=_(part))


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
        causes.FIELD: _("a stale field, the {field},"),
        causes.OPT_OUT: _("asking for a person in the menu"),
        causes.OPTION: _("the menu option “{option}”"),
        causes.RULE: _("routing past the {field} on record"),
    }
    return said[row["cause"]].format(field=_field(row["detail"]), option=row["detail"])


def name(row: dict[str, Any]) -> str:
    """A cause as the head of its row."""
    said = {
        causes.FIELD: _("{Field} in the customer's record is wrong or missing"),
        causes.OPT_OUT: _("Asked for a person in the menu"),
        causes.OPTION: _("Menu “{option}” leads to the wrong desk"),
        causes.RULE: _("Routing does not follow the {field} on record"),
        causes.UNKNOWN: _("Cause not known"),
    }
    field = _field(row["detail"])
    return said[row["cause"]].format(field=field, Field=field.capitalize(), option=row["detail"])


def note(row: dict[str, Any]) -> str:
    """What stands below a cause."""
    if row["cause"] == causes.FIELD:
        words = ngettext("{n} record to mend", "{n} records to mend", row["customers"])
        return words.format(n=number(row["customers"]))
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


def flow_title(flows: list[Flow]) -> str:
    """The flow that matters: who receives what belongs to whom."""
    strong = next((one for one in flows if one.is_strong), None)
    if strong is None:
        return _("Nobody began at the wrong desk")
    return _("{queue} receives what belongs to {other}").format(queue=strong.begin, other=strong.end)


def _field(detail: str | None) -> str:
    return _(FIELDS[detail]) if detail in FIELDS else ""
