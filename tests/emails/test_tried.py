"""`run.py check` says of each way out whether it is open, and sends nothing."""

import pytest

from emails.tried import tried
from settings import Settings
from tests.mailbox import CERTIFICATE, PASSWORD, USER, mail_server, web_server


def settings(mail_port: int, hook_port: int, *to: str) -> Settings:
    mail = {
        "host": "localhost",
        "port": mail_port,
        "user": USER,
        "password": PASSWORD,
        "from": "m@example.com",
    }
    url = f"http://127.0.0.1:{hook_port}/"
    hook = {"name": "wallboard", "url": url, "secret": "of the wallboard", "private": True}
    alerts = [{"to": list(to)}] if to else []
    return Settings.model_validate({"mail": mail, "webhooks": [hook], "alerts": alerts})


def test_ways_out_that_are_open(free_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as mailbox, web_server() as ear:
        said = list(tried(settings(free_port, ear.port, "wallboard", "lead@example.com")))

    assert said == [
        (f"Mails can be sent by localhost:{free_port}.", True),
        ("wallboard can be called.", True),
        ("Alerts are told to lead@example.com and wallboard.", True),
    ]
    assert (mailbox.taken, ear.heard) == ([], [])


def test_ways_out_that_are_closed(free_port: int) -> None:
    said = list(tried(settings(free_port, free_port)))

    assert said == [
        (f"The mail server localhost:{free_port} cannot be reached.", False),
        ("wallboard cannot be reached.", False),
        ("Nobody is told of alerts: no [[alerts]] says who.", True),
    ]


def test_nothing_is_said_where_nothing_goes_out() -> None:
    assert list(tried(Settings())) == []
