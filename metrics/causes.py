"""Attribute each misrouted contact to the one thing that can be mended, never to the first agent.

In this order: a field of the customer's record, asking for a person in the menu, an option of the menu that
misleads, a routing rule that did not follow the record, else "cause not known". Each needs its own evidence;
without it a cause is not claimed.
"""

import polars as pl

from metrics import intervals
from metrics.centre import Centre
from metrics.periods import as_date, day, week
from metrics.ratio import as_minutes

FIELD, OPT_OUT, OPTION, RULE, UNKNOWN = "field", "opt_out", "option", "rule", "unknown"
FIELDS = ("home_queue", "language", "segment", "plan")
SERVED = FIELDS[1:]
RECORD = {name: pl.col(f"record_{name}") for name in FIELDS}
LEAST = 30  # contacts under which an option is not judged (DEFINITIONS 0.4)
TWICE = 2
FIRST, LAST = pl.col("first_queue"), pl.col("last_queue")
MISROUTE = pl.col("is_misroute").cast(pl.Boolean)
ANSWERED = pl.col("is_answered").cast(pl.Boolean)
COST = pl.sum_horizontal("extra_wait_ms", "wasted_handle_ms")
SAVING = pl.sum_horizontal("net_extra_wait_ms", "wasted_handle_ms")
UNMEASURED = pl.any_horizontal(pl.col("extra_wait_ms", "wasted_handle_ms", "net_extra_wait_ms").is_null())
BY = ["cause", "detail"]


def attributed(rows: pl.LazyFrame, records: pl.LazyFrame, centre: Centre) -> pl.LazyFrame:
    """Put cause, detail (the field, or the option), recorded and turned_out beside each contact.

    rows are contacts of `routes.routed` and `menu.walked`; records those of customers, with `valid_from`.
    A contact that was not misrouted has no cause. recorded is what the field at fault said (null: nothing),
    turned_out what was needed instead: a language, else a queue.
    """
    about = _with_record(rows, records).with_columns(**_fields_at_fault(centre))
    judged = about.with_columns(field=pl.coalesce(_named(f"wrong_{name}", name) for name in FIELDS))
    misleading = options(judged).filter("is_misleading").select("option", is_misleading=True)
    judged = judged.join(misleading.lazy(), on="option", how="left", maintain_order="left")
    said = pl.coalesce(pl.when(field=name).then(record) for name, record in RECORD.items())
    needed = pl.when(field="language").then("language").when(pl.col("field").is_not_null()).then(LAST)
    return judged.with_columns(_causes(centre), recorded=said, turned_out=needed).drop(
        *(f"record_{name}" for name in FIELDS),
        *(f"wrong_{name}" for name in FIELDS),
        *("has_record", "field", "is_misleading"),
    )


def _named(condition: str, name: str) -> pl.Expr:
    return pl.when(condition).then(pl.lit(name))


def _with_record(rows: pl.LazyFrame, records: pl.LazyFrame) -> pl.LazyFrame:
    """Put the customer's record beside each misrouted contact, as it stood when the contact began."""
    held = records.select(
        "customer_id",
        "valid_from",
        *(pl.col(name).alias(f"record_{name}") for name in FIELDS),
        has_record=True,
    ).sort("valid_from")
    asked = rows.filter(MISROUTE, pl.col("customer_id").is_not_null()).select(
        "contact_id", "customer_id", "started_at"
    )
    found = asked.sort("started_at").join_asof(
        held, left_on="started_at", right_on="valid_from", by="customer_id", check_sortedness=False
    )
    beside = found.drop("customer_id", "started_at", "valid_from")
    return rows.join(beside, on="contact_id", how="left")


def _serves(centre: Centre, queue: str, name: str, value: pl.Expr) -> pl.Expr:
    """Say whether a queue serves a value of a field; null where the map or the value does not say."""
    told = {at: fields[name] for at, fields in centre.serves.items() if name in fields}
    fits = [(pl.col(queue) == at) & value.is_in(list(values)) for at, values in told.items()]
    known = pl.col(queue).is_in(list(told)) & value.is_not_null()
    return pl.when(known).then(pl.any_horizontal(pl.lit(False), *fits))


def _fields_at_fault(centre: Centre) -> dict[str, pl.Expr]:
    """Say of each field whether the record led astray: it was followed, and something else was needed.

    Who chose an option of the menu was led by that, whatever his home queue is.
    """
    home, language = RECORD["home_queue"], RECORD["language"]
    spoken = pl.col("language")
    faults = {
        "home_queue": (home == FIRST) & (LAST != FIRST) & pl.col("option").is_null(),
        "language": language.ne_missing(spoken) & ~_serves(centre, "first_queue", "language", spoken),
        **{name: _was_for_others(centre, name) for name in SERVED[1:]},
    }
    has_record = MISROUTE & pl.col("has_record")
    return {f"wrong_{name}": (has_record & fault).fill_null(value=False) for name, fault in faults.items()}


