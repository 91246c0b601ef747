"""What the supervisors of the simulated centre write down: who answers for what, what they decide and change.

They know what supervisors do: since when a script is another one, on which weekday a desk is short. What came
of it they do not know, and no entry says it: that is computed, as of anything that people write down. Weeks
begin on Sunday, counted from the one in which the demo begins; each has its review on the Monday after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connectors.demo.dates import DAY, kind_of
from connectors.demo.queues import BILLING, TECHNICAL
from connectors.demo.stories import Stories
from connectors.demo.teams import Agent
from connectors.demo.world import World

MANAGER = "Ruth Beacon"
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays")  # on one of which a queue is short of people
NEWEST = 12  # the last whole week when the demo is first seen
THANKED = range(5, NEWEST)  # the newest week's awards are left to whoever looks at the demo


@dataclass(frozen=True)
class Aimed:
    """Which figure is to move, in which direction, and where: a cut and its place, or everywhere."""

    metric: str
    expected: str
    cut: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Owns:
    """Somebody answers for a metric or a topic."""

    kind: str
    key: str
    owner: str


@dataclass(frozen=True)
class Decides:
    """An action of the review of a week; the writer answers for it."""

    week: date
    what: str
    aim: Aimed
    due: date


@dataclass(frozen=True)
class Begins:
    """An action is being done from that day on. of: the key of its decision."""

    of: str


@dataclass(frozen=True)
class Ends:
    """An action is done or dropped."""

    of: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Changes:
    """A change of process from a day on, compared with all other places."""

    kind: str
    what: str
    on: date
    owner: str
    aim: Aimed


@dataclass(frozen=True)
class Suggests:
    """An agent's idea of a week."""

    week: date
    agent: str
    idea: str


@dataclass(frozen=True)
class Tells:
    """What became of an idea, with the change that came of it: the keys of both."""

    of: str
    result: str
    change: str


@dataclass(frozen=True)
class Thanks:
    """Whoever was drawn for an award of a week has it: each lead says so of the own team."""

    week: date


Act = Owns | Decides | Begins | Ends | Changes | Suggests | Tells | Thanks


@dataclass(frozen=True)
class Entry:
    """One act of one person at an instant. team: whose lead it is; None for the manager."""

    key: str
    at: datetime
    who: str
    team: str | None
    act: Act


@dataclass(frozen=True)
class Diary:
    """The entries of a centre, and who leads each team: agents too, who may be thanked."""

    entries: tuple[Entry, ...]
    leads: dict[str, Agent]
    manager: str = MANAGER


def diary(centre: World) -> Diary:
    """Write the diary of a centre that has stories."""
    assert centre.stories is not None
    leads = {agent.team: agent for agent in centre.agents if agent.name == agent.lead}
    of = _Writing(centre, {team: lead.name for team, lead in leads.items()})
    told = (*_owners(of), *_changes(of, centre.stories), *_actions(of, centre.stories), *_thanks(of))
    return Diary(tuple(sorted(told, key=lambda one: (one.at, one.key))), leads)


@dataclass(frozen=True)
class _Writing:
    """What entries are written with."""

    centre: World
    leads: dict[str, str]

    def week(self, number: int) -> date:
        """The first day of a week."""
        return self.centre.first + DAY * (7 * number - self.centre.first.isoweekday() % 7)

    def review(self, number: int) -> date:
        """The day of the review of a week."""
        return self.week(number + 1) + DAY

    def last_review(self, before: date) -> int:
        """The newest week whose review is before a day."""
        return ((before - self.review(0)).days - 1) // 7

    def entry(self, key: str, on: date, team: str | None, act: Act, hour: int = 10) -> Entry:
        at = datetime.combine(on, time(hour), ZoneInfo(self.centre.zone))
        return Entry(key, at, self.leads[team] if team else MANAGER, team, act)

    def agent(self, team: str) -> str:
        """The id of one of a team who does not lead it, as the source gives it."""
        return [agent.id for agent in self.centre.agents if agent.team == team][-1]


def _owners(of: _Writing) -> Iterator[Entry]:
    lead = of.leads
    metrics = {
        "service_level": MANAGER,
        "abandon_rate": MANAGER,
        "fcr": lead["Technics"],
        "misroute_rate": lead["Business"],
        "csat": lead["Chat"],
        "promise_kept_rate": lead["Accounts"],
    }
    topics = {"App does not open": "Technics", "Complaint": "Letters", "Refund": "Accounts"}
    owned = [("metric", key, owner) for key, owner in metrics.items()]
    owned += [("topic", key, lead[team]) for key, team in topics.items()]
    for kind, key, owner in owned:
        yield of.entry(f"owner {key}", of.review(1), None, Owns(kind, key, owner))


