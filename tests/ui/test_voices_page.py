"""The page Voices: what each role reads of what was said, and what people say of the signals."""

import html
from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store import loop, publish
from store.read import Viewer
from tests.factories import NOON
from tests.ui.spoken import CONFIG, fill
from ui.data import Window
from ui.scene import Scene
from ui.voices import clicks, meeting
from ui.voices.clicks import Judged

DAY = timedelta(days=1)
SCRIPT = "pages/customers/voices.py"
WEEK = Window(NOON - 14 * DAY, NOON)


@pytest.fixture(autouse=True)
def centre(tmp_path, monkeypatch):
    """Settings of a centre of its own."""
    config = tmp_path / "moked.toml"
    config.write_text(CONFIG)
    monkeypatch.setenv("MOKED_CONFIG", str(config))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))


def opened(script, role, teams, address):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(address)
    with session.entered(Viewer("Noa", role, frozenset(teams))):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / script))


def look(role="manager", teams=("North",), **address):
    """Open the page as somebody; all its HTML."""
    app = AppTest.from_function(opened, default_timeout=60, args=(SCRIPT, role, teams, address)).run()
    assert not app.exception, app.exception
    return " ".join(element.proto.body for element in app.get("html"))


def scene(store, role="manager"):
    return Scene(load(), store, Viewer("Noa", role), publish.newest(store.state), NOON)


def test_a_manager_reads_the_words_with_their_contact_and_customer():
    fill().close()

    page = look()

    assert "[name] <mark" in page.replace("The customer ", "")
    assert "Note by Dorit Levy" in page
    assert "contacts?contact=bank%3A0" in page
    assert "customer?id=bank%3Aanna" in page


def test_what_somebody_wrote_never_becomes_html():
    fill().close()

    page = look()

    assert "<img" not in page
    assert html.escape("<img src=x onerror=alert(1)>") in page


@pytest.mark.parametrize("part", ["said", "meeting"])
def test_an_executive_reads_words_of_nobody(part):
    fill().close()

    page = look("executive", part=part)

    assert "declined twice" in page or "was wonderful" in page
    assert not [name for name in ("Dorit", "Levy", "Anna", "anna", "DORIT", "contacts?") if name in page]


def test_a_lead_of_another_team_reads_nothing():
    fill().close()

    page = look("lead", ("South",))

    assert "wonderful" not in page


def test_for_a_meeting_an_agent_is_named_with_good_words_only():
    fill().close()

    good, bad = look(part="meeting").split("To learn from")

    assert "with Dorit Levy" in good
    assert "Dorit Levy was wonderful" in good
    assert "shouted and swore at [name]" in bad
    assert "Dorit" not in bad


def test_a_file_for_a_meeting_names_no_agent_beside_hard_words():
    store = fill()
    found = meeting._chosen(scene(store), scene(store).key, WEEK)

    table = meeting.readable(scene(store), found)

    assert table.filter(Kind="Good words")["Agent"].to_list() == ["Dorit Levy"]
    hard = table.filter(Kind="Hard words")
    assert hard["Agent"].to_list() == [None] * hard.height
    assert "Dorit" not in " ".join(hard["Words"])
    assert hard.height == 2


def test_without_words_the_page_says_how_to_get_them():
    fill([]).close()

    page = look()

    assert "Nobody wrote anything down in this period." in page
    assert "A source has to send notes of agents or comments of customers" in page


def test_clicks_count_by_signal_and_what_was_missed_apart():
    store = fill()
    said = {"survey:bank:s2": "anger", "note:bank:n0": "anger"}
    for text_id, signal in said.items():
        loop.click(store.state, text_id, signal, "Noa", NOON, is_right=True)
        loop.click(store.state, text_id, signal, "Avi", NOON, is_right=text_id.startswith("note"))
    loop.click(store.state, "survey:bank:s3", "anger", "Noa", NOON, is_right=True)
    loop.click(store.state, "survey:bank:other", "anger", "Noa", NOON, is_right=True)

    found = clicks.judged(scene(store), WEEK)

    assert found == {"anger": Judged(right=3, clicks=4, missed=1)}
    assert clicks.judged(scene(store, "executive"), WEEK) == {}


def test_who_said_what_is_told_by_name():
    said = pl.DataFrame({"by": ["Avi", "Noa", "Ben", "Gil", "Tom"], "is_right": [0, 1, 1, 1, 1]})

    assert clicks.who_else(said) == "Ben, Gil, Noa and others: right · Avi: wrong"
