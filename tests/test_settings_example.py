"""The example of the settings names every key, sets nothing, and is valid."""

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from connectors import connect
from connectors.mapping import Options
from connectors.sql import SqlOptions
from metrics.menu import Menu
from settings import Settings, load, sections
from tests.set_down import written

SET = re.compile(r"^# (\[|[a-z_]+ = )")


def uncommented(example: str) -> str:
    """Take the comment signs off everything that is a setting, SELECTs of many lines included."""
    lines, inside = [], False
    for line in example.splitlines():
        is_setting = inside or bool(SET.match(line))
        if is_setting and line.count('"""') == 1:
            inside = not inside
        lines.append(line.removeprefix("# ") if is_setting else line)
    return "\n".join(lines)


def test_the_example_sets_nothing(root: Path, tmp_path: Path) -> None:
    text = (root / "moked.example.toml").read_text()

    assert tomllib.loads(text) == {"site": {}, "refresh": {}}
    assert load(written(tmp_path, text), tmp_path) == load(written(tmp_path, ""), tmp_path)


def test_the_example_with_every_key_set_is_valid(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_DATABASE", "sqlite:///state.sqlite")
    monkeypatch.setenv("CRM_DATABASE", "sqlite:///crm.sqlite")
    monkeypatch.setenv("MOKED_MAIL_PASSWORD", "of the mail server")
    monkeypatch.setenv("MOKED_WEBHOOK_SECRET", "of a web hook, at length")

    settings = load(written(tmp_path, uncommented((root / "moked.example.toml").read_text())), tmp_path)

    Options.model_validate(settings.connectors[0].options)
    assert connect(settings.connectors[-1], settings.site).kind == "sql"
    assert settings.site.model_dump(exclude={"address"}) == Settings().site.model_dump(exclude={"address"})
    assert settings.refresh == Settings().refresh


@pytest.mark.parametrize(
    "model", [Settings, *sections().values(), Options, SqlOptions], ids=lambda model: model.__name__
)
def test_the_example_names_every_key(root: Path, model: type) -> None:
    text = (root / "moked.example.toml").read_text()
    keys = {field.alias or name for name, field in model.model_fields.items()} - {"source", "notes"}

    assert {key for key in keys if not re.search(rf"\b{key}\b", text)} == set()


def test_the_words_of_the_menu_in_the_example_are_those_that_hold_without_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_DATABASE", "sqlite:///state.sqlite")
    monkeypatch.setenv("CRM_DATABASE", "sqlite:///crm.sqlite")
    monkeypatch.setenv("MOKED_MAIL_PASSWORD", "of the mail server")
    monkeypatch.setenv("MOKED_WEBHOOK_SECRET", "of a web hook, at length")
    example = load(written(tmp_path, uncommented((root / "moked.example.toml").read_text())), tmp_path)

    words = example.menu.model_dump()
    assert words.pop("names") == {"2": "Billing", "2>1": "Refund"}  # of which none holds without it
    assert {**{name: tuple(given) for name, given in words.items()}, "names": {}} == asdict(Menu())
