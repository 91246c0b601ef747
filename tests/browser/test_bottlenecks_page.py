"""What people do about alerts with a real browser: each click is written down and shown, and leads on."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from settings import load
from store import ringing, suppressed
from store.episodes import acts, of
from store.opened import open_store
from tests.alerts import rang
from tests.factories import NOON, ZONE
from tests.store.tracing import call, leg_of, refresh, sent

pytestmark = pytest.mark.browser

MINUTE = timedelta(minutes=1)
BEGUN = NOON - 40 * MINUTE


def waited(n):
    row, _legs = call(f"w{n}", "anna", NOON - 30 * MINUTE)
    return row, [leg_of(row, 1, "Billing", 0, agent_id="bank:DORIT", wait_ms=60_000)]


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """A centre whose queues Billing and Sales ring, the first over three late calls."""
    folder = tmp_path_factory.mktemp("ringing")
    (folder / "moked.toml").write_text(
        f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
    )
    store = open_store(load(folder / "moked.toml", folder / "data"))
    refresh(store, "bank", sent("bank", [waited(n) for n in range(3)]), now=NOON, is_first=True)
    ringing.write(store.state, ringing.Tick(NOON, [], ringing.Memory({}, {}), [], None))
    for queue, lost in (("Billing", 2.0), ("Sales", 1.0)):
        rang(store.state, queue=queue, begun_at=BEGUN, raised_at=BEGUN + 10 * MINUTE, minutes_lost=lost)
    yield folder, store
    store.close()


@pytest.fixture
def page(centre, serve, look):
    folder, _store = centre
    return look(serve(folder / "moked.toml", folder / "data"), "/bottlenecks")


def test_an_alert_is_taken_given_talked_about_judged_snoozed_and_done(centre, page):
    _folder, store = centre
    card, other = page.locator(".st-key-card_alert_1"), page.locator(".st-key-card_alert_2")

    card.get_by_role("button", name="I’m on it").click()
    expect(card.locator(".chip")).to_contain_text("is on it")
    card.get_by_role("button", name="Give to").click()
    page.get_by_role("combobox", name="To whom").fill("Noa")
    page.get_by_role("combobox", name="To whom").press("Enter")
    page.get_by_role("button", name="Give it").click()
    expect(card.locator(".chip")).to_have_text("personGiven to Noa")
    card.get_by_role("button", name="Comment").click()
    page.get_by_role("textbox", name="What should others know?").fill("<b>two</b> came back")
    page.get_by_role("textbox", name="What should others know?").blur()
    page.get_by_role("button", name="Write it down").click()
    expect(card.locator(".mk-log q")).to_have_text("<b>two</b> came back")
    card.get_by_role("button", name="Yes").click()
    expect(card).to_contain_text("1 found it useful")
    other.get_by_role("button", name="Snooze").click()
    page.get_by_role("button", name="Snooze it").click()
    expect(page.locator(".st-key-card_silences")).to_contain_text("Sales")
    card.get_by_role("button", name="Done").click()
    page.get_by_role("textbox", name="What helped?").fill("two came back early")
    page.get_by_role("textbox", name="What helped?").blur()
    page.get_by_role("button", name="Call it done").click()
    expect(page.locator(".mk-head h1")).to_contain_text("Billing: This computer called it done")

    told = [(one.act, one.assigned_to, one.words) for one in acts(store.state, [1])]
    assert told == [
        ("taken", None, None),
        ("assigned", "Noa", None),
        ("commented", None, "<b>two</b> came back"),
        ("useful", None, None),
        ("resolved", None, "two came back early"),
    ]
    assert of(store.state, 1).state == "resolved"
    assert [one.queue for one in suppressed.suppressions(store.state, NOON)] == ["Sales"]


def test_a_click_leads_from_history_to_an_alert_its_waits_and_back(page):
    page.get_by_role("radio", name="History").click()
    page.locator(".st-key-card_history a.way", has_text="Billing").click()
    expect(page.locator(".st-key-card_late")).to_contain_text(
        "3 waits were too long: 2 customer-minutes lost"
    )
    assert "episode=1" in page.url
    expect(page.locator(".st-key-card_late tbody tr")).to_have_count(3)

    page.get_by_role("button", name="Back to the history").click()
    expect(page.locator(".st-key-card_history")).to_contain_text("2 bottlenecks")
    assert "episode" not in page.url
