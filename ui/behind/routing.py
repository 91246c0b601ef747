"""The figures of routing: they count contacts, each with the queues it went through."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import polars as pl

from language import marked
from metrics import causes, routing
from ui.behind import nouns
from ui.behind.shape import Behind, Said

ANSWERED = pl.col("is_answered")
NOT = marked("Others")
WAY = partial(Behind, frame="traced", anchor="started", why="way")


def _lost(measure: pl.Expr, order: str, amount: Callable[[float], str]) -> Behind:
    """The misrouted contacts, and what they lost: a time in ms."""
    said = Said(nouns.misrouted, amount=amount)
    return WAY(routing.MISROUTE, longest=True, measure=measure, order=order, said=said)


def _by(rule: str, did: str, noun: Said) -> Behind:
    """Those that a rule can judge, and the misrouted ones by it."""
    shown = pl.col(f"is_misroute_{rule}")
    said = replace(noun, did=did, did_not=marked("others"))
    return WAY(shown.is_not_null(), shown, marked("Wrong desk"), NOT, said=said)


TIME_LOST = _lost(causes.COST, marked("Most time lost first"), nouns.lost)
MISROUTED = replace(TIME_LOST, longest=False, said=Said(nouns.misrouted))
ROUTING: dict[str, Behind] = {
    "transfer_rate": WAY(
        ANSWERED,
        pl.col("is_transferred"),
        marked("Moved on"),
        NOT,
        said=Said(nouns.answered, marked("moved to another queue by an agent"), marked("others")),
    ),
    "misroute_rate": WAY(
        ANSWERED,
        routing.MISROUTE,
        marked("Wrong desk"),
        NOT,
        said=Said(nouns.answered, marked("began at the wrong desk")),
    ),
    "misroute_rate_shown": WAY(
        ANSWERED,
        routing.SHOWN,
        marked("Wrong desk"),
        NOT,
        said=Said(nouns.answered, marked("began at the wrong desk and show it")),
    ),
    "misroute_rate_disposition": _by(
        "disposition", marked("at the wrong desk by the agent's word"), Said(nouns.answered)
    ),
    "misroute_rate_topic": _by("topic", marked("at a desk that does not own their topic"), Said(nouns.owned)),
    "misroute_rate_quick": _by(
        "quick", marked("at the wrong desk and moved on within 90 s"), Said(nouns.answered)
    ),
    "misroute_rate_bounce": _by("bounce", marked("at the wrong desk and sent back"), Said(nouns.answered)),
    "bounces": WAY(
        pl.col("bounces") > 0,
        longest=True,
        measure=pl.col("bounces"),
        order=marked("Most often sent back first"),
        said=Said(nouns.sent_back, amount=nouns.times),
    ),
    "flow_outs": WAY(
        pl.col("flow_outs") > 0,
        longest=True,
        measure=pl.col("flow_outs"),
        order=marked("Most often moved on first"),
        said=Said(nouns.flowed_out, amount=nouns.times),
    ),
    "time_lost": TIME_LOST,
    "extra_wait_minutes": _lost(
        pl.col("extra_wait_ms"), marked("Longest extra wait first"), nouns.waited_more
    ),
    "wasted_handle_minutes": _lost(
        pl.col("wasted_handle_ms"), marked("Most handling in vain first"), nouns.in_vain
    ),
    "net_extra_wait_minutes": _lost(
        pl.col("net_extra_wait_ms"), marked("Longest extra wait first"), nouns.against_usual
    ),
}
