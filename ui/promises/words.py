"""The words of promises: what was promised, what became of it, where it is told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from language import _, day, duration, listing, marked, ngettext, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.promise_harm import DAY_S
from metrics.promises import BROKEN
from ui.charts.trend import Point
from ui.promises.looked import AHEAD, LATELY

HOUR_S, MINUTE_S = 3600, 60
KEPT, CSAT = METRICS["promise_kept_rate"], METRICS["csat"]

KINDS: dict[str, str] = {
    "call_back": marked("Call-back"),
    "technician": marked("Technician's visit"),
    "credit": marked("Credit"),
    "delivery": marked("Delivery"),
    "other": marked("Something else"),
}
STATES: dict[str, str] = {
    "open": marked("Not due yet"),
    "due_today": marked("Due today"),
    "kept": marked("Kept in time"),
    "attempted": marked("Tried in time"),
    "broken": marked("Kept late"),
    "chased": marked("Customer asked"),
    "overdue": marked("Overdue"),
}
TOLD_BY: dict[str, str] = {"source": marked("The source"), "note": marked("A note only")}

NAMELESS: dict[str, str] = {
    "team": marked("no team"),
    "agent": marked("no agent"),
    "queue": marked("no queue"),
}


def noun(kind: str | None) -> str:
    """What was promised; a source may have kinds of its own."""
    told = kind or "other"
    return _(KINDS[told]) if told in KINDS else told.replace("_", " ").capitalize()


def became(row: Mapping[str, object]) -> str:
    """What became of a promise, and who said so where a person did."""
    said = _(STATES[str(row["state"])])
    if not row.get("done_by"):
        return said
    return _("{said}, marked by {who}").format(said=said, who=row["done_by"])


def agent(agent_id: object) -> str:
    """An agent's own id, without the source that it came from."""
    return str(agent_id).split(":", 1)[-1]


def told_by(origin: str) -> str:
    """Where a promise is told."""
    return _(TOLD_BY.get(origin, origin))


def sentence(counts: Mapping[str, int], kept: Figure) -> str:
    """What is overdue and falls due today, and how many of those that fell due were kept in time."""
    overdue, today = counts["promises_overdue"], counts["promises_due_today"]
    late = ngettext("*{n} promise is overdue*", "*{n} promises are overdue*", overdue)
    due = ngettext("{n} falls due today", "{n} fall due today", today)
    said = _("{late} and {due}").format(
        late=late.format(n=number(overdue)) if overdue else _("No promise is overdue"),
        due=due.format(n=number(today)) if today else _("none falls due today"),
    )
    if not is_judgeable(KEPT, kept):
        return f"{said}."
    end = _("{said}; {share} of this period’s were kept in time.")
    return end.format(said=said, share=share(kept["value"], 0))


def now_rule() -> str:
    """What of all times waits for somebody."""
    said = _("Whatever the period: due in the last {n} days, today, or in the next {ahead}")
    return said.format(n=number(LATELY.days), ahead=number(AHEAD.days))


def went_rule() -> str:
    """What is of the period."""
    return _("Promises by the day on which they fell due, as they stand now")


def group(dimension: str, name: str | None, names: Mapping[str, str]) -> str:
    """A group of the table as people call it; `names` are those of agents."""
    if dimension == "kind":
        return noun(name)
    if dimension == "origin":
        return told_by(name or "source")
    if not name:
        return _(NAMELESS[dimension])
    return names.get(name, agent(name)) if dimension == "agent" else name


def groups_title(dimension: str) -> str:
    """What the table of groups shows."""
    if dimension == "agent":
        return _("What each agent promised")
    return _("Where promises are kept least")


def groups_note(dimension: str) -> str:
    """In which order the groups stand, and why."""
    if dimension == "agent":
        return _("Most promises first; not a ranking: who promised is not always who had to keep it")
    return _("By the day they fell due · the least kept first")


def weekly(points: Sequence[Point]) -> str:
    """What the newest whole week says."""
    judged = [point for point in points if point.is_sure and point.value is not None]
    if not judged:
        return _("Kept in time, by week")
    said = _("In the {week} {share} were kept in time")
    return said.format(week=judged[-1].label, share=share(judged[-1].value, 0))


def weekly_note(points: Sequence[Point], weeks: str) -> str:
    """Which weeks are drawn, and how."""
    if not points:
        return _("No whole week to draw in this time.")
    band = _("band: {sure}").format(sure=share(0.95, 0))
    return " · ".join([_("By the week in which they fell due"), weeks, band])


BANDS: tuple[str, ...] = (
    marked("Up to 2 hours"),
    marked("Up to a day"),
    marked("Up to 3 days"),
    marked("Longer"),
    marked("Not kept by then"),
)
AFTER: tuple[str, ...] = (
    marked("within 2 hours"),
    marked("within a day"),
    marked("within 3 days"),
    marked("after more than 3 days"),
    marked("not at all"),
)


