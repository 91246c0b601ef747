"""What the snapshot says is at stake, what is done about it, and how far to trust it all."""

from datetime import date
from typing import Any

from emails.pieces import Said, said, sentences, strong, told
from emails.post import Post, until
from emails.snapshot import Action, AtRisk, Loss, LossKind, Rows, Snapshot, State
from emails.snapshot_words import Tone, name_of
from language import NO_BREAK, NO_VALUE, _, day, instant, marked, money, ngettext, number, period

LOSSES: dict[LossKind, str] = {
    "misroutes": marked("Sent to the wrong desk"),
    "repeats": marked("Asked again within 7 days"),
    "waits": marked("Waiting in queues"),
}
STATES: dict[State, tuple[str, str, Tone]] = {
    "not started": ("○", marked("not started"), "muted"),
    "too early": ("○", marked("too early to say"), "muted"),
    "consistent": ("✓", marked("consistent with the gain"), "better"),
    "no effect": ("≈", marked("no change beyond noise"), "muted"),
    "worse": ("▼", marked("worse since then"), "worse"),
    "changed": ("○", marked("changed after it"), "muted"),
}
LATE: tuple[str, str, Tone] = ("○", marked("overdue, not started"), "worse")


def at_risk(one: AtRisk | None, currency: str | None) -> Said:
    """Say how many customers show signs of leaving, what that is worth, and what the team can do."""
    if one is None:
        return ()
    if not one.customers:
        return sentences(told(_("No customer shows strong signs of leaving.")), _sign(one))
    return sentences(_customers(one), _value(one, currency), _sign(one), _capacity(one))


def _customers(one: AtRisk) -> Said:
    named = ngettext("{n} customer", "{n} customers", one.customers).format(n=number(one.customers))
    words = ngettext(
        "{customers} shows strong signs of leaving{than}.",
        "{customers} show strong signs of leaving{than}.",
        one.customers,
    )
    return said(words, customers=strong(named), than=_than(one))


def _than(one: AtRisk) -> str:
    if one.before is None:
        return ""
    more = one.customers - one.before
    if not more:
        return _(", as many as last week")
    words = _(", {n} more than last week") if more > 0 else _(", {n} fewer than last week")
    return words.format(n=number(abs(more)))


def _value(one: AtRisk, currency: str | None) -> Said:
    if one.value is None or currency is None:
        return ()
    worth = money(one.value, currency)
    if not one.unvalued:
        return told(_("Their value is {money} a year.").format(money=worth))
    words = ngettext(
        "Their value is {money} a year, not counting {n} whose value is not known.",
        "Their value is {money} a year, not counting {n} whose value is not known.",
        one.unvalued,
    )
    return told(words.format(money=worth, n=number(one.unvalued)))


def _sign(one: AtRisk) -> Said:
    if not one.sign or not one.sign_customers:
        return ()
    words = ngettext(
        "The most frequent new sign is {sign} ({n} customer).",
        "The most frequent new sign is {sign} ({n} customers).",
        one.sign_customers,
    )
    return told(words.format(sign=one.sign, n=number(one.sign_customers)))


def _capacity(one: AtRisk) -> Said:
    if one.capacity is None:
        return ()
    if one.capacity >= one.customers:
        return told(_("The team can call all of them this week."))
    return told(_("The team can call {n} of them this week.").format(n=number(one.capacity)))


def losses(snapshot: Snapshot) -> list[tuple[str, str, str, str]]:
    """Write the rows of lost hours: what, agents' hours, customers' hours, cost."""
    return [_loss(one, snapshot.currency) for one in snapshot.losses]


def _loss(one: Loss, currency: str | None) -> tuple[str, str, str, str]:
    cost = NO_VALUE if one.cost is None or currency is None else money(one.cost, currency)
    return _(LOSSES[one.kind]), _hours(one.agent_h), _hours(one.customer_h), cost


def _hours(hours: float | None) -> str:
    return NO_VALUE if hours is None else number(hours) + NO_BREAK + _("h")


def priced(snapshot: Snapshot) -> str:
    """Say at whose rates the costs are."""
    agent, customer = snapshot.rate, snapshot.customer_rate
    if snapshot.currency is None or (agent is None and customer is None):
        return _("Hours of people’s time. No cost is shown: what an agent’s hour costs is not set.")
    words = _(
        "Hours of people’s time. Cost is at your own rates, {agent} an agent’s hour and {customer} a"
        " customer’s."
    )
    if customer is None:
        words = _(
            "Hours of people’s time. Cost is at your own rate, {agent} an agent’s hour; customers’ time is"
            " not priced."
        )
    if agent is None:
        words = _(
            "Hours of people’s time. Cost is at your own rate, {customer} a customer’s hour; agents’ time is"
            " not priced."
        )
    return words.format(agent=money(agent, snapshot.currency), customer=money(customer, snapshot.currency))


def action(one: Action, through: date) -> dict[str, Any]:
    """Write an action: what, who and since when, and how it stands; through: the last day told of."""
    is_late = one.state == "not started" and one.on is not None and one.on <= through
    mark, words, tone = LATE if is_late else STATES[one.state]
    said_of = [one.owner]
    if one.on is not None:
        when = _("due {day}") if one.state == "not started" else _("since {day}")
        said_of.append(when.format(day=day(one.on)))
    if one.watching is not None:
        said_of.append(_("watching {metric}").format(metric=name_of(one.watching, within=True)))
    return {"what": one.what, "who": " · ".join(said_of), "state": f"{mark} {_(words)}", "tone": tone}


def trust(snapshot: Snapshot, post: Post) -> list[str]:
    """Say how far to trust the numbers, a paragraph each."""
    return [
        _complete(snapshot, post),
        *snapshot.trust.notes,
        *snapshot.trust.corrections,
        _definitions(snapshot, post),
    ]


def _complete(snapshot: Snapshot, post: Post) -> str:
    rests = snapshot.trust
    words = ngettext(
        "Data go to {until}: {read} contact.", "Data go to {until}: {read} contacts.", rests.read
    )
    words = words.format(until=until(rests.until, post), read=number(rests.read))
    if rests.rows is not None:
        words += " " + _accounted(rests.rows)
    other = [one for one in snapshot.headlines if one.period is not None and one.period != snapshot.week]
    for one in other:
        late = _("{metric} is for {period}, because what follows a contact shows later.")
        words += " " + late.format(metric=name_of(one.id), period=period(*(one.period or snapshot.week)))
    return words


def _accounted(rows: Rows) -> str:
    words = ngettext(
        "Since {day} {read} row was read = {loaded} loaded + {left} left out by rule + {aside} set aside as"
        " unreadable.",
        "Since {day} {read} rows were read = {loaded} loaded + {left} left out by rule + {aside} set aside as"
        " unreadable.",
        rows.read,
    )
    counts = {"read": rows.read, "loaded": rows.loaded, "left": rows.left_out, "aside": rows.set_aside}
    return words.format(day=day(rows.since), **{name: number(n) for name, n in counts.items()})


def _definitions(snapshot: Snapshot, post: Post) -> str:
    rests = snapshot.trust
    computed = _("Publication {n}, computed {at}.").format(
        n=rests.publication, at=instant(rests.computed, post.zone.key)
    )
    if not rests.versions:
        return computed
    named = ", ".join(f"{name_of(one, within=True)} v{version}" for one, version in rests.versions)
    return _("Definitions: {named}. {computed}").format(named=named, computed=computed)
