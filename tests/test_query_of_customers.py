"""What customers' events, records and leavings tell, asked of a store that a refresh has filled."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from metrics.prevention.excess import followed
from metrics.prevention.ranked import ranked
from metrics.quality.cost import by_field
from metrics.quality.faults import to_mend
from settings import Settings, load
from store import good_calls
from store.asked import Filters, Viewer
from store.costing import lost_of, members
from store.happened import happened
from store.list_told import this_week
from store.list_told import told as list_told
from store.opened import Store, open_store
from store.read import open_reading
from store.recorded import quality
from tests.connectors.demo.centre import SEVEN_WEEKS, stored
from tests.installed import Installed, with_bank

MANAGER, EXECUTIVE = Viewer("m", "manager"), Viewer("e", "executive")
FOUR_WEEKS = Filters(SEVEN_WEEKS, SEVEN_WEEKS - timedelta(weeks=4), SEVEN_WEEKS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven weeks of a small simulated centre, in a store."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder)
    return folder


@pytest.fixture
def centre(folder: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return Installed(folder, capsys)


@pytest.fixture
def bank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return with_bank(tmp_path, capsys)


@pytest.fixture(scope="module")
def settings(folder: Path) -> Settings:
    return load(folder / "moked.toml", folder / "data")


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def rows(centre: Installed, *words: str) -> list[dict[str, object]]:
    code, out, err = centre.run("query", *words, "--format", "json")
    assert code == 0, err
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_declined_cards_lead_the_list_of_what_could_be_prevented(centre: Installed) -> None:
    found = {
        row["kind"]: row["contacts_prevented"] for row in rows(centre, "contacts_prevented", "--by", "kind")
    }
    whole = rows(centre, "contacts_prevented")[0]["contacts_prevented"]

    assert found["card_declined"]["low"] > 5  # type: ignore[index]
    assert sum(each["value"] for each in found.values()) == pytest.approx(whole["value"])  # type: ignore[index]


def test_contacts_are_told_within_one_day_and_three(centre: Installed) -> None:
    found = rows(
        centre, "contacts_prevented", "--by", "hours,kind", "--from", "2026-04-01", "--to", "2026-04-29"
    )
    declined = {row["hours"]: row["contacts_prevented"] for row in found if row["kind"] == "card_declined"}

    assert list(declined) == [1, 24, 72]
    assert declined[1]["value"] < declined[24]["value"]  # type: ignore[index]
    assert declined[24]["denominator"] == 4  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["contacts_prevented"], "contacts_prevented: of what happened on 15 Mar – 3 May 2026"),
        (
            ["contacts_prevented", "--from", "2026-04-01", "--to", "2026-04-15"],
            "of what happened on 1–14 Apr 2026",
        ),
        (["retention"], "retention: of whole months, 1–30 Apr 2026"),
        (
            ["data_quality"],
            "data_quality: by the contacts of 15 Mar – 3 May 2026, and the records in force at",
        ),
        (
            ["data_quality", "--from", "2026-04-01", "--to", "2026-04-15"],
            "by the contacts of 1–14 Apr 2026, and",
        ),
    ],
)
def test_the_days_of_a_figure_are_said(centre: Installed, words: list[str], said: str) -> None:
    code, _out, err = centre.run("query", *words)

    assert code == 0
    assert said in err


def test_records_are_told_by_field(centre: Installed) -> None:
    found = {row["field"]: row["data_quality"] for row in rows(centre, "data_quality", "--by", "field")}

    assert found["home_queue"]["value"] < 0.999  # type: ignore[index]
    assert found["segment"]["value"] == 1  # type: ignore[index]
    assert found["email"]["value"] == pytest.approx(0.6, abs=0.02)  # type: ignore[index]


def test_who_stays_is_told_of_months_that_are_over(centre: Installed) -> None:
    found = rows(centre, "retention,churn_rate", "--by", "month")
    kept, left = (found[0][name]["value"] for name in ("retention", "churn_rate"))  # type: ignore[index]

    assert [row["month"] for row in found] == ["2026-04-01"]
    assert kept + left == pytest.approx(1)
    assert 0.005 < left < 0.02
    assert rows(centre, "retention", "--by", "quarter") == []


def test_the_value_at_risk_is_that_of_the_list(centre: Installed, store: Store, settings: Settings) -> None:
    found = list_told(store, settings, this_week(settings))
    assert found is not None
    first = found.rows.filter("is_listed")
    whole = rows(centre, "value_at_risk")[0]["value_at_risk"]
    parts = [row["value_at_risk"]["value"] for row in rows(centre, "value_at_risk", "--by", "reason")]  # type: ignore[index]

    assert first.height == 50
    assert whole["value"] == pytest.approx(first["value"].sum())  # type: ignore[index]
    assert sum(parts) == pytest.approx(whole["value"])  # type: ignore[index]


def test_good_reasons_are_told_by_customer_as_many_as_set(
    centre: Installed, store: Store, settings: Settings
) -> None:
    kept = good_calls.from_instant(store, settings, this_week(settings))
    assert kept is not None
    [whole] = rows(centre, "good_reasons")
    listed_ = [row["customer"] for row in rows(centre, "good_reasons", "--by", "rank,customer")]
    at_risk_too = list_told(store, settings, this_week(settings))
    assert at_risk_too is not None

    assert whole["good_reasons"]["value"] == 20  # type: ignore[index]
    assert whole["good_reasons"]["denominator"] == kept.week.due > 20  # type: ignore[index]
    assert listed_ == kept.rows["person"].to_list()
    assert not set(listed_) & set(at_risk_too.rows.filter("is_listed")["customer"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["contacts_prevented"], "nothing that happened to customers is known of the time asked about"),
        (["data_quality"], "no records of customers are known"),
        (["retention,churn_rate"], "no whole month has passed since a source first told who leaves"),
        (["value_at_risk"], "nobody is on the list"),
    ],
    ids=["no events", "no records", "nobody tells who leaves", "no list"],
)
def test_a_source_of_calls_alone_tells_nothing_of_customers(
    bank: Installed, words: list[str], sentence: str
) -> None:
    code, out, err = bank.run("query", *words)

    assert (code, out.split()[-1]) == (0, "–")
    assert sentence in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["retention,asa"],
            "retention counts customers and asa counts something else; ask for each by itself.",
        ),
        (["contacts_prevented", "--by", "agent"], "Unknown column 'agent'"),
        (
            ["data_quality", "--where", "field=plan"],
            "data_quality cannot be narrowed; ask for it by field or",
        ),
        (["retention", "--by", "month,quarter"], "Ask by month or by quarter, not by both."),
        (["churn_rate", "--threshold", "5"], "--threshold says nothing about churn_rate."),
        (["good_reasons", "--to", "2026-04-01"], "--from and --to say nothing about good_reasons;"),
        (["value_at_risk", "--from", "2026-04-01"], "--from and --to say nothing about value_at_risk;"),
        (["contacts_prevente"], "Did you mean 'contacts_prevented'?"),
    ],
    ids=["contacts beside", "by agent", "narrowed", "two at once", "an option", "good", "a window", "a name"],
)
def test_what_cannot_be_told_is_said(centre: Installed, words: list[str], sentence: str) -> None:
    code, out, err = centre.run("query", *words)

    assert (code, out) == (2, "")
    assert sentence in err


def test_as_of_a_day_nothing_is_known_that_came_later(store: Store, settings: Settings) -> None:
    at = SEVEN_WEEKS - timedelta(weeks=2)
    told = happened(store, settings, Filters(at))
    later = happened(store, settings, Filters(SEVEN_WEEKS))
    assert told is not None
    assert later is not None

    known = ranked(followed(told, (24,))).select("kind", "events")
    since = ranked(followed(later, (24,))).select("kind", "events")
    assert told.events["at"].max() <= at  # type: ignore[operator]
    assert told.contacts["started_at"].max() <= at  # type: ignore[operator]
    assert known["events"].sum() < since["events"].sum()


def test_the_list_to_mend_names_nobody_to_executives(store: Store, settings: Settings) -> None:
    mine = quality(store, settings, MANAGER, Filters(SEVEN_WEEKS))
    theirs = quality(store, settings, EXECUTIVE, Filters(SEVEN_WEEKS))
    assert mine is not None
    assert theirs is not None

    stale = to_mend(mine.rows).filter(field="home_queue", fault="stale")
    assert stale.height > 30
    assert stale["minutes"].min() > 0  # type: ignore[operator]
    assert by_field(theirs.rows, theirs.told).equals(by_field(mine.rows, mine.told))
    assert theirs.rows["customer_id"].null_count() == theirs.rows["name"].null_count() == mine.rows.height


def test_a_lead_sees_the_records_of_the_own_customers(store: Store, settings: Settings) -> None:
    reading = open_reading(store, settings, MANAGER, Filters(SEVEN_WEEKS), dimensions=("team",))
    assert reading is not None
    team = reading.visits.select(pl.col("team").drop_nulls().sort().first()).collect().item()
    lead = quality(store, settings, Viewer("l", "lead", frozenset({team})), Filters(SEVEN_WEEKS))
    whole = quality(store, settings, MANAGER, Filters(SEVEN_WEEKS))
    assert lead is not None
    assert whole is not None

    same = whole.rows.join(lead.rows.select("customer_id").unique(), on="customer_id", how="semi")
    assert 0 < lead.rows.height < whole.rows.height
    assert same.equals(lead.rows)


def test_minutes_lost_and_members_are_told_of_a_window(store: Store, settings: Settings) -> None:
    lost = lost_of(store, settings, MANAGER, FOUR_WEEKS)
    compared = members(store, settings, FOUR_WEEKS)
    assert lost is not None
    assert compared is not None

    assert lost["what"].to_list() == ["repeats", "misroutes", "waits"]
    assert lost.filter(pl.col("minutes") <= 0).is_empty()
    assert {each.outcome: each.difference.is_clear for each in compared.outcomes} == {
        "left": False,
        "again": False,
        "satisfied": False,
    }
