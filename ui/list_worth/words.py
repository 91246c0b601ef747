"""The words of the page How good is the list."""

from collections.abc import Sequence

from language import _, between, day, listing, ngettext, number, share
from metrics.risk import EVIDENCE
from metrics.risk_model.ordered import TESTED, came_true, raised
from ui.list_worth import choice
from ui.list_worth.found import Found, Row, Way


def within(found: Found) -> str:
    """Within which time those listed leave."""
    weeks = found.study.horizon.days // 7
    return ngettext("{n} week", "{n} weeks", weeks).format(n=number(weeks))


def rule() -> str:
    """How past lists are judged."""
    return _(
        "Each past Monday is played again: the list is made of what was known that morning, by what had been"
        " learnt by then. A customer counts as left if it happens from a week after the Monday on; who leaves"
        " within that week is not counted, since nobody could act in time."
    )


def sentence(found: Found) -> str:
    """What past lists found, against chance."""
    used = found.used
    if used is None:
        return _("No past list is old enough to be judged yet.")
    if not found.is_known:
        return _("Nobody is known to have left, so nobody knows how good the list is.")
    lift = used.figure("lift")
    if lift["value"] is None or lift["low"] is None or lift["high"] is None:
        said = _("Nobody knows: of {n} judged on a list {left} left within {weeks}.")
    elif lift["low"] > 1:
        said = _(
            "Worth calling: of {n} judged on a list {left} left within {weeks}, {times} as many as by chance."
        )
    elif lift["high"] < 1:
        said = _("Not worth calling: of {n} judged on a list {left} left within {weeks}; by chance {chance}.")
    else:
        said = _(
            "Not clearly worth calling: of {n} on a list {left} left within {weeks}; by chance {chance}."
        )
    return said.format(
        n=number(used.a_week("precision", "denominator")),
        left=few(used.a_week("precision")),
        weeks=within(found),
        chance=few(used.a_week("lift", "denominator")),
        times=times(lift["value"]),
    )


def few(n: float) -> str:
    """A count for one Monday: with a decimal where it is small."""
    if 0 < n < 0.05:
        return _("fewer than {n}").format(n=number(0.1, 1))
    return number(n) if n >= 10 else number(n, 1)


def times(value: float | None) -> str:
    """How many times better than chance."""
    return "–" if value is None else _("{n} times").format(n=number(value, 0 if value >= 10 else 1))


def of_week(found: Found, row: Row) -> str:
    """What a Monday says of itself."""
    one = row["precision"]
    n, hits, chance = one["denominator"] or 0, one["numerator"] or 0, row["lift"]["denominator"] or 0
    said = _("<b>{day}: {hits} of {n} left</b><br>surely {bounds}; by chance {chance}<br>{gone} left in all")
    return said.format(
        day=day(found.day(row)),
        hits=number(hits),
        n=number(n),
        bounds=between((one["low"] or 0) * n, (one["high"] or 0) * n, "count"),
        chance=few(chance),
        gone=number(row["leavers"]),
    )


def weeks_title(found: Found) -> str:
    """On how many Mondays the list found more than chance would have."""
    told = [row["lift"] for row in (*found.before, *found.weeks) if row["lift"]["denominator"]]
    more = sum((one["numerator"] or 0) > one["denominator"] for one in told)
    said = ngettext(
        "On {more} of {n} Monday the list found more than chance",
        "On {more} of {n} Mondays the list found more than chance",
        len(told),
    )
    return said.format(more=number(more), n=number(len(told)))


def weeks_note(found: Found) -> str:
    """What the bars are."""
    said = _("Left within {weeks}, from a week after the list on · whisker: 95 % · dashed: by chance")
    return said.format(weeks=within(found))


def earlier(found: Found) -> str:
    """Why the first Mondays went by points, and are not in the figures of the way that makes the list."""
    if not found.before:
        return ""
    said = ngettext(
        "The first {n} Monday (grey) went by points: there was too little to learn from. The figures above"
        " are of the {others} others.",
        "The first {n} Mondays (grey) went by points: there was too little to learn from. The figures above"
        " are of the {others} others.",
        len(found.before),
    )
    return said.format(n=number(len(found.before)), others=number(len(found.weeks)))


