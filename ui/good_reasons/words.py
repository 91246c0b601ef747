"""The words of good reasons to call: which, on which day. Nobody's age is told."""

from collections.abc import Mapping
from typing import Any

from language import _, day, marked, ngettext, number
from ui.good_reasons.read import Looked

KINDS: dict[str, str] = {
    "purchase": marked("14 days after a purchase"),
    "quarter": marked("three months without a call"),
    "anniversary": marked("the day they became customers"),
    "birthday": marked("their birthday"),
}


def reason(one: Mapping[str, Any]) -> str:
    """A reason in words, with its day."""
    on, since = day(one["on"]), day(one["since"])
    if one["kind"] == "purchase":
        return _("14 days on {day} since a purchase on {since}").format(day=on, since=since)
    if one["kind"] == "birthday":
        return _("Birthday on {day}").format(day=on)
    if one["kind"] == "anniversary":
        said = ngettext("A customer for {n} year on {day}", "A customer for {n} years on {day}", one["years"])
        return said.format(n=number(one["years"]), day=on)
    if one["since"] is None:
        return _("No call from us for three months or more")
    return _("No call from us since {since}").format(since=since)


def title(found: Looked) -> str:
    """How many there are to call."""
    n = found.rows.height
    if not n:
        return _("Good reasons to call: nobody")
    said = ngettext("Good reasons to call: {n} customer", "Good reasons to call: {n} customers", n)
    return said.format(n=number(n))


def note(found: Looked) -> str:
    """Of how many they were chosen, by what."""
    week = found.week
    said = ngettext("of {n} who could be called", "of {n} who could be called", week.due).format(
        n=number(week.due)
    )
    return _("{chosen}, at most {most} a week; by the day").format(chosen=said, most=number(week.a_week))


def rules(found: Looked) -> list[str]:
    """What the list goes by, and what is not known."""
    kinds = [_(KINDS[kind]) for kind in found.week.kinds if kind in KINDS]
    told = [
        _(
            "Looked for: {reasons}. Nobody is called twice in seven days, nor while they have open trouble or"
            " are held out."
        ).format(reasons="; ".join(kinds))
    ]
    more = ngettext(
        "{n} more customer has a good reason, and open trouble that comes first.",
        "{n} more customers have a good reason, and open trouble that comes first.",
        found.week.troubled,
    )
    if found.week.troubled:
        told.append(more.format(n=number(found.week.troubled)))
    if "quarter" in found.week.kinds and not found.week.tells:
        told.append(_("No source tells of calls by your people, so nobody knows who had none for a quarter."))
    return told


def hidden(found: Looked) -> str:
    """How many of the list other teams see to."""
    said = ngettext(
        "{n} other customer of the list belongs to other teams.",
        "{n} other customers of the list belong to other teams.",
        found.hidden,
    )
    return said.format(n=number(found.hidden)) if found.hidden else ""
