"""Who signs in at a provider: tokens that lie, and cookies that were changed."""

import json
import time
import tomllib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from streamlit.web.server.starlette import starlette_app_utils as signing

from tests.access.coming_back import USER, browser, comes_back, is_signed_in, opened, way_back, way_in
from tests.access.provider import EMAIL, Liar, lying
from tests.apart import awaited
from tests.browser.conftest import Ports, Server
from tests.browser.signing import SETTINGS, served
from tests.wire import line, raw

CLAIMS = 'role_claim = "groups"\n[access.roles]\nadmin = ["cc-it"]\nmanager = ["cc-managers"]\n'
TOKEN = signing.generate_xsrf_token_string()


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    with lying() as provider:
        yield provider


@pytest.fixture(scope="module")
def moked(root, ports: Ports, liar: Liar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port, folder = ports.take(), tmp_path_factory.mktemp("oidc")
    text = SETTINGS.format(url=f"http://127.0.0.1:{port}", provider=liar.url, claims=CLAIMS)
    server = served(root, port, folder, text)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def secret(moked: Server) -> str:
    """What the app signs cookies with, which its owner alone may read."""
    [path] = (moked.log.parent / "data" / "sign-in").glob("*.toml")
    return str(tomllib.loads(path.read_text())["auth"]["cookie_secret"])


def test_an_honest_token_signs_in(moked: Server, liar: Liar) -> None:
    assert is_signed_in(comes_back(moked, liar, "honest")[1])


@pytest.mark.parametrize(
    "code",
    [
        *("signed by another", "signed by nobody", "signed with the public key"),
        *("for another app", "of another provider", "over long ago", "for another sign-in"),
    ],
)
def test_a_token_that_lies_signs_nobody_in(moked: Server, liar: Liar, code: str) -> None:
    assert not is_signed_in(comes_back(moked, liar, code)[1])


def test_a_way_back_that_nobody_went_out_by_signs_nobody_in(moked: Server, liar: Liar) -> None:
    assert not is_signed_in(comes_back(moked, liar, "honest", state="made-up")[1])


def test_a_way_back_is_gone_once(moked: Server, liar: Liar) -> None:
    used, jar, back = comes_back(moked, liar, "honest")
    [mine] = [each for each in jar if each.name == USER]
    jar.clear(mine.domain, mine.path, mine.name)
    opened(used, back)

    assert not is_signed_in(jar)


def test_the_way_back_of_another_browser_signs_nobody_in(moked: Server, liar: Liar) -> None:
    """Somebody sends a link with a code of their own, for others to work under the wrong name."""
    _used, _jar, back = comes_back(moked, liar, "over long ago")
    other, jar = browser()
    opened(other, back.replace("over+long+ago", "honest"))

    assert not is_signed_in(jar)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("refused", "OAuthError: invalid_client"),
        ("refused in strange words", "(OAuthError)"),
        ("out of order", "(HTTPStatusError)"),
        ("no answer", "(RemoteProtocolError)"),
        ("no token", "(DecodeError"),
        ("for another app", "missing_claim"),
        ("signed by another", "bad_signature"),
    ],
)
def test_of_a_sign_in_that_fails_nothing_is_written_that_is_nobodys_business(
    moked: Server, liar: Liar, code: str, said: str
) -> None:
    before = len(moked.log.read_text())
    used, _jar = browser()
    back = way_back(moked, liar, used, code)
    answer = opened(used, back)
    written = moked.log.read_text()[before:]

    assert answer == (302, "/")
    assert said in written
    assert [word for word in (*secrets_of(liar, back), "Traceback") if word in written] == []


@pytest.mark.parametrize(
    "back",
    [
        f"error=access_denied&error_description=The+user+{EMAIL}+is+not+assigned",
        f"error={EMAIL}",
        f"code={EMAIL}&state=made-up",
    ],
    ids=["a description", "a word of its own", "a state of nobody"],
)
def test_what_a_way_back_says_is_not_written(moked: Server, back: str) -> None:
    before = len(moked.log.read_text())
    answer = opened(browser()[0], f"{moked.url}/oauth2callback?{back}")
    written = moked.log.read_text()[before:]

    assert answer == (302, "/")
    assert written
    assert [word for word in (EMAIL, "assigned", "made-up") if word in written] == []


def secrets_of(liar: Liar, back: str) -> list[str]:
    """What nobody but the two of them, or the person, is to know: of the way back all but its address."""
    asked = [value for [value] in parse_qs(urlsplit(back).query).values()]
    return ["known to both", EMAIL, liar.url, *asked, *liar.tokens]


def test_a_page_asked_for_with_the_cookie_of_before_is_where_one_ends(moked: Server, liar: Liar) -> None:
    used, _jar, _back = comes_back(moked, liar, "honest")
    used.addheaders = [("Accept", "text/html")]
    opened(used, f"{moked.url}/at_risk?team=Cards&week=1")

    assert opened(used, way_back(moked, liar, used, "honest")) == (302, "/at_risk?team=Cards&week=1")


def test_a_token_that_lies_leads_nowhere(moked: Server, liar: Liar) -> None:
    used, _jar = browser()
    used.addheaders = [("Accept", "text/html")]
    opened(used, f"{moked.url}/at_risk?team=Cards")

    assert opened(used, way_back(moked, liar, used, "over long ago")) == (302, "/")


