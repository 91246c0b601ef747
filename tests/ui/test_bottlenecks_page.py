"""The page Bottlenecks as it is opened: what rings, what a click writes down, and what is empty."""

from shutil import rmtree
from zoneinfo import ZoneInfo

import pytest
import streamlit as st

from store import ringing, suppressed
from store.episodes import act, acts, of
from store.read import Viewer
from tests.factories import ZONE
from tests.ui.bottleneck_page import MINUTE, NOW, html, keys, look, notes, opened_centre, rings
from ui.bottlenecks.page import standing
from ui.live import alert as line
from ui.live.groups import Narrowed
from ui.scene import scene


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bottlenecks")


@pytest.fixture
def centre(folder, monkeypatch):
    with opened_centre(folder, monkeypatch) as store:
        yield store


def test_what_rings_is_said_with_its_cause_and_cost(centre):
    number = rings(centre)

    shown = html(look())

    assert "Billing <b>has needed help</b> since" in shown
    assert "3.6 of 6 planned people were there" in shown
    assert "customer-minutes lost so far" in shown
    assert f"take_{number}" in keys(look())


def test_one_click_says_who_is_on_it_and_another_takes_that_back(centre):
    number = rings(centre)
    app = look()

    app.button(key=f"take_{number}").click().run()
    taken = html(app)
    app.button(key=f"undo_{number}").click().run()

    assert "You are on it." in taken
    assert "Dana is on it" in taken
    assert of(centre.state, number).state == "raised"
    assert [one.act for one in acts(centre.state, [number])] == ["taken", "undone"]


def test_who_comes_second_is_told_who_was_first(centre):
    number = rings(centre)
    app = look()
    act(centre.state, number, "taken", "Eli", NOW)

    app.button(key=f"take_{number}").click().run()

    assert "Eli is on it already." in html(app)
    assert of(centre.state, number).taken_by == "Eli"


def test_who_calls_it_done_second_is_told_when_by_the_sites_clock_and_loses_no_word(centre):
    number = rings(centre)
    app = look()
    act(centre.state, number, "resolved", "Eli", NOW, words="two came back")

    app.text_input(key=f"done_words_{number}").set_value("I called two back")
    app.button(key=f"done_it_{number}").click().run()

    local = NOW.astimezone(ZoneInfo(ZONE))
    said = f"Eli called it done at {local:%H:%M}, before you. Your words are kept as a comment."
    assert said in html(app)
    assert [(one.act, one.who, one.words) for one in acts(centre.state, [number])][1:] == [
        ("commented", "Dana", "I called two back")
    ]


def test_nobody_takes_back_what_they_have_not_seen(centre):
    number = rings(centre)
    act(centre.state, number, "taken", "Dana", NOW)
    app = look()
    act(centre.state, number, "resolved", "Eli", NOW)

    app.button(key=f"undo_{number}").click().run()

    assert ", before you." in html(app)
    assert of(centre.state, number).state == "resolved"


def test_a_snooze_elsewhere_changes_how_alerts_stand(centre):
    rings(centre)
    now = scene(Viewer("Dana", "manager"))
    before = standing(now, NOW)
    suppressed.suppress(centre.state, "Billing", NOW, NOW + 60 * MINUTE, "Eli", NOW)

    assert standing(now, NOW) != before
    assert standing(now, NOW + 60 * MINUTE) == before


def test_it_is_called_done_in_words_and_judged(centre):
    ringing.write(centre.state, ringing.Tick(NOW, [], ringing.Memory({}, {}), [], None))
    number = rings(centre)
    app = look()

    app.button(key=f"useful_{number}").click().run()
    app.text_input(key=f"done_words_{number}").set_value("two came back").run()
    app.button(key=f"done_it_{number}").click().run()

    assert [(one.act, one.words) for one in acts(centre.state, [number])] == [
        ("useful", None),
        ("resolved", "two came back"),
    ]
    assert "No bottleneck now" not in html(app)
    assert "Billing: Dana called it done at" in html(app)
    assert "1 called done that is not over yet" in html(app)

    app.button(key=f"undo_{number}").click().run()

    assert of(centre.state, number).state == "raised"


def test_alerts_are_told_where_the_history_cannot_be_read(centre, folder):
    rings(centre)
    history = folder / "data" / "history"
    st.cache_data.clear()  # as a process that has not read it yet
    history.rename(history.with_name("away"))
    history.mkdir()
    try:
        app = look()
    finally:
        rmtree(history)
        history.with_name("away").rename(history)
    shown = " ".join(element.proto.body for element in app.get("html")).replace("\u00a0", " ")

    assert "Billing <b>has needed help</b> since" in shown
    assert "3.6 of 6 planned people were there" in shown
    assert "The history could not be read" in shown
    assert "could not be drawn to its end" not in shown


