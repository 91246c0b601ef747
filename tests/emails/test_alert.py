"""The words of an alert: in the subject, in the text, in the HTML and for a web hook."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest

from emails.alert import message, payload, subject
from emails.message import File, Message, written
from emails.told import Alert, Reason, Told, restored

BEGAN = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
AT = BEGAN + timedelta(minutes=14)
TOLD = Told(ZoneInfo("Asia/Jerusalem"), "Contact centre")
MISSING = Reason("Planned people are missing", "8 of 11 planned people were there.")
LONGER = Reason("Contacts take longer", "64 contacts took 12 % longer.")
ALERT = Alert(
    *(12, "Billing", "bottleneck", "raised", BEGAN, AT),
    reasons=(MISSING, LONGER),
    minutes_lost=214.3,
    link="https://moked.example.com/bottlenecks?episode=12",
)
OVER = replace(ALERT, stage="resolved", ended=BEGAN + timedelta(minutes=65), how="recovered")
DONE = replace(ALERT, stage="done", done_by="Eli", done_at=BEGAN + timedelta(minutes=10))
NOBODY = replace(ALERT, kind="nobody_comes", reasons=(), minutes_lost=None)
SILENT = replace(NOBODY, kind="silent", queue="switch", link=None)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def end(alert: Alert, how: str) -> Alert:
    return replace(alert, stage="resolved", ended=BEGAN + timedelta(minutes=5), how=how)


@pytest.mark.parametrize(
    ("alert", "expected"),
    [
        (ALERT, "Customers have waited too long in Billing since 10:20. Planned people are missing."),
        (replace(ALERT, reasons=()), "Customers have waited too long in Billing since 10:20."),
        (NOBODY, "Nobody has come to Billing since 10:20."),
        (SILENT, "switch has told nothing since 10:20."),
        (OVER, "Billing has recovered. It lasted 1 h 05 min."),
        (end(ALERT, "closed"), "Billing has closed, and its alert with it. It lasted 5 min."),
        (DONE, "Eli called the alert about Billing done at 10:30; customers still wait too long."),
        (
            replace(DONE, kind="nobody_comes"),
            "Eli called the alert about Billing done at 10:30; still nobody comes.",
        ),
        (end(NOBODY, "recovered"), "Contacts come to Billing again. It lasted 5 min."),
        (end(NOBODY, "closed"), "Billing has closed, and its alert with it. It lasted 5 min."),
        (end(SILENT, "recovered"), "switch tells of its queues again. It lasted 5 min."),
        (
            replace(ALERT, since=BEGAN - timedelta(days=1), reasons=()),
            "too long in Billing since Mon 16 Nov, 10:20.",
        ),
    ],
    ids=[
        *("too few people", "without a reason", "nobody comes", "a silent source", "recovered", "closed"),
        *(
            "called done and goes on",
            "called done and still nobody",
            "they come again",
            "nobody came until it closed",
            "it tells again",
            "since yesterday",
        ),
    ],
)
def test_the_subject_says_what_and_since_when(alert: Alert, expected: str) -> None:
    assert plain(subject(alert, TOLD)).endswith(expected)


def test_the_text_says_all_in_order() -> None:
    said = plain(message(ALERT, replace(TOLD, is_demo=True, left_out=2)).text)

    assert said.split("\n\n") == [
        "Alert · Contact centre · Tue 17 Nov, 10:34\nDemo data: a simulated contact centre, not a real one.",
        ("■ Bottleneck, open since 10:20\nCustomers wait too long in Billing. Planned people are missing."),
        "8 of 11 planned people were there.",
        "  10:20  began\n  14 min  open for\n  214 min  lost by customers so far",
        "WHAT ADDS TO IT\n■ Contacts take longer\n  64 contacts took 12 % longer.",
        "OPEN THE ALERT\nhttps://moked.example.com/bottlenecks?episode=12",
        (
            "--\n2 alerts before this one were not sent to you: no more were allowed in\nthat hour. They"
            " stand on the page Bottlenecks.\n"
            "You get one message when an alert begins, one if somebody calls it done\n"
            "while it goes on, and one when it ends, never more.\n"
            "Times are those of Asia/Jerusalem.\n"
            "You get this because your address stands under [[alerts]] in Moked's\nsettings.\n"
        ),
    ]


def test_the_end_says_what_it_cost_and_why_it_was() -> None:
    said = plain(message(replace(OVER, at=OVER.ended, is_counted=True), TOLD).text)

    assert "✓ Over since 11:25" in said
    assert "Customers waited 214 minutes longer than promised, all together." in said
    assert "  1 h 05 min  lasted" in said
    assert "WHY, WHEN IT WAS WORST\n■ Planned people are missing" in said
    assert "  214 min  lost by customers\n" in said
    assert "Demo data" not in said


def test_an_end_whose_contacts_are_not_read_yet_says_that_its_cost_is_what_was_seen() -> None:
    over = " ".join(plain(message(replace(OVER, at=OVER.ended), TOLD).text).split())
    nobody = message(replace(end(NOBODY, "recovered"), at=OVER.ended), TOLD).text

    assert "Customers waited about 214 minutes longer than promised, all together." in over
    assert "about 214 min lost by customers" in over
    assert "The minutes lost are those seen while it lasted." in over
    assert "those seen" not in nobody


def test_what_cannot_be_known_is_not_said() -> None:
    said = message(SILENT, TOLD).text

    assert "Nobody can see how its queues are. No data is not calm." in said
    assert "lost by customers" not in said
    assert "OPEN" not in said
    assert "Moked shows it on the page Bottlenecks." in said


def test_the_mark_says_since_when_as_people_say_it() -> None:
    assert "■ Nobody has come since 10:20" in plain(message(NOBODY, TOLD).text)


def test_the_html_says_the_same_and_nothing_of_it_is_markup() -> None:
    odd = replace(ALERT, queue='<b onclick="x">', reasons=(replace(MISSING, words="<i>8</i>"),))
    html = message(odd, TOLD).html

    assert "Customers wait too long in &lt;b onclick=&#34;x&#34;&gt;." in html
    assert "&lt;i&gt;8&lt;/i&gt;" in html
    assert "<b" not in html.replace("<body", "")
    assert '<a class="button" href="https://moked.example.com/bottlenecks?episode=12"' in html
    assert "prefers-color-scheme: dark" in html
    assert '<html lang="en" dir="ltr">' in html
    assert len(html) < 56 * 1024


def test_what_is_called_done_and_goes_on_is_not_said_to_be_over() -> None:
    said = plain(message(DONE, TOLD).text)

    assert "■ Called done at 10:30, goes on" in said
    assert "So far customers have waited 214 minutes longer than promised" in said
    assert "over since" not in said.lower()
    assert (payload(DONE, TOLD)["type"], restored(DONE.stored())) == ("alert.done", DONE)


def test_a_web_hook_is_told_the_same_in_json() -> None:
    told = json.loads(json.dumps(payload(OVER, replace(TOLD, is_demo=True))))

    assert told == {
        "id": f"alert-12-resolved-{int(BEGAN.timestamp())}",
        "version": 1,
        "type": "alert.resolved",
        "centre": "Contact centre",
        "is_demo": True,
        "by_hand": False,
        "left_out": 0,
        "says": "Billing has recovered.",
        "alert": {
            "episode": 12,
            "queue": "Billing",
            "kind": "bottleneck",
            "how": "recovered",
            "done_by": None,
            "done_at": None,
            "link": "https://moked.example.com/bottlenecks?episode=12",
            "since": "2026-11-17T10:20:00+02:00",
            "at": "2026-11-17T10:34:00+02:00",
            "ended": "2026-11-17T11:25:00+02:00",
            "reasons": [
                {"name": "Planned people are missing", "words": "8 of 11 planned people were there."},
                {"name": "Contacts take longer", "words": "64 contacts took 12 % longer."},
            ],
            "customer_minutes_lost": 214.3,
            "is_cost_counted": False,
        },
    }


@pytest.mark.parametrize("alert", [ALERT, OVER, SILENT], ids=["raised", "over", "silent"])
def test_an_alert_comes_back_from_json(alert: Alert) -> None:
    assert restored(json.loads(json.dumps(alert.stored()))) == alert


def test_the_end_of_an_alert_answers_its_beginning() -> None:
    first = read(written(message(ALERT, TOLD), "moked@example.com", "lead@example.com", AT))
    again = read(written(message(ALERT, TOLD), "moked@example.com", "lead@example.com", AT))
    then = read(written(message(OVER, TOLD), "moked@example.com", "lead@example.com", AT))
    others = read(written(message(ALERT, TOLD), "moked@example.com", "boss@example.com", AT))

    assert again["Message-ID"] == first["Message-ID"]
    assert then["In-Reply-To"] == then["References"] == first["Message-ID"]
    assert len({first["Message-ID"], then["Message-ID"], others["Message-ID"]}) == 3
    assert first["Message-ID"].endswith("@example.com>")


def read(content: bytes):
    return message_from_bytes(content, policy=default)


def test_a_mail_has_text_and_html_and_cannot_be_led_astray_by_a_name() -> None:
    odd = replace(ALERT, queue="Billing\r\nBcc: all@example.com", reasons=())
    mail = read(written(message(odd, TOLD), "moked@example.com", "lead@example.com", AT))

    assert mail["Bcc"] is None
    assert (
        mail["Subject"]
        .strip()
        .startswith("Customers have waited too long in Billing Bcc: all@example.com since")
    )
    assert mail["From"] == "Moked <moked@example.com>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Tue, 17 Nov 2026 08:34:00 +0000"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_pictures_go_beside_the_html_and_files_after_it() -> None:
    files = (
        File("waits.png", "image/png", b"png", shown_as="waits"),
        File("week.pdf", "application/pdf", b"%PDF"),
    )
    weekly = Message(
        "Week 47", "…", '<img src="cid:waits">', "week", files=files, unsubscribe=("https://a.example/u",)
    )

    mail = read(written(weekly, "moked@example.com", "lead@example.com", AT))

    assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == [
        *("text/plain", "text/html", "image/png", "application/pdf"),
    ]
    assert [part["Content-ID"] for part in mail.walk() if part["Content-ID"]] == ["<waits>"]
    assert mail["List-Unsubscribe"] == "<https://a.example/u>"
