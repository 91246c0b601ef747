"""Going to a provider that may lie, and coming back, as a browser does."""

from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    build_opener,
)

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.access.provider import Liar
from tests.apart import awaited
from tests.browser.conftest import Server
from tests.wire import line

USER = "_streamlit_user"


class Stay(HTTPRedirectHandler):
    """Follow no redirection."""

    def redirect_request(self, *_told: object) -> None:
        """Stay."""


def browser() -> tuple[OpenerDirector, CookieJar]:
    jar = CookieJar()
    return build_opener(ProxyHandler({}), HTTPCookieProcessor(jar), Stay()), jar


def opened(browser: OpenerDirector, url: str) -> tuple[int, str]:
    """The code of an answer and where it leads."""
    try:
        with browser.open(url, timeout=30) as answer:
            return answer.status, ""
    except HTTPError as error:
        return error.code, error.headers.get("Location", "")


async def way_in(server: Server) -> str:
    """The address that a click on the button leads to."""
    async with line(server.url) as told:
        sent = await told.run()
        [button] = [
            each.delta.new_element.button
            for each in sent
            if each.WhichOneof("type") == "delta" and each.delta.new_element.WhichOneof("type") == "button"
        ]
        asked = BackMsg()
        clicked = asked.rerun_script.widget_states.widgets.add()
        clicked.id, clicked.trigger_value = button.id, True
        await told.send(asked)
        while True:
            message = await told.heard()
            if message.WhichOneof("type") == "auth_redirect":
                return message.auth_redirect.url


def is_signed_in(jar: CookieJar) -> bool:
    """Tell whether the app has given a browser the cookie of somebody signed in."""
    return any(each.name == USER for each in jar)


def comes_back(
    server: Server, liar: Liar, code: str, **instead: str
) -> tuple[OpenerDirector, CookieJar, str]:
    """Go to the provider and come back with a code; the browser then, its cookies, and the way back."""
    used, jar = browser()
    back = way_back(server, liar, used, code, **instead)
    opened(used, back)
    return used, jar, back


def way_back(server: Server, liar: Liar, used: OpenerDirector, code: str, **instead: str) -> str:
    """Go to the provider, and give the address by which it sends a browser back."""
    _code, there = opened(used, server.url + awaited(way_in(server)))
    asked = {name: value for name, [value] in parse_qs(urlsplit(there).query).items()}
    liar.nonces[code] = asked["nonce"]
    return f"{server.url}/oauth2callback?{urlencode({'code': code, 'state': asked['state'], **instead})}"
