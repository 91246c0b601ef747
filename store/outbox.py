"""What goes out by itself: posted once, handed over at most once, tried again until it is given up.

One row is one message to one recipient. It is claimed in the very moment in which it is handed over, after
the server has taken all that comes before: who dies earlier has sent nothing, and it is sent later; who dies
later may have sent it, and it is never sent again.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from language import _, marked, ngettext, number
from store import audit
from store.audit import About
from store.outbox_models import Outgoing
from store.state import State

Channel = Literal["mail", "webhook"]
UNSURE = marked("Moked ended in the moment in which it was handed over. It is not sent again.")
AGAIN = marked("Moked ended in the moment in which it was handed over. It is handed over once more.")
MOST_AGAIN = 5  # what is cut off that often may be what kills its process
TOO_OLD = marked("It could not be sent while it was still of use.")
HOUR = timedelta(hours=1)
OPEN = ("waiting", "handing")
TROUBLED = ("given_up", "unsure")


@dataclass(frozen=True)
class Post:
    """A message to post: what it is about (as in "episode:12"), its stage, and what to write it from.

    only_after: the stage that this recipient must have been told before, as an end needs a beginning.
    most_per_hour: more of this kind and stage than that in an hour are held back, not sent.
    """

    kind: str
    about: str
    stage: str
    channel: Channel
    recipient: str
    facts: Mapping[str, Any]
    give_up_at: datetime
    only_after: str | None = None
    most_per_hour: int | None = None


@dataclass(frozen=True)
class Waiting:
    """A message that is due. tries: how often it was tried before."""

    id: int
    kind: str
    about: str
    stage: str
    channel: Channel
    recipient: str
    facts: Mapping[str, Any]
    left_out: int
    posted_at: datetime
    give_up_at: datetime
    tries: int


@dataclass(frozen=True)
class Trouble:
    """A message that did not go out, or not yet; problem: a sentence. ended_at: None while it is tried."""

    id: int
    kind: str
    channel: Channel
    recipient: str
    state: str
    posted_at: datetime
    tries: int
    next_at: datetime
    ended_at: datetime | None
    problem: str


def post(state: State, posts: Sequence[Post], now: datetime) -> int:
    """Put messages into the outbox; give how many will be sent. What is there already stays as it is."""
    with state.reading() as connection:
        if not any(_is_new(connection, one) for one in posts):
            return 0  # the usual minute: no need to lock the database for writing
    with state.writing() as connection:
        return put(connection, posts, now)


def put(connection: Connection, posts: Sequence[Post], now: datetime) -> int:
    """Post within what else is written: both are, or neither."""
    return sum(_posted(connection, one, now) for one in posts if _is_new(connection, one))


def _is_new(connection: Connection, one: Post) -> bool:
    if _found(connection, *_same(one), Outgoing.stage == one.stage):
        return False
    return one.only_after is None or _told(connection, one)


def _posted(connection: Connection, one: Post, now: datetime) -> bool:
    is_held = one.most_per_hour is not None and len(_lately(connection, one, now)) >= one.most_per_hour
    row = {
        **{name: getattr(one, name) for name in ("kind", "about", "stage", "channel", "recipient")},
        "facts": json.dumps(one.facts, ensure_ascii=False),
        "left_out": 0 if is_held else _left_out(connection, one),
        "posted_at": now,
        "give_up_at": one.give_up_at,
        "state": "held" if is_held else "waiting",
        "tries": 0,
        "next_at": now,
        "ended_at": now if is_held else None,
        "problem": _held(one.most_per_hour or 0) if is_held else None,
    }
    connection.execute(insert(Outgoing).values(**row))
    return not is_held


def _held(most: int) -> str:
    words = ngettext(
        "Not sent: no more than {n} new alert an hour is, by [[alerts]] most_per_hour.",
        "Not sent: no more than {n} new alerts an hour are, by [[alerts]] most_per_hour.",
        most,
    )
    return words.format(n=number(most))


def _to(one: Post) -> tuple[ColumnElement[bool], ...]:
    return Outgoing.channel == one.channel, Outgoing.recipient == one.recipient


def _same(one: Post) -> tuple[ColumnElement[bool], ...]:
    return Outgoing.about == one.about, *_to(one)


def _found(connection: Connection, *asked: ColumnElement[bool]) -> bool:
    return connection.execute(select(Outgoing.id).where(*asked).limit(1)).first() is not None


def _told(connection: Connection, one: Post) -> bool:
    """Tell whether the stage before was meant for this recipient and not held back."""
    return _found(connection, *_same(one), Outgoing.stage == one.only_after, Outgoing.state != "held")


def _lately(connection: Connection, one: Post, now: datetime) -> Sequence[int]:
    """The messages of the same kind and stage of the last hour. A clock that was set back ends no limit."""
    alike = (*_to(one), Outgoing.kind == one.kind, Outgoing.stage == one.stage, Outgoing.state != "held")
    asked = (*alike, Outgoing.posted_at > now - HOUR)
    return connection.execute(select(Outgoing.id).where(*asked)).scalars().all()


def _left_out(connection: Connection, one: Post) -> int:
    """Count what was held back since the last message of the same kind and stage that was not."""
    alike = (*_to(one), Outgoing.kind == one.kind, Outgoing.stage == one.stage)
    last = select(func.coalesce(func.max(Outgoing.id), 0)).where(*alike, Outgoing.state != "held")
    held = (*alike, Outgoing.state == "held", Outgoing.id > last.scalar_subquery())
    return int(connection.execute(select(func.count()).where(*held)).scalar_one())


def is_due(state: State, now: datetime) -> bool:
    """Tell whether anything is to be done now: what is asked every few seconds, and locks nothing."""
    is_over = or_(Outgoing.next_at <= now, Outgoing.give_up_at <= now)
    with state.reading() as connection:
        return _found(connection, or_(Outgoing.state == "handing", (Outgoing.state == "waiting") & is_over))


def settle(state: State, now: datetime, again: Collection[str] = ()) -> list[int]:
    """Set aside what must not be sent any more; give the numbers of what somebody waits for in vain.

    That is what was being handed over when its process died or lost the database, and what was tried for
    too long: an alert of yesterday helps nobody. What a later word about the same overtook goes quietly.
    Kinds in `again` are handed over once more instead: a second copy, which has the same id, hurts less than
    none. Call it as the leader only, and while nothing is being sent.
    """
    later = aliased(Outgoing)
    same = (getattr(later, name) == getattr(Outgoing, name) for name in ("about", "channel", "recipient"))
    waits, is_overtaken = Outgoing.state == "waiting", exists().where(*same, later.id > Outgoing.id)
    told = func.coalesce(Outgoing.problem, _(TOO_OLD))
    unsure = {"state": "unsure", "problem": _(UNSURE), "tries": Outgoing.tries + 1}
    with state.writing() as connection:
        _hand_again(connection, again, now)
        cut_off = _ended(connection, [Outgoing.state == "handing"], now, **unsure)
        _ended(connection, [waits, is_overtaken], now, state="overtaken")
        is_old = [waits, Outgoing.give_up_at <= now]
        return [*cut_off, *_ended(connection, is_old, now, state="given_up", problem=told)]


def _hand_again(connection: Connection, kinds: Collection[str], now: datetime) -> None:
    """Let wait what was being handed over, but for what was cut off too often already."""
    cut_off = (Outgoing.state == "handing", Outgoing.kind.in_(kinds), Outgoing.tries < MOST_AGAIN)
    values = {"state": "waiting", "tries": Outgoing.tries + 1, "next_at": now, "problem": _(AGAIN)}
    connection.execute(update(Outgoing).where(*cut_off).values(**values))


def _ended(
    connection: Connection, asked: Iterable[ColumnElement[bool]], now: datetime, **values: Any
) -> list[int]:
    ended = update(Outgoing).where(*asked).values(ended_at=now, **values).returning(Outgoing.id)
    return sorted(connection.execute(ended).scalars())


def due(state: State, now: datetime, limit: int = 100) -> list[Waiting]:
    """List what is to be sent now, the oldest first."""
    columns = [column for column in Outgoing.__table__.columns if column.name in Waiting.__annotations__]
    asked = select(*columns).where(Outgoing.state == "waiting", Outgoing.next_at <= now)
    with state.reading() as connection:
        rows = connection.execute(asked.order_by(Outgoing.posted_at, Outgoing.id).limit(limit)).mappings()
        return [Waiting(**{**row, "facts": json.loads(row["facts"])}) for row in rows]


def hand(state: State, number: int) -> bool:
    """Claim a message in the moment in which it is handed over; False where it must not be sent any more.

    Raises LostError where somebody else leads by now.
    """
    with state.writing() as connection:
        claimed = update(Outgoing).where(Outgoing.id == number, Outgoing.state == "waiting")
        return connection.execute(claimed.values(state="handing").returning(Outgoing.id)).first() is not None


def sent(state: State, number: int, now: datetime) -> None:
    """Write down that a message was taken by its server, and in the audit log to whom it went."""
    before = (*OPEN, "unsure")
    with state.writing() as connection:
        mine = update(Outgoing).where(Outgoing.id == number, Outgoing.state.in_(before))
        ended = {"state": "sent", "problem": None, "ended_at": now, "tries": Outgoing.tries + 1}
        told = (Outgoing.channel, Outgoing.recipient, Outgoing.about, Outgoing.stage)
        row = connection.execute(mine.values(**ended).returning(*told)).first()
        if row is not None:
            about = About("mail" if row.channel == "mail" else "hook", row.recipient)
            words = f"{row.channel}, {row.about.replace(':', ' ')}, {row.stage}"
            audit.noted(connection, audit.ITSELF, "sent", now, about, words)


def give_up(
    state: State,
    number: int,
    problem: str,
    now: datetime,
    *,
    is_unsure: bool = False,
    is_claimed: bool = True,
) -> None:
    """Write down why a message is not sent again."""
    _end(state, number, "unsure" if is_unsure else "given_up", problem, now, *_mine(is_claimed))


def _mine(is_claimed: bool) -> tuple[str, ...]:
    """States in which a message may be written about: what another process hands over is not one's own."""
    return OPEN if is_claimed else ("waiting",)


