"""The five tiles of the page Routing."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from language import _, between, duration, figure, marked, ngettext, number
from metrics.catalog import METRICS
from metrics.compare import Figure, compare
from metrics.wording import ChangeWords, change_words, too_few
from settings import Money
from ui import readings
from ui.definitions import sentence
from ui.notices import Way
from ui.readings import NOTHING
from ui.routing import money, words
from ui.routing.story import LOST, MINUTE_S, Lost, Story, lost
from ui.tiles import Tile

SHARES = ("misroute_rate", "transfer_rate")
OPENS = {"lost": "time_lost", "each": "time_lost"}  # the others open the figure of their own name
TILES = ("lost", "misroute_rate", "each", "transfer_rate", "bounces")


def tiles(story: Story, costs: Money, stale: str = "") -> list[Tile]:
    """One tile per figure, ready to show."""
    now = story.now()
    spent = lost(now)
    made = [
        _lost(spent, story, costs, len(words.untold(now))),
        _share("misroute_rate", now, story),
        _each(spent, story),
        _share("transfer_rate", now, story),
        _bounces(now, story, spent),
    ]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def ways(story: Story) -> Mapping[str, Way]:
    """Where each tile leads: the contacts behind its figure."""
    found = {key: OPENS.get(key, key) for key in TILES}
    return {
        key: Way("contacts", _(OPENING[key]), story.asked.behind(figure)) for key, figure in found.items()
    }


OPENING: dict[str, str] = {
    "lost": marked("Contacts behind: Time lost"),
    "misroute_rate": marked("Contacts behind: Began at the wrong desk"),
    "each": marked("Contacts behind: Each one costs"),
    "transfer_rate": marked("Contacts behind: Transferred"),
    "bounces": marked("Contacts behind: Bounced A → B → A"),
}


def _lost(spent: Lost, story: Story, costs: Money, missing: int) -> Tile:
    said = _("customers waited again {waiting}, agents worked in vain {handling}")
    parts = said.format(waiting=words.spent(spent.waiting_s), handling=words.spent(spent.handling_s))
    return Tile(
        key="lost",
        label=_("Time lost"),
        definition=" ".join(sentence(name) for name in LOST),
        value=words.spent(spent.all_s) if spent.contacts or not missing else "–",
        target=parts if spent.contacts else _("no wrong desk seen"),
        change=moved(spent.all_s, earlier(story).all_s, words.spent) if is_compared(story) else None,
        trend=_lost_over_time(story),
        foot=ngettext("{n} contact", "{n} contacts", spent.contacts).format(n=number(spent.contacts)),
        foot_end=money.said(costs, spent.handling_s / MINUTE_S, spent.waiting_s / MINUTE_S),
        state="" if spent.contacts else "none",
    )


def _lost_over_time(story: Story) -> list[float | None]:
    rows = story.over_time(story.spark_grain, LOST)
    if not rows.height:
        return []
    values = [rows[name].struct.field("value").fill_null(0.0) for name in LOST]
    return (values[0] + values[1]).to_list()


def is_compared(story: Story) -> bool:
    """Tell whether there is a period before to compare with, and somebody wants to."""
    return story.asked.against != "none" and bool(story.before())


def earlier(story: Story) -> Lost:
    """The time lost in the period compared with."""
    return lost(story.before())


def moved(now_s: float | None, before_s: float | None, said: Callable[[float], str]) -> ChangeWords | None:
    """Say how a time moved, in percent and from what; neither good nor bad, for chance alone moves it too."""
    if now_s is None or before_s is None:
        return None
    one = METRICS[LOST[0]]
    found = change_words(one, compare(one, {**NOTHING, "value": now_s}, {**NOTHING, "value": before_s}))
    was = _("was {value}").format(value=said(before_s)) if now_s != before_s else found.against
    return replace(found, against=was, tone="neutral")


def _each(spent: Lost, story: Story) -> Tile:
    tile = Tile(
        key="each",
        label=_("Each one costs"),
        definition=_("The time lost, divided by the contacts that began at a wrong desk."),
        value="–" if spent.each_s is None else duration(round(spent.each_s)),
        foot=_("n {n}").format(n=number(spent.contacts)),
    )
    if spent.each_s is None:
        return replace(tile, target=_("nothing to measure"), state="none")
    waiting = duration(round(spent.waiting_s / spent.contacts))
    before = earlier(story).each_s if is_compared(story) else None
    change = moved(spent.each_s, before, lambda each: duration(round(each)))
    return replace(tile, target=_("of which {waiting} waiting").format(waiting=waiting), change=change)


def _share(metric: str, now: dict[str, Figure], story: Story) -> Tile:
    one, found = METRICS[metric], now.get(metric, NOTHING)
    tile = Tile(
        key=metric,
        label=_(one.label),
        definition=sentence(metric),
        value="–",
        foot=_("{n} of {of}").format(n=number(found["numerator"] or 0), of=number(found["denominator"] or 0)),
    )
    if readings.is_nothing(found):
        return replace(tile, target=_("nothing to measure"), state="none")
    tile = replace(tile, value=figure(found["value"], one.unit), target=_("of answered contacts"))
    if readings.judged(one, found) < one.minimum_n:
        return replace(tile, foot=too_few(readings.judged(one, found), one.minimum_n), state="few")
    trend = story.over_time(story.spark_grain, SHARES)
    return replace(
        tile,
        change=story.change(metric),
        trend=trend[metric].struct.field("value").to_list() if metric in trend.columns else (),
        foot_end=between(found["low"], found["high"], one.unit),
    )


def _bounces(now: dict[str, Figure], story: Story, spent: Lost) -> Tile:
    found = now.get("bounces", NOTHING)
    trend = story.over_time(story.spark_grain, ("bounces",))
    return Tile(
        key="bounces",
        label=_("Bounced A → B → A"),
        definition=sentence("bounces"),
        value=figure(found["value"], "count") if found["value"] is not None else "–",
        target=_("came back to a queue they had left"),
        change=story.change("bounces"),
        trend=trend["bounces"].struct.field("value").to_list() if "bounces" in trend.columns else (),
        foot=_("n {n}").format(n=number(spent.contacts)),
    )
