"""The words of the page How good is the list."""

from collections.abc import Sequence

from language import _, between, date, day, listing, marked, ngettext, number, share
from metrics.risk import EVIDENCE
from metrics.risk_model.chosen import Difference
from metrics.risk_model.learned import ENOUGH
from metrics.risk_model.ordered import TESTED, came_true
from ui.list_worth.found import Found, Row, Way

WAYS: dict[str, str] = {
    "score": marked("Points"),
    "logistic": marked("Learnt weights"),
    "challenger": marked("Learnt trees"),
}
ARE: dict[str, str] = {
    "score": marked("the evidence as the settings weigh it; nothing is learnt"),
    "logistic": marked("the same evidence, weighed by who left before"),
    "challenger": marked("evidence in combination, by who left before"),
}


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
    said = _(
        "Of {n} customers judged on a Monday’s list {left} left within {weeks}; by chance {chance} would."
    )
    return said.format(
        n=number(used.a_week("precision", "denominator")),
        left=few(used.a_week("precision")),
        weeks=within(found),
        chance=few(used.a_week("lift", "denominator")),
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
    told = [row["lift"] for row in found.weeks if row["lift"]["denominator"]]
    more = sum((one["numerator"] or 0) > one["denominator"] for one in told)
    said = ngettext(
        "On {more} of {n} Monday the list found more than chance",
        "On {more} of {n} Mondays the list found more than chance",
        len(told),
    )
    return said.format(more=number(more), n=number(len(told)))


def weeks_note(found: Found) -> str:
    """What the bars are."""
    said = _(
        "Who of each list left within {weeks}, from a week after it on · whisker: 95 % · dashed: by chance"
    )
    return said.format(weeks=within(found))


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
    """Whether as many left as was told."""
    rows = found.steps
    more = sum((row["share"]["low"] or 0) > row["expected"] for row in rows)
    fewer = sum((row["share"]["high"] or 0) < row["expected"] for row in rows)
    if not more and not fewer:
        return _("The chances told came true")
    said = _("Chances were told too low: more left in {part} of {n} steps")
    if fewer > more:
        said = _("Chances were told too high: fewer left in {part} of {n} steps")
    return said.format(part=number(max(more, fewer)), n=number(len(rows)))


def shown_or_not(found: Found) -> str:
    """Whether the list tells chances."""
    if found.study.chosen.why not in TESTED:
        return ""
    if came_true(found.study):
        return _("Of those told more than usual as many left as was told: the list shows chances.")
    return _("Of those told more than usual not as many left as was told: the list shows no chances.")


def brier(way: Way) -> str:
    """How far off the chances told were, beside telling everybody the same."""
    own, usual = way.figure("brier"), way.figure("usual_brier")
    if own["value"] is None or not usual["value"]:
        return ""
    better = 1 - own["value"] / usual["value"]
    said = _(
        "Error of the chances (Brier score: the mean square of chance told less what came; 0 is perfect):"
        " {own}, against {usual} if everybody were told the usual share. That is {part} {way}, n {n}."
    )
    return said.format(
        own=number(own["value"], 5),
        usual=number(usual["value"], 5),
        part=share(abs(better)),
        way=_("less") if better >= 0 else _("more"),
        n=number(own["denominator"]),
    )


def chosen_title(found: Found) -> str:
    """Which way makes the list."""
    return _("{way} make the list").format(way=_(WAYS[found.study.chosen.kind]))


def why(found: Found) -> str:
    """Why that way makes the list and no other."""
    chosen, leavers = found.study.chosen, found.study.leavers
    said = {
        "few": _(
            "{n} customers are known to have left so far. From {enough} on a model learns from them; until"
            " then points make the list."
        ).format(n=number(leavers), enough=number(ENOUGH)),
        "leak": _("What was learnt is not used, since evidence gives the answer away: see below."),
        "untested": _(
            "A model has been learnt from {n} who left. It makes the list once it was tried on three Mondays"
            " with customers it had not learnt from."
        ).format(n=number(leavers)),
    }
    if chosen.why in said:
        return said[chosen.why]
    parts = [difference(chosen.over_score, _("the learnt weights"), _("points"))]
    if chosen.why == "worse":
        parts.append(_("That is worse beyond chance, so points stay."))
    else:
        parts.append(_("That is not worse beyond chance, so what was learnt makes the list."))
    if chosen.over_logistic is not None and chosen.over_logistic.weeks:
        parts.append(difference(chosen.over_logistic, _("the trees"), _("the learnt weights")))
        is_better = chosen.why == "better"
        parts.append(_("Better beyond chance.") if is_better else _("Not better beyond chance."))
    return " ".join(part for part in parts if part)


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


def difference(one: Difference | None, ours: str, theirs: str) -> str:
    """How many more who left one way listed than another."""
    if one is None or not one.weeks:
        return ""
    said = ngettext(
        "On the last Monday {ours} listed {value} who left than {theirs} (95 %: {bounds}).",
        "On the last {n} Mondays {ours} listed {value} who left than {theirs} (95 %: {bounds}).",
        one.weeks,
    )
    if not one.value:
        said = _("On the last {n} Mondays {ours} listed as many who left as {theirs} (95 %: {bounds}).")
    value = _("{n} more") if one.value >= 0 else _("{n} fewer")
    return said.format(
        n=number(one.weeks),
        ours=ours,
        theirs=theirs,
        value=value.format(n=number(abs(one.value))),
        bounds=_("{low} to {high}").format(low=number(one.low, 0, True), high=number(one.high, 0, True)),
    )


def this_week(found: Found) -> str:
    """What orders this week's list, where that is another way than the one chosen last."""
    if found.order is None:
        return ""
    way = _(WAYS[found.order.kind])
    if found.order.kind == found.study.chosen.kind:
        return _("This week’s list is ordered by it, too.") if found.order.model else ""
    said = _(
        "This week’s list is still ordered by: {way}. What was learnt after a Monday orders the next list."
    )
    return said.format(way=way)


def learnt(found: Found) -> str:
    """When and from what it was learnt."""
    said = _("Learnt on {day} (no. {id}, data version {version}) from {n} who left by {until}.")
    kept = found.kept
    return said.format(
        day=date(kept.at.astimezone(found.zone).date()),
        id=kept.id,
        version=kept.publication,
        n=number(found.study.leavers),
        until=date(found.study.until.astimezone(found.zone).date()),
    )


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
        "So nothing learnt from it is used, and points make the list. Look at when your source writes it"
        " down, or set its points to 0 under [risk.points] in moked.toml."
    )
    return f"{looked} {out}"


def label(name: str) -> str:
    """An evidence in words."""
    return _(EVIDENCE[name].label) if name in EVIDENCE else name
