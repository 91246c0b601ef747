"""The words of which way makes the list, and why."""

from language import _, date, marked, ngettext, number
from metrics.risk_model.chosen import Difference
from metrics.risk_model.learned import ENOUGH
from metrics.risk_model.worth import BY
from ui.list_worth.found import Found, Way

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


def chosen_title(found: Found) -> str:
    """Which way makes this week's list, and the next one where that is another."""
    this, then = found.this_week, _(BY[found.study.chosen.kind])
    if this is None:
        return _("The next list goes by {way}").format(way=then)
    if this == found.study.chosen.kind:
        return _("This week’s list goes by {way}").format(way=then)
    said = _("This week’s list goes by {this}, the next one by {then}")
    return said.format(this=_(BY[this]), then=then)


def chip(found: Found, way: Way) -> str:
    """Which list a way makes: this week's, the next one, or none."""
    if way.kind == found.this_week:
        return _("this week")
    return _("next list") if way.kind == found.study.chosen.kind else ""


def why(found: Found) -> str:
    """Why that way makes the list and no other."""
    chosen, leavers = found.study.chosen, found.study.leavers
    said = {
        "few": _(
            "{n} customers are known to have left so far. From {enough} on weights are learnt from them; till"
            " then the list goes by points."
        ).format(n=number(leavers), enough=number(ENOUGH)),
        "leak": _("Learnt weights are not used, since evidence gives the answer away: see below."),
        "untested": _(
            "Weights have been learnt from {n} who left. The list goes by them once they were tried on three"
            " Mondays with customers they were not learnt from."
        ).format(n=number(leavers)),
    }
    if chosen.why in said:
        return said[chosen.why]
    parts = [difference(chosen.over_score, _("learnt weights"), _("points"))]
    if chosen.why == "worse":
        parts.append(_("That is worse beyond chance, so lists go by points."))
    else:
        parts.append(_("That is not worse beyond chance, so lists go by learnt weights."))
    if chosen.over_logistic is not None and chosen.over_logistic.weeks:
        parts.append(difference(chosen.over_logistic, _("learnt trees"), _("learnt weights")))
        is_better = chosen.why == "better"
        better = _("That is better beyond chance, so lists go by learnt trees.")
        parts.append(better if is_better else _("That is not better beyond chance, so they are not used."))
    return " ".join(part for part in parts if part)


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
    """Why this week's list goes by another way than the next one."""
    if found.this_week in {None, found.study.chosen.kind}:
        return ""
    return _("This week’s list was made before that was learnt: a list stays as it was on its Monday.")


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
