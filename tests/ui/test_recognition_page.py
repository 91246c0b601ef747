"""The page Recognition: whom it thanks and how, what a lead does there, and what it never shows."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from metrics.recognition import words as told
from settings import load
from store import awards, ideas, recognition
from store.opened import open_store
from store.signed import Names
from store.thanked import Person, thanks
from tests.factories import NOON, ZONE
from tests.store.recognised import MANAGER, NORTH, WEEK, facts, keep
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent
from ui.recognition import tables, words
from ui.recognition.found import Found

SETTINGS = """
now = {now}
[site]
timezone = "{zone}"
week_start = "sunday"
[[connectors]]
name = "bank"
kind = "files"
path = "none/*.csv"
"""
CROWD = [(f"a{n}", 40.0) for n in range(8)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A centre of one call, whose week thanks dana; maya is above too; hasty of Coast is held back."""
    place = tmp_path_factory.mktemp("thanked")
    (place / "moked.toml").write_text(SETTINGS.format(now=NOON.isoformat(), zone=ZONE))
    store = open_store(load(place / "moked.toml", place / "data"))
    refresh(store, "bank", Sent(sent("bank", [call("1", NOON - timedelta(days=1))]).tables), now=NOON)
    keep(store.state, WEEK - timedelta(weeks=1), facts(("maya", 40.0)))
    keep(store.state, WEEK, facts(("dana", 60.0), ("maya", 20.0), ("hasty", 90.0)))
    keep(store.state, WEEK + timedelta(weeks=1), facts())
    store.close()
    return place


@pytest.fixture
def state(folder, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    store = open_store(load())
    yield store.state
    store.close()


def opened(role, teams, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Noa", role, frozenset(teams), "noa@example.com")):
        st.navigation(navigation.menu(role))
        if not st.query_params and asked:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / "pages/week/recognition.py"))


def look(role="manager", *teams, week=WEEK):
    app = AppTest.from_function(
        opened, default_timeout=120, args=(role, teams, {"week": week.isoformat()})
    ).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def test_a_week_thanks_by_name_with_counts_and_names_nobody_below(state):
    shown = html(look())

    assert "1 person earned this week’s thanks." in shown
    assert "80 of the 100 customers who answered were satisfied; 20 were to be expected." in shown
    assert "Nobody improved beyond chance this week." in shown
    assert "Another 12 agents did as expected. There is no bottom list." in shown
    assert "Not confirmed by a lead yet. The first time." in shown
    assert "lagging" not in shown
    assert "x1" not in shown


def test_awards_that_name_nobody_stand_together_beside_the_one_that_names_somebody(state):
    sides = [" ".join(one.proto.body for one in side.get("html")) for side in look().columns]

    [beside] = [one for one in sides if "Nobody improved beyond chance" in one]
    assert "Nobody helped colleagues beyond chance" in beside
    assert "80 of the 100 customers" not in beside


def test_who_is_held_back_is_named_only_when_asked_and_never_to_another_lead(state):
    first = look()
    named = press(first, "look")
    other = html(look("lead", "North"))

    assert "1 agent" in html(look())
    assert "hasty" not in html(look())
    assert "hasty" in html(named)
    assert "14 of 100 contacts ended within 10 seconds" in html(named)
    assert "hasty" not in other
    assert "Nobody." in other


def test_a_click_on_one_week_confirms_nothing_of_another_that_the_page_shows_by_then(state):
    before = awards.history(state, MANAGER)
    app = look(week=WEEK - timedelta(weeks=1))
    app.query_params["week"] = WEEK.isoformat()
    press(app, "Confirm")

    assert awards.history(state, MANAGER) == before


@pytest.fixture
def lena(monkeypatch):
    """Somebody whom a page lets choose; the centre of one call has no agent."""
    person = Person("lena", "Lena", "North", "Billing")
    monkeypatch.setattr("ui.recognition.found.own_agents", lambda _scene: [person])
    return person


