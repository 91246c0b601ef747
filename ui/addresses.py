"""Addresses that nobody serves, led to a page."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import streamlit as st

from ui.navigation import PAGES

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
SERVED = ("_stcore", "app", "auth", "component", "media", "static")  # by Streamlit itself, below a folder


class LeadToPages:
    """Middleware: a person who types an address with folders is led to the page that it means.

    Streamlit would answer with its front end, whose scripts are named relative to the address: below a folder
    they are not there, and the page stays white.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = leads_to(scope["path"], st.get_option("server.baseUrlPath")) if is_typed(scope) else None
        if target is None:
            await self._app(scope, receive, send)
            return
        query = scope.get("query_string", b"")
        location = target.encode() + (b"?" + query if query else b"")
        headers = [(b"location", location), (b"content-length", b"0"), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def leads_to(path: str, base: str = "") -> str | None:
    """Where an address with folders leads, relative to itself; None where it can stay.

    A page's name at its end means that page, anything else the first one. `base` is the app's own folder.
    """
    root = f"/{base.strip('/')}/" if base.strip("/") else "/"
    below = path.removeprefix(root)
    folders = below.strip("/").split("/")
    if not path.startswith(root) or below.startswith("/") or len(folders) < 2:
        return None
    if folders[0] in SERVED or "_stcore" in folders:
        return None
    named = folders[-1].removesuffix(".py")
    return "../" * below.count("/") + (named if named in {page.key for page in PAGES} else "")


def is_typed(scope: Scope) -> bool:
    """Tell whether a browser asks for a document, not for one of its parts."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
