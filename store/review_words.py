"""The words of a weekly review that its page, its PDF and its workbook have in common."""

from dataclasses import dataclass
from typing import Final

from language import _, figure, marked, ngettext, number, share
from metrics.catalog import METRICS
from metrics.recognition import AWARD_NAMES
from metrics.week.foremost import in_brief
from metrics.week.told import amount
from metrics.wording import DOWN, LEVEL, UP, too_few
from store.action_results import State
from store.review import Acted, Grown, Praised, Review, Score

MOST_NAMED: Final = 2
LATE: Final = "*"  # around words that the page paints as a breach
STATES: dict[State, str] = {
    "not started": marked("Not started"),
    "too early": marked("Too early to say"),
    "consistent": marked("Consistent with a gain"),
    "no effect": marked("No change beyond noise"),
    "worse": marked("Went the wrong way"),
    "changed": marked("Changed after it"),
}
TONES: dict[State, str] = {"consistent": "better", "worse": "worse"}
NOTHING = marked("Nothing changed beyond noise")
RULE = marked(
    "Chosen by a rule from {texts}: the highest answers and thanks, the lowest answers, anger and complaints;"
    " the customers’ own words before notes; one of each agent; no text twice, none of under four words."
    " Names are taken out; an agent is named with good words only."
)


@dataclass(frozen=True)
class Judged:
    """How a figure stands, in words, with a mark beside them and a tone: better, worse or none."""

    mark: str
    words: str
    tone: str = ""


def headline(review: Review) -> str:
    """Say what the week says, in one line; what is late stands between LATE."""
    told = [*_in_time(review), *_changes(review), *_overdue(review)]
    said = "; ".join(told)
    return f"{said[:1].upper()}{said[1:]}."


def plain(sentence: str) -> str:
    """Say the same where nothing is painted."""
    return sentence.replace(LATE, "")


def _in_time(review: Review) -> list[str]:
    one = next((score for score in review.scores if score.metric == "service_level"), None)
    if one is None or one.stands not in ("met", "missed"):
        return []
    said = _("In time {value}, on target") if one.stands == "met" else _("In time {value}, short of {goal}")
    return [said.format(value=value(one), goal=goal(one))]


def _changes(review: Review) -> list[str]:
    briefs = [in_brief(one) for one in review.foremost[:MOST_NAMED]]
    said = briefs or [nothing(review)]
    is_first = not _in_time(review)
    return [one if at == 0 and is_first else one[:1].lower() + one[1:] for at, one in enumerate(said)]


def title(review: Review) -> str:
    """Head what changed, or say that nothing did."""
    return _("What changed") if review.foremost or not is_compared(review) else _(NOTHING)


def nothing(review: Review) -> str:
    """Say why no change is told: none is beyond noise, or there is nothing to compare with."""
    return _(NOTHING) if is_compared(review) else _("There is no week before to compare with")


def is_compared(review: Review) -> bool:
    """Tell whether there is a week before, of any figure."""
    return any(one.found is not None for one in review.scores)


def _overdue(review: Review) -> list[str]:
    if review.overdue is None:
        return []
    n = review.overdue.count
    if not n:
        return [_("no promise is overdue")]
    said = ngettext("{n} promise is overdue", "{n} promises are overdue", n)
    return [f"{LATE}{said.format(n=number(n))}{LATE}"]


def label(metric: str) -> str:
    """Name a metric as tiles do."""
    return _(METRICS[metric].label)


def name(score: Score) -> str:
    """Name a dimension."""
    return label(score.metric)


def value(score: Score) -> str:
    """Write its value, "–" where it is not known."""
    metric = METRICS[score.metric]
    return figure(None if score.found is None else float(score.found.value), metric.unit)


def goal(score: Score) -> str:
    """Write its target."""
    metric = METRICS[score.metric]
    return "" if score.target is None else figure(score.target, metric.unit)


def n(score: Score) -> str:
    """Say how many it stands on."""
    if score.found is None:
        return ""
    return _("n {n}").format(n=number(score.found.now.sums.n))


def stands(score: Score) -> Judged:
    """Say how a dimension stands to its target."""
    metric = METRICS[score.metric]
    is_lower = metric.direction == "lower"
    to = {"goal": goal(score)}
    if score.stands == "met":
        return Judged("✓", (_("under the limit {goal}") if is_lower else _("on target {goal}")).format(**to))
    if score.stands == "missed":
        said = _("over the limit {goal}") if is_lower else _("below target {goal}")
        return Judged("○", said.format(**to), "worse")
    if score.stands == "few" and score.found is not None:
        return Judged(
            "", _("too few to judge ({n})").format(n=too_few(score.found.now.sums.n, metric.minimum_n))
        )
    others = {
        "untargeted": _("no target set"),
        "unjudged": _("the queue’s, not the team’s: not judged"),
    }
    return Judged("", others.get(score.stands, _("not known")))


def moved(score: Score) -> Judged:
    """Say how a dimension moved on the week before; noise is said to be noise."""
    one = score.found
    if one is None or one.comparison != "before" or one.verdict == "unknown":
        return Judged("", _("nothing to compare with") if one is None else _("too few to judge a change"))
    if one.verdict == "noise":
        return Judged("≈", _("{amount}, within noise").format(amount=amount(one, one.change)))
    arrow = UP if one.change > 0 else DOWN if one.change < 0 else LEVEL
    tone = one.verdict if one.verdict in ("better", "worse") else ""
    words = {"better": _("{amount}, better"), "worse": _("{amount}, worse")}.get(one.verdict, "{amount}")
    return Judged(arrow, words.format(amount=amount(one, one.change)), tone)


def rule(texts: int) -> str:
    """Say by which rule voices were chosen, and from how many."""
    many = ngettext("{n} text", "{n} texts", texts).format(n=number(texts))
    return _(RULE).format(texts=many)


def grown(one: Grown) -> str:
    """Say how much a problem grew."""
    said = _("{now} of contacts, usually {usual} · {n} contacts")
    return said.format(now=share(one.now), usual=share(one.usual), n=number(one.n))


def award(one: Praised) -> str:
    """Name the award that somebody has, or say that they are clearly above."""
    return _(AWARD_NAMES[one.award]) if one.has_it else _("clearly above what was expected")


def counted(one: Acted) -> str:
    """Say the same after a number of actions."""
    if one.state == "no effect":
        return _("with no change beyond noise")
    words = state(one).words
    return words[:1].lower() + words[1:]


def state(one: Acted) -> Judged:
    """Say how an action stands."""
    if one.is_late:
        return Judged("", _("Overdue"), "worse")
    return Judged("", _(STATES[one.state]), TONES.get(one.state, ""))
