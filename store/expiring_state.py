"""Delete what the state database holds of people for longer than is kept; of lists the sums stay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select

from settings import Retention
from store.alert_models import Episode, EpisodeAct, Suppression
from store.good_models import GoodListed
from store.keeping import monday_of, week_before
from store.loop_models import Click, FollowUp, Mark
from store.recognition_models import (
    Award,
    Idea,
    Recognition,
    RecognitionDraw,
    RecognitionHeld,
    RecognitionNominee,
)
from store.state import State
from store.work_list_models import RiskAct, RiskListed

Old = tuple[type, ColumnElement[bool]]


def expire_state(state: State, retention: Retention, now: datetime) -> int:
    """Delete what is older than is kept, by whole weeks; give the number of rows."""
    with state.writing() as connection:
        return sum(
            _delete(connection, model, condition)
            for key, olds in OLD.items()
            if (days := getattr(retention, key)) is not None
            for model, condition in olds(monday_of(week_before(now, days)))
        )


def _of_lists(before: datetime) -> Sequence[Old]:
    """Whoever was listed; of each list its sums stay (RiskList, GoodList)."""
    day = before.date().isoformat()
    return (
        (RiskListed, RiskListed.monday < day),
        (GoodListed, GoodListed.monday < day),
        (RiskAct, RiskAct.at < before),
    )


def _of_followups(before: datetime) -> Sequence[Old]:
    return (FollowUp, FollowUp.opened_at < before), (Mark, Mark.at < before)


def _of_alerts(before: datetime) -> Sequence[Old]:
    over = and_(Episode.cleared_at.is_not(None), Episode.cleared_at < before)
    return (
        (EpisodeAct, EpisodeAct.episode_id.in_(select(Episode.id).where(over))),
        (Episode, over),
        (Suppression, or_(Suppression.until < before, Suppression.lifted_at < before)),
    )


def _of_texts(before: datetime) -> Sequence[Old]:
    return ((Click, Click.at < before),)


def _of_recognition(before: datetime) -> Sequence[Old]:
    day = before.date().isoformat()
    weeks = (RecognitionNominee, RecognitionDraw, RecognitionHeld, Recognition, Award, Idea)
    return tuple((model, model.week < day) for model in weeks)


OLD: Final = {
    "work_lists_days": _of_lists,
    "followups_days": _of_followups,
    "alerts_days": _of_alerts,
    "texts_days": _of_texts,
    "recognition_days": _of_recognition,
}


def _delete(connection: Connection, model: type, condition: ColumnElement[bool]) -> int:
    table: Table = model.__table__  # type: ignore[attr-defined]
    gone = connection.execute(delete(table).where(condition).returning(*table.primary_key.columns))
    return len(gone.all())
