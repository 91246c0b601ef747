"""The part Rules: when a queue rings, and how often each rule would have rung in the weeks gone by."""

from collections import Counter
from collections.abc import Mapping, Sequence

from language import _, listing, marked, ngettext, number, share
from metrics.bottlenecks import Rules, sentences
from metrics.bottlenecks.calibrate import NEVER
from metrics.bottlenecks.judged import CAUSES, H0, NEED, PLAN
from store import calibrations
from store.calibrations import Calibrated, Pool
from store.episodes import usefulness
from ui import cards, markup, notices
from ui.bottlenecks import words
from ui.bottlenecks.read import Heard
from ui.markup import Safe, tag
from ui.scene import Scene
from ui.tables import report, two_lines

MOST = 0.5  # rings a queue-week that thresholds are chosen for
LEAST_WEEKS = 4
DAY = 1 / 7  # of a week
COSTS = marked(
    "What waits cost is added up here from the looks replayed; the history counts it from the contacts, so"
    " the two differ."
)
WHENS: dict[str, str] = {
    "plan": marked("at least {level} of the people planned are missing"),
    "need": marked("at least {level} of the people needed are missing"),
    "volume": marked("contacts are above usual by {level} their usual swing"),
    "longer": marked("contacts are longer than usual by {level} their usual swing"),
    "moved": marked("contacts sent here wrongly are above usual by {level} their usual swing"),
    "stage": marked("what another step sends is above usual by {level} its usual swing"),
}


def show(scene: Scene, told: Heard) -> None:
    """Show how loud each queue is, and why."""
    found = calibrations.newest(scene.store.state)
    _explained(found, scene)
    if found is None:
        _by_default()
        return
    for at, pool in enumerate(found.pools):
        [slot] = cards.row((f"pool_{at}", 320))
        with cards.figure(slot):
            _pool(found, pool)
    [slot] = cards.row(("by_queue", 240))
    with cards.figure(slot):
        _queues(found, told)


def _explained(found: Calibrated | None, scene: Scene) -> None:
    """Say what the thresholds stand on."""
    if found is None:
        strong = _("The thresholds are those that were found by simulation.")
        rest = _("They are chosen for each queue from its own weeks once {n} weeks have been looked at.")
        notices.line("rules", "tune", strong, rest.format(n=number(LEAST_WEEKS)))
        return
    when = words.clock(found.at, scene.now, scene.settings.site.zone)
    strong = _("Chosen {when} by replaying {weeks}.").format(when=when, weeks=weeks(found.weeks))
    notices.line("rules", "tune", strong, stands_on(found))


def stands_on(found: Calibrated) -> str:
    """How far to trust thresholds, what was replayed, and where the costs beside them come from."""
    return f"{basis(found)} {origin(found)} {_(COSTS)}"


def weeks(n: float) -> str:
    """So many weeks, whole where they are to a day."""
    is_whole = abs(n - round(n)) <= DAY
    shown = number(round(n)) if is_whole else number(n, 1)
    one = round(n) == 1 if is_whole else round(n, 1) == 1
    return ngettext("{n} week", "{n} weeks", 1 if one else 2).format(n=shown)


def basis(found: Calibrated) -> str:
    """How far the thresholds can be believed."""
    if found.weeks < LEAST_WEEKS:
        said = _("Under {n} weeks say too little: the thresholds found by simulation hold for now.")
        return said.format(n=number(LEAST_WEEKS))
    aim = _(
        "Of queues of like size, the rules together may ring at most {most} times a week in each, on average;"
        " one of them may ring more often."
    )
    aim = aim.format(most=number(MOST, 1))
    if found.is_whole:
        return aim
    return f"{aim} " + _(
        "Eight weeks are wanted; until then they are chosen anew each week from what there is."
    )


def origin(found: Calibrated) -> str:
    """Whether what was replayed was seen as it happened, or is worked out from history."""
    live = found.live_share or 0.0
    if live <= 0:
        return _("No minute of them was seen as it happened: what could be seen is worked out from history.")
    if live >= 1:
        return _("Every minute of them was seen as it happened.")
    said = _("{share} of their minutes were seen as they happened, the others are worked out from history.")
    return said.format(share=share(live, 0))


def _by_default() -> None:
    [slot] = cards.row(("rules_default", 240))
    with cards.figure(slot):
        cards.title(_("A queue rings when"), harm(H0))
        rows = [[sentences.name(cause), when(cause, Rules().thresholds[cause])] for cause in CAUSES]
        markup.show(report([_("Cause"), _("It counts when")], rows, is_stacked=True))


def harm(h0: float) -> str:
    """What is too much waiting in any case."""
    said = _("more than {share} of customers wait too long, twice ten minutes apart, and a cause holds")
    return said.format(share=share(h0, 0))


def when(cause: str, threshold: float) -> str:
    """When a cause holds, in words."""
    if threshold >= NEVER:
        return _("does not ring: even at the highest threshold it would ring more than once a week")
    level = _level(cause, threshold)
    times = level if cause in (PLAN, NEED) else _("{n} times").format(n=level)
    return _(WHENS[cause]).format(level=times)


