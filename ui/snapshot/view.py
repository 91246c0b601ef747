"""The cards of the page Snapshot: what changed and where, what is at stake, what is done, and trust."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from language import _, ngettext, number
from ui import cards, links, markup, notices, tables
from ui.markup import Safe, join, tag
from ui.navigation import may_open

WHOLE = 100.0


class Piece(Protocol):
    """A stretch of words, some of them strong."""

    @property
    def words(self) -> str: ...
    @property
    def strong(self) -> bool: ...


def said(pieces: Iterable[Piece]) -> Safe:
    """Sentences in pieces as HTML."""
    return join(tag("b", one.words) if one.strong else markup.text(one.words) for one in pieces)


def lead(seen: Mapping[str, Any]) -> None:
    """Say how many numbers are on target, and which to act on; what had not come stands first."""
    lines = [tag("p", one, "lead-note") for one in seen["notices"]]
    markup.show(join([*lines, tag("p", said(seen["lead"]))]), "sn-lead")


def changed(seen: Mapping[str, Any]) -> None:
    """Say what changed and where, a paragraph each; what did not is said to be so."""
    cards.title(seen["heads"]["where"], _("Against the week before; beyond what weeks differ by anyway"))
    rows = [
        tag("p", join([tag("b", f"{one['mark']} {one['word']}", f"{one['tone']} w"), said(one["said"])]))
        for one in seen["where"]
    ]
    markup.show(join(rows), "sn-where")


Places = tuple[cards.Slot, cards.Slot, list[cards.Slot], cards.Slot, cards.Slot]


def places(charts: Sequence[str]) -> Places:
    """Lay out what changed, what is at stake, the charts (two in a row), what is done, and trust."""
    if not charts:  # little changed: nothing stands beside a long card with a hole below it
        left, right = cards.columns(
            (("changed", 180), ("done", 340)), (("stake", 280), ("trust", 240)), widths=(5, 4)
        )
        return left[0], right[0], [], left[1], right[1]
    changed_, stake_ = cards.row(("changed", 300), ("stake", 300), widths=(5, 4))
    drawn = []
    for at in range(0, len(charts), 2):
        keys = charts[at : at + 2]
        drawn += cards.row(*((f"drivers_{key}", 220) for key in keys), widths=(1,) * len(keys))
    done_, trust_ = cards.row(("done", 220), ("trust", 220), widths=(5, 4))
    return changed_, stake_, drawn, done_, trust_


def drivers(chart: Mapping[str, Any]) -> None:
    """Show the parts of one change as bars that add up to it, each leading to its contacts."""
    can_open = may_open("contacts")
    opens = _("A figure at the end opens its contacts") if can_open else ""
    note = _("Thin line: 95 % interval; ≈ within noise. Where it happened, not what caused it.")
    cards.title(chart["title"], note, opens)
    parts: Sequence[Mapping[str, Any]] = chart["drivers"]
    edges = [edge for one in parts for edge in (one["effect"], one["low"], one["high"]) if edge is not None]
    low, high = min(0.0, *edges), max(0.0, *edges)
    markup.show(
        join(_driver(one, low, (high - low) or 1.0, can_open=can_open) for one in parts), "sn-drivers"
    )


def _driver(one: Mapping[str, Any], low: float, wide: float, *, can_open: bool) -> Safe:
    amount = one["amount"] if one["tone"] else f"≈ {one['amount']}"
    cells = [
        tag("span", one["name"], "name"),
        _bar(one, low, wide),
        tag("b" if one["tone"] else "span", amount, f"num {one['tone']}".strip()),
        tag("span", _contacts(one) if can_open else "", "num to"),
    ]
    return tag("div", join(cells), "row")


def _bar(one: Mapping[str, Any], low: float, wide: float) -> Safe:
    def across(value: float) -> float:
        return WHOLE * (value - low) / wide

    begin, end = sorted((across(0.0), across(one["effect"])))
    style = f"left:{begin:.1f}%;width:{end - begin:.1f}%"
    marks = [tag("i", "", one["tone"], style=style)]
    if one["low"] is not None and one["high"] is not None:
        left, right = across(one["low"]), across(one["high"])
        marks.append(tag("s", "", style=f"left:{left:.1f}%;width:{right - left:.1f}%"))
    marks.append(tag("u", "", style=f"left:{across(0.0):.1f}%"))
    return tag("span", join(marks), "bar", dir="ltr", aria_hidden="true")


def _contacts(one: Mapping[str, Any]) -> Safe | str:
    if not one["listed"] or not one["address"]:
        return ""
    return links.link("contacts", number(one["listed"]), {k: list(v) for k, v in one["address"].items()})


def stake(seen: Mapping[str, Any], at_risk: Iterable[Piece]) -> None:
    """Say what is at stake: customers, then hours and what they cost."""
    heads = seen["heads"]
    cards.title(heads["stake"], _("Strong signs of leaving: 15 points of evidence or more; nobody is named"))
    risk = said(at_risk)
    markup.show(tag("p", risk or _("Who is at risk is not known: no source tells of customers.")))
    if seen["losses"]:
        columns = ["", heads["agents"], heads["customers"], heads["cost"]]
        markup.show(tables.report(columns, [list(row) for row in seen["losses"]], frozenset({1, 2, 3})))
        markup.show(tag("p", seen["priced"], "soft"))


def done(seen: Mapping[str, Any]) -> None:
    """Say what is being done, and how it stands."""
    cards.title(seen["heads"]["done"], _("Decided in reviews; how each stands is judged by before and after"))
    if not seen["actions"]:
        notices.state("task_alt", seen["no_actions"], _("Actions of the weekly review stand here."))
        return
    rows = [
        [tables.two_lines(markup.text(one["what"]), one["who"]), tag("b", one["state"], one["tone"])]
        for one in seen["actions"]
    ]
    markup.show(tables.report((), rows), "sn-done")
    markup.show(tag("p", links.link("changes", _("All changes and actions"), {}), "soft"))


def trust(seen: Mapping[str, Any]) -> None:
    """Say how far to trust it all."""
    cards.title(seen["heads"]["trust"])
    markup.show(join(tag("p", one) for one in seen["trust"]), "sn-trust")


def compared(n: int) -> str:
    """Say how many figures were compared."""
    return ngettext("{n} figure compared", "{n} figures compared", n).format(n=number(n))
