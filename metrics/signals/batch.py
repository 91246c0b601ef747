"""Read a whole column of texts."""

from collections.abc import Sequence

import polars as pl

from metrics.signals.reading import Heard, read

Asked = tuple[str, str | None, str | None]


def read_all(
    texts: pl.Series,
    languages: pl.Series | None = None,
    competitors: Sequence[str] = (),
    authors: pl.Series | None = None,
) -> list[Heard | None]:
    """Read each text of a column; null stays None. What is equal in all that is given is read once.

    texts, languages and authors: String columns of one length; competitors and what authors may hold as for
    `read`.
    """
    known: dict[Asked, Heard] = {}
    unsaid = [None] * len(texts)
    said = unsaid if languages is None else languages.to_list()
    by = unsaid if authors is None else authors.to_list()
    names = tuple(competitors)
    return [
        None
        if text is None
        else known.get((text, language, author)) or _read(known, (text, language, author), names)
        for text, language, author in zip(texts.to_list(), said, by, strict=True)
    ]


def _read(known: dict[Asked, Heard], asked: Asked, names: Sequence[str]) -> Heard:
    text, language, author = asked
    heard = known[asked] = read(text, language, names, author)
    return heard
