"""What people of the simulated centre write, in Hebrew, Russian and English."""

import re
from collections import Counter
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import polars as pl
import pytest

from connectors.demo.words import COMMENT, NOTE, comments, notes
from connectors.demo.words.bank import TEXTS, kinds, ways
from connectors.demo.words.due import due_words
from connectors.demo.words.made import SUBJECTS, TOPICS

MONDAY = datetime.fromisoformat("2026-03-02 10:00")
SCRIPTS = {"he": r"[א-ת]", "ru": r"[а-яё]", "en": r"[a-z]"}
FLAGS = ["is_third_time", "is_chased", "is_wrong_desk", "wants_to_leave", "names_competitor", "complains"]
FLAGS += ["is_angry", "not_listened", "refused_by_policy", "payment_trouble", "thanks"]
SAID = ["is_third_time", "is_chased", "waited_long", "is_wrong_desk", "praised"]
BANKS = ["he agents", "he customers", "he comments", "ru agents", "ru customers", "ru comments"]
BANKS += ["en agents", "en customers", "en comments"]
QUIET: dict[str, Any] = {
    "language": "en",
    "author": "agent",
    "topic": "Refund",
    "outcome": None,
    **dict.fromkeys(FLAGS, False),
    "has_gesture": False,
    "gesture_kind": None,
    "promise_kind": None,
    "promise_due": None,
    "written_local": MONDAY,
}


def note_rows(count: int, first: int = 0, **said: Any) -> pl.DataFrame:
    rows = pl.select(mix=pl.int_range(first, first + count, dtype=pl.UInt64).hash(seed=7))
    told = QUIET | said
    return rows.with_columns(*(pl.lit(told[name], dtype=NOTE[name]).alias(name) for name in told))


def comment_rows(count: int, first: int = 0, **said: Any) -> pl.DataFrame:
    rows = pl.select(mix=pl.int_range(first, first + count, dtype=pl.UInt64).hash(seed=7))
    told = {"language": "en", "score": 0.5, "topic": "Refund", **dict.fromkeys(SAID, False), **said}
    return rows.with_columns(*(pl.lit(told[name], dtype=COMMENT[name]).alias(name) for name in told))


