"""The page At risk as each role sees it, and what is done there: called, given, noted, taken back."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.work_list import is_held_out
from settings import load
from store import loop, publish, risk_acts, weekly, work_list
from store.audit import About, Sought, entries, trim
from store.opened import open_store
from store.read import Viewer
from store.schema import AGENTS, CUSTOMERS, NOTES, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent
from ui import download
from ui.good_reasons import export as good_reasons
from ui.good_reasons import read as good
from ui.risk import export, read
from ui.scene import Scene

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SCRIPT = "pages/customers/at_risk.py"
NOW, MONDAY = NOON + 6 * DAY, date(2026, 3, 9)
CALLED = "risk_called_1"
FILES = ["CSV", "Excel"]


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two customers who said that they want to leave, each to an agent of another team, and a birthday."""
    place = tmp_path_factory.mktemp("at_risk")
    (place / "moked.toml").write_text(
        f'now = {NOW.isoformat()}\n[site]\ntimezone = "{ZONE}"\n[money]\ncurrency = "EUR"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
    )
    return place


@pytest.fixture
def centre(folder, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    store = open_store(load())
    if not (folder / "loaded").exists():
        fill(store)
        (folder / "loaded").touch()
    yield store
    store.close()


def handled(name, by, at):
    row, _leg = call(name, name, at, is_complaint=0, is_resolved=1)
    return row, [leg_of(row, 1, "Billing", 0, agent_id=f"bank:{by}")]


def fill(store):
    who = {"anna": "DORIT", "boris": "ELI"}
    at = NOON - 3 * DAY
    calls = [handled(name, by, at) for name, by in {**who, "clara": "DORIT"}.items()]
    notes = [
        {"note_id": f"bank:{name}", "contact_id": f"bank:{name}", "author": "agent", "written_at": at}
        | {"customer_id": f"bank:{name}", "text": "wants to cancel", "language": "en"}
        for name in who
    ]
    records = [
        {"customer_id": f"bank:{name}", "valid_from": at - 99 * DAY, "name": shown, "annual_value": value}
        for name, shown, value in (
            ("anna", "=Anna <b>Bold</b>", 900.0),
            ("boris", "Boris", None),
            ("calm", "Calm", 7.0),
        )
    ]
    clara = {"customer_id": "bank:clara", "valid_from": at - 99 * DAY, "name": "Clara"}
    records.append({**clara, "born_on": "1980-03-12", "joined_on": "2020-03-13"})
    teams = [
        {
            "agent_id": f"bank:{by}",
            "valid_from": at - 99 * DAY,
            "name": by.title(),
            "team": team,
            "lead": lead,
        }
        for by, team, lead in (("DORIT", "North", "Noa"), ("ELI", "South", "Sam"))
    ]
    tables = {
        "notes": rows(NOTES, *notes),
        "customers": rows(CUSTOMERS, *records),
        "agents": rows(AGENTS, *teams),
    }
    refresh(store, "bank", Sent({**sent("bank", calls).tables, **tables}), now=NOON, is_first=True)


def opened(script, role, teams, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Dana", role, frozenset(teams))):
        st.navigation(navigation.menu(role))
        if not st.query_params and asked:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / script))


def look(role="manager", teams=(), script=SCRIPT, **asked):
    """Open the page as somebody."""
    app = AppTest.from_function(opened, default_timeout=90, args=(script, role, teams, asked)).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown


def scene_of(store):
    return Scene(load(), store, Viewer("Dana", "manager"), publish.newest(store.state), NOW)


@pytest.fixture
def listed(centre):
    """The list of this week, made; whoever runs first makes it."""
    if MONDAY not in work_list.mondays(centre.state):
        weekly.keep(centre, load(), MONDAY, NOW)
    return centre


def test_before_the_list_is_made_a_manager_can_make_it(centre):
    app = look()

    assert "This week’s list is not made yet" in html(app)
    made = app.button(key="risk_make").click().run()
    assert "2 customers to call this week; 2 of them asked to cancel or named a competitor." in html(made)
    assert work_list.mondays(centre.state) == [MONDAY]


def test_each_customer_has_reasons_that_lead_to_the_contact_and_a_value(listed):
    shown = html(look())

    assert ">•••• ••••<" in shown
    assert "Bold" not in shown
    assert 'href="contacts?contact=bank%3Aanna"' in shown
    assert "€900" in shown
    assert "value not known" in shown
    assert "judged so far: 0 and 0 held out" in shown


