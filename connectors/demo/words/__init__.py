import polars as pl


def notes(rows: pl.DataFrame) -> pl.Series:
    return rows.select(pl.format("{} {}", "topic", "mix").fill_null("x")).to_series()


def comments(rows: pl.DataFrame) -> pl.Series:
    return rows.select(pl.format("{} {}", "score", "mix")).to_series()
