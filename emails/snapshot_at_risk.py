"""Count customers who show strong signs of leaving at the end of a week: nobody is named."""

from datetime import datetime
from typing import Final

import polars as pl

from emails.snapshot import AtRisk
from language import _
from metrics.money.at_risk import at_risk as value_at_risk
from metrics.money.at_risk import by_points
from metrics.risk import EVIDENCE
from settings import Settings
from store import risk_facts
from store.opened import Store
from store.weekdays import Week

STRONG: Final = 15  # points: more than one complaint or broken promise adds; asking to cancel, for 12 days


def at_risk(store: Store, settings: Settings, week: Week, publication: int) -> AtRisk | None:
    """Count them, and those of the week before; None where nobody is known."""
    start, end = week.instants(settings.site)
    now = risk_facts.at_risk(store, settings, end, publication)
    before = risk_facts.at_risk(store, settings, start, publication)
    if now is None or not now.scores.height:
        return None
    strong = value_at_risk(now.scores, by_points(STRONG))
    sign, many = _newest_sign(now.facts, strong.rows, start)
    return AtRisk(
        strong.people,
        None if before is None or not before.scores.height else _strong(before.scores),
        strong.value,
        strong.unknown if strong.value is not None else 0,
        *(sign, many, settings.risk.capacity),
    )


def _strong(scores: pl.DataFrame) -> int:
    return scores.filter(by_points(STRONG)).height


def _newest_sign(facts: pl.DataFrame, strong: pl.DataFrame, since: datetime) -> tuple[str, int]:
    """Name what most of them showed in the week, and how many: what raises points and has a date."""
    raising = [key for key, one in EVIDENCE.items() if one.points > 0 and one.half_life_days]
    shown = facts.filter(
        pl.col("at") >= since,
        pl.col("evidence").is_in(raising),
        pl.col("person").is_in(strong["person"].implode()),
    )
    counts = shown.group_by("evidence").agg(n=pl.col("person").n_unique())
    if not counts.height:
        return "", 0
    name, many = counts.sort("n", "evidence", descending=[True, False]).row(0)
    return _("“{sign}”").format(sign=_(EVIDENCE[name].label)), many
