"""How Moked reaches people who do not look at it: the mail server, web hooks, and who is told of alerts."""

from collections.abc import Collection, Iterable
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, model_validator

from language import _, marked
from settings.addresses import Address, Host, Line, Web, is_address
from settings.kinds import Flag, Name, Whole
from settings.nearest import nearest
from settings.sections import Section

SHORTEST_SECRET = 16
MOST_NAMED = 30  # queues that a sentence lists
SHOWN = {"port", "security", "from", "name", "private"}  # an error repeats the values of no other key

AlertKind = Literal["bottleneck", "nobody_comes", "silent"]


def _long_enough(value: str) -> str:
    if len(value) < SHORTEST_SECRET:
        raise ValueError(_("a secret of at least {n} characters is needed").format(n=SHORTEST_SECRET))
    return value


class Mail(Section):
    """The server that takes mails, and whom they come from. Without a host none is sent.

    admins: who is told, by mail or a web hook, that a weekly mail has not gone out `missing_after_h` hours
    after its latest time; without any, everybody with that role. heartbeat_url: called after each that has.
    """

    host: Host | None = None
    port: Whole = Field(default=587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Line | None = Field(default=None, repr=False)
    password: Line | None = Field(default=None, repr=False)
    sender: Address | None = Field(default=None, alias="from")
    reply_to: Address | None = None
    admins: list[Line] = Field(default=[])
    missing_after_h: Whole = Field(default=3, ge=1, le=72)
    heartbeat_url: Web | None = Field(default=None, repr=False)
    heartbeat_private: Flag = False

    @model_validator(mode="after")
    def _whole(self) -> "Mail":
        if self.host and not self.sender:
            raise ValueError(_("besides `host` it needs `from`, the address that mails come from"))
        if bool(self.user) != bool(self.password):
            raise ValueError(_("`user` and `password` belong together"))
        if self.password and self.security == "none":
            raise ValueError(_('with security = "none" anybody on the way could read the `password`'))
        if (
            self.heartbeat_url
            and not self.heartbeat_private
            and urlsplit(self.heartbeat_url).scheme != "https"
        ):
            said = _(
                "`heartbeat_url` needs https; inside your own network heartbeat_private = true allows http"
            )
            raise ValueError(said)
        return self

    @property
    def is_set(self) -> bool:
        return self.host is not None


class Webhook(Section):
    """A server of yours that is called when something happens; what it is told is signed with the secret.

    `private`: it is inside your own network, so that its address may be a private one and plain http.
    """

    name: str = Field(
        pattern=r"^[a-z][a-z0-9_]{0,40}$",
        description=marked("small letters, digits and _ are allowed, a letter first, at most 41"),
    )
    url: Web = Field(repr=False)
    secret: Annotated[Line, AfterValidator(_long_enough)] = Field(repr=False)
    private: Flag = False

    @model_validator(mode="after")
    def _is_unread_on_the_way(self) -> "Webhook":
        if not self.private and self.parts.scheme != "https":
            raise ValueError(_("its `url` needs https; inside your own network private = true allows http"))
        return self

    @property
    def parts(self) -> SplitResult:
        return urlsplit(self.url)


class AlertRule(Section):
    """Who is told of which alerts: addresses of mail, or names of [[webhooks]].

    Nobody is told of more than `most_per_hour` new alerts an hour; the end of one that was told always is.
    """

    to: list[Line] = Field(min_length=1)
    queues: list[Name] | None = Field(default=None, min_length=1)
    kinds: list[AlertKind] = Field(default=["bottleneck", "nobody_comes", "silent"], min_length=1)
    most_per_hour: Whole = Field(default=6, ge=1, le=1_000)

    def is_about(self, queue: str, kind: str) -> bool:
        """Tell whether an alert is one of these; a silent source is of no queue and concerns them all."""
        return kind in self.kinds and (kind == "silent" or self.queues is None or queue in self.queues)


def unreachable(mail: Mail, webhooks: tuple[Webhook, ...], alerts: tuple[AlertRule, ...]) -> str | None:
    """Say whom a rule names that nothing can reach; None where all can be."""
    known = {webhook.name for webhook in webhooks}
    for to in mail.admins:
        if not is_address(to) and to not in known:
            said = _(
                "[mail] `admins` has {to!r}, neither an address nor the name of one of [[webhooks]]{hint}"
            )
            return said.format(to=_harmless(to), hint=nearest(to, known))
    for to in (each for rule in alerts for each in rule.to):
        if is_address(to) and not mail.is_set:
            said = _(
                "[[alerts]] `to` has the address {to!r}, and without `host` under [mail] no mail is sent"
            )
            return said.format(to=to)
        if not is_address(to) and to not in known:
            said = _(
                "[[alerts]] `to` has {to!r}, neither an address nor the name of one of [[webhooks]]{hint}"
            )
            return said.format(to=_harmless(to), hint=nearest(to, known))
    return None


def unheard(alerts: Iterable[AlertRule], known: Collection[str]) -> list[str]:
    """Say which queues rules name that no contact came to; nothing while none is known."""
    named = sorted({queue for rule in alerts for queue in rule.queues or ()} - set(known))
    if not known:
        return []
    said = _("[[alerts]]: no queue is called {name!r}{hint} Known: {known}.")
    listed = ", ".join(sorted(known)[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
    return [said.format(name=name, hint=nearest(name, known), known=listed) for name in named]


def _harmless(text: str) -> str:
    """Repeat only what cannot be an address on the web, which may hold a secret."""
    return "…" if "/" in text else text[:41]
