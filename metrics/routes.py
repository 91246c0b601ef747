"""Follow each contact through its legs: the queues it passed, who moved it, and what a wrong start cost.

Definitions: DEFINITIONS.md 3. What an agent moved is a change of queue; what the system moved on unanswered
is a flow-out; a leg without a queue (agent to agent) is in no queue, but its wait and handling count.
"""

from collections.abc import Collection

import polars as pl

from metrics import work
from metrics.centre import Centre
from metrics.parts import Reported, Terms

KEY = "contact_id"
TRANSFERS = ("transfer_blind", "transfer_consult")
FLOWS = ("overflow", "voicemail")
RULES = ("disposition", "topic", "quick", "bounce")

QUEUE, NO = pl.col("queue"), pl.col("leg_no")
ANSWERED = pl.col("outcome") == "answered"
LATER = pl.col("leg_no_before").is_not_null()
# Handling before it was in vain: that of the last agent was not, unless the customer gave up after it.
END = pl.when(pl.col("outcome").last() == "abandoned").then(NO.last()).otherwise(NO.filter(ANSWERED).last())
COUNTS = ("queue_changes", "blind_transfers", "consult_transfers", "flow_outs", "bounces")


def routed(
    legs: pl.LazyFrame,
    contacts: pl.LazyFrame,
    centre: Centre,
    reported: Reported | None = None,
    dispositions: Collection[str] | None = None,
) -> pl.LazyFrame:
    """Put beside each contact how it was routed: one row per contact, those without legs included.

    reported says which parts of handling each source reports, dispositions which sources give dispositions
    at all; None finds both in the legs. A rule that cannot be judged, or a time that is not known, is null.
    Times are in ms, 0 where the contact was not misrouted.
    """
    steps = _steps(legs, work.reported_parts(legs) if reported is None else reported)
    told = _giving_dispositions(legs) if dispositions is None else list(dispositions)
    about = contacts.select(KEY, about="topic")
    rows = (
        contacts.join(_ways(steps, centre), on=KEY, how="left")
        .join(_moves(steps, about, centre), on=KEY, how="left")
        .join(_owned(centre), on=["topic", "first_queue"], how="left")
        .with_columns(pl.col(*COUNTS, "unplanned").fill_null(0))
        .with_columns(pl.col("is_answered", "is_back", "says_wrong").fill_null(value=False))
    )
    return _costed(_judged(rows, centre, told))


def _steps(legs: pl.LazyFrame, reported: Reported) -> pl.LazyFrame:
    """Put the legs in order, each with what is needed of the one before."""
    is_same = pl.col(KEY) == pl.col(KEY).shift(1)
    names = ("leg_no", "outcome", "ended_by", "transferred_to", "answered_at", "talk_ms", "hold_ms")
    before = [pl.when(is_same).then(pl.col(name).shift(1)).alias(f"{name}_before") for name in names]
    source = pl.col("source") if "source" in legs.collect_schema() else pl.lit("")
    handling = work.handle_ms(Terms(reported=reported))
    return (
        legs.sort(KEY, "leg_no")
        .with_columns(*before, of_source=source, handling_ms=handling)
        .with_columns(is_alone=~LATER & (pl.col(KEY) != pl.col(KEY).shift(-1)).fill_null(value=True))
    )


def _giving_dispositions(legs: pl.LazyFrame) -> list[str]:
    source = pl.col("source") if "source" in legs.collect_schema() else pl.lit("")
    given = legs.filter(pl.col("disposition").is_not_null()).select(source.unique())
    return given.collect().to_series().to_list()


def _ways(steps: pl.LazyFrame, centre: Centre) -> pl.LazyFrame:
    """Sum up the legs of each contact; of one leg there is nothing to sum up."""
    several = steps.filter(~pl.col("is_alone"))
    alone = steps.filter("is_alone")
    return pl.concat([several.group_by(KEY).agg(_of_several(centre)), alone.select(KEY, *_of_one())])


