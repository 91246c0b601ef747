"""The words of the page At risk."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from language import _, day, marked, money, ngettext, number, share
from metrics.risk import EVIDENCE
from metrics.risk_model.worth import BY
from store import work_list
from store.work_list import Listed, Week
from ui.risk.read import Looked

STATES: dict[str, str] = {
    "to_call": marked("To call"),
    "called": marked("Called"),
    "offer": marked("Offer made"),
    "kept": marked("Stays"),
    "lost": marked("Lost"),
}
STEPS: dict[str, str] = {
    **STATES,
    "owner": marked("Whose it is"),
    "next_date": marked("Next date"),
    "note": marked("Note"),
}
SIGNS = {
    "to_call": "call",
    "called": "phone_callback",
    "offer": "redeem",
    "kept": "favorite",
    "lost": "logout",
}
SO_MANY: dict[str, str] = {
    "cancel": marked("{n} of them asked to cancel or named a competitor"),
    "complained_again": marked("{n} of them complained again about the same thing"),
    "complaint": marked("{n} of them complained"),
    "broken_promise": marked("{n} of them had a promise that was broken"),
    "many_contacts": marked("{n} of them came four times or more in 30 days"),
    "unresolved_repeat": marked("{n} of them came again without a solution"),
    "transfers": marked("{n} of them went from desk to desk"),
    "waited": marked("{n} of them waited long or gave up"),
    "low_csat": marked("{n} of them said they are dissatisfied"),
    "csat_fell": marked("{n} of them said they are far less satisfied than before"),
    "contract_ends": marked("{n} of them near the end of their contract"),
    "payment_failed": marked("{n} of them had a payment that failed"),
}
PARTS: dict[str, str] = {"all": marked("All"), "left": marked("Still to call"), "worked": marked("Worked")}


def sentence(found: Looked, *, is_now: bool) -> str:
    """How many to call, and what is behind most of them."""
    n = found.to_call.height
    if not n:
        return _("Nobody has to be called this week.") if is_now else _("Nobody was to be called that week.")
    first = ngettext("{n} customer to call this week", "{n} customers to call this week", n)
    then = ngettext("{n} customer was to be called that week", "{n} customers were to be called that week", n)
    said = (first if is_now else then).format(n=number(n))
    evidence, many = foremost(found.to_call)
    if not many:
        return f"{said}."
    if n == 1:
        return f"{said}: {_(EVIDENCE[evidence].label)}."
    return f"{said}; {_(SO_MANY[evidence]).format(n=number(many))}."


def foremost(rows: pl.DataFrame) -> tuple[str, int]:
    """The evidence to name first, and for how many it is among the reasons shown.

    A broken promise where a fifth have one, since that can be mended; else what is behind most.
    """
    counts = {name: because(rows, name) for name in SO_MANY}
    if counts["broken_promise"] * 5 >= rows.height > 0:
        return "broken_promise", counts["broken_promise"]
    evidence = max(counts, key=lambda name: counts[name])
    return evidence, counts[evidence]


def because(rows: pl.DataFrame, evidence: str) -> int:
    """For how many an evidence is among the reasons shown."""
    return sum(any(one["evidence"] == evidence for one in reasons) for reasons in rows["reasons"].to_list())


def who(row: Mapping[str, Any]) -> str:
    """The customer's name, or the number where there is no name."""
    if row["name"]:
        return str(row["name"])
    told = str(row["customer_id"] or row["person"] or "–")
    return _("Customer {number}").format(number=told.split(":", 1)[-1])


def reason(one: Mapping[str, Any], zone: ZoneInfo) -> str:
    """A reason in words: what it is, how often it shows, and when last."""
    label, n = _(EVIDENCE[one["evidence"]].label), one["n"]
    said = label[0].upper() + label[1:]
    if EVIDENCE[one["evidence"]].rows == "customers":
        return said
    last = day(one["at"].astimezone(zone).date())
    often = ngettext("{n} time", "{n} times", n).format(n=number(n))
    is_often = n > 1 and one["evidence"] != "many_contacts"
    return f"{said} · {often}, {last}" if is_often else f"{said} · {last}"


def value(amount: float | None, currency: str | None) -> str:
    """What a customer is worth a year."""
    if amount is None:
        return "–"
    return money(amount, currency) if currency else number(amount)


def week_of(monday: date) -> str:
    """Name a week by its Monday."""
    return _("Week of {day}").format(day=day(monday))


