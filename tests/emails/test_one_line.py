"""What is written into a mail's head stays in its line."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from emails.message import Message, written

NOW = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
EVIL = "\r\nBcc: evil@evil.example\r\n\r\n<b>Pay</b>"


def test_a_queue_in_the_subject_begins_no_other_header() -> None:
    message = Message(f"Waits in sales{EVIL}", "text", "<p>text</p>", f"alert{EVIL}")

    mail = message_from_bytes(written(message, "moked@a.example", "dana@a.example", NOW), policy=default)

    assert mail["Bcc"] is None
    assert mail["Subject"] == "Waits in sales Bcc: evil@evil.example <b>Pay</b>"
    assert [part.get_content().strip() for part in mail.iter_parts()] == ["text", "<p>text</p>"]


@pytest.mark.parametrize("to", [f"dana@a.example{EVIL}", "dana@a.example\nBcc: x@y.example"])
def test_an_address_that_would_begin_another_header_is_not_written_to(to: str) -> None:
    with pytest.raises(ValueError, match=r"[Hh]eader"):
        written(Message("s", "t", "<p>t</p>", "alert"), "moked@a.example", to, NOW)
