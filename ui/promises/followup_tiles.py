"""The tiles of the part Follow-ups: of what is to do now, and of how it went."""

from dataclasses import replace

from language import _, between, figure, number, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.turned import Turned, turned
from metrics.wording import too_few
from ui import definitions, readings
from ui.notices import Way
from ui.promises import followed
from ui.promises import followup_words as words
from ui.promises.followed import RATE, TURNED, Followed
from ui.scene import Scene
from ui.tiles import Tile


def now(scene: Scene, found: Followed) -> list[Tile]:
    """The tiles of what waits for somebody, ready to show."""
    known = followed.counts(found)
    oldest = min(found.rows.filter(state="overdue")["due_at"].to_list(), default=None)
    tried = found.rows.filter(state="due_today")["tried_at"].count()
    later = Tile(
        key="followups_open",
        label=_("Due later"),
        definition=_("Follow-ups whose call is due after today."),
        value=number(known["open"]),
        target=_("after today"),
    )
    overdue = Tile(
        key="followups_overdue",
        label=_("Overdue"),
        definition=_("Follow-ups whose call was due and that nobody has made or closed."),
        value=number(known["overdue"]),
        target=words.oldest(oldest, scene.now),
    )
    today = Tile(
        key="followups_due_today",
        label=_("Due today"),
        definition=_("Follow-ups whose call is due later today."),
        value=number(known["due_today"]),
        target=_("{n} tried so far").format(n=number(tried)),
    )
    return [overdue, today, later, _unopened(scene, found)]


def went(scene: Scene, found: Followed) -> list[Tile]:
    """The tiles of how it went, ready to show."""
    return [_rate_tile(scene, found), _turned_tile(turned(found.rows.lazy()))]


def _unopened(scene: Scene, found: Followed) -> Tile:
    """How many reasons open none, since the day has as many as it may."""
    told = scene.settings.followups
    return Tile(
        key="followups_unopened",
        label=_("Not opened"),
        definition=_(
            "Reasons for a call that open no follow-up today: at most {n} open a day (most_a_day under"
            " [followups] in moked.toml). The reasons take turns, the worst of each first: the lowest"
            " answers, and who came most often. The others can open on the next days, until they are {days}"
            " days old (not_older_than_days)."
        ).format(n=number(told.most_a_day), days=f"{told.not_older_than_days:g}"),
        value=number(found.left_out),
        target=words.limit(found.left_out, told.most_a_day),
        foot=_("the worst were opened") if found.left_out else "",
    )


def _rate_tile(scene: Scene, found: Followed) -> Tile:
    one, now = METRICS[RATE], followed.rate(scene, found)
    tile = Tile(key=RATE, label=_(one.label), definition=definitions.sentence(RATE), value="–", foot=_n(now))
    if readings.is_nothing(now):
        return replace(tile, target=_("no call was due yet"), state="none")
    tile = replace(
        tile, value=figure(now["value"], one.unit), target=words.made(followed.in_time(scene, found))
    )
    if not is_judgeable(one, now):
        few = too_few(readings.judged(one, now), one.minimum_n)
        return replace(tile, foot=few, state="few")
    sure = between(now["low"], now["high"], one.unit)
    return replace(tile, foot_end=sure)


def _turned_tile(known: Turned) -> Tile:
    n = int(known.in_time["denominator"] or 0)
    tile = Tile(
        key=TURNED,
        label=_("No new trouble"),
        definition=words.turned_means(),
        value=share(known.in_time["value"], 0) if n else "–",
        target=_("called in time; the others: {share}").format(share=share(known.others["value"], 0)),
        foot=_("n {n} and {others}").format(n=number(n), others=number(known.others["denominator"] or 0)),
    )
    if known.bounds is None:
        return replace(tile, state="few" if n else "none", foot_end=_("too few to compare"))
    low, high = known.bounds
    return replace(tile, foot_end=_("{bounds} points").format(bounds=words.bounds(low, high)))


def _n(now: Figure) -> str:
    return _("n {n} due").format(n=number(now["denominator"] or 0))


def ways(scene: Scene) -> dict[str, Way]:
    """Where each tile leads: the follow-ups behind its figure."""
    near, lately = followed.near(scene), followed.lately(scene)
    label = _("Follow-ups behind: {figure}")
    names = {
        "followups_overdue": (_("Overdue"), near),
        "followups_due_today": (_("Due today"), near),
        "followups_open": (_("Due later"), near),
        RATE: (_(METRICS[RATE].label), lately),
        TURNED: (_("No new trouble"), lately),
    }
    return {
        name: Way("contacts", label.format(figure=called), asked.behind(name))
        for name, (called, asked) in names.items()
    }
