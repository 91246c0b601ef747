"""What every request goes through: whom to believe, and where somebody is led who has just signed in."""

import pytest

from settings.access import Access
from tests.apart import awaited
from ui import gate, served
from ui.gate import HEADERS, POLICY, Gate, believed, kept, led, wants

PROXY = Access.model_validate(
    {
        "sign_in": "proxy",
        "roles": {"admin": ["it"]},
        "proxy": {
            "addresses": ["10.0.0.5", "fd00::/8"],
            "account_header": "X-Auth-Email",
            "role_header": "X-Auth-Roles",
        },
    }
)
EMAIL = (b"x-auth-email", b"dana@example.com")
HOST = (b"host", b"moked.example.com")


def request(*headers, client=("10.0.0.5", 5000), path="/", query=b"", typed=True):
    accept = [(b"accept", b"text/html")] if typed else []
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "client": client,
        "headers": [HOST, *accept, *headers],
    }


@pytest.mark.parametrize("client", [("10.0.0.5", 1), ("::ffff:10.0.0.5", 1), ("fd00::1", 1)])
def test_the_proxy_is_believed(client):
    assert EMAIL in believed(request(EMAIL, client=client), PROXY)


@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ([EMAIL], ("10.0.0.6", 1)),
        ([EMAIL], ("127.0.0.1", 1)),
        ([EMAIL, (b"x-forwarded-for", b"10.0.0.5")], ("192.0.2.1", 1)),
        ([EMAIL], None),
        ([EMAIL], ("", 1)),
        ([EMAIL], ("10.0.0.5", 0)),
        ([EMAIL, (b"X-Auth-Email", b"it@example.com")], ("10.0.0.5", 1)),
        ([EMAIL, (b"x_auth_email", b"it@example.com")], ("10.0.0.5", 1)),
        ([EMAIL, (b"x-auth-roles", b"lead"), (b"x-auth-roles", b"it")], ("10.0.0.5", 1)),
    ],
    ids=[
        *("another address", "this machine", "an address that is only said", "no address", "a socket"),
        "an address that a header said",
        *("said twice", "said twice, once with _", "a role said twice"),
    ],
)
def test_anybody_else_is_not_believed(headers, client):
    left = [name for name, _value in believed(request(*headers, client=client), PROXY)]

    assert {name.lower().replace(b"_", b"-") for name in left} & {b"x-auth-email", b"x-auth-roles"} == set()


def test_without_the_proxys_sign_in_its_headers_say_nothing():
    other = PROXY.model_copy(update={"sign_in": "oidc"})

    assert EMAIL not in believed(request(EMAIL), other)


OLD = (b"cookie", b"_streamlit_user=over-long-ago")
WANTED = "at_risk%3Fteam%3DCards%26week%3D1"
LOGIN = "/auth/login"
FIRST = (b"location", b"/")
IN = (b"set-cookie", b'_streamlit_user="made"; HttpOnly; Path=/')
OUT = (b"set-cookie", b'_streamlit_user=""; Max-Age=0; Path=/')


@pytest.mark.parametrize("headers", [[], [OLD]], ids=["no cookie", "one that is over"])
def test_whoever_asks_for_a_page_is_remembered_to_want_it(headers):
    assert wants(request(*headers, path="/at_risk", query=b"team=Cards")) == "at_risk?team=Cards"


FROM_FIRST = (b"referer", b"https://moked.example.com/")


@pytest.mark.parametrize(
    "asked",
    [request(path="/"), request(FROM_FIRST, path=LOGIN), request(path="/auth/logout")],
    ids=["the first page", "signing in there", "signing out"],
)
def test_who_asks_for_the_first_page_or_signs_out_wants_no_other_any_more(asked):
    assert kept(asked) == [(b"set-cookie", b"moked_wanted=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")]


def test_who_goes_to_sign_in_wants_the_page_before_them():
    came = (b"referer", b"https://moked.example.com/queues?team=Cards&week=1")

    assert wants(request(came, path=LOGIN)) == "queues?team=Cards&week=1"


