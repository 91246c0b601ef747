import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from metrics.signals import SIGNALS, due, read
from metrics.signals.falling_due import due_at
from metrics.signals.hebrew import HEBREW
from metrics.signals.hebrew.times import TIMES
from metrics.signals.reading import counted
from metrics.signals.tokens import words_of
from metrics.signals.whens import spans

RIVALS = ("טלויה", "נורקום", "אורביטל")
ZONE = "Asia/Jerusalem"
WEDNESDAY = dt.datetime(2026, 11, 18, 10, 20, tzinfo=ZoneInfo(ZONE))
FRIDAY_SATURDAY = (5, 6)
# Steps of matching that one word of a text may cost, whatever stands around it.
STEPS_A_WORD = 120
PARTS = " ".join([*HEBREW.sets.values(), *HEBREW.rules.values()]).replace("|", " ").replace("_", " ").split()
VOCABULARY = [part.strip("*?=+-.^$\"'@") for part in PARTS]


def signals(text: str) -> set[str]:
    return {one.signal for one in read(text, None, RIVALS).found}


def local(instant: dt.datetime | None) -> str | None:
    return instant and instant.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M")


def due_of(words: str) -> str | None:
    found = spans(words_of(words), [TIMES])
    return local(due_at(found[0].when, WEDNESDAY, ZONE, FRIDAY_SATURDAY)) if found else None


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("cancel", "מבקשת לבטל את המנוי החל מה-1 לחודש"),
        ("cancel", "תנתקו אותי מכל השירותים שלכם"),
        ("cancel", "אם המצב לא ישתפר אעבור לחברה אחרת"),
        ("cancel", "לק' רוצה להתנתק בעקבות תקלות"),
        ("cancel", "לא מעוניין להמשיך את ההתקשרות עם החברה"),
        ("cancel", "ביטל את התור לטכנאי ומבקש לנתק את כל השירותים"),
        ("competitor", "בנורקום נותנים לי יותר"),
        ("competitor", "קיבלתי הצעה מחברה מתחרה"),
        ("complaint", "הוגשה תלונה רשמית"),
        ("complaint", "תקבלו מכתב מעוה״ד שלי"),
        ("complaint", "אם לא תטפלו בזה אפנה לתקשורת"),
        ("third_time", "זאת הפעם השלישית שאני מתקשרת"),
        ("third_time", "זו הפעם ה-4 החודש שהאינטרנט נופל"),
        ("third_time", "לק' פנה 5 פעמים בחודש האחרון"),
        ("third_time", "שוב ושוב אותה בעיה"),
        ("no_call_back", "אף אחד לא חזר אליי"),
        ("no_call_back", "לא חזרו אליו כפי שהובטח"),
        ("no_call_back", "פניתי במייל לפני שבוע, אין תגובה"),
        ("unheard", "זה כמו לדבר לקיר"),
        ("unheard", "מעבירים אותי ממחלקה למחלקה"),
        ("unheard", "צריך להסביר הכל מההתחלה לכל נציג"),
        ("promise", "אחזור אליו מחר עד 12"),
        ("promise", "הזיכוי יוזן תוך 3 י״ע"),
        ("promise", "נקבע ביקור טכנאי ליום ב' 8-12"),
        ("refused", "לא אושר זיכוי, מעבר לסמכותי"),
        ("refused", 'אמרו לי "ככה זה הנהלים"'),
        ("refused", "א״א לאשר הקפאה לפי תקנון"),
        ("anger", "הלקוח צרח וקילל"),
        ("anger", "בושה וחרפה!!!"),
        ("anger", "שום דבר לא טופל יא שקרנים"),
        ("payment", "חוייבתי פעמיים על אותו חודש"),
        ("payment", "הו״ק חזרה מהבנק"),
        ("payment", "לא מצליח לשלם באתר"),
        ("resolved", "התקלה טופלה והקו תקין"),
        ("resolved", "בסוף זה הסתדר"),
        ("thanks", "תוווודה רבה על העזרה"),
        ("thanks", "הנציג היה מקסים וסבלני"),
    ],
)
def test_a_signal_is_found(signal, text):
    assert signal in signals(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("cancel", "הלק' לא ביקש לנתק, רק לברר זכויות"),
        ("cancel", "מבקש לבטל את הזמנת הממיר"),
        ("cancel", "שאלה מהם דמי היציאה"),
        ("cancel", "האינטרנט מתנתק כל כמה דקות"),
        ("cancel", "רק הטלויזיה בסלון לא נדלקת"),
        ("cancel", "במידה והלקוח יבקש לבטל - להפנות לשימור"),
        ("competitor", "הגענו אליכם מאורביטל לפני עשר שנים"),
        ("competitor", "החלפת ספק כוח לנתב"),
        ("complaint", "הלק' מתלונן על איטיות"),
        ("complaint", "המשרד שלי ליד בית המשפט"),
        ("complaint", "בעלי עורך דין ועובד מהבית"),
        ("third_time", "פעם שנייה שאני מתקשר"),
        ("third_time", "אני בקומה שלישית, נפגש ביום שלישי"),
        ("third_time", "חיוג שלישי ללקוח, אין מענה"),
        ("no_call_back", "הלק' לא ענה, הושארה הודעה"),
        ("no_call_back", "אין צורך לחזור אליי"),
        ("no_call_back", "התקלה לא חזרה מאז"),
        ("unheard", "לא שמעתי את הנציג טוב, קו גרוע"),
        ("unheard", "לא הבנתי את החשבונית"),
        ("promise", "נחזור בהקדם"),
        ("promise", "הלק' יחזור אלינו מחר"),
        ("promise", "משלוחים מגיעים בדרך כלל תוך 3 ימי עסקים"),
        ("promise", "הבטיחו לי שיחזרו אליי תוך שעה. עברו יומיים."),
        ("refused", "לא ניתן טכנית להגיע ליותר מ-200 מגה"),
        ("refused", "הלק' סירב להצעת השימור"),
        ("refused", "אושר חריג למרות שהנוהל לא מאפשר"),
        ("anger", "הלק' אינו כועס"),
        ("anger", "קיבלתי דואר זבל במייל"),
        ("payment", "איך מחליפים כרטיס אשראי באתר?"),
        ("payment", "האם חויבתי פעמיים?"),
        ("payment", "מחלקת גבייה תחזור אליו"),
        ("resolved", "אמרתם שנפתר. לא נפתר."),
        ("resolved", '"טופל" הם כותבים לי'),
        ("resolved", "האם התקלה נפתרה?"),
        ("thanks", "תודה על כלום"),
        ("thanks", "הודיתי ללקוח על סבלנותו"),
        ("thanks", "לא תודה"),
    ],
)
def test_a_near_miss_is_none(signal, text):
    assert signal not in signals(text)


