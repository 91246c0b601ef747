"""How a weekly mail comes to its recipient: by their own clock, with the page of what was told, and files."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from emails import snapshot_kind
from emails.posted import post_of
from emails.snapshot_stored import stored
from emails.writing import Writing
from settings import Settings
from store.mail_weeks import Archived, Sums
from store.recipients import Recipient
from store.schedules import Schedule
from store.weekdays import Week
from tests.snapshots import SNAPSHOT

MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)  # 07:00 in Jerusalem
SCHEDULE = Schedule("snapshot", "monday", time(7), "Asia/Jerusalem", True, 12, MONDAY, "Moked")
SUMS = Sums(4182, {}, {"snapshot": stored(SNAPSHOT)}, ("Surveys came up to Friday.",))
TOLD = Archived(7, "snapshot", Week(SNAPSHOT.week[0]), MONDAY, "Moked", "schedule", SUMS)


def writing(
    folder: Path, to: Recipient, told: Archived = TOLD, schedule: Schedule | None = SCHEDULE
) -> Writing:
    site = {"timezone": "Asia/Jerusalem", "address": "https://moked.example.com/"}
    settings = Settings.model_validate({"site": site, "data": folder})
    return Writing(settings, told, to, schedule=schedule, ways_out=("mailto:moked@example.com?subject=x",))


@pytest.mark.parametrize(
    ("zone", "weekday", "at"),
    [(None, 1, time(7)), ("Europe/Paris", 1, time(6)), ("America/Los_Angeles", 7, time(21))],
    ids=["the site's", "an hour behind", "the evening before"],
)
def test_it_comes_by_the_recipients_own_clock(
    tmp_path: Path, zone: str | None, weekday: int, at: time
) -> None:
    post = post_of(writing(tmp_path, Recipient("snapshot", "", zone=zone)), "snapshot")

    assert (post.weekday, post.at) == (weekday, at)


def test_its_link_opens_what_was_told_and_before_that_the_week(tmp_path: Path) -> None:
    nobody = Recipient("snapshot", "")
    to_come = writing(tmp_path, nobody, replace(TOLD, id=0))

    assert post_of(writing(tmp_path, nobody), "snapshot").link == "https://moked.example.com/snapshot?mail=7"
    assert post_of(to_come, "snapshot").link == "https://moked.example.com/snapshot?week=2026-11-15"


def test_the_mail_says_what_is_missing_when_it_comes_and_the_way_out(tmp_path: Path) -> None:
    plain = writing(tmp_path, Recipient("snapshot", "", zone="Europe/Paris"))
    mail = snapshot_kind.message(
        replace(plain, anew=("Gave up, 8–14 Nov 2026: 5 %.",), skipped=("None came.",))
    )
    text = " ".join(mail.text.split())

    assert "Surveys came up to Friday. None came." in text
    assert "Gave up, 8–14 Nov 2026: 5 %." in text
    assert "You get this every Monday at 06:00 (time of Paris) because you are on the executive list." in text
    assert "Unsubscribe: mailto:moked@example.com" in text
    assert "It can be counted again from the same data until 23 Dec 2026." in text


def test_files_come_as_they_are_wished_for(tmp_path: Path) -> None:
    wished = snapshot_kind.message(writing(tmp_path, Recipient("snapshot", "", files=("pdf", "xlsx"))))
    plain = snapshot_kind.message(writing(tmp_path, Recipient("snapshot", "")))

    assert [one.name for one in wished.files if not one.shown_as] == [
        "executive-snapshot-2026-11-15.pdf",
        "executive-snapshot-2026-11-15.xlsx",
    ]
    assert [one.name for one in plain.files if not one.shown_as] == []
