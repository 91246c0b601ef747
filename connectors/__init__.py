"""Every kind of source, and how to connect one."""

from pathlib import Path
from pkgutil import resolve_name

from connectors.base import Connector
from connectors.errors import Refused
from language import _
from settings import ConnectorSettings, Site, nearest

# By name, so that a process imports only what its sources need: DuckDB and the drivers take a second.
CONNECTORS = {
    "files": "connectors.files:Files",
    "sql": "connectors.sql:Sql",
    "asterisk": "connectors.asterisk:Asterisk",
    "demo": "connectors.demo:Demo",
}


def connect(settings: ConnectorSettings, site: Site, folder: Path = Path()) -> Connector:
    """The connector that these settings describe; relative paths start from `folder`. Raises Refused."""
    if settings.kind not in CONNECTORS:
        sentence = _("Unknown kind {kind!r}{hint} Known: {known}.")
        hint = nearest(settings.kind, list(CONNECTORS)) or "."
        known = ", ".join(CONNECTORS)
        raise Refused(sentence.format(kind=settings.kind, hint=hint, known=known))
    made: Connector = resolve_name(CONNECTORS[settings.kind])(
        settings.name, settings.options, site.timezone, folder
    )
    return made
