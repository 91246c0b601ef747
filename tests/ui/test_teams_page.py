"""What each role reads on the page Teams, of a small centre."""

import html
import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store.covering import cover
from store.opened import open_store
from store.read import Viewer
from store.schema import AGENTS, STATES, empty
from tests.factories import NOON, ZONE
from tests.installed import Installed
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PEOPLE = {
    "ANNA": ("Anna Levi", "North", "Billing, Technical, Arabic"),
    "BORIS": ("Boris Katz", "North", "Billing"),
    "CLARA": ("Clara Stern", "South", "Technical"),
    "DAVID": ("David Peled", "South", None),
}
HOUR = NOON - 7 * DAY
AT = HOUR.astimezone(ZoneInfo(ZONE)).hour


def called(name, queue, agent, at):
    """Build a call in a queue that an agent answers after twenty seconds."""
    row, _legs = call(name, "shula", at, ended_at=at + MINUTE)
    return row, [leg_of(row, 1, queue, 0, agent_id=f"bank:{agent}", wait_ms=20_000)]


def shifts():
    """All four for an hour of a day a week ago, Boris from its half on; Anna's last break lasts an hour."""
    spans = [("ANNA", 0), ("BORIS", 30), ("CLARA", 0), ("DAVID", 0)]
    there = [(who, "available", None, HOUR + begin * MINUTE, HOUR + 60 * MINUTE) for who, begin in spans]
    before = HOUR - DAY
    breaks = [
        ("ANNA", "break", "coffee", before + n * 12 * MINUTE, before + (n * 12 + 10) * MINUTE)
        for n in range(24)
    ]
    return [*there, *breaks, ("ANNA", "break", "coffee", HOUR + 60 * MINUTE, HOUR + 120 * MINUTE)]


def known():
    names = ("agent_id", "state", "reason", "started_at", "ended_at")
    rows = [dict(zip(names, (f"bank:{row[0]}", *row[1:]), strict=True)) for row in shifts()]
    states = [{"source": "bank", **row} for row in rows]
    agents = [
        {"source": "bank", "agent_id": f"bank:{who}", "valid_from": NOON - 99 * DAY, "name": name}
        | {"team": team, "skills": skills}
        for who, (name, team, skills) in PEOPLE.items()
    ]
    return {
        "agent_states": pl.DataFrame(states, schema=empty(STATES).schema),
        "agents": pl.DataFrame(agents, schema=empty(AGENTS).schema),
    }


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """Billing with forty calls to Anna alone and ten to both; Technical with calls to two."""
    folder = tmp_path_factory.mktemp("teams")
    (folder / "moked.toml").write_text(
        f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
        "[access]\nsmallest_group = 1\n"
    )
    alone = [called(f"b{n}", "Billing", "ANNA", HOUR + n * 40 * timedelta(seconds=1)) for n in range(40)]
    both = [called(f"c{n}", "Billing", "BORIS", HOUR + (40 + n) * MINUTE) for n in range(10)]
    technical = [called(f"t{n}", "Technical", "DAVID", HOUR + n * MINUTE) for n in range(40)]
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder)
        store = open_store(load())
        batch = sent("bank", [*alone, *both, *technical])
        refresh(store, "bank", Sent({**batch.tables, **known()}), now=NOON, is_first=True)
        store.close()
    return folder


def settle(patch, folder: Path) -> None:
    patch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    patch.setenv("MOKED_DATA", str(folder / "data"))
    patch.delenv("MOKED_STATE_URL", raising=False)


def opened(role, teams, query):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(query)
    with session.entered(Viewer("Noa", role, frozenset(teams))):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / "pages/now/teams.py"))


@pytest.fixture
def look(centre, monkeypatch):
    """Open the page as somebody of a role: its words, and the rows of its list."""
    settle(monkeypatch, centre)

    def looked(role, *teams, **query):
        app = AppTest.from_function(opened, default_timeout=60, args=(role, teams, query)).run()
        assert not app.exception, app.exception
        shown = html.unescape(" ".join(element.proto.body for element in app.get("html")))
        return shown + " ".join(each.value for each in app.caption), [each.value for each in app.dataframe]

    return looked


