"""The agents: by team, and who is in which state since when."""

from datetime import datetime
from typing import Any

import polars as pl

from language import _, duration, number
from metrics.floor import crew
from ui.live import words
from ui.live.board import stack
from ui.markup import Safe, join, tag
from ui.tables import report

CSS = {
    "on_contact": "a1",
    "ringing": "a1",
    "wrap_up": "a2",
    "available": "a3",
    "break": "a4",
    "meeting": "a4",
    "offline": "off",
}


def by_team(agents: pl.DataFrame) -> Safe:
    """A row for each team: its bar, how many are free and away."""
    counts = crew(agents.filter(pl.col("state") != "offline"), "team").rows(named=True)
    rows = [
        (
            row["team"] or _("No team"),
            join([stack(row), tag("small", words.crew(row))]),
            number(row["free"]),
            number(row["away"]),
        )
        for row in counts
    ]
    return report((_("Team"), _("State now"), _("Free"), _("Away")), rows, frozenset({2, 3}))


def everybody(agents: pl.DataFrame, at: datetime) -> Safe:
    """Each agent who is in: name, state, since when, queue; by team, the longest in a state first."""
    present = agents.filter(pl.col("state") != "offline").sort("team", "since", nulls_last=True)
    teams = [_team(team, rows, at) for (team,), rows in present.group_by("team", maintain_order=True)]
    return tag("div", join(teams), "mk-people")


def legend() -> Safe:
    """What the marks before the names are."""
    names = (("a1", _("on a contact")), ("a2", _("wrapping up")), ("a3", _("free")), ("a4", _("away")))
    keys = [tag("span", join([tag("span", "", f"key {css}"), name]), "k") for css, name in names]
    return tag("span", join(keys), "mk-legend")


def _team(team: object, rows: pl.DataFrame, at: datetime) -> Safe:
    people = [_person(row, at) for row in rows.iter_rows(named=True)]
    head = tag("h3", str(team) if team else _("No team"))
    return tag("section", join([head, tag("ul", join(people))]))


def _person(row: dict[str, Any], at: datetime) -> Safe:
    since = row["since"]
    lasted = None if since is None else max(0.0, float(round((at - since).total_seconds())))
    doing = [_(words.STATES[row["state"]]), row["reason"], row["queue"]]
    said = " · ".join(part for part in doing if part)
    name = row["name"] or row["agent_id"].partition(":")[2]
    pieces = [
        tag("span", "", f"key {CSS[row['state']]}"),
        tag("b", name, title=name),
        tag("span", duration(lasted), "num"),
        tag("small", said, title=said),
    ]
    return tag("li", join(pieces))
