from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from settings import Hours, Settings, Site, Target, Threshold
from settings.sections import Staffing
from store.ahead import Ahead, last_instant, look_ahead
from store.ingest import publish_versions
from store.merge import Arrival, merge
from store.opened import open_store
from store.planned import planned, scheduled
from store.read import Viewer
from store.schema import CONTACTS, LEGS, STAFFING, empty
from tests.factories import ZONE, contacts, legs

DAYS = 42
UNTIL = datetime(2026, 3, 2, 22, tzinfo=UTC)  # the midnight that begins Tuesday, 3 March, in Jerusalem
DAY, MINUTE, HOUR = timedelta(days=1), timedelta(minutes=1), timedelta(hours=1)
NINE = UNTIL + 9 * HOUR
HOLIDAY = date(2026, 3, 4)
OPEN = Hours(
    **{day: ["08:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "sunday")},
    closed_on=[HOLIDAY],
)


def looked(folder, **given) -> Settings:
    return Settings(
        data=folder,
        now=UNTIL.isoformat(),
        site=Site(timezone=ZONE),
        hours=(OPEN,),
        targets=(Target(metric="service_level", value=0.8),),
        thresholds=(Threshold(queue="PS", answer_s=30),),
        staffing=Staffing(shrinkage=0.2),
        **given,
    )


def came() -> list[tuple[str, str, datetime]]:
    """Every day at nine forty calls and six mails; chats since yesterday only."""
    nine = [UNTIL - DAY * n + 9 * HOUR for n in range(DAYS, 0, -1)]
    calls = [("PS", "voice", at + n * MINUTE / 2) for at in nine for n in range(40)]
    mails = [("Post", "email", at + n * MINUTE) for at in nine for n in range(6)]
    chats = [("Chat", "chat", nine[-1] + n * MINUTE) for n in range(20)]
    return calls + mails + chats


def visit(n: int, queue: str, at: datetime) -> dict[str, object]:
    """Each fourth call is given up after 65 s, all else is answered after 5 s and takes 240 s."""
    is_gone = queue == "PS" and n % 4 == 0
    return {
        "contact_id": f"bank:{n}",
        "queue": queue,
        "queued_at": at,
        "wait_ms": 65_000 if is_gone else 5_000,
        "outcome": "abandoned" if is_gone else "answered",
        "answered_at": None if is_gone else at + 5 * MINUTE / 60,
        "talk_ms": None if is_gone else 240_000,
        "ended_at": at + 5 * MINUTE,
    }


def begun(n: int, channel: str, at: datetime) -> dict[str, object]:
    return {"contact_id": f"bank:{n}", "channel": channel, "started_at": at, "ended_at": at + 10 * MINUTE}


def plans(*rows: dict[str, object]) -> pl.DataFrame:
    plain = {"source": "bank", "version": 1, "queue": "PS", "starts_at": NINE, "interval_s": 3600}
    return pl.DataFrame([{**plain, **row} for row in rows], schema=empty(STAFFING).schema)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Six weeks of three queues and a plan for an hour of the next day, published."""
    folder, rows = tmp_path_factory.mktemp("ahead"), came()
    store, arrival = open_store(looked(folder)), Arrival(now=UNTIL, connected_at=UNTIL - DAY)
    of = contacts(*(begun(n, channel, at) for n, (_queue, channel, at) in enumerate(rows)))
    visits = legs(of, *(visit(n, queue, at) for n, (queue, _channel, at) in enumerate(rows)))
    for table, frame in ((CONTACTS, of), (LEGS, visits), (STAFFING, plans({"scheduled": 5.0}))):
        merge(store.history, table, frame, arrival, source="bank")
    publish_versions(store, "refresh", UNTIL)
    store.close()
    return folder


@pytest.fixture(scope="module")
def ahead(folder) -> Ahead:
    store = open_store(looked(folder))
    found = look_ahead(store, looked(folder), UNTIL)
    store.close()
    assert found is not None
    return found


def slot(ahead: Ahead, queue: str, at: datetime) -> dict[str, object]:
    return ahead.rows.filter(queue=queue, starts_at=at).row(0, named=True)


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (Viewer("Noa", "executive"), (None, None, None, None)),
        (Viewer("Rina", "lead", frozenset({"North"})), (None, None, None, None)),
        (Viewer("Dana", "manager"), (240.0, 4, 5.0, 5.0)),
    ],
    ids=["an executive", "a lead of another team", "a manager"],
)
def test_what_few_agents_do_is_not_told_of_a_queue_and_what_comes_is(folder, viewer, expected):
    store = open_store(looked(folder))
    found = look_ahead(store, looked(folder), UNTIL, viewer=viewer)
    store.close()

    assert found is not None
    told = slot(found, "PS", NINE)
    assert tuple(told[name] for name in ("handle_s", "required", "planned", "scheduled")) == expected
    assert told["expected"] == pytest.approx(20)
    assert ("PS" in found.withheld) == (expected[0] is None)


def test_before_the_first_publication_nothing_is_told(tmp_path):
    store = open_store(looked(tmp_path))

    assert look_ahead(store, looked(tmp_path), UNTIL) is None
    store.close()


def test_where_nobody_came_there_is_nothing_to_tell(tmp_path):
    store = open_store(looked(tmp_path))
    merge(store.history, CONTACTS, contacts({}), Arrival(now=UNTIL, connected_at=UNTIL - DAY), source="bank")
    publish_versions(store, "refresh", UNTIL)

    found = look_ahead(store, looked(tmp_path), UNTIL)
    store.close()

    assert found is not None
    assert (found.rows.height, found.score.height, found.young) == (0, 0, {})


def test_a_slot_says_what_comes_who_is_needed_and_who_is_planned(ahead):
    found = slot(ahead, "PS", NINE)

    # Forty at once, of which the slots beside it get a quarter each.
    assert found["expected"] == pytest.approx(20)
    assert found["handle_s"] == pytest.approx(240)
    assert (found["required"], found["rostered"], found["scheduled"]) == (4, 5, 5)
    assert slot(ahead, "PS", NINE + HOUR)["scheduled"] is None


def test_fourteen_days_after_today_are_told(ahead):
    days = ahead.rows["local_s"] // 86_400

    assert days.n_unique() == 15
    assert ahead.rows["starts_at"].max() == last_instant(looked("."), UNTIL) - 30 * MINUTE


def test_a_closed_day_expects_no_calls_but_letters(ahead):
    calls, letters = (slot(ahead, queue, NINE + DAY) for queue in ("PS", "Post"))

    assert (calls["is_open"], calls["expected"], calls["required"]) == (False, 0, None)
    assert (letters["is_open"], letters["is_staffed"], letters["is_holiday"]) == (True, False, True)
    assert letters["expected"] == pytest.approx(3)
    assert letters["required"] is None


def test_letters_of_a_closed_day_are_work_of_the_next(ahead):
    thursday = UNTIL + 2 * DAY + 8 * HOUR

    # Wednesday's six letters of 240 s are 0.8 agents' half hours, over eight of them.
    assert slot(ahead, "Post", thursday)["required"] == 1
    assert slot(ahead, "Post", thursday + 6 * HOUR)["required"] == 0


def test_a_young_queue_is_named_and_not_told(ahead):
    assert ahead.young == {"Chat": 0}
    assert ahead.rows.filter(pl.col("queue") == "Chat", pl.col("is_open"))["expected"].null_count() > 0


def test_the_score_stands_beside_the_forecast(ahead):
    of_calls = ahead.score.filter(queue="PS", reach="day")

    # Half of the slot's calls are expected in the slots beside it.
    assert of_calls["wape"].to_list() == pytest.approx([0.95])
    assert of_calls["usual_wape"].to_list() == [0]


def test_the_past_is_forecast_as_of_then(folder):
    store = open_store(looked(folder))
    at = UNTIL - 10 * DAY

    found = look_ahead(store, looked(folder), at)
    store.close()

    assert found is not None
    assert found.rows["starts_at"].min() == at
    assert set(found.rows["queue"]) == {"PS", "Post"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"scheduled": 5.0}], [5.0, 5.0]),
        (
            [
                {"scheduled": 4.0, "interval_s": 900},
                {"scheduled": 6.0, "interval_s": 900, "starts_at": NINE + 15 * MINUTE},
            ],
            [5.0],
        ),
        ([{"scheduled": 5.0}, {"scheduled": 2.0, "source": "shop"}], [7.0, 7.0]),
        ([{"scheduled": None}], []),
        ([{"scheduled": 5.0, "starts_at": NINE - DAY}], []),
    ],
    ids=["an hour", "two quarters", "two sources", "nothing said", "another day"],
)
def test_plans_of_any_length_are_laid_on_slots(rows, expected):
    begins = [NINE, NINE + 30 * MINUTE, NINE + 60 * MINUTE]
    slots = pl.DataFrame(
        {"queue": "PS", "starts_at": begins}, schema_overrides={"starts_at": pl.Datetime("us", "UTC")}
    )

    assert planned(plans(*rows), slots, 1800)["scheduled"].to_list() == expected


def needs(*rows: tuple[str, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(queue, NINE, need) for queue, need in rows],
        schema={"queue": pl.String, "starts_at": pl.Datetime("us", "UTC"), "rostered": pl.Float64},
        orient="row",
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("Post", 7.9)], [(7.9, -1.0, 6.9), (None, 1.0, 1.0), (None, None, None)]),
        ([("Post", 3.0), ("PS", 2.0)], [(3.0, 0.0, 3.0), (None, 0.0, 0.0), (2.0, 0.0, 2.0)]),
        ([], [(None, None, None)] * 3),
    ],
    ids=["who has time helps where nobody is planned", "nobody has time", "no plan"],
)
def test_people_of_several_queues_count_once(told, expected):
    crews = pl.DataFrame({"main": ["Post"], "takes": [["Post", "Social"]], "people": [9]})
    plan = pl.DataFrame(
        [(queue, NINE, n) for queue, n in told],
        schema={"queue": pl.String, "starts_at": pl.Datetime("us", "UTC"), "scheduled": pl.Float64},
        orient="row",
    )

    found = scheduled(needs(("Post", 3.0), ("Social", 1.0), ("PS", 4.0)), plan, crews)

    assert found.select("planned", "helping", "scheduled").rows() == [pytest.approx(row) for row in expected]