def _changes(of: _Writing, told: Stories) -> Iterator[Entry]:
    helped, idle, later = told.helped, told.idle, of.week(NEWEST) + timedelta(3)
    script = f"New first questions for “{helped.topic}”: the restart comes first, then the sign-in"
    letter = f"A page with the invoice that explains each line, for “{idle.topic}”"
    text = "A text with the hour of the visit to everybody whose line is down"
    for key, kind, what, on, team, topic in (
        ("script", "script", script, helped.since, "Technics", helped.topic),
        ("letter", "other", letter, idle.since, "Accounts", idle.topic),
        ("text", "other", text, later, "Business", "Business line down"),
    ):
        aim = Aimed("fcr", "up", "topic", topic)
        yield of.entry(
            key, _workday_before(on, 3), None, Changes(kind, what, on, of.leads[team], aim), hour=15
        )
    idea = "Tell people whose line is down when somebody comes: most who call again ask only that."
    yield of.entry(
        "idea", of.week(9) + timedelta(4), "Business", Suggests(of.week(9), of.agent("Business"), idea)
    )
    result = "It is done; what comes of it stands with the change."
    yield of.entry("idea done", later, "Business", Tells("idea", result, "text"), hour=16)
    second = "Put the link to the order’s own page into the first answer: it says where the parcel is."
    yield of.entry(
        "second idea",
        of.week(NEWEST) + timedelta(4),
        "Chat",
        Suggests(of.week(NEWEST), of.agent("Chat"), second),
    )


def _actions(of: _Writing, told: Stories) -> Iterator[Entry]:
    back = told.promises.until
    kept = of.last_review(back)
    days = WEEKDAYS[told.weekday.weekday]
    promised, answered = Aimed("promise_kept_rate", "up", "queue", BILLING), Aimed("csat", "up")
    plans: tuple[tuple[str, str, int, str, Aimed, date], ...] = (
        ("calls back", "Accounts", kept, "One named person looks at open call-backs at noon and at six",
         promised, of.week(NEWEST)),
        ("letters", "Letters", 8, "Complaints are answered first each morning",
         Aimed("csat", "up", "team", "Letters"), of.week(NEWEST + 2)),
        ("tool", "Chat", 8, "Ask in the chat itself whether everything is solved",
         answered, of.week(NEWEST)),
        ("learn", "Technics", 9, f"Two colleagues of Deliveries learn Technical help for {days}",
         Aimed("service_level", "up", "queue", TECHNICAL), of.week(NEWEST) + timedelta(2)),
        ("offers", "Chat", 9, "Two more in chat between five and seven",
         Aimed("asa", "down", "queue", "Chat"), of.week(NEWEST + 2)),
        ("refunds", "Accounts", NEWEST - 1, "Whoever promises a refund says on which day it comes",
         Aimed("fcr", "up", "topic", "Refund"), of.week(NEWEST + 2)),
        ("menu", "Technics", NEWEST - 1, f"The menu says “payment and card details” before “{TECHNICAL}”",
         Aimed("misroute_rate", "down", "queue", TECHNICAL), of.week(NEWEST + 2)),
    )  # fmt: skip
    for key, team, week, what, aim, due in plans:
        yield of.entry(key, of.review(week), team, Decides(of.week(week), what, aim, due))
    for key, team, on in (
        ("calls back", "Accounts", back),
        ("letters", "Letters", of.review(8) + DAY),
        ("offers", "Chat", of.review(9) + 2 * DAY),
        ("refunds", "Accounts", of.review(NEWEST - 1) + DAY),
    ):
        yield of.entry(f"{key} begun", on, team, Begins(key), hour=9)
    yield of.entry("calls back done", of.week(NEWEST), "Accounts", Ends("calls back", "done"), hour=17)
    why = "The chat tool cannot ask before its next version."
    yield of.entry("tool dropped", of.review(10), "Chat", Ends("tool", "dropped", why), hour=17)


def _thanks(of: _Writing) -> Iterator[Entry]:
    for number in THANKED:
        yield of.entry(f"thanks {number}", of.review(number), None, Thanks(of.week(number)), hour=11)


def _workday_before(day: date, days: int) -> date:
    """The newest whole working day at least so many days before one."""
    found = day - days * DAY
    while kind_of(found) != "work":
        found -= DAY
    return found
