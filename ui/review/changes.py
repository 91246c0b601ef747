"""The cards of what the week says: what changed and where, and the scorecard of the whole experience."""

from language import _, marked, number, period
from metrics.catalog import METRICS
from metrics.week.changed import Changed
from metrics.week.told import notes, sentence
from metrics.week.words import FOOTNOTE
from store import review_words
from store.review import Review, Score
from ui import cards, notices
from ui.markup import Safe, join, show, tag
from ui.review import drivers
from ui.tables import report, two_lines
from ui.tiles import definition

OF_TEAM = marked(
    "Waits are of what this team answered, and a queue’s doing rather than the team’s; who gave up met no"
    " team: the page Queues has both for everybody."
)


def headline(review: Review) -> str:
    """Say what the week says, in one line."""
    return review_words.headline(review)


def changed(review: Review) -> None:
    """What changed beyond noise, the surest first, each with its parts; or that nothing did."""
    has_bars = any(one.best is not None for one in review.foremost)
    note = _("Against the week before, the surest first · whisker: so wide that chance would not reach it")
    cards.title(
        review_words.title(review),
        note if has_bars else _("Against the week before, the surest first"),
    )
    if not review_words.is_compared(review):
        what = _("Changes are told once a week before this one is known whole.")
        notices.state("hourglass_top", _("Nothing to compare with yet"), what)
        return
    if not review.foremost:
        what = _("All {n} headline figures moved no more than weeks differ from each other anyway.")
        notices.state(
            "check_circle",
            _("A calm week"),
            what.format(n=number(sum(one.found is not None for one in review.scores))),
        )
        return
    goals = {one.metric: one.target for one in review.scores if one.stands != "unjudged"}
    told = [tag("div", _change(review, one, goals.get(one.headline.id))) for one in review.foremost]
    show(join(told), "mk-changed")
    if any(one.drivers for one in review.foremost):
        show(tag("p", _(FOOTNOTE), "foot"))


def _change(review: Review, one: Changed, goal: float | None) -> Safe:
    words = tag("p", sentence(one, goal), "said")
    longer = [found[one.headline.id] for found in (review.month, review.year) if one.headline.id in found]
    beside = [tag("p", sentence(each), "soft") for each in longer]
    if one.headline.id not in review.year:
        beside.append(tag("p", _("The same week a year before is not known."), "soft"))
    return join(
        [words, drivers.bars(one, review.team), *beside, *(tag("p", note, "soft") for note in notes(one))]
    )


def scorecard(review: Review) -> None:
    """All dimensions beside each other; they are never summed up."""
    missed = sum(one.stands == "missed" for one in review.scores)
    judged = sum(one.stands in ("met", "missed") for one in review.scores)
    finding = _("{met} of {judged} targets are met").format(met=judged - missed, judged=judged)
    cards.title(
        finding if judged else _("The whole experience"),
        _("No single number stands for the week: each dimension has its own target and its own owner"),
    )
    heads = [_("Dimension"), _("This week"), _("Target"), _("On the week before"), _("Who answers for it")]
    rows = [_dimension(review, one) for one in review.scores]
    show(report(heads, rows, right=frozenset({1}), is_stacked=True))
    if review.teams:
        show(tag("p", _(OF_TEAM), "foot"))


def _dimension(review: Review, one: Score) -> list[str]:
    metric = METRICS[one.metric]
    stands, moved = review_words.stands(one), review_words.moved(one)
    days = one.found.now.days if one.found is not None else review.week
    of = period(days.first, days.last) if days != review.week else ""
    beside = " · ".join(part for part in (of, review_words.n(one)) if part)
    owner = one.owner or tag("span", _("nobody yet"), "faint")
    return [
        two_lines(definition(_(metric.label), _(metric.definition)), beside),
        tag("b", review_words.value(one), "big"),
        _judged(stands.mark, stands.words, stands.tone),
        _judged(moved.mark, moved.words, moved.tone),
        owner,
    ]


def _judged(mark: str, words: str, tone: str) -> Safe:
    said = f"{mark} {words}".strip()
    return tag("span", said, tone or "soft")
