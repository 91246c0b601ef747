"""Measure the menu: what people name on their way, how long it takes, and who ran into trouble.

In trouble is who hung up in the menu, went in circles, asked for a person or was misrouted; each contact
once. Rows are contacts. A path is text such as `billing>refund` or `2>1>3`; which words in it mean a person,
back, or no menu at all is the source's, and given as a `Menu`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from metrics.parts import Formula, Of, Part, Terms, number_of, total
from metrics.ratio import count, figure, quantile_seconds, ratio

PATH, STEPS = pl.col("menu_path"), ">"
SIGNS = "*#"  # the keys of a telephone that are no digits
LOOP = 3
CONTAINED_FOR = dt.timedelta(days=7)
Way = tuple[str, ...]  # the nodes from the beginning to a place


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Say which nodes of a path ask for a person, which go back, and which paths are of no menu at all.

    names: what people call a place, by the way to it, as in {"2": "Billing", "2>1": "Refund"}.
    """

    opt_outs: Collection[str] = ("agent", "operator", "0")
    backs: Collection[str] = ("back", "*")
    unled: Collection[str] = ("recognised",)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Walk:
    """A path followed: the way that is left of it, each place that was entered, each turned back from."""

    way: Way
    entered: Sequence[Way]
    turned: Sequence[Way]


def walk(path: str, menu: Menu) -> Walk:
    """Follow a path. Back from the beginning leads nowhere."""
    at: list[str] = []
    entered: list[Way] = []
    turned: list[Way] = []
    for node in path.split(STEPS):
        if node not in menu.backs:
            at.append(node)
            entered.append(tuple(at))
        elif at:
            turned.append(tuple(at))
            at.pop()
    return Walk(tuple(at), entered, turned)


def times_at(followed: Walk) -> Counter[Way]:
    """Count how often somebody was at each place.

    A key means another thing at each level. A name that the way to it holds already is that place again.
    """
    return Counter(_first_of_name(place) for place in followed.entered)


def _first_of_name(place: Way) -> Way:
    name = place[-1]
    return place if name.isdecimal() or name in SIGNS else place[: place.index(name) + 1]


def walked(contacts: pl.LazyFrame, menu: Menu) -> pl.LazyFrame:
    """Put beside each contact how it went through the menu.

    is_menu: it entered one. is_opt_out: it asked for a person before any leaf. is_looping: it was at the
    same place three times or more. menu_way: the path without detours, empty where it went back and no
    further. option: the way that led on; null where it opted out, led nowhere or met no menu. Not known
    where the path is not; is_menu is always known.
    """
    paths = contacts.select(PATH).unique().filter(PATH.is_not_null())
    judged = PATH.map_batches(partial(_judged, menu=menu), return_dtype=JUDGED, is_elementwise=True)
    seen = paths.with_columns(judged.alias("judged")).unnest("judged")
    entered = pl.col("menu_outcome").is_not_null() & pl.col("is_led").fill_null(value=True)
    beside = contacts.join(seen, on="menu_path", how="left").with_columns(is_menu=entered)
    return beside.with_columns(pl.when("is_menu").then("menu_way").alias("menu_way")).drop("is_led")


JUDGED = pl.Struct(
    {
        "is_led": pl.Boolean,
        "is_opt_out": pl.Boolean,
        "is_looping": pl.Boolean,
        "menu_way": pl.String,
        "option": pl.String,
    }
)


def _judged(paths: pl.Series, menu: Menu) -> pl.Series:
    return pl.Series([_judged_one(path, menu) for path in paths], dtype=JUDGED)


def _judged_one(path: str, menu: Menu) -> dict[str, bool | str | None]:
    if path in menu.unled:
        return {"is_led": False}
    followed = walk(path, menu)
    way, is_opt_out = STEPS.join(followed.way), not set(menu.opt_outs).isdisjoint(path.split(STEPS))
    return {
        "is_led": True,
        "is_opt_out": is_opt_out,
        "is_looping": max(times_at(followed).values(), default=0) >= LOOP,
        "menu_way": way,
        "option": None if is_opt_out else way or None,
    }