def _was_for_others(centre: Centre, name: str) -> pl.Expr:
    """A queue was needed that does not serve what the record says, or that asks for what it does not say."""
    record = RECORD[name]
    followed = _serves(centre, "first_queue", name, record).fill_null(value=True)
    asking = [queue for queue, fields in centre.serves.items() if name in fields]
    is_missing = record.is_null() & LAST.is_in(asking) & (FIRST != LAST)
    return is_missing | (followed & ~_serves(centre, "last_queue", name, record))


def _broken_rules(centre: Centre) -> dict[str, pl.Expr]:
    """Say of each field whether the record was right and was not followed, with no choice made in a menu."""
    home = RECORD["home_queue"]
    broken = {"home_queue": (home == LAST) & (home != FIRST)}
    for name in SERVED:
        right = _serves(centre, "last_queue", name, RECORD[name])
        right = right & (RECORD[name] == pl.col("language")) if name == "language" else right
        broken[name] = right & ~_serves(centre, "first_queue", name, RECORD[name])
    return {name: pl.col("option").is_null() & rule for name, rule in broken.items()}


def _causes(centre: Centre) -> list[pl.Expr]:
    rules = _broken_rules(centre)
    rule = pl.coalesce(pl.when(broken).then(pl.lit(name)) for name, broken in rules.items())
    field, opted = pl.col("field").is_not_null(), pl.col("is_opt_out").cast(pl.Boolean)
    cause = (
        pl.when(field)
        .then(pl.lit(FIELD))
        .when(opted)
        .then(pl.lit(OPT_OUT))
        .when("is_misleading")
        .then(pl.lit(OPTION))
        .when(rule.is_not_null())
        .then(pl.lit(RULE))
        .otherwise(pl.lit(UNKNOWN))
    )
    detail = (
        pl.when(field)
        .then("field")
        .when(opted)
        .then(None)
        .when("is_misleading")
        .then("option")
        .otherwise(rule)
    )
    return [pl.when(MISROUTE).then(cause).alias("cause"), pl.when(MISROUTE).then(detail).alias("detail")]


def options(judged: pl.LazyFrame) -> pl.DataFrame:
    """Compare each option of the menu with all others together, what misleads most first.

    Columns: option, answered, misroutes (without those a field explains), share, low, high, others (their
    share), others_high, part (of all misroutes of options), part_low, is_misleading: with at least 30
    answered contacts most of its misroutes are due to it, whichever way slips of callers fall. Where they
    fall on each option as often as it is chosen: its whole interval lies above twice that of the others.
    Where they fall on all alike: it has more than twice as many as the others have on average. The intervals
    are Wilson's, widened for the number of options (Bonferroni).
    """
    unexplained = MISROUTE & (pl.col("field").is_null() if "field" in judged.collect_schema() else True)
    counted = (
        judged.filter(ANSWERED, pl.col("option").is_not_null())
        .group_by("option")
        .agg(answered=pl.len().cast(pl.Int64), misroutes=unexplained.sum().cast(pl.Int64))
        .collect()
    )
    compared = counted.with_columns(_beside_the_others(counted.height))
    by_share = pl.col("low") > TWICE * pl.col("others_high")
    by_number = pl.col("part_low") > TWICE / (TWICE + counted.height - 1)
    misleads = (pl.col("answered") >= LEAST) & (by_share & by_number).fill_null(value=False)
    return compared.with_columns(is_misleading=misleads).sort("low", "option", descending=[True, False])


def _beside_the_others(many: int) -> list[pl.Expr]:
    """Share of misroutes of an option and of the others, and its part of all misroutes, with intervals."""
    z = intervals.any_of(many)
    own, n = pl.col("misroutes"), pl.col("answered")
    rest, rest_n = own.sum() - own, n.sum() - n
    low, high = intervals.wilson(own, n, z)
    _low, others_high = intervals.wilson(rest, rest_n, z)
    part_low, _high = intervals.wilson(own, own.sum(), z)
    return [
        (own / n).alias("share"),
        low.alias("low"),
        high.alias("high"),
        pl.when(rest_n > 0).then(rest / rest_n).alias("others"),
        others_high.alias("others_high"),
        pl.when(own.sum() > 0).then(own / own.sum()).alias("part"),
        part_low.alias("part_low"),
    ]


