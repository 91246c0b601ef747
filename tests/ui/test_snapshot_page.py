"""The page Snapshot: a week as it stands, a mail as it was told, and whether it still counts the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from emails import snapshot_kind
from settings import load
from store import audit, mail_weeks
from store.ingest import begin
from store.mail_weeks import Archived, Sums
from store.opened import open_store
from store.weekdays import Week
from tests.factories import NOON, ZONE
from tests.store.test_week_numbers import SUNDAY, calls
from tests.store.tracing import refresh, sent
from tests.ui.test_access_pages import anything, html, opened
from ui import data

WEEK = Week(SUNDAY)
AS_COUNTED, OTHERWISE, RECOGNITION = "1", "2", "3"


def told_twice(folder):
    """Two weeks of a hundred calls each, of the second 80 in time; it was told twice, once with 79 %."""
    config = folder / "moked.toml"
    config.write_text(
        f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\nweek_start = "sunday"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
    )
    settings = load(config, folder / "data")
    store = open_store(settings)
    begin(store, NOON)
    before, week = SUNDAY - timedelta(6), SUNDAY + timedelta(1)
    refresh(store, "bank", sent("bank", [*calls(week, 100, 20), *calls(before, 100, 40)]), now=NOON)
    sums = snapshot_kind.sums(store, settings, WEEK, NOON)
    told = Archived(0, "snapshot", WEEK, NOON, "Moked", "schedule", sums)
    [level, *rest] = sums.more["snapshot"]["headlines"]
    other = {**sums.more["snapshot"], "headlines": [{**level, "value": 0.79}, *rest]}
    version = {**sums.figures["service_level"], "version": 0.0}
    older = replace(sums, figures={**sums.figures, "service_level": version}, more={"snapshot": other})
    with store.state.writing() as connection:
        mail_weeks.archive(connection, told)
        mail_weeks.archive(connection, replace(told, sums=older, how="hand", by="dana@example.com", taken=2))
        mail_weeks.archive(connection, replace(told, kind="recognition", sums=Sums(1, {})))
    store.close()
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return told_twice(tmp_path_factory.mktemp("snapshot"))


@pytest.fixture
def look(folder, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))

    def look(role="executive", **asked):
        args = ("pages/reports/snapshot.py", role, asked)
        app = AppTest.from_function(opened, default_timeout=90, args=args).run()
        assert not app.exception, app.exception
        return app

    return look


@pytest.fixture
def state(folder):
    store = open_store(load(folder / "moked.toml", folder / "data"))
    yield store.state
    store.close()


def text(app):
    return html(app).replace("\u00a0", " ")


def recomputed(app):
    return text(next(one for one in app.button if one.label == "Recompute").click().run())


def test_an_executive_sees_the_newest_week_whole_and_every_mail_of_theirs(look):
    shown = text(look())

    assert "22–28 Feb 2026" in shown
    assert "80.0" in shown
    assert "Data go to Sat 28 Feb, 24:00: 100 contacts." in shown
    assert "by hand: dana@example.com" in shown
    assert "2 of 2" in shown
    assert "Recognition" not in shown


def test_a_mail_is_shown_as_it_was_told_and_says_so(look):
    shown = text(look(mail=OTHERWISE))

    assert "As it was told on Wed 4 Mar 2026, 14:00, from publication" in shown
    assert "79.0<u>%</u>" in shown
    assert "80.0<u>%</u>" not in shown


@pytest.mark.parametrize(
    ("role", "number", "said"),
    [
        ("executive", "99", "There is no mail with the number &#x27;99&#x27; in the archive."),
        ("executive", "x", "There is no mail with the number &#x27;x&#x27; in the archive."),
        ("executive", RECOGNITION, "This mail is for others. You see here: Executive snapshot."),
    ],
    ids=["unknown", "no number", "of others"],
)
def test_what_is_not_shown_is_said(look, role, number, said):
    shown = text(look(role, mail=number))

    assert said in shown
    assert "80.0" not in shown


def test_what_counts_the_same_is_equal_to_the_last_digit(look):
    assert "Equal to the last digit." in recomputed(look(mail=AS_COUNTED))


def test_what_counts_otherwise_is_named_with_the_reason(look):
    shown = recomputed(look(mail=OTHERWISE))

    assert "1 of " in shown
    assert "The definition of “In time” changed since: version 0 then, 1 now." in shown
    assert "Equal" not in shown


def test_looking_changes_nothing(look, state):
    before = (len(mail_weeks.every(state)), len(audit.entries(state, audit.Sought())))
    look(mail=AS_COUNTED)
    look("manager", mail=RECOGNITION)

    assert (len(mail_weeks.every(state)), len(audit.entries(state, audit.Sought()))) == before


def test_a_lead_is_led_away(look):
    shown = text(look("lead", mail=AS_COUNTED))

    assert "80.0" not in shown
    assert "This page is for managers" in shown


def test_where_the_history_cannot_be_read_the_head_says_so_and_a_mail_is_still_shown(look, monkeypatch):
    def broken(*_asked, **_more):
        raise OSError("broken")

    st.cache_data.clear()
    monkeypatch.setattr(data, "span", broken)
    monkeypatch.setattr(snapshot_kind, "without_risk", broken)

    assert "The figures of this page could not be read." in anything(look())
    assert "79.0<u>%</u>" in text(look(mail=OTHERWISE))
