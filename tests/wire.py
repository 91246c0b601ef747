"""Speak to the app as a browser does, without one: over its WebSocket, with headers of our own."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.apart import awaited

PATIENCE_S = 60
ENDED = ForwardMsg.FINISHED_SUCCESSFULLY
Headers = Iterable[tuple[str, str]]


@dataclass
class Line:
    """A connection to the app at a url; `told` is all that the app has sent."""

    url: str
    wire: websockets.ClientConnection
    told: list[ForwardMsg] = field(default_factory=list)

    @property
    def session(self) -> str:
        """The id of the session, once it has begun."""
        begun = (each.new_session for each in self.told if each.WhichOneof("type") == "new_session")
        return next((each.initialize.session_id for each in begun), "")

    async def send(self, asked: BackMsg) -> None:
        """Ask for something, and wait for nothing."""
        await self.wire.send(asked.SerializeToString())

    async def heard(self) -> ForwardMsg:
        """Wait for the next message."""
        message = ForwardMsg.FromString(await self.wire.recv(decode=False))
        self.told.append(message)
        return message

    @property
    def scripts(self) -> list[str]:
        """The scripts that were led to, one after the other."""
        told = [each.navigation for each in self.told if each.WhichOneof("type") == "navigation"]
        return [each.page_script_hash for each in told]

    async def run(
        self, page: str = "", query: str = "", script: str = "", until: str = "script_finished"
    ) -> list[ForwardMsg]:
        """Run a page, named as an address names it or by its `script`, and give what was sent for it.

        until: the kind of message to read up to, where the rest is of no interest.
        """
        asked, since = BackMsg(), len(self.told)
        asked.rerun_script.page_name = page
        asked.rerun_script.page_script_hash = script
        asked.rerun_script.query_string = query
        await self.send(asked)
        while True:
            message = await self.heard()
            kind = message.WhichOneof("type")
            if kind == until and (kind != "script_finished" or message.script_finished == ENDED):
                return self.told[since:]

    async def made(self, file_id: str) -> str:
        """Have a file made that a button offers, and give its address; empty where it is not made."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = file_id
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = file_id
        await self.send(asked)
        while True:
            message = await self.heard()
            if message.WhichOneof("type") == "backend_operation_response":
                return message.backend_operation_response.deferred_file.url


@asynccontextmanager
async def line(
    url: str, headers: Headers = (), name: str = "", also: Iterable[str] = (), origin: str | None = None
) -> AsyncIterator[Line]:
    """Connect to the app at a url, as http://127.0.0.1:8501.

    name: by which it is asked for instead, as a browser would that was led there by another; also: what the
    browser sends beside its protocol, which is its token against forgery and the session that it had; origin:
    of the page, where it is not the app's. Raises websockets' errors where it does not let us in.
    """
    parts = urlsplit(url)
    protocols = [websockets.Subprotocol(each) for each in ("streamlit", *also)]
    async with (
        asyncio.timeout(PATIENCE_S),
        websockets.connect(
            f"ws://{name or parts.hostname}:{parts.port}/_stcore/stream",
            additional_headers=list(headers),
            origin=websockets.Origin(url if origin is None else origin),
            subprotocols=protocols,
            host=parts.hostname,
            max_size=None,
            max_queue=None,  # else who reads no further waits ten seconds for the end
            proxy=None,
        ) as wire,
    ):
        yield Line(url, wire)


def shown(url: str, page: str = "", query: str = "", headers: Headers = (), name: str = "") -> str:
    """Run a page once and give all that the app sent for it, as text."""

    async def asked() -> str:
        async with line(url, headers, name) as open_line:
            return "\n".join(str(message) for message in await open_line.run(page, query))

    return awaited(asked())


def raw(messages: Iterable[ForwardMsg]) -> str:
    """All that was sent as it went over the wire, in small letters, to look for a name in."""
    return b"\n".join(each.SerializeToString() for each in messages).decode("utf-8", "replace").lower()


def menu(messages: Iterable[ForwardMsg]) -> dict[str, str]:
    """The pages that the app said there are: of each address its script."""
    told = [each.navigation for each in messages if each.WhichOneof("type") == "navigation"]
    return {page.url_pathname: page.page_script_hash for each in told for page in each.app_pages}


def buttons(messages: Iterable[ForwardMsg]) -> list[DownloadButton]:
    """The buttons that save a file."""
    deltas = (each.delta.new_element for each in messages if each.WhichOneof("type") == "delta")
    return [each.download_button for each in deltas if each.WhichOneof("type") == "download_button"]