def test_what_is_done_is_written_down_and_can_be_taken_back(listed):
    app = look()

    done = app.button(key=CALLED).click().run()
    assert "Written down: Called." in html(done)
    assert "Called by Dana, Tue 10 Mar" in html(done)
    assert done.button(key="risk_undo_1").label == "Undo: Called"
    page = html(look(script="pages/customers/customer.py", id="bank:anna"))
    assert "Last done: Called by Dana, Tue 10 Mar." in page
    back = done.button(key="risk_undo_1").click().run()
    assert "Taken back." in html(back)
    assert "Called by Dana" not in html(back)
    assert "Last done" not in html(look(script="pages/customers/customer.py", id="bank:anna"))
    assert risk_acts.acts(listed.state)["act"].to_list() == ["called", "undone"]


def test_a_lead_sees_the_customers_of_the_own_team(listed):
    shown = html(look("lead", ["South"]))

    assert "B••••" in shown
    assert ">•••• ••••<" not in shown
    assert "anna" not in shown
    assert "1 other customer of the list belongs to other teams." in shown


def test_a_lead_saves_the_customers_of_the_own_team_alone(listed):
    look()
    lead = Viewer("Sam", "lead", frozenset({"South"}))
    scene = replace(scene_of(listed), viewer=lead)
    found = read.looked(scene, MONDAY)

    assert export.table(found, found.rows, scene)["customer_id"].to_list() == ["bank:boris"]


def test_a_lead_finds_no_points_of_another_teams_customer(listed):
    asked = {"script": "pages/customers/customer.py", "id": "bank:anna"}

    other, own = (html(look("lead", teams, **asked)) for teams in (["South"], ["North"]))
    assert "This customer is not in the data." in other
    assert "points as of" not in other
    assert "points as of" in own


def test_an_executive_sees_figures_and_nobody(listed):
    app = look("executive")

    shown = html(app)
    assert "2 customers to call this week" in shown
    assert "Anna" not in shown
    assert "bank:" not in shown
    assert [one.key for one in app.button if (one.key or "").startswith("risk_")] == []


def test_the_file_for_a_crm_runs_nothing(listed):
    look()
    scene = scene_of(listed)
    found = read.looked(scene, MONDAY)

    saved = download.later(partial(export.table, found, found.rows, scene))()
    told = pl.read_csv(io.BytesIO(saved))
    assert told["name"].to_list() == ["•••• ••••", "B••••"]
    assert told["reason_1"].to_list() == ["Asked to cancel or named a competitor · Sun 1 Mar"] * 2
    assert told["value_a_year"].to_list() == [900.0, None]


def test_the_workbook_for_a_crm_holds_what_the_page_shows(listed):
    look()
    found = read.looked(scene_of(listed), MONDAY)

    saved = download.later(partial(export.table, found, found.rows, scene_of(listed)), "xlsx")()
    told = pl.read_excel(io.BytesIO(saved), engine="calamine")
    assert told["name"].to_list() == ["•••• ••••", "B••••"]
    assert told["customer_id"].to_list() == ["bank:anna", "bank:boris"]
    assert told["points"].to_list() == found.rows["points"].to_list()
    assert told["value_a_year"].to_list() == [900.0, None]
    assert told["reason_1"].to_list() == ["Asked to cancel or named a competitor · Sun 1 Mar"] * 2
    assert told.select("week", "state").unique().rows() == [("2026-03-09", "To call")]
    assert {"owner", "next_date", "called_before", "note"} <= set(told.columns)


def good_list(store):
    look()
    return good.looked(scene_of(store), MONDAY)


def test_the_workbook_of_good_reasons_holds_what_the_page_shows_and_runs_nothing(listed):
    found = good_list(listed)
    found = replace(found, rows=found.rows.with_columns(name=pl.lit("=Clara")))

    saved = download.later(partial(good_reasons.table, found, scene_of(listed)), "xlsx")()
    told = pl.read_excel(io.BytesIO(saved), engine="calamine")
    columns = ["week", "place", "customer_id", "name", "reason_1", "reason_2", "state"]
    reasons = ["Birthday · Thu 12 Mar", "A customer for 6 years · Fri 13 Mar"]
    assert told.select(columns).rows() == [("2026-03-09", 1, "bank:clara", "'=Clara", *reasons, "To call")]


def test_who_is_held_out_is_in_no_file_of_good_reasons(listed):
    found = good_list(listed)
    held = next(f"p{n}" for n in range(99) if is_held_out(f"p{n}", "2026-Q1"))
    rows = pl.concat(
        [found.rows, found.rows.with_columns(person=pl.lit(held), customer_id=pl.lit("bank:held"))]
    )

    told = good_reasons.table(replace(found, rows=rows), scene_of(listed))
    assert told["customer_id"].to_list() == ["bank:clara"]


