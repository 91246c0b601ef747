"""The page *Changes* of a small simulated centre: empty, with a log, by role, and what a click writes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store import actions, owners, process_changes
from store.actions import Decision
from store.aims import Aim, ChangeError
from store.asked import Viewer
from store.change_places import Places
from store.opened import open_store
from store.process_changes import Draft
from tests.connectors.demo.centre import SEVEN_WEEKS, stored
from ui.changes import acting, view

ON, AT = date(2026, 4, 19), datetime(2026, 4, 10, 9, tzinfo=UTC)
MANAGER = Viewer("Ivy", "manager", account="it@example.com")
AIM = Aim("service_level", "up", "queue", "Billing")
DRAFT = Draft("menu", "One step less", ON, "Rina", AIM, beside="")
LEAD = "Boris Ladder"  # whom records name
OTHERS = replace(DRAFT, what="A new rota", aim=Aim("service_level", "up", "team", "Technical"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("changes")
    stored(folder, SEVEN_WEEKS)
    return folder


@pytest.fixture
def state(folder, monkeypatch):
    """The state of that centre, with nothing logged."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    store = open_store(load())
    with store.state.writing() as connection:
        for table in ("corrections", "actions", "process_changes", "owners"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    yield store.state
    store.close()


def opened(role, teams, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Ivy", role, frozenset(teams), account="it@example.com")):
        st.navigation(navigation.menu(role))
        if not st.query_params and asked:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / "pages/reports/changes.py"))


def look(role="manager", teams=(), **asked):
    app = AppTest.from_function(opened, default_timeout=90, args=(role, teams, asked)).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown


def labels(app):
    return {one.label for one in app.button}


def click(app, label):
    return html(next(one for one in app.button if one.label == label).click().run())


def test_changes_that_wait_stand_together_above_those_with_a_picture():
    waits, told = (SimpleNamespace(outcome=SimpleNamespace(found=found)) for found in (None, "noise"))

    assert view.pairs([waits, told, waits, told]) == [[waits, waits], [told, told]]


def test_an_empty_log_says_what_to_do_to_who_can_do_it(state):
    app, board = look(), look("executive")

    assert "No change of process is logged yet." in html(app)
    assert "Log a new menu, rota or script before its day" in html(app)
    assert {"Log it", "Draw the days and log it", "Decide it"} <= labels(app)
    assert "Managers and leads log" in html(board)
    assert not {"Log it", "Draw the days and log it", "Decide it", "Save"} & labels(board)


def test_a_change_is_shown_with_what_came_of_it_and_how_it_was_judged(state):
    process_changes.log(state, MANAGER, DRAFT, AT)
    late = replace(DRAFT, on=date(2026, 5, 3), what="Later")
    process_changes.log(state, MANAGER, late, AT)

    shown = html(look())
    process_changes.withdraw(state, MANAGER, 1, "Called off", AT)
    process_changes.log(state, MANAGER, replace(late, what="Later again"), AT)
    rest = html(look())

    assert "Of 2 changes 1 shows nothing beyond noise and 1 is too early to judge." in shown
    assert "2 changes are too early to judge." in rest
    assert "In time at Billing: no change beyond noise, measured against all others" in shown
    assert "all others, chosen by a person · 1 week either side" in shown
    assert "Menu · 19 Apr 2026 · Queue Billing · Rina" in shown
    assert "Too early: its first whole week is known on 10 May 2026." in shown


def test_a_lead_sees_nothing_of_other_teams_and_an_executive_all(state):
    process_changes.log(state, MANAGER, DRAFT, AT)
    process_changes.log(state, MANAGER, OTHERS, AT)
    decision = Decision("Brief the team", "Rina", AIM, ON, "Technical")
    actions.decide(state, MANAGER, ON, decision, AT)

    lead, board = html(look("lead", ["Billing"])), html(look("executive"))

    assert "1 change shows nothing beyond noise." in lead
    assert "One step less" in lead
    assert not [one for one in ("A new rota", "Brief the team") if one in lead]
    assert [one for one in ("A new rota", "Brief the team") if one in board] == [
        "A new rota",
        "Brief the team",
    ]


