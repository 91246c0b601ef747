"""Say whom somebody should call again: after a low answer, a complaint, or a hard contact said to be solved.

A low answer is one in the lowest quarter of its scale (1 and 2 of 5), 0 to 6 on recommending, or a no to "was
it solved?". A contact was hard when it was the third or later of its issue, when agents moved it twice, or
when handling it took four times the typical time of its topic on its channel. It is said to be solved by its
source, or, where that says nothing, by the agent's note.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import polars as pl

from metrics.issues import numbered
from metrics.said_solved import YES_FROM
from metrics.satisfaction import CES, CSAT, DETRACTOR, EASY, PLACE, PROMOTER, SAID_YES, SATISFIED, SOLVED
from metrics.within import COUNTED

Kind = Literal["low_answer", "complaint", "hard_contact"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LOW_UP_TO = 0.25  # of the scale
LOW = ((CSAT | CES) & (PLACE <= LOW_UP_TO)) | DETRACTOR | (SOLVED & (PLACE <= YES_FROM))
GOOD = SATISFIED | SAID_YES | PROMOTER | EASY
HARD_FROM, HARD_MOVES, HARD_TIMES = 3, 2, 4.0
TYPICAL_OF = 30  # contacts from which on a time is typical
INSTANT = pl.Datetime("us", "UTC")
TRIGGER = {
    **dict.fromkeys(("kind", "contact_id", "person", "topic_family"), pl.String),
    "at": INSTANT,
    "weight": pl.Float64,  # how bad it is beside others of its kind
}


@dataclass(frozen=True)
class Rules:
    """Hold which kinds open a follow-up, how often one person may have one, of how old reasons, how many a
    local day."""

    kinds: tuple[Kind, ...] = KINDS
    once_in: timedelta = timedelta(days=14)
    not_older: timedelta = timedelta(days=3)
    most_a_day: int = 100
    zone: str = "UTC"


@dataclass(frozen=True)
class Chosen:
    """What to open (TRIGGER) and how many the day has no room for."""

    rows: pl.DataFrame
    left_out: int


def low_answers(surveys: pl.LazyFrame) -> pl.LazyFrame:
    """Give the low answers, the lower the worse: TRIGGER. surveys are the frame of satisfaction."""
    return _told("low_answer", surveys.filter(LOW), pl.col("answered_at"), 1 - PLACE)


def complaints(contacts: pl.LazyFrame, heard: pl.LazyFrame | None = None) -> pl.LazyFrame:
    """Give the contacts that their source calls complaints, and those in whose texts one was heard: TRIGGER.

    contacts hold contact_id, person, topic_family, is_counted, is_complaint, started_at and ended_at, heard
    contact_id and at. The more often somebody had come about it by then, the worse.
    """
    times = pl.int_range(1, pl.len() + 1).over("person", "topic_family", order_by="started_at")
    own, weight = contacts.filter(COUNTED).with_columns(times=times), pl.col("times")
    ended = pl.coalesce("ended_at", "started_at")
    said = _told("complaint", own.filter(is_complaint=1), ended, weight)
    if heard is None:
        return said
    first = heard.group_by("contact_id").agg(pl.col("at").min())
    found = _told("complaint", own.join(first, on="contact_id"), pl.col("at"), weight)
    return pl.concat([said, found.join(said, on="contact_id", how="anti")])


def hard_contacts(
    contacts: pl.LazyFrame, handled: pl.LazyFrame, heard: pl.LazyFrame, surveys: pl.LazyFrame
) -> pl.LazyFrame:
    """Give the hard contacts that are said to be solved, but not those whose customer says so too: TRIGGER.

    The more contacts their issue had taken, the worse.

    contacts are what `repeats.observed` gives of some weeks, handled sums up their legs (contact_id,
    handle_ms), heard names those whose agent noted that it is solved (contact_id).
    """
    noted = heard.select("contact_id", is_noted=pl.lit(value=True)).unique()
    said = pl.col("is_resolved").eq(1).fill_null(pl.col("is_noted"))
    rows = _with_typical(contacts, handled).join(noted, on="contact_id", how="left")
    numbers = numbered(contacts).select("contact_id", "contact_no")
    whole = rows.filter(COUNTED & said).join(numbers, on="contact_id", how="left")
    content = surveys.filter(GOOD).select("contact_id")
    hard = whole.filter(_is_hard()).join(content, on="contact_id", how="anti")
    over = pl.max_horizontal("ended_at", "resolved_at", "closed_at")
    return _told("hard_contact", hard, over, pl.col("contact_no").fill_null(1))


def _with_typical(contacts: pl.LazyFrame, handled: pl.LazyFrame) -> pl.LazyFrame:
    """Put beside each contact how long it was handled, and the median of its topic on its channel."""
    of = ("topic_family", "channel")
    rows = contacts.join(handled, on="contact_id", how="left")
    known = rows.filter(pl.col("handle_ms") > 0, pl.col("topic_family").is_not_null())
    typical = known.group_by(of).agg(typical_ms=pl.col("handle_ms").median(), typical_n=pl.len())
    return rows.join(typical.filter(pl.col("typical_n") >= TYPICAL_OF), on=of, how="left")


def _is_hard() -> pl.Expr:
    moves = pl.col("blind_transfers") + pl.col("consult_transfers")
    is_long = pl.col("handle_ms") >= HARD_TIMES * pl.col("typical_ms")
    return pl.any_horizontal(
        sign.fill_null(value=False)
        for sign in (pl.col("contact_no") >= HARD_FROM, moves >= HARD_MOVES, is_long)
    )


def _told(kind: Kind, rows: pl.LazyFrame, at: pl.Expr, weight: pl.Expr) -> pl.LazyFrame:
    told = {"kind": pl.lit(kind), "at": at.cast(INSTANT), "weight": weight.cast(pl.Float64)}
    named = rows.select("contact_id", "person", "topic_family", **told)
    return named.filter(pl.col("at").is_not_null()).select(list(TRIGGER))


def to_open(
    triggers: pl.DataFrame, opened: pl.DataFrame, calls: pl.DataFrame, now: datetime, rules: Rules
) -> Chosen:
    """Choose what to open now: of each person at most one, the earliest reason.

    triggers are TRIGGER, opened what was ever opened (kind, contact_id, person, opened_at), calls our own
    that were answered (person, topic_family, answered_at). Nobody can be called who is not known, and who has
    been called about the same since need not be. Where the local day has no room for all, kinds take turns,
    each with its worst reasons first, and of those alike with the oldest.
    """
    fresh = pl.col("at").is_between(now - rules.not_older, now, closed="right")
    asked = triggers.filter(fresh, pl.col("person").is_not_null(), pl.col("kind").is_in(list(rules.kinds)))
    of_late = opened.filter(pl.col("opened_at") > now - rules.once_in)
    new = asked.join(opened, on=["kind", "contact_id"], how="anti").join(of_late, on="person", how="anti")
    left = new.join(_called(new, calls), on=["kind", "contact_id"], how="anti")
    one = left.sort("at", _place(), "contact_id").unique("person", keep="first", maintain_order=True)
    worst = one.sort("weight", descending=True, nulls_last=True, maintain_order=True)
    turn = pl.int_range(pl.len()).over("kind")
    in_turn = worst.with_columns(turn=turn).sort("turn", _place()).drop("turn")
    room = max(rules.most_a_day - _opened_today(opened, now, rules.zone), 0)
    return Chosen(in_turn.head(room), max(in_turn.height - room, 0))


def _called(triggers: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Keep the triggers whose customer was called since, about the same or what nobody knows."""
    ours = calls.select("person", "answered_at", about="topic_family")
    same = (pl.col("about") == pl.col("topic_family")).fill_null(value=True)
    return triggers.join(ours, on="person").filter(same, pl.col("answered_at") > pl.col("at"))


def _opened_today(opened: pl.DataFrame, now: datetime, zone: str) -> int:
    day = pl.col("opened_at").dt.convert_time_zone(zone).dt.date()
    return opened.filter(day == now.astimezone(ZoneInfo(zone)).date()).height


def _place() -> pl.Expr:
    return pl.col("kind").replace_strict({kind: at for at, kind in enumerate(KINDS)}, return_dtype=pl.Int64)
