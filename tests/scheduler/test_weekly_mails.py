"""Weekly mails: posted once for each week, when it is whole; missed ones are told of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from emails import weekly
from emails.message import Message
from emails.weekly import Kind
from emails.writing import Writing
from scheduler.jobs import mail_asked
from scheduler.mail_watch import Watch
from scheduler.outbox import deliver_due
from scheduler.weekly_mails import send_due
from scheduler.work import Work
from settings import Settings
from store import audit, mail_archive, mail_weeks, outbox, people, recipients, schedules
from store.asked import Viewer
from store.mail_weeks import Sums
from store.models import Pin, Publication, Source
from store.opened import Store, open_store
from store.recipients import Recipient
from store.weekdays import Week
from tests.mailbox import CERTIFICATE, PASSWORD, USER, Mailbox, mail_server, web_server

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
BEFORE = datetime(2026, 11, 13, 12, tzinfo=UTC)  # a Friday
MONDAY = datetime(2026, 11, 16, 5, tzinfo=UTC)  # 07:00 in Jerusalem
BOSS, ADMIN = "boss@example.com", "admin@example.com"


class Told:
    """What a kind of mail is made of in these tests: figures that a test sets, and no store."""

    value = 0.785
    missing: tuple[str, ...] = ()

    def sums(self, _store: Store, _settings: Settings, week: Week, _now: datetime) -> Sums:
        value = self.value if week.key == "2026-11-08" else 0.5
        return Sums(1, {"csat": {"value": value, "version": 1.0}}, missing=self.missing)

    def write(self, told: Writing) -> Message:
        lines = [*told.told.sums.missing, *told.skipped, *told.anew, f"in {told.zone.key}"]
        words = "\n".join(lines).replace("\u00a0", " ")
        title = f"Snapshot {told.told.week.key}"
        return Message(title, words, "<p>", told.thread, unsubscribe=told.ways_out)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    made = Told()
    kind = Kind("executive", "Executive snapshot", made.sums, made.write)
    monkeypatch.setattr(weekly, "KINDS", {"snapshot": kind})
    return made


@pytest.fixture
def mailbox(free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as one:
        yield one


@pytest.fixture
def settings(tmp_path: Path, free_port: int, database: str) -> Settings:
    return of(tmp_path, free_port)


def of(folder: Path, port: int, **mail: Any) -> Settings:
    server = {"host": "localhost", "port": port, "user": USER, "password": PASSWORD}
    site = {
        "timezone": "Asia/Jerusalem",
        "week_start": "sunday",
        "address": "https://moked.example.com/",
    }
    told = {"site": site, "mail": {**server, "from": "moked@example.com", **mail}, "data": folder / "data"}
    return Settings.model_validate(told)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """A store with one publication, an executive and an admin, whose schedules were made on a Friday."""
    opened = open_store(settings)
    with opened.state.writing() as connection:
        connection.execute(insert(Publication).values(id=1, at=BEFORE, kind="refresh"))
    people.admit(opened.state, BOSS, "executive", (), "admin", BEFORE)
    people.admit(opened.state, ADMIN, "admin", (), "admin", BEFORE)
    schedules.begin(opened.state, settings, BEFORE)
    yield opened
    opened.close()


def sent(settings: Settings, store: Store, now: datetime) -> int:
    send_due(settings, store, now)
    return deliver_due(settings, store.state, lambda: now, store=store)


def lines(mail: EmailMessage) -> list[str]:
    body = mail.get_body(("plain",))
    assert body is not None
    return [line for line in body.get_content().splitlines() if line]


def became(store: Store) -> dict[str, str]:
    return {run.week.key: run.state for run in mail_weeks.runs(store.state)}


@pytest.mark.both_databases
def test_a_mail_goes_out_once_a_week_and_not_before_its_time(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    times = [MONDAY - HOUR, MONDAY, MONDAY + HOUR, MONDAY + 6 * DAY, MONDAY + WEEK]

    assert [sent(settings, store, at) for at in times] == [0, 1, 0, 0, 1]
    assert [(to, mail["Subject"]) for to, mail in mailbox.taken] == [
        (BOSS, "Snapshot 2026-11-08"),
        (BOSS, "Snapshot 2026-11-15"),
    ]
    assert mailbox.taken[0][1]["List-Unsubscribe"] == (
        "<mailto:moked@example.com?subject=unsubscribe%20snapshot>"
    )


def test_a_schedule_that_was_moved_within_the_week_sends_no_second_mail(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)
    [snapshot, _other] = schedules.schedules(store.state)
    who = Viewer("admin", "admin", account=ADMIN)
    schedules.change(store.state, who, replace(snapshot, weekday="wednesday"), MONDAY + HOUR)

    assert [sent(settings, store, MONDAY + n * DAY) for n in (1, 2, 3, 9)] == [0, 0, 0, 1]


def test_late_data_delay_the_mail_up_to_the_set_time_and_then_it_says_what_is_missing(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    told.missing = ("Surveys came up to Friday.",)
    waited = [sent(settings, store, MONDAY + n * HOUR) for n in (0, 5, 11)]
    [run] = mail_weeks.runs(store.state)
    gone = sent(settings, store, MONDAY + 12 * HOUR)

    assert (waited, run.state, run.problem) == ([0, 0, 0], "waiting", "Surveys came up to Friday.")
    assert gone == 1
    assert lines(mailbox.taken[0][1])[0] == "Surveys came up to Friday."


def test_it_waits_for_a_source_that_was_not_read_to_the_end_of_the_week(
    tmp_path: Path, settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    demo = settings.model_dump(by_alias=True, include={"mail"})
    files = {"name": "calls", "kind": "demo", "every_s": 300}
    given = {**demo, "site": {"timezone": "Asia/Jerusalem"}, "data": settings.data, "connectors": [files]}
    reads = Settings.model_validate(given)
    with store.state.writing() as connection:
        read_to = MONDAY - 3 * DAY
        connection.execute(insert(Source).values(connector="calls", connected_at=BEFORE, watermark=read_to))
    early = sent(reads, store, MONDAY)
    [run] = mail_weeks.runs(store.state)
    with store.state.writing() as connection:
        connection.execute(update(Source).values(watermark=MONDAY))

    assert (early, sent(reads, store, MONDAY + HOUR)) == (0, 1)
    assert run.problem == "The source calls has been read only up to Fri 13 Nov 2026, 07:00."
    assert lines(mailbox.taken[0][1]) == ["in Asia/Jerusalem"]


def test_after_downtime_the_newest_goes_out_and_tells_of_those_that_did_not(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)
    back = [sent(settings, store, MONDAY + 3 * WEEK + 2 * DAY), sent(settings, store, MONDAY + 4 * WEEK)]

    assert back == [1, 1]
    assert [mail["Subject"][9:] for _to, mail in mailbox.taken] == ["2026-11-08", "2026-11-29", "2026-12-06"]
    assert lines(mailbox.taken[1][1])[:2] == [
        f"No such mail went out for {week} Nov 2026: Moked did not run, or nothing was known in time."
        for week in ("15–21", "22–28")
    ]
    assert lines(mailbox.taken[2][1]) == ["in Asia/Jerusalem"]
    assert became(store) == {
        "2026-11-08": "posted",
        **dict.fromkeys(("2026-11-15", "2026-11-22"), "missed"),
        **dict.fromkeys(("2026-11-29", "2026-12-06"), "posted"),
    }


def test_what_reads_otherwise_by_now_is_a_line_in_the_next_mail_and_only_in_that(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)
    told.value = 0.791
    sent(settings, store, MONDAY + WEEK)
    told.value = 0.7911
    sent(settings, store, MONDAY + 2 * WEEK)

    said = "Satisfied, 8–14 Nov 2026: 79.1 %, not 78.5 % as was told. Answers came late."
    assert [lines(mail)[:-1] for _to, mail in mailbox.taken] == [[], [said], []]
    assert [one.sums.figures["csat"]["value"] for one in mail_weeks.every(store.state)] == [0.5, 0.5, 0.785]


def test_its_publication_stays_readable_and_its_sums_are_kept(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)

    with store.state.reading() as connection:
        pins = connection.execute(select(Pin.publication_id, Pin.reason, Pin.until)).all()
    assert pins == [(1, "mail snapshot 2026-11-08", MONDAY + 30 * DAY)]
    [one] = mail_weeks.every(store.state)
    assert (one.by, one.how, one.sums.figures) == (
        "Moked",
        "schedule",
        {"csat": {"value": 0.785, "version": 1.0}},
    )


@pytest.mark.parametrize("how", ["role", "way out"])
def test_who_may_not_or_wants_no_more_is_asked_for_in_the_last_moment(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox, how: str
) -> None:
    send_due(settings, store, MONDAY)
    if how == "role":
        people.admit(store.state, BOSS, "lead", ["north"], "admin", MONDAY)
    else:
        recipients.end(store.state, Viewer(BOSS, "executive", account=BOSS), "snapshot", BOSS, MONDAY)
    deliver_due(settings, store.state, lambda: MONDAY, store=store)

    assert mailbox.taken == []
    [trouble] = outbox.troubles(store.state, BEFORE)
    assert trouble.problem == "They do not get this mail any more."


def test_each_reads_it_in_the_own_zone(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    who = Viewer("admin", "admin", account=ADMIN)
    recipients.add(store.state, who, Recipient("snapshot", "paris@example.com", zone="Europe/Paris"), BEFORE)
    sent(settings, store, MONDAY)

    assert {to: lines(mail) for to, mail in mailbox.taken} == {
        BOSS: ["in Asia/Jerusalem"],
        "paris@example.com": ["in Europe/Paris"],
    }


def test_without_a_mail_server_nothing_is_owed_when_there_is_one(
    tmp_path: Path, settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    without = Settings.model_validate({"site": {"timezone": "Asia/Jerusalem"}, "data": settings.data})
    said = send_due(without, store, MONDAY + DAY)

    assert said.startswith("No weekly mail goes out")
    assert [sent(settings, store, MONDAY + n * DAY) for n in (2, 6, 7)] == [0, 0, 1]


def test_no_snapshot_is_an_alert_to_admins_once_and_the_switch_hears_only_of_success(
    tmp_path: Path, store: Store, told: Told, mailbox: Mailbox
) -> None:
    with web_server() as ear:
        url = f"http://127.0.0.1:{ear.port}/beat"
        settings = of(tmp_path, mailbox.port, heartbeat_url=url, heartbeat_private=True)
        watch, latest = Watch(), MONDAY + 12 * HOUR
        mailbox.answers["RCPT"] = "550 5.1.1 Nobody of that name"
        sent(settings, store, MONDAY)
        for at in (MONDAY, latest + 2 * HOUR, latest + 3 * HOUR, latest + 4 * HOUR):
            watch.look(settings, store.state, at)
        mailbox.answers.clear()
        deliver_due(settings, store.state, lambda: latest + 4 * HOUR, store=store)
        silent = len(ear.heard)
        sent(settings, store, MONDAY + WEEK)
        for _again in range(2):
            watch.look(settings, store.state, MONDAY + WEEK)

    assert [(to, mail["Subject"]) for to, mail in mailbox.taken] == [
        (ADMIN, "No “Executive snapshot” for the week 8–14 Nov 2026."),
        (BOSS, "Snapshot 2026-11-15"),
    ]
    assert (silent, [path for path, _headers, _body in ear.heard]) == (0, ["/beat"])


def test_a_kind_that_cannot_be_counted_holds_back_no_other_and_is_told_of(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: Any) -> Sums:
        raise ZeroDivisionError

    kinds = {
        "snapshot": Kind("executive", "Executive snapshot", broken, told.write),
        "recognition": Kind("weekly", "Recognition", told.sums, told.write),
    }
    monkeypatch.setattr(weekly, "KINDS", kinds)
    people.admit(store.state, "lead@example.com", "lead", ["north"], "admin", BEFORE)
    over = MONDAY + 15 * HOUR
    sent(settings, store, MONDAY)
    Watch().look(settings, store.state, over)
    deliver_due(settings, store.state, lambda: over, store=store)

    assert [to for to, _mail in mailbox.taken] == ["lead@example.com", ADMIN]
    alert = " ".join(lines(mailbox.taken[1][1]))
    assert "An unexpected error (ZeroDivisionError) ended it; it is in the log as" in alert


def test_after_a_long_downtime_one_alert_tells_of_all_weeks(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)
    send_due(settings, store, MONDAY + 3 * WEEK)
    Watch().look(settings, store.state, MONDAY + 3 * WEEK)
    deliver_due(settings, store.state, lambda: MONDAY + 3 * WEEK, store=store)

    alerts = [mail for to, mail in mailbox.taken if to == ADMIN]
    assert [mail["Subject"] for mail in alerts] == ["No “Executive snapshot” for the week 22–28 Nov 2026."]
    assert "Nor did those of 15–21 Nov 2026." in lines(alerts[0])


def test_a_person_may_ask_for_it_now_and_it_is_archived_as_by_hand(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)
    today = settings.model_copy(update={"fixed_now": MONDAY + HOUR})
    said = mail_asked(Work(today, store, lambda: MONDAY + HOUR, lambda: False), "snapshot", ADMIN)
    deliver_due(settings, store.state, lambda: MONDAY + HOUR, store=store)

    assert said == "Posted to 1 address."
    assert [(one.how, one.by) for one in mail_weeks.every(store.state)] == [
        ("hand", ADMIN),
        ("schedule", "Moked"),
    ]
    assert len({mail["Message-ID"] for _to, mail in mailbox.taken}) == 2
    assert len(audit.entries(store.state, audit.Sought(act="sent"))) == 2


def test_the_archive_counts_who_got_each_sending(
    settings: Settings, store: Store, told: Told, mailbox: Mailbox
) -> None:
    sent(settings, store, MONDAY)
    who = Viewer("admin", "admin", account=ADMIN)
    recipients.add(store.state, who, Recipient("snapshot", "paris@example.com"), MONDAY)
    today = settings.model_copy(update={"fixed_now": MONDAY + HOUR})
    mail_asked(Work(today, store, lambda: MONDAY + HOUR, lambda: False), "snapshot", ADMIN)
    posted = mail_archive.sent(store.state, ["snapshot"])
    deliver_due(settings, store.state, lambda: MONDAY + HOUR, store=store)
    taken = mail_archive.sent(store.state, ["snapshot"])

    assert [(one.taken, one.to) for one in posted] == [(0, 2), (1, 1)]
    assert [(one.taken, one.to) for one in taken] == [(2, 2), (1, 1)]
    assert mail_archive.sent(store.state, ["recognition"]) == []
