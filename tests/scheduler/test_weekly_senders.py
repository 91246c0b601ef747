"""Sixty weekly mails, three senders at once, one killed in the middle of a mail, a server with moods."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from emails.snapshot_stored import stored
from scheduler.outbox import deliver_due
from settings import Settings, load
from store import mail_weeks, outbox, recipients
from store.audit import ITSELF
from store.mail_weeks import Archived, Run, Sums
from store.models import Publication
from store.opened import Store, open_store
from store.recipients import Recipient
from store.weekdays import Week
from tests.mailbox import CERTIFICATE, PASSWORD, USER, Mailbox, mail_server
from tests.scheduler.conftest import PATIENCE_S, until
from tests.scheduler.test_weekly_mails import MONDAY
from tests.snapshots import without_figures

ADDRESSES = [f"boss{n:02}@example.com" for n in range(60)]
DEAD, KILLED = ADDRESSES[11], ADDRESSES[23]
MOODS = {
    DEAD: "RCPT 550 5.1.1 Nobody of that name",
    ADDRESSES[5]: "451 4.3.0 Try again",
    ADDRESSES[40]: "RCPT 451 4.7.1 Greylisted",
    KILLED: "KEEP",
}
SUMS = Sums(1, {"csat": {"value": 0.8, "version": 1.0}}, {"snapshot": stored(without_figures())})
CONFIG = """[mail]
host = "localhost"
port = {port}
user = "{user}"
password = "{password}"
from = "moked@example.com"
"""


@pytest.fixture
def mailbox(free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as one:
        one.once.update(MOODS)
        yield one


@pytest.fixture
def settings(tmp_path: Path, mailbox: Mailbox, database: str) -> Settings:
    told = CONFIG.format(port=mailbox.port, user=USER, password=PASSWORD)
    (tmp_path / "moked.toml").write_text(told)
    return load(tmp_path / "moked.toml", tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def posted(store: Store) -> dict[str, int]:
    """Post the mail of a week to all; give the number of each message."""
    for address in ADDRESSES:
        recipients.add(store.state, ITSELF, Recipient("snapshot", address), MONDAY)
    with store.state.writing() as connection:
        connection.execute(insert(Publication).values(id=1, at=MONDAY, kind="refresh"))
    week = Week(date(2026, 11, 8))
    run = mail_weeks.begin(store.state, Run("snapshot", week, MONDAY, MONDAY, "waiting"))
    told = Archived(0, "snapshot", week, MONDAY, "Moked", "schedule", SUMS)
    assert mail_weeks.send(store.state, run, told, ADDRESSES, MONDAY + timedelta(days=6)) == 60
    return {one.recipient: one.id for one in outbox.due(store.state, MONDAY)}


@pytest.fixture
def senders(root: Path, tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Three processes that send; none outlives the test."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for one in started:
        one.kill()
        one.wait()


def begin(root: Path, folder: Path, n: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.scheduler.sender", str(folder), str(n)]
    with (folder / f"sender{n}.txt").open("w") as said:
        return subprocess.Popen(words, cwd=root, stdout=said, text=True)


def claimed(folder: Path, n: int) -> list[int]:
    return [int(line) for line in (folder / f"sender{n}.txt").read_text().split()]


@pytest.mark.both_databases
def test_each_mail_is_delivered_once_whoever_dies(
    root: Path,
    tmp_path: Path,
    settings: Settings,
    store: Store,
    mailbox: Mailbox,
    senders: list[subprocess.Popen[str]],
) -> None:
    numbers = posted(store)
    senders += [begin(root, tmp_path, n) for n in range(3)]
    assert mailbox.hung.wait(PATIENCE_S)
    [dying] = [n for n in range(3) if numbers[KILLED] in claimed(tmp_path, n)]
    senders[dying].kill()
    until(lambda: all(one.poll() is not None for one in senders))
    before_heir = outbox.outcomes(store.state, "snapshot:2026-11-08", "weekly")
    later = datetime(2026, 11, 16, 12, tzinfo=UTC)
    sent = deliver_due(settings, store.state, lambda: later, store=store)

    assert before_heir == {"sent": 58, "given_up": 1, "handing": 1}
    assert sent == 1
    assert outbox.outcomes(store.state, "snapshot:2026-11-08", "weekly") == {"sent": 59, "given_up": 1}
    [dead] = outbox.troubles(store.state, MONDAY)
    assert (dead.recipient, dead.tries) == (DEAD, 1)
    assert "550 5.1.1 Nobody of that name" in dead.problem
    # The server took the mail of the one who died without saying so: it has it twice, by one Message-ID.
    assert Counter(to for to, _mail in mailbox.taken) == {
        **dict.fromkeys(set(ADDRESSES) - {DEAD}, 1),
        KILLED: 2,
    }
    kept = {mail["Message-ID"]: (to, mail.as_string()) for to, mail in mailbox.taken}
    assert sorted(to for to, _mail in kept.values()) == sorted(set(ADDRESSES) - {DEAD})
    assert len({claim for n in range(3) for claim in claimed(tmp_path, n)}) == 59
