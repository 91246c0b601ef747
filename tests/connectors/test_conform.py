from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from connectors.conform import Conformed, Origin, conform
from connectors.errors import Refused
from store.schema import MAPPED

BANK = Origin("bank", "Asia/Jerusalem", version=7)
CONTACT = {"contact_id": "c1", "channel": "voice", "direction": "inbound", "started_at": "2026-03-02 09:00"}


def contact(**changes: object) -> Conformed:
    frame = pl.DataFrame({name: [value] for name, value in (CONTACT | changes).items()}, strict=False)
    return conform(MAPPED["contacts"], frame.with_columns(source_row=[1]), BANK)


def the(column: str, **changes: object) -> object:
    return contact(**changes).rows[column].item()


def reason(**changes: object) -> str:
    fit = contact(**changes)
    assert fit.rows.is_empty()
    return str(fit.faults["reason"].item())


@pytest.mark.parametrize(
    ("seconds", "milliseconds"),
    [
        ("1.0005", 1000),
        ("1.0015", 1002),
        ("0.1", 100),
        (" 7 ", 7000),
        (Decimal("2.6745"), 2674),
        (1.5, 1500),
        (3, 3000),
        (None, None),
        ("", None),
    ],
    ids=[
        "half to even, down",
        "half to even, up",
        "a tenth",
        "blanks",
        "decimal",
        "real",
        "whole",
        "null",
        "empty",
    ],
)
def test_seconds_become_whole_milliseconds(seconds: object, milliseconds: int | None) -> None:
    assert the("menu_ms", menu_s=seconds) == milliseconds


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-02 09:00:00", datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("2026-07-02T09:00", datetime(2026, 7, 2, 6, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 1, 22, tzinfo=UTC)),
        (date(2026, 3, 2), datetime(2026, 3, 1, 22, tzinfo=UTC)),
        ("2026-03-02 09:00:00.123456", datetime(2026, 3, 2, 7, 0, 0, 123456, tzinfo=UTC)),
        ("2026-03-02T09:00:00Z", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2026-03-02 09:00:00-05:30", datetime(2026, 3, 2, 14, 30, tzinfo=UTC)),
        ("2026-10-25 01:30:00", datetime(2026, 10, 24, 22, 30, tzinfo=UTC)),
    ],
    ids=[
        "winter",
        "summer",
        "a day",
        "a date",
        "microseconds",
        "zulu",
        "an offset",
        "the hour that comes twice",
    ],
)
def test_instants_are_read_on_the_sites_clock(written: object, instant: datetime) -> None:
    assert the("started_at", started_at=written) == instant


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"menu_s": "abc"}, "menu_s: 'abc' is not a number"),
        ({"menu_s": "-1"}, "menu_ms is negative"),
        ({"menu_s": float("nan")}, "menu_s: 'NaN' is not a number"),
        ({"menu_steps": "2.5"}, "menu_steps: '2.5' is not a whole number"),
        ({"menu_steps": 2.5}, "menu_steps: '2.5' is not a whole number"),
        ({"contact_id": ""}, "contact_id is missing"),
        ({"started_at": None}, "started_at is missing"),
        (
            {"started_at": "2026-03-27 02:30:00"},
            "started_at: '2026-03-27 02:30:00' is not a date and time on the clock of Asia/Jerusalem",
        ),
        (
            {"started_at": "yesterday"},
            "started_at: 'yesterday' is not a date and time on the clock of Asia/Jerusalem",
        ),
        (
            {"started_at": "0001-01-01"},
            "started_at: '0001-01-01' is not a date and time on the clock of Asia/Jerusalem",
        ),
        (
            {"ended_at": "2026-03-02 08:59"},
            "ended_at is before started_at: is the source's clock right?",
        ),
        (
            {"channel": "fax"},
            "channel: 'fax' is not one of voice, chat, message, social, email, web, walk_in",
        ),
        (
            {"menu_s": "abc", "priority": "x"},
            "menu_s: 'abc' is not a number; priority: 'x' is not a whole number",
        ),
    ],
    ids=[
        "no number",
        "negative",
        "NaN",
        "half a step as text",
        "half a step",
        "no id",
        "no start",
        "the night the clock goes forward",
        "no time",
        "before telephones",
        "ends before it starts",
        "not allowed",
        "two complaints",
    ],
)
def test_what_does_not_fit_is_set_aside_with_a_sentence(changes: dict[str, object], complaint: str) -> None:
    assert reason(**changes) == complaint


def test_ids_get_their_source_and_queues_do_not() -> None:
    row = contact(customer_id=5.0, entry_queue="PS").rows.row(0, named=True)

    assert row["contact_id"] == "bank:c1"
    assert row["customer_id"] == "bank:5"
    assert row["entry_queue"] == "PS"
    assert row["account_id"] is None


@pytest.mark.parametrize(("given", "version"), [({}, 7), ({"version": 3}, 3), ({"version": None}, 7)])
def test_rows_have_the_sources_version_or_their_own(given: dict[str, object], version: int) -> None:
    assert the("version", **given) == version


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"entry_que": "PS"}, "contacts has no column 'entry_que'; did you mean 'entry_queue'?"),
        ({"menu_s": 1, "menu_ms": 1}, "contacts: give a duration once, in _s or in _ms."),
        (
            {"attributes": {"a": 1}},
            "The column attributes holds lists or records, but each value has to be text; to_json(",
        ),
        (
            {"started_at": 1772442000},
            "The column started_at holds whole numbers, but each value has to be a date and time;",
        ),
    ],
    ids=["a typo", "twice", "a struct", "a number for a time"],
)
def test_a_column_that_can_never_fit_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        contact(**changes)

    assert str(refused.value).startswith(sentence)


def test_a_select_has_to_return_what_each_row_needs() -> None:
    frame = pl.DataFrame({"contact_id": ["c1"], "source_row": [[1]]})

    with pytest.raises(Refused, match="has to return channel, direction, started_at as well"):
        conform(MAPPED["contacts"], frame, BANK)


def test_duckdbs_infinity_is_set_aside() -> None:
    frame = pl.DataFrame([{**CONTACT, "source_row": [1]}]).with_columns(
        started_at=pl.Series([2**63 - 1]).cast(pl.Datetime("us"))
    )

    fit = conform(MAPPED["contacts"], frame, BANK)

    assert fit.faults["reason"].to_list() == [
        "started_at: '?' is not a date and time on the clock of Asia/Jerusalem"
    ]
