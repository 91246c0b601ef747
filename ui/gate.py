"""What every request goes through before Streamlit: whom to believe, what browsers may do, the way back."""

import re
from collections.abc import Mapping, MutableMapping
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from settings import SettingsError, load
from settings.access import Access
from ui import served
from ui.addresses import App, Receive, Scope, Send, is_typed
from ui.messages import only_ours
from ui.navigation import PAGES

WANTED: Final = "moked_wanted"  # the page that somebody asked for before signing in
WANTED_S: Final = 600
SIGNED_IN: Final = re.compile(rb'_streamlit_user="?[^"]+"?')  # the cookie of who is; one that goes is empty
LOGOUT: Final = "/auth/logout"
LOGIN: Final = "/auth/login"  # where Streamlit sends people to the provider from, and where they come back
BACK: Final = "/oauth2callback"
LONGEST: Final = 1_500  # characters of an address that is remembered
# Streamlit's own scripts evaluate code (Vega, ECharts) and write styles; nothing of another server is loaded.
POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
}
# Of Streamlit's own: a way to drive the app without a browser, figures about the process, and a place to put
# files, which no page asks for.
CLOSED: Final = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/upload_file")
Raw = list[tuple[bytes, bytes]]


class Gate:
    """Middleware in front of everything, read from the settings once: they change at a new start only.

    Headers that say who somebody is are dropped unless the proxy of [access.proxy] sent them, once each.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    @cached_property
    def _access(self) -> Access:
        try:
            return served.held(load()).access
        except SettingsError:  # then nobody is believed, and the page says what is wrong
            return Access()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if is_closed(scope["path"]):
            await _refuse(scope, send)
            return
        scope = {**scope, "headers": believed(scope, self._access)}
        is_oidc = served.way() == "oidc"

        async def hardened(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers: Raw = list(message.get("headers", []))
                message["headers"] = with_ours([*led(scope, headers), *kept(scope)] if is_oidc else headers)
            await send(message)

        await self._app(scope, only_ours(receive) if scope["type"] == "websocket" else receive, hardened)


def is_closed(path: str) -> bool:
    """Tell whether a path is served to nobody."""
    return any(part in path for part in CLOSED)


def believed(scope: Mapping[str, Any], access: Access) -> Raw:
    """Give the headers without those that say who somebody is, unless the trusted proxy said them once."""
    headers: Raw = list(scope["headers"])
    if access.proxy is None:
        return headers
    ours = {name.lower().encode() for name in access.proxy.headers.values()}
    given = [_plain(name) for name, _value in headers]
    is_once = all(given.count(name) <= 1 for name in ours)
    if access.sign_in == "proxy" and is_once and _is_from(scope, access):
        return headers
    return [(name, value) for name, value in headers if _plain(name) not in ours]


def _plain(name: bytes) -> bytes:
    """Write a header's name as servers do that take _ for -: both would reach them as one."""
    return name.lower().replace(b"_", b"-")


def _is_from(scope: Mapping[str, Any], access: Access) -> bool:
    peer = scope.get("client")
    # TRICKY: a port of 0 is uvicorn's, who took the address from a header where nobody told it not to.
    if access.proxy is None or not peer or peer[1] == 0:
        return False
    try:
        address: IPv4Address | IPv6Address = ip_address(peer[0])
    except ValueError:  # a socket of this machine has no address
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any((mapped or address) in network for network in access.proxy.networks)


def wants(scope: Scope) -> str | None:
    """The page, with its filters, that somebody asks for, or had before them when they went to sign in.

    "" where it is the first page, or they sign out; None where it is no page.
    """
    if scope["path"] == LOGOUT:
        return ""
    if scope["path"] == LOGIN:
        return _page(*_came_from(scope))
    return _page(scope["path"] or "/", scope.get("query_string", b"")) if is_typed(scope) else None


def kept(scope: Scope) -> Raw:
    """The cookie that remembers, for who signs in soon, what they want."""
    wanted = wants(scope)
    return [] if wanted is None else [_remembered(quote(wanted), WANTED_S if wanted else 0)]


def led(scope: Scope, headers: Raw) -> Raw:
    """Lead who has just signed in to the page they wanted: the provider's way back ends at the first one."""
    target = returns_to(scope)
    given = (value.partition(b";")[0] for name, value in headers if name == b"set-cookie")
    is_signed = any(SIGNED_IN.fullmatch(value) for value in given)
    if target is None or not is_signed or (b"location", b"/") not in headers:
        return headers
    others = [each for each in headers if each[0] != b"location"]
    return [*others, (b"location", target.encode()), _remembered("", 0)]


def returns_to(scope: Scope) -> str | None:
    """Where somebody who comes back from signing in wanted to be; None where nothing was asked for."""
    if scope["path"] != BACK:
        return None
    wanted = unquote(_cookies(scope).get(WANTED, ""))
    key = wanted.partition("?")[0]
    is_page = key in {page.key for page in PAGES} and wanted.isprintable() and wanted.isascii()
    return f"/{wanted}" if is_page else None


def with_ours(headers: Raw) -> Raw:
    """Add our headers to an answer's where it has none of its own."""
    given = {name.lower() for name, _value in headers}
    return [*headers, *((name, value) for name, value in HEADERS.items() if name not in given)]


def _page(path: str, query: bytes) -> str | None:
    key = path.strip("/")
    if path == "/":
        return ""
    if key not in {page.key for page in PAGES}:
        return None
    asked = f"{key}?{query.decode('latin-1')}" if query else key
    return asked if len(asked) <= LONGEST else key


def _came_from(scope: Mapping[str, Any]) -> tuple[str, bytes]:
    """Path and query of the page of ours that led here; empty where it was none of ours."""
    said = {name.lower(): value for name, value in scope["headers"]}
    try:
        parts = urlsplit(said.get(b"referer", b"").decode("ascii"))
    except ValueError:
        return "", b""
    is_ours = parts.netloc.encode() == said.get(b"host")
    return (parts.path, parts.query.encode()) if is_ours else ("", b"")


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-length", b"0"), *HEADERS.items()]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _remembered(value: str, seconds: int) -> tuple[bytes, bytes]:
    said = f"{WANTED}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return b"set-cookie", said.encode()


def _cookies(scope: Mapping[str, Any]) -> dict[str, str]:
    raw = b"; ".join(value for name, value in scope["headers"] if name.lower() == b"cookie")
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(raw.decode("latin-1")).items()}
    except CookieError:
        return {}