def test_what_has_no_card_is_not_said_to_be_snoozed(centre):
    for n in range(10):
        rings(centre, queue=f"q{n}", minutes_lost=90.0 - n)
    suppressed.suppress(centre.state, "q9", NOW, NOW + 60 * MINUTE, "Eli", NOW)

    shown = html(look())

    assert "1 more needs help" in shown
    assert "1 that nobody is told of now" in shown
    assert shown.index("q8, since") < shown.index("that nobody is told of now") < shown.index("q9, since")


def test_what_is_snoozed_is_kept_apart_and_may_be_heard_again(centre):
    number = rings(centre)
    app = look()

    app.button(key=f"snooze_it_{number}").click().run()
    shown = html(app)
    [held] = suppressed.suppressions(centre.state, NOW)
    app.button(key=f"lift_{held.id}").click().run()

    assert (held.queue, held.by, held.until) == ("Billing", "Dana", NOW + 60 * MINUTE)
    assert "1 that nobody is told of now" in shown
    assert "has needed help" in html(app)


def test_what_is_missing_is_said_as_an_error_beside_its_alert(centre):
    first, second = rings(centre, minutes_lost=90.0), rings(centre, queue="Sales", minutes_lost=3.0)
    app = look()

    app.button(key=f"comment_it_{second}").click().run()
    shown = html(app)
    [(is_wrong, _said)] = [one for one in notes(app) if "Write something first." in one[1]]

    assert is_wrong
    assert shown.index("Billing, since") < shown.index("Sales, since") < shown.index("Write something first.")

    app.button(key=f"give_it_{first}").click().run()
    shown = html(app)

    assert "Write something first." not in shown
    assert shown.index("Billing, since") < shown.index("Say who is to look after it.")
    assert shown.index("Say who is to look after it.") < shown.index("Sales, since")


def test_an_alert_on_its_own_lists_the_waits_it_cost(centre):
    number = rings(centre, minutes_lost=2.0)

    shown = html(look(episode=str(number)))

    assert "3 waits were too long: 2 customer-minutes lost" in shown
    assert shown.count("contacts?contact=bank") == 3


def test_a_lead_sees_what_all_of_it_cost_and_the_waits_of_their_own_teams_only(centre):
    number = rings(centre, minutes_lost=2.0)

    shown = html(look("lead", episode=str(number)))

    assert "People waiting" in shown
    assert "None of your own teams’ contacts did." in shown
    assert "contacts?contact=bank" not in shown


def test_history_says_what_it_cost(centre):
    number = rings(centre, cleared_at=NOW, how="recovered", state="expired")

    shown = html(look(view="history"))

    assert "Planned people are missing: 100 % of what was lost" in shown
    assert f"episode={number}" in shown


def test_when_queues_were_looked_at_is_said_and_that_it_is_long_ago(centre):
    ringing.write(centre.state, ringing.Tick(NOW - MINUTE, [], ringing.Memory({}, {}), [], None))
    fresh = html(look())
    ringing.write(centre.state, ringing.Tick(NOW - 9 * MINUTE, [], ringing.Memory({}, {}), [], None))
    old = html(look())

    assert "How each queue stands" in fresh
    assert "No queue has opened since Moked began to look" in fresh
    assert ("mk-dot late" in fresh, "mk-dot late" in old) == (False, True)
    assert "How each queue stands" not in old
    assert "how queues are now is not known" in old
    assert "No bottleneck now" not in old


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "The first look comes by itself"),
        ({"view": "history"}, "Nothing has rung in the last eight weeks"),
        ({"view": "rules"}, "The thresholds are those that were found by simulation."),
        ({"view": "drift"}, "Too few weeks yet"),
        ({"episode": "77"}, "There is no alert 77."),
        ({"view": "yesterday"}, "Unknown view"),
    ],
    ids=["nothing rings", "no history", "no calibration", "no weeks", "no such alert", "no such part"],
)
def test_what_is_empty_says_why(centre, asked, expected):
    assert expected in html(look(**asked))


def test_names_that_people_write_are_escaped(centre):
    number = rings(centre, queue="<b>Billing</b>")
    act(centre.state, number, "commented", "Dana", NOW, words="<script>alert(1)</script>")

    shown = html(look())

    assert "<script>alert(1)" not in shown
    assert "&lt;b&gt;Billing&lt;/b&gt;, since" in shown


def test_an_executive_is_told_that_it_is_for_others(centre):
    rings(centre)

    assert "This page is for managers" in html(look("executive"))


def heard(queues=("Billing",), **narrowed):
    found = line.ringing(scene(Viewer("Dana", "manager")), Narrowed(**narrowed), queues, NOW)
    return (found.worst.queue, found.more) if found else None


def test_live_tells_of_the_worst_and_how_many_more(centre):
    assert heard() is None
    rings(centre, minutes_lost=3.0)
    rings(centre, queue="Sales", minutes_lost=30.0)
    rings(centre, queue="bank", kind="silent", minutes_lost=0.0)

    assert heard() == ("Sales", 2)
    assert heard(("Billing",), channel="voice") == ("Billing", 1)

    suppressed.suppress(centre.state, "Sales", NOW, NOW + MINUTE, "Dana", NOW)

    assert heard() == ("Billing", 1)
