"""The records of the customers: who they are, in one source and in the other, and when they leave.

The telephone system knows a customer by a number (`t000123`), the desk for mail and social media by its own
(`d000123`): two records of one person, which share a telephone number or an address, or do not.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import polars as pl

from connectors.demo import people
from connectors.demo.chance import mixed_of, pick_of, share, share_of
from connectors.demo.queues import BUSINESS
from connectors.demo.world import World

CUSTOMER, MIX = pl.col("customer"), pl.col("mix")
# What is decided by chance of a record, besides what `people` decides.
SEGMENT, PLAN, VALUE, BORN, KNOWN_BORN, CHANNEL, CONTRACT, TIER, FIRST_NAME, LAST_NAME = range(16, 26)
HEARD_WRONG, PHONE, MAIL, WRITES, WRITES_PHONE, SHARED, NAMED = range(26, 33)
SEGMENTS = (("family", 0.5), ("single", 0.75), ("student", 0.87), ("senior", 1.0))
PLANS = ("Fibre 200", "Fibre 500", "Fibre 1000", "Mobile", "Mobile & fibre")
BUSINESS_PLANS = ("Office", "Office plus", "Lines")
TIERS = (("gold", 0.08), ("silver", 0.3), ("none", 1.0))
CHANNELS = (("voice", 0.45), ("chat", 0.65), ("email", 0.8))
WRONG_LANGUAGE = 0.015
OLDEST_DAYS, CONTRACT_DAYS = 4000, 365
SHARED_NUMBERS, SHARERS = 0.01, 40


@lru_cache(maxsize=2)
def known(centre: World) -> pl.DataFrame:
    """Every customer with all that is true of him: the columns of the table, and the day he leaves."""
    numbers = pl.DataFrame({"customer": range(centre.customers)})
    own = numbers.with_columns(mix=mixed_of(CUSTOMER.cast(pl.UInt64)))
    rows = own.with_columns(mix=_own_mix(centre)).with_columns(
        is_business=CUSTOMER % people.BUSINESS_EACH == people.BUSINESS_REST
    )
    return rows.with_columns(*_who(), *_when(centre), *_with_us(centre))


def records(centre: World) -> pl.DataFrame:
    """The records as they stand at the demo's beginning."""
    return known(centre).drop("leaves_on").with_columns(churned_on=pl.lit(None, pl.String))


def left_on(centre: World, day: date) -> pl.DataFrame:
    """The records of those who leave on a day."""
    gone = known(centre).filter(leaves_on=day)
    return gone.drop("leaves_on").with_columns(churned_on=pl.lit(day.isoformat()))


def identities(centre: World) -> pl.DataFrame:
    """How each record can be recognised: kind and value, a row each."""
    rows = known(centre).select("customer", "mix")
    shared = share_of(MIX, SHARED) < SHARED_NUMBERS
    number = pl.when(shared).then(CUSTOMER % SHARERS).otherwise(1000 + CUSTOMER)
    phone = pl.format("+97250555{}", number.cast(pl.String).str.zfill(7))
    mail = pl.format("c{}@mail.example", CUSTOMER)
    known_to = [
        (_id("t"), "phone", phone, share_of(MIX, PHONE) < 0.97),
        (_id("t"), "email", mail, share_of(MIX, MAIL) < 0.6),
        (_id("d"), "email", mail, writes()),
        (_id("d"), "phone", phone, writes() & (share_of(MIX, WRITES_PHONE) < 0.35)),
    ]
    return pl.concat(
        rows.filter(is_known).select(customer_id=who, kind=pl.lit(kind), value=value)
        for who, kind, value, is_known in known_to
    )


def writes() -> pl.Expr:
    """Say who has a record at the desk for mail and social media."""
    return share_of(MIX, WRITES) < 0.4


