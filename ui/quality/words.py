"""The sentences of the page Data quality."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, listing, marked, ngettext, number, points, share
from metrics.quality.cost import Repeats, Step
from metrics.quality.fields import FAULTS, FIELDS
from ui.prevention.words import REASONS
from ui.quality.found import Found
from ui.routing.words import spent

Row = Mapping[str, Any]
WHEN: dict[str, str] = {
    "entry": marked("Caught at entry"),
    "later": marked("Found later"),
    "damage": marked("After the damage"),
}
WRONG: dict[str, str] = {
    "missing": marked("the record says nothing"),
    "invalid": marked("what it says cannot be"),
    "stale": marked("contacts show otherwise"),
    "contradicting": marked("two entries cannot both be so"),
}


def field(name: str) -> str:
    """What a field is called."""
    return _(FIELDS[name].label)


def fault(name: str) -> str:
    """What a kind of fault is called."""
    return _(FAULTS[name]) if name in FAULTS else name


def sentence(found: Found) -> str:
    """What costs most, else how many entries are sound."""
    if not found.entries:
        return _("No customer's record is in the data.")
    dearest = found.fields.filter(pl.col("minutes") > 0).head(1).to_dicts()
    if dearest:
        row = dearest[0]
        said = ngettext(
            "{field}: {n} record is wrong, and took {time} at wrong desks.",
            "{field}: {n} records are wrong, and took {time} at wrong desks.",
            row["faulty"],
        )
        time = spent(60 * row["minutes"])
        return said.format(field=field(row["field"]), n=number(row["faulty"]), time=time)
    faulty = found.to_mend.height
    if not faulty:
        return _("No fault is seen in any customer's record.")
    return _("{share} of the entries in customers' records are sound; no fault took anybody astray.").format(
        share=share(found.sound["value"])
    )


def later(step: Step) -> str:
    """How many minutes a record takes when mended then, by the organisation's own figures."""
    if step.minutes is not None:
        return _("{n} min").format(n=number(step.minutes, 1))
    return _("too few to judge") if step.is_measured else _("not known")


def basis(step: Step) -> str:
    """Where the own figure comes from."""
    if step.is_measured and step.minutes is None:
        said = ngettext("measured on {n} record", "measured on {n} records", step.n)
        return said.format(n=number(step.n))
    if step.is_measured and step.low is not None and step.high is not None:
        said = ngettext(
            "measured on {n} record: {low}–{high} min", "measured on {n} records: {low}–{high} min", step.n
        )
        return said.format(n=number(step.n), low=number(step.low, 1), high=number(step.high, 1))
    if step.minutes is None:
        return _("minutes_found_later under [quality] in moked.toml says it")
    return _("as moked.toml says, else a minute") if step.when == "entry" else _("as moked.toml says")


def ladder(found: Found) -> str:
    """How many times dearer a record is after the damage, by the organisation's own figures."""
    damage = found.steps[-1]
    if damage.times is None:
        return _("What a wrong record costs, and when")
    said = _("After the damage a wrong record takes {n} times as long as at entry")
    return said.format(n=number(damage.times, 1))


def again(name: str, found: Repeats) -> str:
    """How many more contacts come again about the same after a field led them to a wrong desk."""
    more = found.more
    if more.value is None or found.contacts is None:
        said = _("{field}: whether more contacts come again after it nobody can say ({why}).")
        return said.format(field=field(name), why=_(REASONS[more.reason or "not told"]))
    if not more.is_clear:
        return _("{field}: contacts that it led astray do not clearly come again more often.").format(
            field=field(name)
        )
    said = _(
        "{field}: contacts that it led astray come again about the same {difference} more often than contacts"
        " alike, {n} in all ({low}–{high}). Associated, not caused."
    )
    if more.value < 0:
        said = _(
            "{field}: contacts that it led astray come again about the same {difference} less often than"
            " contacts alike. Associated, not caused."
        )
    ends = sorted(abs(end or 0) for end in (found.low, found.high))
    return said.format(
        field=field(name),
        difference=points(abs(more.value)),
        n=number(abs(found.contacts)),
        low=number(ends[0]),
        high=number(ends[1]),
    )


def listed(n: int, name: str, kind: str) -> str:
    """How many entries there are to mend, of which field and with what fault."""
    said = ngettext("{n} entry to mend", "{n} entries to mend", n).format(n=number(n))
    which = [part for part in (field(name) if name else "", fault(kind).lower() if kind else "") if part]
    return f"{said}: {', '.join(which)}" if which else said


def no_fault(names: Sequence[str]) -> str:
    """In which fields nothing is wrong."""
    said = ngettext(
        "No fault found in {n} field: {names}", "No fault found in {n} fields: {names}", len(names)
    )
    return said.format(n=number(len(names)), names=listing([field(name) for name in names]))
