"""Pieces of HTML, each escaping what it is given."""

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

JOINER = "\u2060"  # is not seen, and no line ends at it
SYMBOL = re.compile(r":(?=[\w+/-]+:)")  # TRICKY: Streamlit makes symbols of :home: after Markdown was read
LINES = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
MARKDOWN = re.compile(r"[\\&`*_{}\[\]()<>#+.!|$:~-]")


class Safe(str):
    """HTML that is already escaped."""


def text(value: str) -> Safe:
    """Text as HTML; what is HTML already stays as it is."""
    return value if isinstance(value, Safe) else Safe(escape(value, quote=True))


def plain(value: str) -> str:
    """Text for a label of a widget, which Streamlit reads as Markdown, so that it stays as it is written."""
    return MARKDOWN.sub(r"\\\g<0>", SYMBOL.sub(f":{JOINER}", LINES.sub(" ", value)))


def tag(element: str, content: str = "", css: str = "", **attributes: str) -> Safe:
    """An element around escaped content; `data_label` becomes data-label."""
    given = {"class": css, **attributes}
    shown = "".join(
        f' {key.replace("_", "-")}="{escape(value, quote=True)}"' for key, value in given.items() if value
    )
    return Safe(f"<{element}{shown}>{text(content)}</{element}>")


def join(parts: Iterable[str]) -> Safe:
    """Several pieces, one after another."""
    return Safe("".join(text(part) for part in parts))


def icon(name: str) -> Safe:
    """A symbol that only repeats what the words beside it say."""
    return tag("span", name, "i", aria_hidden="true", translate="no")


def fold(said: str, inside: Iterable[str]) -> Safe:
    """What is secondary, under a line that opens it."""
    return tag("details", join([tag("summary", said), *inside]), "fold")


def mk(content: str, css: str = "") -> Safe:
    """The outer element that our style sheet looks for."""
    return tag("div", content, f"mk {css}".strip())


def show(content: str, css: str = "") -> None:
    """Put a piece of ours on the page."""
    st.html(mk(content, css))
