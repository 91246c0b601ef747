"""All settings of an installation, and its clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import Field, field_validator, model_validator

from language import _
from settings.access import Access
from settings.centre import MenuWords, QueueEntry, TopicEntry
from settings.delivery import AlertRule, Mail, Webhook, unreachable
from settings.good_reasons import GoodReasons
from settings.kinds import YEARS, Instant, Whole
from settings.money import Money
from settings.quality import Quality
from settings.retention import Retention
from settings.risk import Risk
from settings.sections import (
    Complaints,
    ConnectorSettings,
    FollowUps,
    Heard,
    Hours,
    Promised,
    Refresh,
    Replay,
    Section,
    Site,
    Staffing,
    Target,
    Threshold,
)

HERE = Path(__file__).resolve().parents[1]
USUAL = HERE / "moked.toml"
SHIPPED = HERE / "demo.toml"
LAST = datetime(YEARS.stop, 1, 1, tzinfo=UTC)  # a replay that gets here stands still


class Settings(Section):
    """All settings; `source` is the file they came from, None when the shipped demo holds for want of one."""

    fixed_now: Instant | None = Field(default=None, alias="now")
    replay: Replay | None = None
    data: Path = Path("data")
    state_url: str | None = None
    keep_publications_days: Whole = Field(default=30, ge=1, le=30)
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
    queues: tuple[QueueEntry, ...] = ()
    topics: tuple[TopicEntry, ...] = ()
    menu: MenuWords = MenuWords()
    money: Money = Money()
    quality: Quality = Quality()
    promises: Promised = Promised()
    complaints: Complaints = Complaints()
    followups: FollowUps = FollowUps()
    signals: Heard = Heard()
    staffing: Staffing = Staffing()
    risk: Risk = Risk()
    good_reasons: GoodReasons = GoodReasons()
    mail: Mail = Mail()
    webhooks: tuple[Webhook, ...] = ()
    alerts: tuple[AlertRule, ...] = ()
    access: Access = Access()
    retention: Retention = Retention()
    source: Path | None = None

    @field_validator("connectors")
    @classmethod
    def _distinct(cls, value: tuple[ConnectorSettings, ...]) -> tuple[ConnectorSettings, ...]:
        if twice := _twice([connector.name for connector in value]):
            sentence = _("two connectors are named {name!r}; each needs a name of its own")
            raise ValueError(sentence.format(name=twice[0]))
        return value

    @field_validator("webhooks")
    @classmethod
    def _told_apart(cls, value: tuple[Webhook, ...]) -> tuple[Webhook, ...]:
        if twice := _twice([webhook.name for webhook in value]):
            sentence = _("two webhooks are named {name!r}; each needs a name of its own")
            raise ValueError(sentence.format(name=twice[0]))
        return value

    @field_validator("queues", "topics")
    @classmethod
    def _said_once(cls, value: tuple[QueueEntry | TopicEntry, ...]) -> tuple[QueueEntry | TopicEntry, ...]:
        if twice := _twice([entry.name for entry in value]):
            sentence = _("two entries are named {name!r}; say all of it in one")
            raise ValueError(sentence.format(name=twice[0]))
        return value

    @model_validator(mode="after")
    def _replays_from(self) -> "Settings":
        if self.replay is not None and self.fixed_now is None:
            raise ValueError(_("[replay] needs `now`, the instant that it begins with"))
        return self

    @model_validator(mode="after")
    def _reaches_everybody(self) -> "Settings":
        if wrong := unreachable(self.mail, self.webhooks, self.alerts):
            raise ValueError(wrong)
        return self

    @model_validator(mode="after")
    def _is_led_back_to(self) -> "Settings":
        if self.access.sign_in == "oidc" and self.site.address is None:
            raise ValueError(_('[access] sign_in = "oidc" needs [site] `address`: people are led back to it'))
        return self

    def now(self) -> datetime:
        """The clock: `now` of moked.toml where it is set, running on in a replay; else this machine's."""
        machine = datetime.now(UTC)
        if self.fixed_now is None:
            return machine
        passed = (machine - self.replay.since) * self.replay.speed if self.replay else timedelta()
        begun = self.fixed_now.astimezone(UTC)
        return begun + max(min(passed, LAST - begun), timedelta())

    @property
    def speed(self) -> float:
        """How many times as fast as this machine's the clock runs; 0 where it stands."""
        return 1.0 if self.fixed_now is None else (self.replay.speed if self.replay else 0.0)

    @property
    def now_is_set(self) -> bool:
        return self.fixed_now is not None

    @property
    def is_demo(self) -> bool:
        """Tell whether a source is simulated: then every page and mail says so."""
        return any(connector.kind == "demo" for connector in self.connectors)

    @property
    def is_shipped(self) -> bool:
        """Tell whether there is no settings file, so that the shipped demo holds."""
        return self.source is None

    @property
    def database_url(self) -> str:
        return self.state_url or f"sqlite:///{self.data / 'state.sqlite'}"

    @property
    def folder(self) -> Path:
        """The folder that relative paths of connectors start from."""
        return self.source.parent if self.source else HERE


def _twice(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