def _end(state: State, number: int, how: str, problem: str | None, now: datetime, *before: str) -> None:
    with state.writing() as connection:
        mine = update(Outgoing).where(Outgoing.id == number, Outgoing.state.in_(before))
        ended = {"state": how, "problem": problem, "ended_at": now, "tries": Outgoing.tries + 1}
        connection.execute(mine.values(**ended))


def put_off(
    state: State, numbers: Iterable[int], problem: str, next_at: datetime, *, is_claimed: bool = True
) -> None:
    """Write down why messages could not be sent, and when they are tried again."""
    with state.writing() as connection:
        mine = update(Outgoing).where(Outgoing.id.in_(list(numbers)), Outgoing.state.in_(_mine(is_claimed)))
        values = {"state": "waiting", "tries": Outgoing.tries + 1, "problem": problem, "next_at": next_at}
        connection.execute(mine.values(**values))


def troubles(state: State, since: datetime) -> list[Trouble]:
    """List what could not be sent since then or is still being tried in vain, the newest first."""
    failed = Outgoing.state.in_(TROUBLED) & (Outgoing.ended_at >= since)
    tried = Outgoing.state.in_(OPEN) & Outgoing.problem.is_not(None)
    columns = [column for column in Outgoing.__table__.columns if column.name in Trouble.__annotations__]
    with state.reading() as connection:
        asked = select(*columns).where(failed | tried).order_by(Outgoing.id.desc())
        rows = connection.execute(asked).mappings()
        return [Trouble(**row) for row in rows]


def outcomes(state: State, about: str, stage: str) -> dict[str, int]:
    """Count the messages of a stage about something by what became of them."""
    with state.reading() as connection:
        mine = (Outgoing.about == about, Outgoing.stage == stage)
        asked = select(Outgoing.state, func.count()).where(*mine).group_by(Outgoing.state)
        return dict(connection.execute(asked).all())


def sent_since(state: State, since: datetime) -> int:
    """Count the messages that were taken by their servers since then."""
    with state.reading() as connection:
        asked = select(func.count()).where(Outgoing.state == "sent", Outgoing.ended_at >= since)
        return int(connection.execute(asked).scalar_one())