def with_containment(
    walked: pl.LazyFrame, as_of: dt.datetime, person: str = "customer_id", others: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """Put `is_contained` beside each contact: its task was done in the menu and the person came no more.

    No more: no inbound contact of the same person starts within the 7 days after its end. Null where it met
    no menu, nobody knows who it was, or those days are not over at as_of. others are the contacts to look
    for it in, the same ones by default; the last days of a period need those after it.
    """
    ended = pl.coalesce("ended_at", "started_at")
    came = (walked if others is None else others).filter(pl.col("direction") == "inbound")
    asked = walked.filter("is_menu", pl.col("menu_outcome") == "completed", pl.col(person).is_not_null())
    starts = came.select(person, came_at="started_at").filter(pl.col(person).is_not_null())
    again = (
        asked.select("contact_id", person, "started_at", until=ended + CONTAINED_FOR)
        .join(starts, on=person)
        .filter(pl.col("came_at") > pl.col("started_at"), pl.col("came_at") <= pl.col("until"))
        .select("contact_id", came_again=True)
        .unique()
    )
    is_over = ended <= pl.lit(as_of) - CONTAINED_FOR
    judged = pl.col("is_menu") & pl.col(person).is_not_null() & is_over
    done = (pl.col("menu_outcome") == "completed") & pl.col("came_again").is_null()
    rows = walked.join(again, on="contact_id", how="left")
    return rows.with_columns(is_contained=pl.when(judged).then(done)).drop("came_again")


def _is(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Boolean)  # a store keeps flags as 0 and 1


MENU = _is("is_menu")
TROUBLES = {
    "left": pl.col("menu_outcome") == "exited",
    "looped": _is("is_looping"),
    "opted_out": _is("is_opt_out"),
    "misrouted": _is("is_misroute"),
}
IN_TROUBLE = pl.any_horizontal(each.fill_null(value=False) for each in TROUBLES.values())
SUMS: dict[str, Part] = {
    "menus": lambda _: total(MENU),
    "hang_ups": lambda _: total(MENU & TROUBLES["left"]),
    "menus_in_trouble": lambda _: total(pl.when(MENU & PATH.is_not_null()).then(IN_TROUBLE)),
    "menus_by_path": lambda _: number_of(pl.when(MENU).then("is_opt_out")),
    "opt_outs": lambda _: total(MENU & _is("is_opt_out")),
    "loops": lambda _: total(MENU & _is("is_looping")),
    "menu_steps": lambda _: total(pl.when(MENU).then("menu_steps")),
    "menus_of_steps": lambda _: number_of(pl.when(MENU).then("menu_steps")),
    "contained": lambda _: total(_is("is_contained")),
    "containable": lambda _: number_of(pl.col("is_contained")),
}
# No sum: of days or queues it does not merge.
MEDIANS: dict[str, Part] = {
    "menu_time_median": lambda _: quantile_seconds(pl.col("menu_ms").filter(MENU), 0.5),
}


def hang_ups(of: Of) -> pl.Expr:
    """Hung up in the menu."""
    return count(of("hang_ups"))


def hang_up_rate(of: Of) -> pl.Expr:
    """Hung up in the menu / went through the menu."""
    return ratio(of("hang_ups"), of("menus"))


def trouble_rate(of: Of) -> pl.Expr:
    """Ran into trouble / went through the menu by a known path."""
    return ratio(of("menus_in_trouble"), of("menus_by_path"))


def opt_out_rate(of: Of) -> pl.Expr:
    """Asked for a person before any leaf / went through the menu by a known path."""
    return ratio(of("opt_outs"), of("menus_by_path"))


def loop_rate(of: Of) -> pl.Expr:
    """Were at the same node three times / went through the menu by a known path."""
    return ratio(of("loops"), of("menus_by_path"))


def containment_rate(of: Of) -> pl.Expr:
    """Done in the menu and not back within 7 days / went through the menu, known, 7 days ago."""
    return ratio(of("contained"), of("containable"))


def steps_mean(of: Of) -> pl.Expr:
    """Nodes named / went through the menu."""
    steps, n = of("menu_steps"), of("menus_of_steps")
    return figure(pl.when(n > 0).then(steps / n), steps, n)


FORMULAS: dict[str, Formula] = {
    "menu_time_median": lambda of: of("menu_time_median"),
    "menu_steps_mean": steps_mean,
    "menu_hang_ups": hang_ups,
    "menu_hang_up_rate": hang_up_rate,
    "menu_opt_out_rate": opt_out_rate,
    "menu_loop_rate": loop_rate,
    "menu_trouble_rate": trouble_rate,
    "containment_rate": containment_rate,
}


def expression(name: str) -> pl.Expr:
    """Write one of FORMULAS over the rows of `with_containment`, for any `agg` or `select`."""
    parts = {**SUMS, **MEDIANS}
    return FORMULAS[name](lambda part: parts[part](Terms())).alias(name)
