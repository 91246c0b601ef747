"""Runs of minor events in one line: two dozen page views tell less than the one call between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from language import listing, ngettext, number
from ui.customer.moments import Moment


@dataclass(frozen=True)
class Run:
    """Minor moments with nothing else between them, the newest first."""

    moments: tuple[Moment, ...]


def folded(found: Sequence[Moment]) -> Iterator[Moment | Run]:
    """Every moment that counts, and runs of two or more minor ones between them."""
    for is_minor, some in groupby(found, key=lambda one: bool(one.minor)):
        run = tuple(some)
        if is_minor and len(run) > 1:
            yield Run(run)
        else:
            yield from run


def words(run: Run) -> str:
    """How many of which: 5 pages looked at, 2 invoices and 1 order."""
    counted = Counter(one.minor for one in run.moments)
    told = [_words(kind, n).format(n=number(n)) for kind, n in counted.most_common()]
    return listing(told)


def _words(kind: str, n: int) -> str:
    if kind == "page_viewed":
        return ngettext("{n} page looked at", "{n} pages looked at", n)
    if kind == "invoice":
        return ngettext("{n} invoice", "{n} invoices", n)
    return ngettext("{n} order", "{n} orders", n)
