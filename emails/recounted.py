"""Compute the week of a mail once more, as of then, and say whether it is the same to the last digit.

It reads the publication that the mail stood on while that can be read, else the newest one. Words are not
compared: they are those of the language in which somebody looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose

from emails import recognition_kept, snapshot_kind, weekly
from emails.snapshot import Headline, Snapshot
from emails.snapshot_stake import LOSSES
from emails.snapshot_stored import restored
from emails.snapshot_words import figure, name_of
from language import NO_VALUE, _, date, money, number
from metrics.catalog import METRICS
from settings import Settings
from store import publish
from store.mail_weeks import PINNED_FOR, Archived, Sums
from store.opened import Store
from store.publish import PublicationError

Value = float | None


@dataclass(frozen=True)
class Differs:
    """One figure that is another by now: its name, as it was told, as it is, and why."""

    what: str
    told: str
    now: str
    why: str


@dataclass(frozen=True)
class Recounted:
    """What came of it. compared: how many figures. publication: on which it was counted now.

    besides: sentences that belong to it even where nothing differs.
    """

    compared: int
    differs: tuple[Differs, ...]
    publication: int
    besides: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        return not self.differs


@dataclass(frozen=True)
class Leaf:
    """A figure that is compared: how it is called, its value, as it is written, and the metric it is of."""

    what: str
    value: Value
    words: str
    metric: str = ""


def recounted(store: Store, settings: Settings, told: Archived) -> Recounted | None:
    """Count the week of a mail again; None where nothing can be read any more. Raises ValueError for a mail
    that was kept in a form that is not known any more."""
    is_there = _is_there(store, told.sums.publication)
    if told.kind == "snapshot":
        before = restored(told.sums.more["snapshot"])
        number = told.sums.publication if is_there else None
        now = snapshot_kind.of(store, settings, told.week, before.trust.computed, number)
        if now is None:
            return None
        leaves, publication = (_leaves(before), _leaves(now)), now.trust.publication
    else:
        fresh = _fresh(store, settings, told, is_there=is_there)
        if fresh is None:
            return None
        leaves, publication = (_of_sums(told.kind, told.sums), _of_sums(told.kind, fresh)), fresh.publication
    versions = {name: one.get("version") for name, one in told.sums.figures.items()}
    gone = "" if is_there else _gone(told, publication)
    return Recounted(
        len(leaves[0]),
        tuple(_differing(*leaves, versions, gone)),
        publication,
        tuple(_besides(versions, gone)),
    )


def _is_there(store: Store, number: int) -> bool:
    try:
        publish.numbered(store.state, number)
    except PublicationError:
        return False
    return True


def _gone(told: Archived, publication: int) -> str:
    words = _("Publication {n} can be read no more; it was kept until {day}. This is counted from {other}.")
    day = date((told.at + PINNED_FOR).date())
    return words.format(n=told.sums.publication, day=day, other=publication)


def _besides(versions: Mapping[str, Value], gone: str) -> Iterator[str]:
    if gone:
        yield gone
    for name, version in versions.items():
        if _is_other(name, version):
            yield _changed(name, version)


def _is_other(name: str, version: Value) -> bool:
    return name in METRICS and version is not None and round(version) != METRICS[name].version


def _changed(name: str, version: Value) -> str:
    words = _("The definition of “{name}” changed since: version {before} then, {now} now.")
    return words.format(name=_(METRICS[name].label), before=number(version), now=METRICS[name].version)


def _differing(
    before: Mapping[str, Leaf], now: Mapping[str, Leaf], versions: Mapping[str, Value], gone: str
) -> Iterator[Differs]:
    nothing = Leaf("", None, NO_VALUE)
    for key in [*before, *(key for key in now if key not in before)]:
        old, new = before.get(key, nothing), now.get(key, nothing)
        if not _same(old.value, new.value):
            metric = old.metric or new.metric
            why = _why(key, metric, versions.get(metric), gone)
            yield Differs(old.what or new.what, old.words, new.words, why)


def _same(one: Value, other: Value) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def _why(key: str, metric: str, version: Value, gone: str) -> str:
    if _is_other(metric, version):
        return _changed(metric, version)
    if key.startswith("target"):
        return _("The target was changed since.")
    if gone:
        return _("Rows came late, were set right, or are no longer kept.")
    return _("The settings changed since: times, hours, rates or weights that it is counted with.")


def _fresh(store: Store, settings: Settings, told: Archived, *, is_there: bool) -> Sums | None:
    if told.kind == "recognition":
        number = told.sums.publication if is_there else None
        return recognition_kept.sums(store, settings, told.week, told.at, number)
    return weekly.KINDS[told.kind].sums(store, settings, told.week, told.at)


def _of_sums(kind: str, sums: Sums) -> dict[str, Leaf]:
    if kind == "recognition":
        found = recognition_kept.figures(sums.more)
        return {what: Leaf(what, value, number(value, 3), metric) for what, value, metric in found}
    return _figures(sums.figures)


def _figures(told: Mapping[str, Mapping[str, Value]]) -> dict[str, Leaf]:
    return {
        name: Leaf(_(METRICS[name].label), one["value"], number(one["value"], 3), name)
        for name, one in told.items()
        if name in METRICS
    }


def _leaves(snapshot: Snapshot) -> dict[str, Leaf]:
    """List all figures of a snapshot, by what tells them apart."""
    found: dict[str, Leaf] = {}
    for one in snapshot.headlines:
        found |= _of_headline(one)
    for placed in snapshot.changed:
        for n, driver in enumerate(placed.drivers):
            what = _("{name}, part {n} of its change").format(name=name_of(placed.id), n=n + 1)
            found[f"driver {placed.id} {n}"] = Leaf(what, driver.effect, number(driver.effect, 4), placed.id)
    found |= _of_stake(snapshot)
    read = snapshot.trust.read
    found["read"] = Leaf(_("Contacts"), read, number(read))
    return found


def _of_headline(one: Headline) -> dict[str, Leaf]:
    name, moved = name_of(one.id), one.moved
    told: dict[str, tuple[str, Value]] = {
        "value": (name, one.value),
        "change": (_("{name}, change").format(name=name), moved.difference),
        "low": (_("{name}, change at least").format(name=name), moved.low),
        "high": (_("{name}, change at most").format(name=name), moved.high),
        "target": (_("{name}, target").format(name=name), one.target),
        "quarter": (_("{name}, last quarter").format(name=name), one.last_quarter),
        **{
            f"week {n}": (_("{name}, {n} weeks before").format(name=name, n=len(one.weeks) - 1 - n), value)
            for n, value in enumerate(one.weeks)
        },
    }
    found = {f"{key} {one.id}": Leaf(what, v, figure(one.id, v), one.id) for key, (what, v) in told.items()}
    return {
        **found,
        f"n {one.id}": Leaf(_("{name}, of how many").format(name=name), one.n, number(one.n), one.id),
    }


def _of_stake(snapshot: Snapshot) -> dict[str, Leaf]:
    found: dict[str, Leaf] = {}
    if (one := snapshot.at_risk) is not None:
        told = {
            "customers": (_("Customers with strong signs of leaving"), one.customers),
            "before": (_("Customers with strong signs of leaving, a week before"), one.before),
            "sign": (_("Customers with the most frequent new sign"), one.sign_customers),
        }
        found |= {f"risk {key}": Leaf(what, n, number(n)) for key, (what, n) in told.items()}
        found["risk value"] = Leaf(_("Their yearly value"), one.value, _money(one.value, snapshot.currency))
    for lost in snapshot.losses:
        name = _(LOSSES[lost.kind])
        found[f"agents {lost.kind}"] = Leaf(
            _("{name}, agents’ hours").format(name=name), *_hours(lost.agent_h)
        )
        hours = _hours(lost.customer_h)
        found[f"customers {lost.kind}"] = Leaf(_("{name}, customers’ hours").format(name=name), *hours)
        cost = _money(lost.cost, snapshot.currency)
        found[f"cost {lost.kind}"] = Leaf(_("{name}, cost").format(name=name), lost.cost, cost)
    return found


def _hours(hours: Value) -> tuple[Value, str]:
    return hours, NO_VALUE if hours is None else number(hours, 1)


def _money(value: Value, currency: str | None) -> str:
    if value is None:
        return NO_VALUE
    return number(value) if currency is None else money(value, currency)
