"""Real servers on the loopback address: one that takes mails, one that hears calls, both ill on demand.

tests/emails/localhost.pem is a certificate for localhost with its key, made for these tests.
"""

import asyncio
import http.server
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

CERTIFICATE = Path(__file__).parent / "emails" / "localhost.pem"
USER, PASSWORD = "moked", "pa$$word of the mail server"


def context() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(CERTIFICATE)
    return made


@dataclass
class Mailbox:
    """What a mail server took, and how it answers to RCPT and to DATA; DROP: it breaks off; HANG: never."""

    port: int
    answers: dict[str, str] = field(default_factory=dict)
    once: dict[str, str] = field(default_factory=dict)  # to the first to an address; KEEP: taken, unanswered
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    hung: Event = field(default_factory=Event)

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802 (the server's own name)
        _server, _session, envelope, address, _options = given
        self.asked.append(address)
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        if self.once.get(address, "").startswith("RCPT"):
            return self.once.pop(address).removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (the same)
        first = self.once.pop(envelope.rcpt_tos[0], "")
        if first == "KEEP":
            self.taken.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=default)))
            self.hung.set()
            await asyncio.sleep(60)
        if first:
            return first
        if "HANG" in self.answers:
            self.hung.set()
            await asyncio.sleep(60)
        if "DROP" in self.answers:
            server.transport.close()
        elif "DATA" not in self.answers:
            read = message_from_bytes(envelope.content, policy=default)
            self.taken.append((envelope.rcpt_tos[0], read))
            self.sessions.add(id(session))
        return self.answers.get("DATA", "250 OK")


def _authenticator(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and given == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(port: int, *, encrypts: bool = True) -> Iterator[Mailbox]:
    """Take mails at a port: after STARTTLS and signing in, or from anybody without encryption."""
    mailbox = Mailbox(port)
    locked = {"tls_context": context(), "require_starttls": True, "auth_required": True} if encrypts else {}
    controller = Controller(mailbox, "127.0.0.1", port, authenticator=_authenticator, **locked)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@dataclass
class Ear:
    """What a web server heard, and how it answers; status 0: not at all."""

    port: int = 0
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def web_server(*, encrypts: bool = False) -> Iterator[Ear]:
    """Hear calls on a port of its own."""
    ear = Ear()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            ear.heard.append((self.path, dict(self.headers), body))
            if ear.status:
                self.send_response(ear.status)
                for name, value in ear.headers.items():
                    self.send_header(name, value)
                self.end_headers()

        def do_GET(self) -> None:
            ear.heard.append((self.path, dict(self.headers), b""))
            self.send_response(ear.status)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if encrypts:
        server.socket = context().wrap_socket(server.socket, server_side=True)
    ear.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield ear
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