def test_a_long_list_of_actions_says_how_many_there_are_and_shows_all(state):
    for n in range(13):
        actions.decide(state, MANAGER, ON, Decision(f"Step {n:02}", "Rina", AIM, ON), AT)
    app = look()
    few = html(app)
    [toggle] = app.toggle
    everything = html(toggle.set_value(True).run())

    assert (few.count("Step "), everything.count("Step ")) == (12, 13)
    assert toggle.label == "Show all 13 actions"


def test_an_address_opens_one_change(state):
    numbers = [process_changes.log(state, MANAGER, each, AT) for each in (DRAFT, OTHERS)]

    one, none = html(look(id=str(numbers[1]))), html(look(id="999"))

    assert ("A new rota" in one, "One step less" in one) == (True, False)
    assert "There is no change 999 that you may see." in none


def test_a_person_logs_a_change_and_the_past_proposes_what_to_compare_with(state):
    app = look()
    app.text_area("log_what").set_value("Shorter greeting")
    app.selectbox("log_where").set_value(("queue", "Billing"))
    app.selectbox("log_owner").set_value(LEAD)
    shown = click(app, "Log it")

    [found] = process_changes.logged(state, MANAGER)
    assert "It is logged." in shown
    assert (found.draft.what, found.draft.owner, found.is_before) == ("Shorter greeting", LEAD, True)
    assert (found.draft.is_proposed, found.draft.beside is not None) == (True, True)


def test_a_change_is_corrected_and_what_it_was_stays_on_the_page(state):
    number = process_changes.log(state, MANAGER, DRAFT, AT)
    app = look()
    assert "Its results can be seen since 20 Apr 2026" in " ".join(one.value for one in app.caption)
    assert f"correct_{number}_on" not in {one.key for one in app.date_input}
    app.text_area(f"correct_{number}_what").set_value("Two steps less")
    app.selectbox(f"correct_{number}_owner").set_value(LEAD)
    next(each for each in app.button if each.form_id == f"correct_form_{number}").click().run()
    shown = html(app)

    assert process_changes.find(state, MANAGER, number).draft == replace(
        DRAFT, what="Two steps less", owner=LEAD
    )
    assert "It is corrected." in shown
    assert "Altered 1 time" in shown
    assert "Words: One step less → Two steps less" in shown
    assert f"Who answers for it: Rina → {LEAD}" in shown


def test_before_its_day_all_of_a_change_may_be_corrected(state):
    number = process_changes.log(state, MANAGER, replace(DRAFT, on=date(2026, 6, 1)), AT)
    app = look()
    app.date_input(f"correct_{number}_on").set_value(date(2026, 6, 7))
    app.selectbox(f"correct_{number}_beside").set_value(("nothing", ""))
    app.segmented_control(f"correct_{number}_expected").set_value("down")
    next(each for each in app.button if each.form_id == f"correct_form_{number}").click().run()

    found = process_changes.find(state, MANAGER, number).draft
    assert (found.on, found.beside, found.aim.expected) == (date(2026, 6, 7), None, "down")
    assert "Compared with: all others → nothing" in html(app)


def test_a_change_that_was_withdrawn_late_keeps_its_result_on_the_page(state):
    number = process_changes.log(state, MANAGER, DRAFT, AT)
    app = look()
    app.text_area(f"withdraw_why_{number}").set_value("Called off")
    shown = click(app, "Withdraw it")

    assert "1 was withdrawn when its results could be seen." in shown
    assert (
        "Withdrawn by it@example.com: “Called off”. Its results could be seen by then. In time at Billing:"
        in shown
    )
    assert f"correct_{number}_what" not in {one.key for one in app.text_area}


def test_who_may_not_decide_about_something_is_offered_no_correction(state):
    number = process_changes.log(state, MANAGER, DRAFT, AT)
    actions.decide(state, MANAGER, ON, Decision("Brief all", "Rina", AIM, ON), AT)

    lead, board = look("lead", ["Billing"]), look("executive")

    assert "One step less" in html(lead)
    keys = {one.key for app in (lead, board) for one in app.text_area}
    assert not {key for key in keys if key.startswith(("correct_", "withdraw_"))}
    assert f"correct_{number}_what" in {one.key for one in look().text_area}


