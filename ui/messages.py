"""What a browser may say to the app over its WebSocket: what the pages need, and nothing else."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
# Streamlit would also empty everybody's cache, tell of the folder's repository, or write files into it, for
# whoever asks, signed in or not.
SPOKEN: Final = ("rerun_script", "stop_script", "app_heartbeat")
OPERATIONS: Final = ("deferred_file", "dataframe_chunk")  # a file to save, more rows of a table
LONGEST: Final = 1_000_000  # bytes; what widgets say is far shorter
TOO_LONG: Final = 1009  # the code by which a WebSocket says so


def only_ours(receive: Receive) -> Receive:
    """Pass on what pages need; who says too much at once is no longer heard."""

    async def heard() -> Message:
        while True:
            message = await receive()
            said = message.get("bytes") if message["type"] == "websocket.receive" else None
            if said is not None and len(said) > LONGEST:
                return {"type": "websocket.disconnect", "code": TOO_LONG}
            if said is None or is_ours(said):
                return message

    return heard


def is_ours(said: bytes) -> bool:
    """Tell whether a message is one that pages need."""
    try:
        asked = BackMsg.FromString(said)
    except Exception:  # noqa: BLE001 -- whatever it is, it is no message
        return False
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in SPOKEN
