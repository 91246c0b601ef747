"""What a person may set: moked.toml and the environment, read once, each error one sentence.

Every key, its meaning and its default stand in moked.example.toml. Where there is no file, demo.toml is read.
"""

from settings.addresses import is_address
from settings.centre import ANY_TOPIC, MenuWords, QueueEntry, TopicEntry
from settings.delivery import AlertRule, Mail, Webhook
from settings.demo import DEMO_WEEKS
from settings.errors import SettingsError, sections
from settings.good_reasons import GoodReasons
from settings.leaving import leave_demo
from settings.money import Money
from settings.nearest import nearest
from settings.quality import Quality
from settings.reading import load
from settings.retention import Retention
from settings.risk import Risk
from settings.sections import LONGEST_S, WEEKDAYS, ConnectorSettings, Hours, Site, Target, Threshold
from settings.whole import USUAL, Settings

__all__ = [
    "ANY_TOPIC",
    "DEMO_WEEKS",
    "LONGEST_S",
    "USUAL",
    "WEEKDAYS",
    "AlertRule",
    "ConnectorSettings",
    "GoodReasons",
    "Hours",
    "Mail",
    "MenuWords",
    "Money",
    "Quality",
    "QueueEntry",
    "Retention",
    "Risk",
    "Settings",
    "SettingsError",
    "Site",
    "Target",
    "Threshold",
    "TopicEntry",
    "Webhook",
    "is_address",
    "leave_demo",
    "load",
    "nearest",
    "sections",
]
