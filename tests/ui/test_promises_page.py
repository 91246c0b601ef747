"""The page Promises as each role sees it, and marks: done, taken back, somebody was first."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store import loop, publish
from store.audit import About, Sought, entries
from store.opened import open_store
from store.read import Viewer
from store.schema import AGENTS, CUSTOMERS, NOTES, PROMISES, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent
from ui.asked import Known
from ui.asked import read as ask
from ui.data import reading_of
from ui.promises import read, worklist
from ui.promises.complaint_story import Story as Complaints
from ui.promises.story import LATENESS, Story, undone
from ui.promises.story import NOW as FIGURES
from ui.scene import Scene

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SCRIPT = "pages/listening/promises.py"
NOW = NOON + 10 * DAY
LATE, OTHERS = "done_promise__bank:p1", "done_promise__bank:p2"


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def promise(n, agent, due, **given):
    plain = {"promise_id": f"bank:p{n}", "contact_id": f"bank:{n}", "customer_id": "bank:anna"}
    told = {"kind": "call_back", "made_at": NOON + MINUTE, "due_at": due, "agent_id": f"bank:{agent}"}
    return {**plain, **told, **given}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Four promises of two teams (one kept, three overdue), two complaints, one that was only noted."""
    place = tmp_path_factory.mktemp("promised")
    (place / "moked.toml").write_text(
        f'now = {NOW.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[complaints.steps]]\nname = "First answer"\nwithin_hours = 24\ndone_by = "answer"\n'
        '[[complaints.steps]]\nname = "Write a letter"\nwithin_hours = 48\n'
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


def fill(store):
    calls = [call(str(n), at=NOON) for n in range(1, 5)]
    calls += [call("5", at=NOON + HOUR, is_complaint=1, is_resolved=0)]
    calls += [call("6", at=NOON + HOUR, is_complaint=0, is_resolved=1)]
    due = NOON + 2 * DAY
    told = [
        promise(1, "DORIT", due),
        promise(2, "ELI", due, kind="credit"),
        promise(3, "DORIT", due, kept_at=due),
        promise(4, "DORIT", due + DAY, kind="delivery"),
    ]
    teams = [
        {"agent_id": f"bank:{name}", "valid_from": NOON - DAY, "name": name.title(), "team": team}
        for name, team in (("DORIT", "North"), ("ELI", "South"))
    ]
    anna = {"customer_id": "bank:anna", "valid_from": NOON - 9 * DAY, "name": "Anna <b>Bold</b>"}
    note = {"note_id": "bank:n", "contact_id": "bank:6", "author": "agent", "written_at": NOON + HOUR}
    said = {"text": "she will complain to the regulator", "agent_id": "bank:DORIT", "language": "en"}
    tables = {
        "promises": rows(PROMISES, *told),
        "agents": rows(AGENTS, *teams),
        "customers": rows(CUSTOMERS, anna),
        "notes": rows(NOTES, {**note, **said}),
    }
    refresh(store, "bank", Sent({**sent("bank", calls).tables, **tables}), now=NOW, is_first=True)


def opened(script, role, teams, name, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer(name, role, frozenset(teams))):
        st.navigation(navigation.menu(role))
        if not st.query_params and asked:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / script))


def look(role="manager", teams=(), name="Dana", **asked):
    """Open the page as somebody."""
    app = AppTest.from_function(opened, default_timeout=90, args=(SCRIPT, role, teams, name, asked)).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown


def scene_of(store):
    """What the page reads by, for a manager, of the last four weeks."""
    seen = Scene(load(), store, Viewer("Dana", "manager"), publish.newest(store.state), NOW)
    asked = ask({}, Known(seen.today, 1, (), ()))
    return seen, asked, read.reach(seen, asked)


def keys(app, start="done_"):
    return [button.key for button in app.button if button.key and button.key.startswith(start)]


def test_a_manager_sees_what_is_overdue_and_whose(centre):
    app = look()

    shown = html(app)
    assert "<b>3 promises are overdue</b> and none falls due today." in shown
    assert "A•••• ••••: Call-back" in shown
    assert sorted(keys(app)) == [LATE, OTHERS, "done_promise__bank:p4"]


def test_what_waits_adds_up_to_the_list_and_what_is_not_kept_to_its_groups(centre):
    look()
    scene, asked, window = scene_of(centre)
    found = read.promised(scene, asked, window)
    tried = pl.when(promise_id="bank:p4").then(pl.lit("attempted")).otherwise("state")
    story = Story(scene, asked, found.rows.with_columns(state=tried))

    now, kinds = story.right_now(), story.groups("kind")
    left = [undone(row[LATENESS]) for row in kinds.iter_rows(named=True)]
    assert [now[name] for name in FIGURES] == [2, 1, 0, 0]
    assert sum(now[name] for name in FIGURES[:3]) == found.to_do.height
    assert sum(left) == undone(story.now()[LATENESS]) == 3


