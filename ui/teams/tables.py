"""The tables of the page Teams."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, between, day, marked, number, share
from metrics import teams
from metrics.compare import Figure
from ui.asked import Asked
from ui.links import Query, link
from ui.markup import Safe, join, tag
from ui.tables import report, two_lines
from ui.teams import words
from ui.teams.behind import Spot
from ui.teams.found import SURE_N, Found
from ui.words import brief

MOST = 8
HOUR_S = 3600
SPENT: dict[str, str] = {
    "time_on_contact": marked("On contacts"),
    "time_in_wrap_up": marked("of which wrap-up"),
    "time_available": marked("Available"),
    "time_on_break": marked("Breaks"),
    "time_in_meetings": marked("Meetings"),
}
Row = Mapping[str, Any]


def times(rows: pl.DataFrame) -> Safe:
    """What each team did with its time: hours, as shares of the time signed in."""
    known = rows.filter(pl.col("team").is_not_null(), pl.col("time_logged_in").struct["value"] > 0)
    cells = [
        [row["team"], number(row["time_logged_in"]["value"] / HOUR_S), *(_spent(row, one) for one in SPENT)]
        for row in known.iter_rows(named=True)
    ]
    heads = [_("Team"), _("Hours"), *(_(label) for label in SPENT.values())]
    return report(heads, cells, right=frozenset(range(1, len(heads))), is_stacked=True)


def _spent(row: Row, metric: str) -> str:
    value = row[metric]["value"]
    return "–" if value is None else share(value / row["time_logged_in"]["value"], 0)


def hours_of(seconds: float | None) -> str:
    return brief(round((seconds or 0) / 60) * 60)


def hanging(found: Found, asked: Asked | None) -> Safe:
    """The hours of the week that hang on one person; `asked` leads to their contacts."""
    people = {row["agent_id"]: row for row in found.covering.people.iter_rows(named=True)}
    cells = [
        [
            two_lines(row["queue"], words.when(row)),
            two_lines(_of(row["thin"], row, asked), _interval(row["thin"])),
            tag("span", _who(row["who"], people)),
        ]
        for row in found.hanging.head(MOST).iter_rows(named=True)
    ]
    heads = [_("Queue and hour"), _("To one, or nobody"), _("Who")]
    return report(heads, cells, right=frozenset({1}))


def _who(ids: Sequence[str], people: Mapping[str, Row]) -> str:
    known: list[Row] = [people.get(one, {}) for one in ids]
    return words.who([row.get("name") for row in known], [row.get("team") for row in known])


def _of(figure: Figure, row: Row, asked: Asked | None) -> Safe:
    n = number(figure["denominator"])
    return join([_("{k} of").format(k=number(figure["numerator"])), Safe(" "), _link(n, row, asked)])


def _link(said: str, row: Row, asked: Asked | None) -> Safe | str:
    if asked is None:
        return said
    return link("contacts", said, contacts_of(row, asked))


def contacts_of(row: Row, asked: Asked) -> Query:
    """The contacts of a queue, of an hour of the day or of the week where the row has one."""
    hours = {name: str(row[name]) for name in ("weekday", "hour") if name in row}
    return asked.behind("service_level", queue=row["queue"], **hours)


def _interval(figure: Figure) -> str:
    if (figure["denominator"] or 0) < SURE_N:
        return _("too few to judge")
    return between(figure["low"], figure["high"], "share")


def few(found: Found, asked: Asked | None) -> Safe:
    """The hours of the week in which most people were missing; `asked` leads to their contacts."""
    cells = [
        [
            two_lines(row["queue"], words.when(row)),
            tag("b", number(row["missing"], 1)),
            two_lines(_there(row), join([_link(number(row["contacts"]), row, asked), " ", _("contacts")])),
        ]
        for row in found.missing.head(MOST).iter_rows(named=True)
    ]
    heads = [_("Queue and hour"), _("People missing"), _("There, of needed")]
    return report(heads, cells, right=frozenset({1, 2}))


def _there(row: Row) -> str:
    return _("{there} of {needed}").format(there=number(row["counted"], 1), needed=number(row["needed"]))


def can(found: Found, asked: Asked | None) -> Safe:
    """Each queue, and each other skill: how many can take it, and how many were there."""
    cover = {row["queue"]: row for row in found.by_queue.iter_rows(named=True)}
    skills = found.covering.skills.group_by("skill").agg(n=pl.len()).sort("n", "skill")
    cells = [_can(row, cover.get(row["skill"]), asked) for row in skills.iter_rows(named=True)]
    heads = [
        *(_("Queue or skill"), _("Can take it"), _("At work, on average")),
        *(_("One person alone"), _("Nobody")),
    ]
    return report(heads, cells, right=frozenset({1, 2, 3, 4}), is_stacked=True)


def _can(row: Row, cover: Row | None, asked: Asked | None) -> list[str]:
    people = number(row["n"])
    first = [row["skill"], two_lines(tag("b", people), _("the only one")) if row["n"] == 1 else people]
    if cover is None:
        return [*first, "–", "–", "–"]
    return [
        *first,
        number(cover["at_work"], 1),
        two_lines(_share(cover["alone"]), _of(cover["alone"], cover, asked)),
        two_lines(_share(cover["nobody"]), number(cover["nobody"]["numerator"])),
    ]


def _share(figure: Figure) -> Safe | str:
    if (figure["denominator"] or 0) < SURE_N:
        return tag("span", _("too few"), "faint")
    return share(figure["value"])


def long(found: Found) -> Safe:
    """Of each team how many breaks, meetings and wrap-ups were longer than usual, and by how much."""
    known = {(row["team"], row["state"]): row for row in found.long_by_team.iter_rows(named=True)}
    names = found.long_by_team["team"].unique(maintain_order=True).to_list()
    cells = [
        [name or _("no team"), *(_long(known.get((name, state))) for state in teams.LONG_STATES)]
        for name in names
    ]
    heads = [_("Team"), *(_(words.STATES[state]) for state in teams.LONG_STATES)]
    return report(heads, cells, right=frozenset({1, 2, 3}), is_stacked=True)


def _long(row: Row | None) -> Safe | str:
    if row is None:
        return "–"
    found = row["long"]
    k, n = number(found["numerator"]), number(found["denominator"])
    first = _("{k} of {n}").format(k=k, n=n)
    if not found["numerator"]:
        return tag("span", first, "soft")
    of_time = share(row["beyond_min"] / row["minutes"])
    beyond = brief(round(row["beyond_min"]) * 60)
    return two_lines(first, _("{time} beyond · {share} of it").format(time=beyond, share=of_time))


def stretches(found: Found, spot: Spot | None = None) -> pl.DataFrame:
    """The stretches longer than usual, by team, name and time: a row each; of `spot` those of its hour."""
    of_spot = [pl.col("team") == spot.of, pl.col("hour") == spot.hour] if spot else []
    chosen = found.long.filter(pl.col("is_long"), *of_spot)
    rows = chosen.sort("team", "agent_name", "started", nulls_last=True)
    state = pl.col("state").replace_strict({name: _(one) for name, one in words.OF_STATE.items()})
    shown = rows.select(
        pl.col("team").alias(_("Team")),
        pl.col("agent_name").alias(_("Agent")),
        state.alias(_("What")),
        pl.col("minutes").round(1).alias(_("Minutes")),
        pl.col("usual_min").round(1).alias(_("Usual")),
        pl.col("reason").alias(_("Reason")),
        pl.col("started").alias(_("Began")),
    )
    known = {_("Reason"): rows["reason"].count() > 0, _("Team"): spot is None}
    return shown.drop([name for name, is_shown in known.items() if not is_shown])


def only_one(found: Found, asked: Asked | None) -> Safe:
    """What one person alone can do, who that is where it may be known, and how its contacts fared."""
    cover = {row["queue"]: row for row in found.by_queue.iter_rows(named=True)}
    cells = [
        [
            row["skill"],
            tag("span", words.who([row["name"]], [row["team"]])),
            *_without(cover.get(row["skill"]), asked),
        ]
        for row in found.only_one.iter_rows(named=True)
    ]
    heads = [_("Queue or skill"), _("Who"), _("Contacts"), _("While they were away")]
    return report(heads, cells, right=frozenset({2, 3}), is_stacked=True)


def _without(cover: Row | None, asked: Asked | None) -> list[Safe | str]:
    if cover is None:
        return ["–", "–"]
    nobody = cover["nobody"]
    away = two_lines(_share(nobody), number(nobody["numerator"]))
    return [_link(number(nobody["denominator"]), cover, asked), away]


def day_by_day(rows: pl.DataFrame) -> Safe:
    """The days behind an hour of a team: time on contacts, of the time at hand."""
    cells = [[day(row["day"]), *_day(row["occupancy"])] for row in rows.sort("day").iter_rows(named=True)]
    heads = [_("Day"), _("On contacts"), _("Time at hand"), _("Occupancy")]
    return report(heads, cells, right=frozenset({1, 2, 3}))


def _day(found: Figure) -> list[str]:
    return [hours_of(found["numerator"]), hours_of(found["denominator"]), share(found["value"], 0)]


def hours(found: Found) -> pl.DataFrame:
    """Every hour of the week of each queue, for a file: who came, who was there, who was needed."""
    cover = teams.covers(found.covering.visits, teams.HOUR)
    needs = found.covering.hours.select(*teams.HOUR, "needed", "counted")
    return cover.join(needs, on=teams.HOUR, how="left").select(
        *teams.HOUR,
        contacts=pl.col("alone").struct["denominator"].cast(pl.Int64),
        one_person_alone=pl.col("alone").struct["numerator"].cast(pl.Int64),
        nobody=pl.col("nobody").struct["numerator"].cast(pl.Int64),
        at_work=pl.col("at_work").round(2),
        needed="needed",
        counted_for_the_queue=pl.col("counted").round(2),
    )
