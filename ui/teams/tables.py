"""The tables of the page Teams."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, between, listing, marked, number, share, weekday
from metrics import teams
from metrics.compare import Figure
from ui.asked import Asked
from ui.links import link
from ui.markup import Safe, join, tag
from ui.tables import report, two_lines
from ui.teams import words
from ui.teams.found import BUSY, SURE_N, SURE_S, Found
from ui.teams.grid import Cell, grid
from ui.words import brief

MOST = 8
TOP_MISSING = 6.0  # people; the end of the scale
PART_OF_FULLEST = 0.1  # of the time of a row's fullest hour: an hour of less is the edge of a shift
HOUR_S = 3600
SPENT: dict[str, str] = {
    "time_on_contact": marked("On contacts"),
    "time_in_wrap_up": marked("of it wrap-up"),
    "time_available": marked("Available"),
    "time_on_break": marked("Breaks"),
    "time_in_meetings": marked("Meetings"),
}
Row = Mapping[str, Any]


def busy(cells: pl.DataFrame, whole: pl.DataFrame, week: Sequence[int]) -> Safe:
    """How busy each hour was, of each team or of each weekday, and all of its hours together."""
    by = "weekday" if "weekday" in cells.columns else "team"
    share = pl.col("occupancy").struct
    known = cells.filter(pl.col(by).is_not_null(), share["value"].is_not_null())
    usual = share["denominator"].max().over(by) * PART_OF_FULLEST
    judged = known.with_columns(is_sure=share["denominator"] >= pl.max_horizontal(usual, pl.lit(SURE_S)))
    hours = judged.filter("is_sure")["hour"]
    shown = judged.filter(pl.col("hour").is_between(hours.min(), hours.max())) if hours.len() else judged
    found = shown[by].unique().sort().to_list()
    rows = [day for day in week if day in found] if by == "weekday" else found
    made = {(rows.index(row[by]), row["hour"]): _busy_cell(row) for row in shown.iter_rows(named=True)}
    names = [weekday(row, "wide") if by == "weekday" else str(row) for row in rows]
    totals = {row[by]: row["occupancy"]["value"] for row in whole.iter_rows(named=True)}
    ends = [number(100 * totals[row]) if totals.get(row) is not None else "–" for row in rows]
    return grid(names, made, _("Weekday") if by == "weekday" else _("Team"), (_("All"), ends))


def _busy_cell(row: Row) -> Cell:
    found = row["occupancy"]
    value, said = found["value"], number(100 * found["value"])
    spent = _("{on} of {all} on contacts").format(
        on=_hours(found["numerator"]), all=_hours(found["denominator"])
    )
    if not row["is_sure"]:
        return Cell(said, None, _("too little time to judge: {spent}").format(spent=spent))
    reach = max(0.0, value - 0.5) / 0.5
    return Cell(said, reach, spent + (_(" · hardly a moment free") if value > BUSY else ""))


def times(rows: pl.DataFrame) -> Safe:
    """What each team did with its time: hours, as shares of the time signed in."""
    known = rows.filter(pl.col("team").is_not_null(), pl.col("time_logged_in").struct["value"] > 0)
    cells = [
        [row["team"], number(row["time_logged_in"]["value"] / HOUR_S), *(_spent(row, one) for one in SPENT)]
        for row in known.iter_rows(named=True)
    ]
    heads = [_("Team"), _("Hours"), *(_(label) for label in SPENT.values())]
    return report(heads, cells, right=frozenset(range(1, len(heads))))


def _spent(row: Row, metric: str) -> str:
    value = row[metric]["value"]
    return "–" if value is None else share(value / row["time_logged_in"]["value"], 0)


def _hours(seconds: float | None) -> str:
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
    heads = [_("Queue and hour"), _("Came to one, or nobody"), _("Who")]
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
    hour = {"weekday": str(row["weekday"]), "hour": str(row["hour"])} if "hour" in row else {}
    return link("contacts", said, asked.behind("service_level", queue=row["queue"], **hour))


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
    heads = [_("Queue and hour"), _("Missing"), _("At work, of needed")]
    return report(heads, cells, right=frozenset({1, 2}))


def _there(row: Row) -> str:
    return _("{there} of {needed}").format(there=number(row["at_work"], 1), needed=number(row["needed"]))


def short(found: Found) -> Safe:
    """How many people were missing by queue and hour of the day, on the mean of its weekdays."""
    judged = found.covering.hours.filter(pl.col("needed").is_not_null(), pl.col("at_work").is_not_null())
    lacks = (pl.col("needed") - pl.col("at_work")).clip(lower_bound=0)
    sums = judged.group_by("queue", "hour").agg(
        pl.col("needed", "at_work").mean(), lacks=lacks.mean(), contacts=pl.col("contacts").sum()
    )
    names = sums["queue"].unique().sort().to_list()
    made = {
        (names.index(row["queue"]), row["hour"]): Cell(
            number(row["lacks"], 1) if row["lacks"] >= 0.05 else "",
            row["lacks"] / TOP_MISSING,
            _("at work {there}, needed {needed} · n {n}").format(
                there=number(row["at_work"], 1), needed=number(row["needed"], 1), n=number(row["contacts"])
            ),
        )
        for row in sums.iter_rows(named=True)
    }
    return grid(names, made, _("Queue"))


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


def long_hours(found: Found) -> Safe:
    """Minutes beyond the usual by team and hour of the day."""
    is_long = found.long.filter(pl.col("is_long"))
    sums = is_long.group_by("team", "hour").agg(beyond=pl.col("beyond_min").sum(), n=pl.len()).sort("team")
    if not sums.height:
        return Safe("")
    top = max(sums["beyond"].to_list())
    names = sums["team"].unique(maintain_order=True).to_list()
    made = {
        (names.index(row["team"]), row["hour"]): Cell(
            number(row["beyond"]),
            row["beyond"] / top,
            _("{time} beyond the usual · n {n}").format(
                time=brief(round(row["beyond"]) * 60), n=number(row["n"])
            ),
        )
        for row in sums.iter_rows(named=True)
    }
    return grid([name or _("no team") for name in names], made, _("Team"))


def stretches(found: Found, *, with_names: bool) -> pl.DataFrame:
    """The stretches longer than usual, by team, name and time: a row each."""
    rows = found.long.filter(pl.col("is_long")).sort("team", "agent_name", "started", nulls_last=True)
    state = pl.col("state").replace_strict({name: _(one) for name, one in words.OF_STATE.items()})
    shown = rows.select(
        pl.col("team").alias(_("Team")),
        pl.col("agent_name").alias(_("Agent")),
        state.alias(_("What")),
        pl.col("reason").alias(_("Reason")),
        pl.col("started").alias(_("Began")),
        pl.col("minutes").round(1).alias(_("Minutes")),
        pl.col("usual_min").round(1).alias(_("Usual")),
    )
    return shown if with_names else shown.drop(_("Agent"))


def only_one(found: Found) -> str:
    """What one person alone can do, with who it is where that may be known; empty where there is none."""
    said = [
        f"{row['skill']} ({words.who([row['name']], [row['team']])})"
        for row in found.only_one.iter_rows(named=True)
    ]
    return _("One person alone in the whole centre: {skills}.").format(skills=listing(said)) if said else ""


def hours(found: Found) -> pl.DataFrame:
    """Every hour of the week of each queue, for a file: who came, who was there, who was needed."""
    cover = teams.covers(found.covering.visits, teams.HOUR)
    needs = found.covering.hours.select(*teams.HOUR, "needed")
    return cover.join(needs, on=teams.HOUR, how="left").select(
        *teams.HOUR,
        contacts=pl.col("alone").struct["denominator"].cast(pl.Int64),
        one_person_alone=pl.col("alone").struct["numerator"].cast(pl.Int64),
        nobody=pl.col("nobody").struct["numerator"].cast(pl.Int64),
        at_work=pl.col("at_work").round(2),
        needed="needed",
    )
