import csv
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from connectors import connect
from connectors.base import Connector
from settings import ConnectorSettings, Site
from tests.connectors.fetched import Fetched, fetch

pytestmark = pytest.mark.real_data
MONTHS = {"january": (31_599, 272), "february": (33_344, 301)}
AFTER = datetime(1999, 3, 1, tzinfo=UTC)


def bank(folder: Path, pattern: str = "*.txt") -> Connector:
    given = {"path": str(folder / "anonymous_bank" / pattern), "recipe": "anonymous_bank"}
    settings = ConnectorSettings(name="bank", kind="files", **given)
    return connect(settings, Site(timezone="UTC"), folder)


@dataclass(frozen=True)
class Month:
    """One month as the connector loads it, and as a plain reader of the file sees it."""

    fetched: Fetched
    rows: list[dict[str, str]]

    @property
    def legs(self) -> pl.DataFrame:
        return self.fetched.table("legs")

    @property
    def contacts(self) -> pl.DataFrame:
        return self.fetched.table("contacts")


@pytest.fixture(scope="module", params=list(MONTHS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def month(shared_data: Path, name: str) -> Month:
    path = shared_data / "anonymous_bank" / f"{name}1999.txt"
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if is_a_call(row)]
    return Month(fetch(bank(shared_data, path.name), until=AFTER), rows)


def is_a_call(row: dict[str, str]) -> bool:
    return row["outcome"] != "PHANTOM" and int(row["vru_time"]) >= 0


def contact_id(row: dict[str, str]) -> str:
    return f"bank:{row['date']}/{row['vru+line']}/{row['call_id']}"


def waited(row: dict[str, str]) -> bool:
    return row["outcome"] == "AGENT" or int(row["q_time"]) > 0


def clock(row: dict[str, str], column: str) -> datetime:
    return datetime.strptime(f"{row['date']} {row[column]}", "%y%m%d %H:%M:%S").replace(
        tzinfo=ZoneInfo("Asia/Jerusalem")
    )


def end(row: dict[str, str]) -> datetime:
    if row["outcome"] != "AGENT" or row["ser_start"] == row["ser_exit"] == "0:00:00":
        return clock(row, "vru_exit") + timedelta(seconds=int(row["q_time"]))
    served = clock(row, "ser_exit")
    return served + timedelta(days=1) if served < clock(row, "vru_entry") else served


def test_every_row_is_loaded_or_excluded_by_name(month: Month, name: str) -> None:
    read, excluded = MONTHS[name]

    assert month.fetched.read == read
    assert month.fetched.loaded == read - excluded == len(month.rows)
    assert sum(month.fetched.excluded.values()) == excluded
    assert set(month.fetched.excluded) == {"phantom call", "negative time in the menu"}
    assert month.fetched.quarantined.is_empty()


def test_the_documentation_beside_the_calls_is_no_file_of_calls(shared_data: Path) -> None:
    assert bank(shared_data).check() == [
        "bank: 2 files, 64,943 rows, 17 columns; the mapping fits.",
        "bank leaves out: 518 phantom call, 55 negative time in the menu.",
    ]


def test_outcomes_by_queue_are_those_of_a_plain_count(month: Month) -> None:
    counted = Counter((row["type"].strip(), row["outcome"] == "AGENT") for row in month.rows if waited(row))

    legs = month.legs.group_by("queue", pl.col("outcome") == "answered").len()
    assert {(queue, answered): n for queue, answered, n in legs.rows()} == dict(counted)


def test_those_who_left_in_the_menu_have_no_leg_but_a_queue_they_were_led_to(month: Month) -> None:
    lost = Counter(row["type"].strip() for row in month.rows if not waited(row))

    exits = month.contacts.filter(menu_outcome="exited")
    assert dict(exits.group_by("entry_queue").len().rows()) == dict(lost)
    assert exits.join(month.legs, on="contact_id", how="semi").is_empty()


def test_waits_and_handling_times_are_those_of_a_plain_sum(month: Month) -> None:
    answered = [row for row in month.rows if row["outcome"] == "AGENT"]
    legs = month.legs.filter(outcome="answered")

    assert legs["wait_ms"].sum() == 1000 * sum(int(row["q_time"]) for row in answered)
    assert legs["talk_ms"].sum() == 1000 * sum(int(row["ser_time"]) for row in answered)
    assert month.contacts["menu_ms"].sum() == 1000 * sum(int(row["vru_time"]) for row in month.rows)


def test_each_contact_begins_and_ends_when_a_plain_reading_says(month: Month) -> None:
    expected = {contact_id(row): (clock(row, "vru_entry"), end(row)) for row in month.rows}

    rows = month.contacts.select("contact_id", "started_at", "ended_at").rows()
    assert {contact: (start, finish) for contact, start, finish in rows} == expected


def test_each_visit_is_queued_and_answered_when_a_plain_reading_says(month: Month) -> None:
    expected = {contact_id(row): clock(row, "vru_exit") for row in month.rows if waited(row)}
    answers = {
        contact_id(row): clock(row, "vru_exit") + timedelta(seconds=int(row["q_time"]))
        for row in month.rows
        if row["outcome"] == "AGENT"
    }

    answered = month.legs.filter(outcome="answered")
    assert dict(month.legs.select("contact_id", "queued_at").rows()) == expected
    assert dict(answered.select("contact_id", "answered_at").rows()) == answers


def test_unknown_customers_and_agents_are_null(month: Month) -> None:
    customers = {row["customer_id"] for row in month.rows} - {"0"}
    answered = [row for row in month.rows if row["outcome"] == "AGENT"]
    servers = Counter(row["server"] for row in answered)
    unknown = servers.pop("NO_SERVER")

    agents = month.legs.filter(outcome="answered")["agent_id"]
    assert set(month.contacts["customer_id"].drop_nulls()) == {f"bank:{each}" for each in customers}
    assert agents.null_count() == unknown
    assert dict(agents.drop_nulls().value_counts().rows()) == {f"bank:{k}": n for k, n in servers.items()}
    assert set(month.fetched.table("agents")["name"]) == set(servers)


def test_the_bank_calling_back_is_a_visit_of_direction_callback(month: Month) -> None:
    back = [row for row in month.rows if row["type"].strip() == "TT"]

    contacts = month.contacts.filter(direction="callback")
    assert contacts.height == len(back)
    assert set(contacts["entry_queue"]) == {"TT"}
    assert set(month.legs["queue"]) >= {"PS", "NW", "NE", "IN", "PE", "TT"}


def test_the_published_means(month: Month, name: str) -> None:
    legs = month.legs.filter(outcome="answered")

    assert round(mean(legs["wait_ms"]) / 1000, 3) == {"january": 34.949, "february": 40.730}[name]
    assert round(mean(legs["talk_ms"]) / 1000, 3) == {"january": 183.468, "february": 176.383}[name]
