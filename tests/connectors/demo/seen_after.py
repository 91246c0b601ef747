"""What comes of contacts and of what happens to customers, as the rows show it (see `seen`)."""

from datetime import date, timedelta
from math import sqrt

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.frames import HOPEFUL_WORD, TRUE_WORD
from connectors.demo.truth import Truth
from tests.connectors.demo.centre import local
from tests.connectors.demo.seen import ANSWERED, CUT_MS, Seen, last_legs, odds, share

CASE, LONG_AGO = timedelta(days=12), timedelta(days=35)
WORD = TRUE_WORD - HOPEFUL_WORD

# What is solved, and who comes again.


def unsolved(rows: Tables, told: Truth) -> Seen:
    """The part of contacts about a topic that solves nothing, from what agents write of them."""
    return _unsolved(last_legs(rows).filter(topic=told.stories.repeats.topic))


def _unsolved(about: pl.DataFrame) -> Seen:
    said = share(about.drop_nulls("is_resolved"), pl.col("is_resolved") == 1)
    return Seen((TRUE_WORD - said.value) / WORD, said.error / WORD, said.n)


def helped_unsolved(rows: Tables, told: Truth) -> Seen:
    """The part left unsolved since the change, less that before."""
    change = told.stories.helped
    return unsolved_since(rows, change.topic, change.since)


def idle_unsolved(rows: Tables, told: Truth) -> Seen:
    return unsolved_since(rows, told.stories.idle.topic, told.stories.idle.since)


def unsolved_since(rows: Tables, topic: str, since: date) -> Seen:
    about = last_legs(rows).filter(topic=topic, direction="inbound")
    before, after = (
        _unsolved(about.filter(part)) for part in (pl.col("day") < since, pl.col("day") >= since)
    )
    return Seen(after.value - before.value, sqrt(before.error**2 + after.error**2), before.n + after.n)


def numbered(rows: Tables) -> pl.DataFrame:
    """Each contact with how many came `before` it in its case, and whether another one `follows`.

    A case is what one customer asks about one topic, or in vain, with no more than twelve days between.
    """
    known = last_legs(rows).drop_nulls("customer_id").sort("customer_id", "started_at")
    gap = pl.col("started_at").diff().over("customer_id")
    other = pl.col("topic") != pl.col("topic").forward_fill().shift(1).over("customer_id")
    new = (gap.is_null() | (gap > CASE) | other.fill_null(value=False)).cum_sum().alias("case")
    cases = known.with_columns(new).with_columns(before=pl.int_range(pl.len()).over("case"))
    return cases.with_columns(follows=pl.len().over("case") > pl.col("before") + 1)


def comes_again(rows: Tables, told: Truth) -> Seen:
    """By how much more often people come again about the topic than about the others."""
    known = numbered(rows).filter(pl.col("topic").is_not_null(), direction="inbound")
    ours, others = (
        share(known.filter(part), pl.col("follows")) for part in _about(told.stories.repeats.topic)
    )
    return Seen(ours.value - others.value, sqrt(ours.error**2 + others.error**2), ours.n)


