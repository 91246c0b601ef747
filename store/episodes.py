"""Alerts, and what people do about them. What the detector writes of them is in `store.ringing`.

Two may click at once: the first is written, the other is told who was first. Nobody undoes or gives away what
they have not seen.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from language import _
from store import signed
from store.alert_models import Episode, EpisodeAct
from store.loop import LoopError
from store.state import State

Kind = Literal["bottleneck", "nobody_comes", "silent"]
Stage = Literal["raised", "taken", "assigned", "resolved", "expired"]
ActKind = Literal["taken", "assigned", "commented", "resolved", "useful", "not_useful", "undone"]
STAGES = ("taken", "assigned", "resolved")  # acts that change how an alert stands
NOBODY = signed.Names({})
COLUMNS = [column for column in Episode.__table__.columns if column.name != "evidence"]


@dataclass(frozen=True)
class Alert:
    """An alert. queue is a source's name where kind is "silent"; "nobody_comes": though many usually do.

    begun_at: when it began, raised_at: when it was seen twice. cleared_at and how ("recovered", "closed",
    "lost sight") are the detector's word; state is people's, or "expired" where it ended untaken. taken_by,
    assigned_to are signatures. peak: the worst harm, 0..1. causes: as `metrics.bottlenecks.Found.stored`, the
    main one first. source: "live", or "replay": found afterwards in what came before. is_suppressed: not to
    be told of now.
    """

    id: int
    queue: str
    kind: Kind
    cause: str | None
    begun_at: datetime
    raised_at: datetime
    cleared_at: datetime | None
    how: str | None
    state: Stage
    taken_by: str | None
    assigned_to: str | None
    minutes_lost: float
    unseen_min: float
    peak: float | None
    causes: tuple[Mapping[str, Any], ...]
    calibration_id: int | None
    source: Literal["live", "replay"]
    is_suppressed: bool
    revision: int
    names: signed.Names = field(default=NOBODY, compare=False)

    @property
    def taken_name(self) -> str | None:
        """The name to show of who took it."""
        return self.names.some(self.taken_by)

    @property
    def given_name(self) -> str | None:
        """The name to show of whom it was given to."""
        return self.names.some(self.assigned_to)

    @property
    def is_open(self) -> bool:
        """Whether it goes on and nobody has called it done."""
        return self.cleared_at is None and self.state != "resolved"

    @property
    def is_called_done(self) -> bool:
        """Whether it goes on although somebody called it done: customers still wait too long."""
        return self.cleared_at is None and self.state == "resolved"


@dataclass(frozen=True)
class Act:
    """What somebody did about an alert, when, and in what words."""

    id: int
    episode_id: int
    at: datetime
    who: str
    act: ActKind
    assigned_to: str | None
    words: str | None
    names: signed.Names = field(default=NOBODY, compare=False)

    @property
    def who_name(self) -> str:
        """The name to show of who did it."""
        return self.names.of(self.who)

    @property
    def given_name(self) -> str | None:
        """The name to show of whom it was given to."""
        return self.names.some(self.assigned_to)


class OvertakenError(LoopError):
    """Say that somebody was first; `by`: what they did."""

    def __init__(self, sentence: str, by: Act) -> None:
        super().__init__(sentence)
        self.by = by


def open_episodes(state: State) -> list[Alert]:
    """List the alerts that go on, suppressed ones too: what cost most customer-minutes on top."""
    asked = (Episode.cleared_at.is_(None), Episode.state != "resolved")
    return _alerts(state, asked, Episode.minutes_lost.desc(), Episode.begun_at)


def called_done(state: State) -> list[Alert]:
    """List the alerts that somebody called done and that go on: what cost most on top."""
    asked = (Episode.cleared_at.is_(None), Episode.state == "resolved")
    return _alerts(state, asked, Episode.minutes_lost.desc(), Episode.begun_at)


def history(state: State, since: datetime, until: datetime) -> list[Alert]:
    """List the alerts raised in a stretch of time, open ones too, the newest on top."""
    asked = (Episode.raised_at >= since, Episode.raised_at < until)
    return _alerts(state, asked, Episode.raised_at.desc(), Episode.id.desc())


def of(state: State, number: int) -> Alert | None:
    """Read one alert; None where there is none of that number."""
    return next(iter(_alerts(state, (Episode.id == number,))), None)


def _alerts(state: State, asked: Iterable[ColumnElement[bool]], *order: Any) -> list[Alert]:
    query = select(*COLUMNS, Episode.evidence).where(*asked).order_by(*order)
    with state.reading() as connection:
        names = signed.names_in(connection)
        return [_alert(row, names) for row in connection.execute(query)]


def _alert(row: Any, names: signed.Names) -> Alert:
    told = dict(row._mapping)
    causes = tuple(json.loads(told.pop("evidence")))
    return Alert(**told | {"causes": causes, "is_suppressed": bool(told["is_suppressed"]), "names": names})


def acts(state: State, numbers: Sequence[int]) -> list[Act]:
    """List what people did about alerts, oldest first; what was taken back stays, "undone" after it."""
    with state.reading() as connection:
        return _acts(connection, EpisodeAct.episode_id.in_(list(numbers)))


def who_called_done(told: Iterable[Act]) -> Act | None:
    """Who called an alert done last; None where nobody did. told: oldest first."""
    return next((one for one in reversed(list(told)) if one.act == "resolved"), None)


def usefulness(told: Iterable[Act]) -> tuple[int, int]:
    """Count who found an alert useful and who did not: of each person the last word."""
    last = {one.who: one.act for one in told if one.act in ("useful", "not_useful")}
    words = list(last.values())
    return words.count("useful"), words.count("not_useful")


def act(
    state: State,
    alert: int | Alert,
    kind: ActKind,
    who: str,
    at: datetime,
    assigned_to: str | None = None,
    words: str = "",
) -> None:
    """Write down what somebody did about an alert. Raises LoopError, OvertakenError where others were first.

    "taken" is one person's, "assigned" may follow it and itself, "undone" takes the last of these and
    "resolved" back. A comment may be written at any time. alert: its number, or itself as who acts saw
    it: then what has been changed since is neither taken back nor given away.
    """
    number = alert.id if isinstance(alert, Alert) else alert
    _check(kind, assigned_to, words)
    row = {"at": at, "who": who, "act": kind, "assigned_to": assigned_to, "words": words or None}
    with state.writing() as connection:
        episode = connection.execute(
            select(Episode.id, Episode.state, Episode.taken_by, Episode.assigned_to, Episode.cleared_at)
            .where(Episode.id == number)
            .with_for_update()
        ).first()
        if episode is None:
            raise LoopError(_("There is no alert {number}.").format(number=number))
        before = acts_in(connection, number)
        _may(kind, episode, before)
        if isinstance(alert, Alert) and kind in ("assigned", "undone"):
            _as_seen(episode, alert, before)
        connection.execute(insert(EpisodeAct).values(episode_id=number, **row))
        told = [*before, Act(0, number, at, who, kind, assigned_to, None)]
        values = standing(told, is_over=episode.cleared_at is not None)
        change = update(Episode).where(Episode.id == number)
        connection.execute(change.values(**values, revision=Episode.revision + 1))


def _check(kind: str, assigned_to: str | None, words: str) -> None:
    if kind not in get_args(ActKind):
        sentence = _("Unknown {what} {value!r}. Known: {known}.")
        raise LoopError(sentence.format(what=_("act"), value=kind, known=", ".join(get_args(ActKind))))
    if kind == "assigned" and not assigned_to:
        raise LoopError(_("Say who is to look after it."))
    if kind == "commented" and not words.strip():
        raise LoopError(_("Write something first."))


def acts_in(connection: Connection, number: int) -> list[Act]:
    """List what people did about one alert, oldest first."""
    return _acts(connection, EpisodeAct.episode_id == number)


def _acts(connection: Connection, asked: ColumnElement[bool]) -> list[Act]:
    query = select(*EpisodeAct.__table__.columns).where(asked).order_by(EpisodeAct.id)
    names = signed.names_in(connection)
    return [Act(**row._mapping, names=names) for row in connection.execute(query)]


def _may(kind: ActKind, episode: Any, before: Sequence[Act]) -> None:
    """Raise LoopError where an act comes too late or has nothing to act upon."""
    if kind == "taken" and episode.taken_by is not None:
        names = before[0].names if before else NOBODY
        raise LoopError(_("{who} is on it already.").format(who=names.of(episode.taken_by)))
    if kind in STAGES and episode.state in ("resolved", "expired"):
        first = next((one for one in reversed(before) if one.act == "resolved"), None)
        if first is not None:
            raise OvertakenError(_("{who} called it done already.").format(who=first.who_name), first)
        raise LoopError(_("It is over already; look at the page again."))
    if kind == "undone" and not _holding(before):
        raise LoopError(_("There is nothing to take back, or somebody has just done that."))


def _as_seen(episode: Any, seen: Alert, before: Sequence[Act]) -> None:
    """Raise OvertakenError where it stands otherwise than who acts saw it."""
    told = [one for one in before if one.act in (*STAGES, "undone")]
    stands = (episode.taken_by, episode.assigned_to, episode.state == "resolved")
    if told and stands != (seen.taken_by, seen.assigned_to, seen.state == "resolved"):
        sentence = _("{who} has changed it in the meantime; look at it again.")
        raise OvertakenError(sentence.format(who=told[-1].who_name), told[-1])


def _holding(told: Iterable[Act]) -> list[Act]:
    """The acts that change how it stands and were not taken back."""
    held: list[Act] = []
    for one in told:
        if one.act in STAGES:
            held.append(one)
        elif one.act == "undone" and held:
            held.pop()
    return held


def standing(told: Iterable[Act], *, is_over: bool) -> dict[str, str | None]:
    """Work out how an alert stands from what people did: state, taken_by, assigned_to.

    Once it is over, one that somebody looked after is resolved, and one that nobody did has expired.
    """
    held = _holding(told)
    taken = [one.who for one in held if one.act == "taken"]
    assigned = [one.assigned_to for one in held if one.act == "assigned"]
    last: str = held[-1].act if held else "raised"
    if is_over:
        last = "resolved" if held else "expired"
    return {
        "state": last,
        "taken_by": taken[-1] if taken else None,
        "assigned_to": assigned[-1] if assigned else None,
    }


def revision(state: State) -> str:
    """Name what people have written about alerts, for the keys of caches: it changes with each act.

    Snoozes are named by `store.suppressed.held`: they also end by themselves.
    """
    with state.reading() as connection:
        told = connection.execute(select(func.count(), func.max(EpisodeAct.id)).select_from(EpisodeAct)).one()
        made = connection.execute(select(func.count(), func.count(Episode.cleared_at))).one()
    return " ".join(str(value) for value in (*told, *made))