def _pool(found: Calibrated, pool: Pool) -> None:
    rang = sum(pool.times.values())
    said = ngettext(
        "Would have rung {n} time in {weeks}", "Would have rung {n} times in {weeks}", rang
    ).format(n=number(rang), weeks=weeks(found.weeks))
    cards.title(said, together(pool))
    heads = [_("Cause"), _("Alone it would have rung"), _("Those waits cost"), _("One step lower or higher")]
    markup.show(report(heads, rows(found, pool), is_stacked=True))


def together(pool: Pool) -> str:
    """Which queues share thresholds, and how often the rules ring in each of them on average."""
    names = sorted(pool.times)
    if len(names) == 1:
        return names[0]
    said = _("{queues}: chosen together, being of like size").format(queues=listing(names))
    if pool.rate is None:
        return said
    rate = _("{n} times a week in each, on average").format(n=number(pool.rate, 2))
    return f"{said} · {rate}"


def rows(found: Calibrated, pool: Pool) -> list[list[str]]:
    """A row for each cause: the threshold that its queues share, and those of queues that have their own."""
    levels = {queue: found.queues[queue].thresholds for queue in sorted(pool.times)}
    by_cause = {cause: {queue: of[cause] for queue, of in levels.items() if cause in of} for cause in CAUSES}
    return [_rule(cause, of, pool) for cause, of in by_cause.items() if of]


def _rule(cause: str, of: Mapping[str, float], pool: Pool) -> list[str]:
    rung = pool.by_cause.get(cause)
    shared = min(of.values())
    said = [when(cause, shared), *(own(cause, at, of) for at in sorted({*of.values()} - {shared}))]
    return [
        two_lines(sentences.name(cause), "; ".join(said)),
        times(rung.times) if rung else Safe("–"),
        words.lost(rung.minutes) if rung else Safe("–"),
        elsewhere(cause, shared, pool.tried.get(cause, ())),
    ]


def own(cause: str, threshold: float, of: Mapping[str, float]) -> str:
    """Which queues of a pool have another threshold: it alone would ring there more than once a week."""
    queues = listing([queue for queue, at in of.items() if at == threshold])
    if threshold >= NEVER:
        return _("{queues}: does not ring").format(queues=queues)
    return _("{queues}: at {level}").format(queues=queues, level=_level(cause, threshold))


def times(n: int) -> str:
    """So many times."""
    return ngettext("{n} time", "{n} times", n).format(n=number(n))


def elsewhere(cause: str, threshold: float, tried: Sequence[tuple[float, int, float]]) -> str:
    """How often it would ring one step lower and higher; at an end, that nothing beyond was tried."""
    if not tried or threshold >= NEVER:
        return "–"
    lower = next((each for each in reversed(tried) if each[0] < threshold - 1e-9), None)
    higher = next((each for each in tried if each[0] > threshold + 1e-9), None)
    said = [
        _("at {level}: {times}").format(level=_level(cause, each[0]), times=times(each[1]))
        for each in (lower, higher)
        if each
    ]
    level = _level(cause, threshold)
    if lower is None:
        said.append(_("{level} is the lowest tried, so it cannot be made louder").format(level=level))
    if higher is None:
        said.append(_("{level} is the highest tried, so it cannot be made quieter").format(level=level))
    return " · ".join(said)


def _level(cause: str, threshold: float) -> str:
    if cause in (PLAN, NEED):
        return share(threshold, 0)
    return number(threshold, 2).rstrip("0").rstrip(".")


def useful(queue: str, told: Heard) -> str:
    """How many answers found its alerts of the last 8 weeks useful: 3 of 5; of each person the last one."""
    pairs = [usefulness(told.of(one.id)) for one in told.past if one.queue == queue]
    yes, all_ = sum(one for one, _no in pairs), sum(map(sum, pairs))
    return _("{n} of {all}").format(n=number(yes), all=number(all_)) if all_ else "–"


def too_much(h0: float) -> Safe:
    """How many waiting too long is harm in a queue; where that is more than in others, why."""
    said = _("over {share} wait too long").format(share=share(h0, 0))
    is_more = round(h0, 2) > H0
    return two_lines(said, _("common there: a lower limit would ring too often") if is_more else "")


def _queues(found: Calibrated, told: Heard) -> None:
    """Each queue: what is too much waiting there, how often it would have rung, and how often it did."""
    limit = _(
        "all rules together · harm is when over {share} wait too long, or over what the queue itself has"
        " in three looks of ten; more where it would still ring too often"
    )
    cards.title(_("Each queue"), limit.format(share=share(H0, 0)))
    rang = Counter(one.queue for one in told.past if one.kind == "bottleneck")
    would = {queue: n for pool in found.pools for queue, n in pool.times.items()}
    rows = [
        [
            tag("span", queue, dir="auto"),
            too_much(found.queues[queue].h0),
            times(would[queue]) if queue in would else "–",
            times(rang[queue]),
            useful(queue, told),
        ]
        for queue in sorted(found.queues, key=lambda name: (-would.get(name, 0), name))
    ]
    heads = [
        _("Queue"),
        _("Harm is when"),
        _("Would have rung in {weeks}").format(weeks=weeks(found.weeks)),
        _("Rang in the last 8 weeks"),
        _("Found useful"),
    ]
    markup.show(report(heads, rows, is_stacked=True))