def _of_several(centre: Centre) -> list[pl.Expr]:
    known = QUEUE.drop_nulls()
    wait, handling = pl.col("wait_ms"), pl.col("handling_ms")
    before_end = ANSWERED & (NO < END)
    words = [word.lower() for word in centre.wrong]
    says = pl.col("disposition").str.to_lowercase().str.contains_any(words)
    return [
        pl.col("of_source").first(),
        (ANSWERED.any() & QUEUE.is_not_null().any()).alias("is_answered"),
        known.first().alias("first_queue"),
        known.last().alias("last_queue"),
        QUEUE.filter(QUEUE.is_not_null() & (NO.filter(ANSWERED).last() >= NO))
        .last()
        .alias("resolving_queue"),
        pl.col("agent_id").filter(ANSWERED).last().alias("resolving_agent_id"),
        wait.filter(QUEUE.is_not_null()).last().alias("last_wait_ms"),
        pl.col("queued_local_s").filter(QUEUE.is_not_null()).last().alias("last_local_s"),
        pl.col("outcome").is_in(FLOWS).sum().cast(pl.Int64).alias("flow_outs"),
        (ANSWERED & says).any().alias("says_wrong"),
        _all_or_none(wait.filter(LATER)).alias("later_wait_ms"),
        _all_or_none(handling.filter(before_end)).alias("earlier_handle_ms"),
    ]


def _of_one() -> list[pl.Expr]:
    reached = pl.when(ANSWERED)
    queued = pl.when(QUEUE.is_not_null())
    return [
        pl.col("of_source"),
        (ANSWERED & QUEUE.is_not_null()).alias("is_answered"),
        QUEUE.alias("first_queue"),
        QUEUE.alias("last_queue"),
        reached.then(QUEUE).alias("resolving_queue"),
        reached.then(pl.col("agent_id")).alias("resolving_agent_id"),
        queued.then(pl.col("wait_ms")).alias("last_wait_ms"),
        queued.then(pl.col("queued_local_s")).alias("last_local_s"),
        pl.col("outcome").is_in(FLOWS).cast(pl.Int64).alias("flow_outs"),
        pl.lit(False).alias("says_wrong"),
        pl.lit(0, pl.Int64).alias("later_wait_ms"),
        pl.lit(0, pl.Int64).alias("earlier_handle_ms"),
    ]


def _all_or_none(ms: pl.Expr) -> pl.Expr:
    """Add up times; null where one of them is not known."""
    return pl.when(~ms.is_null().any()).then(ms.sum())


def _moves(steps: pl.LazyFrame, about: pl.LazyFrame, centre: Centre) -> pl.LazyFrame:
    """Count of each contact how it went from queue to queue."""
    entered = _entries(steps).join(about, on=KEY, how="left", maintain_order="left")
    moved = pl.col("is_moved")
    unplanned = moved & ~_planned(centre)
    quick = pl.col("taken_ms") <= round(1000 * centre.quick_s)
    by = pl.col("ended_by_before")
    return entered.group_by(KEY).agg(
        queue_changes=moved.sum().cast(pl.Int64),
        blind_transfers=(moved & (by == TRANSFERS[0])).sum().cast(pl.Int64),
        consult_transfers=(moved & (by == TRANSFERS[1])).sum().cast(pl.Int64),
        unplanned=unplanned.sum().cast(pl.Int64),
        quick=quick.filter(unplanned).any(ignore_nulls=False),
        bounces=(moved & (pl.col("before_last") == QUEUE)).sum().cast(pl.Int64),
        is_back=pl.len() > QUEUE.n_unique(),
    )


