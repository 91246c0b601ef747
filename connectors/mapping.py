"""How a source's rows become ours: types, exclusion rules and one SELECT per table.

A recipe (`recipes/<name>.toml`) and the connector's own entry in moked.toml have the same keys; the entry
extends and overrides the recipe.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from connectors.errors import Refused
from language import _, marked
from settings import nearest
from settings.kinds import Flag
from settings.wanted import Location, place, wanted
from settings.zones import zones

RECIPES = Path(__file__).parent / "recipes"
# Raised whenever rows would come out differently for the same mapping: everything is then read again.
REVISION = 3
PATHS = marked("a path is needed, or a list of paths")

Model = TypeVar("Model", bound=BaseModel)


class Exclusion(BaseModel):
    """A named rule: rows for which `where` holds are not loaded, and counted under `name`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    where: str = Field(min_length=1)


class Options(BaseModel):
    """Everything that may stand in a `files` connector beside its name and kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str | list[str] = Field(min_length=1, description=PATHS)
    recipe: str | None = None
    notes: str = ""
    ignore: list[str] = []
    timezone: str | None = None
    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    quote: str = Field(default='"', max_length=1)
    decimal: str = Field(default=".", pattern=r"^[.,]$", description=marked('"." or "," is needed'))
    thousands: str = Field(default="", max_length=1)
    sheet: str | int = Field(default=0, description=marked("the name or the number of a sheet is needed"))
    header: Flag = True
    pieces: Flag = False
    columns: list[str] = []
    types: dict[str, str] = {}
    exclude: list[Exclusion] = []
    views: dict[str, str] = {}
    select: dict[str, str] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_columns(self) -> "Options":
        if not self.header and not self.columns:
            raise ValueError("without a header the columns have to be named: columns = [...]")
        return self

    @model_validator(mode="after")
    def _tells_numbers_apart(self) -> "Options":
        if self.thousands == self.decimal:
            raise ValueError(f"`thousands` and `decimal` cannot both be {self.decimal!r}; set them apart")
        return self

    @property
    def patterns(self) -> list[str]:
        return [self.path] if isinstance(self.path, str) else self.path

    @property
    def declared(self) -> list[str]:
        """Columns that a file has to have."""
        return list(dict.fromkeys([*self.columns, *self.types]))

    def statement(self, table: str) -> str:
        """The SELECT of one table with the views that it may use."""
        select = self.select[table].strip().rstrip(";")
        views = ",\n".join(f'"{name}" AS (\n{view}\n)' for name, view in self.views.items())
        return f"WITH {views}\nSELECT * FROM (\n{select}\n)" if views else select

    def only(self, tables: Iterable[str]) -> "Options":
        """The same mapping with the SELECTs of these tables."""
        return self.model_copy(update={"select": {table: self.select[table] for table in tables}})

    def fingerprint(self, zone: str) -> str:
        """Changes whenever a file would come out differently, so that it is read again."""
        meaning = self.model_dump(mode="json", exclude={"path", "notes", "ignore", "recipe"})
        text = json.dumps([REVISION, zone, meaning], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def options(given: dict[str, Any]) -> Options:
    """The options of a connector, its recipe included; raises Refused with one sentence."""
    found = validated(Options, _merged(_recipe(given.get("recipe")), given))
    need_zone(found.timezone)
    return found


def validated(model: type[Model], given: dict[str, Any]) -> Model:
    """The options of any kind of connector; raises Refused with one sentence, which repeats no value."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise Refused(_sentence(error, model)) from None


def need_zone(zone: str | None) -> None:
    """Refuse what is not the name of a time zone."""
    if zone is not None and zone not in zones():
        sentence = _("timezone = {zone!r} is not the name of a time zone{hint}")
        raise Refused(sentence.format(zone=zone, hint=nearest(zone, sorted(zones()))))


def _recipe(name: Any) -> dict[str, Any]:
    if name is None:
        return {}
    known = sorted(path.stem for path in RECIPES.glob("*.toml"))
    if name not in known:
        sentence = _("There is no recipe {name!r}{hint} Recipes are: {known}.")
        hint = nearest(str(name), known) or "."
        raise Refused(sentence.format(name=name, hint=hint, known=", ".join(known)))
    return tomllib.loads((RECIPES / f"{name}.toml").read_text(encoding="utf-8"))


def _merged(recipe: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    merged = {**recipe, **given}
    for key in ("types", "views", "select"):
        parts = [part.get(key, {}) for part in (recipe, given)]
        if any(parts) and all(isinstance(part, dict) for part in parts):
            merged[key] = {**parts[0], **parts[1]}
    both = [part.get("exclude", []) for part in (recipe, given)]
    rules = [rule for part in both if isinstance(part, list) for rule in part]
    if all(isinstance(part, list) for part in both) and all(isinstance(rule, dict) for rule in rules):
        merged["exclude"] = list({repr(rule.get("name")): rule for rule in rules}.values())
    return merged


def _sentence(error: ValidationError, model: type[BaseModel]) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in _way(model, first["loc"]))
    if first["type"] == "extra_forbidden":
        known = sorted(model.model_fields)
        sentence = _("Unknown key {key!r}{hint} Known: {known}.")
        hint = nearest(key, known) or "."
        return sentence.format(key=key, hint=hint, known=", ".join(known))
    if first["type"] == "missing":
        return _("The key {key!r} is missing.").format(key=key)
    if first["type"] in {"too_short", "string_too_short"}:
        return _("The key {key!r} is empty.").format(key=key)
    said = wanted(model, first)
    end = "" if said.endswith("?") else "."
    if not key:
        return f"{said[:1].upper()}{said[1:]}{end}"
    return _("The key {key!r} is not allowed: {said}").format(key=key, said=said + end)


def _way(model: type[BaseModel], location: Location) -> Location:
    """Where an error is; of a key that says itself what it takes the key alone, whatever was tried on it."""
    is_told = location[:1] and location[0] in model.model_fields and place(model, location[:1]).said
    return location[:1] if is_told else location
