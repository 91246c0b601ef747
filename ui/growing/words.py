"""The sentences of the part Growing problems."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from language import _, day, listing, marked, ngettext, number, share
from language import date as full_date
from metrics.growing import Problem
from metrics.spoken import script_of
from metrics.watched import Became, Step
from metrics.weekly_shares import Rise, Weeks
from ui.growing.told import Heard
from ui.markup import Safe, join, tag

STATES: dict[str, str] = {
    "watching": marked("Watching"),
    "being_fixed": marked("Being fixed"),
    "cannot_change": marked("Cannot change: customers warned"),
}
SHORT_STATES: dict[str, str] = {
    "watching": marked("watched"),
    "being_fixed": marked("being fixed"),
    "cannot_change": marked("cannot change"),
}
SCRIPTS: dict[str, str] = {"en": marked("English"), "he": marked("Hebrew"), "ru": marked("Russian")}
NOBODY = marked("Nobody yet")


def family(name: str) -> str:
    """A topic, or that none is known."""
    return name or _("Topic not known")


def title(name: str, terms: Sequence[str]) -> Safe:
    """A topic and the words in it, each in its own direction."""
    quoted = [tag("q", term, dir="auto") for term in terms]
    return join([tag("b", family(name), dir="auto"), *[join([Safe(" "), one]) for one in quoted]])


def plain_title(name: str, terms: Sequence[str]) -> str:
    """The same for where only plain text may stand."""
    return ": ".join(
        part for part in (family(name), ", ".join(f"\u2068{term}\u2069" for term in terms)) if part
    )


def week(at: Weeks) -> str:
    """The week that is judged; of one in progress, its days so far."""
    begun = day(at.starts[-1])
    if at.days == 7:
        return _("week of {day}").format(day=begun)
    said = ngettext("first {n} day of the week of {day}", "first {n} days of the week of {day}", at.days)
    return said.format(n=number(at.days), day=begun)


def headline(found: Heard) -> str:
    """How many problems grow, and which most surely."""
    n = len(found.problems)
    if not n:
        return _("Nothing grew beyond noise in the {week}").format(week=week(found.at))
    first = found.problems[0]
    said = ngettext("{n} problem grows: {first}", "{n} problems grow, first of all {first}", n)
    return said.format(n=number(n), first=family(first.family))


def how(found: Heard) -> str:
    """By what it is judged."""
    texts = ngettext("{n} text", "{n} texts", found.texts).format(n=number(found.texts))
    said = _(
        "The {week} against the weeks before it, all queues · topics and the words in"
        " {texts} of {weeks} weeks · about 1 in 20 of what is listed may be chance"
    )
    return said.format(week=week(found.at), weeks=number(found.at.count), texts=texts)


def of_what(rise: Rise, *, has_words: bool) -> str:
    """n of all that the share is of."""
    n, of = number(rise.n[-1]), number(rise.of[-1])
    if has_words:
        return _("{n} of {of} contacts about it with a note or comment").format(n=n, of=of)
    return _("{n} of {of} contacts whose topic is known").format(n=n, of=of)


def about(problem: Problem, at: Weeks) -> str:
    """Since when it grows, in which languages, and whether its topic grew as well."""
    parts = [_("since the week of {day}").format(day=day(at.starts[problem.rise.since]))]
    if scripts := [_(SCRIPTS[script]) for script, _terms in problem.shown if script in SCRIPTS]:
        parts.append(_("in {languages}").format(languages=listing(scripts)))
    if problem.topic is not None:
        said = _("the topic itself grew from {usual} to {now} of all contacts")
        parts.append(said.format(usual=share(problem.topic.usual), now=share(problem.topic.now)))
    return " · ".join(parts)


def state(row: Mapping[str, object], zone: ZoneInfo) -> str:
    """How a problem stands, of one that cannot be changed since when customers are warned."""
    name = str(row["state"])
    said, since = _(STATES.get(name, name)), row["since"]
    if name == "cannot_change" and isinstance(since, datetime):
        told = full_date(since.astimezone(zone).date())
        return _("Cannot change: customers warned since {day}").format(day=told)
    return said


def who(owner: object) -> str:
    """Who looks after it."""
    return str(owner) if owner else _(NOBODY)


def now(became: Became, starts: Sequence[date]) -> tuple[str, str]:
    """How a watched problem stands against what was usual, and the tone of it."""
    if became.usual is None:
        return _("too few weeks before it to say what was usual"), ""
    if became.is_up[-1]:
        return _("still above the usual {usual}").format(usual=share(became.usual)), "worse"
    if became.fell is not None:
        fell = day(starts[became.fell])
        said = _("fell back to the usual {usual} since the week of {day}")
        return said.format(usual=share(became.usual), day=fell), "better"
    return _("no higher than the usual {usual}").format(usual=share(became.usual)), ""


def since_then(step: Step) -> str:
    """The share of the whole weeks after a change."""
    if not step.weeks:
        return _("no whole week since")
    weeks = ngettext("{n} week", "{n} weeks", step.weeks).format(n=number(step.weeks))
    said = _("{share} in {weeks} · n {n} of {of}")
    return said.format(share=share(step.share), weeks=weeks, n=number(step.n), of=number(step.of))


def languages(terms: Sequence[str]) -> list[str]:
    """The languages that terms are written in."""
    scripts = dict.fromkeys(script_of(term) for term in terms)
    return [_(SCRIPTS[script]) for script in scripts if script in SCRIPTS]
