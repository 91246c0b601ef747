"""The pages of an admin: who may sign in, and who saw and did what."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from settings import load
from store.asked import Viewer
from store.audit import About, Sought, entries, note
from store.opened import open_store
from store.people import admit, people
from store.state import StateError
from ui import served
from ui.download import later

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DANA = Viewer("Dana", "manager", account="dana@example.com")
SETTINGS = """
[site]
timezone = "Asia/Jerusalem"
[access]
sign_in = "proxy"
admins = ["it@example.com"]
[access.proxy]
addresses = ["10.0.0.5"]
account_header = "X-Auth-Email"
"""


@pytest.fixture
def state(tmp_path, monkeypatch):
    (tmp_path / "moked.toml").write_text(SETTINGS)
    monkeypatch.setenv("MOKED_CONFIG", str(tmp_path / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    store = open_store(load())
    yield store.state
    store.close()


def opened(script, role, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Ivy", role, account="it@example.com")):
        st.navigation(navigation.menu(role))
        if not st.query_params and asked:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / script))


def look(page, role="admin", **asked):
    script = f"pages/admin/{page}.py"
    app = AppTest.from_function(opened, default_timeout=90, args=(script, role, asked)).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = anything(app)
    assert "could not be" not in shown
    return shown


def anything(app):
    """What is shown, failures too."""
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("role", ["manager", "lead", "executive"])
@pytest.mark.parametrize("page", ["people", "audit"])
def test_only_an_admin_sees_them(state, page, role):
    admit(state, "eli@example.com", "lead", ["Cards"], "it@example.com", NOON)
    shown = html(look(page, role))

    assert "This page is for admins" in shown
    assert "eli@example.com" not in shown


def test_an_admin_lets_somebody_in_and_it_is_written_down(state):
    app = look("people")
    assert "Nobody but the admins of moked.toml may sign in." in html(app)
    app.text_input[0].set_value("Eli@example.com")
    app.radio[0].set_value("lead")
    app.multiselect[0].set_value(["Cards"])
    shown = html(app.button[0].click().run())

    assert "eli@example.com may sign in." in shown
    assert "1 person may sign in." in shown
    assert [(one.account, one.role, one.teams, one.by) for one in people(state)] == [
        ("eli@example.com", "lead", {"Cards"}, "it@example.com")
    ]
    [entry] = entries(state, Sought())
    assert (entry.account, entry.act, entry.about) == (
        *("it@example.com", "admitted"),
        About("account", "eli@example.com"),
    )


def test_what_cannot_be_is_said_and_changes_nothing(state):
    app = look("people")
    app.text_input[0].set_value("eli@example.com")
    app.radio[0].set_value("lead")

    assert "A lead needs at least one team" in html(app.button[0].click().run())
    assert people(state) == []
    assert entries(state, Sought()) == []


@pytest.mark.parametrize("button", [0, 1], ids=["let in", "take out"])
def test_what_cannot_be_written_down_is_not_done_and_said(state, button):
    admit(state, "eli@example.com", "lead", ["Cards"], "it@example.com", NOON)
    app = look("people")
    app.text_input[0].set_value("gil@example.com")
    app.selectbox[0].set_value("eli@example.com")
    with state.writing() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO audit_elsewhere"))

    assert "Nothing was written, because the database failed" in html(app.button[button].click().run())
    assert [one.account for one in people(state)] == ["eli@example.com"]


def test_an_admin_lets_somebody_in_no_more(state):
    admit(state, "eli@example.com", "lead", ["Cards"], "it@example.com", NOON)
    app = look("people")
    app.selectbox[0].set_value("eli@example.com")
    shown = html(app.button[1].click().run())

    assert "eli@example.com may sign in no more." in shown
    assert people(state) == []
    assert [entry.act for entry in entries(state, Sought())] == ["dismissed"]


TOLD = """role_header = "X-Auth-Roles"
[access.roles]
manager = ["cc-managers", "cc-owners"]
"""


@pytest.mark.parametrize(("more", "has_form"), [("", True), ('teams_header = "X-Auth-Teams"\n', False)])
def test_where_the_sign_in_says_roles_it_is_told_which_word_gives_which(state, tmp_path, more, has_form):
    (tmp_path / "moked.toml").write_text(SETTINGS.replace('admins = ["it@example.com"]\n', "") + more + TOLD)
    app = look("people")
    shown = html(app)

    assert "Your sign-in says who may look, and as what." in shown
    assert "cc-managers, cc-owners" in shown
    assert "Let in the first one" not in shown or has_form
    assert bool(app.text_input) is has_form
    assert ("This list says which teams a lead has" in shown) is has_form


def test_the_log_shows_what_is_sought_by_the_sites_clock(state):
    note(state, DANA, "saw", NOON, About("customer", "c<b>17"))
    note(state, DANA, "exported", NOON + timedelta(days=1), About("page", "at_risk"), "50 rows, csv")

    assert "2 entries fit." in html(look("audit"))
    shown = html(look("audit", about="c<b>17"))
    assert "Wed 4 Mar 2026, 14:00" in shown
    assert "customer c&lt;b&gt;17" in shown
    assert "at_risk" not in shown
    assert "page at_risk" in html(look("audit", since="2026-03-05"))
    assert "at_risk" not in html(look("audit", until="2026-03-04"))
    assert "2 entries fit." in html(look("audit", since="never", act="ate", by=" Dana@example.com "))


def test_the_log_finds_a_customer_by_the_id_that_pages_show(state):
    note(state, DANA, "saw", NOON, About("customer", "demo:t17"))

    assert "1 entry fits." in html(look("audit", about="t17 in demo"))
    assert "1 entry fits." in html(look("audit", about=" t17"))


def test_a_log_with_nothing_that_fits_says_so(state):
    assert "Nothing that fits was written down." in html(look("audit", by="nobody@example.com"))


def saved():
    import polars as pl  # noqa: PLC0415 (AppTest runs the body on its own)

    from store.read import Viewer  # noqa: PLC0415
    from ui import audited, download, session  # noqa: PLC0415

    with session.entered(Viewer("Dana", "manager", account="dana@example.com")):
        table = pl.DataFrame({"customer": ["c1", "c2"]})
        download.button(lambda: table, "at_risk")
        download.later(lambda: table, "xlsx", audited.exporting("at_risk", "xlsx"))()


def test_a_file_is_written_down_when_it_is_made_and_not_when_it_is_offered(state):
    app = AppTest.from_function(saved, default_timeout=90).run()

    assert not app.exception
    [entry] = entries(state, Sought())
    assert (entry.account, entry.act) == ("dana@example.com", "exported")
    assert (entry.about, entry.detail) == (About("page", "at_risk"), "2 rows, xlsx")


def test_a_file_that_cannot_be_written_down_is_not_made():
    def refused(_rows):
        raise StateError("the database is away")

    with pytest.raises(StateError, match="the database is away"):
        later(lambda: pl.DataFrame({"customer": ["c1"]}), "csv", refused)()


def test_a_file_is_not_made_for_who_is_not_any_more_who_they_were(state, monkeypatch):
    monkeypatch.setattr(served, "way", lambda: "proxy")  # whose headers now say nothing of Dana
    app = AppTest.from_function(saved, default_timeout=90).run()

    assert len(app.exception) == 1
    assert entries(state, Sought()) == []
