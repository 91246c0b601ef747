"""The rules for Hebrew. The notation is explained in metrics/signals/notation.py, the signals in english."""

from metrics.signals.hebrew.answering import NO_CALL_BACK
from metrics.signals.hebrew.complaining import ANGER, COMPLAINT
from metrics.signals.hebrew.leaving import CANCEL, COMPETITOR
from metrics.signals.hebrew.listening import UNHEARD
from metrics.signals.hebrew.promising import PROMISE
from metrics.signals.hebrew.refusing import PAYMENT, REFUSED
from metrics.signals.hebrew.repeating import THIRD_TIME
from metrics.signals.hebrew.sets import AFTER, BREAKS, NEGATIONS, NOT_NEGATIONS, SETS
from metrics.signals.hebrew.solving import RESOLVED
from metrics.signals.hebrew.thanking import THANKS
from metrics.signals.hebrew.times import TIMES
from metrics.signals.notation import Lexicon

PREFIXES = (
    *("ו", "ה", "ב", "ל", "מ", "ש", "כ"),
    *("וה", "וב", "ול", "ומ", "וש", "וכ", "שה", "שב", "של", "שמ", "מה", "כש", "לכש", "וכש", "ושה", "מש"),
)

QUOTE = """
    תסריט|נוהל|נהלים|תקנון|מדיניות|הנחיה|הנחיית|הוראת|הנחיות|תנאים|תנאי|חוזה|הסכם אומר|אומרת|אומרים|קובע|
        קובעת|קובעים|מציין|מציינת|כתוב|כותב|כותבת|לשון
    לפי|בהתאם|כתוב ..1 תסריט|לתסריט|בתסריט|בנוהל|בתקנון|בנהלים
    תסריט|ציטוט|תבנית|שו"ת|נוסח|נוסח_הודעה|פאק $
    תסריט|ציטוט|צוטט ..2 שיחה|מהתקנון|מהנוהל|מהאתר|תקנון|נוהל
    הקראתי|הוקרא|קראתי|הקראת|הוקראו|הקראה ..2 תקנון|תנאי|תנאים|נוהל|תסריט|הסעיף
    מה|מהי|מהו פירוש|המשמעות|זה_אומר|הכוונה
    תזכורת ..1 מנוהל|נוהל
"""
SAYS = """
    agent!: אומר|אומרת|אמר|אמרה|טוען|טוענת|טען|טענה|צועק|צועקת|צעק|צעקה|צרח|צרחה|כותב|כותבת|כתב|כתבה|
        לדבריו|לדבריה|לטענתו|לטענתה|במילותיו|במילותיה|בלשונו|בלשונה|מאיים|מאיימת|איים|איימה|הודיע|הודיעה|
            חוזר_ואומר
"""


HEBREW = Lexicon(
    language="he",
    rules={
        "cancel": CANCEL,
        "competitor": COMPETITOR,
        "complaint": COMPLAINT,
        "third_time": THIRD_TIME,
        "no_call_back": NO_CALL_BACK,
        "unheard": UNHEARD,
        "promise": PROMISE,
        "refused": REFUSED,
        "anger": ANGER,
        "payment": PAYMENT,
        "resolved": RESOLVED,
        "thanks": THANKS,
        "quote": QUOTE,
        "says": SAYS,
    },
    sets=SETS,
    negations=NEGATIONS,
    not_negations=NOT_NEGATIONS,
    breaks=BREAKS,
    after=AFTER,
    common="",
    times=TIMES,
    prefixes=PREFIXES,
)
