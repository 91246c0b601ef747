"""The part Growing problems of Voices: what each role reads, and what is written of a watched one."""

import html
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store.opened import open_store
from store.problems import Stand, begin_problem, change_problem, history, problems
from tests.factories import NOON
from tests.ui.growing_centre import fill, filled

LATER = NOON + timedelta(hours=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("grown")
    filled(folder)
    return folder


@pytest.fixture
def state(folder, monkeypatch):
    """The state of that centre, without problems that others watched."""
    store = given(folder, monkeypatch)
    forget(store.state)
    yield store.state
    store.close()


def forget(state):
    with state.writing() as connection:
        connection.exec_driver_sql("DELETE FROM problem_changes")
        connection.exec_driver_sql("DELETE FROM problems")


def given(folder, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    return open_store(load())


def opened(role, teams):
    import streamlit as st  # noqa: PLC0415 (AppTest runs the body on its own)

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415
    from ui.scene import scene  # noqa: PLC0415
    from ui.voices import growing  # noqa: PLC0415

    viewer = Viewer("Noa", role, frozenset(teams))
    with session.entered(viewer):
        st.navigation(navigation.menu(role))
        growing.show(scene(viewer))


def look(role="manager", teams=()):
    app = AppTest.from_function(opened, default_timeout=60, args=(role, teams)).run()
    assert not app.exception, app.exception
    return app


def told(app):
    return html.unescape(" ".join(element.proto.body for element in app.get("html")))


def keys(app):
    return [button.key for button in app.button]


def test_a_manager_reads_what_grows_since_when_and_what_was_written(state):
    shown = told(look())

    assert "1 problem grows: No connection" in shown
    assert "in English" in shown
    assert 'dir="auto">' in shown
    assert "<mark>" in shown
    assert "usually 0.0" in shown


def test_no_name_and_no_masked_part_is_among_the_words(state):
    app = look()
    app.button(key="watch_0").click().run()
    [terms] = problems(state)["terms"].to_list()

    assert set(terms.replace(" · ", " ").split()) <= {"router", "blinks", "red", "firmware", "told", "call"}
    assert "050" not in told(app)


def test_an_executive_reads_the_shares_and_nothing_that_was_written(state):
    begin_problem(state, "No connection", "router blinks", "Dana", NOON)
    app = look("executive")
    shown = told(app)

    assert "1 problem grows: No connection" in shown
    assert "still above the usual" in shown
    assert "<mark>" not in shown
    assert [key for key in keys(app) if key.startswith(("watch_", "list_", "save_"))] == []


def test_a_lead_reads_what_the_own_teams_had(state):
    assert "1 problem grows" in told(look("lead", ("North",)))
    assert "Nothing grew" not in told(look("lead", ("North",)))
    assert "grows" not in told(look("lead", ("South",)))


def test_a_problem_is_watched_and_comes_to_be_unchangeable_with_a_day_and_an_owner(state):
    app = look()
    app.button(key="watch_0").click().run()
    [row] = problems(state).rows(named=True)
    key = f"{row['id']}_1"
    app.selectbox(key=f"state_{key}").set_value("cannot_change").run()
    app.selectbox(key=f"owner_{key}").set_value("North")
    app.text_input(key=f"words_{key}").set_value("told on the web page")
    app.button(key=f"save_{key}").click().run()
    [changed] = problems(state).rows(named=True)

    assert (row["topic_family"], row["state"], row["owner"]) == ("No connection", "watching", None)
    assert (changed["state"], changed["owner"], changed["words"]) == (
        "cannot_change",
        "North",
        "told on the web page",
    )
    assert changed["since"] <= NOON
    assert history(state, row["id"])["by"].to_list() == ["Noa", "Noa"]
    assert "Cannot change: customers warned since 4 Mar 2026" in told(app)
    assert "watch_0" not in keys(app)


def test_who_watches_what_somebody_watches_already_is_told_so(state):
    app = look()
    app.button(key="watch_0").click().run()
    [row] = problems(state).rows(named=True)
    forget(state)
    app = look()
    begin_problem(state, row["topic_family"], row["terms"], "Dana", NOON)
    app.button(key="watch_0").click().run()

    assert "This problem is watched already" in told(app)
    assert history(state, problems(state)["id"].item())["by"].to_list() == ["Dana"]


def test_who_changes_what_was_changed_meanwhile_is_told_so(state):
    number = begin_problem(state, "No connection", "router blinks", "Dana", NOON)
    app = look()
    change_problem(state, number, 1, Stand("being_fixed", "Billing"), "Dana", LATER)
    app.button(key=f"save_{number}_1").click().run()

    assert "Somebody has just changed this problem" in told(app)
    assert problems(state)["owner"].to_list() == ["Billing"]


def test_a_watched_problem_that_no_longer_grows_still_has_its_card(state):
    begin_problem(state, "No connection", "television", "Dana", NOON)
    shown = told(look())

    assert "television" in shown
    assert "no higher than the usual" in shown
    assert "no whole week since" in shown


def test_of_too_few_weeks_it_says_so(tmp_path, monkeypatch):
    fill(tmp_path, days=20)
    given(tmp_path, monkeypatch).close()

    assert "Too early to say" in told(look())


def test_what_cannot_be_read_is_said_in_its_card(tmp_path, monkeypatch):
    fill(tmp_path, days=48)
    given(tmp_path, monkeypatch).close()
    for file in (tmp_path / "data").rglob("texts/week=*/*.parquet"):
        file.unlink()

    assert "This figure could not be computed" in told(look())


def test_where_nothing_grows_it_says_so(tmp_path, monkeypatch):
    fill(tmp_path, share=0.0)
    given(tmp_path, monkeypatch).close()

    assert "Nothing grew beyond noise in the week of" in told(look())
