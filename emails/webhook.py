"""Call a server of the organisation's own when something happens: signed, never led elsewhere.

Only what [[webhooks]] names is called. Its name is looked up once and the address found is judged and used,
so that nothing can change between the judgement and the call. An answer of 300 to 399 is not followed.
"""

import hashlib
import hmac
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final, Protocol
from urllib.parse import SplitResult

from emails.errors import RefusedError, UnavailableError, UnsureError
from language import _
from settings import Webhook

TIMEOUT_S = 10.0
WHOLE = 3  # times that, for the whole answer however slowly its pieces come
VERSION: Final = "v1"
FRESH = timedelta(minutes=5)
PASSING = (408, 425, 429)  # of those under 500 that may be another answer later
TRANSLATED = IPv6Network("64:ff9b::/96")
PORTS = {"https": 443, "http": 80}


class Place(Protocol):
    """Where a call leads; private: it may lie inside the own network."""

    @property
    def name(self) -> str: ...
    @property
    def parts(self) -> SplitResult: ...
    @property
    def private(self) -> bool: ...


Claim = Callable[[], bool]
IPAddress = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Call:
    """What is told: a body and the id that it keeps however often it is told."""

    id: str
    body: bytes


def call_of(told: Mapping[str, Any]) -> Call:
    """Write what is told as JSON; its `id` names it for ever."""
    return Call(str(told["id"]), json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def signature(secret: str, at: datetime, body: bytes) -> str:
    """Sign a body and the instant of its call: HMAC-SHA256 over "<seconds since 1970>.<body>"."""
    told = f"{int(at.timestamp())}.".encode() + body
    return f"{VERSION}={hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()}"


def is_genuine(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Tell, as a receiver does, whether a call was signed with the secret in the last five minutes."""
    try:
        at = datetime.fromtimestamp(int(headers["Moked-Timestamp"]), UTC)
    except (KeyError, ValueError, OverflowError):
        return False
    expected = signature(secret, at, body)
    is_signed = hmac.compare_digest(expected.encode(), headers.get("Moked-Signature", "").encode())
    return is_signed and abs(now - at) <= FRESH


def deliver(hook: Webhook, call: Call, at: datetime, claim: Claim, timeout_s: float = TIMEOUT_S) -> bool:
    """Make one call; False where `claim` said in the last moment that it must not be made any more.

    `at`: the machine's clock, for the signature. Raises UnavailableError, RefusedError and, once it was
    made and nobody answered, UnsureError.
    """
    with closing(connected(hook, timeout_s)) as connection:
        if not claim():
            return False
        status, wish = _answer(hook, connection, call, at)
    judge(hook, status, wish)
    return True


def try_out(hook: Webhook) -> None:
    """Find the server and connect, and call nothing. Raises UnavailableError, RefusedError."""
    connected(hook, TIMEOUT_S).close()


def _answer(
    hook: Webhook, connection: http.client.HTTPConnection, call: Call, at: datetime
) -> tuple[int, str]:
    """Call and give the status of the answer, and its wish when to be called again. Raises UnsureError."""
    try:
        with ended_after(connection, WHOLE * (connection.timeout or TIMEOUT_S)):
            connection.request("POST", target(hook), call.body, _headers(hook, call, at))
            with connection.getresponse() as answer:
                return answer.status, answer.headers.get("Retry-After", "")
    except (OSError, http.client.HTTPException) as error:
        said = _("{name} was called and did not answer. {again}")
        again = _("Whether it heard is not known, so it is not called again.")
        raise UnsureError(said.format(name=hook.name, again=again)) from error


@contextmanager
def ended_after(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """Hang up on a server that keeps us with a byte now and then, which no time out of a socket ends."""

    def hang_up() -> None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def target(hook: Place) -> str:
    return (hook.parts.path or "/") + (f"?{hook.parts.query}" if hook.parts.query else "")


def _headers(hook: Webhook, call: Call, at: datetime) -> dict[str, str]:
    return {
        "Host": hook.parts.netloc,
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Moked",
        "Moked-Delivery": call.id,
        "Moked-Timestamp": str(int(at.timestamp())),
        "Moked-Signature": signature(hook.secret, at, call.body),
    }


def connected(hook: Place, timeout_s: float = TIMEOUT_S) -> http.client.HTTPConnection:
    """Connect to where a call leads, if it may. Raises UnavailableError, RefusedError."""
    host, port = hook.parts.hostname or "", hook.parts.port or PORTS[hook.parts.scheme]
    addresses = _addresses(hook, host, port)
    try:
        wire = _wire(addresses, port, timeout_s)
        if hook.parts.scheme == "https":
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        said = _("The certificate of {name} cannot be trusted: {why}.")
        why = error.verify_message.rstrip(".")
        raise UnavailableError(said.format(name=hook.name, why=why)) from error
    except OSError as error:
        raise UnavailableError(_("{name} cannot be reached.").format(name=hook.name)) from error
    connection = http.client.HTTPConnection(host, port, timeout=timeout_s)
    connection.sock = wire
    return connection


def _wire(addresses: Sequence[IPAddress], port: int, timeout_s: float) -> socket.socket:
    """Connect to the first address that answers. Raises OSError."""
    *others, last = addresses
    for address in others:
        with suppress(OSError):
            return socket.create_connection((str(address), port), timeout_s)
    return socket.create_connection((str(last), port), timeout_s)


def _addresses(hook: Place, host: str, port: int) -> list[IPAddress]:
    """Look up a server's addresses, all of which must be allowed. Raises UnavailableError, RefusedError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise UnavailableError(_("The server of {name} cannot be found.").format(name=hook.name)) from error
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not all(_is_allowed(address, hook.private) for address in addresses):
        said = _("{name} lies inside a private network. If that is meant, set private = true for it.")
        raise RefusedError(said.format(name=hook.name))
    return addresses


def _is_allowed(address: IPAddress, private: bool) -> bool:
    """Judge an address by the one that it stands for; the neighbours' own and many at once never are."""
    meant = _meant(address)
    if meant.is_multicast or meant.is_unspecified or meant.is_link_local or _is_kept_back(meant):
        return False
    return private or meant.is_global


def _meant(address: IPAddress) -> IPAddress:
    """The address of IPv4 that one of IPv6 carries: mapped, in 6to4, or behind a translator (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _is_kept_back(address: IPAddress) -> bool:
    return address.version == 4 and address.is_reserved  # ::1 counts as reserved, too


def judge(hook: Place, status: int, wish: str) -> None:
    """Raise unless a server took what it was told. wish: when it wants to be called again, in seconds."""
    if 200 <= status < 300:
        return
    said = _("{name} answered {status}.").format(name=hook.name, status=status)
    if 300 <= status < 400:
        raise RefusedError(said + " " + _("It leads elsewhere, which is not followed."))
    if status >= 500 or status in PASSING:
        after = float(wish) if wish.isascii() and wish.isdigit() and len(wish) < 7 else None
        raise UnavailableError(said, retry_after_s=after)
    raise RefusedError(said)
