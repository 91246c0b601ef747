"""Laws of all keys that there are, so that a new one keeps them too."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from settings import Settings, sections
from settings.errors import sentence
from settings.wanted import Place, names, place

FILE = Path("moked.toml")
OTHER = {"site.week_start": str}  # a number here, a weekday's name in the file
GIVEN = {"now": "2026-01-01T00:00:00Z", "mail": {"host": "localhost", "from": "moked@example.com"}}
FILLED: dict[tuple[str, str], Any] = {  # what is required and not any text
    ("Webhook", "url"): "https://example.com",
    ("Webhook", "secret"): "a secret that is long enough",
    ("AlertRule", "to"): ["lead@example.com"],
    ("Oidc", "metadata"): "https://login.example.com/.well-known/openid-configuration",
    ("Proxy", "addresses"): ["10.0.0.5"],
    ("Proxy", "account_header"): "X-Auth-Email",
}
WAYS = [
    f"{way}.{name}".lstrip(".")
    for way, model in [("", Settings), *sections().items()]
    for name in names(model)
    if (model, name) != (Settings, "source")
]
VALUES: list[Any] = [
    *(True, False, 5, -1, 10**30, 2.5, float("nan"), float("inf"), float("-inf"), 1e300),
    *("", "  ", "8", "zz zz", "z" * 500, "\0", "${X}", "טלויה"),
    *([], [[]], [True], [5], [""], [{}], ["zz", 5], {}, {"": 1}, {"x": {}}, {"x": True}),
    *(
        date(2026, 1, 31),
        date(1, 1, 1),
        datetime.fromisoformat("2026-01-31T08:00"),
        datetime(9999, 12, 31, tzinfo=UTC),
        time(8),
    ),
]
WRITTEN: dict[Any, tuple[type, ...]] = {
    bool: (bool,),
    int: (int, float),
    float: (int, float),
    str: (str,),
    Literal: (str,),
    Path: (str,),
    date: (str, date),
    datetime: (str, datetime),
    list: (list,),
    tuple: (list,),
    dict: (dict,),
}


def at(way: str) -> Place:
    return place(Settings, way.split("."))


def taken(way: str) -> tuple[type, ...]:
    """The types of TOML that a key takes."""
    here = at(way)
    kind = dict if here.model and not here.is_list else get_origin(here.kind) or here.kind
    return (OTHER[way],) if way in OTHER else WRITTEN[kind]


def is_of(value: Any, kinds: tuple[type, ...]) -> bool:
    exact = date if type(value) is date else datetime if isinstance(value, datetime) else type(value)
    return exact in kinds


def whole(way: str, value: Any) -> dict[str, Any]:
    """Settings with this value at a key, and what the sections above it need besides."""
    above, _, key = way.rpartition(".")
    if not above:
        return {**GIVEN, key: value}
    section = at(above)
    inner = {**needed(section.model or Settings), key: value}
    return whole(above, [inner] if section.is_list else inner)


def needed(model: type[BaseModel]) -> dict[str, Any]:
    fields = [(field.alias or name, field) for name, field in model.model_fields.items()]
    return {name: filled(name, model) for name, field in fields if field.is_required()}


def filled(name: str, model: type[BaseModel]) -> Any:
    if (model.__name__, name) in FILLED:
        return FILLED[model.__name__, name]
    return {str: f"a_{name}", float: 1, datetime: "2026-01-01T00:00:00Z"}[place(model, [name]).kind]


def refused(raw: dict[str, Any]) -> tuple[str, str] | None:
    """What is said of these settings, and what pydantic would have said; None where they are taken."""
    try:
        Settings.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        return sentence(error, FILE, {}), "" if first["type"] == "value_error" else first["msg"]
    return None


@pytest.mark.parametrize("way", WAYS)
def test_a_value_of_another_type_is_refused(way: str) -> None:
    strangers = [value for value in VALUES if not is_of(value, taken(way))]

    assert [value for value in strangers if refused(whole(way, value)) is None] == []


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_names_the_key_and_is_never_in_the_words_of_pydantic(way: str) -> None:
    told = [said for value in VALUES if (said := refused(whole(way, value)))]
    key = way.rpartition(".")[2]

    assert told
    assert [said for said, _ in told if key not in said or said[-1] not in ".?" or "datetime" in said] == []
    assert [said for said, words in told if words and words.rstrip(".") in said] == []
    assert [said for said, _ in told if "Input should" in said or "valid" in said] == []


@pytest.mark.parametrize("way", [way for way in sections() if way != "connectors"])
def test_a_section_knows_its_keys_alone(way: str) -> None:
    said, _ = refused(whole(f"{way}.zzz", 1)) or ("", "")

    assert said.startswith("Unknown key '")
    assert ".zzz' in moked.toml" in said
    assert "Known here: " in said


def test_all_sections_are_found() -> None:
    assert {"site", "queues.serves", "topics.escalations", "complaints.steps", "signals"} <= set(sections())
    assert len(WAYS) > 80
