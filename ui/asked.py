"""What the address of a page asks for: read, checked, and written back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches

from language import _, listing
from metrics import causes
from metrics.followups import KINDS
from metrics.prevention.excess import WINDOWS as HOURS
from metrics.signals import SIGNALS
from metrics.within import WINDOWS
from ui.channels import ALL, choices, members
from ui.periods import CUSTOM, DEFAULT, PRESETS, Days
from ui.words import AGAINST, GRAINS

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Known:
    """What may be asked for: today at the site, its first weekday, its queues and channels, the figures."""

    today: date
    week_start: int
    queues: tuple[str, ...]
    channels: tuple[str, ...]
    figures: tuple[str, ...] = ()
    usual_channel: str = ""


@dataclass(frozen=True)
class Asked:
    """A valid choice. `narrowed` is the further restriction of one figure: a weekday, a cause, a topic.

    `channel` is one of them, a group of them, or empty for all; `channels` are those that it means.
    """

    period: str
    days: Days
    grain: str = "day"
    queues: tuple[str, ...] = ()
    channel: str = ""
    channels: tuple[str, ...] = ()
    usual_channel: str = field(default="", compare=False)
    against: str = "before"
    figure: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = field(default=(), compare=False)

    def query(self) -> dict[str, list[str]]:
        """The choice as parameters of an address; what is usual is left out."""
        usual = {"grain": usual_grain(self.days), "against": "before", "figure": ""}
        given = {name: [getattr(self, name)] for name, value in usual.items() if getattr(self, name) != value}
        if self.channel or self.usual_channel:  # said also where it is usual: another page has another usual
            given["channel"] = [self.channel or ALL]
        queues = {"queue": list(self.queues)} if self.queues else {}
        return {**self._period(), **given, **queues, **{name: [value] for name, value in self.narrowed}}

    def behind(self, figure: str, **narrowed: str) -> dict[str, list[str]]:
        """The address of the contacts behind a figure of this choice."""
        queue = narrowed.pop("queue", None)
        kept = {name: value for name, value in {**dict(self.narrowed), **narrowed}.items() if value}
        queues = (queue,) if queue else self.queues
        return replace(self, figure=figure, queues=queues, narrowed=tuple(sorted(kept.items()))).query()

    def _period(self) -> dict[str, list[str]]:
        if self.period != CUSTOM:
            return {} if self.period == DEFAULT else {"period": [self.period]}
        after = self.days.last + timedelta(1)
        return {"from": [self.days.first.isoformat()], "to": [after.isoformat()]}


def usual_grain(days: Days) -> str:
    """What a trend goes by unless somebody says otherwise: one day by hour, anything longer by day."""
    return "hour" if days.count == 1 else "day"


def read(query: Query, known: Known) -> Asked:
    """Understand an address; what cannot be understood falls back and leaves a sentence."""
    problems: list[str] = []
    period, days = _period(query, known, problems)
    allowed = choices(known.channels) or known.channels
    channel = one(query, "channel", allowed, known.usual_channel, problems)
    channel = "" if channel == ALL else channel
    return Asked(
        period=period,
        days=days,
        grain=one(query, "grain", tuple(GRAINS), usual_grain(days), problems),
        queues=tuple(
            queue for queue in query.get("queue", ()) if _is_known("queue", queue, known.queues, problems)
        ),
        channel=channel,
        channels=members(channel, known.channels),
        usual_channel=known.usual_channel,
        against=one(query, "against", tuple(AGAINST), "before", problems),
        figure=one(query, "figure", known.figures, "", problems) if known.figures else "",
        narrowed=_narrowed(query, problems),
        problems=tuple(problems),
    )


def _period(query: Query, known: Known, problems: list[str]) -> tuple[str, Days]:
    if "from" in query or "to" in query:
        days = _custom(query, problems)
        if days is not None:
            return CUSTOM, days
    name = one(query, "period", tuple(PRESETS), DEFAULT, problems)
    return name, PRESETS[name].days(known.today, known.week_start)


def _custom(query: Query, problems: list[str]) -> Days | None:
    """The days from `from` up to, without, `to`."""
    first, after = (_day(query, name, problems) for name in ("from", "to"))
    if first is None or after is None:
        if not problems:
            problems.append(_("A period needs both from and to, as in from=2026-11-01&to=2026-11-15."))
        return None
    if after <= first:
        problems.append(_backwards(first, after))
        return None
    return Days(first, after - timedelta(1))


def _backwards(first: date, after: date) -> str:
    """Why a period holds no day, and what would: `to` is the day after its last."""
    if after < first:
        said = _("The period ends before {to}, but begins on {first}; to is the day after its last day.")
        return said.format(to=after.isoformat(), first=first.isoformat())
    said = _("from={first}&to={first} holds no day: to is the day after the last. For one day: to={next}.")
    return said.format(first=first.isoformat(), next=(first + timedelta(1)).isoformat())


def _day(query: Query, name: str, problems: list[str]) -> date | None:
    given = _last(query, name)
    try:
        day = date.fromisoformat(given) if given else None
    except ValueError:
        said = _("{name}={value} is not a day; write it as 2026-11-14.")
        problems.append(said.format(name=name, value=given[:20]))
        return None
    if day is None or day.year in YEARS:
        return day
    said = _("{name}={value} is not allowed; years go from {low} to {high}.")
    problems.append(said.format(name=name, value=given[:20], low=YEARS[0], high=YEARS[-1]))
    return None


def one(query: Query, name: str, allowed: Sequence[str], usual: str, problems: list[str]) -> str:
    """One of the allowed values, or the usual one and a sentence."""
    given = _last(query, name)
    return given if given and _is_known(name, given, allowed, problems) else usual


def _is_known(name: str, value: str, allowed: Sequence[str], problems: list[str]) -> bool:
    if value in allowed:
        return True
    near = get_close_matches(value, allowed, n=1)
    hint = _(" Did you mean {near}?").format(near=near[0]) if near else ""
    said = _("Unknown {name} {value}.{hint} Known: {known}.")
    shown = listing([*allowed[:12], *(["…"] if len(allowed) > 12 else [])])
    problems.append(said.format(name=name, value=repr(value[:60]), hint=hint, known=shown))
    return False


YEARS = range(1970, 2101)
NO_SIGN = re.compile(r"[\x00\ud800-\udfff]")
MOST_DIGITS = 9
RANGES: dict[str, range] = {"weekday": range(1, 8), "hour": range(24)}
ONE_OF: dict[str, tuple[str, ...]] = {
    "cause": (causes.FIELD, causes.OPT_OUT, causes.OPTION, causes.RULE, causes.UNKNOWN),
    "within": tuple(str(days) for days in WINDOWS),
    "about": ("any", "same"),
    "nth": ("1", "2", "3", "4", "5"),
    "reason": KINDS,
    "signal": SIGNALS,
    "in_hours": tuple(str(hours) for hours in HOURS),
}
OF_MENU = ("option", "menu_path", "menu_place", "menu_way")
OF_ANSWERS = ("team",)  # whom an answer or a text is about, and who promised
OF_PROMISES = ("promised", "agent", "origin")  # what was promised, by whom, and where that is told
OF_GESTURES = ("gesture_kind", "authority")  # what was given, and on whose authority
OF_PAIRS = ("next_topic",)  # what the customer came for next
OF_WORDS = ("signal",)  # what was heard in a text
OF_EVENTS = ("event",)  # what had happened to the customer
NAMED = (
    *("detail", "first_queue", "last_queue", "topic", "segment", "language"),
    *OF_MENU,
    *OF_ANSWERS,
    *OF_PROMISES,
    *OF_GESTURES,
    *OF_PAIRS,
    *OF_EVENTS,
)
OF_PREVENTION = ("in_hours", *OF_EVENTS)
TRACED = (
    "cause",
    "nth",
    "reason",
    *(name for name in NAMED if name not in OF_EVENTS),
)  # what only contacts with the way they took can be narrowed by
NONE = "none"  # of what the data name: where they name nothing


def _narrowed(query: Query, problems: list[str]) -> tuple[tuple[str, str], ...]:
    """The restrictions of one figure that can be understood, by name; what NAMED say only the data know."""
    numbers = {
        name: str(number)
        for name, allowed in RANGES.items()
        if _last(query, name) and (number := _number(query, name, allowed, problems)) is not None
    }
    days = {
        name: found.isoformat()
        for name in ("day", "week")
        if (found := _day(query, name, problems)) is not None
    }
    chosen = {name: one(query, name, allowed, "", problems) for name, allowed in ONE_OF.items()}
    named = {name: _last(query, name) for name in NAMED}
    given = {name: value for name, value in {**chosen, **named}.items() if value}
    return tuple(sorted({**numbers, **days, **given}.items()))


def page(query: Query, pages: int, problems: list[str], name: str = "page") -> int:
    """The page of a list that is asked for, from 1; the first one and a sentence where there is none such."""
    return (_number(query, name, range(1, pages + 1), problems) if _last(query, name) else None) or 1


def _number(query: Query, name: str, allowed: range, problems: list[str]) -> int | None:
    given = _last(query, name)
    if given.isdecimal() and len(given) <= MOST_DIGITS and int(given) in allowed:
        return int(given)
    said = _("{name}={value} is not allowed; it goes from {low} to {high}.")
    problems.append(said.format(name=name, value=given[:20], low=allowed[0], high=allowed[-1]))
    return None


def texts(given: Sequence[str]) -> list[str]:
    """What an address says, without the signs that no database keeps: zero bytes and halves of characters."""
    return [NO_SIGN.sub("\ufffd", value) for value in given]


def _last(query: Query, name: str) -> str:
    values = query.get(name, ())
    return values[-1] if values else ""


KEPT = ("period", "from", "to", "grain", "queue", "channel", "against")


def kept(query: Query) -> dict[str, list[str]]:
    """The parameters that stay when a person goes to another page."""
    return {name: list(values) for name, values in query.items() if name in KEPT}
