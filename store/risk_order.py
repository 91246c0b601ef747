"""By what a list is ordered: the newest that was learnt before its instant, or the score alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

import polars as pl

from metrics.risk_model import stored
from metrics.risk_model.learned import Kind
from metrics.risk_model.ordered import by_points, in_order, orders
from settings import Settings
from store.risk_facts import AtRisk, evidence_of
from store.risk_learning import newest
from store.state import State


@dataclass(frozen=True)
class Order:
    """What orders a list, and what told its chances; without a model the score orders and nothing is told.

    model: the number of what was learnt, at an instant, from a publication and so many who left within days.
    """

    kind: Kind = "score"
    model: int | None = None
    at: datetime | None = None
    publication: int | None = None
    leavers: int | None = None
    days: int | None = None

    def told(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {**asdict(self), "at": self.at and self.at.isoformat()}

    @classmethod
    def restored(cls, told: Mapping[str, Any]) -> Self:
        """Read it again."""
        return cls(**{**told, "at": told["at"] and datetime.fromisoformat(told["at"])})


def ordered(found: AtRisk, state: State, settings: Settings) -> tuple[Order, pl.DataFrame]:
    """Give those scored, the first to call on top, with chance, and what ordered them.

    What was learnt later than they were scored, by another recipe or with other weights, orders nothing.
    """
    kept, evidence = newest(state, found.as_of), evidence_of(settings.risk)
    learned = orders(kept.study, evidence) if kept and kept.recipe == stored.VERSION else None
    if kept is None or learned is None:
        return Order(), by_points(found.scores)
    days = kept.study.horizon.days
    order = Order(learned.kind, kept.id, kept.at, kept.publication, kept.study.leavers, days)
    return order, in_order(found.facts, found.scores, found.as_of, learned, evidence)