def _about(topic: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.col("topic") == topic, pl.col("topic") != topic


def worse_each_time(rows: Tables, told: Truth) -> Seen:
    """How much each further contact lowers the log odds of a content customer."""
    surveys = rows["surveys"].select("contact_id", "kind", "score", "scale_min", "scale_max")
    about = numbered(rows).filter(topic=told.stories.repeats.topic).join(surveys, on="contact_id")
    return odds(about, -pl.col("before"), [])


# Promises, agents.


def forgotten(rows: Tables, told: Truth) -> Seen:
    return share(asked_back(rows, told), pl.col("attempted_at").is_null())


def asked_back(rows: Tables, told: Truth) -> pl.DataFrame:
    """The call-backs that were promised in the queue and the weeks of the story."""
    story, day = told.stories.promises, local("made_at").dt.date()
    where = (
        last_legs(rows)
        .filter(queue=told.queue(story.queue))
        .select("contact_id", "started_at", customer="customer_id")
    )
    made = rows["promises"].filter(day >= story.since, day < story.until, kind="call_back")
    return made.join(where, on="contact_id")


def call_first(rows: Tables, told: Truth, *, kept: bool = False) -> Seen:
    """Of those who were not called back (or were), who make contact within two days of when it was due."""
    tried = pl.col("attempted_at").is_not_null()
    some = asked_back(rows, told).filter(tried if kept else ~tried).drop_nulls("customer")
    later = rows["contacts"].filter(direction="inbound").select(customer="customer_id", at="started_at")
    after = pl.col("at").is_between(pl.col("due_at"), pl.col("due_at") + timedelta(days=2))
    came = some.join(later, on="customer").filter(after).select("promise_id").unique()
    return share(some, pl.col("promise_id").is_in(came["promise_id"].implode()))


IS_CUT = (pl.col("talk_ms") < CUT_MS) & (pl.col("ended_by") == "agent")


def cut_short(rows: Tables, told: Truth) -> Seen:
    return share(calls_of(rows, told.cutter), IS_CUT)


def calls_of(rows: Tables, agent: str) -> pl.DataFrame:
    calls = last_legs(rows).filter(ANSWERED, channel="voice", direction="inbound")
    return calls.filter(pl.col("agent_id") == f"demo:{agent}")


def call_at_once(rows: Tables, told: Truth, *, cut: bool = True) -> Seen:
    """Of those whose call the agent ended so (or not), who call again within 20 minutes."""
    some = calls_of(rows, told.cutter).filter(IS_CUT if cut else ~IS_CUT).drop_nulls("customer_id")
    later = rows["contacts"].filter(direction="inbound").select("customer_id", at="started_at")
    over = pl.coalesce("ended_at", "answered_at")
    soon = pl.col("at").is_between(pl.col("answered_at"), over + timedelta(minutes=20))
    came = some.join(later, on="customer_id").filter(soon)
    return share(some, pl.col("contact_id").is_in(came["contact_id"].implode()))


def rated(rows: Tables) -> pl.DataFrame:
    where = last_legs(rows).filter(ANSWERED, direction="inbound").select("contact_id", "queue")
    return rows["surveys"].join(where, on="contact_id")


def better(rows: Tables, told: Truth) -> Seen:
    """By how much an agent raises the log odds of a content customer over others of the same queues."""
    ours = pl.col("agent_id") == f"demo:{told.excellent}"
    answers = rated(rows)
    queues = answers.filter(ours)["queue"].unique()
    return odds(answers.filter(pl.col("queue").is_in(queues.implode())), ours, ["queue"])


def rarely_asked(rows: Tables, told: Truth) -> Seen:
    """How many times as often as after others' calls somebody is asked after one of the agent's."""
    calls = last_legs(rows).filter(ANSWERED, channel="voice", direction="inbound")
    asked = pl.col("contact_id").is_in(rows["surveys"]["contact_id"].implode())
    ours = pl.col("agent_id") == f"demo:{told.excellent}"
    his, theirs = share(calls.filter(ours), asked), share(calls.filter(~ours), asked)
    ratio = his.value / theirs.value
    return Seen(ratio, ratio * sqrt((his.error / his.value) ** 2 + (theirs.error / theirs.value) ** 2), his.n)


# What happens to customers.


def after_decline(rows: Tables, told: Truth) -> Seen:
    """Of those whose card is declined, who make contact within 24 hours."""
    return within_a_day(rows, "card_declined")


def within_a_day(rows: Tables, kind: str) -> Seen:
    """Of those to whom something happens on a day that is followed by open hours, who make contact."""
    open_days = local("at").dt.weekday().is_in([7, 1, 2, 3, 4])
    until = rows["journey_events"]["at"].max() - timedelta(days=1)
    some = rows["journey_events"].filter(open_days, pl.col("at") < until, kind=kind)
    later = rows["contacts"].filter(direction="inbound").select("customer_id", came="started_at")
    soon = pl.col("came").is_between(pl.col("at"), pl.col("at") + timedelta(days=1))
    found = some.join(later, on="customer_id").filter(soon)
    return share(some, pl.col("event_id").is_in(found["event_id"].implode()))


def leave(rows: Tables, told: Truth) -> Seen:
    """Of those who began weeks ago to call again and again about the same, who has left."""
    return share(drifting(rows), pl.col("churned_on").is_not_null())


def drifting(rows: Tables) -> pl.DataFrame:
    """Who called at least four times in 45 days about a slow connection, first five weeks ago or more."""
    calls = rows["contacts"].filter(topic="Slow connection", channel="voice", direction="inbound")
    times = calls.drop_nulls("customer_id").sort("customer_id", "started_at")
    third = pl.col("started_at").shift(-3).over("customer_id")
    early = pl.col("started_at") < rows["contacts"]["started_at"].max() - LONG_AGO
    often = times.filter(third - pl.col("started_at") <= timedelta(days=45), early)
    return often.select("customer_id").unique().join(left(rows), on="customer_id", how="left")


def left(rows: Tables) -> pl.DataFrame:
    return rows["customers"].drop_nulls("churned_on").select("customer_id", "churned_on")