def test_the_list_to_see_to_is_a_file_in_its_order(centre):
    look()
    found = read.promised(*scene_of(centre))

    rows = worklist.as_file(found.to_do, ZONE)

    assert rows["promised"].to_list() == ["Call-back", "Credit", "Delivery"]
    assert rows["name"].unique().to_list() == ["A•••• ••••"]
    assert rows["agent"].to_list() == ["Dorit", "Eli", "Dorit"]
    assert rows["late_hours"][0] == 8 * 24


def test_a_lead_sees_what_the_own_team_promised(centre):
    app = look("lead", ["South"])

    assert "1 promise is overdue" in html(app)
    assert keys(app) == [OTHERS]


def test_an_executive_sees_figures_and_nobody(centre):
    app = look("executive")

    shown = html(app)
    assert "3 promises are overdue" in shown
    assert [word for word in ("••••", "anna", "Dorit", "contacts?", "customer?") if word in shown] == []
    assert keys(app) == []
    assert "Agent" not in [option for group in app.get("button_group") for option in group.proto.options]


def promised(scene, asked, window):
    return Story(scene, asked, read.promised(scene, asked, window).rows)


def complained(scene, asked, window):
    return Complaints(scene, asked, reading_of(scene, window).complaints().collect())


@pytest.mark.parametrize(
    ("told", "by", "found"),
    [(promised, "team", 2), (promised, "queue", 1), (complained, "queue", 1)],
    ids=["promises by team", "promises by queue", "complaints by queue"],
)
def test_an_executive_is_told_of_no_group_of_too_few_agents(centre, told, by, found):
    scene, asked, window = scene_of(centre)
    mine = replace(scene, viewer=Viewer("Noa", "executive"))

    assert told(scene, asked, window).groups(by).height == found
    assert told(mine, asked, window).groups(by).height == 0
    assert told(mine, asked, window).now() == told(scene, asked, window).now()


def test_a_mark_is_seen_and_can_be_taken_back(centre):
    app = look()

    app.button(key=LATE).click().run()
    shown, left = html(app), keys(app)
    app.button(key="undo_promise__bank:p1").click().run()

    assert "Marked as done." in shown
    assert "2 promises are overdue" in shown
    assert "Dana" in shown
    assert LATE not in left
    assert LATE in keys(app)
    assert "Taken back." in html(app)
    assert loop.marks(centre.state).height == 0
    changed = [(one.about, one.detail) for one in entries(centre.state, Sought(act="changed"))]
    assert (About("list", "promise bank:p1"), "taken back: done") in changed


def test_who_comes_second_is_told_who_was_first(centre):
    mine, other = look(name="Dana"), look(name="Rina")
    mine.button(key=LATE).click().run()

    other.button(key=LATE).click().run()
    said = html(other)
    loop.undo(centre.state, "promise", "bank:p1", "Dana", NOW)

    assert "Dana was first and marked it as done on" in said
    assert LATE not in keys(other)


def test_complaints_stand_with_the_plans_steps(centre):
    app = look(view="complaints")

    shown = html(app)
    assert "The one open complaint is behind its plan" in shown
    assert "✓ First answer" in shown
    assert "Write a letter: late since" in shown
    assert keys(app) == ["done_complaint_step_Write a letter_bank:5", "done_complaint__bank:5"]


def test_a_step_is_marked_and_the_complaint_is_within_its_plan(centre):
    app = look(view="complaints")

    app.button(key="done_complaint_step_Write a letter_bank:5").click().run()
    shown = html(app)
    loop.undo(centre.state, "complaint_step", "bank:5", "Dana", NOW, "Write a letter")

    assert "✓ Write a letter" in shown
    assert "1 complaint is open and within its plan" in shown


def test_what_was_heard_in_words_stands_apart(centre):
    app = look(view="complaints", measure="heard")

    shown = html(app)
    assert "heard in an agent&#x27;s note" in shown
    assert "<mark>" in shown
    assert keys(app) == ["done_complaint__bank:6"]
    app.button(key="done_complaint__bank:6").click().run()
    assert keys(app) == []
    loop.undo(centre.state, "complaint", "bank:6", "Dana", NOW)


def test_an_executive_sees_no_complaint_of_anybody(centre):
    shown = html(look("executive", view="complaints", measure="heard"))

    assert "The one open complaint is behind its plan" in shown
    assert [word for word in ("Anna", "regulator", "contacts?", "customer?") if word in shown] == []


def test_a_failure_to_read_leaves_the_head_and_one_sentence(centre, monkeypatch):
    monkeypatch.setattr("store.promised.Promised.promises", lambda _self: 1 / 0)

    app = look()

    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "The figures of this page could not be read." in shown
    assert "division" not in shown
