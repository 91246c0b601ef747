"""What is told of how teams work, by queue, team, hour: figures in the form of the other metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from language import marked
from metrics.metric import Metric
from metrics.ratio import figure, ratio
from metrics.teams.missing import ENOUGH

WHEN = ("weekday", "hour")
COVER, HOURS, SKILLS, LONG = "contacts", "hours of the week", "skills", "breaks, meetings and wrap-ups"
# What each kind of rows can be grouped and narrowed by.
COLUMNS: dict[str, tuple[str, ...]] = {
    COVER: ("queue", *WHEN),
    HOURS: ("queue", *WHEN),
    SKILLS: ("skill",),
    LONG: ("team", "state", *WHEN),
}


@dataclass(frozen=True, kw_only=True)
class TeamMetric(Metric):
    """A metric of one of the kinds of rows in COLUMNS."""

    rows: str


def _came_to(people: int) -> pl.Expr:
    known = pl.col("at_work").is_not_null()
    return ratio((known & (pl.col("at_work") == people)).sum(), known.sum())


def _judged() -> pl.Expr:
    return pl.col("needed").is_not_null() & pl.col("counted").is_not_null()


def _missing() -> pl.Expr:
    lacks = (pl.col("needed") - pl.col("counted")).clip(lower_bound=0).filter(_judged())
    n = _judged().sum()
    return figure(pl.when(n > 0).then(lacks.sum() / n), lacks.sum(), n)


def _too_few() -> pl.Expr:
    return ratio((_judged() & (pl.col("needed") - pl.col("counted") >= ENOUGH)).sum(), _judged().sum())


def _only_one() -> pl.Expr:
    people = pl.col("agent_id").n_unique().over("skill")
    first = pl.col("skill").is_first_distinct()
    n = (first & (people == 1)).sum()
    return figure(n, n, pl.col("skill").n_unique())


def _beyond() -> pl.Expr:
    beyond = pl.col("beyond_min").filter(pl.col("is_long"))
    n = pl.col("is_long").count()
    return figure(pl.when(n > 0).then(60 * beyond.sum()), 60 * beyond.sum(), beyond.len())


TEAM_METRICS = (
    TeamMetric(
        id="one_person_alone",
        label=marked("One person alone"),
        unit="share",
        definition=marked(
            "Contacts offered in opening hours on the phone, in chat or in person that came while one person"
            " alone who can take them was at work."
        ),
        numerator=marked("contacts that came to one person alone"),
        denominator=marked("contacts of which is known who was at work"),
        formula=lambda _of: _came_to(1),
        direction="lower",
        rows=COVER,
    ),
    TeamMetric(
        id="nobody_there",
        label=marked("Nobody there"),
        unit="share",
        definition=marked("The same, while nobody who can take them was at work."),
        numerator=marked("contacts that came to nobody"),
        denominator=marked("contacts of which is known who was at work"),
        formula=lambda _of: _came_to(0),
        direction="lower",
        rows=COVER,
    ),
    TeamMetric(
        id="too_few_people",
        label=marked("Too few people"),
        unit="share",
        definition=marked(
            "Hours of the week, of each queue, in which at least half a person fewer was there for it than"
            " its contacts needed. There for it: on its contacts, or free to take the next one; nobody counts"
            " for two queues at once."
        ),
        numerator=marked("hours with too few people"),
        denominator=marked("hours that can be judged"),
        formula=lambda _of: _too_few(),
        direction="lower",
        rows=HOURS,
    ),
    TeamMetric(
        id="people_missing",
        label=marked("People missing"),
        unit="ratio",
        definition=marked(
            "People needed less those there for the queue (on its contacts, or free to take the next one), of"
            " several hours of the week their mean; an hour with more than it needs is 0."
        ),
        numerator=marked("people missing, hour by hour"),
        denominator=marked("hours that can be judged"),
        formula=lambda _of: _missing(),
        direction="lower",
        rows=HOURS,
    ),
    TeamMetric(
        id="only_one_person",
        label=marked("Only one can do it"),
        unit="count",
        definition=marked("Queues and other skills that one person alone in the whole centre can do."),
        numerator=marked("queues and skills of one person"),
        denominator=marked("queues and skills"),
        formula=lambda _of: _only_one(),
        direction="lower",
        rows=SKILLS,
    ),
    TeamMetric(
        id="long_stretches",
        label=marked("Longer than usual"),
        unit="share",
        definition=marked(
            "Breaks, meetings and wrap-ups that took more than twice what is usual in the team, by 5 minutes"
            " or more; wrap-ups by 2. It counts where it began."
        ),
        numerator=marked("stretches that were longer than usual"),
        denominator=marked("stretches that can be judged"),
        formula=lambda _of: ratio(pl.col("is_long").sum(), pl.col("is_long").count()),
        direction="lower",
        rows=LONG,
    ),
    TeamMetric(
        id="time_beyond_usual",
        label=marked("Time beyond the usual"),
        unit="seconds",
        definition=marked("What breaks, meetings and wrap-ups that were longer than usual took beyond it."),
        numerator=marked("seconds beyond the usual"),
        denominator=marked("stretches that were longer than usual"),
        formula=lambda _of: _beyond(),
        direction="lower",
        rows=LONG,
    ),
)
TEAM: dict[str, TeamMetric] = {metric.id: metric for metric in TEAM_METRICS}
NAMES = tuple(dict.fromkeys(name for names in COLUMNS.values() for name in names))


def figures(frames: Mapping[str, pl.DataFrame], ids: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """Tell metrics of one kind of rows by group: the columns of `by`, sorted, then a figure per metric id."""
    rows = frames[TEAM[ids[0]].rows]
    told = [TEAM[name].formula(pl.col).alias(name) for name in ids]
    return rows.group_by(by).agg(told).sort(by) if by else rows.select(told)
