"""The kinds of weekly mails: each computes the sums of a week, and writes its mail from them.

KINDS is all that the scheduler, `run.py email` and the pages know of them. `sums` is asked once for a week
and reads the store; what it gives is archived. `write` is asked for each recipient, again for each try, and
takes every figure from what was archived, so that a repeated mail is the same to the last digit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from emails import recognition_kept, recognition_kind, snapshot_kind
from emails.message import Message
from emails.writing import Writing, in_words
from language import _, instant, marked
from metrics.told_anew import sentence
from settings import Settings
from store import schedules, status
from store.mail_weeks import Anew, Archived, Figures, Sums
from store.opened import Store
from store.recipients import Recipient
from store.weekdays import Week


@dataclass(frozen=True)
class Kind:
    """A kind of weekly mail. word: how `run.py email` calls it.

    sums(store, settings, week, now): None while nothing has been published; what the week still lacks stands
    in its `missing`. write(writing): the mail for one recipient. of(metric, week): of which week a figure is.
    """

    word: str
    title: str
    sums: Callable[[Store, Settings, Week, datetime], Sums | None]
    write: Callable[[Writing], Message]
    of: Callable[[str, Week], Week] = lambda _metric, week: week
    figures: Callable[[Store, Settings, Week, datetime], Figures | None] | None = None


KINDS: Mapping[str, Kind] = {
    "snapshot": Kind(
        "executive",
        marked("Executive snapshot"),
        snapshot_kind.sums,
        snapshot_kind.message,
        snapshot_kind.week_of,
        snapshot_kind.only_figures,
    ),
    "recognition": Kind(
        "weekly",
        marked("Recognition"),
        recognition_kept.sums,
        recognition_kind.message,
        figures=recognition_kept.nothing_to_set_right,
    ),
}


def writing(
    settings: Settings, told: Archived, to: Recipient, store: Store | None = None, by_hand: str = ""
) -> Writing:
    """Put together what a mail is written from."""
    return Writing(
        *(settings, told, to, store, by_hand),
        anew=tuple(_set_right(told.kind, one) for one in told.anew),
        skipped=tuple(_skipped(week) for week in told.skipped),
        ways_out=unsubscribe(settings, told.kind),
        schedule=_schedule(told, store) if not by_hand else None,
    )


def _schedule(told: Archived, store: Store | None) -> schedules.Schedule | None:
    known = schedules.schedules(store.state) if store and told.how == "schedule" else []
    return next((one for one in known if one.kind == told.kind), None)


def _set_right(kind: str, one: Anew) -> str:
    week = KINDS[kind].of(one.metric, Week(date.fromisoformat(one.week)))
    return sentence(one.metric, one.before, one.now, in_words(week))


def _skipped(week: str) -> str:
    words = _("No such mail went out for {week}: Moked did not run, or nothing was known in time.")
    return words.format(week=in_words(Week(date.fromisoformat(week))))


def unread(store: Store, settings: Settings, week: Week) -> list[str]:
    """Say which sources have not been read up to the end of a week."""
    end = week.instants(settings.site)[1]
    names = [one.name for one in settings.connectors]
    known = {one.connector: one.watermark for one in status.last_runs(store.state, names)}
    return [_behind(name, known.get(name), settings) for name in names if not _is_read(known.get(name), end)]


def _is_read(watermark: datetime | None, end: datetime) -> bool:
    return watermark is not None and watermark >= end


def _behind(name: str, watermark: datetime | None, settings: Settings) -> str:
    if watermark is None:
        return _("The source {name} has not been read yet.").format(name=name)
    words = _("The source {name} has been read only up to {time}.")
    return words.format(name=name, time=instant(watermark, settings.site.timezone))


def unsubscribe(settings: Settings, kind: str) -> tuple[str, ...]:
    """Give the way out: a mail to whoever answers. A link would be followed by whoever scans mails."""
    to = settings.mail.reply_to or settings.mail.sender
    return (f"mailto:{to}?subject={quote(f'unsubscribe {kind}')}",) if to else ()
