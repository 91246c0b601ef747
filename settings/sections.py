"""The sections of moked.toml."""

import re
from datetime import timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from language import _, marked
from settings.addresses import Web
from settings.kinds import Day, Flag, Instant, Name, Number, Whole
from settings.nearest import nearest
from settings.zones import zones

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPAN = re.compile(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)-(([01]\d|2[0-3]):[0-5]\d|24:00)$")


def _weekday(value: object) -> object:
    """Turn a weekday's name into its ISO number, 1 for Monday."""
    if isinstance(value, str) and value.lower() in WEEKDAYS:
        return WEEKDAYS.index(value.lower()) + 1
    raise ValueError(_("a weekday's name is needed, one of {days}").format(days=", ".join(WEEKDAYS)))


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(Section):
    name: Name = "Contact centre"
    timezone: str = "UTC"
    week_start: Annotated[int, BeforeValidator(_weekday)] = 1
    language: Literal["en"] = "en"
    address: Web | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in zones():
            hint = nearest(value, zones())
            raise ValueError(_("an IANA time zone is needed{hint}").format(hint=hint))
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


# The vocabulary's channels and directions; store.schema holds the same lists.
Channel = Literal["voice", "chat", "message", "social", "email", "web", "walk_in"]
Direction = Literal["inbound", "outbound", "callback", "internal"]
LONGEST_S = 366 * 86_400.0
LONGEST_PACE_S = 7 * 86_400
SHORTEST_NAME, LONGEST_NAME = 3, 60


class Threshold(Section):
    """Seconds within which an answer is in time, and under which leaving is a short abandon."""

    queue: Name | None = None
    channel: Channel | None = None
    answer_s: Number | None = Field(default=None, ge=0, le=LONGEST_S)
    short_abandon_s: Number | None = Field(default=None, ge=0, le=LONGEST_S)
    since: Day | None = None


class Target(Section):
    metric: Name
    value: Number = Field(ge=0)
    queue: Name | None = None
    since: Day | None = None


def _span(value: object) -> object:
    """Check a stretch of a day, such as 08:30-17:00, up to 24:00."""
    if not isinstance(value, str) or not SPAN.match(value) or value[:5] >= value[6:]:
        raise ValueError(_('a stretch of the day such as "08:30-17:00" is needed, at most "00:00-24:00"'))
    return value


Span = Annotated[str, BeforeValidator(_span)]


class Hours(Section):
    """When a queue is open, in the site's local time; without any entry it is always open."""

    queue: Name | None = None
    monday: list[Span] = []
    tuesday: list[Span] = []
    wednesday: list[Span] = []
    thursday: list[Span] = []
    friday: list[Span] = []
    saturday: list[Span] = []
    sunday: list[Span] = []
    closed_on: list[Day] = []

    def week(self) -> list[list[tuple[int, int]]]:
        """Open stretches by ISO weekday, Monday first, in seconds from midnight, half-open."""
        return [[_span_seconds(span) for span in getattr(self, day)] for day in WEEKDAYS]


class ConnectorSettings(BaseModel):
    """One source. What its kind needs beyond these keys is checked by the connector itself.

    Contacts in `own_directions` are the customer's own doing: only they count as repeat contacts.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    name: str = Field(
        pattern=r"^[a-z][a-z0-9_]{0,40}$",
        description=marked("small letters, digits and _ are allowed, a letter first, at most 41"),
    )
    kind: Name
    every_s: Whole | None = Field(default=None, ge=5, le=LONGEST_PACE_S)
    delay_s: Number = Field(default=0, ge=0, le=LONGEST_S)
    own_directions: list[Direction] = Field(default=["inbound"], min_length=1)

    @property
    def options(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class Refresh(Section):
    every_s: Whole = Field(default=300, ge=5, le=LONGEST_PACE_S)
    live_every_s: Whole = Field(default=5, ge=1, le=60)
    retry_after_s: Whole = Field(default=30, ge=1, le=3_600)
    give_up_after: Whole = Field(default=8, ge=1, le=1_000)


class Replay(Section):
    """A clock that began at `now` when this machine's said `since`, and runs `speed` times as fast."""

    since: Instant
    speed: Number = Field(gt=0, le=10_000)


