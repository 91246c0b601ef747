"""What browsers may say over the WebSocket."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.apart import awaited
from ui.messages import LONGEST, only_ours


def message(**given):
    return {"type": "websocket.receive", **given}


def said(**given):
    return message(bytes=BackMsg(**given).SerializeToString())


def heard(*messages):
    """The first message that the app gets to hear."""
    waiting = iter(messages)

    async def receive():
        return next(waiting)

    return awaited(only_ours(receive)())


RUN = said(rerun_script={"page_name": "queues"})


@pytest.mark.parametrize(
    "asked",
    [
        RUN,
        said(stop_script=True),
        said(app_heartbeat=True),
        said(backend_operation_request={"deferred_file": {"file_id": "a"}}),
        said(backend_operation_request={"dataframe_chunk": {"source_id": "a"}}),
        {"type": "websocket.disconnect"},
        message(text="words"),
    ],
    ids=["a page", "stop", "a heartbeat", "a file to save", "more rows", "the end", "words"],
)
def test_what_pages_need_is_passed_on(asked):
    assert heard(asked) == asked


@pytest.mark.parametrize(
    "asked",
    [
        said(clear_cache=True),
        said(load_git_info=True),
        said(set_run_on_save=True),
        said(debug_shutdown_runtime=True),
        said(debug_disconnect_websocket=True),
        said(file_urls_request={"request_id": "a", "file_names": ["a"]}),
        said(backend_operation_request={"install_skills": {}}),
        said(backend_operation_request={"dismiss_skills_nudge": {}}),
        said(backend_operation_request={}),
        said(),
        message(bytes=b"\xff\xff no message"),
    ],
    ids=[
        *("to empty the cache", "of the repository", "to run when files change", "to end the process"),
        *("to end the line", "to put files", "to write files", "to write a mark", "nothing to do", "nothing"),
        "what is no message",
    ],
)
def test_what_is_for_nobody_is_not_heard(asked):
    assert heard(asked, RUN) == RUN


def test_who_says_too_much_at_once_is_heard_no_more():
    long = said(rerun_script={"query_string": "a" * LONGEST})

    assert heard(long, RUN) == {"type": "websocket.disconnect", "code": 1009}
