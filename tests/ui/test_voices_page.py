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
from ui.voices.verbatims import EVERY, Wanted, listed

DAY = timedelta(days=1)
SCRIPT = "pages/listening/voices.py"
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


def test_without_a_contact_the_page_does_not_speak_of_words():
    fill().close()

    page = look(**{"from": "2026-02-10", "to": "2026-02-12"})

    assert "There was no contact to listen to." in page
    assert "Nobody wrote" not in page


@pytest.mark.parametrize("part", ["said", "meeting"])
def test_texts_that_cannot_be_read_are_said_in_their_card(part, tmp_path):
    fill().close()
    for file in (tmp_path / "data").rglob("surveys/week=*/*.parquet"):
        file.unlink()

    page = look(part=part)

    assert "This figure could not be computed" in page
    assert "could not be drawn" not in page


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


def test_a_word_is_taken_back_by_undo_and_by_a_second_click_on_it():
    store = fill()
    for text_id, signal in (("note:bank:n0", "anger"), ("survey:bank:s1", "complaint")):
        loop.click(store.state, text_id, signal, "Noa", NOON, is_right=True)
    loop.click(store.state, "note:bank:n0", "anger", "Avi", NOON, is_right=True)
    app = AppTest.from_function(opened, default_timeout=60, args=(SCRIPT, "manager", (), {})).run()

    app.button(key="undo_survey:bank:s1_complaint").click().run()
    assert loop.clicks(store.state)["signal"].to_list() == ["anger", "anger"]
    app.button_group(key="click_note:bank:n0_anger").set_value(None).run()

    assert loop.clicks(store.state)["by"].to_list() == ["Avi"]
    assert [button.key for button in app.button if str(button.key).startswith("undo_")] == []
    store.close()


def test_the_newest_contact_comes_first_however_late_a_text_was_written():
    store = fill(later={0: 5 * DAY})

    found = listed(scene(store), WEEK, Wanted(EVERY), 0)

    assert found.rows["contact_id"].to_list() == ["bank:3", "bank:2", "bank:1", "bank:0"]
    assert "Mon 23 Feb 2026, 14:00 · written Sat 28 Feb 2026, 14:01" in look(texts="every")


def test_texts_with_a_signal_are_counted_among_all_that_were_read():
    store = fill()

    found = listed(scene(store), WEEK, Wanted("thanks"), 0)

    assert (found.total, found.contacts, found.read) == (1, 1, 4)
    assert "Heard in 1 of 4 texts read (25.0\u00a0%) · 1 contact ·" in look(signal="thanks")
    assert "4 texts of 4 contacts ·" in look(texts="every")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"language": "xx"}, "Unknown language 'xx'. Known: en, ar, he and ru."),
        ({"page": "9"}, "page=9 is not allowed; it goes from 1 to 1."),
        ({"part": "meeting", "team": "Nord"}, "Unknown team 'Nord'. Did you mean North? Known: North."),
        ({"part": "heard"}, "Unknown part 'heard'. Known: said, growing and meeting."),
    ],
    ids=["a language", "a page", "a team", "a part"],
)
def test_what_the_address_asks_for_in_vain_is_said_once(address, sentence):
    fill().close()

    page = html.unescape(look(**address))

    assert page.count("Part of the address was not understood.") == 1
    assert page.count(sentence) == 1


def test_a_language_in_which_nobody_wrote_stays_chosen():
    fill().close()

    page = look(language="ru", texts="every")

    assert "No text fits" in page
    assert "not understood" not in page


def test_what_to_compare_with_is_offered_where_something_is_compared():
    fill().close()
    table = look(against="none")

    assert "against the weeks before" not in table
    assert ">Change<" not in table
    assert ">Said right<" in table
    assert ">Change<" in look()
    assert "the data do not reach back far enough to compare" in look(against="year")


def test_who_said_what_is_told_by_name():
    said = pl.DataFrame({"by": ["Avi", "Noa", "Ben", "Gil", "Tom"], "is_right": [0, 1, 1, 1, 1]})

    assert clicks.who_else(said) == "Ben, Gil, Noa and others: right · Avi: wrong"
