"""What the page Live says: which queue is late, what agents do, how old it all is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from language import _, duration, instant, listing, marked, ngettext, number, share
from metrics.compare import Figure
from metrics.floor import Pressure, Verdict, verdict
from settings import Target
from store.live import SourceNow
from ui import targets
from ui.live.floor import Floor, is_stale, silent_sources
from ui.live.groups import Group, of

STATES: dict[str, str] = {
    "available": marked("free"),
    "on_contact": marked("on a contact"),
    "wrap_up": marked("wrapping up"),
    "ringing": marked("ringing"),
    "break": marked("on a break"),
    "meeting": marked("in a meeting"),
    "offline": marked("gone"),
}
CHIPS: dict[Verdict, tuple[str, str, str]] = {
    "late": ("c-breach", "priority_high", marked("Late")),
    "pressure": ("c-worse", "trending_up", marked("Under pressure")),
    "calm": ("c-ok", "check", marked("No long wait")),
    "ok": ("c-ok", "check", marked("On target")),
    "quiet": ("c-ok", "bedtime", marked("Quiet")),
    "closed": ("c-ok", "bedtime", marked("Closed")),
}
ORDER: dict[Verdict, int] = {"late": 0, "pressure": 1, "calm": 2, "ok": 2, "quiet": 3, "closed": 4}
# What makes a queue late, for the definitions of the page.
RULE = marked(
    "Late: somebody waits over the threshold and either longer than the target for long waits, or the share"
    " in time of the last 30 minutes surely misses its target (its whole 95 % interval, 30 visits or more)."
    " Under pressure: somebody waits over the threshold, or that share is below its target. On target: that"
    " share meets its target. No long wait: nobody waits over the threshold, and too few came to say more."
)


@dataclass(frozen=True)
class Age:
    """How old the newest word of the sources is, in words, at the foot of a tile, and whether too old."""

    words: str
    short: str
    is_stale: bool
    is_partly: bool = False  # some sources are too old, not all


def judged(group: Group, known: tuple[Target, ...], at: datetime, queue: str | None = None) -> Verdict:
    """How a queue stands, by its own targets."""
    day = at.date()
    return verdict(
        Pressure(
            offered=of(group.today, "offered")["value"] or 0.0,
            waiting=group.waiting,
            overdue=group.overdue,
            longest_s=group.longest_s,
            in_time=of(group.lately, "service_level_live"),
            target=targets.target(known, "service_level", day, queue),
            longest_target_s=targets.target(known, "wait_p90", day, queue),
        )
    )


def headline(
    floor: Floor, verdicts: Mapping[str, Verdict], age: Age, wall: bool, closed_until: str = ""
) -> str:
    """What is going on; of silent sources, what was going on when they told last."""
    if floor.told_at is None:
        silent = [one.source for one in floor.telling]
        return _("Who waits is not known: {source} has told nothing yet.").format(source=listing(silent))
    said = sentence(floor, verdicts, is_short=wall or age.is_stale, closed_until=closed_until)
    return _("When last heard of: {said}").format(said=said) if age.is_stale else said


def sentence(
    floor: Floor, verdicts: Mapping[str, Verdict], is_short: bool = False, closed_until: str = ""
) -> str:
    """What is going on now, in about 90 characters; what is late stands between asterisks.

    A wall takes the short one, which leaves out who is close behind. `closed_until` says when a centre that
    is closed opens again.
    """
    late = [queue for queue in worst_first(floor, verdicts) if verdicts[queue] == "late"]
    pressed = [queue for queue in worst_first(floor, verdicts) if verdicts[queue] == "pressure"]
    if late:
        group = floor.queues[late[0]]
        said = ngettext(
            "{queue} is *late*: {n} person waits, for {longest}.",
            "{queue} is *late*: {n} people wait, the longest for {longest}.",
            group.waiting,
        )
        first = said.format(queue=named(late[0]), n=number(group.waiting), longest=duration(group.longest_s))
        return first if is_short else f"{first} {_behind(late[1:], pressed)}".strip()
    if pressed and not floor.queues[pressed[0]].waiting:
        in_time = of(floor.queues[pressed[0]].lately, "service_level_live")["value"]
        said = _("{queue} is under pressure: {share} in time in the last 30 minutes.")
        return said.format(queue=named(pressed[0]), share=share(in_time, 0))
    if pressed:
        said = ngettext(
            "{queue} is under pressure: {n} person waits.",
            "{queue} is under pressure: {n} people wait.",
            floor.queues[pressed[0]].waiting,
        )
        return said.format(queue=named(pressed[0]), n=number(floor.queues[pressed[0]].waiting))
    if closed_until:
        return _closed(floor.whole.waiting, closed_until)
    return _calm(floor)


def _calm(floor: Floor) -> str:
    """Who waits where nobody waits long: people in line, and letters, which have no line."""
    letters = floor.letters
    line = floor.whole.waiting - letters
    people = ngettext(
        "No long waits: {n} person waits, for {longest}.",
        "No long waits: {n} people wait, the longest for {longest}.",
        line,
    ).format(n=number(line), longest=duration(floor.whole.longest_s))
    written = ngettext(
        "{n} letter waits for an answer, not late yet.",
        "{n} letters wait for an answer, none of them late yet.",
        letters,
    ).format(n=number(letters))
    if line:
        return f"{people} {written}" if letters else people
    return _("Nobody is in line. {letters}").format(letters=written) if letters else _("Nobody is waiting.")


def _closed(waiting: int, until: str) -> str:
    if not waiting:
        return _("Closed until {opening}. Nobody is waiting.").format(opening=until)
    said = ngettext(
        "Closed until {opening}: {n} person waits for an answer, not late yet.",
        "Closed until {opening}: {n} people wait for an answer, none of them late yet.",
        waiting,
    )
    return said.format(opening=until, n=number(waiting))


def named(queue: str) -> str:
    """A queue's name inside a sentence, where asterisks mean something else."""
    return queue.replace("*", "∗")


