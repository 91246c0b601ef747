"""A page that stayed open while its viewer lost the role: what is clicked on it writes nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from store import loop
from store.heart import beat
from store.people import admit, dismiss
from store.state import State
from tests.access.planted import CLIENTS, NOON, planted
from tests.access.planted import text as settings_of
from tests.apart import awaited
from tests.browser.conftest import Ports, Server
from tests.browser.signing import served
from tests.wire import Line, line, raw

WHO = "rina@example.com"
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
SAID = "nothing was written: your sign-in or your role changed"


@dataclass(frozen=True)
class Click:
    """A page, how the id of what is clicked ends (its label where it has no key), what is chosen and counted.

    says: what is said to who lost the role.
    """

    page: str
    query: str
    ends: str
    counts: str
    chosen: str = ""
    says: str = SAID


ACTS = "SELECT count(*) FROM episode_acts"
CLICKS = {
    "an alert": Click("bottlenecks", "", "-useful_2", ACTS),
    "an alert on Live": Click("live", "", "-take_1", ACTS),
    "a quiet time": Click("bottlenecks", "", "-snooze_it_2", "SELECT count(*) FROM suppressions"),
    "a promise": Click("promises", "", "-done_promise__bank:north-2", "SELECT count(*) FROM marks"),
    "a follow-up": Click(
        "promises", "view=followups", "-take_1", "SELECT count(*) FROM followups WHERE owner IS NOT NULL"
    ),
    "a customer at risk": Click("at_risk", "", "-risk_called_2", "SELECT count(*) FROM risk_acts"),
    "a signal": Click("voices", "", "-missing_note:bank:north-45", "SELECT count(*) FROM clicks", "Thanks"),
    "who a customer is": Click(
        "customer", f"id=bank:{CLIENTS}-north-1", "Show", "SELECT count(*) FROM audit WHERE act = 'showed'"
    ),
    "a refresh": Click(
        "sources", "", "-refresh_bank", "SELECT count(*) FROM requests", says=""
    ),  # it ends before its button
}


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    """The state of the centre, in which the table of people says who may do what."""
    folder: Path = tmp_path_factory.mktemp("clicks")
    shutil.copytree(planted(), folder / "data")
    made = State(f"sqlite:///{folder / 'data' / 'state.sqlite'}")
    due = loop.Opened("complaint", "bank:north-40", f"bank:{CLIENTS}-north-4", NOON)
    loop.open_followups(made, [due], NOON)
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(root: Path, ports: Ports, state: State) -> Iterator[Server]:
    port = ports.take()
    told = settings_of(port).replace('role_header = "X-Auth-Roles"\nteams_header = "X-Auth-Teams"\n', "")
    before, after = told.index("[access.roles]"), told.index("[access.proxy]")
    folder = Path(str(state.url.database)).parents[1]
    made = served(root, port, folder, told[:before] + told[after:])
    yield made
    made.stop()


def count(state: State, click: Click) -> int:
    with state.reading() as connection:
        return int(connection.execute(text(click.counts)).scalar_one())


async def clicked(told: Line, click: Click) -> str:
    """Click as a browser does, and give what was sent for it."""
    asked, since = BackMsg(), len(told.told)
    widget, asked.rerun_script.fragment_id = found(told, click)
    value = asked.rerun_script.widget_states.widgets.add(id=widget)
    if click.chosen:
        value.string_value = click.chosen
    else:
        value.trigger_value = True
    pages = [one.new_session.page_script_hash for one in told.told if one.WhichOneof("type") == "new_session"]
    asked.rerun_script.page_script_hash = pages[-1]
    asked.rerun_script.query_string = click.query
    await told.send(asked)
    message = await told.heard()
    while message.WhichOneof("type") != "script_finished" or message.script_finished not in DONE:
        message = await told.heard()
    return raw(told.told[since:])


def found(told: Line, click: Click) -> tuple[str, str]:
    """The id of what is clicked, and of the part of the page that is drawn anew for it."""
    for message in told.told:
        element = message.delta.new_element
        one = getattr(element, element.WhichOneof("type") or "", None)
        if click.ends in (getattr(one, "label", ""), getattr(one, "id", "")[-len(click.ends) :]):
            return one.id, message.delta.fragment_id
    raise AssertionError(click.ends)


async def tried(server: Server, state: State, click: Click, *, is_lost: bool) -> tuple[int, str]:
    """Open the page, lose the role or not, and click; give how much was written, and what was sent."""
    admit(state, WHO, "manager", (), "it@example.com", NOON)
    beat(state, "a scheduler", datetime.now(UTC))
    async with line(server.url, (("X-Auth-Email", WHO),)) as told:
        await told.run(click.page, click.query)
        before = count(state, click)
        if is_lost:
            dismiss(state, WHO)
        sent = await clicked(told, click)
        return count(state, click) - before, sent


@pytest.mark.parametrize("kind", CLICKS)
def test_who_lost_the_role_writes_nothing_with_a_click_and_who_has_it_does(
    server: Server, state: State, kind: str
) -> None:
    click = CLICKS[kind]

    lost, said = awaited(tried(server, state, click, is_lost=True))
    kept, _said = awaited(tried(server, state, click, is_lost=False))

    assert (lost, kept) == (0, 1)
    assert click.says in said
