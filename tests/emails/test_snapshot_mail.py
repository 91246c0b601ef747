"""The executive snapshot as a mail: what servers and clients get, whatever names are in it."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from emails.message import written
from emails.post import Post
from emails.snapshot import Action
from emails.snapshot_mail import message
from language import speak
from tests.seen import TAGS, Seen
from tests.snapshots import BROKEN, POST, SNAPSHOT, without_figures

ODD = '<img src=x onerror="y"> & {{ name }} **'
AT = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def mail():
    return message(SNAPSHOT, POST)


def test_pictures_have_words_for_who_does_not_see_them_and_each_is_sent(mail) -> None:
    seen = Seen(mail.html)

    assert all(one["alt"] for one in seen.pictures)
    assert all(one["width"] and one["height"] for one in seen.pictures)
    assert sorted(one["src"] for one in seen.pictures) == sorted(f"cid:{one.shown_as}" for one in mail.files)
    assert len(seen.pictures) == 8


def test_links_are_whole_addresses(mail) -> None:
    links = Seen(mail.html).links

    assert links == [POST.link, POST.change, POST.unsubscribe]
    assert all(urlsplit(link).scheme == "https" for link in links)
    assert [link in mail.text for link in links] == [True, True, True]
    assert mail.unsubscribe == (POST.unsubscribe,)


def test_a_mail_is_small_enough_to_be_shown_whole(mail) -> None:
    lines, charts = mail.files[:6], mail.files[6:]

    assert len(mail.html.encode()) < 60_000
    assert all(2_000 < len(one.data) < 16_384 for one in charts)
    assert all(500 < len(one.data) < 4_096 for one in lines)
    assert max(len(line) for line in mail.text.splitlines() if "https://" not in line) <= 72


def test_charts_are_drawn_three_times_as_fine_as_they_are_shown_in_few_colours(mail) -> None:
    drivers, shown = mail.files[6], Seen(mail.html).pictures[6]
    with Image.open(BytesIO(drivers.data)) as picture:
        size, mode, colours = picture.size, picture.mode, picture.getcolors(256)

    assert size == (3 * int(shown["width"]), 3 * int(shown["height"]))
    assert mode == "P"
    assert len(colours) <= 128


def test_dark_mode_and_narrow_windows_have_their_rules(mail) -> None:
    assert '<meta name="color-scheme" content="light dark">' in mail.html
    assert "@media (prefers-color-scheme: dark)" in mail.html
    assert ".fg-worse { color: #ff9d66 !important; }" in mail.html
    assert ".bg-accent_soft { background-color: #232842 !important; }" in mail.html
    assert "@media (max-width: 520px)" in mail.html
    assert "@media (min-width: 521px)" in mail.html


def test_what_had_not_come_is_said_on_top() -> None:
    late = "The source switch has been read only up to Fri 20 Nov 2026, 18:00."
    mail = message(replace(SNAPSHOT, notices=(late,)), POST)
    words = Seen(mail.html).words

    assert words.index("Three of six") < words.index(late) < words.index("in 20\u00a0s")
    assert f"running.\n\n{late}\n\nService level" in mail.text


def test_no_name_becomes_a_tag() -> None:
    named = replace(
        SNAPSHOT,
        centre=ODD,
        changed=(replace(BROKEN, where=ODD, short=ODD, drivers=(replace(BROKEN.drivers[0], name=ODD),)),),
        at_risk=replace(SNAPSHOT.at_risk, sign=ODD),
        actions=(Action(ODD, ODD, "too early"),),
        trust=replace(SNAPSHOT.trust, corrections=(ODD,)),
        notices=(ODD,),
    )
    seen = Seen(message(named, POST).html)

    assert set(seen.tags) <= TAGS
    assert seen.tags["img"] == 7
    assert seen.words.count(ODD) == 8


def test_signs_that_turn_words_round_are_left_out() -> None:
    mail = message(replace(SNAPSHOT, centre="A\u202eB", notices=("C\u2066D",)), POST)

    assert "A\u202eB" not in mail.html + mail.text
    assert "· AB ·" in mail.text
    assert "CD" in mail.text


def test_text_and_html_say_the_same_numbers(mail) -> None:
    words = " ".join(Seen(mail.html).words.split())
    text = " ".join(mail.text.split())

    assert "82.4 % ▲ +1.9 pts, better" in words.replace("\u00a0", " ")
    assert "✓ on target 80 % · ▲ +1.9 pts, better · last quarter 79.6 %" in text.replace("\u00a0", " ")
    assert "HOW FAR TO TRUST THESE NUMBERS" in text
    assert "How far to trust these numbers" in words


def test_a_week_of_which_nothing_is_known_is_a_mail_too() -> None:
    mail = message(without_figures(), Post(POST.zone))
    seen = Seen(mail.html)

    assert mail.files == ()
    assert seen.links == []
    assert "There is too little to compare this week with the one before." in seen.words
    assert "None of the numbers is known." in seen.words
    assert "You get this because somebody sent it by hand." in seen.words
    assert "None" not in mail.text.replace("None of the numbers", "")
    assert mail.unsubscribe == ()


def test_a_week_has_one_mail_and_one_by_hand_is_another(mail) -> None:
    other = message(SNAPSHOT, replace(POST, by_hand=" by hand 7"))
    sent = message_from_bytes(written(mail, "moked@example.com", "ceo@example.com", AT), policy=default)

    assert mail.thread == "Contact centre snapshot 2026-11-15"
    assert other.thread != mail.thread
    assert sent["List-Unsubscribe"] == f"<{POST.unsubscribe}>"
    assert " ".join(sent["Subject"].split()) == (
        "Service level 82.4 %, promises kept 78.5 % (target 90 %): 15–21 Nov 2026"
    )


def test_from_right_to_left_the_sides_change_and_signs_keep_theirs() -> None:
    speak("he")
    try:
        mail = message(SNAPSHOT, POST)
    finally:
        speak("en")

    assert 'dir="rtl"' in mail.html
    assert "white-space:nowrap;text-align:left;" in mail.html
    assert "text-align:right" in mail.html
    assert "\u200e+1.9" in mail.html
    assert "margin-left:24px;" in mail.html
