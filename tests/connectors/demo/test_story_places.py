"""The planted stories stand where and when the simulator says, and not beside it."""

from datetime import date, timedelta

import polars as pl
import pytest

from connectors.demo.again import COMES_AGAIN
from connectors.demo.cuts import Tables
from connectors.demo.frames import WITHHELD
from connectors.demo.truth import Truth, happened, truth
from tests.connectors.demo.centre import FIRST, SEEDS, WEEKS, ZONE, eleven_weeks, local
from tests.connectors.demo.seen import ANSWERED, businesses_calls, last_legs, share, talk_since, waits
from tests.connectors.demo.seen_after import (
    IS_CUT,
    LONG_AGO,
    call_at_once,
    call_first,
    comes_again,
    drifting,
    left,
    within_a_day,
)

NAMED = 1 - WITHHELD  # customers who are known when they call again
END = FIRST.date() + WEEKS


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed {seed}")
def told(request: pytest.FixtureRequest) -> Truth:
    return truth(request.param, "small", ZONE, FIRST.date())


@pytest.fixture
def rows(told: Truth) -> Tables:
    return eleven_weeks(told.centre.seed, stories=True)


@pytest.fixture
def plain(told: Truth) -> Tables:
    return eleven_weeks(told.centre.seed, stories=False)


def test_stale_records_are_those_that_the_truth_names(rows: Tables, told: Truth) -> None:
    wrong = rows["customers"].filter(home_queue=told.queue(told.stories.stale.queue))

    assert set(wrong["customer_id"]) == {f"demo:{each}" for each in told.stale}


def test_businesses_sent_wrongly_are_answered_by_their_own_desk(rows: Tables, told: Truth) -> None:
    wrong = businesses_calls(rows).filter(
        ANSWERED, pl.col("entry_queue") == pl.col("home_queue"), entry_queue="Billing"
    )
    desk = rows["legs"].filter(ANSWERED, queue="Business desk")["contact_id"]
    back = share(wrong, pl.col("queue") == "Billing")

    assert share(wrong, pl.col("contact_id").is_in(desk.implode())).value > 0.95
    assert back.value < 0.06 + 3 * back.error  # those whom the desk sends back


def test_the_truth_knows_each_contact_that_a_record_sent_wrongly(told: Truth) -> None:
    days = [FIRST.date() + timedelta(days=n) for n in range(5)]
    found = told.sent_wrongly(happened(told.centre, "demo", days))
    shown = businesses_calls(eleven_weeks(told.centre.seed, stories=True)).filter(
        pl.col("day").is_in(days), pl.col("entry_queue") == pl.col("home_queue"), home_queue="Billing"
    )
    named = found.filter(pl.col("customer_id").is_not_null(), pl.col("menu_outcome") == "queued")

    assert set(named["contact_id"]) == set(shown.filter(menu_outcome="queued")["contact_id"])
    assert named.height > 10


def test_callers_who_are_misled_are_answered_where_they_meant_to_go(rows: Tables, told: Truth) -> None:
    option = told.stories.option
    path = pl.col("menu_path").fill_null("").str.ends_with(option.path)
    misled = last_legs(rows).filter(ANSWERED, path)

    assert set(misled["entry_queue"]) == {told.queue(option.queue)}
    assert share(misled, pl.col("queue") == told.queue(option.owner)).value > 0.9


def test_people_wait_longer_on_the_short_weekday_only_with_the_story(
    rows: Tables, plain: Tables, told: Truth
) -> None:
    short, usual = waits(rows, told), waits(plain, told)

    assert short.value > 1 + 3 * short.error
    assert abs(usual.value - 1) < 3 * usual.error
    assert short.value > 1.8 * usual.value


def test_talks_about_other_things_take_as_long_as_before(rows: Tables, told: Truth) -> None:
    other = talk_since(rows, "No connection", told.stories.longer.since)

    assert abs(other.value - 1) < 3 * other.error


def test_customers_come_again_about_the_topic_more_often(rows: Tables, plain: Tables, told: Truth) -> None:
    often, usual = comes_again(rows, told), comes_again(plain, told)

    assert often.value > 0.08
    assert abs(usual.value) < 0.05


def test_call_backs_are_made_before_the_weeks_of_the_story(rows: Tables, told: Truth) -> None:
    day, story = local("made_at").dt.date(), told.stories.promises
    other = rows["promises"].filter((day < story.since) | (day >= story.until), kind="call_back")
    due = other.filter(pl.col("due_at").dt.date() < END - timedelta(days=4))

    assert share(due, pl.col("attempted_at").is_null()).value < 0.06
    assert due.height > 300


def test_who_is_forgotten_calls_again_first(rows: Tables, told: Truth) -> None:
    lost, kept = call_first(rows, told), call_first(rows, told, kept=True)

    assert abs(lost.value - NAMED * COMES_AGAIN["chased"]) < 3 * lost.error
    assert kept.value < lost.value - 2 * lost.error


def test_the_truth_knows_each_call_back_that_is_forgotten() -> None:
    told = truth(1, "small", ZONE, FIRST.date())
    days = [told.stories.promises.since + timedelta(days=n) for n in range(8)]
    found = told.forgotten(happened(told.centre, "demo", days))
    made = eleven_weeks(1, stories=True)["promises"].filter(kind="call_back")
    never = made.filter(local("made_at").dt.date().is_in(days), pl.col("attempted_at").is_null())

    assert found.height > 5
    assert never.height < 2 * found.height
    assert set(found["promise_id"]) <= set(never["promise_id"])


def test_customers_cut_off_call_again_at_once(rows: Tables, told: Truth) -> None:
    cut, others = call_at_once(rows, told), call_at_once(rows, told, cut=False)

    assert abs(cut.value - NAMED * COMES_AGAIN["cut off"]) < 3 * cut.error + 0.05  # 4 % are slower
    assert others.value < 0.06


def test_nobody_else_ends_calls_within_seconds(rows: Tables, told: Truth) -> None:
    calls = last_legs(rows).filter(ANSWERED, channel="voice", direction="inbound")
    others = calls.filter(pl.col("agent_id") != f"demo:{told.cutter}")

    assert share(others, IS_CUT).value < 0.002


def test_an_invoice_without_a_declined_card_leads_to_few_contacts(rows: Tables, told: Truth) -> None:
    assert within_a_day(rows, "invoice").value < told.stories.declines.share / 8


def test_those_who_drift_are_those_of_the_story(rows: Tables, plain: Tables, told: Truth) -> None:
    theirs = {f"demo:{each}" for each in told.drifters(date.max)}
    found = drifting(rows)

    assert share(found, pl.col("customer_id").is_in(list(theirs))).value > 0.7
    assert drifting(plain).height < found.height / 2
    assert found["churned_on"].is_not_null().mean() > 5 * left(rows).height / told.centre.customers  # type: ignore[operator]


def test_drifters_leave_on_their_day_or_for_reasons_of_their_own_before(rows: Tables, told: Truth) -> None:
    days = {f"demo:{who}": day for who, day in told.drifters(END - LONG_AGO).items() if day and day < END}
    gone = dict(left(rows).rows())

    assert days.keys() <= gone.keys()
    assert [who for who, day in days.items() if date.fromisoformat(gone[who]) > day] == []
    assert sum(gone[who] == day.isoformat() for who, day in days.items()) > 0.8 * len(days)
