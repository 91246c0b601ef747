"""What was written about a problem in the newest weeks: masked, with its words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
import streamlit as st

from metrics import spoken, weekly_shares
from metrics.spoken import script_of
from ui import data
from ui.data import Window
from ui.growing.told import DAY, Heard
from ui.markup import Safe, join, tag
from ui.periods import begins
from ui.scene import Scene

AROUND, LONGEST = 90, 280  # letters before the first word, and in all
LEAST_QUOTED = 2


@dataclass(frozen=True)
class Text:
    """One masked text of a contact that began then, and where in it the words of the problem stand."""

    contact_id: str
    began: datetime
    at: datetime
    author: str
    kind: str
    masked: str
    places: tuple[tuple[int, int], ...]


def contacts_of(found: Heard, family: str, keys: frozenset[str]) -> list[str]:
    """The contacts of the newest week that a figure of a problem counts."""
    rows = weekly_shares.contacts_with(found.rows, found.said, family, keys)
    return rows.filter(w=found.whole.count - 1)["contact_id"].sort().to_list()


def texts_of(scene: Scene, found: Heard, contacts: Sequence[str], keys: frozenset[str]) -> list[Text]:
    """What was written in these contacts, the newest first; of each the text that holds most of the words."""
    rows = _texts(scene, scene.key, found.whole.starts[-1], tuple(contacts))
    best: dict[str, Text] = {}
    for row in rows.iter_rows(named=True):
        places = tuple(spoken.places(row["masked"], keys, found.said.known))
        before = best.get(row["contact_id"])
        if before is None or len(places) > len(before.places):
            told = (row["contact_id"], row["started_at"], row["at"], row["author"] or "", row["kind"])
            best[row["contact_id"]] = Text(*told, row["masked"], places)
    return sorted(best.values(), key=lambda one: (one.began, one.at), reverse=True)


@st.cache_data(max_entries=32, show_spinner=False)
def _texts(_scene: Scene, key: tuple[str, ...], week: date, contacts: tuple[str, ...]) -> pl.DataFrame:  # noqa: ARG001
    zone = _scene.settings.site.zone
    window = Window(begins(week, zone), begins(week + 7 * DAY, zone))
    reading = data.reading_of(_scene, window)
    assert reading is not None
    mine = reading.texts().filter(pl.col("contact_id").is_in(list(contacts)), pl.col("masked").is_not_null())
    told = mine.select("contact_id", "started_at", "at", "author", "kind", "masked")
    return told.sort("at", descending=True).collect()


def varied(texts: Sequence[Text], least: int = LEAST_QUOTED) -> list[Text]:
    """Choose texts to quote: the first in each script of the marked words, at least so many in all."""
    by_script: dict[str, Text] = {}
    for one in texts:
        if one.places:
            by_script.setdefault(script_of(one.masked[slice(*one.places[0])]), one)
    first = list(by_script.values())
    rest = [one for one in texts if one not in first]
    return [*first, *rest[: max(0, least - len(first))]]


def marked(one: Text) -> Safe:
    """Write the part of a text around the words of the problem, these marked."""
    begin = max(0, (one.places[0][0] if one.places else 0) - AROUND)
    end = min(len(one.masked), begin + LONGEST)
    pieces: list[str] = ["…" if begin else ""]
    at = begin
    for start, stop in one.places:
        if start < at or stop > end:
            continue
        pieces += [one.masked[at:start], tag("mark", one.masked[start:stop])]
        at = stop
    pieces += [one.masked[at:end], "…" if end < len(one.masked) else ""]
    return tag("q", join(pieces), dir="auto")
