"""The words of follow-ups: why each was opened, what to say first, what became of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import polars as pl

from language import _, marked, ngettext, number, share
from language import date as date_of
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.turned import Turned
from ui.contacts.words import answer
from ui.promises.looked import WEEKS
from ui.words import brief

KINDS: dict[str, str] = {
    "low_answer": marked("Low answer"),
    "complaint": marked("Complaint"),
    "hard_contact": marked("Hard contact"),
}
ANSWERED: dict[str, str] = {
    "csat": marked("Satisfaction: {answer}"),
    "nps": marked("Recommending us: {answer}"),
    "ces": marked("Ease: {answer}"),
}
OUTCOMES: dict[str, str] = {
    "works": marked("Reached: it works now"),
    "still_broken": marked("Reached: still broken"),
    "not_reached": marked("Not reached"),
    "not_needed": marked("No call is needed"),
}
STATES: dict[str, str] = {
    "open": marked("Due later"),
    "due_today": marked("Due today"),
    "overdue": marked("Overdue"),
    "in_time": marked("Called in time"),
    "late": marked("Called late"),
    "not_reached": marked("Not reached"),
    "let_be": marked("No call was needed"),
}
RESULTS: dict[str, str] = {"works": marked("it works now"), "still_broken": marked("still broken")}
# What to say first, in the language that the customer speaks.
FIRST_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "low_answer": "You told us we did not do well. What went wrong? I would like to put it right.",
        "complaint": "You complained to us. I want to make sure that it has been dealt with.",
        "hard_contact": "It took us long to help you. I am calling to check that it really works now.",
    },
    "he": {
        "low_answer": "סיפרת לנו שלא עמדנו בציפיות. אשמח לשמוע מה השתבש ולתקן.",
        "complaint": "פנית אלינו בתלונה. רציתי לוודא שהיא באמת טופלה.",
        "hard_contact": "לקח לנו זמן לעזור לך. רציתי לבדוק שהכול באמת עובד עכשיו.",
    },
    "ru": {
        "low_answer": "Вы остались недовольны. Расскажите, что пошло не так, и мы это исправим.",
        "complaint": "Вы обращались к нам с жалобой. Хочу убедиться, что вопрос действительно решён.",
        "hard_contact": "Помочь вам удалось не сразу. Звоню узнать, действительно ли теперь всё работает.",
    },
}


def reason(kind: str) -> str:
    """After what a follow-up was opened."""
    return _(KINDS[kind])


def became(row: Mapping[str, Any]) -> str:
    """What became of a follow-up: whether somebody called in time, who says so, and with what result."""
    said = _(STATES[str(row["state"])])
    if row["state"] not in {"in_time", "late"}:
        return said
    result = RESULTS.get(str(row["came_of"]))
    if result:
        return _("{said}: {result}").format(said=said, result=_(result))
    return _("{said}, seen in the data").format(said=said)


def turned(known: bool | None) -> str:
    """Whether the customer had no new trouble."""
    return "–" if known is None else _("yes") if known else _("no")


def first_words(kind: str, language: str | None) -> str:
    """What to say first, in the customer's language where it is one of ours."""
    return FIRST_WORDS.get(language or "en", FIRST_WORDS["en"])[kind]


def why(row: Mapping[str, Any]) -> str:
    """Why this customer should be called, in a few words."""
    if row["kind"] == "low_answer" and row["score"] is not None:
        given = answer({**row, "kind": row["question"]})
        if row["question"] == "resolved":
            return _("Says that it was not solved")
        return _(ANSWERED.get(row["question"], marked("Answered {answer}"))).format(answer=given)
    if row["kind"] == "hard_contact":
        return _("Hard to solve, said to be solved")
    return _("Complained")


def still(rows: int) -> str:
    """How many customers are still to be called."""
    said = ngettext("{n} customer to call again", "{n} customers to call again", rows)
    return said.format(n=number(rows))


def sentence(counts: Mapping[str, int], rate: Figure) -> str:
    """How many calls are overdue and due today, and how many were made in time."""
    late, today = counts["overdue"], counts["due_today"]
    if late:
        said = ngettext("{n} call is overdue", "{n} calls are overdue", late).format(n=number(late))
        more = ngettext("{n} more is due today", "{n} more are due today", today).format(n=number(today))
        said = _("{said}, and {more}").format(said=said, more=more) if today else said
    elif today:
        said = ngettext("{n} call is due today", "{n} calls are due today", today).format(n=number(today))
    elif counts["open"]:
        later = ngettext(
            "No call is due today; {n} is due later",
            "No call is due today; {n} are due later",
            counts["open"],
        )
        said = later.format(n=number(counts["open"]))
    else:
        said = _("Everybody was called again")
    if not is_judgeable(METRICS["followup_rate"], rate):
        return f"{said}."
    end = _("{said}; {share} of those due in the last {n} weeks were made in time.")
    return end.format(said=said, share=share(rate["value"], 0), n=number(WEEKS))


def limit(left_out: int, most: int) -> str:
    """That the day has no room for some reasons, since so many open a day; or that it has."""
    if not left_out:
        return _("every reason had room today")
    said = ngettext("today’s limit of {n} is reached", "today’s limit of {n} is reached", most)
    return said.format(n=number(most))


def now_rule() -> str:
    """Whose calls wait for somebody."""
    return _("Calls due in the last {n} weeks, today or later, that nobody made or closed").format(
        n=number(WEEKS)
    )


def went_rule() -> str:
    """Of which calls is told how it went."""
    return _("Calls by the day on which they were due")


def when(today: date) -> str:
    """The days of which is told how it went."""
    return _("{n} weeks to {day}").format(n=number(WEEKS), day=date_of(today))


def oldest(since: datetime | None, now: datetime) -> str:
    """For how long the oldest has been overdue."""
    if since is None:
        return _("none is overdue")
    return _("the oldest by {time}").format(time=brief((now - since).total_seconds() // 60 * 60))


def made(rows: pl.DataFrame) -> str:
    """How many of these calls a person marked, and how many only the data tell of."""
    known = dict(rows["made_by"].drop_nulls().value_counts().iter_rows())
    said = _("{marked} marked, {seen} seen in the data")
    return said.format(marked=number(known.get("person", 0)), seen=number(known.get("data", 0)))


def turned_means() -> str:
    """What it means to have no new trouble."""
    return _(
        "Share of customers who, in the 14 days after the call was due, did not come again about the same,"
        " did not leave, and gave no answer as low as before. Those called in time against the others:"
        " associated, not caused."
    )


def turned_title(known: Turned) -> str:
    """Whether fewer of those called in time had new trouble, or that nobody can say."""
    if known.bounds is None:
        return _("Whether customers had new trouble")
    by = (known.in_time["value"] or 0) - (known.others["value"] or 0)
    if known.bounds[0] <= 0 <= known.bounds[1]:
        return _("No sure difference between those called in time and the others")
    return (
        _("Customers called in time had new trouble less often")
        if by > 0
        else _("Customers called in time had new trouble more often")
    )


def turned_note() -> str:
    """How new trouble is judged."""
    return _(
        "None: no contact about the same, no low answer, no leaving in the 14 days after the call was due"
    )


def bounds(low: float, high: float) -> str:
    """Between which points a difference lies."""
    ends = _("{low} to {high}")
    return ends.format(low=number(100 * low, 0, signed=True), high=number(100 * high, 0, signed=True))


def group(dimension: str, name: str | None) -> str:
    """A group of the table as people call it."""
    if dimension == "kind" and name:
        return reason(name)
    return name or (_("no team") if dimension == "team" else _("no queue"))