def _span_seconds(span: str) -> tuple[int, int]:
    start, end = (int(part[:2]) * 3600 + int(part[3:]) * 60 for part in span.split("-"))
    return start, end


class Promised(Section):
    """How long after a call-back was due it may still be made in time; anything else has its whole day."""

    call_back_grace_minutes: Number = Field(default=15, ge=0, le=24 * 60)

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.call_back_grace_minutes)


class Heard(Section):
    """What notes and comments are heard with besides the rules: the names of competing providers."""

    competitors: tuple[str, ...] = ()

    @field_validator("competitors")
    @classmethod
    def _are_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is too short for a name: it would be met in every text."""
        names = tuple(" ".join(name.split()) for name in value)
        if not all(names):
            sentence = _("a name is empty; each needs at least {n} letters or digits")
            raise ValueError(sentence.format(n=SHORTEST_NAME))
        if wrong := next((name for name in names if _letters(name) < SHORTEST_NAME), None):
            sentence = _(
                "{name!r} is too short to be told from other words;"
                " a name needs at least {n} letters or digits"
            )
            raise ValueError(sentence.format(name=wrong, n=SHORTEST_NAME))
        if wrong := next((name for name in names if len(name) > LONGEST_NAME), None):
            sentence = _("{name!r} is too long for a name; {n} letters are allowed, one name an entry")
            raise ValueError(sentence.format(name=f"{wrong[:LONGEST_NAME]}…", n=LONGEST_NAME))
        return tuple(dict.fromkeys(names))


def _letters(name: str) -> int:
    return sum(sign.isalnum() for sign in name)


class ComplaintStep(Section):
    """What is to be done within so many hours of a complaint, and by what it is seen to be done."""

    name: Name = Field(max_length=80)
    within_hours: Number = Field(gt=0, le=24 * 366)
    done_by: Literal["answer", "mark", "end"] = "mark"


class Complaints(Section):
    """The plan that each complaint follows, step by step."""

    steps: tuple[ComplaintStep, ...] = (
        ComplaintStep(name="First answer", within_hours=24, done_by="answer"),
        ComplaintStep(name="Solved", within_hours=240, done_by="end"),
    )

    @field_validator("steps")
    @classmethod
    def _named_once(cls, value: tuple[ComplaintStep, ...]) -> tuple[ComplaintStep, ...]:
        names = [step.name for step in value]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            sentence = _("two steps are named {name!r}; each needs a name of its own")
            raise ValueError(sentence.format(name=twice[0]))
        return value


class Staffing(Section):
    """How forecasts become agents: the share of planned agents who are away, and the length of a slot."""

    shrinkage: Number = Field(default=0, ge=0, le=0.9)
    slot_minutes: Literal[15, 30] = 30

    @property
    def slot_s(self) -> int:
        return self.slot_minutes * 60


FollowUpKind = Literal["low_answer", "complaint", "hard_contact"]


class FollowUps(Section):
    """What opens a follow-up by itself, within how many working hours somebody should call, and whose it is.

    `owner` is "lead" (of the team whose agent had the contact), "team", "nobody", or the name of one for all.
    """

    opened_by: tuple[FollowUpKind, ...] = ("low_answer", "complaint", "hard_contact")
    low_answer_hours: Number = Field(default=8, gt=0, le=24 * 60)
    complaint_hours: Number = Field(default=8, gt=0, le=24 * 60)
    hard_contact_hours: Number = Field(default=16, gt=0, le=24 * 60)
    owner: Name = Field(default="lead", max_length=80)
    once_in_days: Whole = Field(default=14, ge=1, le=366)
    not_older_than_days: Number = Field(default=3, gt=0, le=28)
    most_a_day: Whole = Field(default=100, ge=1, le=10_000)
    hear_complaints: Flag = False

    @field_validator("opened_by", mode="before")
    @classmethod
    def _kinds(cls, value: object) -> object:
        if not isinstance(value, list | tuple):
            raise ValueError(_('a list is needed, as in ["low_answer", "complaint"]; [] opens none'))
        return value

    def hours(self, kind: str) -> float:
        """Working hours within which the customer should be called."""
        return float(getattr(self, f"{kind}_hours"))
