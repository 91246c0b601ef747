"""Try whether mails and calls can go out, sending nothing: for `run.py check`."""

from collections.abc import Callable, Iterator
from functools import partial

from emails import webhook
from emails.errors import DeliveryError
from emails.send import server
from language import _, listing
from settings import Settings

Sentence = tuple[str, bool]  # and whether all is well


def tried(settings: Settings) -> Iterator[Sentence]:
    """Say of each way out whether it is open, and who is told of alerts."""
    mail = settings.mail
    if mail.is_set:
        well = _("Mails can be sent by {host}:{port}.").format(host=mail.host, port=mail.port)
        yield _said(well, partial(_mail, settings))
    for hook in settings.webhooks:
        yield _said(_("{name} can be called.").format(name=hook.name), partial(webhook.try_out, hook))
    told = sorted({to for rule in settings.alerts for to in rule.to})
    if told:
        yield _("Alerts are told to {names}.").format(names=listing(told)), True
    elif mail.is_set or settings.webhooks:
        yield _("Nobody is told of alerts: no [[alerts]] says who."), True


def _mail(settings: Settings) -> None:
    with server(settings.mail) as one:
        one.try_out()


def _said(well: str, try_out: Callable[[], None]) -> Sentence:
    try:
        try_out()
    except DeliveryError as error:
        return str(error), False
    return well, True