def _entries(steps: pl.LazyFrame) -> pl.LazyFrame:
    """List the queues that contacts of several legs entered, one after another, none twice in a row."""

    def earlier(n: int) -> pl.Expr:
        return pl.when(pl.col(KEY) == pl.col(KEY).shift(n)).then(QUEUE.shift(n))

    visits = steps.filter(~pl.col("is_alone"), QUEUE.is_not_null())
    entered = visits.filter(earlier(1).ne_missing(QUEUE))
    return entered.with_columns(last=earlier(1), before_last=earlier(2)).with_columns(
        is_moved=pl.col("last").is_not_null() & _by_an_agent(), taken_ms=_until_moved()
    )


def _by_an_agent() -> pl.Expr:
    """Say whether the agent of the leg before moved it here; a mail re-opened was over before."""
    by = pl.col("ended_by_before")
    passed_on = by.is_in(TRANSFERS) | pl.col("transferred_to_before").is_not_null()
    return (pl.col("outcome_before") == "answered").fill_null(value=False) & passed_on.fill_null(value=True)


def _until_moved() -> pl.Expr:
    """Time from the answer of the leg before until it was moved here; null where nothing tells."""
    taken = (pl.col("queued_at") - pl.col("answered_at_before")).dt.total_milliseconds()
    return pl.coalesce(pl.when(taken >= 0).then(taken), pl.col("talk_ms_before") + pl.col("hold_ms_before"))


def _planned(centre: Centre) -> pl.Expr:
    ways = [
        (pl.col("last") == start)
        & (to == QUEUE)
        & (pl.lit(topic is None) | pl.col("about").eq_missing(topic))
        for start, to, topic in centre.escalations
    ]
    return pl.any_horizontal(pl.lit(False), *ways).fill_null(value=False)


def _owned(centre: Centre) -> pl.LazyFrame:
    """List topics with each queue that owns them."""
    pairs = [(topic, queue, True) for topic, queues in centre.owners.items() for queue in queues]
    schema = {"topic": pl.String, "first_queue": pl.String, "is_owner": pl.Boolean}
    return pl.LazyFrame(pairs, schema=schema, orient="row").unique()


def _judged(rows: pl.LazyFrame, centre: Centre, told: Collection[str]) -> pl.LazyFrame:
    first, misroute = pl.col("first_queue"), pl.col("is_misroute")
    elsewhere = first.ne_missing(pl.col("last_queue")) | pl.col("is_back")
    has_owner = pl.col("topic").is_in(list(centre.owners)).fill_null(value=False) & first.is_not_null()
    rules = {
        "disposition": pl.when(pl.col("of_source").is_in(list(told))).then(misroute & pl.col("says_wrong")),
        "topic": pl.when(has_owner).then(misroute & pl.col("is_owner").is_null()),
        "quick": misroute & pl.col("quick"),
        "bounce": misroute & (pl.col("bounces") > 0),
    }
    shown = pl.any_horizontal(f"is_misroute_{rule}" for rule in RULES)
    return (
        rows.with_columns(is_transferred=pl.col("is_answered") & (pl.col("queue_changes") > 0))
        .with_columns(is_misroute=pl.col("is_answered") & (pl.col("unplanned") > 0) & elsewhere)
        .with_columns(
            pl.when("is_answered").then(is_shown).alias(f"is_misroute_{rule}")
            for rule, is_shown in rules.items()
        )
        .with_columns(is_misroute_shown=misroute & shown.fill_null(value=False))
    )


def _costed(rows: pl.LazyFrame) -> pl.LazyFrame:
    misroute = pl.col("is_misroute")
    return rows.with_columns(
        bounces=pl.when(misroute).then("bounces").otherwise(0),
        extra_wait_ms=pl.when(misroute).then("later_wait_ms").otherwise(0),
        wasted_handle_ms=pl.when(misroute).then("earlier_handle_ms").otherwise(0),
    ).drop(
        "unplanned",
        "is_back",
        "is_owner",
        "says_wrong",
        "quick",
        "of_source",
        "later_wait_ms",
        "earlier_handle_ms",
    )
