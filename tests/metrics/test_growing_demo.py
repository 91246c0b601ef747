"""Of a simulated centre without stories nothing is claimed to grow; what is planted in it is found."""

import polars as pl
import pytest

from connectors.demo.cuts import Tables
from metrics.growing import LEAST_EVER, Problem, growing
from metrics.spoken import spoken
from metrics.weekly_shares import Weeks, placed
from tests.connectors.demo.centre import FIRST, ZONE, eleven_weeks

AT = Weeks(FIRST.date(), 11)
PLANTED = {"he": "הנתב מהבהב באדום", "en": "router blinks red", "ru": "роутер мигает красным"}


def contacts_of(tables: Tables) -> pl.DataFrame:
    """The customers' own contacts, as a reading would give them."""
    local = pl.col("started_at").dt.convert_time_zone(ZONE).dt.replace_time_zone(None).dt.epoch("s")
    own = tables["contacts"].filter(direction="inbound")
    return own.select("contact_id", person="customer_id", topic_family="topic", started_local_s=local)


def texts_of(tables: Tables) -> pl.DataFrame:
    """Notes and comments; nothing that is masked could be a word that is counted."""
    notes = tables["notes"].select("contact_id", "language", "author", kind=pl.lit("note"), masked="text")
    said = tables["surveys"].filter(pl.col("comment").is_not_null())
    comments = said.select(
        "contact_id", "language", author=pl.lit("customer"), kind=pl.lit("comment"), masked="comment"
    )
    return pl.concat([notes, comments])


def with_planted(texts: pl.DataFrame, rows: pl.DataFrame, share: float) -> pl.DataFrame:
    """Let a share of the texts about one topic in the newest week tell of a router."""
    newest = rows.filter(family="No connection", w=AT.count - 1)["contact_id"]
    chosen = newest.sample(fraction=share, seed=1)
    told = pl.col("masked") + ". " + pl.col("language").replace_strict(PLANTED, default="router blinks red")
    is_told = pl.col("contact_id").is_in(chosen.implode())
    return texts.with_columns(masked=pl.when(is_told).then(told).otherwise("masked"))


def found(rows: pl.DataFrame, texts: pl.DataFrame) -> list[Problem]:
    return growing(rows, spoken(texts, least=LEAST_EVER), AT)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_grows_without_stories_and_what_is_planted_is_found(seed: int) -> None:
    tables = eleven_weeks(seed, stories=False)
    rows, texts = placed(contacts_of(tables), AT), texts_of(tables)
    [one] = found(rows, with_planted(texts, rows, 0.5))

    assert found(rows, texts) == []
    assert one.family == "No connection"
    assert set(" ".join(one.terms).split()) & set(" ".join(PLANTED.values()).split())
    assert one.rise.since == AT.count - 1