def mixed_rows(count: int, language: str) -> pl.DataFrame:
    """As a centre has them: a flag now and then, one note in six with a promise."""
    rows = note_rows(count, language=language)
    drawn = pl.col("mix")
    return rows.with_columns(
        author=pl.when(drawn % 5 == 0).then(pl.lit("customer")).otherwise(pl.lit("agent")),
        topic=(drawn // 5 % 21).replace_strict(dict(enumerate(TOPICS)), default=None, return_dtype=pl.String),
        outcome=(drawn // 105 % 3).replace_strict({0: "resolved", 1: "unresolved"}, default=None),
        **{name: drawn // (317 + 2 * n) % 12 == 0 for n, name in enumerate(FLAGS)},
        has_gesture=drawn // 719 % 15 == 0,
        gesture_kind=(drawn // 919 % 5).replace_strict(
            {0: "credit", 1: "free_month", 2: "discount", 3: "free_delivery"}, default=None
        ),
        promise_kind=(drawn // 1013 % 24).replace_strict(
            {0: "call_back", 1: "technician", 2: "credit", 3: "delivery"}, default=None
        ),
        promise_due=MONDAY + pl.duration(hours=(drawn // 4001 % 300).cast(pl.Int64)),
    )


@pytest.fixture(scope="module", params=["he", "ru", "en"])
def written(request: pytest.FixtureRequest) -> tuple[str, pl.Series]:
    return request.param, notes(mixed_rows(10_000, request.param))


def test_the_same_rows_say_the_same_in_any_order() -> None:
    rows = mixed_rows(2000, "he")
    shuffled = rows.with_row_index().reverse()

    assert notes(rows).to_list() == notes(shuffled).reverse().to_list()
    assert notes(rows.head(3)).to_list() == notes(rows).head(3).to_list()


def test_another_mix_says_something_else() -> None:
    one, other = notes(note_rows(500)), notes(note_rows(500, first=500))

    assert (one == other).mean() < 0.05


def test_a_thing_is_said_in_many_ways(written: tuple[str, pl.Series]) -> None:
    _language, texts = written

    assert texts.n_unique() > 7000


def test_texts_are_whole(written: tuple[str, pl.Series]) -> None:
    _language, texts = written

    assert texts.null_count() == 0
    assert texts.name == "text"
    assert texts.filter(texts.str.strip_chars() != texts).to_list() == []
    assert texts.filter(texts.str.contains(r"  |[{}<>\[\]|]|None|null|[.,;!?] [.,;!]")).to_list() == []
    assert texts.str.len_chars().min() >= 7  # type: ignore[operator]
    assert texts.str.len_chars().quantile(0.99) < 300  # type: ignore[operator]


def test_texts_are_in_the_script_of_their_language(written: tuple[str, pl.Series]) -> None:
    language, texts = written
    bare = texts.str.to_lowercase().str.replace_all(r"\S+@\S+|telnova", "")
    letters = bare.str.count_matches(r"\p{L}").sum()

    assert bare.str.count_matches(SCRIPTS[language]).sum() / letters > 0.999
    assert bare.str.contains(SCRIPTS[language]).all()


@pytest.mark.parametrize("language", ["he", "ru", "en"])
@pytest.mark.parametrize("author", ["agent", "customer"])
@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_changes_the_text(flag: str, author: str, language: str) -> None:
    said = {"language": language, "author": author}
    without, with_it = notes(note_rows(200, **said)), notes(note_rows(200, **said, **{flag: True}))

    assert (without != with_it).all()
    assert with_it.n_unique() > 150


@pytest.mark.parametrize("language", ["he", "ru", "en"])
@pytest.mark.parametrize("author", ["agent", "customer"])
@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "resolved"},
        {"outcome": "unresolved"},
        {"has_gesture": True, "gesture_kind": "credit"},
        {"has_gesture": True, "gesture_kind": "free_month"},
        {"has_gesture": True, "gesture_kind": "discount"},
        {"has_gesture": True, "gesture_kind": "free_delivery"},
        {"has_gesture": True},
        {"promise_kind": "call_back"},
        {"promise_kind": "technician"},
        {"promise_kind": "credit"},
        {"promise_kind": "delivery"},
        {"topic": "Joining"},
        {"topic": None},
        {"topic": "A topic of somebody else"},
    ],
    ids=lambda said: " ".join(map(str, said.values())),
)
def test_outcome_gesture_promise_and_topic_are_told(said: dict[str, Any], author: str, language: str) -> None:
    who = {"language": language, "author": author}
    without, with_it = notes(note_rows(200, **who)), notes(note_rows(200, **(who | said)))

    assert (without != with_it).all()


@pytest.mark.parametrize("language", ["he", "ru", "en", "ar"])
@pytest.mark.parametrize("flag", SAID)
def test_every_flag_changes_the_comment(flag: str, language: str) -> None:
    without = comments(comment_rows(200, language=language))
    with_it = comments(comment_rows(200, language=language, **{flag: True}))

    assert (without != with_it).all()


@pytest.mark.parametrize("language", ["he", "ru", "en", "ar"])
def test_comments_of_good_and_bad_scores_share_no_words(language: str) -> None:
    glad = comments(comment_rows(2000, language=language, score=1.0, topic="Joining"))
    cross = comments(comment_rows(2000, language=language, score=0.0, topic="Refund"))

    assert set(glad.str.to_lowercase()) & set(cross.str.to_lowercase()) == set()
    assert glad.filter(glad.str.contains(r"  |[{}<>\[\]|]|None")).to_list() == []


@pytest.mark.parametrize(
    ("language", "harsh"),
    [
        ("he", "גרוע|סיוט|בושה|נורא"),
        ("ru", "ужасный|кошмар|позор|хуже"),
        ("en", "worst|awful|disgrace|nightmare"),
    ],
)
def test_harsh_words_go_with_low_scores_only(language: str, harsh: str) -> None:
    glad = comments(comment_rows(1000, language=language, score=1.0)).str.to_lowercase()
    cross = comments(comment_rows(1000, language=language, score=0.0)).str.to_lowercase()

    assert glad.str.contains(harsh).sum() == 0
    assert cross.str.contains(harsh).mean() > 0.1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("credit", "credit|put .* back"),
        ("free_month", "month"),
        ("discount", "off|discount|reduced"),
        ("free_delivery", "deliver|shipping|courier"),
    ],
)
def test_a_gesture_is_told_by_its_kind(kind: str, told: str) -> None:
    rows = note_rows(300, topic="Joining", has_gesture=True, gesture_kind=kind)

    assert notes(rows).str.to_lowercase().str.contains(told).all()


def test_who_speaks_arabic_writes_hebrew_or_english() -> None:
    texts = comments(comment_rows(400, language="ar"))
    in_hebrew, in_english = texts.str.contains("[א-ת]"), texts.str.contains("(?i)[a-z]")

    assert (in_hebrew ^ in_english).all()
    assert 0.5 < in_hebrew.mean() < 0.9  # type: ignore[operator]


@pytest.mark.parametrize("text", TEXTS, ids=BANKS)
def test_no_sentence_stands_twice_under_one_kind(text: str) -> None:
    spelt = [
        (kind, way) for kind, lines in kinds(text).items() for line in lines for way in set(ways(line, 0))
    ]

    assert [each for each, times in Counter(spelt).items() if times > 1] == []


@pytest.mark.parametrize("text", TEXTS, ids=BANKS)
def test_a_line_has_one_slot_at_most(text: str) -> None:
    lines = [line for each in kinds(text).values() for line in each]

    assert [line for line in lines if len(re.findall(r"\{\w+\}", line)) > 1] == []


