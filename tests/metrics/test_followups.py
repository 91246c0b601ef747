import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import followups
from metrics.followups import KINDS, Rules, to_open
from tests.metrics.followed_up import DAY, HOUR, triggers
from tests.metrics.rows import INSTANT, NOON
from tests.metrics.surveyed import answer, surveys
from tests.metrics.traced import LATER, spoke, traced

SECOND = dt.timedelta(seconds=1)
OPENED = {"kind": pl.String, "contact_id": pl.String, "person": pl.String, "opened_at": INSTANT}
CALLS = {"person": pl.String, "topic_family": pl.String, "answered_at": INSTANT}
CONTACT = {
    **dict.fromkeys(("contact_id", "person", "topic_family"), pl.String),
    **dict.fromkeys(("is_counted", "is_complaint"), pl.Int64),
    **dict.fromkeys(("started_at", "ended_at"), INSTANT),
}
HEARD = {"contact_id": pl.String, "at": INSTANT}
RULES = Rules(zone="Asia/Jerusalem")


@pytest.mark.parametrize(
    ("score", "kind", "is_low"),
    [
        (2, "csat", True),
        (3, "csat", False),
        (6, "nps", True),
        (7, "nps", False),
        (2, "ces", True),
        (3, "ces", False),
        (0, "resolved", True),
        (1, "resolved", False),
        (None, "csat", False),
        (9, "csat", False),
    ],
    ids=[
        *("2 of 5", "3 of 5", "6 of 10", "7 of 10", "2 of 7", "3 of 7", "not solved", "solved", "no answer"),
        "off its scale",
    ],
)
def test_a_low_answer(score, kind, is_low):
    found = followups.low_answers(surveys(answer(score, kind))).collect()

    assert found.height == is_low


def test_a_low_answer_is_known_when_it_comes():
    found = followups.low_answers(surveys(answer(1))).collect().row(0, named=True)

    assert (found["kind"], found["contact_id"], found["person"]) == ("low_answer", "c", "anna")
    assert found["at"] == NOON + HOUR


def complaint(**given):
    plain = {"contact_id": "c", "person": "anna", "is_counted": 1, "is_complaint": 1, "started_at": NOON}
    return pl.LazyFrame([{**plain, **given}], schema=CONTACT)


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"ended_at": NOON + HOUR}, NOON + HOUR),
        ({}, NOON),
        ({"is_complaint": 0}, None),
        ({"is_complaint": None}, None),
        ({"is_counted": 0}, None),
    ],
    ids=["at its end", "still open", "no complaint", "nobody says", "our own call"],
)
def test_a_complaint(given, at):
    found = followups.complaints(complaint(**given)).collect()

    assert found["at"].to_list() == ([] if at is None else [at])


def test_a_complaint_that_was_heard_counts_where_it_is_asked_for():
    heard = pl.LazyFrame([("c", NOON + HOUR), ("c", NOON)], schema=HEARD, orient="row")

    silent = followups.complaints(complaint(is_complaint=0), heard).collect()
    both = followups.complaints(complaint(), heard.with_columns(at=pl.col("at") + DAY)).collect()

    assert silent["at"].to_list() == both["at"].to_list() == [NOON]


def hard(*rows, heard=(), answers=(), handled=None, moves=(0, 0)):
    """The contacts that were hard and are said to be solved; one of none takes a minute."""
    contacts = traced(*rows, as_of=LATER).join(
        pl.LazyFrame({"contact_id": [row[0] for row in SOLVED], "word": [row[1] for row in SOLVED]}),
        on="contact_id",
        how="left",
    )
    moved = dict(zip(("blind_transfers", "consult_transfers"), map(pl.lit, moves), strict=True))
    told = contacts.with_columns(is_resolved="word", resolved_at=pl.lit(None, INSTANT), **moved)
    took = pl.LazyFrame(list((handled or {}).items()), schema=["contact_id", "handle_ms"], orient="row")
    times = took.cast({"contact_id": pl.String, "handle_ms": pl.Int64})
    notes = pl.LazyFrame({"contact_id": list(heard)}, schema={"contact_id": pl.String})
    found = followups.hard_contacts(told, times, notes, surveys(*answers))
    return sorted(found.collect()["contact_id"].to_list())


