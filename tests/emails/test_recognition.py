"""The weekly recognition mail: people to thank, in counts and in customers' words, and nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from emails.estimate_bands import floor
from emails.post import Post
from emails.recognition import Band, Count, History, Quote, Recognition, Thanked
from emails.recognition_mail import message
from emails.recognition_view import chart_alt, chart_note, chart_title, history, initials, subject, view
from tests.recognitions import AMIR, DANA, POST, RECOGNITION, YUSUF
from tests.seen import TAGS, Seen
from tests.snapshots import KEPT, LEVEL, SATISFIED

ODD = '<img src=x onerror="y"> & {{ name }} {x}'
NOBODY = replace(RECOGNITION, best=None, others=())
UNCLEAR = Band("Satisfied", 18, 34, 16, 0.55, 0.38, 0.66, 0.48)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def mail():
    return message(RECOGNITION, POST)


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (RECOGNITION, "For outstanding service: Dana Levi"),
        (NOBODY, "What Technical support did well: 15–21 Nov 2026"),
    ],
    ids=["somebody", "nobody"],
)
def test_the_subject_names_whom_to_thank(week: Recognition, expected: str) -> None:
    assert subject(week) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (History(), "The first award for Dana Levi."),
        (
            DANA.history,
            (
                "The second award for Dana Levi, after that of 23 Aug 2026. Before that: Maya Azoulay (8–14"
                " Nov 2026) and Amir Cohen (1–7 Nov 2026). Confirmed by Noa Bar."
            ),
        ),
        (History(12, date(2026, 8, 23)), "Award 12 for Dana Levi, after that of 23 Aug 2026."),
        (History(1, confirmed_by="Noa Bar"), "The first award for Dana Levi. Confirmed by Noa Bar."),
    ],
    ids=["the first", "the second", "the twelfth", "confirmed"],
)
def test_the_history_says_how_often_who_else_and_who_confirmed_it(told: History, expected: str) -> None:
    assert history(replace(DANA, history=told)) == expected


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (DANA.bands, "Above what was expected on three of four"),
        (DANA.bands[:1], "Above what was expected on one of one"),
        ((UNCLEAR,), "Above what was expected, taken together"),
    ],
    ids=["three of four", "one", "none alone"],
)
def test_the_picture_is_titled_by_its_finding(bands: tuple[Band, ...], expected: str) -> None:
    assert chart_title(bands) == expected


def test_the_picture_is_told_in_counts() -> None:
    assert chart_alt(DANA.bands[2:]) == (
        "Solved first time: 160 of 212, 144 expected, clearly above. Hard contacts kept: 52 of 88, 48"
        " expected, not clearly above."
    )
    assert plain(chart_note(DANA.bands, 8)).endswith("on the same contacts. Last 8 weeks, 50 % to 100 %.")
    assert plain(chart_note((UNCLEAR,), 1)).endswith("on the same contacts. Last 1 week, 30 % to 100 %.")


@pytest.mark.parametrize(
    ("bands", "expected"),
    [(DANA.bands, 0.5), ((UNCLEAR,), 0.3), ((replace(UNCLEAR, low=1.0, usual=1.0),), 0.9), ((), 0.5)],
    ids=["tens below all", "below the band", "near one", "no measures"],
)
def test_the_scale_begins_below_all_that_is_drawn(bands: tuple[Band, ...], expected: float) -> None:
    assert floor(bands) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dana Levi", "DL"),
        ("Anna Maria von Berg", "AB"),
        ("Cher", "C"),
        ("דנה לוי", "דל"),
        ("", ""),
        ("- X", "X"),
    ],
    ids=["two words", "four words", "one word", "Hebrew", "none", "a sign"],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_customers_words_keep_their_language_and_direction(mail) -> None:
    assert '<div class="fg-ink" dir="auto" lang="en"' in mail.html
    assert 'dir="auto" lang="he"' in mail.html
    assert "״עמיר חזר אליי בדיוק כשהבטיח. סוף סוף מישהו שמקשיב.״" in mail.html
    assert "“Quick, clear, done. I did not have to explain twice.”" in mail.text


def test_the_text_goes_in_the_order_of_the_picture(mail) -> None:
    heads = [line for line in mail.text.splitlines() if line.isupper() and len(line) > 5]

    assert heads == [
        "★ FOR OUTSTANDING SERVICE",
        "WHY THIS IS NOT LUCK",
        "THANK YOU, TOO",
        "THE TEAM BESIDE ITS OWN WEEK BEFORE",
        "EVERYONE, THIS WEEK",
        "OPEN THIS WEEK IN MOKED",
        "HOW THIS IS DECIDED",
    ]
    assert max(len(line) for line in mail.text.splitlines() if "https://" not in line) <= 72
    assert "Technical support · 15–21 Nov 2026" in mail.text
    assert "data to Sat 21 Nov,\n24:00." in mail.text


def test_the_mail_is_light_has_its_picture_and_ways_out(mail) -> None:
    seen = Seen(mail.html)

    assert len(mail.html.encode()) < 60_000
    assert [one["src"] for one in seen.pictures] == ["cid:evidence"]
    assert seen.pictures[0]["alt"] == chart_alt(DANA.bands)
    assert 2_000 < len(mail.files[0].data) < 16_384
    assert seen.links == [POST.link, RECOGNITION.leave, POST.change, POST.unsubscribe]
    assert mail.unsubscribe == (POST.unsubscribe,)
    assert ".mark { border-color: #a3aeff !important; }" in mail.html


def test_named_are_only_those_who_are_thanked_and_those_who_were(mail) -> None:
    words = Seen(mail.html).words

    assert [name in words for name in ("Dana Levi", "Yusuf Haddad", "Amir Cohen")] == [True] * 3
    assert [word in words.casefold() for word in ("rank", "worst", "below average", "last place")] == [
        False
    ] * 4


def test_where_nobody_stands_out_the_team_is_thanked_for_what_it_did_well() -> None:
    week = replace(NOBODY, voices=(Quote("So kind.", "en", "A customer, 17 November"),))
    mail = message(week, POST)
    words = " ".join(plain(Seen(mail.html).words).split())

    assert (
        "Thank you, Technical support. Nobody of Technical support stood out beyond chance this week."
        in words
    )
    assert "✓ Service level: 82.4 %, +1.9 pts, better than the week before." in words
    assert "What customers wrote “So kind.” A customer, 17 November" in words
    assert "Why this is not luck" not in words
    assert "WHAT CUSTOMERS WROTE\n  “So kind.”\n  A customer, 17 November" in mail.text
    assert mail.files == ()


NO_ONE = "Nobody of Technical support"
INSTEAD = " for outstanding service this week, but these colleagues are to be thanked."


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (
            NOBODY,
            f"{NO_ONE} stood out beyond chance this week. This is what the team did well together.",
        ),
        (
            replace(NOBODY, past=(SATISFIED, KEPT)),
            f"{NO_ONE} stood out beyond chance this week.",
        ),
        (
            replace(NOBODY, others=(YUSUF,)),
            f"{NO_ONE} has the award{INSTEAD}",
        ),
    ],
    ids=["something went well", "nothing went better", "others are to be thanked"],
)
def test_a_week_without_the_award_says_what_comes_instead(week: Recognition, expected: str) -> None:
    assert view(week, POST)["lead"] == expected


def test_one_of_everything_is_one() -> None:
    week = replace(RECOGNITION, counts=(Count("kind_words", 1), Count("promises_kept", 1)))

    assert view(week, POST)["counts"] == [("1", "kind word from a customer"), ("1", "promise kept")]


def test_somebody_can_be_thanked_with_little_beside_the_name() -> None:
    bare = Thanked("For outstanding service", "Dana Levi", "Orders")
    week = replace(
        RECOGNITION, best=bare, others=(replace(AMIR, quote=None),), past=(), counts=(), leave=None
    )
    mail = message(week, Post(POST.zone))

    assert mail.files == ()
    assert Seen(mail.html).links == []
    assert "The first award for Dana Levi." in mail.text
    assert "None" not in mail.text


def test_no_name_and_no_customers_word_becomes_a_tag() -> None:
    odd = Thanked(
        ODD, ODD, ODD, (ODD, ODD), Quote(ODD, ODD, ODD), (), (ODD,), History(2, date(2026, 8, 23), (), ODD)
    )
    week = replace(RECOGNITION, team=ODD, best=odd, others=(odd,), voices=(Quote(ODD, "en", ODD),), how=ODD)
    seen = Seen(message(week, POST).html)

    assert set(seen.tags) <= TAGS
    assert seen.tags["img"] == 0
    assert seen.words.count(ODD) == 24


def test_signs_that_turn_words_round_are_left_out() -> None:
    mail = message(replace(RECOGNITION, best=replace(DANA, name="Da\u202ena\nLevi"), others=()), POST)

    assert mail.subject == "For outstanding service: Dana Levi"
    assert "\u202e" not in mail.html + mail.text


def test_the_team_stands_beside_its_own_past_alone() -> None:
    [team] = view(replace(RECOGNITION, past=(LEVEL, SATISFIED)), POST)["pasts"]
    rows = team["rows"]

    assert [(one["name"], plain(one["value"]), plain(one["change"])) for one in rows] == [
        ("Service level", "82.4 %", "+1.9 pts, better"),
        ("Satisfaction", "86.1 %", "−0.4 pts, within noise"),
    ]


def test_of_several_teams_each_stands_beside_its_own_past() -> None:
    both = replace(
        RECOGNITION, best=None, others=(), past=(), teams=(("North", (LEVEL,)), ("Coast", (SATISFIED,)))
    )
    mail = message(both, POST)

    heads = [line for line in mail.text.splitlines() if "OWN WEEK" in line]
    assert heads == ["NORTH BESIDE ITS OWN WEEK BEFORE", "COAST BESIDE ITS OWN WEEK BEFORE"]
    assert "✓ North: Service level: 82.4 %, +1.9 pts, better than the week before." in plain(mail.text)


def test_what_is_missing_is_said_and_not_taken_for_a_week_without_a_winner() -> None:
    late = "Nobody has been nominated for this week yet."
    mail = message(replace(RECOGNITION, best=None, others=(), notices=(late,)), POST)

    assert late in mail.text
    assert "stood out" not in mail.text