def test_a_manager_reads_what_hangs_on_whom(look):
    shown, [rows] = look("manager")

    assert "could not be computed" not in shown
    assert "Only one person in the centre can take <b>Arabic</b>" in shown
    assert "<b>Billing</b> hangs on one person on Wednesday" in shown
    assert "Anna Levi" in shown
    assert "contacts?figure=service_level" in shown
    assert rows[["Agent", "Minutes", "Usual"]].to_numpy().tolist() == [["Anna Levi", 60.0, 10.0]]


def test_who_has_no_skills_on_the_record_serves_what_they_answered(look):
    shown, _rows = look("manager")

    assert "of 3 people by their records and of 1 person by what they answered in the 28 days" in shown


def test_an_executive_reads_the_same_without_a_name_or_a_way_to_contacts(look):
    shown, lists = look("executive")

    assert "<b>Billing</b> hangs on one person on Wednesday" in shown
    assert "one person of North" in shown
    assert [name for name, _team, _skills in PEOPLE.values() if name in shown] == []
    assert "contacts?" not in shown
    assert lists == []


def test_an_executive_reads_no_single_stretch_by_a_link_either(look):
    links = {"rows": "long", "of": "North", "at": str(AT)}
    shown, lists = look("executive", **links)
    theirs, _lists = look("manager", **links)

    assert ("rows=long" in shown, "rows=long" in theirs) == (False, True)
    assert lists == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["one_person_alone", "--where", "queue=Billing"], ["80.0 %"]),
        (["one_person_alone", "--by", "queue"], ["Technical", "0.0 %"]),
        (["only_one_person"], ["1"]),
        (["only_one_person", "--by", "skill", "--where", "skill=Arabic"], []),
        (["long_stretches,time_beyond_usual", "--by", "team"], ["North", "4.0 %", "50 min 00 s"]),
    ],
    ids=["the tile", "the table", "the list", "what it cannot be narrowed by", "what took longer"],
)
def test_the_command_line_tells_the_same(centre, monkeypatch, capsys, words, expected):
    settle(monkeypatch, centre)

    _code, said, _err = Installed(centre, capsys).run("query", *words)

    last = said.replace("\N{NO-BREAK SPACE}", " ").splitlines()[-1] if said else ""
    assert [cell for cell in re.split(r" {2,}", last.strip()) if cell] == expected


def test_what_one_alone_can_do_has_its_list(look):
    shown, _lists = look("manager")
    others, _lists = look("executive")

    assert "1 queue or skill is one person's alone" in shown
    assert re.search(r">Arabic<.*?Anna Levi", shown)
    assert re.search(r">Arabic<.*?one person of North", others)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"rows": "busy", "of": "South", "at": str(AT)}, f"South, {AT}–{AT + 1}: 17 % on 1 day"),
        ({"rows": "busy", "of": "North", "at": "3"}, "North, 3–4: nobody was at work"),
        (
            {"rows": "busy", "of": "3", "at": str(AT), "team": "South"},
            f"Wednesday {AT}–{AT + 1}: 17 % on 1 day",
        ),
    ],
    ids=["an hour of a team", "an hour in which nobody was", "an hour of a weekday"],
)
def test_an_hour_that_was_clicked_shows_its_days(look, query, said):
    shown, _lists = look("manager", **query)

    assert said in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_an_hour_that_was_clicked_lists_what_took_longer(look):
    _shown, lists = look("manager", rows="long", of="North", at=str(AT + 1))

    assert [rows["Minutes"].to_list() for rows in lists] == [[60.0], [60.0]]


@pytest.mark.parametrize(
    "query",
    [
        {"rows": "busy", "of": "West", "at": "9"},
        {"rows": "busy", "of": "South", "at": "24"},
        {"rows": "lost", "of": "South", "at": "9"},
        {"rows": "busy", "of": "South", "at": "9", "team": "South"},
    ],
    ids=["a team nobody knows", "no hour", "no map", "a team where weekdays are the rows"],
)
def test_an_hour_that_is_none_shows_no_days(look, query):
    shown, _lists = look("manager", **query)

    assert "Click an hour for the days behind it." in shown


