"""What an executive sees of a week: figures, and no customer, no agent, no way to a list of contacts."""

import html
import re
from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store.opened import open_store
from store.schema import CUSTOMERS, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WAY = {"menu_path": "billing>invoice", "menu_outcome": "queued", "menu_ms": 20_000, "menu_steps": 2}
NAMES = ("anna", "boris", "clara", "DORIT")


def misrouted(name, customer, at):
    """Build a call that began at Billing, as the customer's record says, and ended at Technical."""
    row, first = call(name, customer, at, ended_at=at + 10 * MINUTE)
    begun = {**first[0], "ended_by": "transfer_blind", "agent_id": "bank:DORIT"}
    return row, [begun, leg_of(row, 2, "Technical", 60, agent_id="bank:DORIT", wait_ms=90_000)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Forty misrouted calls of three customers whose home queue is out of date, and forty right ones."""
    folder = tmp_path_factory.mktemp("executive")
    config = folder / "moked.toml"
    config.write_text(
        f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
        "[access]\nsmallest_group = 1\n"
    )
    who = ("anna", "boris", "clara")
    wrong = [misrouted(f"w{n}", who[n % 3], NOON - DAY - n * 600 * MINUTE) for n in range(40)]
    right = [call(f"r{n}", who[n % 3], NOON - DAY - n * 610 * MINUTE, **WAY) for n in range(40)]
    records = pl.DataFrame(
        [
            {"source": "bank", "customer_id": f"bank:{name}", "valid_from": NOON - 99 * DAY, "name": name}
            | {"home_queue": "Billing"}
            for name in who
        ],
        schema=empty(CUSTOMERS).schema,
    )
    store = open_store(load(config, folder / "data"))
    batch = sent("bank", [*wrong, *right])
    refresh(store, "bank", Sent({**batch.tables, "customers": records}), now=NOON, is_first=True)
    store.close()
    return folder


@pytest.fixture
def centre(folder, monkeypatch):
    """Settings that name it."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))


def opened(script, role, query):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(query)
    with session.entered(Viewer("Noa", role)):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / script))


def look(script, role, **query):
    """Open a page as somebody of a role; all its HTML."""
    app = AppTest.from_function(opened, default_timeout=60, args=(script, role, query)).run()
    assert not app.exception, app.exception
    links = [element.proto.page for element in app.get("page_link")]
    return " ".join(element.proto.body for element in app.get("html")), links


@pytest.mark.parametrize(
    "script", [f"pages/week/{name}.py" for name in ("routing", "menu", "repeats", "queues")]
)
def test_an_executive_sees_figures_and_no_name_nor_a_way_to_contacts(centre, script):
    shown, links = look(script, "executive")

    assert "This figure could not be computed" not in shown
    assert "No contact in this period" not in shown
    assert [name for name in NAMES if name in shown] == []
    assert [word for word in ("contacts?", "customer?", "Download") if word in shown] == []
    assert [page for page in links if "contact" in page or "customer" in page] == []


def test_an_executive_reads_the_same_causes_as_a_manager(centre):
    mine, _links = look("pages/week/routing.py", "executive")
    whole, _links = look("pages/week/routing.py", "manager")

    assert "Home queue in the customer's record is wrong or missing" in html.unescape(mine)
    assert re.findall(r"\d+ records? to mend", mine) == re.findall(r"\d+ records? to mend", whole) != []


def test_an_executive_is_told_why_nothing_is_shown_of_a_queue_with_few_agents(centre, folder, monkeypatch):
    (folder / "strict.toml").write_text((folder / "moked.toml").read_text().split("[access]")[0])
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "strict.toml"))
    shown, _links = look("pages/week/queues.py", "executive", queue="Billing")
    whole, _links = look("pages/week/queues.py", "manager", queue="Billing")

    assert "Nothing of this choice is shown." in shown
    assert "Fewer than 5 agents are behind it" in shown
    assert "Nothing of this choice is shown." not in whole


def test_a_manager_is_led_to_contacts(centre):
    _shown, links = look("pages/week/queues.py", "manager")

    assert [page for page in links if "contact" in page] != []


def test_the_contacts_themselves_are_for_others(centre):
    shown, _links = look("pages/customers/contacts.py", "executive")

    assert "This page is for managers" in shown
