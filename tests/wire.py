"""Speak to the app as a browser does, without one: over its WebSocket, with headers of our own."""

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.apart import awaited

PATIENCE_S = 60
ENDED = ForwardMsg.FINISHED_SUCCESSFULLY
Headers = Iterable[tuple[str, str]]


def shown(url: str, page: str = "", query: str = "", headers: Headers = (), name: str = "") -> str:
    """Run a page once and give all that the app sent for it, as text.

    url: of the app, as http://127.0.0.1:8501; name: by which it is asked for instead, as a browser would that
    was led there by another. Raises websockets' errors where it does not let us in.
    """
    asked = _shown(url, page, query, tuple(headers), name)
    return awaited(asyncio.wait_for(asked, PATIENCE_S))


async def _shown(url: str, page: str, query: str, headers: tuple[tuple[str, str], ...], name: str) -> str:
    parts = urlsplit(url)
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    address = f"ws://{name or parts.hostname}:{parts.port}/_stcore/stream"
    told: list[str] = []
    async with websockets.connect(
        address,
        additional_headers=list(headers),
        origin=websockets.Origin(url),
        subprotocols=[websockets.Subprotocol("streamlit")],
        host=parts.hostname,
        max_size=None,
        proxy=None,
    ) as wire:
        await wire.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await wire.recv(decode=False))
            told.append(str(message))
            if message.script_finished == ENDED and message.WhichOneof("type") == "script_finished":
                return "\n".join(told)
