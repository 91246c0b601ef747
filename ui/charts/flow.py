"""Where contacts began and where they ended, as bands from left to right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from language import number
from ui import tokens
from ui.charts.template import blank, faded, named

BAND_PX, GAP, LEAST_PX = 54, 0.08, 200
PALE, STRONG = 0.35, 0.75


@dataclass(frozen=True)
class Flow:
    """So many contacts from one place to another; the one that matters is drawn strong."""

    begin: str
    end: str
    contacts: int
    is_strong: bool = False


def flow(flows: Sequence[Flow]) -> go.Figure:
    """Two columns of places, the largest on top, each named with its number of contacts."""
    begins, ends = (_sizes(flows, of) for of in ("begin", "end"))
    places = [*begins, *ends]
    height = max(LEAST_PX, BAND_PX * max(len(begins), len(ends)))
    figure = blank(height, margin={"l": 4, "r": 4, "t": 4, "b": 8}, hovermode="closest")
    figure.add_sankey(
        arrangement="fixed",
        node={
            "label": [f"{named(name)}  {number(size)}" for name, size in places],
            "x": [0.001] * len(begins) + [0.999] * len(ends),
            "y": [*_middles(begins), *_middles(ends)],
            "pad": 12,
            "thickness": 8,
            "color": tokens.BEFORE,
            "line": {"width": 0},
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [[name for name, _size in begins].index(one.begin) for one in flows],
            "target": [len(begins) + [name for name, _size in ends].index(one.end) for one in flows],
            "value": [one.contacts for one in flows],
            "color": [
                faded(tokens.WORSE, STRONG) if one.is_strong else faded(tokens.BEFORE, PALE) for one in flows
            ],
            "hovertemplate": "%{source.label} → %{target.label}: %{value:,}<extra></extra>",
        },
        textfont={"size": 12, "color": tokens.TEXT, "shadow": "none"},
    )
    return figure


def _sizes(flows: Sequence[Flow], of: str) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for one in flows:
        total[getattr(one, of)] += one.contacts
    return sorted(total.items(), key=lambda place: (-place[1], place[0]))


def _middles(places: Sequence[tuple[str, int]]) -> list[float]:
    """The middle of each place down the column, by its size, with gaps between them."""
    whole = sum(size for _name, size in places) or 1
    room = 1 - GAP * (len(places) - 1)
    found, top = [], 0.0
    for _name, size in places:
        share = room * size / whole
        found.append(min(max(top + share / 2, 0.001), 0.999))
        top += share + GAP
    return found
