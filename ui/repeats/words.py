"""The sentences of the page Repeat contacts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from language import _, day, listing, marked, ngettext, number, share
from metrics.compare import Figure
from metrics.contact_number import REFUSALS, PerContact
from metrics.lengths import MOST
from metrics.within import Topic
from metrics.wording import too_few
from ui.charts.trend import Point
from ui.repeats.coming import Span
from ui.repeats.long import Long

LABELS = {
    "repeat_rate": marked("Came again, week by week"),
    "fcr": marked("Solved at first contact, by week"),
}
NEWEST = {
    "repeat_rate": marked("In the {week}, {share} came again"),
    "fcr": marked("In the {week}, {share} were solved at first contact"),
}
OFTEN = 30  # contacts of a topic before it is named


def sentence(now: Figure, known: Figure, topics: pl.DataFrame, since: str = "") -> str:
    """How many come again within a week, and about what most; or why nobody can say, and from when on."""
    if not known["numerator"]:
        return _("Nobody knows whose these contacts are, so nobody can be seen coming again.")
    if now["value"] is None or not now["denominator"]:
        return _too_early(since)
    if now["denominator"] < OFTEN:
        few = too_few(int(now["denominator"]), OFTEN)
        return _("Too few contacts to say how many bring a customer again: {few}.").format(few=few)
    if not now["numerator"]:
        return _("Nobody came again within a week of {n} contacts.").format(n=number(now["denominator"]))
    said = _("After {share} of contacts the customer comes again within a week").format(
        share=share(now["value"], 0)
    )
    return _about_what(said, topics.filter(pl.col("again").struct["denominator"] >= OFTEN))


def _too_early(since: str) -> str:
    if since:
        return _("It is too early to say who comes again: known from {day} on.").format(day=since)
    return _("It is too early to say who comes again: a week must be over.")


def _about_what(said: str, named: pl.DataFrame) -> str:
    if named.height < 2:  # a single topic comes again as often as all do
        return f"{said}."
    worst = named.sort(pl.col("again").struct["value"], "topic", descending=[True, False]).row(0, named=True)
    often = share(worst["again"]["value"], 0)
    return _("{said}; about {topic}, after {often}.").format(said=said, topic=worst["topic"], often=often)


def about(topic: Topic) -> str:
    """What coming again counts as."""
    return _("about anything") if topic == "any" else _("about the same")


def within(days: int) -> str:
    """A window in words."""
    return _("within a day") if days == 1 else _("within {n} days").format(n=number(days))


def early(spans: Sequence[Span], zone: ZoneInfo) -> str:
    """From when on it will be known who comes again within the windows that are not over for anybody."""
    soonest: dict[int, datetime] = {}
    for one in spans:
        if one.since is not None:
            soonest[one.days] = min(one.since, soonest.get(one.days, one.since))
    if not soonest:
        return _("Nobody whose contacts are known was answered.")
    each = _("{within} from {day}")
    told = [each.format(within=within(days), day=local(at, zone)) for days, at in soonest.items()]
    return _("Too early, known later: {windows}.").format(windows=listing(told))


def local(at: datetime, zone: ZoneInfo) -> str:
    """The day of an instant at the site."""
    return day(at.astimezone(zone).date())


def since(at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """The day from which on a figure will be known; empty where that is past, or never."""
    return local(at, zone) if at is not None and at > now else ""


def few_topics(names: Sequence[str]) -> str:
    """Several topics in one row."""
    if len(names) == 1:
        return names[0]
    return _("{n} more topics").format(n=number(len(names)))


def pair(topic: str, following: str, found: Figure) -> str:
    """What to do about two topics that follow each other."""
    said = _(
        "After {topic}, {following} follows within a week in {share}: answer {following} in the first contact"
    )
    return said.format(topic=topic, following=following, share=share(found["value"], 0))


def unknown() -> str:
    """What to do where no contact can be told whose it is."""
    return _(
        "A source has to tell it: by a customer's number, telephone number or address. Until then nobody can"
        " be seen coming again."
    )


def known(found: Figure) -> str:
    """How many of the contacts can be told whose they are: in sight whatever is asked for."""
    if found["value"] is None:
        return _("no customers' contacts")
    return _("customer known in {share} of contacts").format(share=share(found["value"], 0))


def reach(long: Long, chosen: int) -> str:
    """How far is looked back, said where that is further than the chosen days."""
    last, weeks = long.asked.days.last, long.weeks
    if long.asked.days.count <= chosen:
        return ""
    said = ngettext("{n} week up to {day}", "{n} weeks up to {day}", weeks)
    return said.format(n=number(weeks), day=day(last))


def needed(contacts: int) -> str:
    """How many contacts an issue took."""
    if contacts >= MOST:
        return _("{n} or more").format(n=number(contacts))
    return ngettext("{n} contact", "{n} contacts", contacts).format(n=number(contacts))


def long_ones(long: Mapping[str, Figure]) -> str:
    """What the long issues take of all, against how few they are."""
    issues = long["issues"]
    if not issues["denominator"]:
        return _("What issues take")
    if issues["denominator"] < OFTEN or not issues["numerator"]:
        return _("How many contacts an issue takes")
    said = _("{issues} of issues take three contacts or more: {contacts} of contacts, {minutes} of minutes")
    return said.format(**{name: share(one["value"]) for name, one in long.items()})


def weekly(points: Sequence[Point], metric: str) -> str:
    """What the newest judged week says beside the usual one."""
    judged = [point for point in points if point.is_whole and point.is_sure and point.value is not None]
    if not judged:
        return _(LABELS[metric])
    return _(NEWEST[metric]).format(week=judged[-1].label, share=share(judged[-1].value, 0))


def weekly_note(points: Sequence[Point], known_weeks: int) -> str:
    """Which weeks are drawn, and how."""
    if not points:
        return _("No week is whole and over for 7 days yet.")
    parts = [_("By the week in which contacts began")]
    parts += [_("ring: provisional, its 7 days are not over")] if not points[-1].is_whole else []
    parts += [_("the newest is too new")] if len(points) < known_weeks else []
    return " · ".join([*parts, _("band: {sure}").format(sure=share(0.95, 0))])


def per_contact(found: PerContact) -> str:
    """What each further contact does to satisfaction, or why nobody can say."""
    if found.points is None or found.low is None or found.high is None:
        return _("What further contacts cost cannot be told")
    if found.low <= 0 <= found.high:
        return _("Satisfaction does not clearly change with each further contact")
    low, high = sorted(abs(100 * end) for end in (found.low, found.high))
    less = _("With each further contact satisfaction is {points} points lower ({low}–{high})")
    more = _("With each further contact satisfaction is {points} points higher ({low}–{high})")
    said = less if found.points < 0 else more
    return said.format(points=number(abs(100 * found.points), 1), low=number(low, 1), high=number(high, 1))


def refusal(found: PerContact) -> str:
    """Why nobody can say what a further contact does, with what there is; empty where it can be said."""
    if found.reason is None:
        return ""
    if not found.n:
        return _(REFUSALS[found.reason])
    of = ngettext("{n} answer can be compared", "{n} answers can be compared", found.n).format(
        n=number(found.n)
    )
    later = _("{n} of them about a second or later contact").format(n=number(found.later))
    return f"{_(REFUSALS[found.reason])} {of}, {later}."