def unknown(found: Looked) -> str:
    """Which evidence nobody can know: it adds nothing, and that is not a no."""
    names = [_(EVIDENCE[name].label) for name in found.week.unknown if name in EVIDENCE]
    if not names:
        return ""
    said = _("Not known of anybody, so it adds nothing (unknown is not no): {names}.")
    return said.format(names="; ".join(names))


def means() -> str:
    """What the points mean."""
    return _(
        "Points add up evidence that a customer may leave: what they said, trouble, effort, how they feel,"
        " contract and payment; what speaks for staying is taken off. Evidence fades by half in 30 days. They"
        " order the list and are no probability."
    )


def nothing(mondays: int) -> str:
    """That no evidence was there on any of the last Mondays."""
    said = ngettext(
        "0 points on the last Monday: no evidence is known, which is no promise that they stay.",
        "0 points on the last {n} Mondays: no evidence is known, which is no promise that they stay.",
        mondays,
    )
    return said.format(n=number(mondays))


def day_of(told: str) -> date:
    """A day as it is kept."""
    return date.fromisoformat(told)


def title(found: Looked, part: str, n: int) -> str:
    """What a part of the list holds."""
    said = {
        "all": _all(found, n),
        "left": ngettext("{n} still to call", "{n} still to call", n),
        "worked": ngettext("{n} customer of whom it is known", "{n} customers of whom it is known", n),
        "held": ngettext("{n} customer held out at random", "{n} customers held out at random", n),
    }
    return said[part].format(n=number(n)) if found.rows.height else _("Nobody is listed")


def ordered_by(week: Week, zone: ZoneInfo) -> str:
    """What ordered a list: points, or what was learnt before its Monday."""
    order = week.order
    if order.kind == "score" or order.at is None:
        return _("By points, then by yearly value")
    said = _("By {way} ({day}, from {n} who left)")
    when = day(order.at.astimezone(zone).date())
    return said.format(way=_(BY[order.kind]), day=when, n=number(order.leavers))


def chance(part: float | None, week: Week) -> str:
    """How likely a customer leaves, where that was learnt from who left."""
    if part is None or not week.order.days:
        return ""
    shown = share(part, 0) if part >= 0.1 else share(part)
    return _("{chance} leave within {days} days").format(chance=shown, days=number(week.order.days))


def _all(found: Looked, n: int) -> str:
    if found.week.order.kind == "score":
        return ngettext("{n} customer, the most points on top", "{n} customers, the most points on top", n)
    return ngettext("{n} customer, the likeliest on top", "{n} customers, the likeliest to leave on top", n)


def note(found: Looked, zone: ZoneInfo, *, is_now: bool) -> str:
    """What the list is ordered by, and who stands between."""
    called = found.rows.filter(pl.col("called_before").is_not_null(), is_held_out=0).height
    said = ordered_by(found.week, zone)
    if not is_now:
        said = _("As it was shown that week · {order}").format(order=said[0].lower() + said[1:])
    if not called:
        return said
    more = ngettext(
        "{n} was called less than a week before", "{n} were called less than a week before", called
    )
    return f"{said} · {more.format(n=number(called))}"


def hidden(found: Looked) -> str:
    """How many of the list other teams see to."""
    if not found.hidden:
        return ""
    said = ngettext(
        "{n} other customer of the list belongs to other teams.",
        "{n} other customers of the list belong to other teams.",
        found.hidden,
    )
    return said.format(n=number(found.hidden))


def difference(kept: Listed, again: Listed) -> str:
    """Whether a list made again is the one that was shown."""
    came, went, moved = work_list.difference(kept.rows, again.rows)
    if not came and not went and not moved:
        return _("It is the same: {n} customers in the same order with the same points.").format(
            n=number(kept.rows.height)
        )
    said = _(
        "It differs: {came} would come on it, {went} would not be on it, {moved} stand elsewhere or have"
        " other points."
    )
    why = [said.format(came=number(came), went=number(went), moved=number(moved))]
    if kept.week.order != again.week.order:
        why.append(
            _("What ordered it then is not what orders it now: the weights were learnt anew or are gone.")
        )
    if dict(kept.week.weights) != dict(again.week.weights) or kept.week.capacity != again.week.capacity:
        why.append(_("The weights or the capacity were changed in moked.toml since."))
    return " ".join(why)