@pytest.mark.usefixtures("lena")
def test_a_form_without_anybody_chosen_says_so_and_keeps_what_was_typed(state):
    app = look()
    idea = next(one for one in app.text_area if one.label == "The idea").set_value("Ring back at four")
    said = html(next(one for one in app.button if one.form_id == idea.form_id).click().run())
    alone = html(press(look(), "Name nowhere"))

    assert "Say who: choose somebody first." in said
    assert idea.value == "Ring back at four"
    assert "Say who: choose somebody first." in alone


def test_a_click_replaces_nobody_who_came_meanwhile(state, lena):
    week = WEEK - timedelta(weeks=1)
    app = look(week=week)
    why = next(one for one in app.text_area if one.key.startswith("why_replace_best"))
    next(one for one in app.selectbox if one.key.startswith("who_replace_best")).set_value(lena)
    why.set_value("She stayed late")
    awards.replace(state, MANAGER, week, "best", awards.Chosen("lara", "North", "A fair turn"), NOON)
    next(one for one in app.button if one.form_id == why.form_id).click().run()
    [now] = [one for one in awards.history(state, MANAGER) if one.week == week]

    assert (now.agent_id, now.why) == ("lara", "A fair turn")


def test_a_lead_confirms_an_award_of_the_own_team_alone(state):
    coast = [one.label for one in look("lead", "Coast").button]
    shown = html(press(look("lead", "North"), "Confirm"))
    [now] = [one for one in awards.history(state, MANAGER) if one.week == WEEK]

    assert "Confirm" not in coast
    assert "For outstanding service is confirmed." in shown
    assert "Confirmed by noa@example.com." in shown
    assert (now.act, now.who, now.agent_id) == ("confirmed", "noa@example.com", "dana")


def test_an_executive_gets_nothing_of_it(state):
    shown = html(look("executive"))

    assert "dana" not in shown
    assert "This page is for managers" in shown


def test_a_week_without_anybody_says_so_in_a_sentence(state):
    shown = html(look(week=WEEK + timedelta(weeks=1)))

    assert "Nobody stood out beyond chance this week." in shown
    assert "Nobody this week." in shown


def test_an_idea_stands_with_its_result_and_where_to_see_it(state):
    person = awards.Chosen("maya", "North", "Ring back at four")
    number = ideas.log(state, NORTH, WEEK, person, NOON)
    ideas.tell_result(state, NORTH, number, "Fewer asked again", "/changes?id=3", NOON)

    shown = html(look())

    assert "Ring back at four" in shown
    assert 'href="/changes?id=3"' in shown


@pytest.mark.parametrize("link", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example"])
def test_a_result_is_shown_by_a_page_of_moked_alone(state, link):
    number = ideas.log(state, NORTH, WEEK, awards.Chosen("maya", "North", "Ask first"), NOON)

    with pytest.raises(awards.RecognitionError, match="must lead to a page of Moked"):
        ideas.tell_result(state, NORTH, number, "Fewer asked again", link, NOON)


@pytest.fixture
def tied(tmp_path, folder, monkeypatch):
    """What is found of a week in which eight are tied, as the page has it."""
    store = open_store(load(folder / "moked.toml", tmp_path / "data"))
    keep(store.state, WEEK, facts(*CROWD))
    week = recognition.read(store.state, WEEK, MANAGER)
    people = {name: Person(name, f"Agent {name}", "North", "Billing") for name, _edge in CROWD}
    history = tuple(awards.history(store.state, MANAGER))
    yield Found(
        week, "", thanks(store.state, MANAGER, week), week.of("best"), (), history, people, {}, Names({})
    )
    store.close()


def test_eight_who_are_tied_are_counted_in_the_sentence_and_in_the_card(tied):
    name = tied.name(tied.thanks[0].given.agent_id)

    assert words.sentence(tied) == (
        f"1 person earned this week’s thanks. For outstanding service 8 people are tied; it is {name}’s turn."
    )
    assert told.turn(tied.thanks[0].draw, tied.name).startswith(f"{name} and 7 others cannot be told apart")


def test_what_is_saved_names_who_is_clearly_above_and_nobody_else(tied):
    saved = tables.file(tied)

    assert set(saved["agent"]) == {f"Agent {name}" for name, _edge in CROWD}
    assert set(saved["turn"]) == {"this week", "tied, not yet"}
    assert saved["difference"].min() > 0
    assert "score" not in saved.columns
