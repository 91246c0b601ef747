"""Who may look: how people sign in, and what says their role and their teams."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from language import _
from settings.addresses import Address, Line, Web, split
from settings.kinds import Name, Number, Whole
from settings.sections import Section

Role = Literal["manager", "lead", "executive", "admin"]
Showing = Literal["manager", "lead", "admin"]  # an executive sees no customer at all
HEADER = r"^[A-Za-z][A-Za-z0-9-]{0,80}$"
# Headers that browsers and servers send of themselves: whoever signs in by one of them would be anybody.
TAKEN = {
    *("accept", "authorization", "connection", "cookie", "forwarded", "host", "origin", "referer", "upgrade"),
    *("user-agent", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"),
}


def _network(value: str) -> str:
    try:
        ip_network(value)
    except ValueError:
        raise ValueError(_("an address of the network is needed, as in 10.0.0.5 or 10.0.0.0/29")) from None
    return value


def _not_taken(value: str) -> str:
    if value.lower() in TAKEN or value.lower().startswith(("sec-", "access-control-")):
        raise ValueError(_("a header that only your proxy sets is needed, as in X-Auth-Email"))
    return value


Network = Annotated[Line, AfterValidator(_network)]
Header = Annotated[str, Field(pattern=HEADER), AfterValidator(_not_taken)]


class Oidc(Section):
    """A provider of OpenID Connect. `metadata` is its address ending in /.well-known/openid-configuration."""

    metadata: Web
    client_id: Line = Field(repr=False)
    client_secret: Line = Field(repr=False)
    account_claim: Name = "email"
    name_claim: Name = "name"
    role_claim: Name | None = None
    teams_claim: Name | None = None
    scope: Line = "openid email profile"

    @field_validator("metadata")
    @classmethod
    def _is_unread_on_the_way(cls, value: str) -> str:
        parts = split(value)
        if parts is None or (parts.scheme != "https" and parts.hostname not in LOOPBACK_NAMES):
            raise ValueError(
                _("an address with https is needed; http is for a provider on this machine only")
            )
        return value


class Proxy(Section):
    """A server in front of Moked that signs people in and says in headers who they are.

    Only from `addresses` are these headers believed: from anywhere else anybody could write them.
    """

    addresses: list[Network] = Field(min_length=1)
    account_header: Header
    name_header: Header | None = None
    role_header: Header | None = None
    teams_header: Header | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers by what they say: account, name, role, teams."""
        said = {
            "account": self.account_header,
            "name": self.name_header,
            "role": self.role_header,
            "teams": self.teams_header,
        }
        return {what: header for what, header in said.items() if header is not None}

    @property
    def networks(self) -> list[IPv4Network | IPv6Network]:
        return [ip_network(address) for address in self.addresses]


class Access(Section):
    """How people sign in. Without `sign_in` Moked serves this machine only, and whoever is at it manages.

    With a role claim or header that alone decides, its values translated by `roles`; without one it is the
    table of people (`python3 run.py people`). `admins` are admins wherever the table decides. `may_show` are
    the roles that may uncover who a customer is; `smallest_group` how many agents a figure must be of at
    least, where a single one's may not be known.
    """

    sign_in: Literal["oidc", "proxy"] | None = None
    longest_hours: Number = Field(default=12, gt=0, le=24 * 30)
    admins: list[Address] = Field(default=[])
    roles: dict[Role, list[Name]] = Field(default={})
    keep_audit_days: Whole = Field(default=400, ge=30, le=3_660)
    may_show: list[Showing] = Field(default=["manager", "lead", "admin"])
    smallest_group: Whole = Field(default=5, ge=1, le=100)
    oidc: Oidc | None = None
    proxy: Proxy | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_told_how(cls, value: Any) -> Any:
        way = value.get("sign_in") if isinstance(value, Mapping) else None
        if way in ("oidc", "proxy") and not value.get(way):
            sentence = _('sign_in = "{way}" needs the section [access.{way}]')
            raise ValueError(sentence.format(way=way))
        return value

    @model_validator(mode="after")
    def _means_one(self) -> "Access":
        named = [value for values in self.roles.values() for value in values]
        if twice := sorted({value for value in named if named.count(value) > 1}):
            sentence = _("[access.roles] gives {value!r} to two roles; each value needs one role")
            raise ValueError(sentence.format(value=twice[0]))
        if self.is_told and not self.roles:
            raise ValueError(_("[access.roles] is needed: which value of the claim or header is which role"))
        return self

    @property
    def is_told(self) -> bool:
        """Tell whether a claim or a header says the role; else the table of people does."""
        if self.sign_in == "oidc":
            return self.oidc is not None and self.oidc.role_claim is not None
        return self.sign_in == "proxy" and self.proxy is not None and self.proxy.role_header is not None

    @property
    def tells_teams(self) -> bool:
        """Tell whether a claim or a header says the teams of a lead; else the table of people does."""
        if self.sign_in == "oidc":
            return self.oidc is not None and self.oidc.teams_claim is not None
        return self.sign_in == "proxy" and self.proxy is not None and self.proxy.teams_header is not None

    def without_secrets(self) -> "Access":
        """Give the same with nothing that only the provider and Moked know: of who is who it says nothing."""
        oidc = self.oidc and self.oidc.model_copy(update={"client_id": "-", "client_secret": "-"})
        return self.model_copy(update={"oidc": oidc})

    def since(self, start: "Access") -> "Access":
        """Let what is written now take away from what held at the start; it gives nothing before the next."""
        return start.model_copy(
            update={
                "longest_hours": min(start.longest_hours, self.longest_hours),
                "admins": [one for one in start.admins if one in self.admins],
                "roles": {
                    role: [value for value in values if value in self.roles.get(role, [])]
                    for role, values in start.roles.items()
                },
                "may_show": [role for role in start.may_show if role in self.may_show],
                "smallest_group": max(start.smallest_group, self.smallest_group),
                "keep_audit_days": self.keep_audit_days,
            }
        )

    def role(self, values: set[str]) -> Role | None:
        """Translate what a claim or header says; of several roles the one that may do most, None for none."""
        mighty: tuple[Role, ...] = ("admin", "manager", "lead", "executive")
        return next((role for role in mighty if values & set(self.roles.get(role, []))), None)


LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
