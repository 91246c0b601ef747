"""The scheduler sends what waits, and never twice: not even when it is killed in the middle of a mail."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.announcing import announce
from settings import Settings, load
from store import outbox
from store.opened import Store, open_store
from tests.alerts import rang
from tests.mailbox import CERTIFICATE, PASSWORD, USER, Mailbox, mail_server
from tests.scheduler.conftest import PATIENCE_S, Scheduler, until

LEAD = "lead@example.com"


@pytest.fixture
def mailbox(free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as one:
        yield one


@pytest.fixture
def settings(tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PASSWORD_OF_MAIL", PASSWORD)
    mail = f'[mail]\nhost = "localhost"\nport = {mailbox.port}\nuser = "{USER}"\nfrom = "moked@example.com"\n'
    secret = 'password = "${PASSWORD_OF_MAIL}"\n'
    (tmp_path / "moked.toml").write_text(f'{mail}{secret}[[alerts]]\nto = ["{LEAD}"]\n')
    return load(tmp_path / "moked.toml", tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def ring(settings: Settings, store: Store, queue: str) -> datetime:
    now = datetime.now(UTC)
    rang(store.state, queue=queue, begun_at=now - timedelta(minutes=10), raised_at=now)
    assert announce(settings, store.state, now, now) == 1
    return now


def test_a_mail_whose_process_was_killed_while_it_left_is_not_sent_again(
    settings: Settings, store: Store, mailbox: Mailbox, start: Callable[..., Scheduler]
) -> None:
    mailbox.answers["HANG"] = "yes"
    now = ring(settings, store, "cards")
    killed = start()
    assert mailbox.hung.wait(PATIENCE_S)
    killed.process.kill()
    killed.ends()
    mailbox.answers.clear()
    ring(settings, store, "orders")
    heir = start()
    until(lambda: outbox.sent_since(store.state, now))

    [trouble] = outbox.troubles(store.state, now)
    assert (trouble.state, trouble.ended_at is not None) == ("unsure", True)
    assert [mail["Subject"].partition(" since")[0].strip() for _, mail in mailbox.taken] == [
        "Customers have waited too long in orders"
    ]
    assert heir.stop() == 0
    assert LEAD not in heir.said()
    assert PASSWORD not in heir.said()
