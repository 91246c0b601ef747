"""One queue on one day: what comes, slot by slot, and who is there for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import plotly.graph_objects as go
import polars as pl

from language import _, number
from metrics.periods import DAY_S
from ui import tokens
from ui.charts.template import blank, faded
from ui.forecast import words
from ui.forecast.look import Outlook, Total

HEIGHT = 280
WEEK_S = 7 * DAY_S
MARGIN = {"l": 40, "r": 12, "t": 8, "b": 34}


def of_day(seen: Outlook, queue: str, at: int) -> pl.DataFrame:
    """The slots of a queue's day: local_s, what is expected, what came and what came a week or two before."""
    rows = seen.rows.filter(pl.col("queue") == queue, pl.col("day") == at)
    came = seen.ahead.came.filter(queue=queue)
    over = came.filter(pl.col("local_s") // DAY_S == at).select("local_s", came="n")
    back = before(seen, at) * WEEK_S
    was = came.filter((pl.col("local_s") + back) // DAY_S == at).select(pl.col("local_s") + back, before="n")
    days = pl.concat([over.select("local_s"), rows.select("local_s"), was.select("local_s")]).unique()
    beside = days.join(over.unique("local_s"), on="local_s", how="left").join(
        was.unique("local_s"), on="local_s", how="left"
    )
    told = rows.drop("queue", "channel", "day", "second").unique("local_s")
    return beside.join(told, on="local_s", how="left").sort("local_s")


def total(seen: Outlook, queue: str, at: int) -> Total:
    """What is expected of a queue's day, with its band; of today with what came."""
    mine = replace(seen, queue=queue)
    if at == seen.today:
        return mine.of_today()
    rows = seen.ahead.days.filter(queue=queue, day=at)
    return Total(*rows.select("expected", "low", "high").row(0)) if rows.height else Total(None)


def before(seen: Outlook, at: int) -> int:
    """How many weeks before a day lies the newest like it."""
    return max(1, -(-(at - seen.today + 1) // 7)) if at > seen.today else 1


def volume(rows: pl.DataFrame) -> go.Figure:
    """Draw what is expected with its band, what came, and what came a week before, dotted."""
    figure = blank(HEIGHT, margin=MARGIN)
    shown = _awake(rows)
    told = shown.filter(pl.col("expected").is_not_null(), pl.col("is_open"))
    sure = told.drop_nulls(["low", "high"])
    if sure.height:
        xs, low, high = _at(sure), sure["low"].to_list(), sure["high"].to_list()
        figure.add_scatter(
            x=[*xs, *reversed(xs)],
            y=[*high, *reversed(low)],
            mode="none",
            fill="toself",
            fillcolor=faded(tokens.ACCENT, 0.14),
            hoverinfo="skip",
        )
    figure.add_scatter(**_line(shown, "before", tokens.BEFORE, 1.5, dash="3px,3px"), hoverinfo="skip")
    figure.add_scatter(**_line(told, "expected", tokens.ACCENT, 2), hoverinfo="skip")
    over = shown.drop_nulls("came")
    figure.add_scatter(**_line(over, "came", tokens.TEXT, 2), hoverinfo="skip")
    figure.add_scatter(
        x=_at(shown),
        y=[0] * shown.height,
        mode="none",
        text=[_came(row) for row in shown.iter_rows(named=True)],
        hovertemplate="%{text}<extra></extra>",
    )
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=",d")
    return _hours(figure, shown)


def people(rows: pl.DataFrame, slot_s: int) -> go.Figure:
    """Draw who is planned as bars, who is missing above them, and who is needed as steps."""
    figure = blank(HEIGHT, margin=MARGIN, barmode="stack", bargap=0.18)
    shown = _awake(rows)
    middle = [at + timedelta(seconds=slot_s / 2) for at in _at(shown)]
    missing = [
        max(row["rostered"] - row["scheduled"], 0) if row["missing"] else None
        for row in shown.iter_rows(named=True)
    ]
    _bar(
        figure,
        middle,
        shown["scheduled"].to_list(),
        tokens.BAR,
        [_there(row) for row in shown.iter_rows(named=True)],
    )
    _bar(figure, middle, missing, tokens.WORSE, None, [number(n) if n else "" for n in shown["missing"]])
    needed = shown.drop_nulls("rostered")
    ends = [*_at(needed), *[at + timedelta(seconds=slot_s) for at in _at(needed)[-1:]]]
    figure.add_scatter(
        x=ends,
        y=[*needed["rostered"], *needed["rostered"].tail(1)],
        mode="lines",
        line={"color": tokens.ACCENT, "width": 2, "shape": "hv"},
        hoverinfo="skip",
    )
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=",d")
    return _hours(figure, shown)


def _awake(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out the ends of the day at which nothing comes and nobody works."""
    is_used = (
        (pl.col("expected").fill_null(0) >= 0.5)
        | (pl.col("came").fill_null(0) > 0)
        | (pl.col("before").fill_null(0) > 0)
        | pl.col("is_staffed").fill_null(value=False)
    )
    used = rows.filter(is_used)["local_s"]
    return rows.filter(pl.col("local_s").is_between(used.min(), used.max())) if used.len() else rows


def _at(rows: pl.DataFrame) -> list[datetime]:
    return [datetime.fromtimestamp(second, UTC).replace(tzinfo=None) for second in rows["local_s"]]


def _line(rows: pl.DataFrame, name: str, colour: str, width: float, dash: str = "solid") -> dict[str, Any]:
    return {
        "x": _at(rows),
        "y": rows[name].to_list(),
        "mode": "lines+markers" if rows[name].count() == 1 else "lines",
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"color": colour, "size": 6},
    }


def _bar(
    figure: go.Figure,
    xs: list[datetime],
    heights: list[Any],
    colour: str,
    hovers: list[str] | None,
    texts: list[str] | None = None,
) -> None:
    figure.add_bar(
        x=xs,
        y=heights,
        marker={"color": colour, "line": {"width": 0}, "cornerradius": 2},
        text=texts,
        textposition="none",
        hovertext=hovers,
        **({"hovertemplate": "%{hovertext}<extra></extra>"} if hovers else {"hoverinfo": "skip"}),
    )


def _came(row: dict[str, Any]) -> str:
    lines = [f"<b>{words.clock(row['local_s'] % DAY_S)}</b>"]
    if row["expected"] is not None and row["is_open"]:
        said = _("{n} expected, {band} in 8 of 10")
        lines.append(said.format(n=number(row["expected"]), band=words.band(row["low"], row["high"])))
    if row["came"] is not None:
        lines.append(_("{n} came").format(n=number(row["came"])))
    if row["before"] is not None:
        lines.append(_("{n} came on that weekday before").format(n=number(row["before"])))
    return "<br>".join(lines)


def _there(row: dict[str, Any]) -> str:
    needed, planned = row["rostered"], row["scheduled"]
    lines = [f"<b>{words.clock(row['local_s'] % DAY_S)}</b>"]
    lines += [_("{n} needed").format(n=words.people(needed))] if needed is not None else []
    said = _("{n} planned").format(n=words.people(planned)) if planned is not None else _("not planned yet")
    lines.append(said)
    lines += [_("{n} missing").format(n=number(row["missing"]))] if row["missing"] else []
    return "<br>".join(lines)


def _hours(figure: go.Figure, rows: pl.DataFrame) -> go.Figure:
    full = [at for at in _at(rows) if at.minute == 0]
    every = 1 if len(full) <= 8 else 2 if len(full) <= 16 else 4
    ticks = [at for at in full if at.hour % every == 0]
    figure.update_xaxes(tickvals=ticks, ticktext=[f"{at:%H:%M}" for at in ticks], ticklabelstandoff=6)
    return figure
