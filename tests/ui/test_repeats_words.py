from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from metrics.contact_number import PerContact
from metrics.ratio import FIGURE
from ui.asked import Known, read
from ui.charts.trend import Point
from ui.data import Window
from ui.periods import Days
from ui.repeats import open_list, tables, words
from ui.repeats import tiles as repeat_tiles
from ui.repeats.coming import Span
from ui.repeats.long import Long

NONE = dict.fromkeys(("value", "numerator", "denominator", "low", "high"))


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ASKED = read({}, Known(TODAY, 7, ("Billing",), ("voice",)))


def figure(value, n):
    return {"value": value, "numerator": value * n, "denominator": n, "low": value * 0.9, "high": value * 1.1}


KNOWN = figure(0.96, 900)
FEW_SAID = (
    "Too few second and later contacts were rated to tell what they cost. 1 answer can be compared, 2 of them"
    " about a second or later contact."
)


def topics(*rows):
    return pl.DataFrame(
        [
            {"topic": topic, "again": figure(value, n), "fcr": figure(1 - value, n)}
            for topic, value, n in rows
        ],
        schema={"topic": pl.String, "again": FIGURE, "fcr": FIGURE},
    )


def test_the_headline_names_the_topic_that_brings_most_back():
    said = words.sentence(figure(0.2, 500), KNOWN, topics(("Invoice", 0.1, 300), ("Refund", 0.32, 90)))

    assert (
        said
        == "After 20 % of contacts the customer comes again within a week; about Refund, after 32 %.".replace(
            " %", "\u00a0%"
        )
    )


def test_a_topic_of_few_contacts_is_not_named():
    assert "about" not in words.sentence(figure(0.2, 500), KNOWN, topics(("Refund", 0.9, 29)))


def test_before_a_week_is_over_nothing_is_claimed():
    assert words.sentence(NONE, KNOWN, topics()).startswith("It is too early to say")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            PerContact(-0.035, -0.05, -0.02, 900, 200),
            "satisfaction is 3.5 points lower (2.0–5.0)",
        ),
        (
            PerContact(0.02, 0.01, 0.03, 900, 200),
            "satisfaction is 2.0 points higher (1.0–3.0)",
        ),
        (PerContact(-0.01, -0.03, 0.01, 900, 200), "does not clearly change"),
        (PerContact(None, None, None, 20, 2, "few answers"), "cannot be told"),
    ],
    ids=["costs", "adds", "noise", "refused"],
)
def test_what_each_further_contact_does_is_said_only_beyond_noise(found, expected):
    assert expected in words.per_contact(found)


def test_a_window_says_how_many_come_again_and_through_when_it_is_judged():
    at = datetime(2026, 11, 15, 9, tzinfo=UTC)
    drawn = tables.spans([Span(7, "any", figure(0.2, 400), figure(0.19, 450), at)], "UTC", ASKED)

    for said in ("Within 7 days", "about anything, judged through Sun 15 Nov", "20.0", "19.0", "400"):
        assert said in drawn


def test_windows_that_are_over_for_nobody_are_no_rows_but_told_with_when_they_will_be():
    at, since = datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)
    judged = Span(7, "any", figure(0.2, 400), figure(0.19, 450), at)
    rest = [Span(30, topic, NONE, NONE, at, since) for topic in ("any", "same")]
    drawn = tables.spans([judged, *rest], "UTC", ASKED)

    assert drawn.count("<tr>") == 2
    assert "–</span>" not in drawn
    assert "Too early, known later: within 30 days from Tue 24 Nov." in drawn
    assert tables.has_spans([judged, *rest])
    assert not tables.has_spans(rest)


def test_when_nobody_is_known_no_day_is_promised():
    at = datetime(2026, 10, 20, tzinfo=UTC)

    assert words.early([Span(30, "same", NONE, NONE, at)], ZoneInfo("UTC")).startswith("Nobody whose")


def test_a_provisional_share_of_too_few_weekdays_is_too_new():
    at = datetime(2026, 11, 15, 9, tzinfo=UTC)
    drawn = tables.spans([Span(7, "any", figure(0.2, 400), NONE, at)], "UTC", ASKED)

    assert "too new" in drawn


def test_topics_of_too_few_contacts_stand_in_one_row_after_the_others():
    table = topics(("Wrong item", 1.0, 2), ("Refund", 0.3, 90), ("Complaint", 0.5, 29), ("Nothing", 0.0, 0))
    drawn = tables.topics(table, ASKED)

    assert drawn.count("<tr>") == 3
    assert "100.0" not in drawn
    assert drawn.index("Refund") < drawn.index("2 more topics") < drawn.index(">31<")


def test_when_it_will_be_known_is_said_in_the_headline_and_the_tile():
    said = words.sentence(NONE, KNOWN, topics(), "Fri 27 Nov")

    assert said == "It is too early to say who comes again: known from Fri 27 Nov on."
    assert repeat_tiles.nothing("Fri 27 Nov") == "too early: from Fri 27 Nov on"
    assert "early" not in repeat_tiles.nothing("")


