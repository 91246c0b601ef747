"""The figures of routing and of the menu: they count contacts, each with the way it took."""

from dataclasses import replace
from functools import partial

import polars as pl

from language import _, marked
from metrics import causes, menu, routing
from ui.behind import nouns
from ui.behind.shape import Behind, Said
from ui.routing.words import spent

MS = 1000
ANSWERED = pl.col("is_answered")
NOT = marked("Others")
WAY = partial(Behind, frame="traced", anchor="started", why="way")
MENU = partial(Behind, frame="traced", anchor="started", why="path")


def _lost(measure: pl.Expr, order: str, words: str) -> Behind:
    """The misrouted contacts, and what they lost: a time in ms."""

    def amount(ms: float) -> str:
        return _(words).format(time=spent(ms / MS))

    return WAY(
        routing.MISROUTE,
        longest=True,
        measure=measure,
        order=order,
        said=Said(nouns.misrouted, amount=amount),
    )


MISROUTED = WAY(routing.MISROUTE, said=Said(nouns.misrouted))


def _by(rule: str, did: str, noun: Said) -> Behind:
    """Those that a rule can judge, and the misrouted ones by it."""
    shown = pl.col(f"is_misroute_{rule}")
    said = replace(noun, did=did, did_not=marked("others"))
    return WAY(shown.is_not_null(), shown, marked("Wrong desk"), NOT, said=said)


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
    "time_lost": _lost(causes.COST, marked("Most time lost first"), marked("{time} lost")),
    "extra_wait_minutes": _lost(
        pl.col("extra_wait_ms"), marked("Longest extra wait first"), marked("they waited {time} more")
    ),
    "wasted_handle_minutes": _lost(
        pl.col("wasted_handle_ms"),
        marked("Most handling in vain first"),
        marked("handled in vain for {time}"),
    ),
    "net_extra_wait_minutes": _lost(
        pl.col("net_extra_wait_ms"),
        marked("Longest extra wait first"),
        marked("they waited {time} more than is usual"),
    ),
}
OF_MENU: dict[str, Behind] = {
    "menu_time_median": MENU(
        menu.MENU & pl.col("menu_ms").is_not_null(),
        longest=True,
        measure=pl.col("menu_ms"),
        order=marked("Longest in the menu first"),
        said=Said(nouns.in_menu),
    ),
    "menu_opt_out_rate": MENU(
        menu.MENU & pl.col("is_opt_out").is_not_null(),
        pl.col("is_opt_out"),
        marked("Asked for a person"),
        NOT,
        said=Said(nouns.in_menu, marked("asked for a person")),
    ),
    "menu_loop_rate": MENU(
        menu.MENU & pl.col("is_opt_out").is_not_null(),
        pl.col("is_looping"),
        marked("Went in circles"),
        NOT,
        said=Said(nouns.in_menu, marked("went in circles")),
    ),
    "containment_rate": MENU(
        pl.col("is_contained").is_not_null(),
        pl.col("is_contained"),
        marked("Done in the menu"),
        NOT,
        said=Said(nouns.of_known_in_menu, marked("done there and not back within 7 days"), marked("others")),
    ),
    "menu_hang_ups": MENU(
        menu.MENU & (pl.col("menu_outcome") == "exited"),
        longest=True,
        measure=pl.col("menu_ms"),
        order=marked("Longest in the menu first"),
        said=Said(nouns.hung_up),
    ),
}
