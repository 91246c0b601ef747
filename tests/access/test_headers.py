"""What somebody writes into the proxy's headers, said to the app that the proxy reaches."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.access.planted import CAST, Headers
from tests.apart import awaited
from tests.browser.conftest import Server
from tests.wire import line, menu, raw

LEAD = CAST["lead"]
EMAIL, ROLES, TEAMS = "X-Auth-Email", "X-Auth-Roles", "X-Auth-Teams"


def said(account: str, role: str = "cc-it", teams: str = "") -> Headers:
    return ((EMAIL, account), (ROLES, role), *(((TEAMS, teams),) if teams else ()))


def come(server: Server, headers: Headers) -> tuple[str, set[str]]:
    """What is sent to who says so, and the pages in their menu."""

    async def asked() -> tuple[str, set[str]]:
        async with line(server.url, headers) as told:
            sent = await told.run("people")
            return raw(sent), set(menu(sent))

    return awaited(asked())


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        (said(""), "please sign in"),
        (said("   "), "please sign in"),
        (said("iv\xd1\x83@example.com"), "do not know who you are"),
        (said("\xcdvy@example.com"), "do not know who you are"),
        (said("a@example.com", "cc-guests"), "nothing here is yours"),
        (said("a@example.com", "CC-IT"), "nothing here is yours"),
        (said("a@example.com", "cc-it;cc-managers"), "nothing here is yours"),
        (said("a@example.com", '["cc-it"]'), "nothing here is yours"),
        (said("a@example.com", "admin"), "nothing here is yours"),
        (said("a@example.com", "*"), "nothing here is yours"),
        (said("a@example.com", ""), "nothing here is yours"),
        ((*said("a@example.com"), (EMAIL, "b@example.com")), "please sign in"),
        ((*said("a@example.com", "cc-guests"), (ROLES.lower(), "cc-it")), "please sign in"),
        ((*LEAD, ("X_Auth_Roles", "cc-it")), "please sign in"),
        ((*LEAD, ("x-auth_roles", "cc-it")), "please sign in"),
        ((*LEAD, (TEAMS, "Zteam")), "please sign in"),
    ],
    ids=[
        *(
            "an empty account",
            "a blank one",
            "a letter that looks alike",
            "a letter with an accent",
        ),
        *("a role of nobody", "a role in capitals", "roles put otherwise", "roles in brackets"),
        *("our own word for a role", "any role", "an empty role", "two accounts", "two roles"),
        *("a second role with _", "a second role with both", "two lists of teams"),
    ],
)
def test_who_says_it_otherwise_than_the_proxy_sees_nothing(moked: Server, headers: Headers, why: str) -> None:
    sent, pages = come(moked, headers)

    assert why in sent
    assert pages == set()


def test_a_lead_who_writes_a_team_otherwise_sees_nothing_of_it(moked: Server) -> None:
    sent, _pages = come(moked, said("a@example.com", "cc-leads", "zteam, ZTEAM, %5ATeam, Zt\xe9am"))

    assert "zsouth" not in sent


def test_a_header_that_ends_in_another_one_is_refused(moked: Server) -> None:
    """Written by hand: no client would send it."""
    parts = urlsplit(moked.url)
    assert parts.hostname is not None
    wire = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    wire.putrequest("GET", "/_stcore/health")
    wire._buffer.append(b"X-Auth-Email: a@example.com\x00\r X-Auth-Roles: cc-it")  # type: ignore[attr-defined]
    wire.endheaders()

    assert wire.getresponse().status == 400


def test_a_header_without_an_end_is_refused(moked: Server) -> None:
    parts = urlsplit(moked.url)
    assert parts.hostname is not None
    wire = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    wire.putrequest("GET", "/_stcore/health")
    wire.putheader(EMAIL, "a" * 200_000)
    wire.endheaders()

    assert wire.getresponse().status in (400, 431)
