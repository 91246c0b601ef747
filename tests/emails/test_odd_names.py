"""A queue, a person or a centre may be called anything: of a mail it becomes a text and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from emails.alert import message, payload
from emails.beside import Beside
from emails.message import written
from emails.told import Alert, Reason, Told
from tests.odd import ODD, STEERING

BEGAN = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
LATER = BEGAN + timedelta(minutes=14)
OTHERS = ("Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type")
TOLD = Told(ZoneInfo("Asia/Jerusalem"), "Centre", left_out=1, beside=Beside(rang=3, useful=1, useless=1))


class Tags(HTMLParser):
    """The tags of a text with all that stands in them, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(("a comment", [("says", data)]))


def alert(name: str, stage: str) -> Alert:
    """An alert in which everything that has a name has this one."""
    reasons = (Reason(name, f"{name} took longer."), Reason(name, name))
    made = Alert(12, name, "bottleneck", "raised", BEGAN, LATER, reasons=reasons, minutes_lost=214.3)
    return {
        "raised": made,
        "done": replace(made, stage="done", done_by=name, done_at=LATER),
        "resolved": replace(made, stage="resolved", ended=LATER, how="recovered"),
    }[stage]


@pytest.mark.parametrize("stage", ["raised", "done", "resolved"])
@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_no_tag_and_nothing_in_a_tag_comes_from_a_name(name: str, stage: str) -> None:
    html = message(alert(name, stage), replace(TOLD, centre=name)).html
    usual = message(alert("Billing", stage), TOLD).html
    seen = " ".join("".join(Tags(html).words).split())

    assert Tags(html).found == Tags(usual).found
    assert " ".join(STEERING.sub("", name).split()) in seen
    assert STEERING.findall(html) == []


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_a_mail_keeps_its_parts_its_lines_and_its_order_whatever_a_queue_is_called(name: str) -> None:
    made = message(alert(name, "raised"), replace(TOLD, centre=name))
    content = written(made, "moked@example.com", "lead@example.com", LATER)
    mail = message_from_bytes(content, policy=default)

    assert mail.keys() == ["Subject", "From", "To", "Date", "Message-ID", *OTHERS]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert max(map(len, content.splitlines())) <= 998
    assert STEERING.findall(made.subject + made.text) == []
    assert made.text.count("\n--\n") == 1


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_a_web_hook_is_told_a_name_as_it_is(name: str) -> None:
    told = json.loads(json.dumps(payload(alert(name, "raised"), TOLD)))

    assert told["alert"]["queue"] == name
