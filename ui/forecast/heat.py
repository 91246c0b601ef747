"""People missing by hour and day, in rows of days: darker is more."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from language import _, day, ngettext, number
from metrics.forecast.gaps import by_hour
from ui import tokens
from ui.charts.heat import STRONG, step
from ui.charts.template import blank
from ui.forecast.look import Outlook, date_of

LEAST_TOP = 5  # people, so that one missing is pale


def heat(seen: Outlook, chosen: int) -> go.Figure:
    """Cells in rows of days; the chosen day is marked, an hour in which nobody works is blank."""
    cells = by_hour(seen.rows).filter(pl.col("required").is_not_null() | pl.col("scheduled").is_not_null())
    days = [at for at in seen.days if at in cells["day"]]
    if not days:
        return blank(44)
    hours = cells["hour"]
    first, last = hours.sort()[0], hours.sort()[-1]
    figure = blank(
        46 + 24 * len(days), hovermode="closest", margin={"l": 96, "r": 4, "t": 4, "b": 30}, bargap=0.06
    )
    name = "missing" if seen.is_compared else "required"
    most = max(top(seen) * 1.001, LEAST_TOP)
    figure.add_bar(**_bars(list(cells.iter_rows(named=True)), name, most))
    labels = [_label(at, chosen) for at in reversed(days)]
    figure.update_yaxes(
        categoryorder="array", categoryarray=labels, showgrid=False, tickvals=labels, ticktext=labels
    )
    for bar in figure.data:
        bar.y = [_label(at, chosen) for at in cells["day"]]
    shown = list(range(first, last + 1))
    figure.update_xaxes(
        range=[first, last + 1],
        tickvals=[hour + 0.5 for hour in shown],
        ticktext=[f"{hour:02}" for hour in shown],
    )
    return figure


def top(seen: Outlook) -> int:
    """The most of what the picture shows."""
    most = by_hour(seen.rows)["missing" if seen.is_compared else "required"].max()
    return int(most) if isinstance(most, int | float) else 0


def _label(at: int, chosen: int) -> str:
    name = day(date_of(at))
    return f"<b>▸ {name}</b>" if at == chosen else name


def _bars(cells: list[dict[str, Any]], name: str, most: float) -> dict[str, Any]:
    steps = [step(float(cell[name] or 0), most) if cell[name] else 0 for cell in cells]
    return {
        "orientation": "h",
        "y": [],
        "x": [0.95] * len(cells),
        "base": [cell["hour"] + 0.025 for cell in cells],
        "marker": {"color": [tokens.HEAT[at] for at in steps], "line": {"width": 0}, "cornerradius": 2},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "text": [_figure(cell, name) for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "size": 12,
            "color": [tokens.INK_ON_STRONG if at >= STRONG else tokens.INK_ON_PALE for at in steps],
        },
        "customdata": [{"day": date_of(cell["day"]).isoformat()} for cell in cells],
        "hovertext": [hover(cell) for cell in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _figure(cell: Mapping[str, Any], name: str) -> str:
    return number(cell[name]) if cell[name] else "·" if cell[name] is None else ""


def hover(cell: Mapping[str, Any]) -> str:
    """What an hour says of itself."""
    hour = f"{cell['hour']:02}:00–{cell['hour'] + 1:02}:00"
    lines = [f"<b>{day(date_of(cell['day']))}, {hour}</b>"]
    if cell["missing"] is not None:
        said = ngettext("{n} person missing", "{n} people missing", cell["missing"])
        lines.append(said.format(n=number(cell["missing"])) if cell["missing"] else _("enough people"))
    needed = _("{n} needed").format(n=number(cell["rostered"], 1)) if cell["rostered"] is not None else ""
    planned = _("not planned yet")
    if cell["scheduled"] is not None:
        planned = _("{n} planned").format(n=number(cell["scheduled"], 1))
    lines.append(", ".join(part for part in (needed, planned) if part))
    if cell["expected"] is not None:
        lines.append(_("{n} contacts expected").format(n=number(cell["expected"])))
    return "<br>".join(lines)
