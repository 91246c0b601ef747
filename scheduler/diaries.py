"""Write down what the people of the shipped demo write down, each entry once, by what pages write with.

What somebody who looks at the demo did before them stays: an owner who was named, an action that ended, an
award that was given to another.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from connectors import connect
from connectors.demo import Demo
from connectors.demo.diary import (
    Aimed,
    Begins,
    Changes,
    Decides,
    Diary,
    Ends,
    Entry,
    Owns,
    Suggests,
    Tells,
    Thanks,
)
from metrics.experiments import Direction
from settings import Settings
from store import actions, awards, ideas, noted, owners, process_changes, publish, recognition
from store.aims import Aim, ChangeError
from store.asked import Viewer
from store.awards import Chosen, RecognitionError
from store.outcome import OTHERS
from store.process_changes import Draft
from store.state import State

NAME = "diary "


def write(settings: Settings, state: State, now: datetime) -> int:
    """Write the entries whose time has come and that were not written; give how many."""
    source = next(one for one in settings.connectors if one.kind == "demo")
    demo = cast(Demo, connect(source, settings.site, settings.folder))
    diary = demo.diary(publish.cursor(state, source.name))
    if diary is None:
        return 0
    known, weeks = noted.names(state), set(recognition.weeks(state))
    due = [one for one in diary.entries if one.at <= now and NAME + one.key not in known]
    ready = [one for one in due if not isinstance(one.act, Thanks) or one.act.week in weeks]
    return sum(_written(_Desk(state, source.name, diary, one)) for one in ready)


@dataclass(frozen=True)
class _Desk:
    """Where one entry is written. state: the database; source: the prefix of the ids of agents."""

    state: State
    source: str
    diary: Diary
    entry: Entry

    @property
    def who(self) -> Viewer:
        return _viewer(self.entry.who, self.entry.team)

    @property
    def day(self) -> date:
        return self.entry.at.date()

    @property
    def once(self) -> State:
        return noted.once(self.state, NAME + self.entry.key)

    def earlier(self, key: str) -> datetime:
        """When another entry was written."""
        return next(one.at for one in self.diary.entries if one.key == key)

    def agent(self, number: str) -> str:
        return f"{self.source}:{number}"


def _written(desk: _Desk) -> bool:
    """Write an entry; where somebody was first, it is over and nothing is written."""
    try:
        _act(desk)
    except noted.NotedError:
        return False
    except (ChangeError, RecognitionError):
        noted.note(desk.state, NAME + desk.entry.key)
        return False
    return True


def _act(desk: _Desk) -> None:
    match desk.entry.act:
        case Owns() as act:
            _own(desk, act)
        case Decides() as act:
            decision = actions.Decision(act.what, desk.entry.who, _aim(act.aim), act.due, desk.entry.team)
            actions.decide(desk.once, desk.who, act.week, decision, desk.entry.at)
        case Begins() as act:
            actions.begin(desk.once, desk.who, _number(desk, act.of), desk.day, desk.entry.at)
        case Ends() as act:
            number = _number(desk, act.of)
            actions.end(
                desk.once, desk.who, number, act.outcome, desk.entry.at, on=desk.day, reason=act.reason
            )
        case Changes() as act:
            draft = Draft(act.kind, act.what, act.on, act.owner, _aim(act.aim), beside=OTHERS)
            process_changes.log(desk.once, desk.who, draft, desk.entry.at)
        case Suggests() as act:
            chosen = Chosen(desk.agent(act.agent), desk.entry.team, act.idea)
            ideas.log(desk.once, desk.who, act.week, chosen, desk.entry.at)
        case Tells() as act:
            _tell(desk, act)
        case Thanks() as act:
            _thank(desk, act)


def _own(desk: _Desk, act: Owns) -> None:
    if act.key in owners.owners(desk.state, act.kind):
        raise ChangeError(act.key)
    owners.put(desk.once, desk.who, act.kind, act.key, act.owner, desk.entry.at)


def _tell(desk: _Desk, act: Tells) -> None:
    told = ideas.logged(desk.state, desk.who)
    every = process_changes.logged(desk.state, Viewer(desk.diary.manager, "manager"))
    idea = next((one.id for one in told if one.at == desk.earlier(act.of)), 0)
    link = next((f"/changes?id={one.id}" for one in every if one.at == desk.earlier(act.change)), "")
    ideas.tell_result(desk.once, desk.who, idea, act.result, link, desk.entry.at)


def _thank(desk: _Desk, act: Thanks) -> None:
    """Confirm who was drawn in a week: the lead of the team does, but nobody for themselves."""
    for one in awards.history(desk.state, desk.who):
        if one.week == act.week and one.act == "drawn":
            lead = desk.diary.leads.get(one.team or "")
            is_other = lead is not None and desk.agent(lead.id) != one.agent_id
            who = _viewer(lead.name, lead.team) if lead and is_other else desk.who
            state = noted.once(desk.state, f"{NAME}{desk.entry.key} {one.award}")
            with suppress(noted.NotedError):
                awards.confirm(state, who, act.week, one.award, desk.entry.at)
    noted.note(desk.state, NAME + desk.entry.key)


def _aim(aimed: Aimed) -> Aim:
    return Aim(aimed.metric, cast(Direction, aimed.expected), aimed.cut, aimed.place)


def _number(desk: _Desk, key: str) -> int:
    """The number of the action that an earlier entry decided; 0 where there is none."""
    known = actions.listed(desk.state, desk.who)
    return next((one.id for one in known if one.at == desk.earlier(key)), 0)


def _viewer(name: str, team: str | None) -> Viewer:
    """Whoever writes: a name that signs, since nobody signs in to the demo."""
    if team is None:
        return Viewer(name, "manager", account=name)
    return Viewer(name, "lead", frozenset({team}), name)
