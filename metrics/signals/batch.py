"""Read a whole column of texts."""

from collections.abc import Sequence

import polars as pl

from metrics.signals.reading import Heard, read


def read_all(
    texts: pl.Series, languages: pl.Series | None = None, competitors: Sequence[str] = ()
) -> list[Heard | None]:
    """Read each text of a column; null stays None. Equal texts with equal languages are read once.

    texts and languages: String columns of one length; competitors as for `read`.
    """
    known: dict[tuple[str, str | None], Heard] = {}
    declared = [None] * len(texts) if languages is None else languages.to_list()
    names = tuple(competitors)
    return [
        None if text is None else known.get((text, language)) or _read(known, text, language, names)
        for text, language in zip(texts.to_list(), declared, strict=True)
    ]


def _read(
    known: dict[tuple[str, str | None], Heard], text: str, language: str | None, names: Sequence[str]
) -> Heard:
    heard = known[text, language] = read(text, language, names)
    return heard