def _behind(late: list[str], pressed: list[str]) -> str:
    if late:
        said = ngettext("{queue} is late too.", "{n} other queues are late too.", len(late))
        return said.format(queue=named(late[0]), n=number(len(late)))
    return _("{queue} is close behind.").format(queue=named(pressed[0])) if pressed else ""


def worst_first(floor: Floor, verdicts: Mapping[str, Verdict]) -> list[str]:
    """Queues by what hurts most: how they stand, how many wait over the threshold, how long, how many."""

    def hurts(queue: str) -> tuple[object, ...]:
        group = floor.queues[queue]
        return (
            ORDER[verdicts[queue]],
            -group.overdue,
            -group.waiting,
            -(group.longest_s or 0.0),
            queue,
        )

    return sorted(floor.queues, key=hurts)


def age(floor: Floor, now: datetime, zone: str, speed: float = 1.0) -> Age:
    """How old the newest word of the sources is.

    Where a recorded day runs `speed` times as fast, its seconds are that much shorter.
    """
    if floor.told_at is None:
        return Age(_("nothing told yet"), "", is_stale=True)
    lasted = duration(max(0, round((now - floor.told_at).total_seconds() / (speed or 1.0))))
    if is_stale(floor.told_at, now, speed):
        since = instant(floor.told_at, zone)
        return Age(
            _("stale since {time}").format(time=since), _("◆ {age} old").format(age=lasted), is_stale=True
        )
    silent = [one.source for one in silent_sources(floor.telling, now, speed)]
    if silent:
        said = ngettext("{source} is silent", "{source} are silent", len(silent)).format(
            source=listing(silent)
        )
        return Age(said, lasted, is_stale=False, is_partly=True)
    return Age(_("data {age} old").format(age=lasted), lasted, is_stale=False)


def crew(counts: Mapping[str, int]) -> str:
    """11 in · 2 free · 3 away."""
    present, free, away = (counts.get(name, 0) for name in ("present", "free", "away"))
    said_free = _("none free") if present and not free else _("{n} free").format(n=number(free))
    pieces = [_("{n} in").format(n=number(present)), said_free]
    return " · ".join([*pieces, _("{n} away").format(n=number(away))] if away else pieces)


def silence(one: SourceNow, zone: str) -> str:
    """Why a source tells nothing, and since when."""
    since = _("It told last at {time}.").format(time=instant(one.at, zone)) if one.at else _("It never told.")
    return f"{one.problem or _('It tells nothing now.')} {since}"


def missed(figure: Figure, target: float | None) -> bool:
    """Tell whether a share's whole interval is below its target."""
    high = figure["high"]
    return target is not None and high is not None and high < target
