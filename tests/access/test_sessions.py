"""Whose a session is, and what can be had of the app beside its pages."""

from urllib.error import HTTPError
from urllib.request import Request

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from door.start import DIRECT
from tests.access.planted import AGENTS, CAST, CLIENTS, OTHERS, TEAM
from tests.apart import awaited
from tests.browser.conftest import Server
from tests.wire import buttons, line, raw

MARKS = (AGENTS, CLIENTS, OTHERS, TEAM)


async def again(server: Server, owner: str, other: str, page: str = "contacts") -> tuple[bool, str]:
    """Reconnect as somebody to the session of somebody else that has just ended: was it theirs, and what is
    sent."""
    async with line(server.url, CAST[owner]) as told:
        await told.run(page)
        taken = told.session
    async with line(server.url, CAST[other], also=("a-token", taken)) as told:
        sent = await told.run(page)
        return told.session == taken, raw(sent)


@pytest.mark.parametrize(
    ("other", "hidden"), [("nobody", MARKS), ("stranger", MARKS), ("lead", (OTHERS, TEAM))]
)
def test_who_knows_the_id_of_a_session_does_not_get_it(
    moked: Server, other: str, hidden: tuple[str, ...]
) -> None:
    is_taken, sent = awaited(again(moked, "manager", other))

    assert not is_taken
    assert [mark for mark in hidden if mark in sent] == []


def test_a_session_that_is_still_open_is_not_taken_from_who_has_it(moked: Server) -> None:
    async def asked() -> tuple[str, str, str]:
        async with line(moked.url, CAST["manager"]) as owner:
            await owner.run("contacts")
            async with line(moked.url, CAST["lead"], also=("a-token", owner.session)) as other:
                theirs = raw(await other.run("contacts"))
                return owner.session, other.session, theirs + raw(await owner.run("contacts"))

    mine, others, sent = awaited(asked())

    assert mine != others
    assert OTHERS in sent  # the owner's page, which goes on


def test_who_lost_the_line_has_the_session_again(moked: Server) -> None:
    is_taken, sent = awaited(again(moked, "manager", "manager"))

    assert is_taken
    assert OTHERS in sent


def test_a_file_is_not_made_for_the_session_of_another(moked: Server) -> None:
    async def asked() -> tuple[str, str]:
        async with line(moked.url, CAST["manager"]) as owner, line(moked.url, CAST["lead"]) as other:
            [button] = buttons(await owner.run("contacts"))
            await other.run("contacts")
            asked = BackMsg()
            asked.backend_operation_request.session_id = owner.session
            asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
            await other.send(asked)
            await other.run("contacts")
            told = [each.backend_operation_response for each in other.told]
            return "".join(each.deferred_file.url for each in told), await owner.made(button.deferred_file_id)

    others, mine = awaited(asked())

    assert others == ""
    assert mine.startswith("/media/")


def test_a_part_of_anothers_page_is_not_drawn(moked: Server) -> None:
    """What a page draws anew by itself has an id; it is of its own session."""

    async def asked() -> str:
        async with line(moked.url, CAST["manager"]) as owner, line(moked.url, CAST["lead"]) as other:
            sent = await owner.run("live")
            parts = {each.auto_rerun.fragment_id for each in sent if each.WhichOneof("type") == "auto_rerun"}
            since = len(other.told)
            for part in parts:
                asked = BackMsg()
                asked.rerun_script.fragment_id = part
                await other.send(asked)
            await other.run("queues")
            assert parts
            return raw(other.told[since:])

    sent = awaited(asked())

    assert [mark for mark in (OTHERS, TEAM) if mark in sent] == []


@pytest.mark.parametrize("origin", ["http://evil.example.com", "null", "https://127.0.0.1.evil.example.com"])
def test_another_sites_page_opens_no_session(moked: Server, origin: str) -> None:
    async def asked() -> None:
        async with line(moked.url, CAST["manager"], origin=origin):
            pass

    with pytest.raises(websockets.InvalidStatus, match="403"):
        awaited(asked())


@pytest.mark.parametrize(
    "name", ["evil.example.com", "127.0.0.1.evil.example.com", "localhost.evil.example.com"]
)
def test_by_another_name_no_session_is_opened(moked: Server, name: str) -> None:
    async def asked() -> None:
        async with line(moked.url, CAST["manager"], name=name):
            pass

    with pytest.raises(websockets.InvalidStatus, match="403"):
        awaited(asked())


