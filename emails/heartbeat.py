"""Call a dead man's switch: whoever watches it misses the call, and rings where Moked cannot."""

import http.client
from contextlib import closing
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from emails import webhook
from emails.errors import UnavailableError
from language import _
from settings import Mail

NAME: Final = "heartbeat_url"


@dataclass(frozen=True)
class Switch:
    """The address of [mail] `heartbeat_url`, judged as those of web hooks are."""

    parts: SplitResult
    private: bool
    name: str = NAME


def beat(mail: Mail) -> bool:
    """Call it once; False where there is none. Raises UnavailableError, RefusedError.

    To call it twice does no harm, so that a call nobody answered is made again.
    """
    if mail.heartbeat_url is None:
        return False
    switch = Switch(urlsplit(mail.heartbeat_url), mail.heartbeat_private)
    with closing(webhook.connected(switch)) as connection:
        status, wish = _answer(switch, connection)
    webhook.judge(switch, status, wish)
    return True


def _answer(switch: Switch, connection: http.client.HTTPConnection) -> tuple[int, str]:
    headers = {"Host": switch.parts.netloc, "User-Agent": "Moked"}
    try:
        with webhook.ended_after(connection, webhook.WHOLE * webhook.TIMEOUT_S):
            connection.request("GET", webhook.target(switch), headers=headers)
            with connection.getresponse() as answer:
                return answer.status, answer.headers.get("Retry-After", "")
    except (OSError, http.client.HTTPException) as error:
        said = _("{name} was called and did not answer.").format(name=switch.name)
        raise UnavailableError(said) from error
