"""Measure masking and hearing of texts in a store that is there, and looking one customer's up.

    .venv/bin/python -m benchmarks.texts FOLDER [--texts 20000]

FOLDER is the folder of a store, such as data/demo after a first fetch; nothing in it is changed.
"""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from metrics.masking import masked_all
from store.hearing import Hearing, heard

ZONE = "Asia/Jerusalem"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=20_000)
    given = parser.parse_args()
    said, names = _said(given.folder / "history", given.texts)
    own = said.join(names, on="customer_id", how="left", maintain_order="left")
    began = time.perf_counter()
    masked_all(own["text"], own["names"])
    masked_s = time.perf_counter() - began
    began = time.perf_counter()
    rows = heard(said, names, Hearing(ZONE), datetime.now(UTC))
    heard_s = time.perf_counter() - began
    per = 100_000 / said.height
    print(
        f"{said.height} texts; 100,000 masked in {masked_s * per:.1f} s, heard too in {heard_s * per:.1f} s"
    )
    print(rows.select(pl.col("^is_.*$").mean().round(4)).to_dicts()[0])


def _said(history: Path, most: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    notes = pl.scan_delta(str(history / "notes")).collect()
    said = notes.sample(min(most, notes.height), seed=1).with_columns(
        text_id=pl.lit("note:") + pl.col("note_id"), kind=pl.lit("note"), at="written_at"
    )
    records = pl.scan_delta(str(history / "customers")).filter(pl.col("name").is_not_null())
    names = records.group_by("customer_id").agg(names=pl.col("name").unique().sort()).collect()
    own = (
        "text_id",
        "source",
        "contact_id",
        "customer_id",
        "agent_id",
        "author",
        "kind",
        "at",
        "language",
        "text",
    )
    return said.select(*own, "known_at", "started_at"), names


if __name__ == "__main__":
    main()