SOLVED = [("one", 1), ("two", 1), ("three", 1), ("four", 0), ("silent", None)]
CHAIN = [spoke("one"), spoke("two", 1), spoke("three", 2)]


def test_the_third_contact_of_an_issue_is_hard():
    assert hard(*CHAIN) == ["three"]


@pytest.mark.parametrize(("moves", "is_hard"), [((1, 0), False), ((2, 0), True), ((1, 1), True)])
def test_a_contact_that_agents_moved_twice_is_hard(moves, is_hard):
    assert bool(hard(spoke("one"), moves=moves)) == is_hard


def test_what_is_said_not_to_be_solved_opens_nothing():
    assert hard(spoke("one"), spoke("two", 1), spoke("four", 2)) == []


def test_where_the_source_says_nothing_the_agents_note_does():
    chain = [spoke("one"), spoke("two", 1), spoke("silent", 2)]

    assert hard(*chain) == []
    assert hard(*chain, heard=["silent"]) == ["silent"]
    assert hard(spoke("one"), spoke("two", 1), spoke("four", 2), heard=["four"]) == []


def test_who_says_that_it_is_solved_need_not_be_called():
    assert hard(*CHAIN, answers=[answer(1, "resolved", contact_id="three")]) == []
    assert hard(*CHAIN, answers=[answer(0, "resolved", contact_id="three")]) == ["three"]


def test_a_contact_that_took_four_times_the_typical_time_is_hard():
    many = [spoke(f"n{at}", at, customer_id=f"c{at}") for at in range(29)]
    usual = {f"n{at}": 60_000 for at in range(29)}

    took = {**usual, "one": 240_000}
    assert hard(*many, spoke("one"), handled=took) == ["one"]
    assert hard(*many, spoke("one"), handled={**usual, "one": 239_999}) == []
    assert hard(*many[1:], spoke("one"), handled=took) == []


def reason(contact="c", person="anna", kind="low_answer", ago=HOUR, topic="refund", weight=1.0):
    return {
        "weight": weight,
        "kind": kind,
        "contact_id": contact,
        "person": person,
        "topic_family": topic,
        "at": NOON - ago,
    }


def chosen(*reasons, opened=(), calls=(), now=NOON, rules=RULES):
    before = pl.DataFrame(list(opened), schema=OPENED, orient="row")
    ours = pl.DataFrame(list(calls), schema=CALLS, orient="row")
    return to_open(triggers(*reasons), before, ours, now, rules)


def contacts(*reasons, **given):
    return chosen(*reasons, **given).rows["contact_id"].to_list()


@pytest.mark.parametrize(
    ("given", "is_opened"),
    [
        ({}, True),
        ({"person": None}, False),
        ({"ago": 3 * DAY - SECOND}, True),
        ({"ago": 3 * DAY}, False),
        ({"ago": -SECOND}, False),
    ],
    ids=["of late", "nobody known", "just young enough", "too old", "still to come"],
)
def test_what_opens_a_follow_up(given, is_opened):
    assert bool(contacts(reason(**given))) == is_opened


def test_of_one_person_the_earliest_reason_opens_one():
    found = chosen(reason("late"), reason("early", ago=2 * HOUR, kind="complaint"), reason("b", "boris"))

    assert sorted(found.rows["contact_id"]) == ["b", "early"]
    assert found.left_out == 0


@pytest.mark.parametrize(("ago", "is_opened"), [(14 * DAY - SECOND, False), (14 * DAY, True)])
def test_a_person_has_one_in_two_weeks(ago, is_opened):
    before = [("complaint", "other", "anna", NOON - ago)]

    assert bool(contacts(reason(), opened=before)) == is_opened


def test_the_same_reason_opens_none_a_second_time():
    assert contacts(reason(), opened=[("low_answer", "c", "anna", NOON - 99 * DAY)]) == []
    assert contacts(reason(), opened=[("complaint", "c", "anna", NOON - 99 * DAY)]) == ["c"]


