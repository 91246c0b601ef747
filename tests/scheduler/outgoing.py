"""Recipients, their settings and clock, and what became of what was sent to them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from settings import Settings
from store import outbox
from store.alert_models import Episode
from store.state import State
from tests.alerts import NOON
from tests.mailbox import PASSWORD, USER, Mailbox

MINUTE = timedelta(minutes=1)
LEAD, BOSS = "lead@example.com", "boss@example.com"
SECRET = "of the wallboard, at length"


class Clock:
    """This machine's clock, set by hand. It need not be that of the alerts."""

    now = NOON + timedelta(days=300)

    def __call__(self) -> datetime:
        return self.now


def rule(*to: str, **more: Any) -> dict[str, Any]:
    return {"to": list(to), **more}


def mailed(port: int) -> Settings:
    """Tell one team lead of every alert by mail."""
    mail = {
        "host": "localhost",
        "port": port,
        "user": USER,
        "password": PASSWORD,
        "from": "moked@example.com",
    }
    site = {"timezone": "Asia/Jerusalem", "address": "https://moked.example.com/"}
    return Settings.model_validate({"site": site, "mail": mail, "alerts": [rule(LEAD)]})


def to(settings: Settings, *rules: dict[str, Any], **more: Any) -> Settings:
    given = settings.model_dump(by_alias=True, include={"site", "mail"})
    site = {key: value for key, value in given["site"].items() if key != "week_start"}
    return Settings.model_validate({**given, "site": site, "alerts": list(rules), **more})


def hooked(settings: Settings, port: int, *rules: dict[str, Any]) -> Settings:
    hook = {"name": "wallboard", "url": f"http://127.0.0.1:{port}/", "secret": SECRET, "private": True}
    return to(settings, *(rules or (rule("wallboard"),)), webhooks=[hook])


def ends(state: State, number: int, /, **changed: Any) -> None:
    with state.writing() as connection:
        row = {"cleared_at": NOON + 30 * MINUTE, "how": "recovered", **changed}
        connection.execute(update(Episode).where(Episode.id == number).values(**row))


def subjects(mailbox: Mailbox) -> list[tuple[str, str]]:
    return [(to, mail["Subject"].replace("\u00a0", " ").strip()) for to, mail in mailbox.taken]


def trouble(state: State) -> tuple[str, str]:
    [one] = outbox.troubles(state, NOON)
    return one.state, one.problem
