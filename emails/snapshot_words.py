"""The words of the snapshot's headline numbers: names, status, change, the sentence on top, the subject."""

import math
from dataclasses import dataclass
from typing import Literal

from emails.pieces import Said, capital, said, sentences, signed, strong, told
from emails.snapshot import Headline, HeadlineId, Snapshot
from language import NO_BREAK, NO_VALUE, _, duration, marked, ngettext, number, period, share

Tone = Literal["muted", "better", "worse", "breach"]
LOWER = ("asa", "abandon_rate", "misroute_rate")
NAMES: dict[HeadlineId, tuple[str, str]] = {  # at the beginning of a line, and within a sentence
    "service_level": (marked("Service level"), marked("service level")),
    "asa": (marked("Average wait"), marked("average wait")),
    "abandon_rate": (marked("Left before an answer"), marked("left before an answer")),
    "csat": (marked("Satisfaction"), marked("satisfaction")),
    "fcr": (marked("Solved first time"), marked("solved first time")),
    "misroute_rate": (marked("Sent to the wrong desk"), marked("sent to the wrong desk")),
    "promise_kept_rate": (marked("Promises kept"), marked("promises kept")),
}
CLAUSES: dict[HeadlineId, tuple[str, str]] = {  # what to say when it is better, and when it is worse
    "service_level": (
        marked("customers were answered faster"),
        marked("customers were answered more slowly"),
    ),
    "asa": (marked("customers waited less"), marked("customers waited longer")),
    "abandon_rate": (marked("fewer customers gave up waiting"), marked("more customers gave up waiting")),
    "csat": (marked("customers were more satisfied"), marked("customers were less satisfied")),
    "fcr": (marked("more was solved the first time"), marked("less was solved the first time")),
    "misroute_rate": (
        marked("fewer were sent to the wrong desk"),
        marked("more were sent to the wrong desk"),
    ),
    "promise_kept_rate": (marked("more promises were kept"), marked("fewer promises were kept")),
}
COUNTS = (
    *(marked("none"), marked("one"), marked("two"), marked("three"), marked("four")),
    *(marked("five"), marked("six"), marked("seven"), marked("eight"), marked("nine")),
)
RUNS = (
    *(marked("second"), marked("third"), marked("fourth"), marked("fifth"), marked("sixth")),
    *(marked("seventh"), marked("eighth"), marked("ninth"), marked("tenth")),
)
MOVED = {
    "better": marked("{change}, better"),
    "worse": marked("{change}, worse"),
    "noise": marked("{change}, within noise"),
    "neutral": marked("{change}"),
}


@dataclass(frozen=True)
class Status:
    """How a number stands to its target, in words and a mark; is_missed where it should be better."""

    mark: str
    words: str
    target: str
    tone: Tone
    is_missed: bool = False


@dataclass(frozen=True)
class Change:
    """How a number moved, in words and a mark that follows the number; the tone follows the meaning."""

    mark: str
    words: str
    tone: Tone


def figure(name: HeadlineId, value: float | None) -> str:
    """Write a value of a headline number."""
    return duration(value) if name == "asa" else share(value)


def target(name: HeadlineId, value: float) -> str:
    """Write a target: whole where it is."""
    digits = 0 if math.isclose(value * 100, round(value * 100), abs_tol=1e-9) else 1
    return duration(value) if name == "asa" else share(value, digits)


def name_of(one: HeadlineId, *, within: bool = False) -> str:
    """Name a headline number, at the beginning of a line or within a sentence."""
    return _(NAMES[one][within])


def difference(name: HeadlineId, value: float, unit: str) -> str:
    """Write how far a number moved; unit: the word for percentage points."""
    if name == "asa":
        return signed(duration(value, signed=True))
    return signed(number(round(value * 100, 9), 1, signed=True)) + (NO_BREAK + unit if unit else "")


def change(one: Headline) -> Change:
    """Say how a number moved against the week before."""
    moved = one.moved
    if moved.difference is None or moved.verdict == "unknown":
        return Change(NO_VALUE, _("too few to compare"), "muted")
    words = _(MOVED[moved.verdict]).format(change=difference(one.id, moved.difference, _("pts")))
    if moved.verdict == "noise":
        return Change("≈", words, "muted")
    mark = "▲" if moved.difference > 0 else "▼" if moved.difference < 0 else "="
    return Change(mark, words, moved.verdict if moved.verdict != "neutral" else "muted")


