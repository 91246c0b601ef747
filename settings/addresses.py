"""Kinds of texts that lead somewhere: addresses of mail, of servers and of pages."""

import re
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator

from language import _
from settings.kinds import Name

ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
HOST = re.compile(r"[A-Za-z0-9_.-]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+")


def is_address(text: str) -> bool:
    """Tell whether this can be an address of electronic mail."""
    return ADDRESS.fullmatch(text) is not None and text.isascii() and text.isprintable()


def split(url: str) -> SplitResult | None:
    """Take apart the address of a server on the web; None where it is none."""
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a port that is no number
        return None
    return parts if is_one and url.isascii() and url.isprintable() and " " not in url else None


def _address(value: str) -> str:
    if not is_address(value):
        raise ValueError(_("an address is needed, as in moked@example.com"))
    return value


def _host(value: str) -> str:
    if not HOST.fullmatch(value):
        raise ValueError(_("the name of a server is needed, as in smtp.example.com"))
    return value


def _one_line(value: str) -> str:
    """Refuse what would begin another line of what is said to a server."""
    if not value.isprintable():
        raise ValueError(_("a text without line breaks is needed"))
    return value


def _web(value: str) -> str:
    parts = split(value)
    if parts is None:
        raise ValueError(_("an address on the web is needed, as in https://example.com"))
    if parts.username is not None or parts.fragment:
        raise ValueError(_("an address without a password in it and without # is needed"))
    return value


Address = Annotated[Name, AfterValidator(_address)]
Host = Annotated[Name, AfterValidator(_host)]
Line = Annotated[Name, AfterValidator(_one_line)]
Web = Annotated[Name, AfterValidator(_web)]
