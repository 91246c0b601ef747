"""The words of complaints: how they stand, what the plan says next, what was heard."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from language import _, day, duration, marked, ngettext, number
from ui.markup import Safe, join, tag, text
from ui.promises.looked import WEEKS
from ui.promises.words import aged, in_words, moment
from ui.readings import NOTHING
from ui.words import channel

HEARD: dict[str, str] = {
    "customer": marked("in the customer's own words"),
    "agent": marked("in an agent's note"),
}
AT_ONCE_MS = 1000
AROUND = 70  # characters beside what was heard


def sentence(still_open: int, behind: int, oldest: timedelta | None) -> str:
    """How many complaints are open and behind their plan, and how old the oldest is, where that is known."""
    if not still_open:
        return _("No complaint is open.")
    said = _stand(still_open, behind).format(behind=number(behind), n=number(still_open))
    if oldest is None:
        return f"{said}."
    age = aged(oldest.total_seconds())
    end = _("{said}; it is {age} old.") if still_open == 1 else _("{said}; the oldest is {age} old.")
    return end.format(said=said, age=age)


def _stand(still_open: int, behind: int) -> str:
    if not behind:
        return ngettext(
            "{n} complaint is open and within its plan",
            "{n} complaints are open, all within their plan",
            still_open,
        )
    if behind == still_open:
        return ngettext(
            "*The one open complaint is behind its plan*",
            "*All {n} open complaints are behind their plan*",
            still_open,
        )
    return ngettext(
        "*{behind} of {n} open complaints is behind its plan*",
        "*{behind} of {n} open complaints are behind their plan*",
        behind,
    )


def now_rule() -> str:
    """What of all times waits for somebody."""
    return _("Whatever the period: complaints of the last {n} weeks").format(n=number(WEEKS))


def went_rule() -> str:
    """What is of the period."""
    return _("Complaints by the day on which they were made, as they stand now")


def about(row: Mapping[str, Any]) -> str:
    """What a complaint is about."""
    return str(row["topic"] or _("a complaint"))


def came(row: Mapping[str, Any], zone: str) -> str:
    """When a complaint came, by which way and where."""
    parts = [moment(row["complained_at"], zone), channel(row["channel"]), row["queue"]]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def clock(row: Mapping[str, Any]) -> str:
    """How the clock to the first answer stands."""
    time = duration((row["answer_ms"] or 0) / 1000)
    if row["is_answered"] and (row["answer_ms"] or 0) < AT_ONCE_MS:
        return _("answered at once")
    if row["is_answered"]:
        return _("first answer after {time}").format(time=time)
    return _("no answer by a person for {time}").format(time=time)


def step(row: Mapping[str, Any], zone: str) -> Safe:
    """One step of the plan as a chip: done, due or late."""
    if row["state"] == "done":
        return tag("span", _("✓ {step}").format(step=row["step"]), "chip c-ok")
    when = moment(row["due_at"], zone)
    if row["state"] == "late":
        said = _("{step}: late since {when}").format(step=row["step"], when=when)
        return tag("span", said, "chip c-worse")
    return tag("span", _("{step}: by {when}").format(step=row["step"], when=when), "chip c-note")


def steps(rows: Sequence[Mapping[str, Any]], zone: str) -> Safe:
    """The steps of one complaint, in order."""
    return tag("div", join(step(row, zone) for row in rows), "mk-steps")


def heard_in(row: Mapping[str, Any], zone: str) -> str:
    """Where a complaint was heard, and when."""
    where = _(HEARD.get(row["author"] or "", marked("in a text")))
    return _("heard {where}, {when}").format(where=where, when=moment(row["at"], zone))


def quote(masked: str | None, evidence: str | None) -> Safe:
    """What was written around the words that sound like a complaint, these marked."""
    said = masked or ""
    found = [(start, end) for name, start, end, _rule in json.loads(evidence or "[]") if name == "complaint"]
    if not found:
        return text(said[: 2 * AROUND])
    start, end = found[0]
    first, last = max(0, start - AROUND), min(len(said), end + AROUND)
    before = ("…" if first else "") + said[first:start]
    after = said[end:last] + ("…" if last < len(said) else "")
    return join([before, tag("mark", said[start:end]), after])


def weekly(rows: pl.DataFrame) -> str:
    """What the newest whole week says."""
    if not rows.height:
        return _("Complaints by week")
    newest = rows.row(-1, named=True)
    made, left = made_of(newest), open_of(newest)
    said = ngettext(
        "In the week of {day} {n} complaint was made; {open} not solved so far",
        "In the week of {day} {n} complaints were made; {open} not solved so far",
        made,
    )
    return said.format(day=day(newest["week"]), n=number(made), open=number(left))


def made_of(row: Mapping[str, Any]) -> int:
    """How many complaints a row of figures is about."""
    return int((row["complaint_first_answer_median"] or NOTHING)["denominator"] or 0)


def open_of(row: Mapping[str, Any]) -> int:
    """How many of them are open."""
    return int((row["complaints_open"] or NOTHING)["value"] or 0)


def unknown(n: int) -> str:
    """That nobody says whether some complaints were solved."""
    said = ngettext(
        "Of {n} more complaint the source does not say whether it was solved: it is not counted as open.",
        "Of {n} more complaints their source does not say whether they were solved: not counted as open.",
        n,
    )
    return said.format(n=number(n))


def heard_rule(n: int) -> str:
    """Why what was heard is not among the open complaints."""
    said = ngettext(
        "{n} contact sounds like a complaint that nobody registered. Counted apart: rules may err.",
        "{n} contacts sound like complaints that nobody registered. Counted apart: rules may err.",
        n,
    )
    return said.format(n=number(n))


def age(row: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    """How long ago a complaint was heard, and the words for it."""
    return in_words((now - row["at"]).total_seconds(), _("{unit} ago"))


def within(hours: float) -> str:
    """Within how long a step is to be done."""
    if hours >= 48 and hours % 24 == 0:
        return ngettext("{n} day", "{n} days", round(hours / 24)).format(n=number(hours / 24))
    return duration(hours * 3600) if hours % 1 else _("{n} h").format(n=number(hours))