@pytest.mark.parametrize("word", ["לנתק", "ולנתק", "שלנתק", "הניתוק", "לניתוק"])
def test_prefix_letters_are_taken_off(word):
    assert "cancel" in signals(f"מבקש {word} את המנוי")


def test_a_word_that_only_begins_like_another_is_none():
    assert signals("מבקש בטלפון נתקע") == set()


def test_what_the_procedure_says_is_quoted():
    assert signals("התסריט אומר: הלקוח רוצה לבטל את המנוי, להציע הנחה") == set()


def test_a_negation_does_not_reach_a_new_wish():
    assert "cancel" in signals("לא מרוצה ורוצה לבטל את המנוי")
    assert "cancel" not in signals("לא רוצה לבטל את המנוי")


def test_hebrew_and_english_in_one_note_are_both_read():
    assert signals("cust irate, מבקש לנתק את המנוי") == {"anger", "cancel"}


def test_the_words_found_are_those_of_the_text():
    text = "שלום 👋, הלקוח מבקש לְבַטֵּל את המנוי\u200f שלו."

    found = [one for one in read(text).found if one.signal == "cancel"]

    assert [one.words for one in found] == ["מבקש לְבַטֵּל את המנוי\u200f"]
    assert text[found[0].start : found[0].end] == found[0].words


def test_there_are_rules_for_every_signal():
    assert set(HEBREW.rules) == {*SIGNALS, "quote", "says"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("מחר לפני הצהריים", "2026-11-19T12:00"),
        ("תוך שעתיים", "2026-11-18T12:20"),
        ("עד יום א'", "2026-11-22T23:59"),
        ("ב-25 לחודש בשעה 10", "2026-11-25T10:00"),
        ("תוך 3 ימי עסקים", "2026-11-23T23:59"),
        ("עד שלושה ימי עסקים", "2026-11-23T23:59"),
        ("תוך 2-3 ימי עסקים", "2026-11-23T23:59"),
        ("תוך יום עסקים אחד", "2026-11-19T23:59"),
        ("עד 48 שעות", "2026-11-20T10:20"),
        ("בשעה הקרובה", "2026-11-18T11:20"),
        ("ביממה הקרובה", "2026-11-19T10:20"),
        ("עוד 20 דק'", "2026-11-18T10:40"),
        ("הערב", "2026-11-18T21:00"),
        ("היום אחה״צ", "2026-11-18T17:00"),
        ("עד סוף היום", "2026-11-18T23:59"),
        ("היום בין 16 ל-18", "2026-11-18T18:00"),
        ("מחר ב-10", "2026-11-19T10:00"),
        ("מחר בשעה 9 בערב", "2026-11-19T21:00"),
        ("מחרתיים", "2026-11-20T23:59"),
        ("יום ג׳ 24/11 בשעה 14:30", "2026-11-24T14:30"),
        ("ב-1 בדצמבר", "2026-12-01T23:59"),
        ("עד סוף השבוע", "2026-11-19T23:59"),
        ("בשבוע הבא", "2026-11-26T23:59"),
        ("ביום שני בשבוע הבא", "2026-11-23T23:59"),
        ("ביום חמישי בשבוע הבא", "2026-11-26T23:59"),
        ("תוך ימים ספורים", None),
        ("לפני 3 ימים", None),
        ("ביום ראשון שעבר", None),
        ("כל בוקר", None),
    ],
)
def test_a_time_falls_due(words, expected):
    assert due_of(words) == expected


def test_a_promise_is_due_when_its_own_words_say():
    text = "הגיע היום. אחזור אליו מחר לפני הצהריים."

    assert local(due(read(text), text, WEDNESDAY, ZONE, FRIDAY_SATURDAY)) == "2026-11-19T12:00"


@pytest.mark.parametrize("seed", range(10))
def test_no_text_costs_more_than_its_words(seed):
    chance = random.Random(seed)
    few = chance.choices(VOCABULARY, k=chance.choice([2, 5, 20, 500]))
    text = " ".join(chance.choice(few) for _ in range(1_000))

    assert counted(text, None, RIVALS)[1] <= STEPS_A_WORD * len(words_of(text))
