"""Say what was promised, from the words that made it a promise."""

import re

KINDS = ("call_back", "technician", "credit", "delivery", "other")
AROUND = 80  # characters on either side
VERSION = 3  # texts are heard anew where it changes
# The first that fits: a technician who will call first is still a technician's visit.
_SAID = (
    ("technician", r"technic|engineer|installer|fitter|טכנא|מתקין|техник|мастер|инженер|монт[её]р"),
    (
        "credit",
        (
            r"credit|refund|reimburs|compensat|\bmoney\b.{0,20}\b(?:back|return)|זיכו|זכה|החזר|פיצוי"
            r"|כסף.{0,12}(?:חזור|חוזר|וחזר|יגיע|כנס)|возврат|верн[её]м|зачисл|компенс"
            r"|деньг.{0,24}(?:верн|прид|поступ)"
        ),
    ),
    (
        "delivery",
        r"deliver|courier|shipp|parcel|package|dispatch|משלוח|שליח|חבילה|достав|курьер|посылк|отправ",
    ),
    (
        "call_back",  # a call already made is none, nor is what comes back by itself: a line, a parcel
        (
            r"\bcall(?!ed)|\bring\b|\bphone|\bget back|\bcontact|[נא]חזור|יחזרו|תזכורת ל?חזור|חזיר שיחה"
            r"|התקשר|תקשר|(?:חזור|חוזר|חוזרת|חוזרים)\s+(?:אל|ל(?!פעול|עבוד|קדמות|פעילות))"
            r"|(?:נציג|מישהו|אחראי|מנהל|צוות|מוקד|מומחה)\S{0,12}(?:\s+\S{1,20}){0,2}\s+[ית]חזור|звон|свяж|набер"
        ),
    ),
)
_RULES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SAID)


def promised_kind(text: str, start: int, end: int) -> str:
    """Name the kind of the promise in text[start:end]: by its own words, else by those around it.

    A call-back is one by its own words alone: beside most promises stands that somebody called.
    """
    own = (kind for kind, rule in _RULES if rule.search(text[start:end]))
    around = text[max(0, start - AROUND) : end + AROUND]
    near = (kind for kind, rule in _RULES if kind != "call_back" and rule.search(around))
    return next(own, None) or next(near, "other")
