"""Say how waits went in the sentence on top of the page Queues: from three figures to words."""

from collections.abc import Sequence
from dataclasses import dataclass

from language import _, duration, listing, marked, ngettext, number, share
from metrics.compare import Change

SMALL, SMALL_S = 0.1, 1.0


@dataclass(frozen=True)
class Waits:
    """Hold what the sentence on top of the Queues page is built from: how three figures moved.

    answered is the n of the typical wait, is_enough whether that is enough to judge by; queue and weekdays
    (ISO) name where most of the growth was, if anywhere.
    """

    typical: Change
    long: Change
    gave_up: Change
    answered: int = 0
    is_enough: bool = True
    queue: str | None = None
    weekdays: tuple[int, ...] = ()

    @property
    def grown(self) -> str | None:
        """Name the metric whose growth the sentence reports, and may place."""
        if _trend(self.typical) == "worse":
            return "wait_median"
        return "wait_p90" if _trend(self.long) == "worse" else None


def waits(story: Waits) -> str:
    """Say how waits went: "Waits grew: 48 s instead of 37 s for the typical caller, mostly Billing."."""
    if not story.answered:
        return _("Nobody was answered in this period.")
    if not story.is_enough:
        few = ngettext(
            "Too few calls to judge: {n} visit was answered.",
            "Too few calls to judge: {n} visits were answered.",
            story.answered,
        )
        return few.format(n=number(story.answered))
    if story.typical.verdict == "unknown":
        return _("The typical caller waits {now}.").format(now=duration(story.typical.now))
    said = SAID.get((_trend(story.typical), _trend(story.long), _trend(story.gave_up)))
    return _placed(story) if said is None else _filled(_(said), story)


TYPICAL_FELL_LONG_GREW = marked(
    "Typical waits fell to {now}, but 9 in 10 now wait under {long} instead of {long_before}."
)
TYPICAL_FELL_MORE_LEFT = marked(
    "Typical waits fell to {now}, but more gave up: {left} instead of {left_before}."
)
TYPICAL_GREW_LONG_FELL = marked(
    "Typical waits grew to {now}, but 9 in 10 now wait under {long} instead of {long_before}."
)
TYPICAL_GREW_FEWER_LEFT = marked(
    "Typical waits grew to {now}, but fewer gave up: {left} instead of {left_before}."
)
LONG_FELL_MORE_LEFT = marked(
    "9 in 10 now wait under {long}, but more gave up: {left} instead of {left_before}."
)
LONG_GREW_FEWER_LEFT = marked(
    "9 in 10 now wait under {long} instead of {long_before}, "
    "but fewer gave up: {left} instead of {left_before}."
)
FELL = marked("Waits fell: {now} instead of {before} for the typical caller.")
LONG_FELL = marked("Long waits fell: 9 in 10 wait under {long} instead of {long_before}.")
MORE_LEFT = marked("More callers gave up: {left} instead of {left_before}; waits hardly changed.")
FEWER_LEFT = marked("Fewer callers gave up: {left} instead of {left_before}; waits hardly changed.")
# How the typical wait, the long waits and the share that gave up moved → the sentence; the others say where.
SAID: dict[tuple[str, str, str], str] = {
    **{("better", "worse", left): TYPICAL_FELL_LONG_GREW for left in ("better", "still", "worse")},
    **{("better", long, "worse"): TYPICAL_FELL_MORE_LEFT for long in ("better", "still")},
    **{("better", long, left): FELL for long in ("better", "still") for left in ("better", "still")},
    **{("worse", "better", left): TYPICAL_GREW_LONG_FELL for left in ("better", "still", "worse")},
    **{("worse", long, "better"): TYPICAL_GREW_FEWER_LEFT for long in ("worse", "still")},
    ("still", "worse", "better"): LONG_GREW_FEWER_LEFT,
    ("still", "better", "worse"): LONG_FELL_MORE_LEFT,
    **{("still", "better", left): LONG_FELL for left in ("better", "still")},
    ("still", "still", "worse"): MORE_LEFT,
    ("still", "still", "better"): FEWER_LEFT,
}


def _trend(change: Change) -> str:
    """Tell better and worse from all that cannot be told from standing still."""
    is_same = change.points is None and (_is_small(change) or duration(change.now) == duration(change.before))
    return change.verdict if change.verdict in {"better", "worse"} and not is_same else "still"


def _is_small(change: Change) -> bool:
    """Tell whether a difference of waits is too small to speak of, however certain it is."""
    now, before = change.now or 0.0, change.before or 0.0
    return abs(now - before) <= max(SMALL_S, SMALL * before)


def _placed(story: Waits) -> str:
    """Say that waits grew, and where; or that they stood still."""
    if story.grown is None:
        return _filled(_still(story.typical), story)
    said = _grew(story) if story.grown == "wait_median" else _long_grew(story)
    return _filled(said, story)


def _still(change: Change) -> str:
    """Say that waits held where the difference is small, else only that it may be noise."""
    now, before = change.now or 0.0, change.before or 0.0
    if _is_small(change) or duration(now) == duration(before):
        return _("Waits held: {now} for the typical caller, {before} before.")
    return _("No change beyond noise: {now} for the typical caller, {before} before.")


def _filled(said: str, story: Waits) -> str:
    return said.format(
        now=duration(story.typical.now),
        before=duration(story.typical.before),
        long=duration(story.long.now),
        long_before=duration(story.long.before),
        left=share(story.gave_up.now),
        left_before=share(story.gave_up.before),
        queue=story.queue,
        days=_weekdays(story.weekdays),
    )


def _grew(story: Waits) -> str:
    if story.queue and story.weekdays:
        return _("Waits grew: {now} instead of {before} for the typical caller, mostly {queue} on {days}.")
    if story.queue:
        return _("Waits grew: {now} instead of {before} for the typical caller, mostly {queue}.")
    if story.weekdays:
        return _("Waits grew: {now} instead of {before} for the typical caller, mostly on {days}.")
    return _("Waits grew: {now} instead of {before} for the typical caller.")


def _long_grew(story: Waits) -> str:
    if story.queue and story.weekdays:
        return _(
            "Long waits grew: 9 in 10 wait under {long} instead of {long_before}, mostly {queue} on {days}."
        )
    if story.queue:
        return _("Long waits grew: 9 in 10 wait under {long} instead of {long_before}, mostly {queue}.")
    if story.weekdays:
        return _("Long waits grew: 9 in 10 wait under {long} instead of {long_before}, mostly on {days}.")
    return _("Long waits grew: 9 in 10 wait under {long} instead of {long_before}.")


def _weekdays(numbers: Sequence[int]) -> str:
    return listing([_plural_weekday(iso) for iso in numbers])


def _plural_weekday(iso: int) -> str:
    names = (
        _("Mondays"),
        _("Tuesdays"),
        _("Wednesdays"),
        _("Thursdays"),
        _("Fridays"),
        _("Saturdays"),
        _("Sundays"),
    )
    return names[iso - 1]
