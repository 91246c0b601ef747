"""Draw the ways through the menu: each path with what became of it, and each step from node to node.

Rows are contacts of `menu.walked`, with `is_misroute` of `routes.routed`. In trouble is who hung up in the
menu, looped, asked for a person or was misrouted; each contact once.
"""

import polars as pl

from metrics.menu import STEPS, Menu
from metrics.ratio import as_seconds, ratio

LEFT = pl.col("menu_outcome") == "exited"
TROUBLES = {
    "left": LEFT,
    "looped": pl.col("is_looping").cast(pl.Boolean),
    "opted_out": pl.col("is_opt_out").cast(pl.Boolean),
    "misrouted": pl.col("is_misroute").cast(pl.Boolean),
}
IN_TROUBLE = pl.any_horizontal(each.fill_null(value=False) for each in TROUBLES.values())


def paths(walked: pl.LazyFrame) -> pl.DataFrame:
    """List the paths, the one with most contacts in trouble first.

    Columns: menu_path, contacts, left, looped, opted_out, misrouted, in_trouble, share (of them, a figure),
    median_s in the menu, and median_steps.
    """
    counted = (
        walked.filter("is_menu", pl.col("menu_path").is_not_null())
        .group_by("menu_path")
        .agg(
            pl.len().cast(pl.Int64).alias("contacts"),
            *(each.sum().cast(pl.Int64).alias(name) for name, each in TROUBLES.items()),
            in_trouble=IN_TROUBLE.sum().cast(pl.Int64),
            median_s=as_seconds(pl.col("menu_ms")).median(),
            median_steps=pl.col("menu_steps").median(),
        )
        .with_columns(share=ratio(pl.col("in_trouble"), pl.col("contacts")))
    )
    return counted.sort("in_trouble", "contacts", "menu_path", descending=[True, True, False]).collect()


def flow(walked: pl.LazyFrame, menu: Menu) -> pl.DataFrame:
    """Count the steps from node to node, the one with most contacts in trouble first.

    Columns: from_node (null at the beginning), to_node (null at the end), outcome (how it ended, there
    alone), times (a contact that goes there twice counts twice), in_trouble (times likewise). Going back is
    no node: the next one follows the one gone back from.
    """
    ways = walked.filter("is_menu", pl.col("menu_path").is_not_null())
    counted = ways.group_by("menu_path", "menu_outcome").agg(
        times=pl.len().cast(pl.Int64), in_trouble=IN_TROUBLE.sum().cast(pl.Int64)
    )
    is_node = ~pl.element().is_in(list(menu.backs))
    nodes = pl.col("menu_path").str.split(STEPS).list.eval(pl.element().filter(is_node))
    nothing = pl.lit(None, pl.String)
    edges = counted.with_columns(
        from_node=pl.concat_list(nothing, nodes), to_node=pl.concat_list(nodes, nothing)
    ).explode("from_node", "to_node")
    outcome = pl.when(pl.col("to_node").is_null()).then("menu_outcome").alias("outcome")
    summed = edges.group_by("from_node", "to_node", outcome).agg(pl.col("times", "in_trouble").sum())
    return summed.sort(
        "in_trouble", "times", "from_node", "to_node", "outcome", descending=[True, True, False, False, False]
    ).collect()
