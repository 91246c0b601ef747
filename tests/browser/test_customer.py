"""The page Customer, as the supervisor with the telephone in the hand uses it."""

import re
from datetime import timedelta

import polars as pl
import pytest
from playwright.sync_api import expect

from settings import load
from store.opened import open_store
from store.schema import CUSTOMERS, JOURNEY, NOTES, PROMISES, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, identity, refresh, sent
from tests.wire import shown

pytestmark = pytest.mark.browser

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAME = '<script>confirm(1)</script> Nóra "O\'Nut" *$x$* `y`'
WORDS = "כתוב שנמסר אבל לא קיבלתי <img src=x onerror=alert(1)>"


def rows(table, *given):
    told = [{"source": "bank", "version": 1, **one} for one in given]
    return pl.DataFrame(told, schema=empty(table).schema)


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """Anna came twice, was promised a call-back, wrote in Hebrew and looked at pages; Kim never came."""
    folder = tmp_path_factory.mktemp("customer")
    config = folder / "moked.toml"
    config.write_text(f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n')
    store = open_store(load(config, folder / "data"))
    calls = [call("1", at=NOON - DAY), call("2", at=NOON - 3 * HOUR)]
    bank = sent("bank", calls, [identity("bank", "anna", "+972505550348"), identity("bank", "kim", "+97231")])
    begun = {"valid_from": NOON - 9 * DAY}
    customers = rows(
        CUSTOMERS,
        {"customer_id": "bank:anna", "name": NAME, **begun},
        {"customer_id": "bank:kim", "name": "Kim", **begun},
    )
    promise = {"promise_id": "bank:p", "contact_id": "bank:1", "customer_id": "bank:anna"}
    promise |= {"kind": "call_back", "made_at": NOON - DAY, "due_at": NOON - HOUR}
    note = {"note_id": "bank:n", "contact_id": "bank:1", "author": "customer", "text": WORDS}
    events = [
        {"event_id": f"bank:e{n}", "customer_id": "bank:anna", "kind": "page_viewed", "at": NOON - n * HOUR}
        for n in range(4, 9)
    ]
    told = {
        "customers": customers,
        "promises": rows(PROMISES, promise),
        "notes": rows(NOTES, note | {"written_at": NOON - DAY}),
        "journey_events": rows(JOURNEY, *events),
    }
    assert refresh(store, "bank", Sent(bank.tables | told))
    store.close()
    return folder


@pytest.fixture
def server(centre, serve):
    return serve(centre / "moked.toml", centre / "data")


def find(page, words):
    box = page.get_by_role("textbox", name="Customer's number")
    box.fill(words)
    box.press("Enter")


def test_from_the_search_to_the_person_to_a_contact_and_back(server, look):
    page = look(server, "/customer")
    page.evaluate("window.stayed = true")
    find(page, "050-555 0348")
    page.locator(".st-key-hits button").click()
    expect(page).to_have_url(re.compile("id=bank%3Aanna"))
    expect(page.locator("h1")).to_contain_text("2 contacts, the last 3\u00a0h ago")

    page.locator(".st-key-line_line").get_by_role("link", name="Open").first.click()
    expect(page).to_have_url(re.compile("contact=bank%3A2"))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("2 contacts, the last 3\u00a0h ago")
    page.go_back()

    expect(page.get_by_role("textbox", name="Customer's number")).to_have_value("050-555 0348")
    assert page.evaluate("window.stayed") is True


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_what_to_know_first_leads_to_its_contact(server, look, screen):
    page = look(server, "/customer?id=bank:anna", screen)
    first = page.locator(".st-key-card_first")
    expect(first).to_contain_text("Promised a call-back by Wed 4 Mar 2026, 13:00: not made")
    first.get_by_role("link", name="Open").first.click()

    expect(page).to_have_url(re.compile("contact=bank%3A1"))


def test_what_customers_are_called_and_write_stays_text(server, look):
    page = look(server, "/customer")
    find(page, "nóra")
    expect(page.locator(".st-key-hits button")).to_contain_text("N••••")
    page.locator(".st-key-hits button").click()
    expect(page.locator("h1")).to_contain_text("N••••")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator("h1")).to_contain_text(NAME.replace("*", "∗"))
    quoted = page.locator(".st-key-card_line q")
    expect(quoted).to_have_text(WORDS)
    assert quoted.evaluate("element => getComputedStyle(element).direction") == "rtl"
    expect(page.locator(".st-key-card_line img")).to_have_count(0)


def test_who_somebody_is_does_not_reach_the_browser_before_it_is_asked_for(server):
    sent_ = shown(server.url, "customer", "id=bank:anna")

    assert "2 contacts" in sent_
    assert " 0348" in sent_
    assert [word for word in ("505550348", "confirm", "Nut") if word in sent_] == []


def test_page_views_are_one_line_that_opens(server, look):
    page = look(server, "/customer?id=bank:anna")
    inside = page.locator(".st-key-card_line details .at.minor b").first
    expect(inside).to_be_hidden()
    page.get_by_text("5 pages looked at").click()

    expect(inside).to_be_visible()


def test_nothing_is_wider_than_a_phone(server, look):
    page = look(server, "/customer?id=bank:anna", "phone")
    expect(page.locator(".mk-story")).to_be_visible()

    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?id=bank:kim", "no contact so far"),
        ("?id=bank:nobody", "This customer is not in the data."),
        ("", "Whom do you want to call back?"),
    ],
    ids=["without contacts", "unknown", "nobody asked for"],
)
def test_where_there_is_no_story_a_sentence_says_so(server, look, address, words):
    expect(look(server, f"/customer{address}").locator("h1")).to_contain_text(words)


def test_nobody_found_says_what_to_try(server, look):
    page = look(server, "/customer")
    find(page, "[$nobody$](*)")

    expect(page.locator(".st-key-card_search")).to_contain_text("Nobody found")
