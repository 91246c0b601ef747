"""A small centre in which every name gives away whose it is: nothing of it may reach whom it is not for.

There are two teams, North and Zteam. The marks stand in ids, names, addresses and words: OTHERS in all that
is of Zteam alone, AGENTS in what names an agent, CLIENTS in what names a customer.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from metrics.recognition.guards import HELD
from metrics.recognition.together import judged
from settings import Settings, load
from store import recognition, weekly
from store.live import Writer
from store.opened import open_store
from store.recognition_facts import Facts
from store.schema import AGENTS as RECORDS
from store.schema import (
    AGENTS_NOW,
    CUSTOMERS,
    GESTURES,
    IDENTITIES,
    JOURNEY,
    NOTES,
    PROMISES,
    STATES,
    SURVEYS,
    VISITS_NOW,
    Table,
    empty,
)
from tests.alerts import rang
from tests.factories import NOON, ZONE
from tests.once import once
from tests.store.recognised import measure
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent

OTHERS, TEAM, AGENTS, CLIENTS = "zsouth", "zteam", "qagent", "qclient"
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MONDAY = date(2026, 3, 2)
EACH = 6  # agents and customers of a team
CALLS = 48  # of a team, in 24 days
SETTINGS = """
now = {now}
[site]
timezone = "{zone}"
address = "http://127.0.0.1:{port}"
[access]
sign_in = "proxy"
[access.roles]
manager = ["cc-managers"]
lead = ["cc-leads"]
executive = ["cc-board"]
admin = ["cc-it"]
[access.proxy]
addresses = ["127.0.0.1"]
account_header = "X-Auth-Email"
role_header = "X-Auth-Roles"
teams_header = "X-Auth-Teams"
[[connectors]]
name = "bank"
kind = "files"
path = "none/*.csv"
"""
Row = dict[str, Any]
Headers = tuple[tuple[str, str], ...]


def _said(account: str, *more: tuple[str, str]) -> Headers:
    return (("X-Auth-Email", f"{account}@example.com"), *more)


# Who comes: what the proxy's headers say of each of them.
CAST: dict[str, Headers] = {
    "manager": _said("dana", ("X-Auth-Roles", "cc-managers")),
    "lead": _said("eli", ("X-Auth-Roles", "cc-leads"), ("X-Auth-Teams", "North")),
    "lead of no team": _said("noa", ("X-Auth-Roles", "cc-leads")),
    "executive": _said("omer", ("X-Auth-Roles", "cc-board")),
    "admin": _said("ivy", ("X-Auth-Roles", "cc-it")),
    "stranger": _said("gil", ("X-Auth-Roles", "cc-guests")),
    "nobody": (),
}


class _Now:
    """What the source tells of this moment: an agent of each team at work, and a customer waiting."""

    at = NOON
    visits = pl.DataFrame(
        [
            {
                "contact_id": f"bank:{CLIENTS}-{mark}-now",
                "leg_no": 1,
                "queue": queue,
                "channel": "voice",
                "direction": "inbound",
                "started_at": NOON - MINUTE,
                "queued_at": NOON - MINUTE,
                "outcome": "answered" if n else "waiting",
                "answered_at": NOON if n else None,
                "agent_id": f"bank:{AGENTS}-{mark}-0" if n else None,
            }
            for n in (0, 1)
            for mark, queue in (("north", "Billing"), (OTHERS, "Orders"))
        ],
        schema=VISITS_NOW,
    ).with_columns(pl.concat_str("contact_id", pl.lit("-"), "outcome").alias("contact_id"))
    agents = pl.DataFrame(
        [
            {"agent_id": f"bank:{AGENTS}-{mark}-0", "state": "on_contact", "since": NOON, "queue": queue}
            for mark, queue in (("north", "Billing"), (OTHERS, "Orders"))
        ],
        schema=AGENTS_NOW,
    )


def rows(table: Table, given: list[Row]) -> pl.DataFrame:
    """Rows of the source as it sends them."""
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def _calls(mark: str, queue: str) -> list[tuple[Row, list[Row]]]:
    """A call every twelve hours, by turns of six customers to six agents."""
    late, [leg] = call(f"{mark}-late", f"{CLIENTS}-{mark}-0", NOON - 50 * MINUTE, ended_at=NOON)
    waited = leg | {"queue": queue, "wait_ms": 900_000, "agent_id": f"bank:{AGENTS}-{mark}-0"}
    return [(late, [waited]), *(_call(mark, queue, n) for n in range(CALLS))]


def _call(mark: str, queue: str, n: int) -> tuple[Row, list[Row]]:
    at = NOON - 24 * DAY + n * 12 * HOUR
    told = {"is_complaint": int(n % 8 == 0), "is_resolved": int(n % 3 > 0), "entry_queue": queue}
    told |= {"menu_path": "bills>invoice", "menu_outcome": "queued", "menu_ms": 20_000, "menu_steps": 2}
    who = f"{CLIENTS}-{mark}-{n % EACH}"
    row, _legs = call(f"{mark}-{n}", who, at, ended_at=at + 9 * MINUTE, **told)
    agent = f"bank:{AGENTS}-{mark}-{n % EACH}"
    first = leg_of(row, 1, queue, 20, agent_id=agent, wait_ms=90_000 if n % 4 == 0 else 9_000)
    if n % 5:
        return row, [first]
    return row, [first | {"ended_by": "transfer_blind"}, leg_of(row, 2, queue, 120, agent_id=agent)]


def _of_team(mark: str, team: str) -> dict[str, list[Row]]:
    """All that belongs to a team beside its calls."""
    begun = NOON - 60 * DAY
    agents = [f"bank:{AGENTS}-{mark}-{n}" for n in range(EACH)]
    clients = [f"bank:{CLIENTS}-{mark}-{n}" for n in range(EACH)]
    ats = {n: NOON - 24 * DAY + n * 12 * HOUR for n in range(CALLS)}

    def of(n: int, key: str) -> Row:
        told = {"contact_id": f"bank:{mark}-{n}", "customer_id": clients[n % EACH]}
        return told | {key: f"bank:{mark}-{n}", "agent_id": agents[n % EACH]}

    return {
        "agents": [
            {"agent_id": one, "valid_from": begun, "name": f"Dov {AGENTS} {mark} {n}", "team": team}
            | {"email": f"{one[5:]}@bank.example", "lead": f"Head {mark}", "site": f"site-{mark}"}
            for n, one in enumerate(agents)
        ],
        "customers": [
            {"customer_id": one, "valid_from": begun, "name": f"Ada {CLIENTS} {mark} {n}"}
            | {"annual_value": 900.0 + n, "home_queue": "Billing" if n % 2 else "Orders"}
            | {"segment": "private", "joined_on": "2020-03-13", "born_on": f"1980-03-0{4 + n % 4}"}
            for n, one in enumerate(clients)
        ],
        "identities": [
            {"customer_id": one, "kind": kind, "value": value}
            for one in clients
            for kind, value in (("email", f"{one[5:]}@mail.example"), ("phone", f"+9725{hash_of(one)}"))
        ],
        "agent_states": [
            {"agent_id": one, "started_at": at, "state": state, "ended_at": at + 2 * HOUR}
            for one in agents
            for day in range(24)
            for at, state in (
                (NOON - day * DAY - 3 * HOUR, "available"),
                (NOON - day * DAY - HOUR, "break"),
            )
        ],
        "notes": [
            of(n, "note_id")
            | {"written_at": ats[n] + MINUTE, "author": "agent", "language": "en"}
            | {"text": f"The card was declined and she wants to cancel, word-{mark}"}
            for n in range(0, CALLS, 3)
        ],
        "surveys": [
            of(n, "survey_id")
            | {"kind": "csat", "invited_at": ats[n] + MINUTE, "answered_at": ats[n] + 9 * MINUTE}
            | {"score": float(1 + n % 5), "scale_min": 1.0, "scale_max": 5.0}
            | {"comment": f"Nobody called me back, so angry, word-{mark}", "language": "en"}
            for n in range(1, CALLS, 3)
        ],
        "promises": [
            of(n, "promise_id") | {"kind": "call_back", "made_at": ats[n] + MINUTE, "due_at": ats[n] + DAY}
            for n in range(2, CALLS, 4)
        ],
        "gestures": [
            of(n, "gesture_id")
            | {"kind": "credit", "cost": 10.0, "authority": "agent", "granted_at": ats[n] + MINUTE}
            for n in range(3, CALLS, 4)
        ],
        "journey_events": [
            {"event_id": f"bank:{mark}-{n}", "customer_id": clients[n % EACH], "kind": "card_declined"}
            | {"at": ats[n] - HOUR, "detail": f"word-{mark}"}
            for n in range(0, CALLS, 2)
        ],
    }


def hash_of(name: str) -> str:
    """Seven digits that are the same in each run."""
    return f"{sum(ord(letter) * n * 7919 for n, letter in enumerate(name, 1)) % 10_000_000:07}"


def told(folder: Path, port: int) -> Settings:
    """Write the settings of the centre, and read them."""
    (folder / "moked.toml").write_text(text(port))
    return load(folder / "moked.toml", folder / "data")


def text(port: int) -> str:
    """The settings of the centre."""
    return SETTINGS.format(now=NOON.isoformat(), zone=ZONE, port=port)


def _fill(folder: Path) -> None:
    store = open_store(told(folder, 1))
    both = (("north", "North", "Billing"), (OTHERS, TEAM.title(), "Orders"))
    beside = [_of_team(mark, team) for mark, team, _queue in both]
    tables = (RECORDS, CUSTOMERS, IDENTITIES, STATES, NOTES, SURVEYS, PROMISES, GESTURES, JOURNEY)
    others = {table.name: rows(table, [row for of in beside for row in of[table.name]]) for table in tables}
    calls = [one for mark, _team, queue in both for one in _calls(mark, queue)]
    batch = Sent({**sent("bank", calls).tables, **others})
    refresh(store, "bank", batch, now=NOON, is_first=True)
    for queue in ("Billing", "Orders"):
        rang(store.state, queue=queue, begun_at=NOON - HOUR, raised_at=NOON - HOUR + MINUTE)
    Writer(store.state, "bank").write(_Now())
    weekly.keep(store, load(folder / "moked.toml", folder / "data"), MONDAY, NOON)
    recognition.write(store.state, MONDAY - 7 * DAY, _recognised(), NOON)
    store.close()


def _recognised() -> Facts:
    """A week that thanks an agent of North, and holds back one of each team."""
    best, *held = (f"bank:{AGENTS}-{mark}-{n}" for mark, n in (("north", 0), ("north", 1), (OTHERS, 0)))
    one, nobody = measure((best, 40.0)), measure()
    rows = pl.DataFrame([(name, "short", 100, 14, 2.0) for name in held], schema=HELD, orient="row")
    teams = dict(zip([best, *held], ["North", "North", TEAM.title()], strict=True))
    found = {
        name: judged({"satisfied": each, "solved": each})
        for name, each in (("best", one), ("improved", nobody), ("helped", nobody), ("beyond", nobody))
    }
    return Facts(NOON, 1, found, rows, teams, {})


def planted() -> Path:
    """The folder with the centre's data, made once for a whole run; only to be copied."""
    return once("planted", _fill) / "data"
