"""Measure the menu: what people name on their way, how long it takes, and who ran into trouble.

In trouble is who hung up in the menu, went in circles, asked for a person or was misrouted; each contact
once. Rows are contacts. A path is text such as `billing>refund` or `2>1>3`; which words in it mean a person,
back, or no menu at all is the source's, and given as a `Menu`.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from metrics.parts import Formula, Of, Part, Terms, number_of, total
from metrics.ratio import count, figure, quantile_seconds, ratio

PATH, STEPS = pl.col("menu_path"), ">"
BACK, DEEPEST = "\u0001", 8  # levels of a menu that somebody may go back from
LOOP = 3
CONTAINED_FOR = dt.timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Say which nodes of a path ask for a person, which go back, and which paths are of no menu at all."""

    opt_outs: Collection[str] = ("agent", "operator", "0")
    backs: Collection[str] = ("back", "*")
    unled: Collection[str] = ("recognised",)


def walked(contacts: pl.LazyFrame, menu: Menu) -> pl.LazyFrame:
    """Put beside each contact how it went through the menu.

    is_menu: it entered one. is_opt_out: it asked for a person before any leaf. is_looping: it was at the
    same node three times or more. option: the way that led on, without detours; null where it opted out or
    met no menu. Not known where the path is not; is_menu is always known.
    """
    paths = contacts.select(PATH).unique().filter(PATH.is_not_null())
    nodes, backs = PATH.str.split(STEPS), list(menu.backs)
    is_led = ~PATH.is_in(list(menu.unled))
    seen = paths.with_columns(
        is_led=is_led,
        is_opt_out=nodes.list.eval(pl.element().is_in(list(menu.opt_outs))).list.any(),
        times=nodes.list.eval(
            pl.element().filter(~pl.element().is_in(backs)).unique_counts().max()
        ).list.max(),
    ).select(
        "menu_path",
        "is_led",
        pl.when("is_led").then("is_opt_out").alias("is_opt_out"),
        pl.when("is_led").then(pl.col("times").fill_null(0) >= LOOP).alias("is_looping"),
        pl.when(is_led & ~pl.col("is_opt_out")).then(_straight(backs)).alias("option"),
    )
    entered = pl.col("menu_outcome").is_not_null() & pl.col("is_led").fill_null(value=True)
    return contacts.join(seen, on="menu_path", how="left").with_columns(is_menu=entered).drop("is_led")


def _straight(backs: Collection[str]) -> pl.Expr:
    """Take out of a path each node that was gone back from; back from the beginning leads nowhere."""
    # TRICKY: with one sign for all that mean back, a node to go back from is told from going back again.
    marked = pl.when(pl.element().is_in(list(backs))).then(pl.lit(BACK)).otherwise(pl.element())
    way = PATH.str.split(STEPS).list.eval(marked).list.join(STEPS)
    for _level in range(DEEPEST):
        way = way.str.replace_all(rf"[^{STEPS}{BACK}][^{STEPS}]*{STEPS}{BACK}(?:{STEPS}|$)", "")
    way = way.str.replace(rf"^(?:{BACK}(?:{STEPS}|$))+", "")
    return pl.when(way != "").then(way.str.strip_suffix(STEPS))


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