def status(one: Headline) -> Status:
    """Say how a number stands to its target."""
    if one.target is None:
        return Status("", _("no target set"), "", "muted")
    goal = target(one.id, one.target)
    is_lower = one.id in LOWER
    if one.value is None:
        return Status("", _("not known, limit") if is_lower else _("not known, target"), goal, "muted")
    if _reaches(one, one.target):
        return Status("✓", _("under the limit") if is_lower else _("on target"), goal, "muted")
    if one.breach is not None and not _reaches(one, one.breach):
        limit = _("limit {goal}") if is_lower else _("target {goal}")
        return Status("■", _("breach"), limit.format(goal=goal), "breach", is_missed=True)
    return Status("○", _("over the limit") if is_lower else _("below target"), goal, "worse", is_missed=True)


def qualifier(one: Headline, week: tuple[object, object]) -> str:
    """Say of what a number is: its own period where that differs, its threshold, or how many."""
    if one.period is not None and one.period != week:
        return period(*one.period)
    if one.within_s is not None:
        return _("in {time}").format(time=duration(one.within_s))
    if one.n is None:
        return ""
    if one.id == "csat":
        return ngettext("{n} answer", "{n} answers", one.n).format(n=number(one.n))
    if one.id == "promise_kept_rate":
        return ngettext("{n} due", "{n} due", one.n).format(n=number(one.n))
    return _("of {n}").format(n=number(one.n))


def sentence(snapshot: Snapshot) -> str:
    """Say in one sentence what changed beyond noise: the best and the worst, one clause each."""
    good, bad = changed(snapshot, "better"), changed(snapshot, "worse")
    n = len(snapshot.headlines)
    if n > 1 and n in (len(good), len(bad)):
        words = (
            _("{all} are better than the week before.")
            if good
            else _("{all} are worse than the week before.")
        )
        return words.format(all=all_of(n))
    if good and bad:
        words = _("{better}, but {worse}.")
        return capital(words.format(better=_clause(good[0], 0), worse=_clause(bad[0], 1)))
    if good or bad:
        return _one_way([_clause(one, 0 if good else 1) for one in (good or bad)[:2]])
    if any(one.moved.verdict in ("noise", "neutral") for one in snapshot.headlines):
        return _("Nothing changed beyond chance.")
    return _("There is too little to compare this week with the one before.")


def lead(snapshot: Snapshot) -> Said:
    """Say how many numbers are on target, and which one to act on."""
    return sentences(_on_target(snapshot), _to_act_on(snapshot))


def subject(snapshot: Snapshot) -> str:
    """Say it in the line that a list of mails shows: the numbers that matter most, and the week."""
    good, bad, act = changed(snapshot, "better")[:1], changed(snapshot, "worse")[:1], to_act_on(snapshot)
    named = [*good, *bad] if good and bad else [*(good or bad), *([act] if act else [])]
    if not named:
        named = [one for one in snapshot.headlines if one.value is not None][:2]
    said_of = [_in_subject(one) for one in dict.fromkeys(named)]
    week = period(*snapshot.week)
    if not said_of:
        return _("No figures: {week}").format(week=week)
    words = _("{first}, {second}: {week}") if len(said_of) > 1 else _("{first}: {week}")
    first, *rest = said_of
    return capital(words.format(first=first, second="".join(rest), week=week))


def changed(snapshot: Snapshot, verdict: str) -> list[Headline]:
    """List the numbers that are better, or worse, beyond noise, the clearest first.

    Of those that are worse, what is in breach or misses its target comes before what does not.
    """
    found = [one for one in snapshot.headlines if one.moved.verdict == verdict]
    if verdict == "worse":
        return sorted(found, key=lambda one: (*_missed(one), _clearness(one)), reverse=True)
    return sorted(found, key=_clearness, reverse=True)


def to_act_on(snapshot: Snapshot) -> Headline | None:
    """Choose the number to act on: in breach before missed, getting worse before not, then the farthest."""
    missed = [one for one in snapshot.headlines if status(one).is_missed]
    return max(missed, key=_urgency, default=None)