@pytest.mark.parametrize("text", TEXTS, ids=BANKS)
def test_every_flag_is_told_in_twelve_ways_and_every_topic_in_three(text: str) -> None:
    told = kinds(text)
    flags = {name: len(told[name]) for name in (*FLAGS, *SAID) if name in told}
    topics = {name: len(lines) for name, lines in told.items() if name.startswith(("issue", "about"))}

    assert {name: count for name, count in flags.items() if count < 12} == {}
    assert {name: count for name, count in topics.items() if count < 3} == {}
    assert len(topics) == len(SUBJECTS) + 1


@pytest.mark.parametrize("language", ["he", "ru", "en"])
def test_a_part_of_the_notes_holds_what_must_be_masked(language: str) -> None:
    texts = notes(mixed_rows(10_000, language))

    assert 40 < texts.str.contains(r"(4111|5555)([ -]?\d{4}){3}").sum() < 200
    assert texts.str.contains("@demo.example").sum() > 100
    assert texts.str.contains(r"0-555-01\d\d|1-202-555-01\d\d").sum() > 200
    assert texts.str.contains(r"@").sum() == texts.str.contains("(?i)@demo.example").sum()


TOLD = [
    (0, "call_back", "2026-03-02 14:30", 2, "today by 14:30", "היום עד השעה 14:30", "сегодня до 14:30"),
    (0, "call_back", "2026-03-03 12:00", 0, "tomorrow before noon", "מחר לפני הצהריים", "завтра до полудня"),
    (
        0,
        "call_back",
        "2026-03-02 18:00",
        0,
        "today by the end of the day",
        "היום עד סוף היום",
        "сегодня до конца дня",
    ),
    (0, "technician", "2026-03-03 12:00", 2, "tomorrow 10–12", "מחר 10–12", "завтра 10–12"),
    (
        0,
        "technician",
        "2026-03-05 12:00",
        0,
        "on Thursday between 10:00 and 12:00",
        "ביום חמישי בין 10:00 ל-12:00",
        "в четверг с 10:00 до 12:00",
    ),
    (
        0,
        "call_back",
        "2026-03-10 09:00",
        2,
        "on Tuesday next week by 09:00",
        "ביום שלישי בשבוע הבא עד השעה 09:00",
        "во вторник на следующей неделе до 09:00",
    ),
    (0, "delivery", "2026-03-08 20:00", 2, "on Sunday", "ביום ראשון", "в воскресенье"),
    (6, "delivery", "2026-03-22 20:00", 2, "on 22/3", "ב-22.3", "22.03"),
    (
        0,
        "credit",
        "2026-03-05 10:00",
        0,
        "within 3 business days",
        "תוך 3 ימי עסקים",
        "в течение 3 рабочих дней",
    ),
    (
        3,
        "credit",
        "2026-03-08 10:00",
        0,
        "within one business day",
        "תוך יום עסקים אחד",
        "в течение одного рабочего дня",
    ),
    (0, "credit", "2026-03-03 10:00", 3, "tomorrow", "מחר", "завтра"),
    (0, "call_back", None, 0, "soon", "בהקדם", "в ближайшее время"),
]


@pytest.mark.parametrize(
    ("days", "kind", "due", "style", "english", "hebrew", "russian"),
    TOLD,
    ids=[
        "the same day",
        "tomorrow at noon",
        "in the evening",
        "a window in brief",
        "a window on a weekday",
        "next week",
        "a weekday after the weekend",
        "further away",
        "three business days",
        "over the weekend",
        "a credit tomorrow",
        "no time",
    ],
)
def test_a_promise_is_told_with_its_time(
    days: int, kind: str, due: str | None, style: int, english: str, hebrew: str, russian: str
) -> None:
    rows = pl.DataFrame(
        {
            "language": ["en", "he", "ru"],
            "promise_kind": kind,
            "promise_due": [due and datetime.fromisoformat(due)] * 3,
            "written_local": MONDAY + timedelta(days=days),
            "style": style,
        },
        schema_overrides={"promise_due": pl.Datetime("us"), "written_local": pl.Datetime("us")},
    )

    assert due_words(rows).to_list() == [english, hebrew, russian]


def test_a_note_tells_the_promise_in_its_words() -> None:
    rows = note_rows(300, promise_kind="technician", promise_due=datetime.fromisoformat("2026-03-05 12:00"))

    assert notes(rows).str.contains("(?i)on thursday (between 10:00 and 12:00|10–12)").all()


def test_no_rows_say_nothing() -> None:
    assert notes(note_rows(0)).to_list() == []
    assert comments(comment_rows(0)).to_list() == []


def test_twenty_thousand_notes_are_written_at_once(record_property: Any) -> None:
    rows = mixed_rows(20_000, "ru")
    began = perf_counter()
    texts = notes(rows)
    record_property("seconds", perf_counter() - began)

    assert texts.len() == 20_000
