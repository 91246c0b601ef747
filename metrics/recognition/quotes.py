"""Which of customers' own words stand beside a nominee: kind ones, chosen by what is heard in them."""

from collections.abc import Mapping, Sequence

import polars as pl

from metrics.recognition.beyond import POSITIVE, is_kind

MOST = 2
GLAD = 0.75  # of the scale: 4 of 5, 8 of 10


def is_glad() -> pl.Expr:
    """Mark texts of who answered well, or was asked for no answer: kind words may stand in a bad one."""
    part = (pl.col("score") - pl.col("scale_min")) / (pl.col("scale_max") - pl.col("scale_min"))
    return (part >= GLAD).fill_null(value=True)


def chosen(
    verbatims: pl.DataFrame, whose: Sequence[str], by: str = "agent_id"
) -> Mapping[str, tuple[str, ...]]:
    """Choose at most two texts each, never by length: most good signals first, then a comment, the newest.

    Give their ids by agent, or by what else `by` names, as a team.
    """
    good = pl.sum_horizontal(pl.col(name).fill_null(0) for name in POSITIVE)
    kind = verbatims.filter(
        is_kind(), is_glad(), pl.col(by).is_in(list(whose)), pl.col("masked").is_not_null()
    )
    order = kind.with_columns(good=good, is_comment=pl.col("kind") == "comment").sort(
        ["good", "is_comment", "at", "text_id"], descending=[True, True, True, False]
    )
    first = order.group_by(by, maintain_order=True).head(MOST)
    told = first.group_by(by, maintain_order=True).agg("text_id")
    return {one: tuple(ids) for one, ids in told.iter_rows()}
