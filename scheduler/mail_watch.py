"""Watch that weekly mails come: who looks after them is told where one did not, and a switch where it did."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from emails import heartbeat
from emails.errors import DeliveryError
from language import _
from settings import Settings, is_address
from store import mail_weeks, outbox, people
from store.mail_weeks import Run
from store.outbox import Post
from store.state import State

log = logging.getLogger(__name__)

KIND: Final = "missing"
LOOKS_BACK: Final = timedelta(weeks=6)
OF_USE_FOR: Final = timedelta(days=2)
AGAIN: Final = timedelta(minutes=10)


def admins(settings: Settings, state: State) -> list[str]:
    """List who is told: those of [mail] `admins`, or everybody with that role."""
    named = [to.lower() if is_address(to) else to for to in settings.mail.admins]
    return named or [one.account for one in people.people(state) if one.role == "admin"]


class Watch:
    """Looks after each delivery; remembers what is done with, and when the switch did not answer."""

    def __init__(self) -> None:
        self._calls_from: datetime | None = None
        self._done: set[str] = set()

    def look(self, settings: Settings, state: State, now: datetime) -> None:
        """Tell of what did not come, and the switch of what did."""
        if not settings.mail.is_set:
            return
        late: dict[str, list[Run]] = {}
        for run in mail_weeks.runs(state, since=now - LOOKS_BACK):
            if run.about not in self._done and self._is_late(settings, state, run, now):
                late.setdefault(run.kind, []).append(run)
        for some in late.values():
            alarm(settings, state, some, now)

    def _is_late(self, settings: Settings, state: State, run: Run, now: datetime) -> bool:
        """Tell whether none went out in time and nobody knows yet; where one did, call the switch."""
        became = outbox.outcomes(state, run.about, "weekly") if run.state == "posted" else {}
        has_called = run.beaten_at is not None
        if is_success(became) and not has_called:
            has_called = settings.mail.heartbeat_url is None or self._beat(settings, state, run, now)
        if run.state == "nobody" or (became.get("sent") and has_called):
            self._done.add(run.about)
        is_over = now >= run.latest + timedelta(hours=settings.mail.missing_after_h)
        return is_over and run.alarmed_at is None and run.state != "nobody" and not became.get("sent")

    def _beat(self, settings: Settings, state: State, run: Run, now: datetime) -> bool:
        if self._calls_from is not None and self._calls_from > now:
            return False
        try:
            heartbeat.beat(settings.mail)
        except DeliveryError as error:
            log.warning("The dead man's switch was not told of %s: %s", run.about, error)
            self._calls_from = now + AGAIN
            return False
        mail_weeks.beaten(state, run, now)
        return True


def is_success(became: Mapping[str, int]) -> bool:
    """Tell whether a mail went out: some were taken, and none is waiting. One dead address is no failure."""
    return bool(became.get("sent")) and not any(became.get(name) for name in outbox.OPEN)


def alarm(settings: Settings, state: State, late: Sequence[Run], now: datetime) -> None:
    """Tell admins once of all weeks of a kind that did not come, and write that down: both or neither.

    late: the newest first.
    """
    newest, problem = late[0], late[0].problem or _("No message of it was taken; the page Sources says why.")
    others = [run.week.key for run in late[1:]]
    facts = {"kind": newest.kind, "week": newest.week.key, "problem": problem, "others": others}
    posts = [
        Post(
            *(KIND, f"{KIND}:{newest.about}", "missing", "mail" if is_address(to) else "webhook", to),
            facts=facts,
            give_up_at=now + OF_USE_FOR,
        )
        for to in admins(settings, state)
    ]
    with state.writing() as connection:
        outbox.put(connection, posts, now)
        for run in late:
            mail_weeks.alarmed(connection, run, now)
    log.error("No %s went out for the week from %s: %s", newest.kind, newest.week.key, problem)
