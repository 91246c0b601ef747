"""The appearance: our style sheet, and the colours of charts in the dark."""

from functools import cache
from pathlib import Path

import streamlit as st

from language import direction
from ui.tokens import DARK, HEAT, rgb

STYLE = Path(__file__).resolve().parent / "style"
STATIC = Path(__file__).resolve().parent / "static"


def apply() -> None:
    """Put our style sheet into the page."""
    st.html(f"<style>{sheet(direction())}</style>")


@cache
def sheet(runs: str) -> str:
    """The whole style sheet, for a language that runs "ltr" or "rtl"."""
    names = [
        "moked.css",
        "parts.css",
        "live.css",
        "bottlenecks.css",
        "demo.css",
        "routing.css",
        "repeats.css",
        "satisfaction.css",
        "gestures.css",
        "promises.css",
        "followups.css",
        "customer.css",
        "menu.css",
        "voices.css",
        "growing.css",
        "review.css",
        "access.css",
        "availability.css",
        "teams.css",
        "forecast.css",
        "risk.css",
        "records.css",
        "snapshot.css",
        "recognition.css",
        "changes.css",
        *(["rtl.css"] if runs == "rtl" else []),
    ]
    return "".join((STYLE / name).read_text(encoding="utf-8") for name in names) + _scale() + repaint()


def repaint() -> str:
    """Rules that give each mark of a chart its colour in either appearance."""
    return "".join(_rules(light, dark) for light, dark in DARK.items())


def _scale() -> str:
    steps = "".join(f"--heat-{at}:light-dark({step},{DARK[step]});" for at, step in enumerate(HEAT))
    return f'[data-testid="stApp"]{{{steps}}}'


def _rules(light: str, dark: str) -> str:
    return "".join(
        f'.js-plotly-plot [style*="{part}: {rgb(light)}"]{{{part}:light-dark({light},{dark})!important}}'
        for part in ("fill", "stroke")
    )
