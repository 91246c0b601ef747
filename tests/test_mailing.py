"""`run.py email`: a mail written by hand, to look at it or to send it."""

import json
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from metrics.bottlenecks import Look
from settings import load
from store import audit, outbox, ringing
from store.opened import open_store
from tests.alerts import NOON, rang
from tests.installed import Installed
from tests.mailbox import CERTIFICATE, PASSWORD, USER, mail_server, web_server

MINUTE = timedelta(minutes=1)
CONFIG = """now = {now}
[mail]
host = "localhost"
port = {mail}
user = "{user}"
password = "{password}"
from = "moked@example.com"
[[webhooks]]
name = "wallboard"
url = "http://127.0.0.1:{hook}/"
secret = "of the wallboard, at length"
private = true
"""


def look(at: datetime) -> Look:
    return Look("cards", at, is_open=True, told_at=at, window=30, ended=20, late=9, waiting=4, overdue=2)


def rung(folder: Path) -> int:
    """Let an alert ring in the state of a folder, and be looked at while it does; give its number."""
    store = open_store(load(folder / "moked.toml", folder / "data"))
    for n in range(3):
        seen = ringing.Tick(NOON + n * MINUTE, [look(NOON + n * MINUTE)], ringing.Memory({}, {}), [], None)
        ringing.write(store.state, seen)
    rang(store.state, queue="loans", raised_at=NOON - 60 * MINUTE, begun_at=NOON - 70 * MINUTE)
    number = rang(store.state)
    store.close()
    return number


def installed(folder: Path, said: pytest.CaptureFixture[str], mail: int = 9, hook: int = 9) -> Installed:
    told = {"now": (NOON + 2 * MINUTE).isoformat(), "mail": mail, "hook": hook}
    (folder / "moked.toml").write_text(CONFIG.format(user=USER, password=PASSWORD, **told))
    return Installed(folder, said)


@pytest.fixture
def moked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return installed(tmp_path, capsys)


def test_the_newest_alert_is_written_to_the_screen(moked: Installed) -> None:
    rung(moked.folder)

    code, out, err = moked.run("email", "alert")

    assert (code, err) == (0, "")
    assert out.startswith(
        "Customers have waited too long in cards since 11:50. Planned people are missing.\n"
    )
    assert "People waiting, 12:00 to 12:02: 4 at most, at 12:00; 4 wait, 2 of them too long." in " ".join(
        out.replace("\u00a0", " ").split()
    )


def test_it_is_written_into_a_folder_with_its_pictures(moked: Installed) -> None:
    number = rung(moked.folder)

    code, out, _err = moked.run("email", "alert", "--out", str(moked.folder / "mails"))

    written = sorted(path.name for path in (moked.folder / "mails").iterdir())
    assert code == 0
    assert written == [f"alert-{number}{end}" for end in ("-hours0.png", ".eml", ".html", ".txt")]
    assert f"alert-{number}.eml" in out
    assert f'src="alert-{number}-hours0.png"' in (moked.folder / "mails" / f"alert-{number}.html").read_text(
        encoding="utf-8"
    )
    mail = message_from_bytes((moked.folder / "mails" / f"alert-{number}.eml").read_bytes(), policy=default)
    assert [part["Content-ID"] for part in mail.walk() if part["Content-ID"]] == ["<hours0>"]


def test_it_is_sent_to_people_and_hooks_and_keeps_nothing_back_that_goes_out_by_itself(
    tmp_path: Path, free_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as mailbox, web_server() as ear:
        moked = installed(tmp_path, capsys, free_port, ear.port)
        number = rung(tmp_path)
        code, out, _ = moked.run("email", "alert", "--to", "lead@example.com", "--to", "wallboard")

    assert (code, out) == (0, "Sent to lead@example.com.\nSent to wallboard.\n")
    [(to, mail)] = mailbox.taken
    assert to == "lead@example.com"
    assert mail["Subject"].startswith("Customers have waited too long in cards")
    told = json.loads(ear.heard[0][2])
    assert (told["by_hand"], told["alert"]["episode"]) == (True, number)
    store = open_store(load(tmp_path / "moked.toml", tmp_path / "data"))
    assert (outbox.sent_since(store.state, NOON), outbox.is_due(store.state, NOON)) == (0, False)
    by_hand = [(one.account, one.about) for one in audit.entries(store.state, audit.Sought(act="sent"))]
    store.close()
    assert by_hand == [
        ("this computer", audit.About("hook", "wallboard")),
        ("this computer", audit.About("mail", "lead@example.com")),
    ]


def test_who_cannot_be_reached_is_said(moked: Installed) -> None:
    rung(moked.folder)

    code, out, err = moked.run("email", "alert", "--to", "lead@example.com")

    assert (code, out) == (1, "")
    assert err == "lead@example.com: The mail server localhost:9 cannot be reached.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("alert", "--episode", "77"), "There is no alert 77.\n"),
        (("alert", "--to", "walboard"), "nor the name of one of [[webhooks]]; did you mean 'wallboard'?\n"),
        (("alrt",), "Unknown mail 'alrt'; did you mean 'alert'? Known: alert, executive, weekly.\n"),
        (("alert", "--week", "1999-02-10"), "--week goes with executive and weekly alone, not with alert.\n"),
        (("weekly", "--episode", "7"), "--episode goes with alert alone, not with weekly.\n"),
        (("executive", "--team", "North"), "--team goes with weekly alone, not with executive.\n"),
        ((), "Say which mail: alert, executive, weekly.\n"),
    ],
    ids=["no such alert", "no such hook", "no such mail", "a week", "an alert", "a team", "no mail"],
)
def test_a_wrong_word_is_answered_in_a_sentence(
    moked: Installed, words: tuple[str, ...], expected: str
) -> None:
    rung(moked.folder)

    code, out, err = moked.run("email", *words)

    assert (code, out) == (2, "")
    assert err.endswith(expected)


def test_without_a_mail_server_no_address_can_be_reached(moked: Installed) -> None:
    rung(moked.folder)
    (moked.folder / "moked.toml").write_text(f"now = {NOON.isoformat()}\n")

    assert moked.run("email", "alert", "--to", "lead@example.com") == (
        *(2, ""),
        "No mail can be sent: [mail] has no host.\n",
    )


def test_before_anything_rang_it_says_so(moked: Installed) -> None:
    assert moked.run("email", "alert") == (
        *(1, ""),
        "Nothing has rung yet, so that there is no alert to write of.\n",
    )
