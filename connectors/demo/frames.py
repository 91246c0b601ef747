"""A simulated day as frames of our tables, with all that will have happened (see `cuts`).

Beside the columns of our tables stand hidden ones: instants that are shown in no column, and what is true of
a contact (who it really was, why, whether anything was solved), from which `said` makes answers and notes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from connectors.demo.chance import Key, share_of
from connectors.demo.day import Day
from connectors.demo.floor import Visit
from connectors.demo.inquiry import Inquiry
from connectors.demo.promises import Promise
from connectors.demo.world import Agent, World
from store.schema import AGENTS, CONTACTS, INSTANT, LEGS, PROMISES, STATES, Dtype, Table

MENU_END, TALK_END, CONTACT_START = "menu_ended_at", "talked_until", "contact_started_at"
ORIGIN, COMPLAINT = "demo", "Complaint"
WRITTEN = ("email", "social")  # who writes says at once whether it is a complaint
STRETCH: dict[str, Dtype] = {
    "agent": pl.Int64,
    "started_at": pl.Int64,
    "state": pl.String,
    "reason": pl.String,
}
# What Python writes down of each row; the columns that follow from these are made by `_contacts` and `_legs`.
KEY = {"ordinal": pl.Int32, "n": pl.Int32, "following": pl.Int64, "is_call_back": pl.Boolean}
OF_CONTACT: dict[str, Dtype] = {
    **KEY,
    "channel": pl.String,
    "entry": pl.Int32,
    "started_at": pl.Int64,
    "ended_at": pl.Int64,
    "menu_ms": pl.Int64,
    "menu_path": pl.String,
    "menu_outcome": pl.String,
    "language": pl.String,
    "mix": pl.UInt64,
    "customer": pl.Int64,
    "is_listed": pl.Boolean,
    "cause": pl.String,
    "about": pl.String,
    "is_unsolved": pl.Boolean,
    "agent": pl.Int64,
    "is_cut": pl.Boolean,
}
TRUE: dict[str, Dtype] = {
    "mix": pl.UInt64,
    "customer": pl.Int64,
    "following": pl.Int64,
    "cause": pl.String,
    "about": pl.String,
    "is_unsolved": pl.Boolean,
    "agent": pl.Int64,
    "is_cut": pl.Boolean,
}
HIDDEN: dict[str, Dtype] = {MENU_END: INSTANT, **TRUE}
OF_LEG: dict[str, Dtype] = {
    **KEY,
    "leg_no": pl.Int64,
    "at": pl.Int32,
    "queued_at": pl.Int64,
    "ring_ms": pl.Int64,
    "missed_rings": pl.Int64,
    "outcome": pl.String,
    "answered_at": pl.Int64,
    "agent": pl.Int64,
    "talk_ms": pl.Int64,
    "hold_ms": pl.Int64,
    "wrap_ms": pl.Int64,
    "ended_at": pl.Int64,
    "ended_by": pl.String,
    "onward": pl.Int32,
    "disposition": pl.String,
    TALK_END: pl.Int64,
}
OF_PROMISE = (
    *("promise_id", "contact_id", "customer_id", "agent_id", "kind", "made_at", "due_at", "attempted_at"),
    *("kept_at", CONTACT_START),
)
WITHHELD = 0.06  # of the private callers show no number, so nobody knows who they are
NO_NUMBER, SAYS_SOLVED = 60, 61  # see chance.share
TRUE_WORD, HOPEFUL_WORD = 0.96, 0.45  # how often an agent writes "solved": where it is, and where it is not
RECORDS = {"voice": "t", "chat": "t", "email": "d", "social": "d"}  # which system knows the customer


@dataclass(frozen=True)
class Frames:
    """What happened on a day, or on several, with the hidden columns."""

    contacts: pl.DataFrame
    legs: pl.DataFrame
    states: pl.DataFrame
    promises: pl.DataFrame


def frames(days: Sequence[Day], source: str) -> Frames:
    """Write down some days, in their order."""
    centre = days[0].centre
    contacts = _rows(OF_CONTACT, (row for day in days for row in _of_contacts(day)))
    legs = _rows(OF_LEG, (row for day in days for row in _of_legs(day)))
    promises = [_promise(centre, each) for day in days for each in day.promises]
    return Frames(
        _worded(_contacts(centre, contacts, source)),
        _legs(centre, legs, source),
        _states(days, source),
        framed(PROMISES, _columns(OF_PROMISE, promises), source, {CONTACT_START: INSTANT}),
    )


def agents(centre: World, since: int, source: str) -> pl.DataFrame:
    """List the agents, valid from an instant."""
    rows = [
        (since, each.id, since, each.name, each.email, each.team, each.lead, ", ".join(_queues(centre, each)))
        for each in centre.agents
    ]
    names = ("version", "agent_id", "valid_from", "name", "email", "team", "lead", "skills")
    return framed(AGENTS, _columns(names, rows), source)


def abilities(centre: World, source: str) -> pl.DataFrame:
    """Say which queues each agent takes, one a line: agent_id, queues."""
    rows = [(f"{source}:{each.id}", "\n".join(_queues(centre, each))) for each in centre.agents]
    return pl.DataFrame(rows, schema={"agent_id": pl.String, "queues": pl.String}, orient="row")


def _queues(centre: World, agent: Agent) -> list[str]:
    return [centre.queues[queue].name for queue in agent.queues]


def framed(
    table: Table, columns: Mapping[str, Any], source: str, hidden: Mapping[str, Dtype] | None = None
) -> pl.DataFrame:
    """Columns with bare ids and instants in ms as a frame of a table, hidden columns beside its own."""
    schema: dict[str, Dtype] = {"version": pl.Int64, **table.columns, **(hidden or {})}
    plain = {name: pl.Int64 if schema[name] == INSTANT else schema[name] for name in columns}
    made = pl.DataFrame(columns, schema=plain)
    return made.select(
        pl.lit(source).alias("source"), *(_of(name, schema[name], made) for name in schema)
    ).with_columns(prefixed(source, name) for name in table.ids)


def _of_frame(made: pl.DataFrame) -> dict[str, pl.Series]:
    return {column.name: column for column in made}


def prefixed(source: str, name: str) -> pl.Expr:
    """An id with the name of its source."""
    return (pl.lit(f"{source}:") + pl.col(name)).alias(name)


def contact_id(key: Key) -> str:
    """The id of a contact: those of one case begin alike."""
    ordinal, n, following = key
    return f"{_on(ordinal)}-{n:05d}-{following}" if following else f"{_on(ordinal)}-{n:05d}"


def _of(name: str, dtype: Dtype, made: pl.DataFrame) -> pl.Expr:
    if name not in made.columns:
        return pl.lit(None, dtype).alias(name)
    return pl.from_epoch(name, "ms").cast(INSTANT) if dtype == INSTANT else pl.col(name)


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {name: [] for name in names}


@lru_cache(maxsize=256)
def _on(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal):%y%m%d}"


def _rows(schema: Mapping[str, Dtype], rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    series = zip(schema.items(), columns, strict=True)
    return pl.DataFrame([pl.Series(name, values, dtype) for (name, dtype), values in series])


def _of_contacts(day: Day) -> Iterator[tuple[Any, ...]]:
    for made, visits in day.contacts:
        last = None
        for visit in visits:
            last = visit
            if visit.outcome != "answered":
                break  # another one follows only an answer
        yield _contact(made, last, is_call_back=False)
    for visit in day.call_backs:
        yield _contact(visit.owner, visit, is_call_back=True)


def _contact(made: Inquiry, last: Visit | None, *, is_call_back: bool) -> tuple[Any, ...]:
    """A contact in any direction: `last` is its last visit, a call-back is a visit that is one."""
    key = (*made.key, is_call_back)
    cause = "drifting" if made.is_drifting else made.cause
    case = (made.language, made.mix, made.customer, made.is_listed, cause, made.topic.name)
    about = (*case, *_true(last))
    if is_call_back:
        assert last is not None
        return (*key, "voice", None, last.queued, _left(last), None, None, None, *about)
    menu = made.menu
    ended = _left(last) if last else (None if menu is None else made.started + menu)
    way = (menu, made.menu_path, made.menu_outcome)
    return (*key, made.channel, made.entry, made.started, ended, *way, *about)


def _true(last: Visit | None) -> tuple[bool | None, int | None, bool | None]:
    """What is true of a contact that was answered: whether it left anything unsolved, by whom, cut off."""
    if last is None or last.outcome != "answered":
        return None, None, None
    return last.is_unsolved, last.agent, last.is_cut


def _left(visit: Visit) -> int | None:
    """When the customer was done with a visit."""
    return visit.talked_until if visit.outcome == "answered" else visit.ended


def _contacts(centre: World, rows: pl.DataFrame, source: str) -> pl.DataFrame:
    """The contacts with all their columns; who ends one notes its topic."""
    noted, has_menu = pl.col("agent").is_not_null(), pl.col("menu_ms").is_not_null()
    is_written = pl.col("channel").is_in(WRITTEN)
    direction = pl.when("is_call_back").then(pl.lit("callback")).otherwise(pl.lit("inbound"))
    made = rows.select(
        _contact_id().alias("contact_id"),
        *("channel", "started_at", "ended_at", "menu_ms", "menu_path", "menu_outcome", "language"),
        *("mix", "customer", "following", "cause", "about", "is_unsolved", "agent", "is_cut"),
        _named(centre, "entry").alias("entry_queue"),
        customer_id=pl.when(_is_known()).then(_record()),
        direction=direction,
        origin=pl.lit(ORIGIN),
        menu_steps=pl.col("menu_path").str.count_matches(">", literal=True).cast(pl.Int64) + 1,
        topic=pl.when(noted).then("about"),
        topic_source=pl.when(noted).then(pl.lit("agent")),
        is_complaint=pl.when(noted | is_written).then((pl.col("about") == COMPLAINT).cast(pl.Int64)),
        **{MENU_END: pl.when(has_menu).then(pl.col("started_at") + pl.col("menu_ms"))},
    )
    return framed(CONTACTS, _of_frame(made), source, {MENU_END: INSTANT, **TRUE})


def _contact_id() -> pl.Expr:
    """The ids of contacts: those of one case begin alike."""
    days = pl.col("ordinal") - date(1970, 1, 1).toordinal()
    case = pl.from_epoch(days, "d").dt.strftime("%y%m%d") + "-" + pl.col("n").cast(pl.String).str.zfill(5)
    number = pl.lit("-") + pl.col("following").cast(pl.String)
    none = pl.lit("")
    again = pl.when(pl.col("following") > 0).then(number).otherwise(none)
    return case + again + pl.when("is_call_back").then(pl.lit("-b")).otherwise(none)


def _record() -> pl.Expr:
    """The numbers of customers in the system that each channel belongs to, as `record` gives one."""
    ours = pl.col("channel").replace_strict(RECORDS, return_dtype=pl.String)
    return ours + pl.col("customer").cast(pl.String).str.zfill(6)


def _is_known() -> pl.Expr:
    """Say who is known: whose number is on record, of a business, and who shows one, of all others."""
    shows = (pl.col("channel") != "voice") | (share_of(pl.col("mix"), NO_NUMBER) >= WITHHELD)
    return pl.coalesce("is_listed", shows)


def _named(centre: World, queue: str) -> pl.Expr:
    names = pl.lit(pl.Series([each.name for each in centre.queues]))
    return names.gather(pl.col(queue))


def record(channel: str, customer: int) -> str:
    """The number of a customer in the system that a channel belongs to."""
    return f"{RECORDS[channel]}{customer:06d}"


def _worded(kept: pl.DataFrame) -> pl.DataFrame:
    """Put down whether the agent says that it is solved."""
    part = pl.when("is_unsolved").then(HOPEFUL_WORD).otherwise(TRUE_WORD)
    said = (share_of(pl.col("mix"), SAYS_SOLVED) < part).cast(pl.Int64)
    return kept.with_columns(is_resolved=pl.when(pl.col("is_unsolved").is_not_null()).then(said))


def _promise(centre: World, promise: Promise) -> tuple[Any, ...]:
    made = promise.owner
    contact, who = contact_id(made.key), record(made.channel, made.customer)
    agent = None if promise.agent is None else centre.agents[promise.agent].id
    return (
        *(f"p{contact}", contact, who, agent, promise.kind),
        *(promise.made, promise.due, promise.attempted, promise.kept, made.started),
    )


def _of_legs(day: Day) -> Iterator[tuple[Any, ...]]:
    for made, visits in day.contacts:
        key = (*made.key, False)
        for n, visit in enumerate(visits, 1):
            yield (*key, n, *_leg(visit))
            if visit.outcome != "answered":
                break
    for visit in day.call_backs:
        yield (*visit.owner.key, True, 1, *_leg(visit))


def _leg(visit: Visit) -> tuple[Any, ...]:
    needs, agent = visit.needs, visit.agent
    at = None if visit.is_call_back else needs.queue
    ring = None if agent is None else needs.ring or None
    begun = (at, visit.queued, ring, visit.missed, visit.outcome, visit.answered, agent)
    if visit.outcome != "answered":
        return (*begun, *(None,) * 3, visit.ended, _ended_by(visit.outcome), None, None, visit.talked_until)
    done = (*begun, visit.talk, needs.hold, needs.wrap, visit.ended)
    if visit.then is None:
        return (*done, needs.ended_by, None, None, visit.talked_until)
    return (*done, "transfer_blind", visit.then.needs.queue, needs.disposition, visit.talked_until)


def _ended_by(outcome: str) -> str | None:
    """Who ends what was not answered."""
    if outcome == "waiting":
        return None
    return "system" if outcome in {"closed", "failed"} else "customer"


def _legs(centre: World, rows: pl.DataFrame, source: str) -> pl.DataFrame:
    """The legs with all their columns; a call-back waits in no queue."""
    ids = pl.lit(pl.Series([agent.id for agent in centre.agents]))
    left = pl.when(pl.col("outcome") == "answered").then("answered_at").otherwise("ended_at")
    made = rows.select(
        _contact_id().alias("contact_id"),
        *("leg_no", "queued_at", "ring_ms", "missed_rings", "outcome", "answered_at"),
        *("talk_ms", "hold_ms", "wrap_ms", "ended_at", "ended_by", "disposition", TALK_END),
        _named(centre, "at").alias("queue"),
        _named(centre, "onward").alias("transferred_to"),
        ids.gather(pl.col("agent")).alias("agent_id"),
        wait_ms=pl.when(~pl.col("is_call_back")).then(left - pl.col("queued_at")),
    )
    return framed(LEGS, _of_frame(made), source, {TALK_END: INSTANT})


def _states(days: Sequence[Day], source: str) -> pl.DataFrame:
    """The stretches of each day; the last one of each agent goes on."""
    told = _rows(STRETCH, (row for day in days for row in day.stretches))
    of_day = pl.Series([day.day.toordinal() for day in days for _row in day.stretches])
    ids = pl.Series([agent.id for agent in days[0].centre.agents])
    following = pl.struct("agent", "day").shift(-1) == pl.struct("agent", "day")
    rows = told.with_columns(agent_id=ids.gather(told["agent"]), day=of_day).with_columns(
        ended_at=pl.when(following).then(pl.col("started_at").shift(-1))
    )
    return framed(STATES, rows.drop("agent", "day").to_dict(), source)
