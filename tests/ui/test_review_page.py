"""The page Weekly review of a small simulated centre: what each role is told, and what goes into files."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from emails import review_pdf
from metrics.days import Days
from settings import load
from store import actions, owners, publish
from store.actions import Decision
from store.aims import Aim
from store.opened import open_store
from store.read import Viewer
from store.signed import saw
from tests.connectors.demo.centre import SEVEN_WEEKS, stored
from tests.pdf import words_of
from ui.review import files, read
from ui.scene import Scene

WEEK = Days(date(2026, 4, 27), date(2026, 5, 3))
TEAM = "Technics"
OF_ACCOUNTS = "Amit Teacup"  # an agent of another team
KARIM = Viewer("Karim", "lead", frozenset({TEAM}), account="karim@example.com")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("review")
    stored(made)
    return made


@pytest.fixture(autouse=True)
def centre(folder, monkeypatch):
    """Settings of a centre that was read before."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))


@pytest.fixture(scope="module")
def at(folder):
    """The newest week of a team, as a manager looks at it."""
    settings = load(folder / "moked.toml", folder / "data")
    store = open_store(settings)
    scene = Scene(settings, store, Viewer("Noa", "manager"), publish.newest(store.state), SEVEN_WEEKS)
    yield read.looked(scene, WEEK, TEAM)
    store.close()


@pytest.fixture(scope="module")
def helped(at):
    """Who of the team may need help, by name."""
    [(_why, name)] = read.help_needed(at)
    return name


def opened(role, teams, address):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(address)
    with session.entered(Viewer("Noa", role, frozenset(teams))):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / "pages/reports/review.py"))


def run(role="manager", teams=(), **address):
    app = AppTest.from_function(opened, default_timeout=60, args=(role, teams, address)).run()
    assert not app.exception, app.exception
    return app


def page(*given, **address):
    """All the HTML of the page, as somebody opens it."""
    return " ".join(element.proto.body for element in run(*given, **address).get("html"))


def told_of(name, html):
    """Whether somebody stands among those who may need help: elsewhere anybody may be named."""
    return f'mk-help"><h3 dir="auto">{name}' in html


def test_a_lead_reads_who_may_need_help_and_what_may_help_and_no_other_team(helped):
    told = page("lead", (TEAM,))

    assert told_of(helped, told)
    assert "What may help:" in told
    assert [team for team in ("Accounts", "Letters", "Business desk ·") if team in told] == []


def test_a_manager_is_told_of_one_team_at_a_time(helped):
    every, one = page(), page(team=TEAM)

    assert told_of(helped, one)
    assert "Of one team at a time" in every
    assert "mk-help" not in every


@pytest.mark.parametrize(
    ("role", "teams"), [("lead", ("Accounts",)), ("admin", ())], ids=["another lead", "an admin"]
)
def test_nobody_else_is_told_who_may_need_help(helped, role, teams):
    assert "mk-help" not in page(role, teams, team=TEAM)


def test_an_executive_finds_no_such_page():
    assert "This page is for managers" in page("executive")


def test_no_file_names_who_may_need_help_and_both_say_what_the_page_says(at, helped):
    owners.put(at.scene.store.state, at.whole.viewer, "metric", "csat", "Lior Zipper", SEVEN_WEEKS)
    whole = replace(read.review(at), voices=read.voices(at), nominees=read.nominees(at))
    table = "\n".join(" ".join(map(str, row)) for row in files.table(whole).iter_rows())
    paper = words_of(review_pdf.page(whole))

    assert helped not in table
    assert helped not in paper
    assert ["Lior Zipper" in told for told in (table, paper)] == [True, True]
    assert ["Solved at first contact" in told for told in (table, paper)] == [True, True]


