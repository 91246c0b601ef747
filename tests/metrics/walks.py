"""Contacts that went through a menu, as the metrics of ways and places take them."""

from collections.abc import Collection
from typing import Any

import polars as pl

from metrics.menu import Menu, walked
from tests.metrics.routing_rows import contact_of, gathered


def caller(path: str | None, outcome: str | None = "queued", contact_id: str = "c", **given: Any) -> Any:
    """Build a contact that took a path."""
    return contact_of(contact_id=contact_id, menu_path=path, menu_outcome=outcome, **given)


def callers(*given: Any, wrong: Collection[str] = (), menu: Menu | None = None) -> pl.LazyFrame:
    """Gather contacts; those in `wrong` came to the wrong desk."""
    rows = walked(gathered(*given)[1], menu or Menu())
    return rows.with_columns(is_misroute=pl.col("contact_id").is_in(list(wrong)))


def many(n: int, path: str, outcome: str = "queued") -> list[Any]:
    """So many contacts that took the same path."""
    return [caller(path, outcome, f"{path}{outcome}{at}") for at in range(n)]