@pytest.mark.parametrize("to", ["https://evil.example.com", "//evil.example.com", "javascript:alert(1)"])
def test_the_way_in_leads_nowhere_else(moked: Server, liar: Liar, to: str) -> None:
    used, _jar = browser()
    asked = urlencode({"redirect_uri": to, "next": to, "return_to": to})
    _code, there = opened(used, f"{moked.url}{awaited(way_in(moked))}&{asked}")
    [back] = parse_qs(urlsplit(there).query)["redirect_uri"]

    assert there.startswith(f"{liar.url}/authorize?")
    assert back == f"{moked.url}/oauth2callback"


def test_the_cookie_of_who_signed_in_is_out_of_reach_of_scripts(moked: Server, liar: Liar) -> None:
    _used, jar, _back = comes_back(moked, liar, "honest")
    [mine] = [each for each in jar if each.name == USER]

    assert mine.has_nonstandard_attr("HttpOnly")
    assert mine.get_nonstandard_attr("SameSite", "").lower() == "lax"


def claims(server: Server, **more: object) -> dict[str, object]:
    """What the cookie of an admin says."""
    now = int(time.time())
    said = {"origin": server.url, "is_logged_in": True, "provider": "default", "email": "ivy@example.com"}
    return {**said, "name": "Ivy", "groups": ["cc-it"], "iat": now, "exp": now + 3600, **more}


def seen(server: Server, cookie: str, token: str = TOKEN, sent: str = TOKEN) -> str:
    """What the app sends to who comes with a cookie, with the token against forgery that a page sends."""

    async def asked() -> str:
        headers = [("Cookie", f"{USER}={cookie}; _streamlit_xsrf={token}")]
        async with line(server.url, headers, also=(sent,)) as told:
            return raw(await told.run("people"))

    return awaited(asked())


def signed(secret: str, said: dict[str, object], name: str = USER) -> str:
    return signing.create_signed_value(secret, name, json.dumps(said)).decode()


def test_a_cookie_that_the_app_signed_is_believed(moked: Server, secret: str) -> None:
    assert "ivy" in seen(moked, signed(secret, claims(moked)))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"exp": 1}, "has ended"),
        ({"exp": None}, "has ended"),
        ({"origin": "http://evil.example.com"}, "please sign in"),
        ({"is_logged_in": False}, "please sign in"),
        ({"email_verified": False}, "is not confirmed"),
        ({"email": "iv\u0443@example.com"}, "do not know who you are"),
        ({"groups": None}, "nothing here is yours"),
        ({"groups": [{"name": "cc-it"}, ["cc-it"]]}, "nothing here is yours"),
        ({"groups": {"cc-it": True}}, "nothing here is yours"),
        ({"groups": [], "role": "admin", "roles": ["cc-it"]}, "nothing here is yours"),
        ({"groups": [], "name": "it@example.com", "preferred_username": "it@example.com"}, "nothing here"),
        ({"groups": ["CC-IT", "cc-it\u200b"]}, "nothing here is yours"),
    ],
    ids=[
        *("over", "without an end", "of another address", "signed out", "an address not confirmed"),
        *("a letter that looks alike", "no role", "roles inside of roles", "roles as keys"),
        *("a role in another claim", "an admin by name", "a role written otherwise"),
    ],
)
def test_who_says_too_little_or_too_much_sees_nothing(
    moked: Server, secret: str, more: dict[str, object], said: str
) -> None:
    found = seen(moked, signed(secret, claims(moked, **more)))

    assert said in found
    assert 'class="mk-head' not in found


def changed(cookie: str) -> str:
    """Change one sign in the middle."""
    at = len(cookie) // 3
    return cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :]


def put_before(signature_of: str, says: str) -> str:
    """What one cookie says, before the time and the signature of another."""
    return ".".join([says.rsplit(".", 2)[0], *signature_of.rsplit(".", 2)[1:]])


@pytest.mark.parametrize(
    "forged",
    [
        lambda secret, said: changed(signed(secret, said)),
        lambda secret, said: put_before(signed(secret, {**said, "groups": []}), signed("x" * 64, said)),
        lambda secret, said: signed(secret, said)[:-8],
        lambda _secret, said: signed("x" * 64, said),
        lambda _secret, said: signed("", said),
        lambda secret, said: signed(secret, said, "_streamlit_user_tokens"),
        lambda _secret, said: json.dumps(said).replace('"', "%22"),
        lambda _secret, _said: "",
    ],
    ids=[
        *(
            "changed",
            "another's words",
            "cut short",
            "signed with another secret",
            "signed with none",
            "of another use",
        ),
        *("not signed", "empty"),
    ],
)
def test_a_cookie_that_the_app_did_not_sign_says_nothing(moked: Server, secret: str, forged) -> None:
    assert "please sign in" in seen(moked, forged(secret, claims(moked)))


def test_a_cookie_alone_opens_no_session_for_another_sites_page(moked: Server, secret: str) -> None:
    other = signing.generate_xsrf_token_string()

    assert "please sign in" in seen(moked, signed(secret, claims(moked)), sent="none")
    assert "please sign in" in seen(moked, signed(secret, claims(moked)), sent=other)