def test_words_that_are_hard_to_hear_name_no_agent_and_voices_are_of_different_agents(at):
    found = read.voices(at)

    assert (found.good.height, found.bad.height) == (2, 2)
    assert found.good["agent_id"].n_unique() == 2
    assert found.bad["agent_name"].null_count() == found.bad["agent_id"].null_count() == 2


def test_a_week_in_which_nothing_was_planted_has_no_change_beyond_noise():
    told = page(week="2026-04-27")

    assert "Nothing changed beyond noise" in told
    assert "A calm week" in told


def test_nothing_to_compare_with_is_not_said_to_be_calm(at):
    told = page(team="None of them", week="2026-03-16")

    assert "Nothing to compare with yet" in told
    assert "Nothing changed beyond noise" not in told


def test_a_history_that_cannot_be_read_leaves_the_head(monkeypatch):
    def broken(*_asked):
        raise OSError("broken")

    monkeypatch.setattr("ui.data.span", broken)
    told = page()

    assert "The figures of this page could not be read." in told
    assert "Weekly review" in told


def test_a_week_that_is_not_over_is_said_and_the_newest_is_shown():
    told = page(week="2026-05-04")

    assert "The week of 2026-05-04 is not over" in told
    assert "27 Apr" in told


def test_what_is_decided_is_kept_with_its_team_and_told_on_the_page_as_is_what_is_overdue(at):
    saw(at.scene.store.state, KARIM)
    app = run("lead", (TEAM,))
    app.text_input[0].set_value("Router faults are read to the end")
    next(one for one in app.selectbox if one.label == "Who").set_value(KARIM.account)
    told = next(one for one in app.button if one.label == "Decide").click().run()

    [kept] = actions.of_week(at.scene.store.state, at.scene.viewer, WEEK.first)
    html = " ".join(element.proto.body for element in told.get("html"))
    assert (kept.what, kept.owner, kept.team) == ("Router faults are read to the end", "Karim", TEAM)
    assert "1 action: 1 not started" in html

    due = Decision("Call back by noon", "Karim", Aim("csat", "up"), WEEK.first, TEAM)
    actions.decide(at.scene.store.state, KARIM, WEEK.first, due, SEVEN_WEEKS)

    later = page("lead", (TEAM,))
    assert "2 actions: 1 overdue, 1 not started" in later
    assert "Not started; overdue since 27 Apr" in later


def test_what_was_seen_in_one_week_is_not_decided_in_another(at):
    app = run("lead", (TEAM,), week="2026-04-20")
    app.text_input[0].set_value("Read the notes first")
    next(one for one in app.selectbox if one.label == "Who").set_value(KARIM.account)
    app.session_state["review_drawn"] = (WEEK.first, TEAM)  # the week that the page showed before
    told = next(one for one in app.button if one.label == "Decide").click().run()

    html = " ".join(element.proto.body for element in told.get("html"))
    assert "Nothing was decided: the page shows Technics · 20–26 Apr 2026 by now." in html
    assert "Read the notes first" in [one.value for one in told.text_input]
    assert "Read the notes first" not in [
        one.what for one in actions.listed(at.scene.store.state, at.scene.viewer)
    ]


def test_what_nobody_is_to_do_is_refused_where_it_was_typed():
    app = run("lead", (TEAM,))
    told = next(one for one in app.button if one.label == "Decide").click().run()

    assert "Nothing was written" in " ".join(element.proto.body for element in told.get("html"))


def test_an_agent_of_another_team_is_refused_as_who_does_it():
    app = run("lead", (TEAM,))
    app.text_input[0].set_value("Read the router faults to the end")
    box = next(one for one in app.selectbox if one.label == "Who")
    box.options.append(OF_ACCOUNTS)  # as typed: nobody offers it
    box.set_value(OF_ACCOUNTS)
    told = next(one for one in app.button if one.label == "Decide").click().run()

    html = " ".join(element.proto.body for element in told.get("html"))
    assert f"{OF_ACCOUNTS} is an agent; a supervisor answers for it." in html
