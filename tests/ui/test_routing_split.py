"""The card of what wrong desks cost: its tables add up as they are shown, and lead to the contacts."""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from metrics import wrong_desks
from settings import Money
from ui import download
from ui.asked import Asked
from ui.periods import Days
from ui.routing import costs, mend, money, words
from ui.routing.matrix import Matrix, measures
from ui.routing.parts import MOST, Parts

ASKED = Asked(period="custom", days=Days(date(2026, 11, 8), date(2026, 11, 14)))
EUR = Money(currency="EUR", per_handling_minute=0.5)
SHARE = pl.Struct(dict.fromkeys(("value", "numerator", "denominator", "low", "high"), pl.Float64()))


def part(misroutes: int, *, answered: int = 100, **names: str | None) -> dict[str, Any]:
    """A part of `wrong_desks.split`: each contact waited 1 min again and was handled for 2 min in vain."""
    value = misroutes / answered
    return {
        **names,
        "answered": answered,
        "misroutes": misroutes,
        "extra_wait_minutes": 1.0 * misroutes,
        "wasted_handle_minutes": 2.0 * misroutes,
        "net_extra_wait_minutes": -0.5 * misroutes,
        "lost_minutes": 3.0 * misroutes,
        "costs_unknown": 0,
        "share": {"value": value, "numerator": misroutes, "denominator": answered, "low": value, "high": 1.0},
        "is_judged": answered >= wrong_desks.LEAST,
    }


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema_overrides={"share": SHARE})


def cells(drawn: str) -> list[list[str]]:
    """The rows of a table as texts."""
    rows = re.findall(r"<tr>(.*?)</tr>", drawn)
    return [
        [unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        for row in rows
    ]


WAYS = frame(
    part(40, first_queue="A", last_queue="B"),
    part(10, first_queue="A", last_queue="C"),
    part(6, first_queue="B", last_queue="B"),
    part(0, first_queue="C", last_queue="C"),
)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("lost", [["A", "120", "30", "150"], ["B", "18", "·", "18"], ["All together", "138", "30", "168"]]),
        ("contacts", [["A", "40", "10", "50"], ["B", "6", "·", "6"], ["All together", "46", "10", "56"]]),
        ("net", [["A", "−20", "−5", "−25"], ["B", "−3", "·", "−3"], ["All together", "−23", "−5", "−28"]]),
        (
            "cost",
            [["A", "€40", "€10", "€50"], ["B", "€6.00", "·", "€6.00"], ["All together", "€46", "€10", "€56"]],
        ),
    ],
)
def test_the_matrix_shows_its_sums(measure: str, expected: list[list[str]]) -> None:
    head, *rows = cells(Matrix(WAYS, measure, ASKED, EUR).shown())

    assert head[1:] == ["B", "C", "All together"]
    assert rows == expected


def test_a_cell_leads_to_its_contacts_and_too_few_are_pale() -> None:
    drawn = Matrix(WAYS, "waited", ASKED, EUR).shown()

    assert "figure=extra_wait_minutes&amp;first_queue=A&amp;last_queue=B" in drawn
    assert drawn.count("cell faint") == 2


def test_money_can_only_be_chosen_where_a_minute_costs_something() -> None:
    assert "cost" in measures(EUR)
    assert "cost" not in measures(Money())


def test_parts_show_what_they_add_up_to_and_lead_to_their_contacts() -> None:
    table = frame(part(40, option="a>b"), part(10, option=None), part(4, answered=20, option="c"))
    drawn = Parts(table, wrong_desks.OPTION, ASKED, EUR).shown()

    assert [[row[0], row[1], *row[3:8]] for row in cells(drawn)[1:]] == [
        ["A › B", "120", "40", "80", "−20", "€40", "40"],
        ["No option of a menu", "30", "10", "20", "−5", "€10", "10"],
        ["C", "12", "4", "8", "−2", "€4.00", "4"],
        ["All together", "162", "54", "108", "−27", "€54", "54"],
    ]
    assert [row[-1] for row in cells(drawn)[3:]] == ["too few to judge", ""]
    assert "option=a%3Eb" in drawn
    assert "option=none" in drawn


def test_many_parts_are_put_together_and_still_add_up() -> None:
    table = frame(*(part(n, topic_family=f"t{n}") for n in range(20, 0, -1)))
    rows = cells(Parts(table, wrong_desks.TOPIC, ASKED, Money()).shown())[1:]

    assert len(rows) == MOST + 2
    assert rows[-2][0] == "8 others"
    assert sum(int(row[1]) for row in rows[:-1]) == int(rows[-1][1]) == 630


def test_a_field_at_fault_leads_to_the_contacts_of_that_cause() -> None:
    table = frame(part(40, field="home_queue"), part(10, field=None))
    drawn = Parts(table, wrong_desks.FIELD, ASKED, Money()).shown()

    assert [row[0] for row in cells(drawn)[1:]] == ["Home queue", "No field at fault", "All together"]
    assert drawn.count("cause=field&amp;detail=home_queue") == drawn.count("<a ") == 5


def test_without_a_cost_the_page_says_where_to_set_it() -> None:
    assert money.rates(Money()) == (
        "In minutes only: what a minute costs can be set under [money] in moked.toml."
    )
    assert money.rates(EUR) == "Cost: €0.50 for a minute of handling."


def test_the_file_of_records_has_a_row_for_each_and_no_formula() -> None:
    found = pl.DataFrame(
        {
            "customer_id": ["crm:1", "crm:2"],
            "field": ["home_queue"] * 2,
            "recorded": ["Billing", None],
            "turned_out": ["Business desk"] * 2,
            "contacts": [2, 1],
            "minutes": [6.04, 3.0],
            "last_at": [datetime(2026, 11, 8, 22, 30, tzinfo=UTC)] * 2,
            "name": ["=1+1", "Ben"],
        }
    )
    said = download.csv(mend.listed(found, ZoneInfo("Asia/Jerusalem"))).decode("utf-8-sig").splitlines()

    assert said == [
        "customer_id,name,field,record_says,turned_out_to_need,contacts,minutes,last_contact",
        "crm:1,'=1+1,home_queue,Billing,Business desk,2,6.0,2026-11-09 00:30",
        "crm:2,Ben,home_queue,,Business desk,1,3.0,2026-11-09 00:30",
    ]


def test_the_number_of_records_to_mend_is_that_of_the_list() -> None:
    causes = pl.DataFrame({"cause": ["field", "field", "unknown"], "detail": ["plan", "language", None]})
    listed = pl.DataFrame({"customer_id": ["crm:1", "crm:2"]})

    counted = costs.with_records(causes, {"plan": listed, "language": listed.clear()})
    assert counted["to_mend"].to_list() == [2, 0, None]
    assert [words.note(row) for row in counted.rows(named=True)][:2] == [
        "2 records to mend",
        "the records were mended since",
    ]
