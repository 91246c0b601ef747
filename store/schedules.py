"""When weekly mails go out: rows that people edit, made once with defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from language import _, weekday
from settings import WEEKDAYS, Settings, nearest
from settings.zones import zones
from store import audit
from store.asked import Viewer
from store.audit import About
from store.mailing_models import MailSchedule
from store.state import State
from store.weekdays import Weekly

KINDS: Final = ("snapshot", "recognition")
AT: Final = time(7)
WAIT_H, MOST_WAIT_H = 12, 96
START: Final = audit.ITSELF.name


class ScheduleError(ValueError):
    """Say what is wrong with a weekday, a time or a zone, and what is allowed."""


@dataclass(frozen=True)
class Schedule:
    """When a kind of mail goes out. wait_h: hours that data may be late.

    since: runs from before are not owed.
    """

    kind: str
    weekday: str
    at: time
    zone: str
    is_on: bool
    wait_h: int
    since: datetime
    by: str

    @property
    def cadence(self) -> Weekly:
        return Weekly(self.weekday, self.at, ZoneInfo(self.zone))

    @property
    def words(self) -> str:
        """Say it as people do: Monday, 07:00 (Asia/Jerusalem)."""
        named = weekday(WEEKDAYS.index(self.weekday) + 1, "wide")
        return f"{named}, {self.at:%H:%M} ({self.zone})"


def begin(state: State, settings: Settings, now: datetime) -> None:
    """Make the defaults where there are none yet; what people set stays as it is."""
    known = {one.kind for one in schedules(state)}
    if not set(KINDS) - known:
        return
    first = WEEKDAYS[settings.site.week_start - 1]
    days: Mapping[str, str] = {"snapshot": "monday", "recognition": first}
    with state.writing() as connection:
        there = set(connection.execute(select(MailSchedule.kind)).scalars())
        for kind in KINDS:
            if kind not in there:
                made = Schedule(kind, days[kind], AT, settings.site.timezone, True, WAIT_H, now, START)
                connection.execute(insert(MailSchedule).values(**_row(made)))


def schedules(state: State) -> list[Schedule]:
    """List all there are, in the order of KINDS."""
    with state.reading() as connection:
        rows = connection.execute(select(*MailSchedule.__table__.columns)).all()
    found = [
        Schedule(
            *(row.kind, row.weekday, time.fromisoformat(row.at), row.zone),
            *(bool(row.is_on), row.wait_h, row.since, row.by),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def change(state: State, who: Viewer, wanted: Schedule, now: datetime) -> None:
    """Set when a kind goes out, and write down who did. Raises ScheduleError.

    A run whose time is over already is not owed by what was set after it.
    """
    _check(wanted)
    made = replace(wanted, since=now, by=who.signature)
    with state.writing() as connection:
        row = {name: value for name, value in _row(made).items() if name != "kind"}
        connection.execute(update(MailSchedule).where(MailSchedule.kind == wanted.kind).values(**row))
        on = made.words if made.is_on else _("off")
        audit.noted(connection, who, "changed", now, About("setting", f"mail {made.kind}"), on)


def hold(state: State, now: datetime) -> None:
    """Owe nothing of the time in which no mail can be sent."""
    with state.writing() as connection:
        connection.execute(update(MailSchedule).values(since=now))


def _check(wanted: Schedule) -> None:
    if wanted.kind not in KINDS:
        said = _("Unknown mail {what!r}{hint} Known: {known}.")
        hint = nearest(wanted.kind, KINDS)
        raise ScheduleError(said.format(what=wanted.kind, hint=hint, known=", ".join(KINDS)))
    if wanted.weekday not in WEEKDAYS:
        said = _("Unknown weekday {day!r}. Known: {known}.")
        raise ScheduleError(said.format(day=wanted.weekday, known=", ".join(WEEKDAYS)))
    if wanted.zone not in zones():
        said = _("Unknown time zone {zone!r}{hint}")
        raise ScheduleError(said.format(zone=wanted.zone, hint=nearest(wanted.zone, zones())))
    if not 0 <= wanted.wait_h <= MOST_WAIT_H:
        said = _("Late data cannot be waited for {n} hours; 0 to {most} are allowed.")
        raise ScheduleError(said.format(n=wanted.wait_h, most=MOST_WAIT_H))


def _row(one: Schedule) -> dict[str, object]:
    return {
        **{name: getattr(one, name) for name in ("kind", "weekday", "zone", "wait_h", "since", "by")},
        "at": f"{one.at:%H:%M}",
        "is_on": int(one.is_on),
    }
