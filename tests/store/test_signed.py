"""What people do on lists is signed with their account and shown by their name."""

from datetime import UTC, datetime, timedelta

import pytest

from store import episodes, loop, risk_acts, signed, suppressed
from store.asked import Viewer
from store.loop import LoopError, Opened
from store.people import admit, dismiss
from store.risk_acts import Step
from store.state import State
from tests.alerts import rang

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CARDS = frozenset({"Cards"})
DANA = Viewer("Dana Levi", "manager", account="dana@example.com")
ELI = Viewer("Eli", "lead", CARDS, "eli@example.com")
NOA = Viewer("Noa", "lead", frozenset({"Loans"}), "noa@example.com")
OMER = Viewer("Omer", "executive", account="omer@example.com")
CAST = (DANA, ELI, NOA, OMER)


@pytest.fixture
def cast(state: State) -> State:
    for who in CAST:
        signed.saw(state, who)
    return state


def test_who_renames_themselves_keeps_what_they_took_under_the_new_name(cast: State) -> None:
    number = rang(cast)
    episodes.act(cast, number, "taken", ELI.signature, NOON)
    signed.saw(cast, Viewer("Eli the Great", "lead", CARDS, ELI.account))

    alert = episodes.of(cast, number)
    assert alert is not None
    assert (alert.taken_by, alert.taken_name) == ("eli@example.com", "Eli the Great")
    with pytest.raises(LoopError, match="^Eli the Great is on it already"):
        episodes.act(cast, number, "taken", DANA.signature, NOON)


def test_who_takes_a_colleagues_name_is_told_apart_by_the_account(cast: State) -> None:
    signed.saw(cast, Viewer("dana levi", "lead", CARDS, ELI.account))

    assert [signed.names(cast).of(one.account) for one in (DANA, ELI, NOA)] == [
        "Dana Levi (dana@example.com)",
        "dana levi (eli@example.com)",
        "Noa",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Eli", "Eli"), ("dana@example.com", "dana@example.com (eli@example.com)"), ("eli@example.com",) * 2],
    ids=["a name", "another's account", "the own account"],
)
def test_an_account_is_no_name_that_somebody_may_give_themselves(state: State, name: str, shown: str) -> None:
    signed.saw(state, Viewer(name, "lead", CARDS, ELI.account))

    assert signed.names(state).of(ELI.account) == shown


def test_old_rows_teams_and_leads_of_records_read_as_they_are(cast: State) -> None:
    names = signed.names(cast)

    assert [names.of(one) for one in ("Rina", "Cards", "This computer")] == ["Rina", "Cards", "This computer"]


def test_without_sign_in_the_name_signs_and_nobody_is_remembered(state: State) -> None:
    here = Viewer("This computer", "manager")
    signed.saw(state, here)

    assert here.signature == "This computer"
    assert signed.names(state).known == {}


@pytest.mark.parametrize(
    ("who", "offered"),
    [(DANA, [ELI, NOA]), (ELI, [DANA]), (Viewer("This computer", "manager"), [DANA, ELI, NOA])],
    ids=["a manager", "a lead", "without sign-in"],
)
def test_a_lead_hands_over_to_the_own_teams_and_to_who_sees_all(
    cast: State, who: Viewer, offered: list[Viewer]
) -> None:
    assert signed.colleagues(cast, who) == [one.account for one in offered]


def test_who_is_let_in_no_more_is_not_offered_and_keeps_the_name(cast: State) -> None:
    admit(cast, ELI.account, "lead", CARDS, DANA.account, NOON)
    dismiss(cast, ELI.account)

    assert signed.colleagues(cast, DANA) == ["noa@example.com"]
    assert signed.names(cast).of(ELI.account) == "Eli"


def test_lists_show_names_and_keep_the_signature_to_compare(cast: State) -> None:
    loop.open_followups(cast, [Opened("complaint", "bank:1", None, NOON, ELI.account)], NOON)
    loop.mark(cast, "promise", "bank:7", NOA.account, NOON)
    [before] = loop.followups(cast).to_dicts()
    loop.finish_followup(cast, before["id"], DANA.account, NOON, "works")
    risk_acts.act(cast, "bank:anna", Step("owner", ELI.account), DANA.account, NOON)
    suppressed.suppress(cast, "cards", NOON, NOON + HOUR, ELI.account, NOON)

    [row] = loop.followups(cast).to_dicts()
    assert (row["owner"], row["owned_by"], row["done_by"]) == ("Eli", "eli@example.com", "Dana Levi")
    assert loop.marks(cast)["by"].to_list() == ["Noa"]
    [stands] = risk_acts.stands(cast, ["bank:anna"]).to_dicts()
    assert (stands["owner"], stands["owned_by"]) == ("Eli", "eli@example.com")
    assert risk_acts.acts(cast)["who"].to_list() == ["Dana Levi"]
    assert [one.by for one in suppressed.suppressions(cast, NOON)] == ["Eli"]


def test_two_of_one_name_have_a_word_each_on_a_signal(cast: State) -> None:
    twin = Viewer(ELI.name, "lead", CARDS, "eli.b@example.com")
    signed.saw(cast, twin)
    loop.click(cast, "note:1", "anger", ELI.signature, NOON, is_right=True)
    loop.click(cast, "note:1", "anger", twin.signature, NOON, is_right=False)

    assert loop.clicks(cast)["by"].to_list() == ["eli.b@example.com", "eli@example.com"]
