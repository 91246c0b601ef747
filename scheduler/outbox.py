"""Send what waits in the outbox, in a thread of its own: a long refresh keeps no alert back."""

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any

from emails import alert, missing, told, webhook, weekly
from emails.errors import RefusedError, UnavailableError, UnsureError
from emails.message import Message, written
from emails.send import Server, server
from language import _, marked
from scheduler import mail_watch
from scheduler.announcing import KIND, at_cost
from scheduler.drawing import beside
from scheduler.work import Work
from settings import Settings, is_address
from store import episodes, mail_weeks, outbox, recipients, rung
from store.failures import FAILURES
from store.opened import Store
from store.outbox import Waiting
from store.state import State

log = logging.getLogger(__name__)

LOOK_S = 5.0
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
IN_VAIN = "Message %d is given up; Sources says why."
NOT_NAMED = marked("The settings do not name this recipient any more.")
NO_MORE = marked("They do not get this mail any more.")
BROKE_OFF = marked("The mail server broke off while it took the mail. It is handed over once more.")


Counted = Callable[[int], float | None]  # what an alert cost by its contacts; None where nobody knows yet


def unread(_episode: int) -> None:
    """Know of no alert what it cost by its contacts."""


@dataclass(frozen=True)
class Kind:
    """How messages of a kind are written from their facts, and who may have them still.

    not_wanted: why one is not sent to who may not. is_again: what was cut off is handed over once more.
    """

    mail: Callable[["Round", Waiting], Message]
    told: Callable[["Round", Waiting], dict[str, Any]]
    is_wanted: Callable[["Round", Waiting], bool]
    not_wanted: str = NOT_NAMED
    is_again: bool = False


def _told(settings: Settings, one: Waiting) -> told.Told:
    demo, site = settings.is_demo, settings.site
    return told.Told(site.zone, site.name, is_demo=demo, left_out=one.left_out)


def _about(now: "Round", one: Waiting) -> told.Alert:
    """What is told; of what is over its contacts may have been read since."""
    about = told.restored(one.facts)
    return at_cost(about, now.counted(about.episode)) if about.stage == "resolved" else about


def _alert_mail(now: "Round", one: Waiting) -> Message:
    about = _about(now, one)
    seen = beside(now.state, about, now.settings.site.zone)
    return alert.message(about, replace(_told(now.settings, one), beside=seen))


def _alert_told(now: "Round", one: Waiting) -> dict[str, Any]:
    return alert.payload(_about(now, one), _told(now.settings, one))


def _alert_wanted(now: "Round", one: Waiting) -> bool:
    """Tell whether the settings still name the recipient."""
    named = {to.lower() if is_address(to) else to for rule in now.settings.alerts for to in rule.to}
    return one.recipient in named


def _weekly_mail(now: "Round", one: Waiting) -> Message:
    told = mail_weeks.archived(now.state, one.facts["archive"])
    to = recipients.find(now.state, one.kind, one.recipient)
    if told is None or to is None:
        raise RefusedError(_("What it was to tell is no longer kept."))
    by_hand = "" if told.how == "schedule" else f"-by-hand-{told.id}"
    return weekly.KINDS[one.kind].write(weekly.writing(now.settings, told, to, now.store, by_hand))


def _never_told(_now: "Round", _one: Waiting) -> dict[str, Any]:
    raise RefusedError(_("Weekly mails go to addresses of mail only."))


def _weekly_wanted(now: "Round", one: Waiting) -> bool:
    """Ask in the last moment: who lost the role or wants no more gets none."""
    to = recipients.find(now.state, one.kind, one.recipient)
    return to is not None and to.is_wanted


def _missing_mail(now: "Round", one: Waiting) -> Message:
    return missing.message(one.facts, now.settings, f"{now.settings.site.name} {one.about}")


KINDS = {
    KIND: Kind(_alert_mail, _alert_told, _alert_wanted),
    mail_watch.KIND: Kind(
        _missing_mail,
        lambda now, one: missing.payload(one.facts, now.settings, one.about),
        lambda now, one: one.recipient in mail_watch.admins(now.settings, now.state),
    ),
    **{
        name: Kind(_weekly_mail, _never_told, _weekly_wanted, NO_MORE, is_again=True) for name in weekly.KINDS
    },
}
AGAIN = frozenset(name for name, kind in KINDS.items() if kind.is_again)


