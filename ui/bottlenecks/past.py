"""The part History: what rang in the last eight weeks, what it cost, and what people said about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from language import _, ngettext, number, share
from metrics.bottlenecks import sentences
from store.episodes import Act, Alert, usefulness, who_called_done
from ui import asked as asking
from ui import bars, cards, definitions, filters, links, markup, notices, tiles
from ui.bottlenecks import words
from ui.bottlenecks.read import PAST, Heard
from ui.markup import Safe, join, tag
from ui.promises.pager import turn
from ui.scene import Scene
from ui.tables import report, two_lines
from ui.tiles import Tile
from ui.words import brief

ROWS_A_PAGE = 15
FEW = 10  # alerts under which a median is not told
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Sum:
    """Alerts of one cause: how many, and what they cost together."""

    cause: str | None
    n: int
    minutes: float


def show(scene: Scene, told: Heard) -> None:
    """Show what rang in the last eight weeks."""
    rows = [one for one in told.past if one.kind == "bottleneck"]
    if not told.past:
        with cards.figure(cards.row(("no_history", 160))[0]):
            none = _("Nothing has rung in the last eight weeks. What rings is kept here, with what it cost.")
            notices.state("task_alt", _("Nothing yet"), none)
        return
    with cards.figure(cards.place("history_tiles", tiles.waiting(4))):
        tiles.row(figures(rows, told), key="tiles_history")
    [at_table] = cards.row(("history", 480))
    with cards.figure(at_table):
        _table(scene, told)
    if rows:
        [at_causes] = cards.row(("by_cause", 200))
        with cards.figure(at_causes):
            _by_cause(rows)


def figures(rows: Sequence[Alert], told: Heard) -> list[Tile]:
    """How many rang, what it cost, how soon somebody took them, and how many were useful."""
    return [_rang(rows), _lost(rows), _taken(rows, told), _useful(rows, told)]


def _rang(rows: Sequence[Alert]) -> Tile:
    live = [one for one in rows if one.source == "live"]
    found = len(rows) - len(live)
    queues = len({one.queue for one in rows})
    return Tile(
        key="rang",
        label=_("Bottlenecks"),
        definition=_("Alerts of the last eight weeks; one is one stretch of one queue, whatever came in it."),
        value=number(len(rows)),
        target=ngettext("in {n} queue", "in {n} queues", queues).format(n=number(queues)),
        foot=_("{n} found afterwards").format(n=number(found)) if found else _("all told when they began"),
    )


def _lost(rows: Sequence[Alert]) -> Tile:
    minutes = sum(one.minutes_lost for one in rows)
    worst = Counter[str]()
    for one in rows:
        worst[one.queue] += round(one.minutes_lost)
    most = worst.most_common(1)
    said = _("{n} of them in {queue}") if len(worst) > 1 else _("all in {queue}")
    return Tile(
        key="lost",
        label=_("Customer-minutes lost"),
        definition=definitions.sentence("customer_minutes_lost"),
        value=number(round(minutes)),
        target=said.format(n=number(most[0][1]), queue=most[0][0]) if most else "",
        foot=_("n {n}").format(n=number(len(rows))),
    )


def _taken(rows: Sequence[Alert], told: Heard) -> Tile:
    """The median of the minutes until somebody took one, of those that somebody was told of."""
    live = [one for one in rows if one.source == "live"]
    passed = [minutes for one in live if (minutes := _minutes_until(one, told.of(one.id))) is not None]
    is_few = len(passed) < FEW
    of = ngettext("{n} of {all} was taken", "{n} of {all} were taken", len(live))
    return Tile(
        key="taken",
        label=_("Taken within"),
        definition=_("How long after it rang somebody said “I’m on it” or was given it: the median."),
        value=brief(median(passed) * 60) if passed else "–",
        target=of.format(n=number(len(passed)), all=number(len(live))) if live else _none_told(rows),
        foot=_("n {n}, needs {least}").format(n=number(len(passed)), least=number(FEW))
        if is_few
        else _("median"),
        state=("few" if is_few else "") if passed else "none",
    )


def _none_told(rows: Sequence[Alert]) -> str:
    return _("all were found afterwards, nobody was told") if rows else _("nothing rang")


def _minutes_until(one: Alert, acts: Sequence[Act]) -> float | None:
    if not (one.taken_by or one.assigned_to):
        return None
    first = next((act.at for act in acts if act.act in ("taken", "assigned")), None)
    return None if first is None else max((first - one.raised_at) / timedelta(minutes=1), 0.0)


def _useful(rows: Sequence[Alert], told: Heard) -> Tile:
    pairs = [usefulness(told.of(one.id)) for one in rows]
    yes, all_ = sum(one for one, _no in pairs), sum(map(sum, pairs))
    return Tile(
        key="useful",
        label=_("Found useful"),
        definition=_(
            "Of the answers to “Useful?”, how many were yes; of each person the last answer counts."
        ),
        value=_("{n} of {all}").format(n=number(yes), all=number(all_)) if all_ else "–",
        target=_("answers by who looked after them") if all_ else _("nobody has said yet"),
        state="" if all_ else "none",
    )


def _table(scene: Scene, told: Heard) -> None:
    pages = max(1, -(-len(told.past) // ROWS_A_PAGE))
    at = asking.page(filters.address(), pages, []) - 1
    what = _("the last {n} weeks, the newest on top").format(n=number(PAST // WEEK))
    cards.title(title(told.past), what)
    most = max((one.minutes_lost for one in told.past), default=0.0)
    shown = told.past[at * ROWS_A_PAGE : (at + 1) * ROWS_A_PAGE]
    heads = [_("Queue and when"), _("Why"), _("Lasted"), _("Minutes lost"), _("Who saw to it")]
    rows = [_row(one, told.of(one.id), scene, most) for one in shown]
    markup.show(report(heads, rows, frozenset({2}), is_stacked=True))
    turn(at, len(told.past), ROWS_A_PAGE, "history")


def title(rows: Sequence[Alert]) -> str:
    """How many are listed; silences are no bottlenecks, and are not counted in the figures above."""
    n = sum(one.kind == "bottleneck" for one in rows)
    rang = ngettext("{n} bottleneck", "{n} bottlenecks", n).format(n=number(n))
    if n == len(rows):
        return rang
    silent = ngettext("{n} silence", "{n} silences", len(rows) - n).format(n=number(len(rows) - n))
    return _("{bottlenecks} and {silences}").format(bottlenecks=rang, silences=silent)


def _row(one: Alert, acts: Sequence[Act], scene: Scene, most: float) -> list[str]:
    zone = scene.settings.site.zone
    name = links.link("bottlenecks", one.queue, {"view": "history", "episode": str(one.id)})
    lost = tag("span", number(round(one.minutes_lost)), "num") if one.kind == "bottleneck" else Safe("–")
    drawn = bars.bar(one.minutes_lost, None, None, most) if one.kind == "bottleneck" else ""
    return [
        two_lines(tag("span", name, dir="auto"), words.clock(one.begun_at, scene.now, zone)),
        words.cause(one),
        words.lasted(one, scene.now) + ("" if one.cleared_at else _(", goes on")),
        tag("span", join([lost, drawn]), "lost"),
        join([who(one, acts), tag("small", _judged(acts))]),
    ]


def who(one: Alert, acts: Sequence[Act]) -> str:
    """Who was given it or took it; of what nobody took, who called it done."""
    if one.source == "replay":
        return _("found afterwards, nobody was told")
    done = who_called_done(acts) if one.state == "resolved" else None
    return one.given_name or one.taken_name or (done.who_name if done else _("nobody"))


def _judged(acts: Sequence[Act]) -> str:
    yes, no = usefulness(acts)
    if not yes + no:
        return ""
    return _("useful") if yes > no else (_("not useful") if no > yes else _("useful to some"))


def by_cause(rows: Sequence[Alert]) -> list[Sum]:
    """Alerts by their main cause, what cost most on top."""
    causes = {one.cause for one in rows}
    sums = [
        Sum(cause, len(mine), sum(one.minutes_lost for one in mine))
        for cause in causes
        if (mine := [one for one in rows if one.cause == cause])
    ]
    return sorted(sums, key=lambda one: (-one.minutes, one.cause or ""))


def _by_cause(rows: Sequence[Alert]) -> None:
    sums = by_cause(rows)
    whole = sum(one.minutes for one in sums)
    first = sums[0]
    cards.title(
        _("{cause}: {share} of what was lost").format(
            cause=_named(first), share=share(first.minutes / whole if whole else None, 0)
        ),
        _("by the main cause of each; the same eight weeks"),
    )
    most = first.minutes
    heads = [_("Main cause"), _("Bottlenecks"), _("Minutes lost")]
    shown: list[list[str]] = [
        [
            _named(one),
            number(one.n),
            tag(
                "span",
                join(
                    [tag("span", number(round(one.minutes)), "num"), bars.bar(one.minutes, None, None, most)]
                ),
                "lost",
            ),
        ]
        for one in sums
    ]
    markup.show(report(heads, shown, frozenset({1}), is_stacked=True))


def _named(one: Sum) -> str:
    return sentences.name(one.cause) if one.cause else _("The cause is not known")
