"""`run.py email executive` and `weekly`: the week's mails, written or sent by hand."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from settings import load
from store import audit, mail_weeks, signed
from store.asked import Viewer
from store.opened import open_store
from store.people import admit
from tests import bank
from tests.installed import Installed
from tests.mailbox import CERTIFICATE, PASSWORD, USER, mail_server

SITE = '[site]\nname = "<i>Bank</i>"\naddress = "https://moked.example.com"\n'
TARGETS = '[[targets]]\nmetric = "service_level"\nvalue = 0.8\n'
MAIL = """[mail]
host = "localhost"
port = {port}
user = "{user}"
password = "{password}"
from = "moked@example.com"
"""
AGENTS = ("DORIT", "AVI", "YAEL", "TALI", "MOTI", "EYAL", "GILI", "SARI")
WAITS = {"990203": (10, 10, 10, 10), "990210": (10, 10, 10, 90)}


def with_weeks(folder: Path, said: pytest.CaptureFixture[str], more: str = "") -> Installed:
    """Install, and load 40 calls of a week in February, all in time, and 40 of the next, 30 in time."""
    file = bank.config(folder)
    file.write_text(file.read_text().replace("[site]\n", SITE) + TARGETS + more)
    for day, waits in WAITS.items():
        calls = [
            bank.call(n, date=day, begins=25_000 + 60 * n, q_time=waits[n % 4], server=AGENTS[n % 8])
            for n in range(40)
        ]
        bank.write(folder / "calls" / f"{day}.txt", *calls)
    installed = Installed(folder, said)
    code, _out, err = installed.run("refresh")
    assert code == 0, err
    return installed


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.seen.append(tag)


def test_the_week_is_written_with_its_target_and_its_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moked = with_weeks(tmp_path, capsys)

    code, out, err = moked.run("email", "executive", "--week", "1999-02-10", "--out", str(tmp_path / "mails"))
    text = plain((tmp_path / "mails" / "snapshot-1999-02-07.txt").read_text())
    files = {file.suffix for file in (tmp_path / "mails").iterdir() if file.suffix != ".png"}
    tags = Tags()
    tags.feed((tmp_path / "mails" / "snapshot-1999-02-07.html").read_text())

    assert (code, err) == (0, "")
    assert "snapshot-1999-02-07.eml" in out
    assert text.startswith("Service level 75.0 % (target 80 %): 7–13 Feb 1999 Executive snapshot")
    assert "The one target is not met." in text
    assert "Service level (of 40) 75.0 % ○ below target 80 % · – too few to compare" in text
    assert "https://moked.example.com/snapshot?week=1999-02-07" in text
    assert "You get this because somebody sent it by hand. Times are those of Jerusalem." in text
    assert "Unsubscribe: mailto:moked" not in text  # nobody answers here
    assert files == {".eml", ".html", ".pdf", ".txt", ".xlsx"}
    assert "i" not in tags.seen


def test_it_is_sent_and_kept_as_by_hand(
    tmp_path: Path, free_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    told = MAIL.format(port=free_port, user=USER, password=PASSWORD)
    with mail_server(free_port) as mailbox:
        moked = with_weeks(tmp_path, capsys, told)
        code, out, _err = moked.run("email", "executive", "--week", "1999-02-10", "--to", "boss@example.com")
    store = open_store(load(tmp_path / "moked.toml", tmp_path / "data"))
    [kept] = mail_weeks.every(store.state)
    sent = [one.detail for one in audit.entries(store.state, audit.Sought(act="sent"))]
    store.close()

    assert (code, out) == (0, "Sent to boss@example.com.\n")
    [(_to, mail)] = mailbox.taken
    assert f"https://moked.example.com/snapshot?mail={kept.id}" in mail.get_body(("plain",)).get_content()
    assert kept.taken == 1
    assert mail["List-Unsubscribe"].startswith("<mailto:moked@example.com?subject=unsubscribe%20snapshot>")
    assert (kept.week.key, kept.how, kept.sums.figures["service_level"]["value"]) == (
        "1999-02-07",
        "hand",
        0.75,
    )
    assert sent == ["mail, snapshot-1999-02-07, by hand"]


def test_what_nobody_took_is_not_kept(
    tmp_path: Path, free_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as mailbox:
        mailbox.answers["RCPT"] = "550 5.1.1 Nobody of that name"
        moked = with_weeks(tmp_path, capsys, MAIL.format(port=free_port, user=USER, password=PASSWORD))
        code, _out, _err = moked.run("email", "executive", "--week", "1999-02-10", "--to", "boss@example.com")
    store = open_store(load(tmp_path / "moked.toml", tmp_path / "data"))
    kept = mail_weeks.every(store.state)
    store.close()

    assert (code, kept) == (1, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--week", "10.2."], "--week '10.2.' is not a day such as 1999-02-08."),
        (
            ["--week", "1999-03-02"],
            "The week of 1999-03-02 is not over yet. The last whole one began on 1999-02-21.",
        ),
        (
            ["--week", "1999-01-27"],
            "Nothing is known of the week of 1999-01-24: the first contact is of 1999-02-03.",
        ),
        (["--to", "wallboard"], "--to 'wallboard' is no address; weekly mails go to addresses only."),
    ],
    ids=["no day", "not over", "before all data", "a web hook"],
)
def test_what_is_asked_wrongly_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    moked = with_weeks(tmp_path, capsys)

    code, _out, err = moked.run("email", "executive", *words)

    assert (code, err.strip()) == (2, said)


def test_who_may_not_have_recognition_gets_none_whoever_sends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moked = with_weeks(tmp_path, capsys, MAIL.format(port=1, user=USER, password=PASSWORD))
    store = open_store(load(tmp_path / "moked.toml", tmp_path / "data"))
    now = datetime(1999, 2, 20, tzinfo=UTC)
    admit(store.state, "board@example.com", "executive", (), "it@example.com", now)
    admit(store.state, "noa@example.com", "lead", ("North",), "it@example.com", now)
    signed.saw(store.state, Viewer("Ceo", "executive", account="ceo@example.com"))  # by claims alone
    store.close()

    board = moked.run("email", "weekly", "--to", "board@example.com")
    ceo = moked.run("email", "weekly", "--to", "ceo@example.com")
    noa = moked.run("email", "weekly", "--to", "noa@example.com", "--team", "Coast")
    code, out, _err = moked.run("email", "weekly", "--week", "1999-02-10")

    assert (board[0], board[2]) == (2, "board@example.com signs in as executive, who do not get this mail.\n")
    assert (ceo[0], ceo[2]) == (2, "ceo@example.com signs in as executive, who do not get this mail.\n")
    assert (noa[0], noa[2]) == (2, "noa@example.com leads North, and gets no mail of Coast.\n")
    assert code == 0
    assert "Nobody has been nominated for this week yet" in plain(out)
