"""Every kind of source, and how to connect one."""

from pathlib import Path

from connectors.base import Connector
from connectors.errors import Refused
from connectors.files import Files
from language import _
from settings import ConnectorSettings, Site, nearest

CONNECTORS: dict[str, type[Files]] = {
    "files": Files,
}


def connect(settings: ConnectorSettings, site: Site, folder: Path = Path()) -> Connector:
    """The connector that these settings describe; relative paths start from `folder`. Raises Refused."""
    if settings.kind not in CONNECTORS:
        sentence = _("Unknown kind {kind!r}{hint} Known: {known}.")
        hint = nearest(settings.kind, list(CONNECTORS)) or "."
        known = ", ".join(CONNECTORS)
        raise Refused(sentence.format(kind=settings.kind, hint=hint, known=known))
    return CONNECTORS[settings.kind](settings.name, settings.options, site.timezone, folder)
