"""The measures of "best": customers content, solved the first time, promises kept, hard contacts kept.

Rows come as a reading gives them; each measure gives rows of agent_id, queue (where the contact came in),
topic, channel and is_good, one for each case that could have gone either way. None looks at how long a
contact took, nor at how many there were.
"""

from collections.abc import Mapping

import polars as pl

from metrics.groups import FIRST_QUEUE
from metrics.promises import JUDGED
from metrics.recognition.cells import PLACE, counted, of_agents
from metrics.recognition.score import scored
from metrics.repeats import WEEK, starts_issue
from metrics.satisfaction import CES, CSAT, EASY, NPS, PROMOTER, SATISFIED

KINDS = (*PLACE, "kind")
HARD_TIMES, HARD_LEAST = 1.5, 20
_WHO = pl.col("resolving_agent_id").alias("agent_id")
_N, _X = pl.col("n"), pl.col("x")


def satisfied(surveys: pl.LazyFrame) -> pl.LazyFrame:
    """Give valid answers: is_good where satisfied (csat), a promoter (nps), found it easy (ces)."""
    valid = surveys.filter(CSAT | NPS | CES)
    return valid.select("agent_id", *KINDS, is_good=SATISFIED | PROMOTER | EASY)


def solved(traced: pl.LazyFrame) -> pl.LazyFrame:
    """Give matured contacts that began an issue: is_good where the customer did not come about it again.

    They are those of who handled the contact last.
    """
    matured = traced.filter(starts_issue() & WEEK.matured())
    return matured.select(_WHO, "topic", "channel", queue=FIRST_QUEUE, is_good=~WEEK.came_again())


def kept(promises: pl.LazyFrame) -> pl.LazyFrame:
    """Give promises that are due or were kept: is_good where kept in time; those of who made them."""
    due = promises.filter(pl.col("state").is_in(JUDGED))
    return due.select("agent_id", *KINDS, is_good=pl.col("state") == "kept")


def handled(legs: pl.LazyFrame, traced: pl.LazyFrame) -> pl.LazyFrame:
    """Give answered legs but those of misrouted contacts: is_good where not passed on.

    Who passes on what came to the wrong desk does right.
    """
    right = traced.filter(~pl.col("is_misroute").fill_null(value=False)).select("contact_id")
    answered = legs.filter(pl.col("outcome") == "answered", pl.col("queue").is_not_null())
    rows = answered.join(right, on="contact_id", how="semi")
    return rows.select("agent_id", *PLACE, is_good=pl.col("transferred_to").is_null())


def hard(cells: pl.DataFrame) -> pl.DataFrame:
    """Keep of counted legs the cells that colleagues pass on half as often again as all contacts.

    The agent's own do not tell what is hard; colleagues must have had 20 of them.
    """
    usual = 1 - _X.sum() / _N.sum()
    whole = _N / (1 - pl.col("others"))
    others = whole - _N
    passed_on = whole * (1 - pl.col("p")) - (_N - _X)
    return cells.filter(others >= HARD_LEAST, passed_on >= HARD_TIMES * usual * others, passed_on > 0)


def summed(rows: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Add up the rows of each measure by agent, as `cells.of_agents` does."""
    cells = {
        "satisfied": counted(rows["satisfied"], KINDS),
        "solved": counted(rows["solved"]),
        "kept": counted(rows["kept"], KINDS),
        "held": hard(counted(rows["held"])),
    }
    return {name: of_agents(each) for name, each in cells.items()}


def measured(rows: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Score agents on each measure."""
    return {name: scored(each) for name, each in summed(rows).items()}
