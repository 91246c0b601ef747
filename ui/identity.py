"""Whose session this is: what the provider or the proxy said of them, made into a role and teams."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from settings.access import Access
from store.asked import Viewer
from store.people import Known, account_of

LAST_S: Final = 253_402_300_799  # the end of the year 9999, beyond which no instant can be written
Why = Literal[
    "signed_out",
    "expired",
    "unnamed",
    "unverified",
    "unknown",
    "restart",
    "elsewhere",
    "settings",
    "unreachable",
]


@dataclass(frozen=True)
class Stranger:
    """Somebody who may see nothing, and why; `account` where it is known."""

    why: Why
    account: str = ""


def signed_in(
    access: Access, said: Mapping[str, Any], now: datetime, known: Callable[[str], Known | None]
) -> Viewer | Stranger:
    """Tell who it is by the claims of an OIDC provider.

    now: this machine's clock, against which the token's `exp` holds, and `longest_hours` since its `iat`.
    known: finds somebody in the table of people.
    """
    oidc = access.oidc
    if oidc is None or said.get("is_logged_in") is not True:
        return Stranger("signed_out")
    account = account_of(_text(said.get(oidc.account_claim)))
    if not account:
        return Stranger("unnamed")
    if not _is_valid(access, said, now):
        return Stranger("expired", account)
    if said.get("email_verified", True) not in (True, "true"):
        return Stranger("unverified", account)
    name = _text(said.get(oidc.name_claim)) or account
    roles = None if oidc.role_claim is None else listed(found(said, oidc.role_claim))
    teams = None if oidc.teams_claim is None else listed(found(said, oidc.teams_claim))
    return _let_in(access, Viewer(name, "executive", account=account), roles, teams, known)


def passed_on(
    access: Access, said: Mapping[str, Any], known: Callable[[str], Known | None]
) -> Viewer | Stranger:
    """Tell who it is by what a trusted proxy's headers said: account, name, role, teams."""
    if access.proxy is None or not said.get("account"):
        return Stranger("signed_out")
    account = account_of(_text(said["account"]))
    if not account:
        return Stranger("unnamed")
    name = _text(said.get("name")) or account
    roles = None if access.proxy.role_header is None else listed(said.get("role"))
    teams = None if access.proxy.teams_header is None else listed(said.get("teams"))
    return _let_in(access, Viewer(name, "executive", account=account), roles, teams, known)


def until(access: Access, said: Mapping[str, Any]) -> datetime | None:
    """When the sign-in of an OIDC provider ends; None where it does not say so, which is no sign-in."""
    ends, begun = _seconds(said.get("exp")), _seconds(said.get("iat"))
    if ends is None or begun is None:
        return None
    return datetime.fromtimestamp(min(ends, begun + access.longest_hours * 3600), UTC)


def found(said: Mapping[str, Any], claim: str) -> object:
    """Find a claim by its name, else by a way into claims within claims, as in realm_access.roles."""
    if claim in said:
        return said[claim]
    inside: object = said
    for part in claim.split("."):
        inside = inside.get(part) if isinstance(inside, Mapping) else None
    return inside


def listed(value: object) -> list[str]:
    """Read a list of names: a list as it is, a text parted at its commas, anything else as none."""
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return [part.strip() for part in parts if isinstance(part, str) and part.strip()]


def _let_in(
    access: Access,
    who: Viewer,
    roles: list[str] | None,
    teams: list[str] | None,
    known: Callable[[str], Known | None],
) -> Viewer | Stranger:
    """Give the role; the table says what nothing else does."""
    if roles is None and who.account in {account_of(admin) for admin in access.admins}:
        return replace(who, role="admin")
    person = known(who.account) if roles is None or teams is None else None
    role = access.role(set(roles)) if roles is not None else person.role if person else None
    if role is None:
        return Stranger("unknown", who.account)
    theirs = teams if teams is not None else person.teams if person else ()
    return replace(who, role=role, teams=frozenset(theirs) if role == "lead" else frozenset())


def _is_valid(access: Access, said: Mapping[str, Any], now: datetime) -> bool:
    ends = until(access, said)
    return ends is not None and now < ends


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _seconds(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if abs(value) < LAST_S else None
