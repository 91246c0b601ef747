"""The centre's own map in moked.toml: what queues serve, who owns topics, which words the menu uses.

What is not given is not known here; a source may say it.
"""

import re

from pydantic import Field, field_validator, model_validator

from language import _
from settings.kinds import Name
from settings.sections import Section

ANY_TOPIC = "*"
WAY = re.compile(r"\s*>\s*")


class Serves(Section):
    """The values of a customer's record that a queue is for."""

    language: list[Name] | None = None
    segment: list[Name] | None = None
    plan: list[Name] | None = None


class QueueEntry(Section):
    """What a queue serves; its hours and thresholds stand in sections of their own."""

    name: Name
    serves: Serves = Serves()


class Escalation(Section):
    """A planned way on, from queue to queue."""

    start: Name = Field(alias="from")
    to: Name

    @model_validator(mode="after")
    def _leads_on(self) -> "Escalation":
        if self.start == self.to:
            raise ValueError(_("it has to lead to another queue"))
        return self


class TopicEntry(Section):
    """A topic's family, the queues that own it and its planned ways on; of ANY_TOPIC only the latter."""

    name: Name
    family: Name | None = None
    owners: list[Name] | None = None
    escalations: list[Escalation] | None = None

    @model_validator(mode="after")
    def _is_of_a_topic(self) -> "TopicEntry":
        if self.name == ANY_TOPIC and (self.family is not None or self.owners is not None):
            raise ValueError(_('name = "*" is any topic, for which only escalations can be given'))
        return self


class MenuWords(Section):
    """The words of a menu's paths that ask for a person or lead back, and the paths that are of no menu.

    names: what people call a place of the menu, by the way to it.
    """

    opt_outs: list[Name] | None = None
    backs: list[Name] | None = None
    unled: list[Name] | None = None
    names: dict[str, Name] | None = None

    @field_validator("names")
    @classmethod
    def _are_of_ways(cls, given: dict[str, str] | None) -> dict[str, str] | None:
        if wrong := next((way for way in given or {} if not all(WAY.split(way.strip()))), None):
            said = _("{way!r} is no way through the menu; write its nodes with > between them, as in 2>1")
            raise ValueError(said.format(way=wrong))
        return given and {">".join(WAY.split(way.strip())): name for way, name in given.items()}
