import polars as pl
import pytest

from metrics.issues import numbered, open_issues
from tests.metrics.linked import DAY, MINUTE, after, came, seen
from tests.metrics.test_issues import LEG, leg

NOW = 20


def found(rows, *legs, of=None):
    as_of = after(NOW * DAY)
    assert as_of is not None
    contacts = numbered(rows.with_columns(menu_ms=pl.lit(30_000), customer_id=pl.col("person")))
    asked = rows.select("contact_id") if of is None else pl.LazyFrame({"contact_id": of})
    chains = open_issues(contacts, pl.LazyFrame(list(legs), schema=LEG), as_of, asked)
    return chains.sort("contact_id").collect()


def test_an_open_issue_adds_up_what_it_took_so_far():
    rows = seen(came("a", 12 * DAY), came("b", 14 * DAY, channel="email"), came("c", 15 * DAY))

    (row,) = found(rows, leg("a"), leg("b", "yossi"), leg("c")).to_dicts()
    assert (row["person"], row["topic_family"], row["customer_id"]) == ("anna", "refund", "anna")
    assert (row["contacts"], row["agents"], row["channels"]) == (3, 2, 2)
    assert row["spent_ms"] == 3 * 30_000 + 2 * 180_000 + 120_000
    assert (row["since"], row["last_at"]) == (after(12 * DAY), after(15 * DAY))


@pytest.mark.parametrize(
    ("last", "n"), [((NOW - 7) * DAY, 1), ((NOW - 7) * DAY - 0.001, 0)], ids=["seven days ago", "longer ago"]
)
def test_an_issue_is_over_after_seven_days_without_a_contact(last, n):
    assert found(seen(came("a", last))).height == n


def test_what_came_after_the_moment_is_not_known_yet():
    rows = seen(came("a", 18 * DAY), came("b", NOW * DAY + MINUTE))

    assert found(rows)["contacts"].to_list() == [1]


def test_an_earlier_issue_of_the_same_person_is_not_added():
    rows = seen(came("a", DAY), came("b", 3 * DAY), came("c", 17 * DAY))

    assert found(rows).select("contact_id", "contacts").rows() == [("c", 1)]


def test_an_issue_is_whole_wherever_one_of_its_contacts_is_asked_for():
    rows = seen(came("a", 16 * DAY), came("b", 17 * DAY), came("c", 17 * DAY, person="boris"))

    assert found(rows, of=["b"]).select("contact_id", "contacts").rows() == [("a", 2)]
    assert found(rows, of=["nobody"]).is_empty()
