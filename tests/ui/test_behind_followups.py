"""Follow-ups of a simulated centre: what is behind their figures, told again from raw tables, in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from metrics.turned import turned
from store import loop, publish
from store.centre_map import centre_map
from store.following_up import follow_up
from store.read import Viewer
from store.schema import CONTACTS, LEGS, PERSONS, Table
from tests.connectors.demo.centre import FOUR_WEEKS
from tests.store.tracing import call, refresh, sent
from tests.ui.simulated import asking, listed, scene_at
from ui import data
from ui.asked import Asked
from ui.contacts import words as of_lists
from ui.contacts.table import readable
from ui.promises import followed, followups
from ui.promises import followup_words as words
from ui.scene import Scene

NOW = FOUR_WEEKS
DAY = timedelta(days=1)
DAYS = {"from": ["2026-03-22"], "to": ["2026-05-12"]}
FILTERS = [{}, {"queue": ["Billing"]}, {"channel": ["voice"]}, {"reason": ["complaint"]}]
IDS = ["all", "a queue", "a channel", "a reason"]
OUTCOMES = ("works", "still_broken", "works", "not_reached", "not_needed")
HOUR, UNKNOWN = timedelta(hours=1), None
SAME, OTHER = "the same", "Device set-up"
CALLED = (  # our calls to those whose follow-ups nobody marked: how long after due, about what, answered?
    (-HOUR, SAME, True),
    (-HOUR, UNKNOWN, True),
    (HOUR, SAME, True),
    (-HOUR, OTHER, True),
    (-HOUR, SAME, False),
)
COUNT = 3  # of them: the first two in time


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Four weeks of a small simulated centre, whose follow-ups opened day by day; some were closed."""
    scene = scene_at(tmp_path_factory.mktemp("centre"), NOW)
    store = scene.store
    for ago in (24, 18, 2, 0):
        follow_up(store, scene.settings, NOW - ago * DAY)
    for row in loop.followups(store.state).filter(pl.col("id") % 3 == 0).to_dicts():
        at = row["opened_at"] + timedelta(hours=1 + row["id"] % 11)
        if at < NOW:
            loop.finish_followup(store.state, row["id"], "Dana", at, OUTCOMES[row["id"] // 3 % 5])
    call_some(scene)
    return replace(scene, published=publish.newest(store.state))


def call_some(scene: Scene) -> None:
    """Bring calls of ours about open follow-ups, as a source would: the demo itself makes hardly any."""
    store = scene.store
    columns = raw(scene, CONTACTS).select("contact_id", "topic", "customer_id")
    topics, customers = (dict(columns.select("contact_id", name).iter_rows()) for name in columns.columns[1:])
    unmarked = loop.followups(store.state).filter(pl.col("outcome").is_null(), opened_at=NOW - 18 * DAY)
    called = [row for row in unmarked.to_dicts() if topics[row["contact_id"]] not in {None, OTHER}]
    told = [
        call(
            f"ours-{row['id']}",
            at=row["due_at"] + after,
            source="demo",
            customer_id=customers[row["contact_id"]],
            direction="outbound",
            topic=topics[row["contact_id"]] if about == SAME else about,
        )
        for row, (after, about, _is_answered) in zip(called, CALLED, strict=False)
    ]
    for (_row, legs), (_after, _about, is_answered) in zip(told, CALLED, strict=True):
        legs[0].update({} if is_answered else {"outcome": "failed", "answered_at": None})
    refresh(store, "demo", sent("demo", told), now=NOW, ground=centre_map(store, scene.settings))


@pytest.fixture(scope="module")
def asks(scene: Scene) -> Callable[..., Asked]:
    """Ask for a list as an address does."""
    return asking(scene, DAYS)


@pytest.mark.parametrize("filters", FILTERS, ids=IDS)
def test_the_list_behind_the_rate_holds_its_numerator_and_its_denominator(
    filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": ["followup_rate"], **filters})
    by = ("kind",) if "reason" in filters else ()
    table = data.figures(scene, data.whole_window(scene, asked), ["followup_rate"], by)
    expected = (table.filter(kind="complaint") if by else table)["followup_rate"][0]

    found = listed(scene, asked)

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    assert found.total > 0
    assert asked.problems == ()


@pytest.mark.parametrize("by", ["kind", "team", "queue"])
def test_the_list_behind_each_group_holds_what_the_table_counts(by: str, scene: Scene) -> None:
    found = followed.followed(scene)
    assert found is not None
    rows = followed.groups(scene, found, by).filter(pl.col("name").is_not_null()).to_dicts()
    name = {"kind": "reason"}.get(by, by)

    lists = [
        listed(scene, _read(scene, followed.lately(scene).behind("followup_rate", **{name: row["name"]})))
        for row in rows
    ]

    assert [one.total for one in lists] == [row["followup_rate"]["denominator"] for row in rows]
    assert [one.counted for one in lists] == [row["followup_rate"]["numerator"] for row in rows]
    assert rows


def _read(scene: Scene, query: dict[str, list[str]]) -> Asked:
    asked = asking(scene, {})(query)
    assert asked.problems == ()
    return asked


@pytest.mark.parametrize(
    ("figure", "state"), [("overdue", "overdue"), ("due_today", "due_today"), ("open", "open")]
)
def test_each_tile_leads_to_as_many_as_it_says(figure: str, state: str, scene: Scene) -> None:
    found = followed.followed(scene)
    assert found is not None

    shown = listed(scene, _read(scene, followed.near(scene).behind(f"followups_{figure}")))

    assert shown.total == followed.counts(found)[state]


def test_the_list_behind_who_turned_holds_both_sides(scene: Scene) -> None:
    found = followed.followed(scene)
    assert found is not None
    known = turned(found.rows.lazy())

    shown = listed(scene, _read(scene, followed.near(scene).behind("followups_turned")))

    both = (known.in_time, known.others)
    assert shown.total == sum(one["denominator"] or 0 for one in both) > 0
    assert shown.counted == sum(one["numerator"] or 0 for one in both)


def raw(scene: Scene, table: Table) -> pl.DataFrame:
    """The live rows of a table of history as they are stored."""
    history = scene.store.history
    rows = history.scan_weeks(table, history.weeks(table.name)).collect()
    return rows.filter(pl.col("deleted_at").is_null())


def test_the_rate_told_again_from_raw_tables(scene: Scene, asks: Callable[..., Asked]) -> None:
    """By plain loops: each follow-up due by now, the marks, and the first answered call to its person."""
    asked = asks({"figure": ["followup_rate"]})
    window = data.whole_window(scene, asked)
    expected = data.figures(scene, window, ["followup_rate"])["followup_rate"][0]
    persons = dict(raw(scene, PERSONS).select("customer_id", "person").iter_rows())
    contacts = {row["contact_id"]: row for row in raw(scene, CONTACTS).to_dicts()}
    answers = (
        raw(scene, LEGS).filter(outcome="answered").group_by("contact_id").agg(pl.col("answered_at").min())
    )
    answered = dict(answers.iter_rows())
    calls = [
        (persons.get(row["customer_id"], row["customer_id"]), row["topic"], row["started_at"], answered[name])
        for name, row in contacts.items()
        if row["direction"] in {"outbound", "callback"} and name in answered and row["started_at"] <= NOW
    ]
    rows = loop.followups(scene.store.state, NOW)
    due = in_time = seen = 0
    for row in rows.filter(pl.col("due_at").is_between(window.start, NOW)).to_dicts():
        about = contacts[row["contact_id"]]["topic"]
        made = [row["done_at"]] if row["outcome"] in {"works", "still_broken"} else []
        made += [
            at
            for who, topic, began, at in calls
            if who == row["person"]
            and began > row["opened_at"]
            and began <= row["due_at"] + 14 * DAY
            and at <= NOW
            and (topic is None or about is None or topic == about)
        ]
        due += not (row["outcome"] == "not_needed" and not made)
        in_time += bool(made) and min(made) <= row["due_at"]
        seen += bool(made) and row["outcome"] not in {"works", "still_broken"}

    assert (expected["numerator"], expected["denominator"]) == (in_time, due)
    assert in_time > 10
    assert seen >= COUNT


def test_the_list_in_words(scene: Scene) -> None:
    found = listed(scene, _read(scene, followed.lately(scene).behind("followup_rate")))

    shown = readable(found.rows, scene.settings.site.zone, "followup")

    assert set(shown["reason"]) == {"Low answer", "Complaint", "Hard contact"}
    assert {"Overdue", "Not reached", "Called in time: it works now"} <= set(shown["called"])
    said = of_lists.sentence(_read(scene, followed.lately(scene).behind("followup_rate")), found)
    assert "follow-ups that fell due" in said


def test_the_work_is_listed_with_what_the_customer_said(scene: Scene) -> None:
    found = followed.followed(scene)
    assert found is not None

    assert found.to_do.height > 0
    assert found.to_do["due_at"].is_sorted()
    assert found.to_do["masked"].drop_nulls().len() > 0
    assert set(found.to_do["author"].drop_nulls()) <= {"customer", "agent"}
    assert followups.sentence(scene).startswith(f"{followed.counts(found)['overdue']} calls are overdue")


def test_executives_see_no_work_list(scene: Scene) -> None:
    found = followed.followed(replace(scene, viewer=Viewer("Noa", "executive")))

    assert found is not None
    assert found.to_do.is_empty()
    assert found.done.is_empty()
    assert found.rows["customer_id"].null_count() == found.rows.height > 0


RATE = {"value": 0.5, "numerator": 20.0, "denominator": 40.0, "low": 0.35, "high": 0.65}
NONE = dict.fromkeys(RATE)


@pytest.mark.parametrize(
    ("counts", "rate", "said"),
    [
        ((1, 0, 0), NONE, "1 call is overdue."),
        ((2, 1, 3), NONE, "2 calls are overdue, and 1 more is due today."),
        ((0, 3, 0), NONE, "3 calls are due today."),
        ((0, 0, 1), NONE, "No call is due today; 1 is due later."),
        ((0, 0, 0), NONE, "Everybody was called again."),
        (
            (2, 0, 0),
            RATE,
            "2 calls are overdue; 50\u00a0% of those due in the last 13 weeks were made in time.",
        ),
    ],
)
def test_the_sentence_of_the_page(counts: tuple[int, int, int], rate: dict[str, float], said: str) -> None:
    named = dict(zip(("overdue", "due_today", "open"), counts, strict=True))

    assert words.sentence(named, rate) == said


def test_first_words_are_in_the_customers_language() -> None:
    assert words.first_words("complaint", "he").startswith("פנית")
    assert words.first_words("complaint", "ru").startswith("Вы")
    assert words.first_words("complaint", "ar") == words.first_words("complaint", None)
