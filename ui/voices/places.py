"""Where a signal is heard: by topic, queue, channel, team or language, the most on top."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from language import _, between, marked, ngettext, number, share
from metrics.compare import Figure, is_judgeable, surely_moved
from ui import data
from ui.asked import NONE, Asked
from ui.bars import bar
from ui.links import Query, link
from ui.markup import Safe, tag
from ui.satisfaction.words import group
from ui.tables import report, two_lines
from ui.voices import names
from ui.voices.story import RATE, Story

# Not by agent: a list of people by anger has a bottom.
DIMENSIONS: dict[str, str] = {
    "topic_family": marked("Topic"),
    "queue": marked("Queue"),
    "channel": marked("Channel"),
    "team": marked("Team"),
    "language": marked("Language"),
}
# By what the list of contacts is narrowed, for each dimension.
NARROWED = {"topic_family": "topic", "queue": "first_queue", "team": "team", "language": "language"}
MOST = 9
NAMED = 5  # groups of as many contacts are told apart; fewer could be recognised


@dataclass(frozen=True)
class Places:
    """The groups of one dimension: name, share and whether that can be judged; the highest share first."""

    rows: pl.DataFrame
    dimension: str

    @property
    def worst(self) -> Mapping[str, Any] | None:
        """The group on top, where it can be judged."""
        judged = self.rows.filter(pl.col("is_judged"), pl.col("name").is_not_null())
        return judged.row(0, named=True) if judged.height else None


def places(story: Story, signal: str, dimension: str) -> Places:
    """How often a signal is heard in each group; those too few to judge stand below."""
    found = data.figures(story.scene, story.window, (RATE.id,), by=("signal", dimension))
    if not found.height:
        return Places(pl.DataFrame(schema={"name": pl.String, "is_judged": pl.Boolean}), dimension)
    rate = pl.col(RATE.id).struct
    rows = found.filter(signal=signal).rename({dimension: "name"}).filter(rate["denominator"] >= NAMED)
    judged = rows.with_columns(is_judged=rate["denominator"] >= RATE.minimum_n)
    by = ["is_judged", rate["value"], rate["denominator"], "name"]
    return Places(judged.sort(by, descending=[True, True, True, False]), dimension)


def title(found: Places, signal: str, whole: Figure) -> str:
    """Where it stands out, if it is surely heard more often there than everywhere."""
    top = found.worst
    if top is None or not surely_moved(top[RATE.id], whole, found.rows.height):
        return _("Where “{signal}” is heard").format(signal=names.signal(signal))
    said = _("“{signal}”: {share} in “{place}”, {all} everywhere")
    place, shares = group(found.dimension, top["name"]), (share(top[RATE.id]["value"]), share(whole["value"]))
    return said.format(signal=names.signal(signal), place=place, share=shares[0], all=shares[1])


def table(found: Places, signal: str, asked: Asked) -> Safe:
    """The groups, each with its share and the way to its contacts."""
    shown = found.rows.head(MOST).rows(named=True)
    top = max((row[RATE.id]["high"] or 0 for row in shown if row["is_judged"]), default=0.0)
    cells = [
        _row(row, found.dimension, top, behind(asked, signal, found.dimension, row["name"])) for row in shown
    ]
    heads = [_(DIMENSIONS[found.dimension]), _("Of contacts"), "", _("Contacts")]
    return report(heads, cells, right=frozenset({1, 3}))


def left_out(found: Places) -> str:
    """How many groups the table does not show."""
    more = found.rows.height - MOST
    return ngettext("{n} more group", "{n} more groups", more).format(n=number(more)) if more > 0 else ""


def behind(asked: Asked, signal: str, dimension: str, name: str | None) -> Query:
    """The address of the contacts behind one group's share."""
    if dimension == "channel":
        return replace(asked, channel=name or "").behind(RATE.id, signal=signal)
    return asked.behind(RATE.id, **{"signal": signal, NARROWED[dimension]: name or NONE})


def _row(row: Mapping[str, Any], dimension: str, top: float, query: Query) -> list[str]:
    one: Figure = row[RATE.id]
    name = tag("span", group(dimension, row["name"]), dir="auto")
    n = two_lines(
        link("contacts", number(one["numerator"]), query), _("of {n}").format(n=number(one["denominator"]))
    )
    if not is_judgeable(RATE, one):
        return [name, two_lines(tag("span", share(one["value"]), "faint"), _("too few to judge")), "", n]
    shown = two_lines(share(one["value"]), between(one["low"], one["high"], "share"))
    return [name, shown, bar(one["value"], one["low"], one["high"], top), n]
