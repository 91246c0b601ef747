"""What a person may set: moked.toml and the environment, read once, each error one sentence.

Every key, its meaning and its default stand in moked.example.toml.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from language import _

HERE = Path(__file__).resolve().parent
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPAN = re.compile(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)-(([01]\d|2[0-3]):[0-5]\d|24:00)$")
SECRET = re.compile(r"^\$\{([A-Z][A-Z0-9_]*)\}$")


class SettingsError(Exception):
    """Say in one sentence which key is wrong, its value and what is allowed."""


def _weekday(value: object) -> object:
    """Turn a weekday's name into its ISO number, 1 for Monday."""
    if isinstance(value, str) and value.lower() in WEEKDAYS:
        return WEEKDAYS.index(value.lower()) + 1
    raise ValueError(_("a weekday's name is needed, one of {days}").format(days=", ".join(WEEKDAYS)))


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(Section):
    name: str = "Contact centre"
    timezone: str = "UTC"
    week_start: Annotated[int, BeforeValidator(_weekday)] = 1
    language: Literal["en"] = "en"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            hint = nearest(value, available_timezones())
            raise ValueError(_("an IANA time zone is needed{hint}").format(hint=hint))
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


# The vocabulary's channels; store.schema holds the same list.
Channel = Literal["voice", "chat", "message", "social", "email", "web", "walk_in"]
LONGEST_S = 366 * 86_400.0


class Threshold(Section):
    """Seconds within which an answer is in time, and under which leaving is a short abandon."""

    queue: str | None = None
    channel: Channel | None = None
    answer_s: float | None = Field(default=None, ge=0, le=LONGEST_S)
    short_abandon_s: float | None = Field(default=None, ge=0, le=LONGEST_S)
    since: date | None = None


class Target(Section):
    metric: str
    value: float = Field(ge=0, allow_inf_nan=False)
    queue: str | None = None
    since: date | None = None


def _span(value: object) -> object:
    """Check a stretch of a day, such as 08:30-17:00, up to 24:00."""
    if not isinstance(value, str) or not SPAN.match(value) or value[:5] >= value[6:]:
        raise ValueError(_('a stretch of the day such as "08:30-17:00" is needed, at most "00:00-24:00"'))
    return value


Span = Annotated[str, BeforeValidator(_span)]


class Hours(Section):
    """When a queue is open, in the site's local time; without any entry it is always open."""

    queue: str | None = None
    monday: list[Span] = []
    tuesday: list[Span] = []
    wednesday: list[Span] = []
    thursday: list[Span] = []
    friday: list[Span] = []
    saturday: list[Span] = []
    sunday: list[Span] = []
    closed_on: list[date] = []

    def week(self) -> list[list[tuple[int, int]]]:
        """Open stretches by ISO weekday, Monday first, in seconds from midnight, half-open."""
        return [[_span_seconds(span) for span in getattr(self, day)] for day in WEEKDAYS]


