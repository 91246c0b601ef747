"""Groups of so few agents that they would tell of one are not given to who may not know them."""

from datetime import timedelta

import polars as pl
import pytest

from metrics.compute import compute
from settings.access import Access
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, STATES, empty
from store.smallest import hidden, too_small
from tests.factories import NOON, states
from tests.store.conftest import written
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent

EXECUTIVE, MANAGER = Viewer("Noa", "executive"), Viewer("Dana", "manager")
LEAD = Viewer("Rina", "lead", frozenset({"North"}))
SERVES = {"Technical": 2, "Billing": 5, "Orders": 6}  # agents of each queue, who serve no other
TEAMS = {"Technical": "South", "Billing": "North", "Orders": "East"}
HANDLED = timedelta(minutes=1)


def members(**groups):
    rows = [(group, agent) for group, agents in groups.items() for agent in agents]
    return pl.DataFrame(rows, schema=["group", "agent_id"], orient="row")


@pytest.mark.parametrize(
    ("groups", "small"),
    [
        ({"a": "12345", "b": "67890"}, set()),
        ({"a": "1234", "b": "56789", "c": "ABCDEF"}, {"a", "b"}),
        ({"a": "12", "b": "345", "c": "67890ABC"}, {"a", "b"}),
        ({"a": "1234", "b": "1234", "c": "56789", "d": "67890A"}, {"a", "b", "c"}),
        ({"a": "12"}, {"a"}),
        ({}, set()),
    ],
    ids=[
        "all are large enough",
        "one would be left of all",
        "two that are enough together",
        "two of the same agents",
        "there is no other",
        "none",
    ],
)
def test_what_is_left_out_is_never_of_too_few_agents_either(groups, small):
    assert too_small(members(**groups), 5) == small


@pytest.mark.parametrize(
    ("viewer", "found"),
    [
        (MANAGER, []),
        (EXECUTIVE, ["few"]),
        (Viewer("Rina", "lead", frozenset({"North"})), ["beside"]),
        (Viewer("Omer", "lead", frozenset({"North", "South"})), []),
        (Viewer("Eli", "lead", frozenset({"South"})), ["few"]),
    ],
    ids=["a manager", "an executive", "a lead of most", "a lead of all", "a lead of the others"],
)
def test_a_lead_is_not_told_of_all_where_few_are_of_other_teams(viewer, found):
    rows = [("few", n, "North") for n in "12"]
    rows += [("beside", n, "North") for n in "12345"] + [("beside", n, "South") for n in "67"]
    told = pl.DataFrame(rows, schema=["group", "agent_id", "team"], orient="row")

    assert hidden(told, viewer, 5) == found


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """Three queues, each of a team of its own; every agent answered one call of a minute and was at work."""
    settings = written(tmp_path_factory.mktemp("smallest"))
    store = open_store(settings)
    people = [(queue, f"bank:{queue[0]}{n}") for queue, many in SERVES.items() for n in range(many)]
    calls = []
    for at, (queue, agent) in enumerate(people):
        row, _legs = call(f"c{at}", f"c{at}", NOON - timedelta(hours=2))
        calls.append((row, [leg_of(row, 1, queue, 0, agent_id=agent)]))
    told = [{"source": "bank", "version": 1, "agent_id": agent} for _queue, agent in people]
    begun = {"valid_from": NOON - timedelta(99)}
    agents = [one | begun | {"team": TEAMS[queue]} for one, (queue, _agent) in zip(told, people, strict=True)]
    stretches = states(*({"agent_id": agent} for _queue, agent in people))
    tables = {
        "agents": pl.DataFrame(agents, schema=empty(AGENTS).schema),
        "agent_states": stretches.select(empty(STATES).columns),
    }
    assert refresh(store, "bank", Sent({**sent("bank", calls).tables, **tables}))
    yield store, settings
    store.close()


def reading(centre, viewer, *by, smallest=5, **where):
    store, settings = centre
    chosen = settings.model_copy(update={"access": Access(smallest_group=smallest)})
    asked = tuple((name, (value,)) for name, value in where.items())
    return open_reading(store, chosen, viewer, Filters(NOON, where=asked), dimensions=by)


def groups(found, metric, by):
    table = compute(found.frames, [metric], by=[by])
    return {row[by] for row in table.iter_rows(named=True) if row[metric]["value"] is not None}


@pytest.mark.parametrize("where", [{"queue": "Technical"}, {"team": "South"}, {"agent": "bank:O1"}])
def test_an_executive_is_given_nothing_of_a_group_that_is_too_small(centre, where):
    found = reading(centre, EXECUTIVE, **where)
    figures = compute(found.frames, ["offered", "handle_time", "occupancy"]).row(0, named=True)

    assert found.withheld.is_all
    assert [figure["value"] for figure in figures.values()] == [0, None, None]
    assert found.contacts.collect().height == 0
    assert reading(centre, MANAGER, **where).visits.collect().height > 0


def test_an_executive_is_given_a_group_that_is_large_enough(centre):
    found = reading(centre, EXECUTIVE, queue="Billing")

    assert not found.withheld.is_all
    assert found.visits.collect().height == SERVES["Billing"]


@pytest.mark.parametrize(
    ("by", "metric", "shown"), [("queue", "handle_time", "Orders"), ("team", "occupancy", "East")]
)
def test_an_executive_sees_no_group_beside_others_that_the_whole_would_tell(centre, by, metric, shown):
    found = reading(centre, EXECUTIVE, by)
    whole = reading(centre, EXECUTIVE)

    assert groups(found, metric, by) == {shown}
    assert len(found.withheld.left_out) == 2
    assert whole.visits.collect().height == sum(SERVES.values())
    assert len(groups(reading(centre, MANAGER, by), metric, by)) == len(SERVES)


def test_an_executive_is_given_no_figure_by_agent(centre):
    assert groups(reading(centre, EXECUTIVE, "agent"), "handle_time", "agent") == set()


def test_a_centre_may_say_that_one_agent_is_enough(centre):
    assert groups(reading(centre, EXECUTIVE, "queue", smallest=1), "handle_time", "queue") == {*SERVES}
