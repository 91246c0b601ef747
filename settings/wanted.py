"""What a key of a model takes, in a person's words: never in those of the library that checks it."""

import json
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from language import _, ngettext
from settings.kinds import Lent
from settings.nearest import nearest

Location = Sequence[int | str]
LIMITS = ("ge", "gt", "le", "min_length", "max_length")


@dataclass(frozen=True)
class Place:
    """A key or an item of a list: the type that it is of, and the limits that it keeps to, by LIMITS.

    `said` is what is wanted where the key itself says it, as one with a pattern has to.
    """

    kind: Any
    limits: Mapping[str, Any]
    said: str = ""

    @property
    def model(self) -> type[BaseModel] | None:
        """The section that stands here, or of which a list stands here."""
        kind = self.item.kind if self.is_list else self.kind
        return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None

    @property
    def is_list(self) -> bool:
        return get_origin(self.kind) in (list, tuple)

    @property
    def item(self) -> "Place":
        """An item of this list, or a value of this table of names; itself where it has none."""
        kinds = get_args(self.kind)
        return _place(kinds[1 if get_origin(self.kind) is dict else 0]) if kinds else self


def place(model: type[BaseModel], location: Location) -> Place:
    """Find a key by its way from the model, through lists and sections."""
    found = Place(model, {})
    for part in location:
        is_item = found.model is None or (found.is_list and isinstance(part, int))
        found = found.item if is_item else _key(found.model or model, part)
    return found


def wanted(model: type[BaseModel], error: ErrorDetails) -> str:
    """Say what the key of an error takes, without a full stop at the end unless a hint asks a question."""
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    if error["type"] == "too_short":
        return _("at least one is needed")
    here = place(model, error["loc"])
    if here.said:
        return _(here.said)
    if here.model:
        return _section(error["loc"], is_list=here.is_list)
    return _list(error["input"], here.item) if here.is_list else _plain(here, error["input"])


def names(model: type[BaseModel]) -> list[str]:
    """List the keys of a section as people write them."""
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _key(model: type[BaseModel], key: int | str) -> Place:
    field = next(each for name, each in model.model_fields.items() if key in (each.alias, name))
    return _place(field.annotation, field.metadata, field.description or "")


def _place(annotation: Any, metadata: Iterable[Any] = (), said: str = "") -> Place:
    """Strip what is about a type: that it may be missing, and its limits, which are kept."""
    limits = _limits(metadata)
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            limits = _limits(more) | limits
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return Place(annotation, limits, said)


def _limits(metadata: Iterable[Any]) -> dict[str, Any]:
    told = [each for one in metadata for each in (one.metadata if isinstance(one, FieldInfo) else [one])]
    found = {name: getattr(one, name, None) for one in told for name in LIMITS if hasattr(one, name)}
    return {name: value for name, value in found.items() if value is not None}


def _section(location: Location, *, is_list: bool) -> str:
    """Say how a section is written: its way without the places in lists."""
    way = ".".join(str(part) for part in location if not isinstance(part, int))
    if is_list:
        return _("a list of sections is needed, each under [[{way}]]").format(way=way)
    return _("a section is needed, under [{way}]").format(way=way)


def _one_of(allowed: Sequence[str | int], given: object) -> str:
    """Say which words or numbers are allowed where only some are, and the one that was meant."""
    known = [str(each) for each in allowed]
    if len(known) == 1:
        return _('only "{known}" is known').format(known=known[0])
    hint = nearest(given, known).rstrip(".") if isinstance(given, str) else ""
    return _("one of {known} is needed{hint}").format(known=", ".join(known), hint=hint)


def _list(given: object, item: Place) -> str:
    """Say how a list is written: with the person's own value in it where that is one."""
    if isinstance(given, str) and item.kind is str and not isinstance(given, Lent) and "/" not in given:
        example = json.dumps([given], ensure_ascii=False)
    elif isinstance(given, date) and item.kind is date:
        example = f"[{given.isoformat()}]"
    else:
        example = "[2026-01-31]" if item.kind is date else '["…", "…"]'
    return _("a list is needed, as in {example}").format(example=example)


def _plain(here: Place, given: object) -> str:
    if get_origin(here.kind) is Literal:
        return _one_of(get_args(here.kind), given)
    if here.kind in (int, float):
        return _number(here)
    if here.kind is str:
        return _text(here)
    if get_origin(here.kind) is dict:
        return _('names are needed, as in { "2" = "Billing" }')
    return {
        bool: _("true or false is needed"),
        date: _("a day is needed, as in 2026-01-31"),
        datetime: _("an instant is needed, as in 1999-03-01T00:00:00+02:00"),
        Path: _("the path of a folder is needed"),
    }[here.kind]


def _number(here: Place) -> str:
    """Say which numbers are allowed."""
    low, above, high = (here.limits.get(name) for name in ("ge", "gt", "le"))
    what = _("a whole number") if here.kind is int else _("a number")
    if low is not None and high is not None:
        sentence = _("{what} from {low} to {high} is needed")
    elif above is not None and high is not None:
        sentence = _("{what} above {low} and up to {high} is needed")
    elif above is not None:
        sentence = _("{what} above {low} is needed")
    else:
        sentence = _("{what} of {low} or more is needed") if low is not None else _("{what} is needed")
    return sentence.format(what=what, low=_digits(low if above is None else above), high=_digits(high))


def _digits(limit: float | None) -> str:
    return "" if limit is None else f"{limit:.15g}"


def _text(here: Place) -> str:
    if most := here.limits.get("max_length"):
        sentence = ngettext(
            "a text of at most {n} character is needed", "a text of at most {n} characters is needed", most
        )
        return sentence.format(n=most)
    return _("a text is needed")