class ConnectorSettings(BaseModel):
    """One source. What its kind needs beyond these keys is checked by the connector itself."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")
    kind: str
    every_s: int | None = Field(default=None, ge=5)
    delay_s: float = Field(default=0, ge=0)

    @property
    def options(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


class Refresh(Section):
    every_s: int = Field(default=300, ge=5)
    live_every_s: int = Field(default=5, ge=1, le=60)
    retry_after_s: int = Field(default=30, ge=1)
    give_up_after: int = Field(default=8, ge=1)


class Replay(Section):
    """A clock that began at `now` when this machine's said `since`, and runs `speed` times as fast."""

    since: datetime
    speed: float = Field(gt=0, le=10_000)

    @field_validator("since")
    @classmethod
    def _aware(cls, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError(_('it needs its offset, as in "1999-03-01T00:00:00+02:00"'))
        return value


class Settings(Section):
    """All settings; `source` is the file they came from, None when there is none."""

    fixed_now: datetime | None = Field(default=None, alias="now")
    replay: Replay | None = None
    data: Path = Path("data")
    state_url: str | None = None
    keep_publications_days: int = Field(default=30, ge=1, le=30)
    site: Site = Site()
    refresh: Refresh = Refresh()
    connectors: tuple[ConnectorSettings, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    targets: tuple[Target, ...] = (
        Target(metric="service_level", value=0.8),
        Target(metric="abandon_rate", value=0.05),
        Target(metric="wait_p90", value=180.0),
    )
    hours: tuple[Hours, ...] = ()
    source: Path | None = None

    @field_validator("fixed_now", mode="before")
    @classmethod
    def _written(cls, value: object) -> object:
        if value is not None and not isinstance(value, str | datetime):
            raise ValueError(_('an instant is needed, as in "1999-03-01T00:00:00+02:00"'))
        return value

    @field_validator("fixed_now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(_('it needs its offset, as in "1999-03-01T00:00:00+02:00"'))
        return value

    @field_validator("connectors")
    @classmethod
    def _distinct(cls, value: tuple[ConnectorSettings, ...]) -> tuple[ConnectorSettings, ...]:
        names = [connector.name for connector in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            sentence = _("two connectors are named {name!r}; each needs a name of its own")
            raise ValueError(sentence.format(name=twice[0]))
        return value

    @model_validator(mode="after")
    def _replays_from(self) -> "Settings":
        if self.replay is not None and self.fixed_now is None:
            raise ValueError(_("[replay] needs `now`, the instant that it begins with"))
        return self

    def now(self) -> datetime:
        """The clock: `now` of moked.toml where it is set, running on in a replay; else this machine's."""
        machine = datetime.now(UTC)
        if self.fixed_now is None:
            return machine
        passed = (machine - self.replay.since) * self.replay.speed if self.replay else timedelta()
        return self.fixed_now.astimezone(UTC) + max(passed, timedelta())

    @property
    def speed(self) -> float:
        """How many times as fast as this machine's the clock runs; 0 where it stands."""
        return 1.0 if self.fixed_now is None else (self.replay.speed if self.replay else 0.0)

    @property
    def now_is_set(self) -> bool:
        return self.fixed_now is not None

    @property
    def database_url(self) -> str:
        return self.state_url or f"sqlite:///{self.data / 'state.sqlite'}"

    @property
    def folder(self) -> Path:
        """The folder that relative paths of connectors start from."""
        return self.source.parent if self.source else HERE


def nearest(value: str, known: Iterable[str]) -> str:
    """End a sentence about an unknown word: with the known word most like it, or with a full stop."""
    match = difflib.get_close_matches(value, list(known), n=1, cutoff=0.5)
    return _("; did you mean {word!r}?").format(word=match[0]) if match else "."


def load(config: Path | None = None, data: Path | None = None) -> Settings:
    """Read the settings from `config` (else MOKED_CONFIG, else moked.toml if it is there).

    The environment overrides single keys: MOKED_DATA, MOKED_STATE_URL, MOKED_NOW, MOKED_SITE_TIMEZONE.
    A value of the form "${NAME}" is taken from the environment: the way to keep secrets out of the file.
    Raises SettingsError.
    """
    path = _config_path(config)
    raw = _read(path) if path else {}
    if "source" in raw:
        raise SettingsError(_("Unknown key 'source' in {file}.").format(file=path.name if path else ""))
    raw = {**_resolved(raw), **_environment(raw)}
    if data is not None:
        raw["data"] = data
    try:
        settings = Settings.model_validate({**raw, "source": path})
    except ValidationError as error:
        raise SettingsError(_sentence(error, path)) from None
    folder = settings.data if settings.data.is_absolute() else settings.folder / settings.data
    return settings.model_copy(update={"data": folder if data is None else data.absolute()})


def _config_path(config: Path | None) -> Path | None:
    named = config or (Path(os.environ["MOKED_CONFIG"]) if os.environ.get("MOKED_CONFIG") else None)
    if named is not None:
        if not named.is_file():
            raise SettingsError(_("There is no settings file at {path}.").format(path=named))
        return named.absolute()
    usual = HERE / "moked.toml"
    return usual if usual.is_file() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        said = _("{file} is not valid TOML: {error}.").format(file=path.name, error=error)
        raise SettingsError(said) from None
    except UnicodeDecodeError:
        said = _("{file} is not UTF-8 text; save it as UTF-8.").format(file=path.name)
        raise SettingsError(said) from None
    except OSError as error:
        said = _("{path} cannot be read: {error}.").format(path=path, error=error.strerror)
        raise SettingsError(said) from None


def _environment(raw: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in ("data", "state_url", "now"):
        if value := os.environ.get(f"MOKED_{key.upper()}"):
            found[key] = value
    if zone := os.environ.get("MOKED_SITE_TIMEZONE"):
        found["site"] = {**raw.get("site", {}), "timezone": zone}
    return found


def _resolved(value: Any) -> Any:
    """Replace "${NAME}" by the environment's value, at any depth."""
    if isinstance(value, dict):
        return {key: _resolved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item) for item in value]
    match = SECRET.match(value) if isinstance(value, str) else None
    if match is None:
        return value
    if match[1] not in os.environ:
        sentence = _("The environment has no {name}, which the settings ask for.")
        raise SettingsError(sentence.format(name=match[1]))
    return os.environ[match[1]]


def _span_seconds(span: str) -> tuple[int, int]:
    start, end = (int(part[:2]) * 3600 + int(part[3:]) * 60 for part in span.split("-"))
    return start, end


def _sentence(error: ValidationError, path: Path | None) -> str:
    """Say the first error as a person would; secrets are never repeated."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    name = path.name if path else _("the environment")
    if first["type"] == "extra_forbidden":
        known = _known_keys(first["loc"])
        hint = nearest(str(first["loc"][-1]), known)
        sentence = _("Unknown key {key!r} in {file}{hint} Known here: {known}.")
        return sentence.format(key=where, file=name, hint=hint, known=", ".join(known))
    if first["type"] == "missing":
        return _("{file}: {key} is missing.").format(file=name, key=where)
    said = _wanted(first["type"]) or first["msg"].removeprefix("Value error, ")
    end = "" if said.endswith((".", "?")) else "."
    sentence = _("{file}: {key} = {value} is not allowed: {why}")
    return sentence.format(file=name, key=where, value=_shown(first["input"]), why=said + end)


def _wanted(kind: str) -> str:
    """Say what is allowed where pydantic says it in a programmer's words."""
    words = {
        "model_type": _("a section is needed"),
        "model_attributes_type": _("a section is needed"),
        "tuple_type": _("a list of sections is needed, each under [[…]]"),
        "list_type": _("a list is needed"),
        "string_type": _("a text is needed"),
        "string_pattern_mismatch": _("small letters, digits and _ are allowed, a letter first, at most 41"),
        "datetime_from_date_parsing": _("an instant is needed, as in 1999-03-01T00:00:00+02:00"),
    }
    return words.get(kind, "")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) < 80 else text[:77] + "…"


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        model = SECTIONS.get(part, model)
    return sorted(field.alias or name for name, field in model.model_fields.items() if name != "source")


SECTIONS: dict[str | int, type[BaseModel]] = {
    "site": Site,
    "refresh": Refresh,
    "replay": Replay,
    "thresholds": Threshold,
    "targets": Target,
    "hours": Hours,
    "connectors": ConnectorSettings,
}