def test_what_nobody_did_is_not_said_as_a_share():
    only = topics(("Refund", 0.0, 39))

    assert words.sentence(figure(0.0, 39), KNOWN, only) == "Nobody came again within a week of 39 contacts."
    assert words.sentence(figure(0.2, 90), KNOWN, topics(("Refund", 0.2, 90))).endswith("within a week.")


@pytest.mark.parametrize(("days", "said"), [(1, "12 weeks up to Sat 21 Nov"), (84, "")])
def test_a_look_further_back_than_the_period_is_said(days, said):
    long = Long(replace(ASKED, days=Days(date(2026, 8, 30), date(2026, 11, 21))), Window(NOON, NOON))

    assert words.reach(long, days) == said


def test_a_share_of_few_is_not_judged():
    drawn = tables.topics(topics(("Refund", 0.5, 29)), ASKED)

    assert "too few to judge" in drawn
    assert "bul" not in drawn


def test_a_difference_within_noise_is_called_so():
    row = {"number": 2, "csat": figure(0.6, 90), "difference": figure(-0.03, 90)}
    sure = {
        "number": 5,
        "csat": figure(0.3, 90),
        "difference": {**figure(-0.3, 90), "low": -0.4, "high": -0.2},
    }
    noisy = {**row, "difference": {**figure(-0.03, 90), "low": -0.06, "high": 0.01}}
    few = {"number": 4, "csat": figure(1.0, 29), "difference": {**sure["difference"], "value": 0.323}}
    frame = pl.DataFrame(
        [noisy, few, sure], schema={"number": pl.Int64, "csat": FIGURE, "difference": FIGURE}
    )
    drawn = tables.numbers(frame, ASKED)

    assert "▼ 3.0 points<small>within noise" in drawn
    assert "▼ 30.0 points<" in drawn
    assert "5th and later" in drawn
    assert "32.3" not in drawn


def test_of_few_contacts_no_share_is_claimed():
    said = words.sentence(figure(0.5, 6), KNOWN, topics())

    assert said == "Too few contacts to say how many bring a customer again: n 6, needs 30."


def test_where_nobody_is_known_that_is_the_reason():
    assert words.sentence(NONE, {**NONE, "value": 0.0, "numerator": 0.0}, topics()).startswith("Nobody knows")


@pytest.mark.parametrize(
    ("found", "expected"),
    [(KNOWN, "customer known in 96 % of contacts"), (NONE, "no customers' contacts")],
    ids=["a share", "nobody's own contact"],
)
def test_the_share_known_is_always_said(found, expected):
    assert words.known(found).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("reason", "n", "expected"),
    [
        ("no overlap", 0, "First and later contacts were never rated for one topic on one channel."),
        (
            "few answers",
            1,
            FEW_SAID,
        ),
    ],
    ids=["nothing alike", "too few"],
)
def test_a_refusal_says_why_and_from_what(reason, n, expected):
    assert words.refusal(PerContact(None, None, None, n, 2, reason)) == expected


def test_what_can_be_told_is_not_refused():
    assert words.refusal(PerContact(-0.035, -0.05, -0.02, 900, 200)) == ""


def test_a_number_without_its_like_among_first_contacts_is_not_compared():
    rows = [{"number": n, "csat": figure(0.6, 90), "difference": None} for n in (1, 2)]
    drawn = tables.numbers(
        pl.DataFrame(rows, {"number": pl.Int64, "csat": FIGURE, "difference": FIGURE}), ASKED
    )

    assert drawn.count("nothing alike to compare with") == 1
    assert 'href="contacts?figure=csat&amp;nth=2"' in drawn


def test_a_refusal_is_seen_above_what_there_is_with_its_reason():
    apart = PerContact(None, None, None, 0, 0, "no overlap")
    rows = [{"number": 1, "csat": figure(0.6, 90), "difference": None}]
    table = pl.DataFrame(rows, {"number": pl.Int64, "csat": FIGURE, "difference": FIGURE})
    drawn = tables.satisfaction(apart, table, ASKED)

    reason = "First and later contacts were never rated for one topic on one channel."
    assert drawn.index(reason) < drawn.index("mk-table")
    assert tables.satisfaction(apart, table.clear(), ASKED).endswith(f"{reason}</div></div>")
    assert "note" not in tables.satisfaction(PerContact(-0.03, -0.05, -0.02, 900, 200), table, ASKED)


def test_what_an_issue_takes_is_said_with_its_interval_or_what_is_missing():
    sure = {"value": 1.17, "numerator": 117, "denominator": 100, "low": 1.1, "high": 1.24}
    drawn = tables.per_issue({"agents_told": sure, "channels_crossed": {**sure, "denominator": 9}}, ASKED)

    assert 'href="contacts?figure=agents_told"' in drawn
    assert "1.10–1.24" in drawn
    assert "n 9, needs 10" in drawn
    assert "channels_crossed" not in drawn


