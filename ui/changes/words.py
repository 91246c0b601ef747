"""What the page *Changes* says: its sentence, the word for what came of something, how it was judged."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Final

from language import _, date, figure, listing, marked, ngettext, number
from metrics.catalog import METRICS
from metrics.experiments import Direction
from metrics.experiments.told import beside, placebos, where
from store.action_results import Result, told
from store.actions import Decided
from store.aims import Aim
from store.change_places import Place
from store.process_changes import Draft
from ui.changes.found import Change
from ui.markup import Safe, icon, join, tag

KINDS: Final[dict[str, str]] = {
    "menu": marked("Menu"),
    "rota": marked("Rota"),
    "script": marked("Script"),
    "other": marked("Other"),
}
CUTS: Final[dict[str, str]] = {
    "queue": marked("Queue"),
    "topic": marked("Topic"),
    "channel": marked("Channel"),
    "team": marked("Team"),
}
# What came of it: tone, symbol, word.
CAME: Final[dict[str, tuple[str, str, str]]] = {
    "withdrawn": ("c-note", "undo", marked("withdrawn")),
    "planned": ("c-note", "event", marked("to come")),
    "early": ("c-note", "hourglass_top", marked("too early")),
    "unknown": ("c-note", "question_mark", marked("too little to say")),
    "noise": ("c-note", "drag_handle", marked("no change beyond noise")),
    "caused": ("c-better", "trending_up", marked("caused a gain")),
    "consistent": ("c-better", "trending_up", marked("consistent with a gain")),
    "after": ("c-note", "timeline", marked("changed after it")),
    "against": ("c-worse", "trending_down", marked("went against what was expected")),
}
STATES: Final[dict[str, tuple[str, str, str]]] = {
    "not started": ("c-note", "event", marked("not started")),
    "too early": ("c-note", "hourglass_top", marked("too early")),
    "consistent": ("c-better", "trending_up", marked("consistent with a gain")),
    "no effect": ("c-note", "drag_handle", marked("no change beyond noise")),
    "worse": ("c-worse", "trending_down", marked("went against what was expected")),
    "changed": ("c-note", "timeline", marked("changed after it")),
    "dropped": ("c-note", "block", marked("dropped")),
}
DIRECTIONS: Final[dict[Direction, str]] = {"up": marked("rises"), "down": marked("falls")}


def came(one: Change, today: dt.date) -> str:
    """Say in a key of CAME what came of a change."""
    found = one.outcome.found
    if one.is_withdrawn:
        return "withdrawn"
    if one.logged.draft.on > today:
        return "planned"
    if one.outcome.is_withheld:
        return "unknown"
    if found is None:
        return "early"
    if found.as_expected is False:
        return "against"
    return found.verdict


def headline(found: Sequence[Change], today: dt.date) -> str:
    """Say what the log tells, in one sentence."""
    counted = Counter(came(one, today) for one in found if not one.is_withdrawn)
    n, late = counted.total(), sum(one.is_withdrawn_late for one in found)
    gone = ngettext(
        "{n} was withdrawn when its results could be seen.",
        "{n} were withdrawn when their results could be seen.",
        late,
    ).format(n=number(late))
    if not n:
        return gone if late else _("No change of process is logged yet.")
    early = counted["early"] + counted["unknown"]
    parts = [
        (counted["caused"], _("{n} caused a gain")),
        (counted["consistent"], _("{n} is consistent with a gain|{n} are consistent with a gain")),
        (counted["after"], _("{n} was followed by a gain|{n} were followed by a gain")),
        (counted["against"], _("{n} went the other way")),
        (counted["noise"], _("{n} shows nothing beyond noise|{n} show nothing beyond noise")),
        (early, _("{n} is too early to judge|{n} are too early to judge")),
        (counted["planned"], _("{n} is to come|{n} are to come")),
    ]
    told = [(words, count) for count, words in parts if count]
    if len(told) == 1:
        all_of = ngettext("{n} change", "{n} changes", n).format(n=number(n))
        line = _("{parts}.").format(parts=_counted(told[0][0], n, all_of))
    else:
        each = listing([_counted(words, count, number(count)) for words, count in told])
        line = _("Of {n} changes {parts}.").format(n=number(n), parts=each)
    return f"{line} {gone}" if late else line


def _counted(words: str, n: int, named: str) -> str:
    one, _bar, many = words.partition("|")
    return (one if n == 1 or not many else many).format(n=named)


def chip(key: str, of: dict[str, tuple[str, str, str]] = CAME) -> Safe:
    """The word for what came of something, with its symbol."""
    tone, symbol, word = of[key]
    return tag("span", join([icon(symbol), _(word)]), f"chip {tone}")


def sentence_of(one: Change, today: dt.date) -> str:
    """Say what came of a change, in the words that its design allows."""
    if one.is_withdrawn:
        return withdrawn(one)
    if one.logged.draft.on > today:
        return _("It begins on {day}; its first whole week is known a week later.").format(
            day=date(one.logged.draft.on)
        )
    if one.outcome.case.plan and one.outcome.found is None and not one.outcome.is_withheld:
        line = _("Runs until {day}: it is judged once, when its last day is known.")
        return line.format(day=date(one.outcome.ready))
    return told(one.outcome)


def withdrawn(one: Change) -> str:
    """Say who withdrew it and why, and what had come of it where that could be seen."""
    gone, why = one.withdrawal, one.logged.withdrawn_why
    if gone is None:
        return _("Withdrawn: “{why}”.").format(why=why)
    line = _("Withdrawn by {who}: “{why}”.").format(who=gone.by, why=why)
    if not one.is_withdrawn_late:
        return line
    return _("{line} Its results could be seen by then. {result}").format(line=line, result=told(one.outcome))


def facts(draft: Draft, owner: str) -> str:
    """Say what kind of change it is, since when, where, and who answers for it."""
    kind = "" if draft.kind == "other" else _(KINDS[draft.kind])
    parts = [kind, date(draft.on), place(draft.aim), owner]
    return " · ".join(part for part in parts if part)


def place(aim: Aim) -> str:
    """Name where: "Queue Billing", "everywhere"."""
    return option((aim.cut, aim.place)) if aim.cut and aim.place else _("everywhere")


def option(one: Place) -> str:
    """Name a place to choose by."""
    return f"{_(CUTS[one[0]])} {beside(*one)}"


def expected(aim: Aim, *, is_before: bool) -> str:
    """Say what was expected, and when that was written down."""
    line = _("{where} {rises}") if is_before else _("{where} {rises} (written down afterwards)")
    return line.format(
        where=where(METRICS[aim.metric], aim.cut, aim.place), rises=_(DIRECTIONS[aim.expected])
    )


def compared(one: Change) -> str:
    """Say what it is compared with, and who chose that."""
    draft, outcome = one.logged.draft, one.outcome
    if draft.plan:
        return _("its own days: chance chose on which the new way held")
    if draft.beside is None:
        return _("its own weeks before alone")
    name = beside(draft.aim.cut, draft.beside)
    chosen = (
        _("{name}, proposed by its weeks before") if draft.is_proposed else _("{name}, chosen by a person")
    )
    weeks = ngettext("{n} week either side", "{n} weeks either side", outcome.weeks)
    said = chosen.format(name=name)
    return f"{said} · {weeks.format(n=number(outcome.weeks))}" if outcome.weeks else said


def numbers(one: Change) -> str:
    """Say the figure itself before and after, with n."""
    outcome = one.outcome
    if outcome.before is None or outcome.after is None:
        return ""
    values = {name: figure(getattr(outcome, name), one.metric.unit) for name in ("before", "after")}
    return _("{before} before, {after} after (n {n})").format(**values, n=number(outcome.n))


def tested(one: Change) -> str:
    """Say what placebo dates showed; nothing where there is nothing to test."""
    return placebos(one.outcome.past) if one.outcome.found and not one.outcome.case.plan else ""


def worked(one: Result) -> str:
    """Say whether an action worked, with what placebo dates showed."""
    if one.state in ("not started", "too early"):
        return one.sentence
    return f"{one.sentence} {one.placebos}".strip()


def due(one: Decided, today: dt.date) -> str:
    """Say until when, or how it ended."""
    if one.outcome == "dropped":
        return _("dropped on {day}").format(day=date(one.ended_on))
    if one.outcome == "done":
        return _("done on {day}").format(day=date(one.ended_on))
    if one.is_late(today):
        return _("overdue since {day}").format(day=date(one.due))
    return _("due {day}").format(day=date(one.due))


def watched(found: Sequence[Change]) -> tuple[str, ...]:
    """Name the figures that changes are judged by."""
    return tuple(dict.fromkeys(one.metric.id for one in found))


def metric(name: str) -> str:
    """Name a figure to choose."""
    return _(METRICS[name].label)


def direction(name: Direction) -> str:
    """Name a direction to choose."""
    return _("it rises") if name == "up" else _("it falls")


def kind(name: str) -> str:
    """Name a kind of change to choose."""
    return _(KINDS[name])


def how() -> str:
    """Say how a change is judged."""
    parts = [
        _(
            "A change is judged by whole weeks from its day on, at most four, against as many before, less"
            " what a place moved by in the same weeks where nothing was changed."
        ),
        _(
            "The same sum is done for dates before it, when nothing was changed. Where it strays there, or"
            " single weeks sway by themselves, its error is widened; where the past was not flat, it is only"
            " said to have changed afterwards."
        ),
        _("Only where chance chose the days of the new way may a result be called its effect."),
        _("What is expected is written down before its results can be seen, and stays as it was written."),
    ]
    return "\n\n".join(parts)