@pytest.mark.parametrize(
    "query",
    [
        "queue=Orders%27%20OR%201=1--&team=%27%3B%20DROP%20TABLE%20people%3B--",
        "queue=%3Cimg%20src=x%20onerror=alert(1)%3E&id=%3Cscript%3Ealert(1)%3C/script%3E",
        "queue=%00&id=%00&contact=a%00b&week=%00",
        "queue=%ED%A0%80&id=%ED%A0%80&contact=%ED%A0%80",
        "queue=..%2F..%2Fmoked.toml&contact=..%2F..%2Fstate.sqlite",
        "&".join(f"queue=q{n}" for n in range(5_000)),
        f"queue={'q' * 500_000}",
        "from=99999-01-01&to=-1&period=%FF&week=2026-99-99&page=-1&contact=&id=",
    ],
    ids=["SQL", "HTML", "NUL", "a half of a sign", "paths", "many values", "half a megabyte", "no dates"],
)
@pytest.mark.parametrize("page", ["queues", "contacts", "customer"])
def test_a_strange_address_gets_a_page_in_words(moked: Server, page: str, query: str) -> None:
    async def asked() -> str:
        async with line(moked.url, CAST["lead"]) as told:
            return raw(await told.run(page, query))

    sent = awaited(asked())

    assert 'class="mk-head' in sent
    assert [
        mark
        for mark in (OTHERS, TEAM, "could not be", "traceback", "<img src=x", "<script>alert")
        if mark in sent
    ] == []


def fetched(server: Server, path: str, method: str = "GET", *more: tuple[str, str]) -> tuple[int, bytes]:
    try:
        with DIRECT.open(Request(server.url + path, method=method, headers=dict(more)), timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../../moked.example.toml",
        "/app/static/..%2f..%2fmoked.example.toml",
        "/app/static/%2e%2e/%2e%2e/moked.example.toml",
        "/app/static/..%5c..%5cmoked.example.toml",
        "/app/static//etc/passwd",
        "/static/..%2f..%2f..%2frun.py",
        "/component/streamlit/..%2f..%2f..%2frun.py",
        "/_stcore/bidi-components/a/..%2f..%2frun.py",
        "/media/..%2f..%2fmoked.example.toml",
        "/media/0123456789abcdef0123456789abcdef0123456789abcdef01234567.csv",
        "/pages/week/queues.py",
        "/ui/shell.py",
        "/moked.toml",
        "/data/state.sqlite",
        "/.streamlit/config.toml",
    ],
)
def test_no_file_of_the_machine_is_served(moked: Server, path: str) -> None:
    code, held = fetched(moked, path)

    assert code in (200, 307, 400, 403, 404)
    words = (b"[site]", b"sign_in", b"import ", b"root:", b"SQLite format", b"enableStaticServing")
    assert [word for word in words if word in held and b"<!doctype html>" not in held.lower()] == []


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/_stcore/metrics", "GET"),
        ("/_stcore/agent/mcp", "POST"),
        ("/_stcore/upload_file/a-session/a-file", "PUT"),
        ("/_stcore/upload_file/a-session/a-file", "DELETE"),
    ],
)
def test_what_no_page_needs_is_not_there(moked: Server, path: str, method: str) -> None:
    assert fetched(moked, path, method) == (404, b"")


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/script-health-check"])
def test_what_the_server_says_of_itself_names_nobody(moked: Server, path: str) -> None:
    _code, held = fetched(moked, path)

    assert [mark for mark in MARKS if mark in held.decode().lower()] == []


def test_another_site_may_not_read_an_answer(moked: Server) -> None:
    request = Request(f"{moked.url}/_stcore/health", headers={"Origin": "http://evil.example.com"})
    with DIRECT.open(request, timeout=30) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] != "*"
        assert "evil" not in (answer.headers["Access-Control-Allow-Origin"] or "")


def test_what_no_page_says_does_not_reach_streamlit(moked: Server) -> None:
    """It would be obeyed, whoever says it; of the last one Streamlit at least writes a line."""

    async def asked() -> str:
        async with line(moked.url, CAST["nobody"]) as told:
            await told.send(BackMsg(clear_cache=True))
            await told.send(BackMsg(debug_shutdown_runtime=True))
            return raw(await told.run("queues"))

    sent = awaited(asked())

    assert "please sign in" in sent
    assert "tried to shut down" not in moked.log.read_text()
