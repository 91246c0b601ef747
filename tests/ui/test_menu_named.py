"""A menu of keys is spoken of on the pages by the names that moked.toml gives its places."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store

SETTINGS = """
now = 2026-03-09T00:00:00+00:00
[site]
timezone = "UTC"
[menu]
names = { "2" = "Billing", "2>1" = "Refund" }
[[connectors]]
name = "calls"
kind = "files"
path = "calls.csv"
[connectors.select]
contacts = '''
SELECT _row AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
       'Sales' AS entry_queue, began AS started_at, 20 AS menu_s, path AS menu_path,
       outcome AS menu_outcome FROM rows
'''
"""
CALLS = [*["2>1,exited"] * 40, *["3>1,queued"] * 60]


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred callers, of whom forty hung up at a place with a name."""
    rows = [f"{at},2026-03-0{1 + at % 7} 10:00:00,{call}" for at, call in enumerate(CALLS)]
    (tmp_path / "calls.csv").write_text("\n".join(["id,began,path,outcome", *rows]))
    (tmp_path / "moked.toml").write_text(SETTINGS)
    monkeypatch.setenv("MOKED_CONFIG", str(tmp_path / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    settings = load()
    store = open_store(settings)
    assert [report.is_ok for report in refresh(settings, store)] == [True]
    store.close()


def opened(script: str) -> None:
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from ui import navigation, session  # noqa: PLC0415

    with session.entered(session.viewer()):
        st.navigation(navigation.menu("manager"))
        runpy.run_path(str(navigation.ROOT / script))


def look(script: str, **given: str) -> str:
    """Open a page by an address; all its HTML."""
    app = AppTest.from_function(opened, default_timeout=60, args=(script,))
    for name, value in given.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.usefixtures("centre")
def test_the_pages_call_keys_by_their_names() -> None:
    menu = look("pages/week/menu.py")
    contacts = look("pages/customers/contacts.py", figure="menu_trouble_rate", menu_place="2>1")

    assert "it is worst at Billing › Refund" in menu
    assert ">Key 3<" in menu
    assert "40 contacts that went through the menu, at “Billing › Refund” or further on" in contacts
