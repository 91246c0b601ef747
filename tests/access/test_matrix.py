"""Who may see what: every role on every page, by every way there is to a page.

What a cell says is exercised by a click in the menu, by an address without and with filters of other teams,
and by the address of the page's file; saved files are made as the page makes them. A cell is one of

all      the page, with what is of all teams
own      the page; not one name, id or word of another team
thanks   the same; another team's people are named only where a week thanks them, and here it thanks none
sums     the page, about all; not one name or id of an agent, a customer or a lead
nothing  the page, which says that nothing of it is theirs
-        no such page for them: they are led to their first page
shut     one sentence, no menu and no page
"""

from urllib.parse import quote

import pytest

from tests.access.planted import AGENTS, CAST, CLIENTS, OTHERS, TEAM
from tests.access.saved import file_of
from tests.apart import awaited
from tests.browser.conftest import Server
from tests.wire import Line, buttons, line, menu, raw
from ui.navigation import PAGES

ROLES = ("manager", "lead", "lead of no team", "executive", "admin", "stranger", "nobody")
MATRIX = """
page          script                            manager  lead  no_team  executive  admin  stranger  nobody
live          pages/now/live.py                 all      own   nothing  -          all    shut      shut
bottlenecks   pages/now/bottlenecks.py          all      own   nothing  -          all    shut      shut
teams         pages/now/teams.py                all      own   nothing  sums       all    shut      shut
queues        pages/week/queues.py              all      own   nothing  sums       all    shut      shut
routing       pages/week/routing.py             all      own   nothing  sums       all    shut      shut
menu          pages/week/menu.py                all      own   nothing  sums       all    shut      shut
repeats       pages/week/repeats.py             all      own   nothing  sums       all    shut      shut
recognition   pages/week/recognition.py         all      thanks nothing  -          all    shut      shut
satisfaction  pages/listening/satisfaction.py   all      own   nothing  sums       all    shut      shut
promises      pages/listening/promises.py       all      own   nothing  sums       all    shut      shut
voices        pages/listening/voices.py         all      own   nothing  sums       all    shut      shut
gestures      pages/listening/gestures.py       all      own   nothing  sums       all    shut      shut
forecast      pages/plan/forecast.py            all      own   nothing  sums       all    shut      shut
availability  pages/plan/availability.py        all      -     -        sums       all    shut      shut
at_risk       pages/customers/at_risk.py        all      own   nothing  sums       all    shut      shut
list_worth    pages/customers/list_worth.py     all      own   nothing  sums       all    shut      shut
contacts      pages/customers/contacts.py       all      own   nothing  -          all    shut      shut
customer      pages/customers/customer.py       all      own   nothing  -          all    shut      shut
prevention    pages/customers/prevention.py     all      own   nothing  sums       all    shut      shut
data_quality  pages/customers/data_quality.py   all      own   nothing  sums       all    shut      shut
changes       pages/reports/changes.py          all      own   nothing  sums       all    shut      shut
review        pages/reports/review.py           all      own   nothing  -          all    shut      shut
snapshot      pages/reports/snapshot.py         all      -     -        sums       all    shut      shut
mailing       pages/reports/mailing.py          all      -     -        -          all    shut      shut
sources       pages/admin/sources.py            all      -     -        -          all    shut      shut
people        pages/admin/people.py             -        -     -        -          all    shut      shut
audit         pages/admin/audit.py              -        -     -        -          all    shut      shut
"""
HIDDEN = {
    "all": (),
    "own": (OTHERS, TEAM),
    "thanks": (OTHERS, TEAM),
    "sums": (AGENTS, CLIENTS, OTHERS),
    "nothing": (AGENTS, CLIENTS, OTHERS, TEAM),
    "-": (AGENTS, CLIENTS, OTHERS, TEAM),
    "shut": (AGENTS, CLIENTS, OTHERS, TEAM),
}
# Pages on which names stand, and of whom: without them the table would prove nothing.
NAMED = {
    "live": (AGENTS, OTHERS),
    "promises": (AGENTS, CLIENTS, OTHERS),
    "voices": (OTHERS,),
    "at_risk": (CLIENTS, OTHERS),
    "contacts": (AGENTS, OTHERS),
    "customer": (AGENTS, CLIENTS, OTHERS),
    "teams": (TEAM,),
    "recognition": (AGENTS, TEAM),
    "bottlenecks": (TEAM,),
}
# What somebody types who knows how others' agents, customers and contacts are called.
ASKED = {
    "team": TEAM.title(),
    "agent": f"bank:{AGENTS}-{OTHERS}-0",
    "id": f"bank:{CLIENTS}-{OTHERS}-1",
    "contact": f"bank:{OTHERS}-1",
    "figure": "offered",
}
QUERY = "&".join(f"{name}={quote(value)}" for name, value in ASKED.items())
FIRST = {"admin": "sources", "executive": "snapshot", "lead": "review", "lead of no team": "review"}
DRAWN = 'class="mk-head'  # the head of a page
LINES = [line.split() for line in MATRIX.strip().splitlines()]
CELLS = {row[0]: dict(zip(ROLES, row[2:], strict=True)) for row in LINES[1:]}
SCRIPTS = {row[0]: row[1] for row in LINES[1:]}


