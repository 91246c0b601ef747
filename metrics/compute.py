"""Compute metrics for groups of rows: one pass for all that share a frame and an anchor."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import reduce

import polars as pl

from metrics import availability, groups, occupancy, ordered, voices, weighting, work
from metrics.availability import Presence
from metrics.catalog import METRICS
from metrics.during import UNITS
from metrics.metric import CLOCK, MEDIANS, PARTS, SUMS, Metric
from metrics.parts import Reported, Terms
from metrics.periods import ALL, Period
from metrics.ratio import FIGURE
from metrics.within import Within

OF_AGENTS = {"agent", "team"}
OF_CONTACTS = ("contacts", "traced", "issues", "complaints", "reached")
UNKNOWN = {
    "surveys": "what customers were asked",
    "promises": "what was promised",
    "complaints": "what customers complained about",
    **dict.fromkeys(("gestures", "served"), "what was given out of goodwill"),
    "followups": "whom somebody should call again",
    "texts": "what was written",
    "reached": "who came when somebody was there",
}


@dataclass(frozen=True)
class Frames:
    """Hold the rows that metrics work on.

    reported says which of talk, hold and wrap each source reports, and is called only where that matters;
    None finds it in the rows, which then must be all of a source's rows and not a selection of agents.
    states are stretches of agents' states; None, unlike an empty frame, says that they cannot be had for
    what is looked at, such as one queue. handling is whose handling counts as work, the visits by default.
    Both are called only where they matter. Stretches are cut at hours and days on the wall clock of zone.
    traced are contacts with what the table of traces tells of them, issues the same through
    `chains.with_issues`; they too are called only where they matter, and None says that nobody knows.
    surveys are invitations to say how a contact was, with what is known of it, called in the same way; so are
    promises through `promises.judged`, complaints through `complaints.clocked`, followups through
    `followed.followed`, texts, each with the flags of what was heard in it, for `voices.by_contact`,
    gestures, and served, the answered contacts with what was given in each. presence tells of channels, or
    queues of channels, when somebody was there in a period, and reached are customers' own contacts through
    `moved.with_moves`.
    """

    visits: pl.LazyFrame
    contacts: pl.LazyFrame
    reported: Reported | Callable[[], Reported] | None = None
    states: pl.LazyFrame | Callable[[], pl.LazyFrame | None] | None = None
    handling: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    zone: str = "UTC"
    traced: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    issues: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    surveys: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    promises: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    complaints: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    gestures: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    served: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    followups: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    texts: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None
    presence: Callable[[Sequence[str], Period], Presence] | None = None
    reached: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = None

    def rows(self, metric: Metric, period: Period, by: Sequence[str] = ()) -> pl.LazyFrame:
        """Select the rows of a metric's frame whose anchor lies in the period; of stretches, cut pieces.

        Raises ValueError where the frame is not known.
        """
        if metric.frame == "handling":
            return occupancy.handling_pieces(self._handled(), self.zone, period, by)
        if metric.frame == "states":
            states = self.states() if callable(self.states) else self.states
            return occupancy.state_pieces(self._handled(), states, self.zone, period, by)
        if metric.frame == "staffed":
            return availability.pieces(self._presence(metric, period, by), by, self.zone).lazy()
        frame = self.visits if metric.frame == "visits" else self._contacts(metric)
        rows = frame if period == ALL else frame.filter(period.holds(f"{metric.anchor}_at"))
        if metric.frame == "reached":
            return availability.marked(rows.collect(), self._presence(metric, period, by)).lazy()
        return voices.by_contact(rows, by) if metric.frame == "texts" else rows

    def _presence(self, metric: Metric, period: Period, by: Sequence[str]) -> Presence:
        if self.presence is None:
            raise ValueError(f"{metric.id} cannot be told: when somebody was there is not known.")
        return self.presence([name for name in UNITS if name in ("channel", *by)], period)

    def _contacts(self, metric: Metric) -> pl.LazyFrame:
        if metric.frame == "contacts":
            return self.contacts
        if metric.frame in UNKNOWN:
            return self._said(metric)
        given = self.traced if metric.frame == "traced" else self.issues
        if given is None:
            raise ValueError(f"{metric.id} cannot be told: how contacts went on is not known of these rows.")
        return (given() if callable(given) else given).with_columns(queue=groups.FIRST_QUEUE)

    def _said(self, metric: Metric) -> pl.LazyFrame:
        given: pl.LazyFrame | Callable[[], pl.LazyFrame] | None = getattr(self, metric.frame)
        if given is None:
            raise ValueError(f"{metric.id} cannot be told: {UNKNOWN[metric.frame]} is not known.")
        return given() if callable(given) else given

    def _handled(self) -> pl.LazyFrame:
        if self.handling is None:
            return self.visits
        return self.handling() if callable(self.handling) else self.handling

    def parts_reported(self, handled: pl.LazyFrame) -> Reported:
        """Say which parts of handling each source reports; `handled` are the rows to find it in."""
        if self.reported is None:
            return work.reported_parts(handled)
        return self.reported() if callable(self.reported) else self.reported


def compute(
    frames: Frames,
    ids: Sequence[str],
    by: Sequence[str] = (),
    period: Period = ALL,
    threshold_s: float | None = None,
    week_start: int = 1,
    within: Within | None = None,
) -> pl.DataFrame:
    """Compute metrics by group: the columns of `by`, sorted, then one figure struct per metric id.

    Without `by` one row. A group that a metric has no rows for gets no value, or 0 if it is a count. By
    agent or team contacts have no values: one may pass through several. By queue, channel or topic times
    and occupancy have none: an agent who waits, waits for all of them.
    The queue of a contact as a whole is where it came in. Only some rows can be told by language, segment,
    kind, topic family, author or signal (`groups.TOLD_OF`). threshold_s overrides every queue's own, within
    says what `repeat_rate` counts (7 days, any topic by default). An unknown metric or column raises
    ValueError naming the known ones, as does none at all, and a metric whose frame is not given or does not
    know a column.
    """
    if not ids:
        raise ValueError(f"No metric was asked for. Known: {', '.join(METRICS)}.")
    metrics = [METRICS[known("metric", name, METRICS)] for name in dict.fromkeys(ids)]
    columns = [known("column", name, groups.NAMES) for name in dict.fromkeys(by)]
    _check_told_by(metrics, columns)
    terms = Terms(threshold_s, within=within or Within())
    tables = [
        table
        for shared in _passes(metrics)
        for table in _tables(frames, shared, columns, period, terms, week_start)
    ]
    joined = reduce(_joined(columns), tables).sort(columns, nulls_last=True) if columns else _beside(tables)
    figures = [_figure(metric, columns).alias(metric.id) for metric in metrics]
    # Looking for what the figures share costs four times the figures.
    alone = pl.QueryOptFlags(comm_subexpr_elim=False)
    return groups.decoded(joined, columns).lazy().select(*columns, *figures).collect(optimizations=alone)


def _figure(metric: Metric, by: Sequence[str]) -> pl.Expr:
    """Apply a formula; a contact may pass through several agents, so by agent or team it has no value."""
    if metric.frame in OF_CONTACTS and OF_AGENTS & set(by):
        return pl.lit(ordered.NO_FIGURE, FIGURE)
    return metric.formula(_filled)


def _check_told_by(metrics: Sequence[Metric], by: Sequence[str]) -> None:
    """Refuse columns that the rows of a metric do not have. Raises ValueError."""
    for name in by:
        frames = groups.TOLD_OF.get(name)
        others = [metric.id for metric in metrics if frames is not None and metric.frame not in frames]
        if others:
            told = ", ".join(metric.id for metric in METRICS.values() if metric.frame in (frames or ()))
            raise ValueError(f"{others[0]} cannot be told by {name}. Only these can: {told}.")
        for metric in metrics:
            allowed = groups.TOLD_ONLY_BY.get(metric.frame, groups.NAMES)
            if name not in allowed:
                raise ValueError(f"{metric.id} cannot be told by {name}, only by {', '.join(allowed)}.")


def known(what: str, name: str, names: Iterable[str]) -> str:
    """Check a name, or raise ValueError that lists the known ones and the nearest."""
    listed = list(names)
    if name in listed:
        return name
    nearest = get_close_matches(name, listed, n=1)
    hint = f" Did you mean '{nearest[0]}'?" if nearest else ""
    raise ValueError(f"Unknown {what} '{name}'.{hint} Known: {', '.join(listed)}.")


def _passes(metrics: Sequence[Metric]) -> list[list[Metric]]:
    keys = dict.fromkeys((metric.frame, metric.anchor) for metric in metrics)
    return [[metric for metric in metrics if (metric.frame, metric.anchor) == key] for key in keys]


def _tables(
    frames: Frames,
    metrics: Sequence[Metric],
    by: Sequence[str],
    period: Period,
    terms: Terms,
    week_start: int,
) -> list[pl.DataFrame]:
    names = list(dict.fromkeys(part for metric in metrics for part in metric.parts()))
    rows = frames.rows(metrics[0], period, by)
    keyed = rows.with_columns(groups.keys(by, metrics[0].anchor, week_start))
    if any(name in work.SUMS for name in names):
        terms = replace(terms, reported=frames.parts_reported(rows))
    sums = [PARTS[name](terms).alias(name) for name in names if name in PARTS]
    in_order = [name for name in names if name in ordered.ORDERED]
    tables = ordered.tables(keyed, by, in_order)
    if any(name in weighting.WEIGHTED for name in names):
        tables.append(weighting.weighted(keyed, by))
    if sums:
        summed = keyed.group_by(by).agg(sums) if by else keyed.select(sums)
        tables.append(summed.collect(engine="streaming"))
    return tables


def _joined(by: list[str]) -> Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]:
    def join(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
        return left.join(right, on=by, how="full", nulls_equal=True, coalesce=True)

    return join


def _beside(tables: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(tables, how="horizontal")


def _filled(name: str) -> pl.Expr:
    if name in ordered.ORDERED or name in MEDIANS or name in weighting.WEIGHTED:
        return ordered.or_nothing(pl.col(name))
    return pl.col(name).fill_null(0) if name in SUMS or name in CLOCK else pl.col(name)