@dataclass
class Round:
    """One look at the outbox: what was sent, and the servers that take nothing more in it."""

    settings: Settings
    state: State
    clock: Callable[[], datetime]
    counted: Counted = unread
    store: Store | None = None
    sent: int = 0
    failed: dict[str, UnavailableError] = field(default_factory=dict)
    claimed: bool = False  # whether the message at hand is one's own to hand over

    def send(self, waiting: Sequence[Waiting]) -> None:
        """Send messages one after the other, all mails by one connection."""
        with ExitStack() as stack:
            mails = stack.enter_context(server(self.settings.mail))
            for one in waiting:
                self._try(one, mails)

    def _try(self, one: Waiting, mails: Server) -> None:
        """Send one message and write down what became of it."""
        by = "mail" if one.channel == "mail" else f"webhook {one.recipient}"
        self.claimed = False
        try:
            if by in self.failed:
                raise self.failed[by]
            if self._hand_over(one, mails):
                outbox.sent(self.state, one.id, self.clock())
                self.sent += 1
        except UnavailableError as error:
            if error.is_whole:
                self.failed[by] = error
            self._put_off(one, error)
        except UnsureError as error:
            if KINDS[one.kind].is_again and one.tries < outbox.MOST_AGAIN:
                self._put_off(one, UnavailableError(_(BROKE_OFF)))
            else:
                self._give_up(one, str(error), is_unsure=True)
        except RefusedError as error:
            self._give_up(one, str(error), is_unsure=False)
        except FAILURES:
            raise
        except Exception as error:  # (the boundary: one message that nobody can write keeps none back)
            log.error("Message %d failed unexpectedly", one.id, exc_info=error)
            words = _("An unexpected error ({kind}) ended it; it is in the log.")
            self._give_up(one, words.format(kind=type(error).__name__), is_unsure=True)

    def _hand_over(self, one: Waiting, mails: Server) -> bool:
        kind, claim = KINDS[one.kind], partial(self._claim, one.id)
        if not kind.is_wanted(self, one):
            raise RefusedError(_(kind.not_wanted))
        if one.channel == "mail":
            return self._mail(kind.mail(self, one), one, mails, claim)
        hook = next(hook for hook in self.settings.webhooks if hook.name == one.recipient)
        call = webhook.call_of(kind.told(self, one))
        return webhook.deliver(hook, call, self.clock(), claim)

    def _claim(self, number: int) -> bool:
        self.claimed = outbox.hand(self.state, number)
        return self.claimed

    def _mail(self, message: Message, one: Waiting, mails: Server, claim: webhook.Claim) -> bool:
        sender = self.settings.mail.sender
        if sender is None:
            raise UnavailableError(_("No mail can be sent: [mail] has no host."))
        content = written(message, sender, one.recipient, one.posted_at, self.settings.mail.reply_to)
        return mails.deliver(content, one.recipient, claim)

    def _put_off(self, one: Waiting, error: UnavailableError) -> None:
        now, pause = self.clock(), _pause(one.tries, error.retry_after_s)
        outbox.put_off(self.state, [one.id], str(error), now + pause, is_claimed=self.claimed)
        if one.tries == 0:
            log.warning("Message %d (%s) cannot be sent now; Sources says why.", one.id, one.channel)

    def _give_up(self, one: Waiting, problem: str, *, is_unsure: bool) -> None:
        told = {"is_unsure": is_unsure, "is_claimed": self.claimed}
        outbox.give_up(self.state, one.id, problem, self.clock(), **told)
        log.error(IN_VAIN, one.id)


def _pause(tries: int, wish_s: float | None) -> timedelta:
    """How long to wait after one more failure: twice as long each time, or as long as the server wished."""
    doubled = FIRST_PAUSE * float(2 ** min(tries, 10))
    wished = timedelta(seconds=wish_s) if wish_s is not None else timedelta(0)
    return min(max(doubled, wished), LONGEST_PAUSE)


def deliver_due(
    settings: Settings,
    state: State,
    clock: Callable[[], datetime],
    counted: Counted = unread,
    store: Store | None = None,
) -> int:
    """Send what is due now; give how much was sent. `clock`: this machine's.

    For the leader's one thread that sends. Raises what the stores fail with.
    """
    if not outbox.is_due(state, clock()):
        return 0
    for number in outbox.settle(state, clock(), AGAIN):
        log.error(IN_VAIN, number)
    now = Round(settings, state, clock, counted, store)
    now.send(outbox.due(state, clock()))
    return now.sent


def keep_delivering(work: Work, ended: Event, wait: Callable[[float], bool] | None = None) -> None:
    """Look into the outbox every few seconds until `ended`; for a thread of its own."""
    ails, counted, watch = False, partial(_counted, work), mail_watch.Watch()
    settings, state = work.settings, work.store.state

    def look() -> None:
        deliver_due(settings, state, work.clock, counted, work.store)
        watch.look(settings, state, work.clock())

    while not ended.is_set():
        ails = _outlived(look, ails)
        if (wait or ended.wait)(LOOK_S):
            return


def _counted(work: Work, number: int) -> float | None:
    """Count what an alert cost; what cannot be counted keeps no message back."""
    try:
        found = episodes.of(work.store.state, number)
        return rung.hindsight(work.store, work.settings, found, work.settings.now()) if found else None
    except Exception as error:  # (the boundary: the alert is told with what was seen)
        log.error("What alert %d cost cannot be counted", number, exc_info=error)
        return None


def _outlived(look: Callable[[], object], ails: bool) -> bool:
    """Do something and outlive what the stores fail with, which is logged once until it is over."""
    try:
        look()
    except FAILURES as error:
        if not ails:
            log.warning("The outbox cannot be used now (%s); going on.", type(error).__name__)
        return True
    except Exception as error:  # (the boundary: what nobody foresaw must not end all telling)
        log.error("The outbox failed unexpectedly; going on.", exc_info=error)
        return True
    return False
