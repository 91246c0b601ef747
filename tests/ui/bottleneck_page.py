"""A small centre whose alerts the page Bottlenecks is opened upon, and what such a test reads of the page."""

from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from settings import load
from store.alert_models import Detector, Episode, EpisodeAct, Suppression
from store.opened import open_store
from tests.alerts import rang
from tests.factories import NOON, ZONE
from tests.store.tracing import call, leg_of, refresh, sent

MINUTE = timedelta(minutes=1)
NOW = NOON
SCRIPT = "pages/now/bottlenecks.py"
BEGUN = NOW - 40 * MINUTE


def waited(n):
    """Build a call of Billing that waited a minute, forty seconds of it over the threshold."""
    row, _legs = call(f"w{n}", "anna", NOW - 30 * MINUTE)
    return row, [leg_of(row, 1, "Billing", 0, agent_id="bank:DORIT", wait_ms=60_000)]


@contextmanager
def opened_centre(folder, monkeypatch):
    """Give a centre with three late calls, in which nothing has rung yet; alerts are taken out after it."""
    (folder / "moked.toml").write_text(
        f'now = {NOW.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
    )
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    store = open_store(load())
    if not (folder / "loaded").exists():
        refresh(store, "bank", sent("bank", [waited(n) for n in range(3)]), now=NOW, is_first=True)
        (folder / "loaded").touch()
    yield store
    clear(store.state)
    store.close()


def clear(state):
    with state.writing() as connection:
        for table in (EpisodeAct, Episode, Suppression, Detector):
            connection.execute(delete(table))


def rings(store, **told):
    return rang(
        store.state, **{"queue": "Billing", "begun_at": BEGUN, "raised_at": BEGUN + 10 * MINUTE} | told
    )


def opened(script, role, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Dana", role)):
        st.navigation(navigation.menu(role))
        if not st.query_params:
            st.query_params.from_dict(asked)
        runpy.run_path(str(navigation.ROOT / script))


def look(role="manager", **asked):
    app = AppTest.from_function(opened, default_timeout=90, args=(SCRIPT, role, asked)).run()
    assert not app.exception, app.exception
    return app


def html(app):
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown.replace("\u00a0", " ")


def keys(app):
    return {button.key for button in app.button if button.key}


def notes(app):
    """Lines that say what became of a click: whether it went wrong."""
    shown = [one.proto.body for one in app.get("html") if 'class="note"' in one.proto.body]
    return [('class="breach"' in one, " ".join(one.replace("\u00a0", " ").split())) for one in shown]
