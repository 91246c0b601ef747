"""The page *Mailing*: schedules, recipients, and what became of mails."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from emails.message import Message
from emails.weekly import Kind
from settings import load
from store import audit, mail_weeks, recipients, review, schedules, status
from store.asked import Viewer
from store.mail_weeks import Archived, Run, Sums
from store.models import Publication
from store.opened import open_store
from store.recipients import Recipient
from store.weekdays import Week
from tests.ui.test_access_pages import anything, html, opened

ADMIN = Viewer("Ivy", "admin", account="ivy@example.com")
NOON = datetime.now(UTC) - timedelta(days=7)
SETTINGS = """
[site]
timezone = "Asia/Jerusalem"
[mail]
host = "localhost"
from = "moked@example.com"
"""


@pytest.fixture
def state(tmp_path, monkeypatch):
    (tmp_path / "moked.toml").write_text(SETTINGS)
    monkeypatch.setenv("MOKED_CONFIG", str(tmp_path / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    store = open_store(load())
    yield store.state
    store.close()


def one_figure(_store, _settings, _week, _now):
    return Sums(1, {})


def a_mail(_writing):
    return Message("Snapshot", "All is well.", "<p>", "snapshot")


def look(role="admin"):
    script = "pages/reports/mailing.py"
    app = AppTest.from_function(opened, default_timeout=90, args=(script, role, {})).run()
    assert not app.exception, app.exception
    return app


def button(app, label):
    return next(one for one in app.button if one.label == label)


@pytest.mark.parametrize("role", ["lead", "executive"])
def test_only_managers_and_admins_see_it(state, role):
    assert "Executive snapshot" not in html(look(role))


def test_when_it_goes_out_is_said_in_words_and_changed_by_a_person(state):
    app = look()
    assert "Next on Mon" in html(app)
    assert "at 07:00 (Asia/Jerusalem), or up to 12 hours later" in html(app)
    app.selectbox[0].set_value("thursday")
    app.time_input[0].set_value(time(16, 30))
    shown = html(button(app, "Save").click().run())

    assert "Saved: Thursday, 16:30 (Asia/Jerusalem)." in shown
    assert "Next on Thu" in shown
    [snapshot, _other] = schedules.schedules(state)
    assert (snapshot.weekday, snapshot.at, snapshot.by) == ("thursday", time(16, 30), "it@example.com")
    assert [one.detail for one in audit.entries(state, audit.Sought(act="changed"))] == [
        "Thursday, 16:30 (Asia/Jerusalem)"
    ]


def test_somebody_is_added_and_taken_off(state):
    app = look()
    app.text_input[0].set_value("boss@example.com")
    added = html(button(app, "Add").click().run())
    app = look()
    next(one for one in app.selectbox if one.label == "Take off the list").set_value("boss@example.com")
    ended = html(button(app, "Take off").click().run())

    assert "boss@example.com gets it from the next one on." in added
    assert "taken off by it@example.com" in ended
    assert recipients.wanted(state, "snapshot") == []


def test_files_are_offered_only_for_a_mail_that_brings_them(state):
    assert [one.form_id for one in look().multiselect if one.label == "Files to attach"] == ["add_snapshot"]


def test_an_address_of_a_team_gets_its_recognition_alone(state, monkeypatch):
    monkeypatch.setattr(review, "teams", lambda *_asked: ("Chat", "Letters"))
    app = look()
    [teams] = [one for one in app.multiselect if one.label == "Of which teams"]
    [address] = [one for one in app.text_input if one.form_id == "add_recognition"]
    address.set_value("chat@example.com")
    teams.set_value(["Chat"])
    [add] = [one for one in app.button if one.label == "Add" and one.form_id == "add_recognition"]
    added = html(add.click().run())
    [told] = recipients.wanted(state, "recognition")

    assert "chat@example.com gets it from the next one on." in added
    assert teams.form_id == "add_recognition"
    assert (told.address, told.teams) == ("chat@example.com", frozenset({"Chat"}))


def test_an_address_is_added_though_no_team_can_be_read(state, monkeypatch):
    def broken(*_asked):
        raise OSError("broken")

    monkeypatch.setattr(review, "teams", broken)
    app = look()
    [address] = [one for one in app.text_input if one.form_id == "add_recognition"]
    address.set_value("chat@example.com")
    [add] = [one for one in app.button if one.label == "Add" and one.form_id == "add_recognition"]
    added = anything(add.click().run())

    assert "chat@example.com gets it from the next one on." in added
    assert [one.address for one in recipients.wanted(state, "recognition")] == ["chat@example.com"]


def test_a_wrong_address_is_said_and_changes_nothing(state):
    app = look()
    app.text_input[0].set_value("boss")

    assert "is no address of mail." in html(button(app, "Add").click().run())
    assert recipients.recipients(state, "snapshot") == []


@pytest.mark.parametrize(
    ("label", "said"), [("Add", "Type an address first."), ("Take off", "Choose an address first.")]
)
def test_a_click_on_an_empty_form_says_what_is_lacking(state, label, said):
    recipients.add(state, ADMIN, Recipient("snapshot", "boss@example.com"), NOON)

    assert said in html(button(look(), label).click().run())
    assert [one.address for one in recipients.wanted(state, "snapshot")] == ["boss@example.com"]


def test_what_somebody_else_set_meanwhile_is_not_saved_over(state):
    app = look()
    [snapshot, _other] = schedules.schedules(state)
    schedules.change(state, ADMIN, replace(snapshot, weekday="friday"), NOON)
    app.selectbox[0].set_value("thursday")
    shown = html(button(app, "Save").click().run())

    assert "Nothing was saved: ivy@example.com set it to Friday, 07:00 (Asia/Jerusalem) meanwhile." in shown
    assert schedules.schedules(state)[0].weekday == "friday"
    app.selectbox[0].set_value("thursday")
    assert "Saved: Thursday" in html(button(app, "Save").click().run())


def test_what_went_out_and_what_did_not_is_told_with_the_reason(state):
    with state.writing() as connection:
        connection.execute(insert(Publication).values(id=1, at=NOON, kind="refresh"))
    weeks = [Week(date(2026, 11, day)) for day in (1, 8)]
    gone = Run("snapshot", weeks[0], NOON, NOON, "missed", problem="Moked did not run.")
    mail_weeks.begin(state, gone)
    sent = mail_weeks.begin(state, Run("snapshot", weeks[1], NOON, NOON, "waiting"))
    sums = Sums(1, {}, missing=("Surveys came up to Friday.",))
    told = Archived(0, "snapshot", weeks[1], NOON, "Moked", "schedule", sums)
    mail_weeks.send(state, sent, told, ["boss@example.com"], NOON + timedelta(days=6))

    shown = html(look())

    assert "1–7 Nov 2026" in shown
    assert "Moked did not run." in shown
    assert "0 of 1 sent" in shown
    assert "The rest is on its way." in shown
    assert "It says: Surveys came up to Friday." in shown
    assert "1 mail of the last 4 weeks did not come." in shown


def test_nothing_can_be_sent_before_there_are_data(state):
    app = look()

    assert "Nothing to tell yet" in html(app)
    assert [one.label for one in app.button if "now" in one.label] == []
    assert status.unfinished(state) == []


def test_a_mail_that_cannot_be_written_is_said_under_its_name(state, monkeypatch):
    def broken(*_asked):
        raise OSError("broken")

    monkeypatch.setattr("emails.summed.weekly.KINDS", {"snapshot": Kind("executive", "S", broken, a_mail)})
    shown = anything(look())

    assert "What would go out now: Executive snapshot" in shown
    assert "This figure could not be computed" in shown


def test_a_person_asks_to_send_it_now_and_it_is_written_down(state, monkeypatch):
    monkeypatch.setattr(
        "emails.summed.weekly.KINDS", {"snapshot": Kind("executive", "S", one_figure, a_mail)}
    )
    app = look()
    alone = html(button(app, "Send now to everybody").click().run())
    assert "Nobody gets it yet: add an address above" in alone
    assert status.unfinished(state) == []
    recipients.add(state, ADMIN, Recipient("snapshot", "boss@example.com"), NOON)
    shown = html(button(app, "Send now to everybody").click().run())

    assert "Asked for." in shown
    assert [(one.kind, one.argument) for one in status.unfinished(state)] == [("mail", "snapshot")]
    [entry] = audit.entries(state, audit.Sought(act="changed", account="it@example.com"))
    assert entry.detail == "asked to send now"
