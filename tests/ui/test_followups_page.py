"""The part Follow-ups as each role sees it, when it is empty, and what a click writes down."""

from datetime import timedelta

import polars as pl
import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from settings import load
from store import publish, signed
from store.following_up import follow_up
from store.loop import followups
from store.opened import open_store
from store.read import Viewer
from store.schema import AGENTS, CUSTOMERS, NOTES, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent
from ui.promises import followed
from ui.scene import Scene

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SCRIPT = "pages/listening/promises.py"
NOW = NOON + 2 * DAY
WORDS = "<script>alert(1)</script> call me on 054-5550101"


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def spoke(name, customer, agent):
    row, _legs = call(name, customer, NOON, is_complaint=1)
    return row, [leg_of(row, 1, "Billing", 0, agent_id=f"bank:{agent}")]


def fill(store):
    """Two complaints, one with each of two teams."""
    calls = [spoke("1", "anna", "AVI"), spoke("2", "boris", "BEN")]
    records = [
        {
            "agent_id": f"bank:{name}",
            "valid_from": NOON - DAY,
            "name": name.title(),
            "team": team,
            "lead": lead,
        }
        for name, team, lead in (("AVI", "North", "Rina"), ("BEN", "South", "Omer"))
    ]
    named = [
        {"customer_id": f"bank:{one.lower()}", "valid_from": NOON - DAY, "name": f"{one} <b>Bold</b>"}
        for one in ("Anna", "Boris")
    ]
    note = {"note_id": "bank:n", "contact_id": "bank:1", "customer_id": "bank:anna", "author": "customer"}
    tables = {
        "agents": rows(AGENTS, *records),
        "customers": rows(CUSTOMERS, *named),
        "notes": rows(NOTES, {**note, "written_at": NOON, "text": WORDS, "language": "en"}),
    }
    refresh(store, "bank", Sent({**sent("bank", calls).tables, **tables}), now=NOW, is_first=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("followed")


def configured(folder, monkeypatch, more=""):
    """Point everything at a folder whose follow-ups open as some settings say; give its store."""
    (folder / "moked.toml").write_text(
        f'now = {NOW.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        f'[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n{more}'
    )
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    return open_store(load())


@pytest.fixture
def centre(folder, monkeypatch):
    store = configured(folder, monkeypatch)
    if not (folder / "loaded").exists():
        fill(store)
        follow_up(store, load(), NOW)
        (folder / "loaded").touch()
    yield store
    store.close()


def opened(script, role, teams, asked, account):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Dana", role, frozenset(teams), account)):
        st.navigation(navigation.menu(role))
        if not st.query_params:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / script))


def look(role="manager", teams=(), account=""):
    """Open the part as somebody."""
    asked = {"view": "followups"}
    app = AppTest.from_function(opened, default_timeout=90, args=(SCRIPT, role, teams, asked, account)).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown


def keys(app, start="works_"):
    return [button.key for button in app.button if button.key and button.key.startswith(start)]


def test_a_manager_sees_everybody_to_call(centre):
    app = look()

    shown = html(app)
    assert "2 customers to call again" in shown
    assert "A•••• ••••" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; call me on [phone]" in shown
    assert 'dir="auto"' in shown
    assert len(keys(app)) == 2


def test_a_lead_sees_whom_the_own_team_is_to_call(centre):
    app = look("lead", ["South"])

    shown = html(app)
    assert "1 customer to call again" in shown
    assert "B•••• ••••" in shown
    assert "A•••• ••••" not in shown


def test_an_executive_sees_figures_and_nobody(centre):
    app = look("executive")

    shown = html(app)
    assert "Called again in time" in shown
    assert [word for word in ("••••", "Anna", "Boris", "Rina", "Omer", "[phone]") if word in shown] == []
    assert keys(app) == []


@pytest.mark.parametrize(("role", "teams"), [("manager", 2), ("executive", 0)])
def test_an_executive_is_told_of_no_team_of_too_few_agents(centre, role, teams):
    scene = Scene(load(), centre, Viewer("Noa", role), publish.newest(centre.state), NOW)
    found = followed.followed(scene)

    assert followed.rates(scene, found, ["team"]).height == teams
    assert followed.rates(scene, found).height == 1


def test_a_click_writes_down_what_came_of_the_call(centre):
    app = look()
    number = keys(app)[0].removeprefix("works_")

    app.button(key=f"still_broken_{number}").click().run()

    row = followups(centre.state).filter(id=int(number)).row(0, named=True)
    assert (row["outcome"], row["done_by"], row["done_at"]) == ("still_broken", "Dana", NOW)
    shown = html(app)
    assert "Written down: Reached: still broken." in shown
    assert "1 customer to call again" in shown


def test_what_was_closed_is_taken_back_once(centre):
    app, other = look(), look()
    number = next(key.removeprefix("reopen_") for key in keys(app, "reopen_"))

    app.button(key=f"reopen_{number}").click().run()
    shown = html(app)
    other.button(key=f"reopen_{number}").click().run()

    assert "Taken back: Reached: still broken." in shown
    assert "2 customers to call again" in shown
    assert followups(centre.state)["done_at"].null_count() == 2
    assert "somebody has just taken that back" in html(other)


def test_what_is_given_to_a_colleague_is_not_their_namesakes(centre):
    signed.saw(centre.state, Viewer("Noa", "manager", account="noa@example.com"))
    app = look(account="dana@example.com")
    number = keys(app)[0].removeprefix("works_")
    chosen = app.selectbox(key=f"give_{number}")
    offered = chosen.options
    chosen.set_value("noa@example.com").run()

    assert offered[0] == "Noa (noa@example.com)"
    row = followups(centre.state).filter(id=int(number)).row(0, named=True)
    assert (row["owner"], row["owned_by"]) == ("Noa", "noa@example.com")
    assert "It is Noa’s now." in html(app)
    assert f"take_{number}" not in keys(look(account="noa@example.com"), "take_")
    assert f"take_{number}" in keys(look(account="noa.b@example.com"), "take_")


def test_what_cannot_be_written_into_the_log_is_not_given_on(centre):
    app = look()
    number = keys(app, "take_")[0].removeprefix("take_")
    before = followups(centre.state)["owned_by"].to_list()
    rename(centre, "audit", "audit_elsewhere")
    app.button(key=f"take_{number}").click().run()
    rename(centre, "audit_elsewhere", "audit")

    assert "Nothing was written, because the database failed" in html(app)
    assert followups(centre.state)["owned_by"].to_list() == before


def rename(centre, before, after):
    with centre.state.writing() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "Nobody to call again"),
        ("[followups]\nopened_by = []\n", "No follow-up opens"),
    ],
    ids=["nothing happened", "switched off"],
)
def test_an_empty_part_says_why(tmp_path, monkeypatch, more, said):
    store = configured(tmp_path, monkeypatch, more)
    refresh(store, "bank", sent("bank", [call("1")]), now=NOW, is_first=True)
    store.close()

    shown = html(look())

    assert "Nobody has to be called again so far." in shown
    assert said in shown
