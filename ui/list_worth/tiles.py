"""The tiles of the page How good is the list."""

from language import _, between, number, share
from ui import definitions
from ui.list_worth import words
from ui.list_worth.found import Found, Way
from ui.tiles import Tile

COUNT = 4


def tiles(found: Found, used: Way) -> list[Tile]:
    """How many left against chance, of the list and of all leavers, and how the list changes."""
    return [_lift(used), _precision(used), _recall(used), _stability(found, used)]


def _precision(used: Way) -> Tile:
    one, lift = used.figure("precision"), used.figure("lift")
    usual = (lift["denominator"] or 0) / (one["denominator"] or 1)
    return Tile(
        key="worth_precision",
        label=_("Of those on the list, left"),
        definition=definitions.sentence("precision_at_capacity"),
        value=share(one["value"]),
        target=_("of all customers {usual}").format(usual=share(usual, 2)),
        foot=_("n {n} on {weeks} lists").format(n=number(one["denominator"]), weeks=number(used.weeks)),
        foot_end=between(one["low"], one["high"], "share"),
    )


def _recall(used: Way) -> Tile:
    one, precision = used.figure("recall"), used.figure("precision")
    n = one["denominator"] or 0
    most = (precision["denominator"] or 0) / n if n else 1.0
    return Tile(
        key="worth_recall",
        label=_("Of leavers, on the list"),
        definition=definitions.sentence("recall_at_capacity"),
        value=share(one["value"]),
        target=_("at most {most} have a place").format(most=share(most, 0)) if most < 1 else "",
        foot=_("n {n} who left").format(n=number(n)),
        foot_end=between(one["low"], one["high"], "share"),
    )


def _lift(used: Way) -> Tile:
    one = used.figure("lift")
    low, high = one["low"], one["high"]
    sure = "" if low is None or high is None else f"{number(low, 1)}–{number(high, 1)}"
    return Tile(
        key="worth_lift",
        label=_("Times better than chance"),
        definition=definitions.sentence("lift_at_capacity"),
        value=words.times(one["value"]),
        target=_("1 is chance"),
        foot=_("n {n} who left").format(n=number(one["numerator"])),
        foot_end=sure,
    )


def _stability(found: Found, used: Way) -> Tile:
    one = used.figure("stability")
    every = [row["stability"]["value"] for row in found.weeks if row["stability"]["value"] is not None]
    return Tile(
        key="worth_stability",
        label=_("Same as the week before"),
        definition=_(
            "Of the customers on a Monday’s list or on that of the Monday before, the share who are on both."
            " A list that changes wholly each week follows chance; one that never changes says nothing new."
        ),
        value=share(one["value"]),
        target=_("by week {bounds}").format(bounds=between(min(every), max(every), "share")) if every else "",
        foot=_("n {n} on either list").format(n=number(one["denominator"])),
        state="" if every else "none",
    )
