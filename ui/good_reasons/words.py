"""The words of good reasons to call: which, on which day. Nobody's age is told."""

from collections.abc import Mapping
from typing import Any

from language import _, date, day, marked, ngettext, number
from ui.good_reasons.read import Looked

KINDS: dict[str, str] = {
    "purchase": marked("14 days after a purchase"),
    "quarter": marked("three months without a call"),
    "anniversary": marked("the day they became customers"),
    "birthday": marked("their birthday"),
}


def reason(one: Mapping[str, Any]) -> str:
    """A reason in words, with its day."""
    since, years = one["since"], one["years"]
    if one["kind"] == "quarter":
        never = _("No call from us for three months or more")
        return _("No call from us since {day}").format(day=date(since)) if since else never
    said = {
        "purchase": _("14 days after a purchase"),
        "anniversary": ngettext("A customer for {n} year", "A customer for {n} years", years or 0),
        "birthday": _("Birthday"),
    }
    return f"{said[one['kind']].format(n=number(years))} · {day(one['on'])}"


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


def rules(found: Looked) -> str:
    """What the list goes by, how many are not shown, and what is not known."""
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
    return " ".join([*_hidden(found), *told])


def _hidden(found: Looked) -> list[str]:
    said = ngettext(
        "{n} other customer of the list belongs to other teams.",
        "{n} other customers of the list belong to other teams.",
        found.hidden,
    )
    return [said.format(n=number(found.hidden))] if found.hidden else []
