"""Hear texts: mask each, find its signals and when what was promised falls due."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from language import weekend
from metrics import masking, promised, signals
from metrics.promised import promised_kind
from metrics.signals import Heard
from settings import Settings
from store.history import week_of
from store.schema import INSTANT, TEXT, WHOLE, Dtype
from store.texts import FLAGS, SIGNALS, TEXTS

RULES_VERSION = f"{signals.VERSION}.{masking.VERSION}"
FOUND: dict[str, Dtype] = {
    "language": TEXT,
    **dict.fromkeys(FLAGS, WHOLE),
    "evidence": TEXT,
    "due_at": INSTANT,
    "promised_kind": TEXT,
}


@dataclass(frozen=True)
class Hearing:
    """What texts are heard with besides their own words: the site's clock and the names of competitors."""

    zone: str
    competitors: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Give a short text that changes when texts come out differently."""
        told = (RULES_VERSION, promised.VERSION, self.zone, weekend(self.zone), sorted(self.competitors))
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def hearing_of(settings: Settings) -> Hearing:
    """Give what an installation's texts are heard with."""
    return Hearing(settings.site.timezone, settings.signals.competitors)


def heard(said: pl.DataFrame, names: pl.DataFrame, hearing: Hearing, now: datetime) -> pl.DataFrame:
    """Make texts, as they are stored, of what was said.

    said holds text_id, source, contact_id, customer_id, agent_id, author, kind, at, language, text, known_at
    and started_at; names the list of `names` of each customer_id.
    """
    both = said.join(names, on="customer_id", how="left", maintain_order="left")
    masked = masking.masked_all(both["text"], both["names"]).alias("masked")
    found = _found(masked, both, hearing)
    rows = both.drop("text", "names", "language").hstack([masked]).hstack(found)
    whole = rows.with_columns(
        version=pl.lit(None, WHOLE),
        rules_version=pl.lit(RULES_VERSION),
        ingested_at=pl.lit(now).cast(INSTANT),
        deleted_at=pl.lit(None, INSTANT),
        week=week_of(pl.col("started_at")),
    )
    return whole.select(pl.col(name).cast(dtype) for name, dtype in TEXTS.stored.items())


def _found(masked: pl.Series, said: pl.DataFrame, hearing: Hearing) -> pl.DataFrame:
    heard_all = signals.read_all(masked, said["language"], hearing.competitors, said["author"])
    days = weekend(hearing.zone)
    told = zip(masked.to_list(), heard_all, said["at"].to_list(), strict=True)
    rows = [_row(text, one, at, hearing.zone, days) for text, one, at in told if text is not None and one]
    return pl.DataFrame(rows, schema=FOUND, orient="row")


def _row(text: str, of: Heard, at: datetime, zone: str, days: Sequence[int]) -> tuple[object, ...]:
    signalled = {one.signal for one in of.found}
    evidence = [[one.signal, one.start, one.end, one.rule] for one in of.found]
    promise = next((one for one in of.found if one.signal == "promise"), None)
    return (
        of.language,
        *(int(signal in signalled) for signal in SIGNALS),
        json.dumps(evidence),
        signals.due(of, text, at, zone, days) if promise else None,
        promised_kind(text, promise.start, promise.end) if promise else None,
    )
