"""Walks through a menu, as the page Menu reads them."""

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl

from metrics.menu import Menu
from tests.metrics.walks import caller, callers, many
from ui.asked import Asked
from ui.menu.story import Walked, walked_of
from ui.periods import Days

BAD = [*many(40, "billing>refund", "exited"), *many(10, "billing>refund")]


def walked(*given: Any, wrong: Collection[str] = (), menu: Menu | None = None) -> Walked:
    """What the page knows of these callers; of the others it knows nothing."""
    met = callers(*given, wrong=wrong, menu=menu).filter(pl.col("menu_outcome").is_not_null())
    return walked_of(met, menu or Menu())


def centre() -> Walked:
    """Refunds of which most hang up, orders that go well, one in circles, some who ask for a person."""
    round_and_round = "orders>back>orders>back>orders>back>billing>refund"
    return walked(
        *BAD,
        *many(100, "orders>late"),
        *many(50, "orders>where", "completed"),
        *ASKED,
        caller(round_and_round, contact_id="round"),
        caller(None, contact_id="unknown"),
        caller("recognised", contact_id="known"),
    )


ASKED = many(31, "agent")
ASK = Asked(period="custom", days=Days(date(2026, 3, 2), date(2026, 3, 8)))
