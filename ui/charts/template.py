"""What all charts have in common, and how one is shown."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui import cards, navigation, tokens

CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
FONT = "Inter, Heebo, sans-serif"
AXIS: dict[str, Any] = {
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "fixedrange": True,
    "tickfont": {"size": 12, "color": tokens.SOFT},
    "title": {"font": {"size": 12, "color": tokens.SOFT}, "standoff": 8},
}


def blank(height: int, **layout: Any) -> go.Figure:
    """An empty figure in our style: transparent, horizontal hair lines only, no legend."""
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        font={"family": FONT, "size": 12, "color": tokens.TEXT},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hovermode="x unified",
        clickmode="event+select",
        hoverlabel={"font": {"family": FONT, "size": 12, "color": tokens.TEXT}, "bgcolor": tokens.CARD},
        margin={"l": 46, "r": 12, "t": 8, "b": 34},
        xaxis={**AXIS, "unifiedhovertitle": {"text": " "}},
        yaxis={**AXIS, "showgrid": True, "gridcolor": tokens.HAIR, "gridwidth": 1},
    )
    figure.update_layout(**layout)
    return figure


def draw(figure: go.Figure, key: str, alt: str) -> dict[str, Any] | None:
    """Show a figure; the custom data of the point just clicked, or None.

    A click opens contacts, so for who may not see them there is nothing to click.
    """
    cards.reserve(key, figure.layout.height)
    if not navigation.may_open("contacts"):
        st.plotly_chart(figure, theme=None, key=key, config=CONFIG, alt=alt)
        return None
    event = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt=alt,
    )
    return clicked(event)


def choosing(figure: go.Figure, key: str, alt: str, chosen: Callable[[dict[str, Any]], None]) -> None:
    """Show a figure whose clicks change its page; `chosen` takes the custom data of the clicked point."""

    def act() -> None:
        if found := clicked(st.session_state[key]):
            chosen(found)

    cards.reserve(key, figure.layout.height)
    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=CONFIG,
        on_select=act,
        selection_mode="points",
        alt=alt,
    )


def still(figure: go.Figure, key: str, alt: str) -> None:
    """Show a figure in which there is nothing to click."""
    cards.reserve(key, figure.layout.height)
    st.plotly_chart(figure, theme=None, key=key, config=CONFIG, alt=alt)


def clicked(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """The restriction that the clicked point stands for, where it stands for one."""
    points = event.get("selection", {}).get("points", [])
    found = next((point["customdata"] for point in points if point.get("customdata")), None)
    return found if isinstance(found, dict) else None


def named(name: str) -> str:
    """A name of the data's own: Plotly reads a few tags, links among them, in whatever it writes.

    TRICKY: of entities it knows < > & by name and no quotation mark.
    """
    return escape(name, quote=False)


def faded(colour: str, opacity: float) -> str:
    """The colour with an opacity, as Plotly takes it."""
    return tokens.rgb(colour).replace("rgb(", "rgba(").replace(")", f", {opacity})")
