"""What the stages before and behind a queue send to it: the menu, the back office, call-backs that fall due.

Each is counted as events, `SENT`, one row each, and lies beside what is usual at that minute of the week
(`days.usual`). A kind that nothing tells of is left out: unknown, and never "no".

*menu*: arrivals of their own accord (moved here by nobody) that asked for a person or were led on without a
choice, went in circles, came by an option of which four of five usually come to another queue, or whose
person hung up in the menu in the two hours before.

*back_office*: arrivals of their own accord of people who wait for something overdue: a letter that is older
than its threshold and not answered, or what was promised by a day that is over and is neither kept nor was
tried in time. Up to seven days after it was due; later it is another matter (DEFINITIONS 4). Whatever they
say they come for, since a source tells that only at the end.

*callbacks*: promised call-backs due at that moment in the queue that their contact came in to, but for those
made 90 minutes before or earlier, which ask nothing of this time.
"""

from datetime import timedelta
from typing import Final

import polars as pl

from metrics.bottlenecks.look import EVIDENCE, INSTANT
from metrics.promises import CALL_BACK, CHASED_FOR, due_by

MENU: Final = "menu"
BACK_OFFICE: Final = "back_office"
CALL_BACKS: Final = "callbacks"
KINDS = (MENU, BACK_OFFICE, CALL_BACKS)
AFTER_HANGING_UP = timedelta(hours=2)
LEADS = 0.8  # of those who choose an option, from which on it leads to a queue
LEAST_OF_OPTION = 50  # of them, under which nobody can say where it leads
SENT: dict[str, pl.DataType] = {
    "queue": pl.String(),
    "kind": pl.String(),
    "at": INSTANT,
    "behind": pl.String(),  # the queue in which most wait that they ask after
}
OVERDUE = ("person", "asked_id", "since", "until", "behind")


def arrived(visits: pl.DataFrame) -> pl.DataFrame:
    """Keep who came to a queue of their own accord: the visits that are the first of their contact.

    visits hold contact_id, leg_no, queue, queued_at and from_queue (null: nobody moved it here).
    """
    first = visits.filter(pl.col("from_queue").is_null(), pl.col("queued_at").is_not_null())
    return first.sort("leg_no").unique("contact_id", keep="first", maintain_order=True)


def by_menu(came: pl.DataFrame, contacts: pl.DataFrame) -> pl.DataFrame:
    """List who came out of the menu without having found the way: SENT.

    contacts hold contact_id, person, started_at, ended_at, menu_outcome, is_menu, is_looping and option, as
    `metrics.menu.walked` has them; came is what `arrived` gives.
    """
    lost = pl.col("is_menu") & (pl.col("option").is_null() | pl.col("is_looping").fill_null(value=False))
    ways = pl.when("is_menu").then("option").alias("option")
    dressed = came.join(contacts.select("contact_id", "person", ways, is_lost=lost), on="contact_id")
    led = dressed.join(_usual_queues(dressed), on="option", how="left").with_columns(
        is_astray=(pl.col("leads_to") != pl.col("queue")).fill_null(value=False)
    )
    left = contacts.filter("is_menu", pl.col("person").is_not_null(), menu_outcome="exited").select(
        "person", left_at=pl.coalesce("ended_at", "started_at"), left_id="contact_id"
    )
    again = (
        dressed.join(left, on="person")
        .filter(
            pl.col("left_at") < pl.col("queued_at"),
            pl.col("left_at") >= pl.col("queued_at") - AFTER_HANGING_UP,
            pl.col("left_id") != pl.col("contact_id"),
        )
        .select("contact_id", is_again=True)
        .unique()
    )
    both = led.join(again, on="contact_id", how="left")
    is_sent = pl.any_horizontal(
        pl.col(name).fill_null(value=False) for name in ("is_lost", "is_again", "is_astray")
    )
    return _sent(both.filter(is_sent), MENU)