def band(at: int) -> str:
    """How long a promise took, or was to take."""
    return _(BANDS[at])


def delays(actual: Sequence[tuple[int, Figure]]) -> str:
    """Between which delays, as they came, satisfaction surely differs most; an association."""
    sure = [(at, one) for at, one in actual if is_judgeable(CSAT, one)]
    if len(sure) < 2:
        return _("Whether delays go with dissatisfaction cannot be told yet")
    best = max(sure, key=lambda pair: pair[1]["value"] or 0)
    worst = min(sure, key=lambda pair: pair[1]["value"] or 0)
    if (worst[1]["high"] or 0) >= (best[1]["low"] or 0):
        return _("Satisfaction does not surely differ by how long it took")
    said = _("Kept {soon}, {high} were satisfied; {late}, {low}")
    return said.format(
        soon=_(AFTER[best[0]]),
        late=_(AFTER[worst[0]]),
        high=share(best[1]["value"], 0),
        low=share(worst[1]["value"], 0),
    )


def who(row: Mapping[str, object], *, is_known: bool = True) -> str:
    """The customer's name, or the number where there is no name."""
    if not is_known or not (row.get("name") or row.get("customer_id")):
        return _("A customer")
    if row.get("name"):
        return str(row["name"])
    return _("Customer {number}").format(number=str(row["customer_id"]).split(":", 1)[-1])


def reasons(row: Mapping[str, Any], zone: str) -> str:
    """Why a promise stands where it does in the list."""
    came = row["came"]
    touch = ngettext("got in touch once since", "got in touch {n} times since", came)
    said = [touch.format(n=number(came))] if came else []
    if row["complained_at"]:
        said.append(_("has a complaint open"))
    if row["attempted_at"]:
        in_time = _("tried in time, {when}") if row["state"] == "attempted" else _("tried {when}")
        tried = (
            _("{tried}, nobody was reached").format(tried=in_time) if row["kind"] == "call_back" else in_time
        )
        said.append(tried.format(when=moment(row["attempted_at"], zone)))
    return " · ".join(said)


def promised_by(row: Mapping[str, Any], zone: str) -> str:
    """Who promised it, in which team, and for when."""
    name = row.get("agent_name") or (agent(row["agent_id"]) if row["agent_id"] else "")
    by = _("by {agent}").format(agent=name) if name else _("by the system")
    due = _("for {when}").format(when=moment(row["due_at"], zone))
    return " · ".join(part for part in (_("promised {by} {due}").format(by=by, due=due), row["team"]) if part)


def moment(at: datetime, zone: str) -> str:
    """An instant of these weeks, without its year: Sun 8 Nov, 20:00."""
    local = at.astimezone(ZoneInfo(zone))
    return _("{day}, {time}").format(day=day(local.date()), time=f"{local:%H:%M}")


def how_late(row: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    """The figure at the start of a line, with its words: 3, days late; 2, hours left.

    What was tried in time is not late: it has been due for so long.
    """
    if row["late_s"] > 0:
        said = _("{unit} since due") if row["state"] == "attempted" else _("{unit} late")
        return in_words(row["late_s"], said)
    return in_words((row["due_by"] - now).total_seconds(), _("{unit} left"))


def aged(seconds: float) -> str:
    """A duration in whole days from two on."""
    days = int(seconds // DAY_S)
    return duration(seconds) if days < 2 else ngettext("{n} day", "{n} days", days).format(n=number(days))


def in_words(seconds: float, said: str) -> tuple[str, str]:
    """A duration in its largest unit alone, the number apart from the words about it: 3, days late."""
    if seconds >= DAY_S:
        n = int(seconds // DAY_S)
        unit = ngettext("day", "days", n)
    elif seconds >= HOUR_S:
        n = int(seconds // HOUR_S)
        unit = ngettext("hour", "hours", n)
    else:
        n = int(max(seconds, 0) // MINUTE_S)
        unit = ngettext("minute", "minutes", n)
    return number(n), said.format(unit=unit)


def work(rows: pl.DataFrame) -> str:
    """What the work is made of, and in which order it stands."""
    overdue, tried, today = (
        rows.filter(pl.col("state").is_in(states)).height
        for states in (BROKEN, ("attempted",), ("due_today",))
    )
    parts = [
        _("{n} overdue").format(n=number(overdue)),
        *([_("{n} tried in vain").format(n=number(tried))] if tried else []),
        _("{n} due today").format(n=number(today)),
    ]
    order = _("the most harmful first: days since due × contacts since × value a year")
    return f"{listing(parts)} · {order}"