def test_a_share_leads_to_the_contacts_that_it_counts():
    at = datetime(2026, 11, 15, 9, tzinfo=UTC)
    drawn = tables.spans([Span(14, "same", figure(0.2, 400), NONE, at)], "UTC", ASKED)
    named = tables.topics(topics(("Late & lost", 0.3, 90)), ASKED)

    assert 'href="contacts?figure=repeat_rate&amp;about=same&amp;within=14"' in drawn
    assert 'href="contacts?figure=repeat_rate&amp;about=same&amp;topic=Late+%26+lost"' in named
    assert 'href="contacts?figure=fcr&amp;topic=Late+%26+lost"' in named


def test_a_pair_says_what_to_answer_in_the_first_contact():
    said = words.pair("Order", "Delivery", figure(0.18, 200)).replace("\u00a0", " ")

    assert said == "After Order, Delivery follows within a week in 18 %: answer Delivery in the first contact"


def test_a_pair_leads_to_the_contacts_that_were_followed():
    row = {"topic": "Order", "next_topic": "Late & lost", "share": figure(0.18, 200), "usual": 0.05}

    drawn = tables.pairs(pl.DataFrame([row | {"is_above": True}]), ASKED)

    assert 'href="contacts?figure=next_issue_rate&amp;next_topic=Late+%26+lost&amp;topic=Order"' in drawn
    assert "of 200" in drawn


def test_long_issues_are_said_with_what_they_take():
    long = {"issues": figure(0.024, 800), "contacts": figure(0.067, 900), "minutes": figure(0.064, 5000)}

    assert words.long_ones(long).replace("\u00a0", " ") == (
        "2.4 % of issues take three contacts or more: 6.7 % of contacts, 6.4 % of minutes"
    )
    assert words.long_ones({**long, "issues": figure(0.1, 29)}) == "How many contacts an issue takes"


@pytest.mark.parametrize(("contacts", "said"), [(1, "1 contact"), (2, "2 contacts"), (5, "5 or more")])
def test_how_many_contacts_an_issue_needed(contacts, said):
    assert words.needed(contacts) == said


def point(day, value, *, is_judged=True, is_sure=True):
    at = date(2026, 11, day)
    return Point(at, f"week of {day} Nov", value, 0.1, 0.3, 90, None, {}, is_sure, is_judged)


def test_the_title_of_a_trend_is_of_the_newest_week_that_is_judged():
    weeks = [point(1, 0.2), point(8, 0.21), point(9, 0.9, is_sure=False), point(15, 0.4, is_judged=False)]

    assert (
        words.weekly(weeks, "repeat_rate").replace("\u00a0", " ") == "In the week of 8 Nov, 21 % came again"
    )
    assert words.weekly(weeks[2:], "repeat_rate") == "Came again, week by week"


def test_the_note_of_a_trend_says_what_a_ring_is_and_what_is_missing():
    judged, ring = point(8, 0.21), point(15, 0.4, is_judged=False)

    assert "ring: provisional" in words.weekly_note([judged, ring], 2)
    assert "ring" not in words.weekly_note([judged], 1)
    assert "the newest is too new" in words.weekly_note([judged], 2)
    assert words.weekly_note([], 1).startswith("No week")


def test_what_customers_say_is_a_tile_of_its_own_with_its_n():
    said = repeat_tiles.of_surveys(figure(0.75, 688))

    assert (said.key, said.value.replace("\u00a0", " "), said.foot) == ("said_solved", "75.0 %", "n 688")
    assert repeat_tiles.of_surveys(figure(0.5, 29)).state == "few"
    assert repeat_tiles.of_surveys(NONE).target == "nobody was asked"


OPEN = {
    "customer_id": "demo:d7",
    "name": "Dana <Levi>",
    "topic_family": "Refund",
    "contacts": 3,
    "agents": 1,
    "channels": 2,
    "spent_ms": 3_590_000,
    "since": datetime(2026, 11, 8, 9, tzinfo=UTC),
    "last_at": datetime(2026, 11, 15, 23, tzinfo=UTC),
}


def test_an_open_issue_says_whose_it_is_and_what_it_took():
    said = open_list.line(OPEN, ZoneInfo("Asia/Jerusalem"), sees_customers=True).replace("\u00a0", " ")

    assert "Dana &lt;Levi&gt;: Refund" in said
    assert "since Sun 8 Nov, last Mon 16 Nov · told 1 agent · 2 channels · 1 h" in said


def test_who_may_not_see_customers_reads_no_name():
    said = open_list.line(OPEN, ZoneInfo("UTC"), sees_customers=False)

    assert "A customer: Refund" in said
    assert "Dana" not in said
    assert "d7" not in said


def test_a_customer_without_a_name_has_the_number():
    assert open_list.who({**OPEN, "name": None}) == "Customer d7"
