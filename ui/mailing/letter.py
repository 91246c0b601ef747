"""A mail as a mail program shows it: in a frame of its own, in which nothing runs and nothing leads out."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final, Protocol

import streamlit as st

HIGH: Final = 640
# Nothing of another server, no script: in an empty sandbox a link opens nothing either.
POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


class File(Protocol):
    """A file of a mail; shown_as: the id by which its HTML shows it."""

    @property
    def kind(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def shown_as(self) -> str | None: ...


def pictures(files: Iterable[File]) -> dict[str, tuple[str, bytes]]:
    """Pick out of a mail's files the pictures that its HTML shows, by their id."""
    return {one.shown_as: (one.kind, one.data) for one in files if one.shown_as}


def show(html: str, pictures: Mapping[str, tuple[str, bytes]], high: int = HIGH) -> None:
    """Show a mail's HTML; pictures: by their id, with their kind."""
    st.iframe(framed(html, pictures), height=high)


def framed(html: str, pictures: Mapping[str, tuple[str, bytes]]) -> str:
    """Put a mail into a document that holds it in a sandbox, its pictures within it."""
    for name, (kind, data) in pictures.items():
        html = html.replace(f'"cid:{name}"', f'"data:{kind};base64,{b64encode(data).decode()}"')
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    inside = html.replace("<head>", f"<head>{meta}", 1)
    style = "position:fixed;inset:0;width:100%;height:100%;border:0"
    frame = f'<iframe sandbox="" title="mail" style="{style}" srcdoc="{escape(inside, quote=True)}"></iframe>'
    return f"<!doctype html><html><body>{frame}</body></html>"