def test_a_lead_reads_of_the_own_teams_queues(look):
    shown, lists = look("lead", "South")

    assert "Technical" in shown
    assert "Billing" not in shown
    assert "No hour of the week hangs on one person" in shown
    assert [name for name in ("Anna Levi", "Boris Katz") if name in shown] == []
    assert lists == []


def test_a_lead_is_told_of_all_who_were_there_and_not_of_the_own_team_alone(look):
    shown, _lists = look("lead", "North")

    assert "Technical" in shown
    assert "1 hour of the week hangs on one person" in shown
    assert "Anna Levi" in shown
    assert "contacts?" not in shown


def test_where_few_are_of_other_teams_a_lead_is_told_that_it_is_left_out(centre, look, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(strict(centre)))
    shown, _lists = look("lead", "North")

    assert "People and handle times are not shown of all queues." in shown
    assert "Left out: Technical. Of other teams too few agents, under 5, are behind them." in shown
    assert "1 hour of the week hangs on one person" in shown


def test_what_is_left_out_of_all_queues_is_not_said_to_be_unknown(centre, look, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(strict(centre)))
    shown, _lists = look("lead", "South")

    assert "who covered which queue is left out" in shown
    assert "What hangs on one person is left out" in shown
    assert "Where people are missing is left out" in shown
    assert shown.count("Left out here") == 3
    assert shown.count("left out: too few agents") == 3
    assert "A source has to tell" not in shown


def test_an_executive_reads_of_no_hour_and_no_skill_of_one_person(centre, look, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(strict(centre)))
    shown, _lists = look("executive")

    assert "one person of" not in shown
    assert "hangs on one person on" not in shown
    assert "Only one person in the centre" not in shown
    assert "What hangs on one person is left out" in shown
    assert "Who alone can do something is left out" in shown
    assert "It would tell of single agents. Managers and team leads see it." in shown
    assert "Every queue had two people or more" not in shown
    assert "Nobody is known to take any queue" not in shown


def test_an_executive_is_told_that_a_small_centre_is_left_out(centre, look, monkeypatch):
    monkeypatch.setenv("MOKED_CONFIG", str(strict(centre)))
    shown, _lists = look("executive", team="South")

    assert "Left out" in shown
    assert "under 5, are behind them" in shown


def strict(folder):
    """The same centre by settings that say nothing of groups."""
    (folder / "strict.toml").write_text((folder / "moked.toml").read_text().split("[access]")[0])
    return folder / "strict.toml"


def test_a_team_chosen_in_the_address(look):
    shown, _lists = look("manager", team="South")

    assert "Technical" in shown
    assert "Billing" not in shown


def test_a_team_nobody_knows_is_said(look):
    shown, _lists = look("manager", team="West")

    assert "Unknown team 'West'" in shown


def test_what_cannot_be_read_leaves_the_choice_of_another_period(centre, monkeypatch):
    settle(monkeypatch, centre)
    monkeypatch.setattr("ui.teams.story.Story.teams", lambda _self: 1 / 0)

    app = AppTest.from_function(opened, default_timeout=60, args=("manager", (), {})).run()

    said = " ".join(element.proto.body for element in app.get("html"))
    assert "Another period may well be readable." in said
    assert [box.label for box in app.selectbox] == ["Period"]


def test_a_period_before_all_data_has_no_contact(look):
    shown, _lists = look("manager", **{"from": "2020-01-01", "to": "2020-01-08"})

    assert "No contact in this period." in shown
    assert "hangs" not in shown


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (Viewer("Noa", "manager"), [name for name, _team, _skills in PEOPLE.values()]),
        (Viewer("Noa", "lead", frozenset({"South"})), [None, None, "Clara Stern", "David Peled"]),
        (Viewer("Noa", "executive"), [None] * 4),
    ],
    ids=["a manager", "a lead of the South", "an executive"],
)
def test_names_are_known_to_who_may_know_them(centre, monkeypatch, viewer, expected):
    settle(monkeypatch, centre)
    settings = load()
    store = open_store(settings)
    found = cover(store, settings, viewer, (HOUR, NOON), NOON, dict.fromkeys(range(1, 8), 1))
    store.close()

    assert found is not None
    assert found.people["name"].to_list() == expected
    assert (found.visits.height, found.untold) == (90, 0)