@pytest.mark.parametrize(
    ("person", "topic", "ago", "is_opened"),
    [
        ("anna", "refund", SECOND, False),
        ("anna", None, SECOND, False),
        ("anna", "delivery", SECOND, True),
        ("boris", "refund", SECOND, True),
        ("anna", "refund", HOUR, True),
    ],
    ids=["about the same", "about what nobody knows", "about something else", "somebody else", "before"],
)
def test_who_has_been_called_since_need_not_be(person, topic, ago, is_opened):
    assert bool(contacts(reason(), calls=[(person, topic, NOON - ago)])) == is_opened


def test_kinds_take_turns_where_the_day_has_no_room_for_all():
    many = [reason(f"{kind} {n}", f"{kind} {n}", kind, (9 - n) * HOUR) for kind in KINDS for n in range(3)]

    found = chosen(*many, rules=Rules(most_a_day=5))

    assert found.rows["contact_id"].to_list() == [
        *("low_answer 0", "complaint 0", "hard_contact 0", "low_answer 1", "complaint 1"),
    ]
    assert found.left_out == 4


def test_the_worst_reasons_come_first_and_of_those_alike_the_oldest():
    reasons = (
        *(reason("bad", "a", weight=0.75), reason("worst", "b"), reason("old", "c", weight=0.75, ago=DAY)),
        *(reason("second", "d", "complaint", DAY, weight=2), reason("third", "e", "complaint", weight=3)),
    )

    found = chosen(*reasons, rules=Rules(most_a_day=4))

    assert found.rows["contact_id"].to_list() == ["worst", "third", "old", "second"]
    assert found.left_out == 1


@pytest.mark.parametrize(
    ("given", "weight"),
    [((1, "csat"), 1.0), ((2, "csat"), 0.75), ((6, "nps"), 0.4), ((0, "resolved"), 1.0)],
    ids=["1 of 5", "2 of 5", "6 of 10", "not solved"],
)
def test_the_lower_an_answer_the_worse(given, weight):
    found = followups.low_answers(surveys(answer(*given))).collect()

    assert found["weight"].item() == pytest.approx(weight)


def test_a_complaint_of_who_came_more_often_is_worse():
    rows = [
        complaint(),
        complaint(contact_id="again", started_at=NOON + HOUR, ended_at=NOON + HOUR),
        complaint(contact_id="else", person="boris", started_at=NOON + HOUR),
    ]

    found = followups.complaints(pl.concat(rows)).collect()

    assert dict(found.select("contact_id", "weight").iter_rows()) == {"c": 1, "again": 2, "else": 1}


def test_the_room_of_a_day_is_that_of_the_sites():
    """Noon in UTC is 14:00 at the site, whose day began at 22:00."""
    before = [("complaint", f"o{n}", f"p{n}", NOON - n * HOUR) for n in (13, 14, 15, 16)]

    found = chosen(reason(), reason("b", "boris"), opened=before, rules=Rules(most_a_day=3, zone=RULES.zone))

    assert (found.rows.height, found.left_out) == (1, 1)


def test_a_kind_that_is_switched_off_opens_none():
    rules = Rules(kinds=("low_answer",))

    assert contacts(reason(kind="complaint"), rules=rules) == []


any_reason = st.builds(
    lambda contact, person, kind, hours: reason(f"c{contact}", person and f"p{person}", kind, hours * HOUR),
    st.integers(0, 9),
    st.none() | st.integers(1, 6),
    st.sampled_from(KINDS),
    st.integers(-3, 90),
)


@settings(max_examples=50, deadline=None)
@given(
    reasons=st.lists(any_reason, max_size=20),
    again=st.lists(any_reason, max_size=20),
    most=st.integers(1, 6),
    days=st.integers(0, 2),
)
def test_opening_twice_opens_nothing_new(reasons, again, most, days):
    rules = Rules(most_a_day=most, zone=RULES.zone)
    opened = chosen(*reasons, rules=rules).rows.select("kind", "contact_id", "person", opened_at=pl.lit(NOON))
    before = opened.rows()

    same = chosen(*reasons, opened=before, rules=rules).rows
    later = chosen(*reasons, *again, opened=before, now=NOON + days * DAY, rules=rules).rows

    assert same.is_empty()
    assert set(later["person"]).isdisjoint(opened["person"])
    assert later["person"].n_unique() == later.height <= most
    assert len(before) + (later.height if days == 0 else 0) <= most
    assert opened["person"].null_count() == 0
