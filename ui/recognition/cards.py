"""The cards of who is thanked: award, two measures, customers' words, evidence, why it is not luck."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from language import _, day
from metrics.recognition import words as told
from metrics.recognition.told import Evidence
from store.ideas import Logged
from store.thanked import Thanks
from ui.markup import Safe, fold, icon, join, show, tag
from ui.recognition import words
from ui.recognition.found import Found
from ui.words import channel

SHOWN = 2  # measures on a card
EDGE = 8.0  # per cent of a picture's width that stay free at its ends
NAME = 2


@dataclass(frozen=True)
class Scale:
    """The differences from expected that all pictures of the page reach over."""

    low: float
    high: float

    def at(self, difference: float) -> float:
        """Give the place of a difference in per cent of the width."""
        wide = (self.high - self.low) or 1.0
        part = (min(max(difference, self.low), self.high) - self.low) / wide
        return EDGE + part * (100 - 2 * EDGE)


def scale(found: Found) -> Scale:
    """Find one scale for all pictures of the page."""
    shares = [one.shares for each in (*_named(found), *found.above) for one in each.evidence]
    low = min([0.0, *(one.low - one.expected for one in shares)])
    high = max([0.01, *(one.high - one.expected for one in shares)])
    return Scale(max(low, -high), high)


def _named(found: Found) -> Iterable[Any]:
    return (one.nominee for one in found.thanks if one.nominee)


def picture(one: Evidence, over: Scale) -> Safe:
    """Draw a difference from expected: dot, cautious range, and a grey line for what was expected."""
    shares = one.shares
    low, at, high = (over.at(each - shares.expected) for each in (shares.low, shares.estimate, shares.high))
    parts = [
        tag("s", "", style=f"inset-inline-start:{over.at(0):.1f}%"),
        tag("i", "", style=f"inset-inline-start:{low:.1f}%;width:{max(high - low, 0.5):.1f}%"),
        tag("b", "", style=f"inset-inline-start:{at:.1f}%"),
    ]
    return tag("span", join(parts), "fx" if one.is_clear else "fx unclear", aria_hidden="true")


def initials(name: str) -> str:
    """Give the first letters of a first and a last name."""
    parts = [part for part in name.split() if part[0].isalnum()]
    return "".join(part[0] for part in dict.fromkeys((*parts[:1], *parts[-1:]))).upper()


def nobody(found: Found, award: str) -> None:
    """Say in one sentence that an award names nobody, what is looked at for it, and who had it last."""
    _title(award)
    team = _("Nobody of {team} has this award this week.").format(team=found.team)
    parts = [tag("p", team if found.team else _(words.NOBODY[award]))]
    parts += [tag("p", _(words.LOOKED_AT[award]), "soft")]
    last = next((one for one in found.history if one.award == award and one.week < found.week.week), None)
    if last and last.agent_id in found.people:
        had = _("{name} had it last, {week}.")
        parts.append(tag("p", had.format(name=found.name(last.agent_id), week=words.week(last.week)), "soft"))
    show(join(parts), "mk-thanks")


def thanked(found: Found, one: Thanks, over: Scale) -> None:
    """Show who has an award, by what evidence, and why it is not luck."""
    given = one.given
    _title(given.award)
    name = found.name(given.agent_id)
    parts = [_face(name, found.place(given.agent_id, given.team))]
    parts += _evidence(found, one, over, name) if one.nominee else []
    parts.append(tag("p", _history(found, one), "soft"))
    show(join(parts), "mk-thanks")


def _title(award: str) -> None:
    head = [tag("span", icon(words.ICONS[award]), "accent"), tag("h2", words.award(award))]
    show(tag("div", join(head), "mk-title award"))


def _face(name: str, place: str) -> Safe:
    who = tag("div", join([tag("b", name, dir="auto"), tag("span", place, "soft", dir="auto")]), "who")
    return tag("div", join([tag("span", initials(name), "face", aria_hidden="true"), who]), "person")


def _evidence(found: Found, one: Thanks, over: Scale, name: str) -> list[Safe]:
    nominee = one.nominee
    assert nominee is not None  # asked by `thanked`
    rows = [_measure(each, over) for each in nominee.evidence[:SHOWN]]
    quotes = [quote(found.words[each]) for each in nominee.quotes if each in found.words]
    tie = told.turn(one.draw, found.name) if one.draw else ""
    why = [tag("p", line) for line in told.not_luck(nominee, name)]
    return [
        tag("div", join(rows), "measures"),
        *quotes[:1],
        tag("p", told.paragraph(nominee), "soft"),
        *([tag("p", tie, "soft")] if tie else []),
        fold(_("Why this is not luck"), [*why, *quotes[1:]]),
    ]


def _measure(one: Evidence, over: Scale) -> Safe:
    label = tag("span", words.measure(one))
    value = tag("b", words.difference(one), "num")
    return tag("div", join([label, value, picture(one, over)]), title=told.evidence(one))


def quote(row: Any) -> Safe:
    """Show a customer's words, masked, in their own language."""
    said = tag("q", row["masked"], dir="auto", lang=row["language"] or "")
    by = _("a customer, {channel}, {day}")
    source = by.format(channel=channel(row["channel"] or ""), day=day(row["started_at"]))
    return tag("blockquote", join([said, tag("small", source)]))


def _history(found: Found, one: Thanks) -> str:
    stands = words.stands(found, one.given)
    if one.times < NAME or one.last is None:
        return _("{stands} The first time.").format(stands=stands)
    return _("{stands} Before that in the week of {day}.").format(stands=stands, day=day(one.last))


def no_idea() -> None:
    """Say that no idea was logged."""
    _title("idea")
    show(tag("p", _("No idea was logged for this week."), "soft"), "mk-thanks")


def idea(found: Found, one: Logged) -> None:
    """Show an idea, whose it is, and what came of it."""
    _title("idea")
    parts = [_face(found.name(one.agent_id), found.place(one.agent_id, one.team))]
    parts.append(tag("p", one.idea, dir="auto"))
    if one.result:
        parts.append(tag("p", join([tag("b", _("Its result:")), " ", tag("span", one.result, dir="auto")])))
    else:
        parts.append(tag("p", _("What came of it is not told yet."), "soft"))
    if one.link:
        parts.append(tag("p", tag("a", _("See it"), "way", href=one.link, target="_self")))
    by = _("Logged by {who}, {day}.").format(who=found.signed.of(one.who), day=day(one.at))
    show(join([*parts, tag("p", by, "soft")]), "mk-thanks")