def _usual_queues(came: pl.DataFrame) -> pl.DataFrame:
    """Say where options lead, of those by which enough came and four of five to the same queue."""
    counted = came.drop_nulls("option").group_by("option", "queue").len()
    whole = counted.with_columns(of=pl.col("len").sum().over("option"))
    is_usual = (pl.col("of") >= LEAST_OF_OPTION) & (pl.col("len") >= LEADS * pl.col("of"))
    return whole.filter(is_usual).select("option", leads_to="queue")


def overdue_letters(letters: pl.DataFrame) -> pl.DataFrame:
    """Say from when to when people waited for an overdue answer: OVERDUE; until null: they still do.

    letters hold contact_id, person, queue, queued_at, wait_ms, outcome and threshold_ms.
    """
    late = pl.col("queued_at") + pl.duration(milliseconds="threshold_ms")
    is_open = pl.col("outcome") == "waiting"
    over = pl.when(~is_open).then(pl.col("queued_at") + pl.duration(milliseconds="wait_ms"))
    timed = letters.with_columns(asked_id="contact_id", since=late, until=over, behind="queue")
    known = timed.filter(pl.col("person").is_not_null(), is_open | pl.col("until").is_not_null())
    return _late(known)


def overdue_promises(promises: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Say from when to when people waited for what was promised by a day: OVERDUE; call-backs left out.

    promises hold contact_id, person, kind, due_at, attempted_at and kept_at.
    """
    dated = promises.filter(pl.col("kind").ne_missing(CALL_BACK), pl.col("due_at").is_not_null())
    timed = dated.with_columns(since=due_by(zone)).with_columns(
        asked_id="contact_id", until="kept_at", behind=pl.lit(None, pl.String)
    )
    in_time = (pl.col("attempted_at") <= pl.col("since")).fill_null(value=False)
    return _late(timed.filter(pl.col("person").is_not_null(), ~in_time))


def _late(rows: pl.DataFrame) -> pl.DataFrame:
    is_late = pl.col("until").is_null() | (pl.col("until") > pl.col("since"))
    instants = pl.col("since", "until").cast(INSTANT)
    return rows.filter(pl.col("since").is_not_null(), is_late).select(OVERDUE).with_columns(instants)


def by_back_office(came: pl.DataFrame, contacts: pl.DataFrame, overdue: pl.DataFrame) -> pl.DataFrame:
    """List who came while something was overdue to them: SENT; of several things the oldest counts."""
    dressed = came.join(contacts.select("contact_id", "person"), on="contact_id").join(overdue, on="person")
    at = pl.col("queued_at")
    waits = dressed.filter(
        pl.col("since") < at,
        pl.col("until").is_null() | (pl.col("until") > at),
        at <= pl.col("since") + CHASED_FOR,
        pl.col("asked_id").ne_missing(pl.col("contact_id")),
    )
    oldest = waits.sort("since").unique("contact_id", keep="first", maintain_order=True)
    return _sent(oldest, BACK_OFFICE, "behind")


def by_call_backs(promises: pl.DataFrame) -> pl.DataFrame:
    """List the call-backs when they fall due: SENT.

    promises hold kind, queue (where the contact came in to), due_at, attempted_at and kept_at.
    """
    made = pl.min_horizontal("attempted_at", "kept_at")
    is_ahead = (made <= pl.col("due_at") - timedelta(minutes=EVIDENCE)).fill_null(value=False)
    due = promises.filter(~is_ahead, pl.col("queue").is_not_null(), pl.col("due_at").is_not_null())
    return _sent(due.filter(kind=CALL_BACK).with_columns(queued_at="due_at"), CALL_BACKS)


def _sent(rows: pl.DataFrame, kind: str, behind: str | None = None) -> pl.DataFrame:
    where = pl.lit(None, pl.String) if behind is None else pl.col(behind)
    told = rows.select("queue", kind=pl.lit(kind), at="queued_at", behind=where)
    return told.select(pl.col(name).cast(dtype) for name, dtype in SENT.items())
