"""Who is to be thanked, week by week: nominated once the week is over, kept as it was, never changed.

Nothing here gives who is not to be thanked: of those there are only counts.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from metrics.recognition import AWARDS, WEEKS
from metrics.recognition.told import Draw, Evidence, Held, Nominee, Rest, held, nominees, without
from metrics.recognition.turns import turn
from settings import Settings
from store import awards, publish
from store.asked import Viewer
from store.awards import holders, unnamed
from store.opened import Store
from store.recognition_facts import Facts, facts, first_contact, instant_of, week_before
from store.recognition_models import Recognition, RecognitionDraw, RecognitionHeld, RecognitionNominee
from store.state import State

BACK = 8  # weeks that are made up for after a pause, and at the first start
ITSELF = "Moked"


@dataclass(frozen=True)
class Week:
    """A week as it was nominated, as far as a viewer may know.

    nominees: of each award, the first on top; rest: how many others there are, of each award; held: reasons
    that took somebody off the list, of a lead's own teams.
    """

    week: date
    made_at: datetime
    as_of: datetime
    publication: int
    nominees: tuple[Nominee, ...]
    draws: tuple[Draw, ...]
    rest: Mapping[str, Rest]
    held: tuple[Held, ...]

    def of(self, award: str) -> tuple[Nominee, ...]:
        """Give who is nominated for an award."""
        return tuple(one for one in self.nominees if one.award == award)


def weeks(state: State) -> list[date]:
    """List the weeks that were nominated, the newest first."""
    with state.reading() as connection:
        kept = connection.execute(select(Recognition.week).order_by(Recognition.week.desc())).scalars()
        return [date.fromisoformat(name) for name in kept]


def missing(store: Store, settings: Settings, now: datetime) -> list[date]:
    """List the weeks that are to be nominated, the oldest first: those over, for which all is published.

    Of a week all is published once there is a publication of the morning after it. Weeks from before the
    first contact are none.
    """
    found = publish.newest(store.state)
    begun = None if found is None else first_contact(store, found, now)
    if found is None or begun is None:
        return []
    last, kept = week_before(settings, now), set(weeks(store.state))
    due = [last - timedelta(weeks=n) for n in reversed(range(BACK))]
    over = [day for day in due if begun < instant_of(settings, day) <= found.at]
    return [day for day in over if day not in kept]


def keep(store: Store, settings: Settings, week: date, now: datetime) -> Facts | None:
    """Nominate for a week and keep it; one that is kept stays. None before a publication.

    Two may do so at once: the first is kept.
    """
    found = facts(store, settings, week)
    if found is None:
        return None
    write(store.state, week, found, now)
    return found


def write(state: State, week: date, found: Facts, now: datetime) -> None:
    """Keep nominees, draws, reasons and the awards they lead to, whole or not at all."""
    name = week.isoformat()
    with state.writing() as connection:
        if connection.execute(select(Recognition.week).where(Recognition.week == name)).first():
            return
        out = unnamed(connection)
        barred = out | set(found.held["agent_id"])
        kept = {award: without(each, barred) for award, each in found.found.items()}
        others = {award: [each.as_expected, each.not_enough] for award, each in kept.items()}
        connection.execute(
            insert(Recognition),
            [
                {
                    "week": name,
                    "made_at": now,
                    "as_of": found.as_of,
                    "publication": found.publication,
                    "others": json.dumps(others),
                }
            ],
        )
        reasons = [one for one in held(found.held, found.teams) if one.agent_id not in out]
        if reasons:
            connection.execute(insert(RecognitionHeld), [{**asdict(one), "week": name} for one in reasons])
        making = _Making(connection, name, found, now)
        drawn: set[str] = set()
        for award in AWARDS:
            drawn |= _nominate(making, award, nominees(award, kept[award], found.quotes), drawn)


@dataclass(frozen=True)
class _Making:
    """What a week is being made of, within one transaction."""

    connection: Connection
    week: str
    found: Facts
    now: datetime


def _nominate(making: _Making, award: str, named: list[Nominee], drawn: Collection[str]) -> set[str]:
    """Write who is nominated for an award and whose turn it is; give who that is."""
    connection, week, teams = making.connection, making.week, making.found.teams
    since = (date.fromisoformat(week) - timedelta(weeks=WEEKS)).isoformat()
    lot = turn(award, week, named, holders(connection, award, since, week), drawn)
    if lot is None:
        return set()
    of = {"week": week, "award": award}
    rows = [{**of, "place": place, **_row(one, teams)} for place, one in enumerate(named, 1)]
    connection.execute(insert(RecognitionNominee), rows)
    told = {**asdict(lot), "among": json.dumps(lot.among), "had_turn": json.dumps(lot.had_turn)}
    connection.execute(insert(RecognitionDraw), [{**told, **of}])
    step = {**of, "agent_id": lot.drawn, "team": teams.get(lot.drawn), "act": "drawn"}
    awards.write(connection, {**step, "who": ITSELF, "at": making.now})
    return {lot.drawn}


def _row(one: Nominee, teams: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "agent_id": one.agent_id,
        "team": teams.get(one.agent_id),
        "is_tied": int(one.is_tied),
        "evidence": json.dumps([asdict(each) for each in one.evidence]),
        "quotes": json.dumps(one.quotes),
    }


def read(state: State, week: date, viewer: Viewer) -> Week | None:
    """Read a week as it was nominated, as far as a viewer may know; None where it was not.

    An executive is told counts alone. Who would rather not be named is not, from then on.
    """
    name = week.isoformat()
    with state.reading() as connection:
        head = (
            connection.execute(select(Recognition.__table__).where(Recognition.week == name))
            .mappings()
            .first()
        )
        if head is None:
            return None
        out = unnamed(connection)
        rows = {
            model: connection.execute(select(model.__table__).where(model.week == name)).mappings().all()
            for model in (RecognitionNominee, RecognitionDraw, RecognitionHeld)
        }
    is_told = viewer.sees_agents
    named = sorted(
        (dict(one) for one in rows[RecognitionNominee]), key=lambda one: (one["award"], one["place"])
    )
    return Week(
        week=week,
        made_at=head["made_at"],
        as_of=head["as_of"],
        publication=head["publication"],
        nominees=tuple(_nominee(one) for one in named if is_told and one["agent_id"] not in out),
        draws=tuple(_draw(one, out) for one in rows[RecognitionDraw] if is_told and one["drawn"] not in out),
        rest={award: Rest(*counts) for award, counts in json.loads(head["others"]).items()},
        held=tuple(_held(one) for one in rows[RecognitionHeld] if may_know(viewer, one, out)),
    )


def may_know(viewer: Viewer, row: Mapping[Any, Any], out: Collection[str]) -> bool:
    """Tell whether a viewer may know what held an agent back: managers, and the lead of the agent's team."""
    is_own = viewer.role != "lead" or row["team"] in viewer.teams
    return viewer.sees_agents and is_own and row["agent_id"] not in out


def _nominee(row: Mapping[str, Any]) -> Nominee:
    return Nominee(
        agent_id=row["agent_id"],
        award=row["award"],
        evidence=tuple(Evidence(**each) for each in json.loads(row["evidence"])),
        is_tied=bool(row["is_tied"]),
        team=row["team"],
        quotes=tuple(json.loads(row["quotes"])),
    )


def _draw(row: Mapping[Any, Any], out: Collection[str]) -> Draw:
    among, had = (tuple(x for x in json.loads(row[name]) if x not in out) for name in ("among", "had_turn"))
    return Draw(row["award"], row["seed"], among, had, row["drawn"])


def _held(row: Mapping[Any, Any]) -> Held:
    return Held(**{name: row[name] for name in Held.__dataclass_fields__})
