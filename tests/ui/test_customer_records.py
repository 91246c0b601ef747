import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from store.schema import JOURNEY, empty
from ui.customer import folding, picture, records, view
from ui.customer.asking import isolated
from ui.customer.moments import Moment
from ui.customer.person import Person, Way
from ui.customer.urgent import Urgent

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONE = ZoneInfo("UTC")
CRM = {"source": "crm", "customer_id": "crm:7", "name": 'Anna "Nut"', "language": "he", "plan": "Fibre 500"}
SHOP = {"source": "shop", "customer_id": "shop:a9", "name": "<b>Anna</b>", "language": "ru", "plan": None}


def person(*known, ids=("crm:7",), ways=()):
    events = pl.DataFrame(schema=empty(JOURNEY).schema)
    record = known[0] if known else {}
    return Person(ids, record, pl.DataFrame(), pl.DataFrame(), {JOURNEY.name: events}, known, ways)


def event(hours, minor="page_viewed", **given):
    return Moment(NOON - hours * HOUR, "web", "Looked at a page", lane="event", minor=minor, **given)


def call(hours, tone=""):
    return Moment(NOON - hours * HOUR, "call", "Voice", tone=tone, contact=f"x:{hours}", lane="voice")


def test_where_records_disagree_both_are_shown_with_their_sources():
    of = person(CRM, SHOP)
    drawn = records.facts(of)

    assert records.disagreeing(of) == ["Name", "Language"]
    assert "עברית</b><small>crm</small>" in drawn
    assert "Русский</b><small>shop</small>" in drawn
    assert "&lt;b&gt;Anna&lt;/b&gt;" in drawn


def test_a_loyalty_tier_is_said_as_people_do():
    assert "not in the programme" in records.facts(person({**CRM, "loyalty_tier": "none"}))
    assert "Gold" in records.facts(person({**CRM, "loyalty_tier": "gold"}))


def test_what_only_one_record_knows_is_no_disagreement():
    of = person(CRM, {**SHOP, "name": CRM["name"], "language": "he"})

    assert records.disagreeing(of) == []
    assert records.said(of, "plan") == [("Fibre 500", "crm")]


def test_records_of_one_source_are_told_apart_by_their_numbers():
    other = {**CRM, "customer_id": "crm:8", "plan": "Mobile"}

    assert records.said(person(CRM, other), "plan") == [("Fibre 500", "7"), ("Mobile", "8")]


def test_a_person_is_known_under_numbers_of_several_sources():
    assert records.known_as(("crm:7", "crm:8", "shop:a9")) == "7 and 8 in crm · a9 in shop"


def test_a_number_of_more_than_five_customers_is_said_to_identify_nobody():
    few = records.facts(person(CRM, ways=(Way("phone", "+972501", 5),)))
    many = records.facts(person(CRM, ways=(Way("phone", "+972501", 6),)))

    assert "+972501" in few
    assert "identifies nobody" not in few
    assert "shared by 6 customers: identifies nobody" in many


def test_somebody_without_a_record_is_called_by_the_number():
    assert records.name_of(person(), "crm:7") == "7"
    assert records.name_of(person(SHOP, CRM), "crm:7") == "<b>Anna</b>"


def test_a_date_that_is_none_stays_as_it_is_written():
    assert records.said(person({**CRM, "joined_on": "last spring"}), "joined_on") == [("last spring", "crm")]


def test_a_name_in_the_headline_runs_its_own_way_and_paints_nothing():
    assert isolated("נועה *x*") == "\u2068נועה ∗x∗\u2069"


def test_a_run_of_minor_events_is_one_line_and_a_call_breaks_it():
    found = [event(1), event(2), event(3, "invoice"), call(4), event(5)]
    [run, contact, alone] = folding.folded(found)

    assert isinstance(run, folding.Run)
    assert folding.words(run) == "2 pages looked at and 1 invoice"
    assert (contact, alone) == (found[3], found[4])


def test_a_folded_run_holds_every_moment_and_says_since_when():
    drawn = view.line([event(1), event(30, note="/leave")], ZONE)

    assert "<details>" in drawn
    assert "since Sun 1 Mar" in drawn
    assert "/leave" in drawn


def test_each_day_is_named_once():
    drawn = view.line([call(1), call(2), call(25)], ZONE)

    assert drawn.count("<h3>") == 2


def test_a_contact_is_a_piece_that_leads_to_it():
    pieces = list(view.moments([call(1), event(2)], ZONE))

    assert [contact for _html, contact in pieces] == ["", "x:1", ""]


def test_words_in_what_to_know_first_are_escaped():
    [(html, contact)] = view.urgent([Urgent("chat", "Wrote", words="<script>", contact="x:1")])

    assert "&lt;script&gt;" in html
    assert contact == "x:1"


def test_the_picture_has_a_row_for_each_channel_and_marks_what_went_badly():
    found = [call(1, "worse"), call(30), event(40)]
    drawn = picture.picture(found, NOON, ZONE)

    assert picture.lanes(found) == ["voice", "event"]
    assert drawn.count('class="bad"') == 1
    assert "Voice: 2 moments, 1 bad" in drawn
    assert re.findall(r"left:([\d.]+)%", drawn) == ["25.00", "97.50", "0.00"]


def test_the_finding_tells_own_contacts_from_ours():
    found = [call(1, "worse"), call(30), event(40)]

    assert picture.finding(found, 2) == "2 contacts, 1 went badly"
    assert picture.finding(found, 1) == "1 contact and 1 of ours, 1 went badly"
    assert picture.finding([event(1)], 0) == "No contact so far"