def count(n: int) -> str:
    """Write a small count as a word."""
    return _(COUNTS[n]) if n < len(COUNTS) else number(n)


def all_of(n: int) -> str:
    """Name all of two or more numbers at the beginning of a sentence."""
    return _("Both numbers") if n == 2 else _("All {n} numbers").format(n=count(n))


def _reaches(one: Headline, goal: float) -> bool:
    value = one.value or 0.0
    return value <= goal if one.id in LOWER else value >= goal


def _clearness(one: Headline) -> float:
    """How many times its own margin a change is; one without an interval comes by its size."""
    moved = one.moved
    if moved.difference is None or moved.low is None or moved.high is None or moved.low == moved.high:
        return abs(moved.difference or 0.0)
    return abs(moved.difference) / ((moved.high - moved.low) / 2)


def _missed(one: Headline) -> tuple[bool, bool]:
    return status(one).tone == "breach", status(one).is_missed


def _urgency(one: Headline) -> tuple[bool, bool, float]:
    away = abs((one.value or 0.0) - (one.target or 0.0)) / (abs(one.target or 0.0) or 1.0)
    return status(one).tone == "breach", one.moved.verdict == "worse", away


def _clause(one: Headline, which: int) -> str:
    return _(CLAUSES[one.id][which])


def _one_way(clauses: list[str]) -> str:
    words = _("{first}, and {second}.") if len(clauses) > 1 else _("{first}.")
    return capital(words.format(first=clauses[0], second=clauses[-1]))


def _on_target(snapshot: Snapshot) -> Said:
    judged = [one for one in snapshot.headlines if one.target is not None and one.value is not None]
    met = sum(not status(one).is_missed for one in judged)
    if all(one.value is None for one in snapshot.headlines):
        return told(_("None of the numbers is known."))
    if not judged:
        return told(_("No targets are set for these numbers."))
    words = _met(met, len(judged), is_each=len(judged) == len(snapshot.headlines))
    return told(words.format(met=capital(count(met)), all=count(len(judged))))


def _met(met: int, judged: int, *, is_each: bool) -> str:
    """Choose the sentence for so many on target; is_each: all numbers have a target and are known."""
    if judged == 1:
        return _("The one target is met.") if met else _("The one target is not met.")
    if judged == 2 and met != 1:
        return _("Both targets are met.") if met else _("Neither target is met.")
    if met == judged:
        return _("All {all} are on target.") if is_each else _("All {all} targets are met.")
    if not met:
        return (
            _("None of the {all} numbers is on target.")
            if is_each
            else _("None of the {all} targets is met.")
        )
    if is_each:
        return ngettext("{met} of {all} numbers is on target.", "{met} of {all} numbers are on target.", met)
    return ngettext("{met} of the {all} targets is met.", "{met} of the {all} targets are met.", met)


def _to_act_on(snapshot: Snapshot) -> Said:
    one = to_act_on(snapshot)
    if one is None or one.target is None:
        return ()
    words = _("The one to act on is {name}: {value} against a target of {target}{run}.")
    if one.id in LOWER:
        words = _("The one to act on is {name}: {value} against a limit of {target}{run}.")
    return said(
        words,
        name=strong(name_of(one.id, within=True)),
        value=figure(one.id, one.value),
        target=target(one.id, one.target),
        run=_run(one),
    )


def _run(one: Headline) -> str:
    if one.run < 2 or not one.moved.difference:
        return ""
    is_up = one.moved.difference > 0
    if one.run - 2 < len(RUNS):
        words = _(", up for the {nth} week running") if is_up else _(", down for the {nth} week running")
        return words.format(nth=_(RUNS[one.run - 2]))
    words = _(", up for {n} weeks running") if is_up else _(", down for {n} weeks running")
    return words.format(n=number(one.run))


def _in_subject(one: Headline) -> str:
    name, value = name_of(one.id, within=True), figure(one.id, one.value)
    if one.target is None or not status(one).is_missed:
        return f"{name} {value}"
    words = _("{name} {value} (limit {target})") if one.id in LOWER else _("{name} {value} (target {target})")
    return words.format(name=name, value=value, target=target(one.id, one.target))
