"""Who is told of an alert, and in what words: an episode becomes messages in the outbox."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from emails.alert import Alert, Reason, Stage
from metrics.bottlenecks import sentences
from settings import Settings, is_address
from store import episodes, outbox
from store.outbox import Post
from store.state import State

KIND: Final = "alert"
OF_USE_FOR = timedelta(hours=1)  # an alert that could not be sent in that time is not sent any more
PAGE = "bottlenecks"


def announce(settings: Settings, state: State, episode: episodes.Alert, stage: Stage, now: datetime) -> int:
    """Tell whom [[alerts]] names that an episode was raised or is over; give how many messages go out.

    For whoever detects: call it with stage "raised" once the episode is stored, and "resolved" once it has
    `cleared_at` and `how` or somebody resolved it. Calling it again changes nothing: each recipient is told
    once of each stage, whatever restarts. Nothing is told of what is suppressed or was found afterwards
    (`is_suppressed`, source "replay"), nor the end of what was not told. Nothing is sent here: it writes to
    the outbox in a transaction of its own, and never waits for a server.

    `now`: this machine's clock, whatever moked.toml says it is. Raises StateError.
    """
    if episode.is_suppressed or episode.source != "live":
        return 0
    posts = list(_posts(settings, alert_of(settings, episode, stage), now))
    return outbox.post(state, posts, now) if posts else 0


def alert_of(settings: Settings, episode: episodes.Alert, stage: Stage) -> Alert:
    """Say of an episode what mails and web hooks say."""
    is_over = stage == "resolved"
    return Alert(
        episode.id,
        " ".join(episode.queue.split()),
        episode.kind,
        stage,
        episode.begun_at,
        ended=episode.cleared_at if is_over else None,
        how=(episode.how or "resolved") if is_over else None,
        reasons=tuple(_reason(cause) for cause in episode.causes),
        minutes_lost=episode.minutes_lost if episode.kind == "bottleneck" else None,
        link=link(settings, PAGE, episode=str(episode.id)),
    )


def link(settings: Settings, page: str, **query: str) -> str | None:
    """Give the address of a page as people open it; None where [site] has no address."""
    if settings.site.address is None:
        return None
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return f"{settings.site.address.rstrip('/')}/{page}" + (f"?{asked}" if asked else "")


def _reason(cause: Any) -> Reason:
    return Reason(sentences.name(cause["cause"]), sentences.said(cause))


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
            only_after="raised" if alert.stage == "resolved" else None,
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
