"""Say what was promised, from the words that made it a promise."""

import re

KINDS = ("call_back", "technician", "credit", "delivery", "other")
AROUND = 80  # characters on either side
VERSION = 2  # texts are heard anew where it changes
# The first that fits: a technician who will call first is still a technician's visit.
_SAID = (
    ("technician", r"technic|engineer|installer|fitter|טכנא|מתקין|техник|мастер|инженер|монт[её]р"),
    (
        "credit",
        r"credit|refund|reimburs|money back|compensat|זיכו|זכה|החזר|פיצוי|возврат|верн[её]м|зачисл|компенс",
    ),
    (
        "delivery",
        r"deliver|courier|shipp|parcel|package|dispatch|משלוח|שליח|חבילה|достав|курьер|посылк|отправ",
    ),
    ("call_back", r"call|ring|phone|get back|contact|חזו?ר|חזיר שיחה|התקשר|תקשר|звон|свяж|набер"),
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
