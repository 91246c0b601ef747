"""A proxy in front says in headers who somebody is; nobody else can."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import websockets

from tests.browser.conftest import Ports, Server
from tests.browser.signing import served
from tests.wire import shown

SETTINGS = """
[site]
address = "http://127.0.0.1:{port}"
[access]
sign_in = "proxy"
[access.roles]
manager = ["cc-managers"]
lead = ["cc-leads"]
[access.proxy]
addresses = ["{proxy}"]
account_header = "X-Auth-Email"
role_header = "X-Auth-Roles"
teams_header = "X-Auth-Teams"
"""
DANA = (("X-Auth-Email", "dana@example.com"), ("X-Auth-Roles", "cc-managers"))
LEAD = (("X-Auth-Email", "eli@example.com"), ("X-Auth-Roles", "cc-leads"), ("X-Auth-Teams", "Cards"))
Start = Callable[[str], Server]


@pytest.fixture(scope="module")
def start(root: Path, ports: Ports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    started: dict[str, Server] = {}

    def begun(proxy: str) -> Server:
        if proxy not in started:
            port, folder = ports.take(), tmp_path_factory.mktemp("moked")
            started[proxy] = served(root, port, folder, SETTINGS.format(port=port, proxy=proxy))
        return started[proxy]

    yield begun
    for server in started.values():
        server.stop()


def test_whom_the_proxy_names_is_let_in_with_the_role_that_it_says(start: Start) -> None:
    dana, lead = (shown(start("127.0.0.1").url, headers=who) for who in (DANA, LEAD))

    assert "dana@example.com" in dana
    assert "Manager" in dana
    assert "eli@example.com" in lead
    assert "Cards" in lead


@pytest.mark.parametrize(
    ("proxy", "headers"),
    [
        ("10.0.0.5", DANA),
        ("10.0.0.5", (*DANA, ("X-Forwarded-For", "10.0.0.5"))),
        ("10.0.0.5", (*DANA, ("Forwarded", "for=10.0.0.5"), ("X-Real-IP", "10.0.0.5"))),
        ("127.0.0.1", ()),
        ("127.0.0.1", DANA[1:]),
        ("127.0.0.1", (*LEAD, ("x-auth-roles", "cc-managers"))),
        ("127.0.0.1", (*LEAD, ("X_Auth_Email", "dana@example.com"))),
    ],
    ids=[
        *("not from the proxy", "only said to be from it", "said in other headers", "nothing is said"),
        *("a role of nobody", "a second role", "a second account"),
    ],
)
def test_anybody_else_is_a_stranger(start: Start, proxy: str, headers: tuple[tuple[str, str], ...]) -> None:
    told = shown(start(proxy).url, headers=headers)

    assert "Please sign in" in told
    assert "dana@example.com" not in told
    assert "Queues" not in told


def test_only_its_own_name_is_answered(start: Start) -> None:
    with pytest.raises(websockets.InvalidStatus, match="403"):
        shown(start("127.0.0.1").url, headers=DANA, name="evil.example.com")
