"""People sign in at a real OpenID provider, in a real browser."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from store.people import admit, dismiss
from store.state import State
from tests.browser.conftest import Look, Ports, Server, settle
from tests.browser.signing import SETTINGS, Provider, served, sign_in

pytestmark = pytest.mark.browser

PEOPLE = (
    {"sub": "dana", "email": "dana@example.com", "email_verified": True, "name": "Dana M."},
    {"sub": "eli", "email": "eli@example.com", "email_verified": True, "name": "Eli L."},
    {"sub": "it", "email": "it@example.com", "email_verified": True, "name": "Ivy T."},
    {"sub": "gone", "email": "gone@example.com", "email_verified": True, "name": "Gone"},
    {"sub": "nobody", "email": "nobody@example.com", "email_verified": True, "name": "No Body"},
    {"sub": "hasty", "email": "hasty@example.com", "email_verified": False, "name": "Hasty"},
)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory, new_port: Callable[[], int]) -> Iterator[Provider]:
    started = Provider(new_port(), tmp_path_factory.mktemp("provider") / "log.txt", PEOPLE)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def moked(
    root: Path, ports: Ports, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    port, folder = ports.take(), tmp_path_factory.mktemp("moked")
    text = SETTINGS.format(url=f"http://127.0.0.1:{port}", provider=provider.url, claims="")
    server = served(root, port, folder, text)
    state = State(f"sqlite:///{folder / 'data' / 'state.sqlite'}")
    admit(state, "dana@example.com", "manager", [], "it@example.com", NOON)
    admit(state, "eli@example.com", "lead", ["Cards"], "it@example.com", NOON)
    state.close()
    yield server
    server.stop()


def menu(page: Page) -> list[str]:
    return page.locator('[data-testid="stSidebarNavLink"]').all_inner_texts()


def test_a_stranger_sees_nothing(moked: Server, look: Look) -> None:
    page = look(moked, "/at_risk")

    expect(page.get_by_text("Please sign in")).to_be_visible()
    assert menu(page) == []
    words = " ".join(page.locator("body").inner_text().split()).removeprefix("Skip to main content ")
    assert words == "login Please sign in This contact centre's figures are for its own people. Sign in"


def test_a_manager_signs_in_and_is_led_to_the_page_they_wanted(moked: Server, look: Look) -> None:
    page = look(moked, "/queues?team=Cards")
    sign_in(page, "dana")

    expect(page.get_by_text("Dana M.")).to_be_visible()
    expect(page.get_by_text("Manager · all teams")).to_be_visible()
    assert page.url == f"{moked.url}/queues?team=Cards"


def test_a_lead_has_the_own_teams(moked: Server, look: Look) -> None:
    page = look(moked)
    sign_in(page, "eli")

    expect(page.get_by_text("Team lead · Cards")).to_be_visible()
    assert "Availability" not in menu(page)


def test_who_signs_out_is_a_stranger_again(moked: Server, look: Look, provider: Provider) -> None:
    page = look(moked)
    sign_in(page, "dana")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{provider.url}/oauth2/end_session*")
    page.goto(f"{moked.url}/queues")
    settle(page)

    expect(page.get_by_text("Please sign in")).to_be_visible()
    assert menu(page) == []


def test_who_loses_the_role_sees_nothing_more_without_a_click(
    moked: Server, look: Look, tmp_path_factory: pytest.TempPathFactory
) -> None:
    state = State(f"sqlite:///{moked.log.parent / 'data' / 'state.sqlite'}")
    admit(state, "gone@example.com", "manager", [], "it@example.com", NOON)
    page = look(moked)
    sign_in(page, "gone")
    expect(page.get_by_text("Manager · all teams")).to_be_visible()
    dismiss(state, "gone@example.com")
    state.close()

    expect(page.get_by_text("You are signed in as gone@example.com, and have no role")).to_be_visible()
    expect(page.locator('[data-testid="stSidebarNavLink"]')).to_have_count(0)


@pytest.mark.parametrize(
    ("sub", "said"),
    [
        ("nobody", "You are signed in as nobody@example.com, and have no role in Moked."),
        ("hasty", "hasty@example.com has to be confirmed where you sign in."),
    ],
)
def test_who_is_signed_in_without_a_role_sees_nothing(moked: Server, look: Look, sub: str, said: str) -> None:
    page = look(moked, "/customer?id=1")
    sign_in(page, sub)

    expect(page.get_by_text(said)).to_be_visible()
    assert menu(page) == []


@pytest.fixture
def brief(root: Path, ports: Ports, new_port: Callable[[], int], tmp_path: Path) -> Iterator[Server]:
    """Moked at a provider whose tokens hold 15 seconds and say the role."""
    claims = 'role_claim = "groups"\nteams_claim = "teams"\n[access.roles]\nlead = ["cc-leads"]\n'
    eli = {**PEOPLE[1], "groups": ["staff", "cc-leads"], "teams": ["Cards", "Loans"]}
    port, provider = ports.take(), Provider(new_port(), tmp_path / "provider.txt", [eli], token_s=15)
    text = SETTINGS.format(url=f"http://127.0.0.1:{port}", provider=provider.url, claims=claims)
    server = served(root, port, tmp_path, text)
    yield server
    server.stop()
    provider.stop()


def test_a_claim_says_the_role_and_its_tokens_end_is_respected(brief: Server, look: Look) -> None:
    page = look(brief)
    sign_in(page, "eli")

    expect(page.get_by_text("Your sign-in has ended")).to_be_visible()
    assert menu(page) == []
    page.goto(f"{brief.url}/queues?team=Cards")
    sign_in(page, "eli")
    expect(page.get_by_text("Team lead · Cards, Loans")).to_be_visible()
    assert page.url == f"{brief.url}/queues?team=Cards"
