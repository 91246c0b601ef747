"""Who is told of an alert, and in what words: an episode becomes messages in the outbox."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from emails.told import Alert, Reason
from metrics.bottlenecks import sentences
from metrics.bottlenecks.episode import CALM_FOR
from settings import Settings, is_address
from store import episodes, outbox, suppressed
from store.outbox import Post
from store.state import State

KIND: Final = "alert"
MINUTE = timedelta(minutes=1)
OF_USE_FOR = timedelta(hours=1)  # what was not told or could not be sent in that time is not any more
LONGEST = timedelta(days=7)  # of an alert whose end is told
PAGE = "bottlenecks"


def announce(settings: Settings, state: State, at: datetime, now: datetime) -> int:
    """Tell whom [[alerts]] names of every alert that goes on or ended of late; give how many messages go out.

    For the job that detects, after each tick: it finds by itself what is to be told, so that nothing is lost
    where a process dies between the tick and this. Each recipient is told once that an alert began, once
    that somebody called it done while it goes on, and once that it is over (the detector's word), however
    often this is called. Of several the worst goes first, so that a limit keeps back what cost least.
    Nobody is told of the beginning of what is snoozed before the snooze ends, and then only where it still
    goes on; who was told before the snooze is told of the end all the same. Nor is anybody told of what was
    found afterwards (source "replay"), of what could be told more than an hour ago (but for what was lost
    sight of), or of the end of what they were not told of. Nothing is sent here: it writes to the outbox in a
    transaction of its own and never waits for a server.

    `at`: the clock that alerts go by, `settings.now()`; `now`: this machine's, which servers go by. Raises
    StateError.
    """
    if not settings.alerts:
        return 0
    found = _found(state, at)
    done, heard = _done(state, found), _heard(state, found)
    each = (alert_of(settings, one, at, heard[one.id], done.get(one.id)) for one in found)
    told = [alert for alert in each if alert is not None]
    posts = [post for alert in sorted(told, key=_worst_first) for post in _posts(settings, alert, now)]
    return outbox.post(state, posts, now) if posts else 0


def _found(state: State, at: datetime) -> list[episodes.Alert]:
    """Alerts of the last days, and older ones that go on."""
    lately = episodes.history(state, at - LONGEST, at + MINUTE)
    known = {one.id for one in lately}
    return [*lately, *(one for one in episodes.open_episodes(state) if one.id not in known)]


def _heard(state: State, found: Sequence[episodes.Alert]) -> dict[int, datetime]:
    """From when on each may be told, by its number: since it was raised, or since its snooze ended."""
    if not found:
        return {}
    silences = suppressed.since(state, min(one.raised_at for one in found))
    return {one.id: suppressed.heard_from(silences, one.queue, one.raised_at) for one in found}


def _done(state: State, found: Sequence[episodes.Alert]) -> dict[int, episodes.Act]:
    """Who called those done that go on, by the number of each."""
    numbers = [one.id for one in found if one.is_called_done]
    acts = episodes.acts(state, numbers) if numbers else []
    each = {n: episodes.who_called_done(act for act in acts if act.episode_id == n) for n in numbers}
    return {number: act for number, act in each.items() if act is not None}


def _worst_first(alert: Alert) -> tuple[bool, float, datetime]:
    """Silences, whose cost nobody can know, then what cost most customer-minutes."""
    return alert.minutes_lost is not None, -(alert.minutes_lost or 0.0), alert.since


def alert_of(
    settings: Settings,
    episode: episodes.Alert,
    at: datetime,
    heard: datetime,
    done: episodes.Act | None = None,
) -> Alert | None:
    """Say of an episode what mails and web hooks say of it now; None where nothing is to be said.

    heard: from when on its beginning may be told. That it was lost sight of is known only when somebody looks
    again, so that is never too late.
    """
    told = told_of(settings, episode, at, done)
    is_late = at - (told.ended or told.done_at or heard) > OF_USE_FOR and told.how != "lost sight"
    if told.stage == "raised" and episode.is_called_done:
        return None
    is_silent = episode.is_suppressed and told.stage == "raised"
    return None if is_silent or is_late or episode.source != "live" else told


def told_of(
    settings: Settings, episode: episodes.Alert, at: datetime, done: episodes.Act | None = None
) -> Alert:
    """Say of an episode what a mail or a web hook would say of it at an instant, whoever is to be told.

    done: who called it done, where it goes on. It is told once it has gone on for as long as calm takes to be
    seen: until then nobody knows whether it helped.
    """
    is_over = episode.cleared_at is not None
    is_done = done is not None and episode.is_called_done and at - done.at >= CALM_FOR
    return Alert(
        episode.id,
        " ".join(episode.queue.split()),
        episode.kind,
        "resolved" if is_over else "done" if is_done else "raised",
        episode.begun_at,
        at,
        ended=episode.cleared_at,
        how=(episode.how or "recovered") if is_over else None,
        reasons=tuple(_reason(cause) for cause in episode.causes),
        minutes_lost=episode.minutes_lost if episode.kind == "bottleneck" else None,
        link=link(settings, PAGE, episode=str(episode.id)),
        done_by=done.who_name if done and is_done else None,
        done_at=done.at if done and is_done else None,
    )


def at_cost(alert: Alert, minutes: float | None) -> Alert:
    """Tell what an alert cost by its contacts; None where they are not all read: then what was seen stays."""
    return alert if minutes is None else replace(alert, minutes_lost=minutes, is_counted=True)


def link(settings: Settings, page: str, **query: str) -> str | None:
    """Give the address of a page as people open it; None where [site] has no address."""
    if settings.site.address is None:
        return None
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return f"{settings.site.address.rstrip('/')}/{page}" + (f"?{asked}" if asked else "")


def _reason(cause: Any) -> Reason:
    return Reason(sentences.named(cause), sentences.said(cause))


def _posts(settings: Settings, alert: Alert, now: datetime) -> Iterator[Post]:
    for recipient, most in recipients(settings, alert).items():
        yield Post(
            KIND,
            f"episode:{alert.episode}",
            alert.stage,
            "mail" if is_address(recipient) else "webhook",
            recipient,
            alert.stored(),
            now + OF_USE_FOR,
            only_after=None if alert.stage == "raised" else "raised",
            most_per_hour=most if alert.stage == "raised" else None,
        )


def recipients(settings: Settings, alert: Alert) -> dict[str, int]:
    """List whom an alert is told to, with the most that each is told of in an hour: of several rules'."""
    found: dict[str, int] = {}
    for rule in settings.alerts:
        if rule.is_about(alert.queue, alert.kind):
            for to in rule.to:
                name = to.lower() if is_address(to) else to
                found[name] = max(rule.most_per_hour, found.get(name, 0))
    return found
