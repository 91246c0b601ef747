"""How surely incidents are told, why, how late, and how often wrongly: Moked beside four usual alarms.

    .venv/bin/python -m benchmarks.bottlenecks [--weeks 60] [--seeds 5] [--incidents 0.25] [--every 1]

Each seed is a centre of queues of three sizes (`benchmarks.queues.simulated`), a queue-week in four with one
incident of two hours. After the weeks from which the usual is learnt and eight to calibrate on, each week is
judged by thresholds calibrated on the eight weeks before it, incidents among them, nobody saying which.
Found: told from its begin to 15 minutes after its end. False: told at any other time, but for the hour after
one, when a queue may still recover. "Harmed": at least 5 customers more late than without it, and 10 points
of the share; an incident that harms nobody is none for a detector of harm.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from time import perf_counter

import numpy as np
import polars as pl

from benchmarks.queues.alarms import ALARMS, Alarm, How, Numbers, rung
from benchmarks.queues.score import Score, minutes_of
from benchmarks.queues.seen import KNOWN_FROM, OPENS, looks
from benchmarks.queues.simulated import KINDS, WAYS, Incident, simulated
from metrics.bottlenecks.calibrate import WEEKS, calibrate, past, pooled
from metrics.bottlenecks.judged import CAUSES, Rules
from metrics.bottlenecks.judged import judged as judged_by
from metrics.bottlenecks.replay import Track, endings, replay, track

SIZES = {"small": (7.0, 4), "middle": (28.0, 4), "large": (140.0, 2)}


@dataclass(frozen=True)
class Queue:
    """A simulated queue: what can be seen of it, and what was planted."""

    size: str
    looks: pl.DataFrame
    seen: dict[str, Numbers]
    track: Track
    incidents: list[Incident]


@dataclass(frozen=True)
class Centre:
    """Queues of one seed."""

    queues: dict[str, Queue]


def centre(seed: int, weeks: int, a_week: float, sizes: dict[str, tuple[float, int]]) -> Centre:
    """Simulate a centre."""
    queues = {}
    for number, (size, (base, count)) in enumerate(sizes.items()):
        for n in range(count):
            name = f"{size} {n + 1}"
            days, incidents = simulated(base, weeks, (seed, number, n), a_week)
            frame, seen = looks(name, days)
            queues[name] = Queue(size, frame, seen, track(frame), incidents)
    return Centre(queues)


def weekly_rules(of: Centre, weeks: int, every: int) -> dict[str, list[Rules]]:
    """Calibrate every so many weeks on the eight before; of each queue the rules of each judged week."""
    every_look = pl.concat([queue.looks for queue in of.queues.values()])
    found: dict[str, list[Rules]] = defaultdict(list)
    first = judged_weeks(weeks).start
    for week in range(first, weeks, every):
        pasts = past(every_look, OPENS + timedelta(weeks=week))
        for pool in pooled(pasts):
            calibrated = calibrate(pool)
            for queue, rules in calibrated.rules.items():
                found[queue] += [rules] * min(every, weeks - week)
    return dict(found)


def judged_weeks(weeks: int) -> range:
    """The weeks that have something usual, and eight such weeks before them."""
    return range(KNOWN_FROM + WEEKS, weeks)


def moked(queue: Queue, rules: Sequence[Rules], weeks: int) -> list[int]:
    """Ring as Moked does, each week by its own rules; give the places of the raising looks."""
    week = minutes_of(queue.track) // (1440 * 7)
    held = np.zeros(queue.looks.height, dtype=np.bool_)
    calm = held.copy()
    for number, rule in zip(judged_weeks(weeks), rules, strict=True):
        mine = np.flatnonzero(week == number)
        marks = judged_by(queue.looks[int(mine[0]) : int(mine[-1]) + 1], rule)
        held[mine], calm[mine] = marks["is_held"].to_numpy(), marks["is_calm"].to_numpy()
    return [int(place) for place in replay(queue.track, held, endings(queue.track, calm)).raised]


Setting = tuple[str, float, How]  # what an alarm looks at, its limit, and how


@dataclass(frozen=True)
class Outcome:
    """What Moked and every setting of the usual alarms did with queues of one size."""

    moked: Score
    usual: dict[Setting, Score]
    rules: list[Rules]


def settings(alarm: Alarm) -> list[Setting]:
    """List what is tried of an alarm: as usually set, and to be set to equal noise."""
    tried: list[Setting] = [(alarm.of, limit, how) for limit in alarm.limits for how in ("once", "twice")]
    return [(alarm.of, alarm.usual, alarm.how), *tried]


def judged(of: Centre, weeks: int, every: int) -> dict[str, Outcome]:
    """Let Moked and the usual alarms judge a centre, size by size."""
    rules = weekly_rules(of, weeks, every)
    outcomes: dict[str, Outcome] = {}
    for name, queue in of.queues.items():
        outcome = outcomes.setdefault(queue.size, Outcome(Score(), defaultdict(Score), []))
        score(outcome.moked, queue, moked(queue, rules[name], weeks), weeks)
        outcome.rules.extend(rules[name])
        for alarm in ALARMS:
            for setting in set(settings(alarm)):
                raised = rung(alarm, setting[1], setting[2], queue.seen, queue.track).raised
                score(outcome.usual[setting], queue, raised.tolist(), weeks)
    return outcomes


def score(into: Score, queue: Queue, raised: Iterable[int], weeks: int) -> None:
    """Hold what rang against what was planted."""
    into.add(queue.track, raised, queue.incidents, judged_weeks(weeks))


def of_seed(asked: tuple[int, argparse.Namespace]) -> dict[str, Outcome]:
    """Simulate and judge the centre of a seed."""
    seed, given = asked
    return judged(centre(seed, given.weeks, given.incidents, SIZES), given.weeks, given.every)


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """Add the outcomes of several centres up."""
    usual = {setting: added(one.usual[setting] for one in outcomes) for setting in outcomes[0].usual}
    rules = [rule for one in outcomes for rule in one.rules]
    return Outcome(added(one.moked for one in outcomes), usual, rules)


def equally_loud(alarm: Alarm, outcome: Outcome) -> Score:
    """Of an alarm's settings the one that finds most with no more false alarms than Moked."""
    tried = [outcome.usual[setting] for setting in settings(alarm)[1:]]
    quiet = [one for one in tried if one.rate <= outcome.moked.rate]
    return max(quiet or [min(tried, key=lambda one: one.rate)], key=lambda one: one.recall())


