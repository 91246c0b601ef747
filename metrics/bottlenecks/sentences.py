"""Say the causes of an episode in plain words, with their figures. Translated where it is shown."""

from collections.abc import Callable, Mapping
from typing import Any

from language import _, marked, ngettext, number, share
from metrics.bottlenecks.judged import LONGER, MOVED, NEED, PLAN, STAGE, VOLUME

Figures = Mapping[str, Any]
NAMES = {
    PLAN: marked("Planned people are missing"),
    NEED: marked("Too few people planned"),
    VOLUME: marked("More contacts than usual"),
    LONGER: marked("Contacts take longer"),
    MOVED: marked("Sent here by mistake"),
    STAGE: marked("Menu, overdue work or call-backs"),
}
OF_STAGES = {
    "menu": marked("More from the menu than usual"),
    "back_office": marked("More because of overdue work"),
    "callbacks": marked("More call-backs than usual"),
}


def said(cause: Mapping[str, Any]) -> str:
    """Say one cause, as `Found.stored` gives it."""
    return SAID[str(cause["cause"])](cause["figures"])


def name(cause: str) -> str:
    """Name a cause in a few words."""
    return _(NAMES[cause])


def named(cause: Mapping[str, Any]) -> str:
    """Name a cause, as `Found.stored` gives it, in a few words: of a step before or behind, which it is."""
    if cause["cause"] == STAGE:
        return _(OF_STAGES[cause["figures"]["name"]])
    return name(str(cause["cause"]))


def worth(cause: Mapping[str, Any]) -> str | None:
    """Say how many people's work a cause is; None where that is not known or nothing."""
    agents = cause["worth"]
    if agents is None or round(agents, 1) <= 0:
        return None
    return ngettext("the work of {n} person", "the work of {n} people", _plural(agents)).format(
        n=_some(agents)
    )


def nobody_comes(minutes: float, usual: float) -> str:
    """Say that nobody came though many usually do."""
    words = ngettext(
        "Nobody has come for {minutes} min; {n} contact is usual in that time. Is the line open?",
        "Nobody has come for {minutes} min; {n} contacts are usual in that time. Is the line open?",
        round(usual),
    )
    return words.format(minutes=number(minutes), n=number(usual))


def silent(source: str, minutes: float) -> str:
    """Say that a source tells nothing."""
    return _("{source} has told nothing for {minutes} min. Nobody can see how its queues are.").format(
        source=source, minutes=number(minutes)
    )


def _some(n: float | None) -> str:
    """Write a mean number of people or contacts: 5.4, and 5 rather than 5.0."""
    if n is None:
        return number(None)
    return number(n, 0 if round(n, 1) == round(n) else 1)


def _plural(n: float) -> int:
    """The form that a number takes: 1 alone is one."""
    return 1 if round(n, 1) == 1 else 2


def _plan(told: Figures) -> str:
    there = _(
        "{there} of {planned} planned people were there for it on average in the last {minutes} min"
    ).format(there=_some(told["staffed"]), planned=_some(told["scheduled"]), minutes=number(told["minutes"]))
    away = told["elsewhere"] or 0.0
    if round(away, 1) <= 0:
        return there + "."
    more = ngettext(
        "{n} person signed in was on a break, in a meeting or otherwise away",
        "{n} people signed in were on a break, in a meeting or otherwise away",
        _plural(away),
    )
    return f"{there}; {more.format(n=_some(away))}."


def _need(told: Figures) -> str:
    return _(
        "{there} people were there for it, {needed} are needed for the usual work; {planned} were planned."
    ).format(there=_some(told["staffed"]), needed=_some(told["required"]), planned=_some(told["scheduled"]))


def _volume(told: Figures) -> str:
    words = ngettext(
        "{n} contact in the last {minutes} min instead of the usual {usual}: {more} more.",
        "{n} contacts in the last {minutes} min instead of the usual {usual}: {more} more.",
        round(told["n"]),
    )
    more = share(told["n"] / told["usual"] - 1, 0) if told["usual"] else number(told["n"])
    return words.format(
        n=number(told["n"]), minutes=number(told["minutes"]), usual=_some(told["usual"]), more=more
    )


def _longer(told: Figures) -> str:
    words = ngettext(
        "{n} contact took {more} longer than usual for its topic",
        "{n} contacts took {more} longer than usual for their topics",
        told["n"],
    )
    whole = words.format(n=number(told["n"]), more=share(told["more"], 0))
    if "name" not in told:
        return whole + "."
    most = _("most of all {topic}: {more} longer").format(
        topic=told["name"], more=share(told["name_more"], 0)
    )
    return f"{whole}, {most}."


def _moved(told: Figures) -> str:
    words = ngettext(
        "{n} contact was sent here from other queues in the last {minutes} min, {usual} is usual",
        "{n} contacts were sent here from other queues in the last {minutes} min, {usual} is usual",
        told["n"],
    )
    whole = words.format(n=number(told["n"]), minutes=number(told["minutes"]), usual=_some(told["usual"]))
    if "name" not in told:
        return whole + "."
    return f"{whole}; " + _("{n} of them from {queue}.").format(n=number(told["name_n"]), queue=told["name"])


def _menu(n: int) -> str:
    return ngettext(
        "{n} contact in the last {minutes} min came out of the menu astray: without a choice, after hanging"
        " up in it, or by an option that usually leads elsewhere; {usual} is usual.",
        "{n} contacts in the last {minutes} min came out of the menu astray: without a choice, after hanging"
        " up in it, or by an option that usually leads elsewhere; {usual} is usual.",
        n,
    )


def _back_office(n: int) -> str:
    return ngettext(
        "{n} contact in the last {minutes} min came from a customer whose letter or promise is overdue;"
        " {usual} is usual.",
        "{n} contacts in the last {minutes} min came from customers whose letter or promise is overdue;"
        " {usual} is usual.",
        n,
    )


def _callbacks(n: int) -> str:
    return ngettext(
        "{n} call-back fell due in the last {minutes} min, {usual} is usual.",
        "{n} call-backs fell due in the last {minutes} min, {usual} is usual.",
        n,
    )


STAGES: dict[str, Callable[[int], str]] = {
    "menu": _menu,
    "back_office": _back_office,
    "callbacks": _callbacks,
}


def _stage(told: Figures) -> str:
    words = STAGES[told["name"]](told["n"])
    whole = words.format(n=number(told["n"]), minutes=number(told["minutes"]), usual=_some(told["usual"]))
    if "behind" not in told:
        return whole
    return f"{whole} " + _("Most of them wait for {queue}.").format(queue=told["behind"])


SAID: dict[str, Callable[[Figures], str]] = {
    PLAN: _plan,
    NEED: _need,
    VOLUME: _volume,
    LONGER: _longer,
    MOVED: _moved,
    STAGE: _stage,
}
