"""The six tiles of the page Live."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from language import _, between, figure, ngettext, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, compare
from metrics.wording import ChangeWords, change_words, too_few
from settings import Target
from ui import readings, targets
from ui.definitions import sentence
from ui.live import words
from ui.live.board import lasting, stack
from ui.live.floor import Floor
from ui.live.groups import of
from ui.markup import Safe, join, tag
from ui.queues.words import within
from ui.tiles import Tile, body, definition
from ui.tiles import figure as large
from ui.words import brief


@dataclass(frozen=True)
class View:
    """What tiles are made of: the floor, the targets, and how old it all is."""

    floor: Floor
    known: Sequence[Target]
    is_stale: bool
    age: str

    def target(self, metric: str) -> float | None:
        return targets.target(self.known, metric, self.floor.at.date())


def tiles(view: View) -> Safe:
    """All tiles as one piece of HTML, so that a tick changes what changed and moves nothing."""
    return tag("div", join(make(view) for make in MAKE), "mk-tiles")


def _waiting(view: View) -> Safe:
    whole, n = view.floor.whole, len(view.floor.queues)
    is_told = view.floor.told_at is not None
    return body(
        Tile(
            key="waiting",
            label=_("Waiting now"),
            definition=sentence("waiting"),
            value=number(whole.waiting) if is_told else "–",
            target=_("{n} over the threshold").format(n=number(whole.overdue)) if is_told else _("not known"),
            trend=whole.trend,
            foot=ngettext("{n} queue", "{n} queues", n).format(n=number(n)),
            foot_end=view.age,
            state="stale" if view.is_stale else "",
            tone="worse" if whole.overdue else "",
        )
    )


def _longest(view: View) -> Safe:
    target, whole = view.target("wait_p90"), view.floor.whole
    queue = whole.longest_of
    is_long = target is not None and (whole.longest_s or 0.0) > target and whole.overdue > 0
    return body(
        Tile(
            key="longest",
            label=_("Longest in line now") if view.floor.is_immediate else _("Longest now"),
            definition=sentence("longest_waiting"),
            value=lasting(whole.longest_s),
            target=_("target {value}").format(value=brief(target)) if target else _("no target set"),
            foot=queue or _nobody(view),
            foot_end=view.age,
            state="stale" if view.is_stale else ("breach" if is_long else ""),
        )
    )


def _nobody(view: View) -> str:
    """Who is not in line; letters wait as well, and have no line."""
    if view.floor.told_at is None:
        return _("not known")
    is_apart = view.floor.is_immediate and view.floor.whole.waiting
    return _("only letters wait") if is_apart else _("nobody waits")


def _lately(view: View) -> Safe:
    now, before = (
        of(half, "service_level_live") for half in (view.floor.whole.lately, view.floor.whole.earlier)
    )
    change = _change("service_level_live", now, before, _("vs 30 min ago"))
    made = _share(view, "service_level_live", now, change)
    return body(
        replace(made, label=_("In time, last 30 min"), target=_goal(view) if made.foot else made.target)
    )


def _today(view: View) -> Safe:
    now, before = of(view.floor.whole.today, "service_level"), of(view.floor.last_week, "service_level")
    made = _share(view, "service_level", now, _change("service_level", now, before, _("on a week ago")))
    return body(replace(made, label=_("In time today"), target=_goal(view) if made.foot else made.target))


def _gave_up(view: View) -> Safe:
    now, before = of(view.floor.whole.today, "abandon_rate"), of(view.floor.last_week, "abandon_rate")
    made = _share(view, "abandon_rate", now, _change("abandon_rate", now, before, _("on a week ago")))
    target = view.target("abandon_rate")
    goal = _("target at most {value}").format(value=share(target, 0)) if target else _("no target set")
    return body(replace(made, label=_("Gave up today"), target=goal if made.foot else made.target))


def _agents(view: View) -> Safe:
    """Agents who are in: a bar in place of the trend."""
    counts, tells = view.floor.whole.crew, bool(view.floor.agents.height)
    meaning = _("Agents who are in, by what they do now. Who is offline is not in.")
    told = words.crew(counts).partition(" · ")[2] if tells else _untold(view)
    busy = _("{n} on a contact").format(n=number(counts.get("busy", 0))) if tells else ""
    pieces = [
        definition(_("Agents of the team in") if view.floor.is_of_teams else _("Agents in"), meaning),
        tag("div", large(number(counts.get("present", 0)) if tells else "–"), "v"),
        stack(counts),
        tag("div", told, "t"),
        tag("div", join([tag("span", busy), tag("span", view.age)]), "n"),
    ]
    return tag("div", join(pieces), "mk-tile is-small" if view.is_stale else "mk-tile")


def _untold(view: View) -> str:
    return _("of the team nothing is told") if view.floor.is_of_teams else _("no source tells of agents")


MAKE: tuple[Callable[[View], Safe], ...] = (_waiting, _longest, _lately, _today, _gave_up, _agents)


def _goal(view: View) -> str:
    target, threshold = view.target("service_level"), within(view.floor.whole.within_s)
    if target is None:
        return threshold
    return _("target {share} {within}").format(share=share(target, 0), within=threshold)


def _change(metric: str, now: Figure, before: Figure, against: str) -> ChangeWords | None:
    if now["value"] is None or before["value"] is None:
        return None
    said = change_words(METRICS[metric], compare(METRICS[metric], now, before))
    return replace(said, against=against) if said.tone in {"better", "worse"} else said


def _share(view: View, metric: str, now: Figure, change: ChangeWords | None) -> Tile:
    """A share with its n and interval; without a value it has neither."""
    one, n = METRICS[metric], int(now["denominator"] or 0)
    tile = Tile(
        key=metric, label="", definition=sentence(metric), value="–", target=_("nothing to measure yet")
    )
    if now["value"] is None:
        return replace(tile, state="none")
    few = n < one.minimum_n
    return replace(
        tile,
        value=figure(now["value"], one.unit),
        change=None if few else change,
        foot=too_few(n, one.minimum_n) if few else _("n {n}").format(n=number(n)),
        foot_end=view.age if view.is_stale else between(now["low"], now["high"], one.unit),
        state="stale" if view.is_stale else ("few" if few else ""),
        tone="worse" if readings.misses(now, view.target(metric.removesuffix("_live")), one) else "",
    )