HEAD = f"{'':34}{'false/qw':>9}{'found':>10}{'harmed':>10}{'staff':>10}{'harmed':>10}{'delay':>9}"


def line(name: str, score: Score) -> str:
    """One row of the table of alarms."""
    shares = "".join(
        f"{_share(score.recall(kind, harmed)):>10}"
        for kind, harmed in (("", False), ("", True), ("staff", False), ("staff", True))
    )
    delay = score.delay()
    return f"{name:34}{score.rate:9.2f}{shares}{'–' if delay is None else f'{delay:.0f} min':>9}"


def _share(of: tuple[int, int]) -> str:
    return f"{of[0]}/{of[1]}"


def by_kind(score: Score) -> None:
    """Print recall and delay of each kind of incident, and of each way in which people were missing."""
    for kind in (*KINDS, *WAYS):
        delay = score.delay(kind)
        found, harmed = (_share(score.recall(kind, only)) for only in (False, True))
        print(f"    {kind:18}{found:>9} found, of those that harmed {harmed:>9}", end="")
        print(f", after {delay:.0f} min" if delay is not None else "")


def report(size: str, outcome: Outcome) -> None:
    """Print Moked and the usual alarms for queues of one size."""
    print(f"\n{size} queues: {outcome.moked.queue_weeks} queue-weeks judged\n{HEAD}")
    print(line("Moked", outcome.moked))
    by_kind(outcome.moked)
    chosen = {cause: _middle([rule.thresholds[cause] for rule in outcome.rules]) for cause in CAUSES}
    h0 = _middle([rule.h0 for rule in outcome.rules])
    print(f"    median h0 {h0}; thresholds " + ", ".join(f"{cause} {at}" for cause, at in chosen.items()))
    for alarm in ALARMS:
        print(line(alarm.name, outcome.usual[settings(alarm)[0]]))
    for alarm in ALARMS:
        print(line("  at equal noise: " + alarm.of, equally_loud(alarm, outcome)))


def _middle(values: Sequence[float]) -> str:
    return f"{np.median(values):.2f}"


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--weeks", type=int, default=60)
    asked.add_argument("--seeds", type=int, default=5)
    asked.add_argument("--first", type=int, default=1, help="the first seed")
    asked.add_argument("--incidents", type=float, default=0.25, help="a queue-week")
    asked.add_argument("--every", type=int, default=1, help="weeks between calibrations")
    asked.add_argument("--processes", type=int, default=2)
    given = asked.parse_args()
    if not judged_weeks(given.weeks):
        least = judged_weeks(0).start + 1
        asked.error(
            f"--weeks {given.weeks} leaves no week to judge: at least {least}, the others are learnt from."
        )
    began, outcomes = perf_counter(), []
    jobs = [(seed, given) for seed in range(given.first, given.first + given.seeds)]
    with get_context("spawn").Pool(given.processes) as pool:
        for done, outcome in enumerate(pool.imap_unordered(of_seed, jobs), start=1):
            outcomes.append(outcome)
            print(f"{done} of {given.seeds} centres judged, {perf_counter() - began:.0f} s", flush=True)
    for size in SIZES:
        report(size, together([one[size] for one in outcomes]))


def added(scores: Iterable[Score]) -> Score:
    """Add scores up."""
    whole = Score()
    for one in scores:
        whole.false, whole.queue_weeks = whole.false + one.false, whole.queue_weeks + one.queue_weeks
        whole.found += one.found
    return whole


if __name__ == "__main__":
    main()