def test_who_was_called_meanwhile_is_not_in_the_file_of_good_reasons(listed):
    found = good_list(listed)
    rows = found.rows.with_columns(called_since=pl.lit(NOW).cast(found.rows.schema["called_since"]))

    assert good_reasons.table(replace(found, rows=rows), scene_of(listed)).is_empty()
    assert download.csv(good_reasons.table(replace(found, rows=rows), scene_of(listed)))


@pytest.mark.parametrize(
    ("role", "files"),
    [("manager", FILES * 2), ("lead", FILES), ("executive", [])],
)
def test_who_sees_no_customers_gets_no_file(role, files, listed):
    shown = look(role, ["South"]).get("download_button")

    assert [one.proto.label for one in shown] == files


def test_the_customers_page_tells_points_and_reasons(listed):
    look()
    kept = work_list.read(listed.state, MONDAY).rows.row(0, named=True)

    shown = html(look(script="pages/customers/customer.py", id="bank:anna"))
    assert f"{kept['points']} points as of Mon 9 Mar" in shown
    assert "<li>Asked to cancel or named a competitor · Sun 1 Mar</li>" in shown
    assert "On the list of Mon 9 Mar." in shown
    assert "Mondays before: Mon 2 Mar " in shown


def test_the_page_of_a_customer_of_whom_nothing_is_known_says_so(listed):
    shown = html(look(script="pages/customers/customer.py", id="bank:calm"))

    assert "Nothing says that this customer may leave" in shown
    assert "0 points on the last 8 Mondays: no evidence is known" in shown


def test_a_good_reason_is_told_with_its_day_and_without_an_age(listed):
    shown = html(look())

    assert "Good reasons to call: 1 customer" in shown
    assert "<li>Birthday · Thu 12 Mar</li><li>A customer for 6 years · Fri 13 Mar</li>" in shown
    assert "2 more customers have" not in shown
    assert "No source tells of calls by your people" in shown


def test_a_good_reason_is_shown_to_the_team_of_the_customer_alone(listed):
    assert "C••••" in html(look("lead", ["North"]))
    assert "clara" not in html(look("lead", ["South"])).lower()
    assert "Good reasons" not in html(look("executive"))


def test_a_call_for_a_good_reason_is_written_down_and_can_be_taken_back(listed):
    done = look().button(key="risk_called_good_1").click().run()

    assert "C••••: Written down: Called." in html(done)
    assert "Called by Dana, Tue 10 Mar" in html(done)
    back = done.button(key="risk_undo_good_1").click().run()
    assert "Called by Dana" not in html(back)


def test_who_is_to_be_called_about_trouble_meanwhile_is_not_called_for_a_good_reason(listed):
    loop.open_followups(listed.state, [loop.Opened("complaint", "bank:clara", "bank:clara", NOW)], NOW)
    [number] = loop.followups(listed.state)["id"]

    before = look()
    assert "A follow-up is open: call about that first" in html(before)
    assert [one.key for one in before.button if (one.key or "").endswith("good_1")] == []
    loop.finish_followup(listed.state, number, "Dana", NOW, "works")
    assert "Called on Tue 10 Mar, not again this week" in html(look())


def test_who_was_held_out_is_told_to_managers_once_the_quarter_is_over(listed):
    shown = work_list.keep(listed, load(), MONDAY, NOW)
    held = shown.rows.with_columns(is_held_out=pl.lit(1))
    for day in (date(2025, 12, 29), date(2026, 3, 2)):
        work_list.put(
            listed.state, replace(shown, week=replace(shown.week, monday=day.isoformat()), rows=held)
        )

    before, now = (html(look(week=day, part="held")) for day in ("2025-12-29", "2026-03-02"))
    assert "2 customers held out at random" in before
    assert "Anna" not in now
    assert "Held out" not in now
    page = html(look(script="pages/customers/customer.py", id="bank:anna"))
    assert "On the list of Mon 9 Mar and Mon 29 Dec." in page


def test_who_sees_a_customer_or_saves_the_list_is_written_down(listed):
    trim(listed.state, datetime.now(UTC) + DAY)  # what other tests saw
    look(script="pages/customers/customer.py", id="bank:anna")
    look(script="pages/customers/customer.py", id="bank:anna")
    look(script="pages/customers/contacts.py", contact="bank:boris")
    look("lead", ["South"], script="pages/customers/customer.py", id="bank:anna")

    seen = [(entry.role, entry.act, entry.about) for entry in entries(listed.state, Sought())]
    assert sorted(seen, key=str) == [
        ("manager", "saw", About("customer", "bank:anna")),
        ("manager", "saw", About("customer", "bank:boris")),
    ]
