"""How well what lowers satisfaction is found, over some seeds of the demo.

    .venv/bin/python -m benchmarks.satisfaction [--seeds 20]

A small centre has few answers, so seeds are put together one after another: after each the table prints how
many answers there are, by how many points satisfaction falls with each further contact about the planted
topic, what was planted, and what a transfer and a long wait do beside the truth. At the end it says whether
each is found within the tolerance of CI: half to one and a half of the planted fall, and two errors.
"""

import argparse
from dataclasses import dataclass
from statistics import mean

import polars as pl

from metrics import contact_number, drivers
from metrics.contact_number import PerContact
from metrics.drivers import Driver
from metrics.intervals import Z
from metrics.issues import numbered
from metrics.satisfaction import CSAT
from tests.connectors.demo.centre import FIRST, WEEKS, demo, merged
from tests.connectors.fetched import fetch
from tests.metrics.satisfied import TRANSFER, WAITING, contacts_of, foretold, story, surveys_of

HEAD = (
    f"{'seeds':>5} {'answers':>8} {'of topic':>8} {'a contact':>18} {'planted':>8}"
    f" {'transfer':>18} {'true':>6} {'long wait':>18} {'true':>6}"
)


@dataclass(frozen=True)
class Found:
    """What is found in some centres together, and what is true of them."""

    per_contact: PerContact
    planted: float
    transfer: Driver
    of_transfer: float
    wait: Driver
    of_wait: float

    def is_within(self) -> dict[str, bool]:
        """Say of each figure whether it lies within the tolerance; of one that is refused nothing."""
        told = {}
        if self.per_contact.points is not None:
            ratio = self.per_contact.points / self.planted
            told["a further contact"] = 0.5 < ratio < 1.5
        for name, one, true in (
            ("transfer", self.transfer, self.of_transfer),
            ("long wait", self.wait, self.of_wait),
        ):
            if one.points is not None and one.low is not None:
                told[name] = abs(one.points - true) < 2 * (one.points - one.low) / Z
        return told


def one_centre(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Live through eleven weeks: the invitations, and the rated contacts of the story's topic."""
    tables = merged(fetch(demo(seed, start=FIRST), until=FIRST + WEEKS))
    contacts = contacts_of(tables).lazy()
    rated = contact_number.rated(numbered(contacts), tables["surveys"].lazy()).filter(
        pl.col("topic_family") == story(seed).topic
    )
    people = pl.format("{}/{}", pl.lit(seed), "person")
    return surveys_of(tables, seed).collect(), rated.with_columns(person=people)


def found(seeds: int, surveys: pl.DataFrame, rated: pl.DataFrame) -> Found:
    """Look at some centres together."""
    rows = drivers.rated(surveys.lazy())
    told = {one.id: one for one in drivers.drivers(rows)}
    content = rated["is_satisfied"].mean()
    assert isinstance(content, float)
    return Found(
        contact_number.per_contact(rated),
        -mean(story(seed).worse for seed in range(1, seeds + 1)) * content * (1 - content),
        told["is_transferred"],
        foretold(rows.filter("is_transferred"), TRANSFER),
        told["is_long_wait"],
        foretold(rows.filter("is_long_wait"), WAITING * longer(surveys)),
    )


def longer(surveys: pl.DataFrame) -> float:
    """By how many five minutes more those waited who waited long: the others did not answer at once either.

    The mood falls with the first ten minutes only.
    """
    waits = surveys.filter(CSAT & pl.col("wait_ms").is_not_null())
    steps = (pl.col("wait_ms") / drivers.LONG_WAIT_MS).clip(0, 2)
    is_long = pl.col("wait_ms") > drivers.LONG_WAIT_MS
    return float(waits.select(steps.filter(is_long).mean() - steps.filter(~is_long).mean()).item())


def line(seeds: int, surveys: pl.DataFrame, rated: pl.DataFrame, one: Found) -> str:
    """The centres so far as a row of the table."""
    return (
        f"{seeds:>5} {drivers.rated(surveys.lazy()).height:>8} {rated.height:>8} {_span(one.per_contact):>18}"
        f" {one.planted:>+8.3f} {_span(one.transfer):>18} {one.of_transfer:>+6.3f} {_span(one.wait):>18}"
        f" {one.of_wait:>+6.3f}"
    )


def _span(one: PerContact | Driver) -> str:
    if one.points is None or one.low is None:
        return one.reason or ""
    return f"{one.points:+.3f} ± {one.points - one.low:.3f}"


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    given = asked.parse_args()
    surveys, rated = [], []
    print(HEAD)
    for seed in range(1, given.seeds + 1):
        for rows, of_seed in zip((surveys, rated), one_centre(seed), strict=True):
            rows.append(of_seed)
        every, of_topic = pl.concat(surveys), pl.concat(rated)
        last = found(seed, every, of_topic)
        print(line(seed, every, of_topic, last), flush=True)
    for name, is_within in last.is_within().items():
        print(f"{name}: {'within' if is_within else 'outside'} the tolerance")


if __name__ == "__main__":
    main()