@pytest.mark.parametrize(
    "asked",
    [
        request(path="/nowhere"),
        request(path="/at_risk", typed=False),
        request(path="//evil.example.com/at_risk"),
        request(path=LOGIN),
        request((b"referer", b"https://evil.example.com/queues"), path=LOGIN),
        request((b"referer", b"https://moked.example.com@evil.example.com/queues"), path=LOGIN),
        request((b"referer", b"https://moked.example.com/nowhere"), path=LOGIN),
        request((b"referer", b"https://[moked/queues"), path=LOGIN),
        request((b"referer", b"/queues\xff"), path=LOGIN),
    ],
    ids=[
        *("no page", "a part of a page", "another server", "from nowhere", "from another site"),
        *("from a site that looks alike", "from no page", "from no address", "from no text"),
    ],
)
def test_nothing_else_is_remembered(asked):
    assert wants(asked) is None


def back(cookie, path="/oauth2callback"):
    return request((b"cookie", cookie), path=path)


def test_who_has_signed_in_is_led_to_the_page_they_wanted_and_only_once():
    answer = led(back(f"moked_wanted={WANTED}".encode()), [FIRST, IN])

    assert answer == [
        IN,
        (b"location", b"/at_risk?team=Cards&week=1"),
        (b"set-cookie", b"moked_wanted=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
    ]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/oauth2callback", [FIRST]),
        ("/oauth2callback", [FIRST, OUT]),
        ("/oauth2callback", [(b"location", b"/elsewhere"), IN]),
        ("/", [FIRST, IN]),
    ],
    ids=["nobody", "somebody who is not any more", "who is led already", "by another way"],
)
def test_who_has_not_just_signed_in_is_led_nowhere(path, answer):
    assert led(back(f"moked_wanted={WANTED}".encode(), path), answer) == answer


@pytest.mark.parametrize(
    "cookie",
    [
        b"_streamlit_user=x",
        b"moked_wanted=//evil.example.com",
        b"moked_wanted=https%3A%2F%2Fevil.example.com",
        b"moked_wanted=at_risk%0d%0aset-cookie%3Aa",
        b"moked_wanted=at_risk%3Fa%0d%0aset-cookie%3Aa",
        b"moked_wanted=%2F%2Fevil.example.com%2Fat_risk",
        b"moked_wanted=at_risk%5C..%5C@evil.example.com",
        b"=;;;",
    ],
    ids=[
        *("nothing wanted", "a server", "an address", "a line break", "one among filters", "a path"),
        *("slashes", "no cookie"),
    ],
)
def test_nobody_is_led_anywhere_else(cookie):
    assert led(back(cookie), [FIRST, IN]) == [FIRST, IN]


def test_every_answer_says_what_browsers_may_do(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []

    async def app(_scope, _receive, send):
        own = [(b"content-type", b"text/html"), (b"x-frame-options", b"SAMEORIGIN")]
        await send({"type": "http.response.start", "status": 200, "headers": own})

    async def send(message):
        sent.append(message)

    monkeypatch.setattr(served, "way", lambda: None)
    awaited(Gate(app)(request(path="/at_risk"), None, send))

    given = dict(sent[0]["headers"])
    assert given == {**HEADERS, b"content-type": b"text/html", b"x-frame-options": b"SAMEORIGIN"}
    assert given[b"x-content-type-options"] == b"nosniff"
    assert given[b"referrer-policy"] == b"same-origin"
    assert gate.WANTED.encode() not in b"".join(given.values())


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/mcp",
        "/base/_stcore/agent/interact",
        "/_stcore/upload_file/a-session/a-file",
    ],
)
@pytest.mark.parametrize(
    ("kind", "told"), [("http", "http.response.start"), ("websocket", "websocket.close")]
)
def test_what_is_for_nobody_is_not_passed_on(path, kind, told):
    sent = []

    async def app(_scope, _receive, _send):
        raise AssertionError(path)

    async def send(message):
        sent.append(message)

    awaited(Gate(app)({**request(path=path), "type": kind}, None, send))

    assert sent[0]["type"] == told
    assert sent[0].get("status") == (404 if kind == "http" else None)


def test_no_other_site_shows_moked_or_gives_it_anything_to_run():
    said = dict(each.split(" ", 1) for each in POLICY.split("; "))

    assert said["frame-ancestors"] == "'none'"
    assert HEADERS[b"x-frame-options"] == b"DENY"
    assert said["default-src"] == said["base-uri"] == said["form-action"] == "'self'"
    assert said["object-src"] == "'none'"
    assert [each for each in POLICY.split() if "." in each or "http" in each or each == "*"] == []
