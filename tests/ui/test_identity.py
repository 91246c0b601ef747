"""What a provider or a proxy says of somebody, made into a role and teams."""

from datetime import UTC, datetime, timedelta

import pytest

from settings.access import Access
from store.people import Known
from ui.identity import Stranger, found, passed_on, signed_in, until

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PROVIDER = {"metadata": "https://login.example.com/x", "client_id": "moked", "client_secret": "s"}
ROLES = {"manager": ["cc-managers"], "lead": ["cc-leads"], "admin": ["it"]}
BY_TABLE = Access.model_validate({"sign_in": "oidc", "admins": ["It@example.com"], "oidc": PROVIDER})
BY_CLAIM = Access.model_validate(
    {
        "sign_in": "oidc",
        "roles": ROLES,
        "oidc": {**PROVIDER, "role_claim": "realm_access.roles", "teams_claim": "teams"},
    }
)
HEADERS = {"account_header": "X-Auth-Email", "role_header": "X-Auth-Roles", "teams_header": "X-Auth-Teams"}
BY_PROXY = Access.model_validate(
    {"sign_in": "proxy", "roles": ROLES, "proxy": {"addresses": ["10.0.0.5"], **HEADERS}}
)
TABLE = {
    "dana@example.com": Known("dana@example.com", "manager", frozenset(), "it", NOON),
    "eli@example.com": Known("eli@example.com", "lead", frozenset({"Cards"}), "it", NOON),
}


def claims(**more):
    iat, exp = (NOON - HOUR).timestamp(), (NOON + HOUR).timestamp()
    said = {"is_logged_in": True, "email": "dana@example.com", "name": "Dana", "iat": iat, "exp": exp}
    return {**said, **more}


def test_the_table_says_the_role_and_teams():
    who = signed_in(BY_TABLE, claims(email="Eli@example.com", name="Eli"), NOON, TABLE.get)

    assert (who.name, who.account, who.role, who.teams) == ("Eli", "eli@example.com", "lead", {"Cards"})


def test_an_admin_of_the_settings_is_one_whatever_the_table_says():
    assert signed_in(BY_TABLE, claims(email="it@Example.com"), NOON, TABLE.get).role == "admin"


def test_a_claim_says_the_role_and_teams():
    said = claims(realm_access={"roles": ["x", "cc-leads"]}, teams="Cards, Loans")
    who = signed_in(BY_CLAIM, said, NOON, TABLE.get)

    assert (who.role, who.teams) == ("lead", {"Cards", "Loans"})


def test_of_several_roles_the_one_that_may_do_most_holds():
    said = claims(realm_access={"roles": ["cc-leads", "cc-managers"]}, teams=["Cards"])
    who = signed_in(BY_CLAIM, said, NOON, TABLE.get)

    assert (who.role, who.teams) == ("manager", frozenset())


def test_where_a_claim_says_roles_the_table_lets_nobody_in():
    assert signed_in(BY_CLAIM, claims(), NOON, TABLE.get) == Stranger("unknown", "dana@example.com")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "signed_out"),
        (claims(is_logged_in=False), "signed_out"),
        (claims(is_logged_in="true"), "signed_out"),
        (claims(email=None), "unnamed"),
        (claims(email="dan\u0430@example.com"), "unnamed"),
        (claims(email=["dana@example.com"]), "unnamed"),
        (claims(email_verified=False), "unverified"),
        (claims(email_verified="false"), "unverified"),
        (claims(exp=NOON.timestamp()), "expired"),
        (claims(exp=None), "expired"),
        (claims(exp="9999999999"), "expired"),
        (claims(exp=float("nan")), "expired"),
        (claims(exp=1e300), "expired"),
        (claims(iat=None), "expired"),
        (claims(iat=(NOON - 12 * HOUR).timestamp(), exp=(NOON + 30 * HOUR).timestamp()), "expired"),
        (claims(email="nobody@example.com"), "unknown"),
    ],
    ids=[
        *("nothing is said", "not signed in", "said in words", "no account", "a letter that looks alike"),
        *("a list", "not verified", "not verified, in words", "over at this instant", "no end"),
        *("an end in words", "no number", "an end beyond all years", "no beginning", "over by our own limit"),
        "of no role",
    ],
)
def test_a_stranger_is_told_why(said, why):
    assert signed_in(BY_TABLE, said, NOON, TABLE.get).why == why


def test_a_token_holds_until_its_end_or_our_own_limit():
    assert until(BY_TABLE, claims()) == NOON + HOUR
    assert until(BY_TABLE, claims(exp=(NOON + 30 * HOUR).timestamp())) == NOON + 11 * HOUR


def test_a_proxys_headers_say_who_it_is():
    said = {"account": "Eli@example.com", "role": "cc-leads,x", "teams": "Cards"}
    who = passed_on(BY_PROXY, said, TABLE.get)

    assert (who.name, who.account, who.role, who.teams) == (
        *("eli@example.com", "eli@example.com", "lead"),
        {"Cards"},
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "signed_out"),
        ({"account": ""}, "signed_out"),
        ({"account": "dan\u0430@example.com", "role": "it"}, "unnamed"),
        ({"account": "dana@example.com"}, "unknown"),
        ({"account": "dana@example.com", "role": "IT"}, "unknown"),
    ],
    ids=["no header", "an empty one", "a letter that looks alike", "no role", "another role"],
)
def test_without_the_proxys_word_nobody_is_let_in(said, why):
    assert passed_on(BY_PROXY, said, TABLE.get).why == why


def test_a_claim_by_its_whole_name_goes_before_a_way_into_others():
    assert found({"a.b": 1, "a": {"b": 2}}, "a.b") == 1
    assert found({"a": {"b": 2}}, "a.b") == 2
    assert found({"a": "b"}, "a.b") is None
