"""Every kind of source, and how to connect one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from connectors.asterisk import Asterisk
from connectors.base import Connector
from connectors.demo import Demo
from connectors.errors import Refused
from connectors.files import Files
from connectors.sql import Sql
from language import _
from settings import ConnectorSettings, Site, nearest

CONNECTORS: dict[str, Callable[[str, Mapping[str, Any], str, Path], Connector]] = {
    "files": Files,
    "sql": Sql,
    "asterisk": Asterisk,
    "demo": Demo,
}


def connect(settings: ConnectorSettings, site: Site, folder: Path = Path()) -> Connector:
    """The connector that these settings describe; relative paths start from `folder`. Raises Refused."""
    if settings.kind not in CONNECTORS:
        sentence = _("Unknown kind {kind!r}{hint} Known: {known}.")
        hint = nearest(settings.kind, list(CONNECTORS)) or "."
        known = ", ".join(CONNECTORS)
        raise Refused(sentence.format(kind=settings.kind, hint=hint, known=known))
    return CONNECTORS[settings.kind](settings.name, settings.options, site.timezone, folder)
