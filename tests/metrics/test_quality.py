"""What is wrong in customers' records, one fault an entry, and what it costs."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from metrics.quality.cost import by_field, ladder, repeats
from metrics.quality.evidence import SHOWN, shown
from metrics.quality.faults import OF_ROWS, Records, looked_at, to_mend
from metrics.quality.told import figures

TODAY = date(2026, 6, 1)
AT = datetime(2026, 5, 1, tzinfo=UTC)
INSTANT = pl.Datetime("us", "UTC")
ROW = {
    "source": "crm",
    "name": "Noa Teacup",
    "valid_from": AT,
    "language": "he",
    "segment": "family",
    "plan": "Basic",
    "home_queue": "Billing",
    "preferred_channel": "voice",
    "loyalty_tier": "gold",
    "joined_on": "2020-01-01",
    "born_on": "1980-01-01",
    "contract_ends_on": "2027-01-01",
    "annual_value": 100.0,
}
KINDS = {name: pl.Float64 if name == "annual_value" else pl.String for name in OF_ROWS} | {
    "valid_from": INSTANT
}
NOTHING = pl.DataFrame(
    schema=dict.fromkeys(SHOWN, pl.String) | {"contacts": pl.Int64, "minutes": pl.Float64, "last_at": INSTANT}
)


def records(*rows: dict[str, object], **given: object) -> Records:
    """Records of customers c0, c1 …, each with what is said differently of it."""
    told = [{"customer_id": f"c{n}", "person": f"c{n}"} | ROW | row for n, row in enumerate(rows)]
    ways = [
        (f"c{n}", kind, value)
        for n in range(len(rows))
        for kind, value in (("phone", f"+9725550{n:04}"), ("email", f"c{n}@x.example"))
    ]
    identities = pl.DataFrame(ways, schema=["customer_id", "kind", "value"], orient="row")
    options: dict[str, object] = {"identities": identities, "shown": NOTHING, "today": TODAY} | given
    return Records(rows=pl.DataFrame(told, schema=KINDS), **options)  # type: ignore[arg-type]


def faults(told: Records) -> list[tuple[str, str, str]]:
    """Customer, field and fault, what is worst first."""
    return to_mend(looked_at(told)).select("customer_id", "field", "fault").rows()


def one(**said: object) -> list[tuple[str, str]]:
    """Field and fault of one record among ten sound ones."""
    told = records(
        *[{}] * 10,
        said,
        allowed={"plan": ["Basic"], "home_queue": ["Billing"], "preferred_channel": ["voice"]},
    )
    return [(field, fault) for _who, field, fault in faults(told)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"language": None}, [("language", "missing")]),
        ({"language": " "}, [("language", "missing")]),
        ({"language": "zz"}, [("language", "invalid")]),
        ({"plan": "Basik"}, [("plan", "invalid")]),
        ({"segment": "famly"}, []),
        ({"home_queue": "Old desk"}, [("home_queue", "invalid")]),
        ({"born_on": "2026-06-02"}, [("born_on", "invalid")]),
        ({"born_on": "1899-12-31"}, [("born_on", "invalid")]),
        ({"born_on": "1.2.1980"}, [("born_on", "invalid")]),
        ({"born_on": "2021-01-01"}, [("born_on", "contradicting")]),
        ({"joined_on": "2026-06-01"}, []),
        ({"joined_on": "2026-06-02"}, [("joined_on", "invalid")]),
        ({"contract_ends_on": "2019-12-31"}, [("contract_ends_on", "contradicting")]),
        ({"annual_value": -1.0}, [("annual_value", "invalid")]),
        ({"annual_value": None}, [("annual_value", "missing")]),
    ],
    ids=[
        "sound",
        "no language",
        "blanks are nothing",
        "no language of anybody",
        "a plan that there is not",
        "nobody knows which segments there are",
        "no such queue",
        "born tomorrow",
        "too old",
        "no day",
        "born after joining",
        "joined today",
        "joins tomorrow",
        "ended before it began",
        "a value below nothing",
        "no value",
    ],
)
def test_a_fault_of_an_entry(said: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert one(**said) == expected


def test_a_field_that_a_segment_does_not_have_is_not_missing_there() -> None:
    private = [{"segment": "family", "home_queue": None}] * 11
    offices = [{"segment": "business"}] * 9 + [{"segment": "business", "home_queue": None}]
    rows = looked_at(records(*private, *offices)).filter(field="home_queue")

    assert rows.height == 10
    assert rows["fault"].drop_nulls().to_list() == ["missing"]


def test_two_records_of_a_person_that_disagree_are_both_listed() -> None:
    told = records({"person": "p", "language": "he"}, {"person": "p", "language": "ru"}, {"language": "ru"})

    assert faults(told) == [("c0", "language", "contradicting"), ("c1", "language", "contradicting")]


@pytest.mark.parametrize(("sharers", "expected"), [(5, 0), (6, 6)], ids=["five may share", "six may not"])
def test_a_number_of_many_customers_says_nothing_of_any(sharers: int, expected: int) -> None:
    ways = [(f"c{n}", "phone", "+972555000000") for n in range(sharers)]
    identities = pl.DataFrame(ways, schema=["customer_id", "kind", "value"], orient="row")
    rows = looked_at(records(*[{}] * sharers, identities=identities))

    assert rows.filter(field="phone", fault="contradicting").height == expected
    assert rows.filter(field="phone")["recorded"].null_count() == sharers
    assert rows.filter(field="email").is_empty()


@pytest.mark.parametrize(
    ("value", "fault"),
    [("+97255512345", None), ("0555-12345", "invalid"), ("", "missing")],
    ids=["as it is written abroad", "a local number", "nothing"],
)
def test_a_telephone_number(value: str, fault: str | None) -> None:
    ways = [(f"c{n}", "phone", f"+9725551{n:04}") for n in range(9)] + [("c9", "phone", value)]
    identities = pl.DataFrame(ways, schema=["customer_id", "kind", "value"], orient="row")
    rows = looked_at(records(*[{}] * 10, identities=identities)).filter(field="phone", customer_id="c9")

    assert rows["fault"].to_list() == [fault]


def contacts(*rows: dict[str, object]) -> pl.LazyFrame:
    """Contacts of `causes.attributed`."""
    usual = {"contact_id": "k", "customer_id": "c0", "person": "c0", "is_counted": True, "language": "he"}
    usual |= {"started_at": AT, "cause": None, "detail": None, "recorded": None, "turned_out": None}
    usual |= {"extra_wait_ms": 0, "wasted_handle_ms": 0, "topic_family": "Billing", "channel": "voice"}
    usual |= {
        "closed_at": AT,
        "first_answered_at": AT,
        "seen_ms": 10**10,
        "next_topic_ms": None,
        "topic": "x",
    }
    kinds = dict.fromkeys(usual, pl.String) | dict.fromkeys(
        ("started_at", "closed_at", "first_answered_at"), INSTANT
    )
    kinds |= dict.fromkeys(("extra_wait_ms", "wasted_handle_ms", "seen_ms", "next_topic_ms"), pl.Int64)
    told = [usual | {"contact_id": f"k{n}"} | row for n, row in enumerate(rows)]
    return pl.DataFrame(told, schema=kinds | {"is_counted": pl.Boolean}).lazy()


def spoke(day: int, language: str | None) -> dict[str, object]:
    return {"started_at": AT + timedelta(days=day), "language": language}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["ru"], []),
        (["ru", "ru"], ["ru"]),
        (["ru", "ru", "he"], []),
        (["ru", "he", "ru", "ru"], ["ru"]),
        (["ru", "ar"], []),
        (["ru", None, "ru"], ["ru"]),
    ],
    ids=["once", "twice", "confirmed since", "twice since", "this one and that one", "not known between"],
)
def test_a_language_is_stale_when_another_one_is_spoken_since(
    said: list[str | None], expected: list[str]
) -> None:
    told = records({})
    found = shown(contacts(*(spoke(n, each) for n, each in enumerate(said))), told.rows.lazy())

    assert found["shown"].to_list() == expected


def test_a_contract_that_is_over_and_outlived_is_stale() -> None:
    told = records({"contract_ends_on": "2026-03-31"})
    late, early = contacts(spoke(0, "he")), contacts(spoke(-2, "he"))

    assert shown(late, told.rows.lazy())["field"].to_list() == ["contract_ends_on"]
    assert shown(early, told.rows.lazy()).is_empty()


LED = {"cause": "field", "detail": "home_queue", "recorded": "Billing", "turned_out": "Business desk"}
LED |= {"extra_wait_ms": 120_000, "wasted_handle_ms": 60_000}


def test_minutes_stand_on_the_record_that_led_astray_until_it_is_mended() -> None:
    rows = contacts(LED, LED, LED | {"customer_id": "c1"})
    told = records({}, {"home_queue": "Business desk"})
    seen = looked_at(records({}, {"home_queue": "Business desk"}, shown=shown(rows, told.rows.lazy())))

    assert to_mend(seen).select("customer_id", "field", "fault", "contacts", "minutes").rows() == [
        ("c0", "home_queue", "stale", 2, 6.0)
    ]


def test_each_figure_of_a_field_is_rows_of_the_list() -> None:
    plain = records({}, {"language": None}, {"language": "zz"}, {"person": "c0", "born_on": "1981-01-01"})
    told = records(
        {},
        {"language": None},
        {"language": "zz"},
        {"person": "c0", "born_on": "1981-01-01"},
        shown=shown(contacts(LED), plain.rows.lazy()),
    )
    rows = looked_at(told)
    table = by_field(rows, told)
    counted = table.select(
        "field", pl.sum_horizontal("missing", "invalid", "stale", "contradicting"), "faulty"
    )
    listed = to_mend(rows).group_by("field").len()

    assert table["field"][0] == "home_queue"
    assert counted.filter(pl.col("missing") != pl.col("faulty")).is_empty()
    assert (
        counted.join(listed, on="field", how="left")
        .filter(pl.col("faulty") != pl.col("len").fill_null(0))
        .is_empty()
    )
    assert table["minutes"].sum() == to_mend(rows)["minutes"].sum() == 3.0
    assert figures(rows, [])["data_quality"].struct["numerator"].item() == 4 * 12 - 5


def test_what_nobody_can_tell_is_unknown_and_not_none() -> None:
    told = records({})
    row = by_field(looked_at(told), told).filter(field="segment").row(0, named=True)

    assert (row["missing"], row["invalid"], row["stale"], row["contradicting"]) == (0, None, 0, None)


def test_the_own_ladder_stands_beside_the_assumed_one() -> None:
    faulty = pl.DataFrame({"minutes": [0.0] * 5 + [2.0] * 5 + [4.0] * 5})
    entry, later, damage = ladder(faulty, at_entry=0.5, found_later=4)

    assert (entry.minutes, entry.assumed) == (0.5, 0.5)
    assert (later.minutes, later.assumed, later.times, later.is_measured) == (4, 5, 8, False)
    assert (damage.minutes, damage.assumed, damage.times) == (3.5, 50, 7)
    assert (damage.n, damage.is_measured) == (10, True)
    assert damage.low == pytest.approx(3.5 - 1.959964 / 3)  # the deviation is 1.054, of ten 1/3


def test_few_damaged_records_measure_nothing() -> None:
    _entry, later, damage = ladder(pl.DataFrame({"minutes": [2.0] * 9}), at_entry=1)

    assert (later.minutes, damage.minutes, damage.times) == (None, None, None)


def test_who_was_led_astray_comes_again_more_often() -> None:
    day = 86_400_000
    led = [LED | {"person": f"a{n}", "next_topic_ms": day if n % 2 else None} for n in range(80)]
    others = [{"person": f"b{n}", "next_topic_ms": day if n % 4 == 0 else None} for n in range(160)]
    found = repeats(contacts(*led, *others), "home_queue", minutes_each=5)

    assert found.more.value == pytest.approx(0.25)
    assert found.contacts == pytest.approx(20)
    assert found.minutes == pytest.approx(100)
    assert repeats(contacts(*led[:20], *others), "home_queue", 5).more.reason == "few"