def with_us(centre: World, day: date, rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out what is about customers who have left by a day."""
    gone = people.have_left((day - centre.first).days)
    told = centre.stories.leaving if centre.stories else {}
    drifted = {customer for customer, left in told.items() if left <= day}
    own = rows.with_columns(mix=mixed_of(CUSTOMER.cast(pl.UInt64))).with_columns(mix=_own_mix(centre))
    stay = own.filter(share_of(MIX, people.LEAVES) >= gone, ~CUSTOMER.is_in(drifted))
    return stay.drop("mix")


def is_with_us(centre: World, day: date, customer: int) -> bool:
    """Say the same of one customer."""
    if centre.stories and day >= centre.stories.leaving.get(customer, date.max):
        return False
    own = share(people.customer_mix(centre.mix, customer), people.LEAVES)
    return own >= people.have_left((day - centre.first).days)


def _own_mix(centre: World) -> pl.Expr:
    """Mix the mixed number of a customer; one step after the other, as each step names its column twice."""
    return mixed_of(pl.lit(centre.mix, pl.UInt64) ^ MIX)


def _id(source: str) -> pl.Expr:
    return pl.lit(source) + CUSTOMER.cast(pl.String).str.zfill(6)


def _who() -> list[pl.Expr]:
    spoken = _by_share(people.LANGUAGE, _sums(people.LANGUAGES))
    first, last = pl.Series(people.FIRST), pl.Series(people.LAST)
    name = pl.concat_str(
        pl.lit(first).gather(pick_of(MIX, FIRST_NAME, len(first))),
        pl.lit(last).gather(pick_of(MIX, LAST_NAME, len(last))),
        separator=" ",
    )
    year = 1940 + (66 * share_of(MIX, BORN)).floor().cast(pl.Int64)
    born = pl.format(
        "{}-{}-{}", year, _padded(1 + pick_of(MIX, BORN + 64, 12)), _padded(1 + pick_of(MIX, BORN + 65, 28))
    )
    return [
        name.alias("name"),
        pl.when(share_of(MIX, HEARD_WRONG) < WRONG_LANGUAGE)
        .then(pl.lit("en"))
        .otherwise(spoken)
        .alias("language"),
        pl.when(~pl.col("is_business") & (share_of(MIX, KNOWN_BORN) < 0.8)).then(born).alias("born_on"),
        _by_share(CHANNEL, CHANNELS).alias("preferred_channel"),
    ]


def _when(centre: World) -> list[pl.Expr]:
    joined = pl.lit(centre.first) - pl.duration(
        days=30 + (OLDEST_DAYS * share_of(MIX, people.JOINED)).floor()
    )
    ends = pl.lit(centre.first) + pl.duration(days=(CONTRACT_DAYS * share_of(MIX, CONTRACT)).floor())
    after = (-(1 - share_of(MIX, people.LEAVES)).log() / people.LEAVING_A_DAY).floor()
    own = pl.lit(centre.first) + pl.duration(days=1 + after.clip(0, 20_000))
    drifting = pl.lit(None, pl.Date)
    if centre.stories is not None:
        told = centre.stories.leaving
        drifting = CUSTOMER.replace_strict(told, default=None, return_dtype=pl.Date)
    return [
        joined.cast(pl.Date).cast(pl.String).alias("joined_on"),
        ends.cast(pl.Date).cast(pl.String).alias("contract_ends_on"),
        pl.min_horizontal(own.cast(pl.Date), drifting).alias("leaves_on"),
    ]


def _with_us(centre: World) -> list[pl.Expr]:
    is_business = pl.col("is_business")
    private = pl.lit(pl.Series(PLANS)).gather(pick_of(MIX, PLAN, len(PLANS)))
    office = pl.lit(pl.Series(BUSINESS_PLANS)).gather(pick_of(MIX, PLAN, len(BUSINESS_PLANS)))
    value = (240 + 2200 * share_of(MIX, VALUE) ** 2).round(0)
    return [
        pl.when(is_business)
        .then(pl.lit("business"))
        .otherwise(_by_share(SEGMENT, SEGMENTS))
        .alias("segment"),
        pl.when(is_business).then(office).otherwise(private).alias("plan"),
        pl.when(is_business).then(value * 3).otherwise(value).alias("annual_value"),
        _by_share(TIER, TIERS).alias("loyalty_tier"),
        pl.when(is_business).then(_home_queue(centre)).alias("home_queue"),
    ]


def _home_queue(centre: World) -> pl.Expr:
    """Where calls of a business belong; stale records name another queue."""
    if centre.stories is None:
        return pl.lit(BUSINESS)
    stale = centre.stories.stale
    wrong = share_of(MIX, people.STALE) < stale.share
    return pl.when(wrong).then(pl.lit(centre.queues[stale.queue].name)).otherwise(pl.lit(BUSINESS))


def _by_share(what: int, parts: Sequence[tuple[str, float]]) -> pl.Expr:
    """Choose by the sums of the parts; null where they do not reach 1."""
    chosen: pl.Expr = pl.lit(None, pl.String)
    for word, up_to in reversed(parts):
        chosen = pl.when(share_of(MIX, what) < up_to).then(pl.lit(word)).otherwise(chosen)
    return chosen


def _sums(parts: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(word, sum(part for _word, part in parts[: n + 1])) for n, (word, _part) in enumerate(parts)]


def _padded(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.zfill(2)
