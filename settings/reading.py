"""Reading the settings: a file, the environment over it, the demo where there is no file."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from language import _
from settings.demo import DEMO_RULES
from settings.errors import SettingsError, sentence
from settings.kinds import Lent
from settings.whole import SHIPPED, USUAL, Settings

# TRICKY: Delta and Polars take these signs in a path for something else (an address's, a partition's).
UNUSABLE = re.compile(r"[\[\]|^\\=\0]|%[0-9A-Fa-f]{2}")
DEMO = Path("demo", f"rules-{DEMO_RULES}")  # by other rules other things happened: their rows must not mix
VARIABLES = {
    ("data",): "MOKED_DATA",
    ("state_url",): "MOKED_STATE_URL",
    ("now",): "MOKED_NOW",
    ("site", "timezone"): "MOKED_SITE_TIMEZONE",
}
SECRET = re.compile(r"^\$\{([A-Z][A-Z0-9_]*)\}$")


def load(config: Path | None = None, data: Path | None = None) -> Settings:
    """Read the settings from `config` (else MOKED_CONFIG, else moked.toml, else the shipped demo.toml).

    The environment overrides single keys: MOKED_DATA, MOKED_STATE_URL, MOKED_NOW, MOKED_SITE_TIMEZONE.
    A value of the form "${NAME}" is taken from the environment: the way to keep secrets out of the file.
    The shipped demo keeps its data and its state in a folder of their own, so that leaving it mixes nothing.
    Raises SettingsError.
    """
    given = _config_path(config)
    path = given or SHIPPED
    raw = _read(path)
    if "source" in raw:
        raise SettingsError(_("Unknown key 'source' in {file}.").format(file=path.name))
    raw = _over(_resolved(raw), lent := _environment())
    if given is None:
        raw.pop("state_url", None)
    if data is not None:
        raw["data"] = data
    try:
        settings = Settings.model_validate({**raw, "source": given})
    except ValidationError as error:
        raise SettingsError(sentence(error, path, {way: VARIABLES[way] for way in lent})) from None
    return settings.model_copy(update={"data": _folder(settings, data)})


def _folder(settings: Settings, data: Path | None) -> Path:
    """Where these settings keep their data; a relative folder on the command line is the person's own."""
    folder = settings.folder / settings.data if data is None else data.absolute()
    if wrong := UNUSABLE.search(str(folder)):
        sentence = _("The data cannot be kept in {folder}: {sign} in its path cannot be read back. {allowed}")
        allowed = _(
            "Any folder without [ ] | ^ \\ = and without % before two hexadecimal digits can be used."
        )
        raise SettingsError(sentence.format(folder=folder, sign=wrong[0], allowed=allowed))
    return folder / DEMO if settings.is_shipped else folder


def _config_path(config: Path | None) -> Path | None:
    named = config or (Path(os.environ["MOKED_CONFIG"]) if os.environ.get("MOKED_CONFIG") else None)
    if named is not None:
        if not named.is_file():
            raise SettingsError(_("There is no settings file at {path}.").format(path=named))
        return named.absolute()
    return USUAL if USUAL.is_file() else None


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


def _environment() -> dict[tuple[str, ...], str]:
    """Read what the environment says of single keys, by the way to them."""
    return {way: value for way, name in VARIABLES.items() if (value := os.environ.get(name))}


def _over(raw: dict[str, Any], lent: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    """Put values over those of a file; what is no section there is left for its error."""
    for (*above, key), value in lent.items():
        section = raw.get(above[0], {}) if above else raw
        if isinstance(section, dict):
            raw = {**raw, above[0]: {**section, key: value}} if above else {**raw, key: value}
    return raw


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
    return Lent(os.environ[match[1]])
