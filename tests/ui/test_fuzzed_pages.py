"""Each page under addresses that mean nothing: it is drawn, and no figure fails for it."""

import random
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from store.opened import open_store
from store.schema import AGENTS, CUSTOMERS, empty
from tests.factories import NOON, ZONE
from tests.fuzzing import TIMES
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent
from tests.ui.test_fuzzed_addresses import NAMES, ODD
from ui.filters import BESIDE
from ui.navigation import PAGES

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CHOICES = [
    *NAMES,
    *BESIDE,
    "team",
    "id",
    "contact",
    "episode",
    "act",
    "by",
    "about",
    "stale",
    "rows",
    "of",
    "at",
]
SHORT = [value for value in ODD if len(value) < 100 and value.isprintable()]
EVIL = '<img src=x onerror="alert(1)"> [x](javascript:alert(1)) ![x](//evil.example) :red[x] $q$'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty calls in queues of which one is called as nobody should be able to call one."""
    folder = tmp_path_factory.mktemp("fuzzed")
    config = folder / "moked.toml"
    config.write_text(
        f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
    )
    batch = sent("bank", [_called(n) for n in range(40)])
    since = {"source": "bank", "version": 1, "valid_from": NOON - 99 * DAY}
    agent = {**since, "agent_id": "bank:evil", "name": EVIL, "team": EVIL}
    person = {**since, "customer_id": "bank:anna", "name": EVIL, "plan": EVIL}
    records = {
        table.name: pl.DataFrame([row, {**row, **other}], schema=empty(table).schema)
        for table, row, other in (
            (AGENTS, agent, {"agent_id": "bank:good", "team": "Other"}),
            (CUSTOMERS, person, {"customer_id": "bank:boris"}),
        )
    }
    store = open_store(load(config, folder / "data"))
    refresh(store, "bank", Sent({**batch.tables, **records}), now=NOON, is_first=True)
    store.close()
    return folder


def _called(n: int):
    """Build a call that began in the odd queue and was moved on to another, where the odd agent took it."""
    at = NOON - DAY - n * 600 * MINUTE
    given = {"entry_queue": EVIL, "ended_at": at + 9 * MINUTE, "topic": EVIL}
    row, first = call(f"c{n}", "anna", at, **given)
    begun = {**first[0], "queue": EVIL, "ended_by": "transfer_blind", "agent_id": "bank:good"}
    return row, [begun, leg_of(row, 2, f"{EVIL} 2", 60, agent_id="bank:evil", wait_ms=90_000)]


def opened(script, query):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(query)
    with session.entered(Viewer("x", "admin")):
        st.navigation(navigation.menu("admin"))
        runpy.run_path(script)


def addresses(seed: int) -> dict[str, str]:
    """Everything that an address may name, each with a value that hardly fits."""
    by_chance = random.Random(seed)
    return {name: by_chance.choice(SHORT) for name in by_chance.sample(CHOICES, 12)}


@pytest.fixture
def centre(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that name it."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))


def look(script: Path, query: dict[str, str]) -> AppTest:
    return AppTest.from_function(opened, args=(str(script), query), default_timeout=120).run()


def as_markdown(app: AppTest) -> list[str]:
    """All words on a page that Streamlit reads as Markdown."""
    options = [one.content for each in app.get("button_group") for one in each.proto.options]
    links = [each.proto.label for each in app.get("page_link")]
    return [
        *(each.value for each in [*app.markdown, *app.caption]),
        *(each.label for each in app.button),
        *links,
        *options,
    ]


@pytest.mark.parametrize("page", PAGES, ids=[page.key for page in PAGES])
def test_what_a_source_calls_things_is_no_html_and_no_markdown(page, centre: None, root: Path) -> None:
    app = look(root / page.script, {"id": "bank:anna"} if page.key == "customer" else {})

    assert [each.proto.body for each in app.get("html") if "<img src=x" in each.proto.body] == []
    assert [words for words in as_markdown(app) if "[x](" in words or ":red[x]" in words] == []
    assert [each for each in app.get("plotly_chart") if "<img src" in str(each.proto)] == []


@pytest.mark.parametrize("page", PAGES, ids=[page.key for page in PAGES])
def test_a_page_is_drawn_whatever_stands_in_its_address(
    page, centre: None, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drawn = [look(root / page.script, addresses(seed)) for seed in range(TIMES)]

    assert [list(app.exception) for app in drawn] == [[]] * TIMES
    assert "could not be" not in caplog.text