def step(row: Row) -> str:
    """The step of the chance that was told: under 0.2 %, 1–2 %."""
    if row["at_least"] <= 0:
        return _("under {high}").format(high=short(row["below"]))
    if row["below"] >= 1:
        return _("over {low}").format(low=short(row["at_least"]))
    return f"{number(100 * row['at_least'], _digits(row['at_least']))}–{short(row['below'])}"


def short(part: float) -> str:
    """A share without a needless decimal."""
    return share(part, _digits(part))


def _digits(part: float) -> int:
    return 1 if part < 0.01 else 0


def of_step(row: Row) -> str:
    """What a step says of itself."""
    one = row["share"]
    said = _("<b>{step} told, {left} left</b><br>on average {told} was told<br>surely {bounds}, n {n}")
    return said.format(
        step=step(row),
        told=share(row["expected"], 2),
        left=share(one["value"], 2),
        n=number(row["n"]),
        bounds=between(one["low"], one["high"], "share"),
    )


def steps_title(found: Found) -> str:
    """Whether chances can be believed: by those told more than usual, which is what the list goes by."""
    one = raised(found.study)
    if one is None:
        return _("Nobody was told more than the usual chance")
    if came_true(found.study):
        return _("Chances can be believed: as many left as was told")
    if one.left > one.told:
        return _("Chances cannot be believed yet: more left than was told")
    return _("Chances cannot be believed yet: fewer left than was told")


def shown_or_not(found: Found) -> str:
    """Whether the list tells chances."""
    one = raised(found.study)
    if one is None:
        return ""
    said = [
        _(
            "Where more than usual was told, it was {told} on average; {left} left (95 %: {bounds}; told {n}"
            " times)."
        ).format(
            told=share(one.told),
            left=share(one.left),
            bounds=between(one.low, one.high, "share"),
            n=number(one.n),
        )
    ]
    if found.study.chosen.why not in TESTED:
        return said[0]
    if came_true(found.study):
        return f"{said[0]} {_('So the list shows chances.')}"
    return f"{said[0]} {_('So the list shows an order and no chances.')}"


def brier(way: Way) -> str:
    """How far off the chances told were, beside telling everybody the same."""
    own, usual = way.figure("brier"), way.figure("usual_brier")
    if own["value"] is None or not usual["value"]:
        return ""
    better = 1 - own["value"] / usual["value"]
    said = _("{name}: {own}, against {usual} if everybody were told the usual share: {part} {way}, n {n}.")
    return said.format(
        name=_(choice.WAYS[way.kind]),
        own=number(own["value"], 5),
        usual=number(usual["value"], 5),
        part=share(abs(better)),
        way=_("less") if better >= 0 else _("more"),
        n=number(own["denominator"]),
    )


def brier_means() -> str:
    """What the error of chances is."""
    return _(
        "Brier score: the mean square of the chance told less what came; 0 is perfect. Where few leave it is"
        " small whatever is told, so it is held against telling everybody the usual share."
    )


def unjudged(found: Found) -> str:
    """Why not all of a list are judged."""
    used, places = found.used, found.study.capacity
    rest = places - used.a_week("precision", "denominator") if used is not None else 0
    if rest < 1:
        return ""
    said = _(
        "Of {places} places about {n} cannot be judged: they left within the first week, too early to act,"
        " or no source tells who of them leaves."
    )
    return said.format(places=number(places), n=number(rest))


def leaks_title(names: Sequence[str]) -> str:
    """Whether any field gives the answer away."""
    if not names:
        return _("No evidence gives the answer away")
    return _("It gives the answer away: {names}").format(names=listing([label(name) for name in names]))


def leaks(found: Found) -> str:
    """What was looked for, and what follows."""
    looked = _(
        "{n} kinds of evidence were looked at. Evidence that most leavers have, and hardly anybody else, is"
        " usually written down once they have left: it would make past lists shine and help nobody."
    ).format(n=number(len(found.study.names)))
    then = _("Each past list was made of what was known that Monday; a row dated later is refused.")
    if not found.study.leaks:
        return f"{looked} {then}"
    out = _(
        "So nothing learnt from it is used, and the list goes by points. Look at when your source writes it"
        " down, or set its points to 0 under [risk.points] in moked.toml."
    )
    return f"{looked} {out}"


def label(name: str) -> str:
    """An evidence in words."""
    return _(EVIDENCE[name].label) if name in EVIDENCE else name