def causes(rows: pl.LazyFrame, weeks: float, week_start: int = 1) -> pl.DataFrame:
    """Sum up what each cause costs, the dearest first; "cause not known" is always a row.

    rows are of `attributed`, with `net_extra_wait_ms`, of a stretch of `weeks` weeks. Columns: cause, detail,
    contacts, customers (identified ones), unmeasured (contacts of which a time is not known), minutes_each,
    minutes a week with low and high, handling (those of them that were wasted handling), saved (minutes a
    week, net of the usual wait) with saved_low and saved_high, since (the first day of the first week above
    noise, null where it has been so as long as the rows go). The intervals let a customer's contacts depend
    on each other.
    """
    found = rows.filter(pl.col("cause").is_not_null())
    of = found.group_by(*BY, who=pl.coalesce("customer_id", "contact_id")).agg(
        contacts=pl.len().cast(pl.Int64),
        customers=pl.col("customer_id").first().is_not_null().cast(pl.Int64),
        unmeasured=UNMEASURED.sum().cast(pl.Int64),
        cost=COST.sum(),
        saving=SAVING.sum(),
        handling=pl.col("wasted_handle_ms").sum(),
    )
    exact = [
        (pl.col(name).cast(pl.Int128) ** 2).sum().alias(f"{name}_squares") for name in ("cost", "saving")
    ]
    sums = pl.col("contacts", "customers", "unmeasured", "cost", "saving", "handling").sum()
    table = of.group_by(BY).agg(sums, *exact)
    every = pl.concat([table, _nothing(table)], how="diagonal_relaxed")
    always = every.filter(~((pl.col("contacts") == 0) & ((pl.col("cause") == UNKNOWN).sum() > 1)))
    timed = always.join(_beginnings(rows, weeks, week_start), on=BY, how="left", nulls_equal=True)
    return (
        timed.select(*BY, *_figures(weeks), "since")
        .sort("minutes", *BY, descending=[True, False, False])
        .collect()
    )


def _nothing(table: pl.LazyFrame) -> pl.LazyFrame:
    empty = {name: [0] for name in table.collect_schema() if name not in BY}
    return pl.LazyFrame({"cause": [UNKNOWN], "detail": [None], **empty}, schema=table.collect_schema())


def _figures(weeks: float) -> list[pl.Expr]:
    n = pl.col("contacts")
    each = pl.when(n > 0).then(as_minutes(pl.col("cost")) / n)
    low, high = _a_week("cost", weeks)
    saved_low, saved_high = _a_week("saving", weeks)
    return [
        *(pl.col("contacts", "customers", "unmeasured"), each.alias("minutes_each")),
        (as_minutes(pl.col("cost")) / weeks).alias("minutes"),
        low.clip(lower_bound=0).alias("low"),
        high.alias("high"),
        (as_minutes(pl.col("handling")) / weeks).alias("handling"),
        (as_minutes(pl.col("saving")) / weeks).alias("saved"),
        saved_low.alias("saved_low"),
        saved_high.alias("saved_high"),
    ]


def _a_week(name: str, weeks: float) -> tuple[pl.Expr, pl.Expr]:
    low, high = intervals.of_total(pl.col(name).cast(pl.Float64), pl.col(f"{name}_squares").cast(pl.Float64))
    return as_minutes(low) / weeks, as_minutes(high) / weeks


def _beginnings(rows: pl.LazyFrame, weeks: float, week_start: int) -> pl.LazyFrame:
    """Find the first week whose share of answered contacts lies above that of all the time before it.

    Above: with its whole Wilson interval. Before are 7 days or more, both sides have 30 contacts or more, and
    the intervals are widened for the number of weeks (Bonferroni).
    """
    local_s = pl.col("started_local_s")
    began = rows.filter(ANSWERED).with_columns(week=week(local_s, week_start), first=day(local_s.min()))
    every = began.group_by("week", "first").agg(answered=pl.len().cast(pl.Int64))
    hits = began.filter(pl.col("cause").is_not_null()).group_by(*BY, "week").agg(hits=pl.len().cast(pl.Int64))
    each = hits.select(BY).unique().join(every, how="cross")
    each = each.join(hits, on=[*BY, "week"], how="left", nulls_equal=True)
    n, own = pl.col("answered"), pl.col("hits").fill_null(0)
    running = each.with_columns(hits=own, before=_before(n), own_before=_before(own))
    z = intervals.any_of(round(weeks))
    low, _high = intervals.wilson(pl.col("hits"), n, z)
    _low, earlier = intervals.wilson(pl.col("own_before"), pl.col("before"), z)
    is_judged = (n >= LEAST) & (pl.col("before") >= LEAST) & (pl.col("week") - pl.col("first") >= 7)
    above = running.filter(is_judged & (low > earlier))
    return above.group_by(BY).agg(since=as_date(pl.col("week").min()))


def _before(column: pl.Expr) -> pl.Expr:
    return column.cum_sum().over(BY, order_by="week") - column
