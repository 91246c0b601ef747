"""Find the evidence in what was known: a row per person and evidence that holds."""

from collections.abc import Sequence

import polars as pl

from metrics.risk.answers import SOOTHED, of_answers
from metrics.risk.calls import of_calls
from metrics.risk.evidence import EVIDENCE
from metrics.risk.grounds import FACTS, Grounds
from metrics.risk.records import of_records
from metrics.risk.words import of_words


def facts(known: Grounds) -> pl.DataFrame:
    """Give the facts of everybody, those who have left included (columns: metrics.risk)."""
    said = _together([*of_words(known), *of_calls(known)])
    soothed = [key for key, each in EVIDENCE.items() if each.family in SOOTHED]
    others = said.lazy().filter(pl.col("evidence").is_in(soothed))
    return pl.concat([said, _together([*of_answers(known, others), *of_records(known)])])


def _together(found: Sequence[pl.LazyFrame]) -> pl.DataFrame:
    return pl.concat([each.collect().select(list(FACTS)) for each in found])
