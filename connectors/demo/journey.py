"""What happens to customers outside of contacts: orders, invoices, failed payments, late deliveries, looks
at pages. Each day's events follow from the day alone."""

from datetime import date
from functools import lru_cache

import polars as pl

from connectors.demo.arrivals import WEEKDAYS
from connectors.demo.chance import mixed, mixed_of, pick_of, share, share_of
from connectors.demo.customers import is_with_us, with_us
from connectors.demo.dates import clock
from connectors.demo.world import World

INVOICED_EACH = 90  # days: a ninetieth of the customers each day
DECLINED, FAILED = 0.035, 0.015  # of the invoices
A_DAY = {"order": 1 / 180, "delivery_late": 1 / 1100, "page_viewed": 1 / 100}  # per customer
HOURS = {"order": (8, 23.5), "delivery_late": (17, 20), "page_viewed": (7, 23.9)}
NIGHT, MORNING = (2, 4), (5, 14)  # when invoices are sent and money is collected
DETAILS = {
    "order": ("router", "mesh extender", "phone", "tablet", "television box", "headset"),
    "delivery_late": ("1 day late", "2 days late", "3 days late", "not at home"),
    "page_viewed": ("/help/contact", "/help/contact", "/account/invoices", "/help/no-connection", "/leave"),
    "card_declined": ("card expired", "limit reached", "number changed", "bank refused"),
    "payment_failed": ("account closed", "not enough money", "order revoked"),
}
WHO, WHEN, WHAT, DECLINES = range(4)
Clocks = tuple[float, float]


@lru_cache(maxsize=8)
def events(centre: World, day: date) -> pl.DataFrame:
    """Give the events of a day, in order: customer, kind, at (ms), detail."""
    mix = _mix(centre, day)
    invoices = _invoices(centre, day, mix)
    others = [_of_kind(centre, day, kind, mixed(mix + n)) for n, kind in enumerate(A_DAY, 1)]
    happened = with_us(centre, day, pl.concat([invoices, *others]))
    return happened.sort("at", "customer", "kind")


@lru_cache(maxsize=8)
def declines(centre: World, day: date) -> list[tuple[int, int]]:
    """List whose cards were declined on a day, and when, in ms: those of `events`, found one by one."""
    of_day, at = _mix(centre, day), clock(day, centre.zone)
    begin, end = (at(60 * hour) for hour in MORNING)
    found = []
    for customer in _invoiced(centre, day):
        mix = mixed(customer ^ of_day)
        if share(mix, DECLINES) < DECLINED and is_with_us(centre, day, customer):
            found.append((customer, int(begin + (end - begin) * share(mix, WHEN))))
    return sorted(found, key=lambda decline: decline[1])


def _invoices(centre: World, day: date, mix: int) -> pl.DataFrame:
    """The invoices of a day, in the night; some cannot be collected in the morning."""
    rows = pl.DataFrame({"customer": _invoiced(centre, day)})
    rows = rows.with_columns(mix=mixed_of(pl.col("customer").cast(pl.UInt64) ^ pl.lit(mix, pl.UInt64)))
    night, morning = (_at(centre, day, hours) for hours in (NIGHT, MORNING))
    amount = (20 + 180 * share_of(pl.col("mix"), WHAT)).round(2).cast(pl.String)
    sent = rows.select("customer", kind=pl.lit("invoice"), at=night, detail=amount)
    chance = share_of(pl.col("mix"), DECLINES)
    failed = rows.filter(chance < DECLINED + FAILED).with_columns(is_card=chance < DECLINED)
    cards, banks = failed.filter("is_card"), failed.filter(~pl.col("is_card"))
    told = [
        part.select("customer", kind=pl.lit(kind), at=morning, detail=_detail(kind))
        for kind, part in (("card_declined", cards), ("payment_failed", banks))
    ]
    return pl.concat([sent, *told])


def _mix(centre: World, day: date) -> int:
    return mixed(centre.mix ^ mixed(day.toordinal()))


def _invoiced(centre: World, day: date) -> range:
    return range(day.toordinal() % INVOICED_EACH, centre.customers, INVOICED_EACH)


def _of_kind(centre: World, day: date, kind: str, mix: int) -> pl.DataFrame:
    many = round(centre.customers * A_DAY[kind] * WEEKDAYS[day.weekday()])
    rows = pl.DataFrame({"n": pl.Series(range(many), dtype=pl.UInt64)})
    rows = rows.select(mix=mixed_of(pl.col("n") ^ pl.lit(mix, pl.UInt64)))
    customer = (centre.customers * share_of(pl.col("mix"), WHO) ** 1.35).floor().cast(pl.Int64)
    return rows.select(
        customer=customer, kind=pl.lit(kind), at=_at(centre, day, HOURS[kind]), detail=_detail(kind)
    )


def _at(centre: World, day: date, hours: Clocks) -> pl.Expr:
    at = clock(day, centre.zone)
    begin, end = at(60 * hours[0]), at(60 * hours[1])
    return (begin + (end - begin) * share_of(pl.col("mix"), WHEN)).floor().cast(pl.Int64)


def _detail(kind: str) -> pl.Expr:
    words = pl.Series(DETAILS[kind])
    picked = pick_of(pl.col("mix"), WHAT, len(words))
    return pl.lit(words).gather(picked)