def unasked(text: str) -> str:
    """What was sent, without what was only repeated of the address."""
    for value in sorted(ASKED.values(), key=len, reverse=True):
        for said in (value, quote(value, safe="")):
            text = text.replace(said.lower(), "")
    return text


async def comes(told: Line, page: str = "", query: str = "", script: str = "") -> str:
    """Come to a page by one way; what it sends, with the files that it offers."""
    sent = await told.run(page, query, script)
    files = [await file_of(told, button) for button in buttons(sent)]
    return "\n".join([raw(sent), *files])


async def by_address(server: Server, role: str, page: str, *queries: str) -> dict[str, str]:
    """What somebody is sent who opens the address of a page, in a session of its own for each query."""
    found = {}
    for query in queries:
        async with line(server.url, CAST[role]) as told:
            found[query] = unasked(await comes(told, page, query)) if query else await comes(told, page)
    return found


async def led(server: Server, role: str, page: str = "", query: str = "", script: str = "") -> str:
    """To which script somebody is led who comes to what is not theirs; the page itself is not waited for."""
    async with line(server.url, CAST[role]) as told:
        await told.run(page, query, script, until="navigation")
        return told.scripts[0]


def first_of(scripts: dict[str, str], role: str) -> set[str]:
    """Where somebody is led who may not go where they want: by the first page to their own."""
    return {scripts[""], scripts[FIRST.get(role, "queues")]}


async def clicked(server: Server, role: str, script: str) -> str:
    """What somebody is sent who asks for a page's script as a click in a menu does, whatever their menu."""
    async with line(server.url, CAST[role]) as told:
        return await comes(told, script=script)


def cells(*wanted: str) -> list[tuple[str, str]]:
    return [(page, role) for page, row in CELLS.items() for role, cell in row.items() if cell in wanted]


@pytest.mark.parametrize(("page", "role"), cells("all", "own", "thanks", "sums", "nothing"))
def test_what_a_role_is_sent_is_theirs(moked: Server, scripts: dict[str, str], page: str, role: str) -> None:
    cell = CELLS[page][role]
    queries = ("", QUERY) if HIDDEN[cell] or page == "customer" else ("",)
    found = awaited(by_address(moked, role, page, *queries))
    ways = (led(moked, role, script=scripts[page]), led(moked, role, page, QUERY))

    leaks = {(query, mark) for query, text in found.items() for mark in HIDDEN[cell] if mark in text}
    named = NAMED.get(page, ()) if cell == "all" else ()
    assert leaks == set()
    assert [query for query, text in found.items() if DRAWN not in text or "could not be" in text] == []
    assert [mark for mark in named if mark not in "".join(found.values())] == []
    assert [awaited(way) for way in ways] == [scripts[page]] * 2


@pytest.mark.parametrize(("page", "role"), cells("-"))
def test_a_page_of_others_is_not_there_by_any_way(
    moked: Server, scripts: dict[str, str], page: str, role: str
) -> None:
    ways = (
        led(moked, role, page),
        led(moked, role, page, QUERY),
        led(moked, role, query=QUERY, script=scripts[page]),
    )

    assert {awaited(way) for way in ways} <= first_of(scripts, role)


@pytest.mark.parametrize(("page", "role"), cells("shut"))
def test_who_has_no_role_is_sent_one_sentence(
    moked: Server, scripts: dict[str, str], page: str, role: str
) -> None:
    said = {"stranger": "nothing here is yours to see yet", "nobody": "please sign in"}[role]
    found = awaited(by_address(moked, role, page, "", QUERY))
    found["by script"] = awaited(clicked(moked, role, scripts[page]))
    found["by file"] = awaited(by_address(moked, role, SCRIPTS[page], ""))[""]

    assert [way for way, text in found.items() if said not in text] == []
    assert [mark for text in found.values() for mark in (*HIDDEN["shut"], DRAWN) if mark in text] == []


@pytest.mark.parametrize("role", ROLES[:5])
def test_the_address_of_a_pages_file_leads_to_the_first_page(
    moked: Server, scripts: dict[str, str], role: str
) -> None:
    found = {awaited(led(moked, role, script)) for script in SCRIPTS.values()}

    assert found <= first_of(scripts, role)


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_names_the_pages_of_its_role_and_no_other(moked: Server, role: str) -> None:
    async def asked() -> set[str]:
        async with line(moked.url, CAST[role]) as told:
            return set(menu(await told.run("customer"))) - {""}

    assert awaited(asked()) == {page for page, row in CELLS.items() if row[role] not in ("-", "shut")}


def test_the_table_has_every_page_there_is() -> None:
    assert {page.key: page.script for page in PAGES} == SCRIPTS
