"""The tiles of the page Teams."""

from dataclasses import replace

from language import _, between, marked, ngettext, number, share
from metrics.compare import Figure
from ui.definitions import sentence
from ui.readings import NOTHING
from ui.teams.found import SURE_N, SURE_S, Found
from ui.teams.story import Story
from ui.tiles import Tile
from ui.words import brief

ALONE: dict[str, tuple[str, str]] = {
    "alone": (
        marked("One person alone"),
        marked("Share of contacts that came while one person alone who can take them was at work."),
    ),
    "nobody": (
        marked("Nobody there"),
        marked("Share of contacts that came in opening hours while nobody who can take them was at work."),
    ),
}
FEW = marked(
    "Hours of the week, of each queue, in which fewer people who can take it were at work than needed."
)
LONG = marked(
    "What breaks, meetings and wrap-ups that were longer than usual for the team took beyond the usual."
)
SOLE = marked("Queues and other skills that one person alone in the whole centre can do.")
COUNT = 6


def tiles(story: Story, found: Found, stale: str = "") -> list[Tile]:
    """The tiles, ready to show."""
    made = [
        _occupancy(story),
        *(_cover(name, found.figure(name), is_held=found.is_held) for name in ALONE),
        _sole(found),
        _few(found),
        _long(found),
    ]
    return [replace(tile, state="stale", foot_end=stale) for tile in made] if stale else made


def _occupancy(story: Story) -> Tile:
    now = story.now().get("occupancy", NOTHING)
    tile = Tile("occupancy", _("Occupancy"), sentence("occupancy"), "–")
    if now["value"] is None:
        return replace(tile, target=_("no source tells what agents do"), state="none")
    hours = number((now["denominator"] or 0) / 3600)
    tile = replace(tile, value=share(now["value"]), foot=_("n {n} hours").format(n=hours))
    if (now["denominator"] or 0) < SURE_S:
        return replace(tile, target=_("too little time to judge"), state="few")
    trend = story.over_time(story.spark_grain)["occupancy"].struct.field("value").to_list()
    return replace(tile, target=_("of the time at hand"), change=story.change("occupancy"), trend=trend)


def _cover(name: str, found: Figure, *, is_held: bool) -> Tile:
    label, meaning = ALONE[name]
    tile = Tile(name, _(label), _(meaning), "–")
    n = found["denominator"] or 0
    if found["value"] is None:
        why = _("left out: too few agents") if is_held else _("not known who was there")
        return replace(tile, target=why, state="none")
    tile = replace(tile, value=share(found["value"]), foot=_("n {n}").format(n=number(n)))
    if n < SURE_N:
        return replace(tile, target=_("too few to judge"), state="few")
    k = int(found["numerator"] or 0)
    of = ngettext("{k} contact", "{k} contacts", k).format(k=number(k))
    return replace(tile, target=of, foot_end=between(found["low"], found["high"], "share"))


def _sole(found: Found) -> Tile:
    tile = Tile("sole", _("Only one can do it"), _(SOLE), "–")
    if not found.covering.by_hour:
        return replace(tile, target=_("left out: too few agents"), state="none")
    n, k = found.covering.skills["skill"].n_unique(), found.only_one.height
    if not n:
        return replace(tile, target=_("nobody is known to take any queue"), state="none")
    of = ngettext("of {n} queue or skill", "of {n} queues and skills", n).format(n=number(n))
    return replace(tile, value=number(k), target=of, tone="worse" if k else "")


def _few(found: Found) -> Tile:
    tile = Tile("few", _("Too few people"), _(FEW), "–")
    if not found.judged_hours:
        why = _("left out: too few agents") if found.is_held else _("no hour can be judged")
        return replace(tile, target=why, state="none")
    n = found.missing.height
    value = share(n / found.judged_hours, 0)
    of = _("{k} of {n} hours, by queue").format(k=number(n), n=number(found.judged_hours))
    return replace(tile, value=value, target=_("of the hours of the week"), foot=of)


def _long(found: Found) -> Tile:
    tile = Tile("long", _("Longer than usual"), _(LONG), "–")
    rows = found.long_by_team
    if not rows.height:
        return replace(tile, target=_("nothing to judge"), state="none")
    n, k = (int(rows["long"].struct.field(part).sum()) for part in ("denominator", "numerator"))
    beyond = brief(round(float(rows["beyond_min"].sum())) * 60)
    of = _("{k} of {n} stretches").format(k=number(k), n=number(n))
    return replace(tile, value=beyond, target=_("beyond the usual"), foot=of)