def test_an_action_is_corrected_and_opened_again_with_what_it_was(state):
    number = actions.decide(state, MANAGER, ON, Decision("Brief all", "Rina", AIM, ON), AT)
    actions.end(state, MANAGER, number, "done", AT, on=date(2026, 4, 10))
    app = look()
    app.text_area(f"correct_action_{number}_what").set_value("Brief half of them")
    form = f"correct_action_{number}_form"
    next(each for each in app.button if each.form_id == form).click().run()
    app.text_input(f"reopen_{number}_why").set_value("Only half")
    shown = click(app, "Open it again")

    found = actions.find(state, MANAGER, number)
    assert (found.what, found.is_open) == ("Brief half of them", True)
    assert "Altered 2 times" in shown
    assert "it@example.com</b>: Only half" in shown
    assert "Ended on: 10 Apr 2026 → not yet" in shown


def test_an_agent_does_not_answer_for_anything():
    known = Places(leads=(LEAD,), agents=frozenset({"Yael Shapira"}))

    assert acting.checked_owner(known, LEAD) == LEAD
    with pytest.raises(ChangeError, match="a supervisor answers for it"):
        acting.checked_owner(known, "Yael Shapira")
    with pytest.raises(ChangeError, match="Say who answers"):
        acting.checked_owner(known, " ")
    with pytest.raises(ChangeError, match="101 characters, and at most 100"):
        acting.checked_owner(known, "x" * 101)


def test_a_roll_out_says_what_it_takes_and_draws_its_days(state):
    app = look()
    assert "To see 3.0 points four times in five it takes" in app.info[0].value
    app.text_area("plan_what").set_value("Two questions less")
    app.selectbox("plan_owner").set_value(LEAD)
    shown = click(app, "Draw the days and log it")

    [found] = process_changes.logged(state, MANAGER)
    new = [day for day in found.days if day.is_new]
    assert "Its days are drawn." in shown
    assert 2 * len(new) == len(found.days) == 5 * found.draft.plan.weeks


def test_an_action_is_decided_begun_and_dropped_with_a_reason(state):
    app = look()
    app.text_area("act_what").set_value("Brief the team")
    app.selectbox("act_owner").set_value(LEAD)
    assert "It is decided." in click(app, "Decide it")
    [one] = actions.open_ones(state, MANAGER)
    app = look()
    app.text_input(f"why_dropped_{one.id}").set_value("No room")
    next(each for each in app.button if each.form_id == f"form_dropped_{one.id}").click().run()

    assert actions.find(state, MANAGER, one.id).reason == "No room"
    assert one.week == date(2026, 4, 27)


def test_what_was_logged_leaves_an_empty_field_and_what_was_refused_stays(state):
    app = look()
    app.text_area("log_what").set_value("Shorter greeting")
    click(app, "Log it")
    refused = app.text_area("log_what").value
    app.selectbox("log_owner").set_value(LEAD)
    click(app, "Log it")
    click(app, "Log it")

    assert (refused, app.text_area("log_what").value) == ("Shorter greeting", "")
    assert [one.draft.what for one in process_changes.logged(state, MANAGER)] == ["Shorter greeting"]


def test_every_day_can_be_typed_so_that_none_is_written_in_its_place(state):
    actions.decide(state, MANAGER, ON, Decision("Brief the team", LEAD, AIM, ON), AT)
    fields = look().date_input

    assert {(one.min, one.max) for one in fields} == {(date(1000, 1, 1), date(9998, 12, 31))}
    assert {one.label for one in fields} == {"From which day on", "Until when", "On which day"}


def test_managers_say_who_answers_for_what(state):
    app, lead = look(), look("lead", ["Billing"])
    assert html(app).count(">nobody<") == 7
    app.selectbox("who_name").set_value(LEAD)
    next(each for each in app.button if each.form_id == "say_who_form").click().run()

    assert owners.owner_of(state, "metric", "service_level") == LEAD
    assert "say_who_form" not in {each.form_id for each in lead.button}
