"""What the recognition mails of a week are written from, as it is archived: ids and counts, nobody's words.

Names and customers' words are read anew whenever a mail is written, so that who would rather not be named, or
was forgotten, is in no mail from then on, whatever was archived.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from pydantic import TypeAdapter

from emails.snapshot import Headline, HeadlineId, Moved
from language import _
from metrics.catalog import METRICS
from metrics.recognition.told import Nominee
from metrics.week.own import Own
from settings import Settings
from store import ideas, publish, recognition
from store.asked import Viewer
from store.ideas import Logged
from store.mail_weeks import Figures, Sums
from store.opened import Store
from store.recognition_facts import instant_of
from store.team_weeks import TeamWeek, team_weeks
from store.thanked import Thanks, thanks
from store.weekdays import Week

VIEWER: Final = Viewer("weekly mail", "manager")
NAMES: Final[dict[str, HeadlineId]] = {
    "csat": "csat",
    "fcr": "fcr",
    "promise_kept_rate": "promise_kept_rate",
}


@dataclass(frozen=True)
class Team:
    """A team's own week: headlines beside its week before, what it kept, ids of the best voices."""

    name: str
    past: tuple[Headline, ...]
    kind_words: int
    promises_kept: int
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """A week of recognition. above: who did clearly better than to be expected, award or not."""

    as_of: datetime
    thanks: tuple[Thanks, ...]
    above: tuple[Nominee, ...]
    ideas: tuple[Logged, ...]
    teams: tuple[Team, ...]


FORM: Final = TypeAdapter(Kept)


def sums(
    store: Store, settings: Settings, week: Week, now: datetime, publication: int | None = None
) -> Sums | None:
    """Read a week as it was nominated, and each team's own; None while nothing has been published.

    A week that was not nominated yet lacks that: its mail waits for it.
    """
    del now  # a week is told as it was known on the morning after it, however late
    found = publish.newest(store.state) if publication is None else publish.numbered(store.state, publication)
    if found is None:
        return None
    kept = recognition.read(store.state, week.first, VIEWER)
    whole = Kept(
        as_of=kept.as_of if kept else instant_of(settings, week.first),
        thanks=thanks(store.state, VIEWER, kept) if kept else (),
        above=kept.of("best") if kept else (),
        ideas=tuple(ideas.logged(store.state, VIEWER, week.first)),
        teams=tuple(_team(one) for one in team_weeks(store, settings, week.first, found.id).values()),
    )
    late = _("Nobody has been nominated for this week yet; the page Recognition shows it once that is done.")
    return Sums(found.id, {}, stored(whole), () if kept else (late,))


def nothing_to_set_right(store: Store, settings: Settings, week: Week, now: datetime) -> Figures:
    """Nominations are kept as they were, and a team's own figures are told as of their morning."""
    del store, settings, week, now
    return {}


def stored(kept: Kept) -> Mapping[str, Any]:
    """Give what JSON can hold."""
    found: Mapping[str, Any] = FORM.dump_python(kept, mode="json")
    return found


def restored(more: Mapping[str, Any]) -> Kept:
    """Read what was archived. Raises ValueError where it is not such a week."""
    return FORM.validate_python(dict(more))


def _team(one: TeamWeek) -> Team:
    past = tuple(_headline(each) for each in one.figures)
    return Team(one.team, past, one.kind_words, one.promises_kept or 0, one.voices)


def _headline(one: Own) -> Headline:
    days: tuple[date, date] = (one.days.first, one.days.last)
    moved = Moved(one.change, one.low, one.high, one.verdict)
    return Headline(NAMES[one.headline.id], one.value, moved, n=one.n, period=days)


def figures(more: Mapping[str, Any]) -> Iterator[tuple[str, float | None, str]]:
    """List what was told of teams: what it is, its value, its metric. Nominations are kept as made."""
    kept = restored(more)
    for team in kept.teams:
        for one in team.past:
            name = f"{team.name}, {_(METRICS[one.id].label)}"
            yield name, one.value, one.id
            yield _("{name}, change").format(name=name), one.moved.difference, one.id
        yield _("{team}, kind words").format(team=team.name), team.kind_words, ""
        yield _("{team}, promises kept").format(team=team.name), team.promises_kept, "promise_kept_rate"
