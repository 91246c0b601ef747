"""What takes an agent off a week's list: a way to look better that serves no customer.

Each guard counts against colleagues' contacts of the same cells, the agent's own left out, and fires only
where the count is half as high again as theirs, by one contact in a hundred or more, and chance would give it
less than once in a thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.groups import FIRST_QUEUE
from metrics.links import WRITTEN
from metrics.recognition.cells import PLACE, counted, of_agents
from metrics.recognition.chance import at_least
from metrics.recognition.measures import hard
from metrics.repeats import WEEK

GUARDS = ("short", "invited", "passed_on", "came_again")
SHORT_MS = 10_000
LEAST_CASES = 20
CHANCE = 0.001
TIMES = 1.5
MORE = 0.01  # of the contacts: less than that is not worth a word
FEW = 0.25  # of the usual invitations: so few that they stand for nothing
FLATTERED_Z = 3.0902  # chance gives it once in a thousand
HELD: dict[str, type[pl.DataType]] = {
    "agent_id": pl.String,
    "guard": pl.String,
    "n": pl.Int64,
    "observed": pl.Int64,
    "expected": pl.Float64,
}
_OBSERVED, _EXPECTED = pl.col("observed"), pl.col("expected")


@dataclass(frozen=True)
class Watched:
    """Rows of each guard, is_good where it is what the guard counts; invited has is_invited and is_back."""

    short: pl.DataFrame
    invited: pl.DataFrame
    handled: pl.DataFrame
    came_again: pl.DataFrame


def short(legs: pl.LazyFrame) -> pl.LazyFrame:
    """Give answered legs of spoken contacts: is_good where talk and hold together took under ten seconds.

    A topic is seldom known of such a contact: cells are of queue and channel.
    """
    talked = pl.col("talk_ms") + pl.col("hold_ms").fill_null(0)
    answered = legs.filter(
        pl.col("outcome") == "answered", pl.col("talk_ms").is_not_null(), ~pl.col("channel").is_in(WRITTEN)
    )
    return answered.select("agent_id", "queue", "channel", is_good=talked < SHORT_MS)


def invited(traced: pl.LazyFrame, surveys: pl.LazyFrame) -> pl.LazyFrame:
    """Give customers' answered contacts: is_good where no survey went out; is_back, null where not known."""
    asked = surveys.select("contact_id", is_invited=pl.lit(value=True)).unique("contact_id")
    answered = traced.filter(pl.col("is_counted"), pl.col("first_answered_at").is_not_null())
    rows = answered.join(asked, on="contact_id", how="left")
    is_invited = pl.col("is_invited").fill_null(value=False)
    return rows.select(
        *("topic", "channel"),
        agent_id="resolving_agent_id",
        queue=FIRST_QUEUE,
        is_good=~is_invited,
        is_back=pl.when(WEEK.matured()).then(WEEK.came_again()),
    )


def came_again(traced: pl.LazyFrame) -> pl.LazyFrame:
    """Give matured contacts: is_good where the customer came again about the same within seven days."""
    rows = traced.filter(WEEK.matured())
    return rows.select(
        *("topic", "channel"),
        agent_id="resolving_agent_id",
        queue=FIRST_QUEUE,
        is_good=WEEK.came_again(),
    )


def held_back(rows: Watched) -> pl.DataFrame:
    """Say who is taken off the list and by what: HELD, sorted."""
    passed_on = counted(rows.handled)
    counts: Mapping[str, pl.DataFrame] = {
        "short": of_agents(counted(rows.short, ("queue", "channel"))),
        "invited": of_agents(counted(rows.invited)).join(flattered(rows.invited), on="agent_id", how="left"),
        "passed_on": of_agents(_turned(hard(passed_on))),
        "came_again": of_agents(counted(rows.came_again)),
    }
    found = [
        _fired(name, each).select(pl.col(column).cast(dtype) for column, dtype in HELD.items())
        for name, each in counts.items()
    ]
    return pl.concat(found).sort("agent_id", "guard")


def flattered(rows: pl.DataFrame) -> pl.DataFrame:
    """Say of whose contacts those with a survey went clearly better: agent_id, is_flattered.

    It is the agent's own contacts of a cell that are compared, those asked with those not asked: fewer of the
    asked came again than chance would have it (Mantel and Haenszel).
    """
    known = rows.filter(pl.col("is_back").is_not_null(), pl.col("agent_id").is_not_null())
    asked, n, back = (~pl.col("is_good")).sum(), pl.len(), pl.col("is_back").sum()
    of = known.group_by("agent_id", *PLACE).agg(
        n=n, m=asked, back=back, asked_back=(pl.col("is_back") & ~pl.col("is_good")).sum()
    )
    n, m, back = (pl.col(name).cast(pl.Float64) for name in ("n", "m", "back"))
    spread = pl.when(n > 1).then(m * (n - m) * back * (n - back) / (n**2 * (n - 1))).otherwise(0.0)
    sums = of.group_by("agent_id").agg(fewer=(m * back / n - pl.col("asked_back")).sum(), spread=spread.sum())
    is_so = (pl.col("spread") > 0) & (pl.col("fewer") > FLATTERED_Z * pl.col("spread").sqrt())
    return sums.select("agent_id", is_flattered=is_so)


def _turned(cells: pl.DataFrame) -> pl.DataFrame:
    """Count what was passed on in the place of what was kept."""
    return cells.with_columns(x=pl.col("n") - pl.col("x"), p=1 - pl.col("p"))


def _fired(guard: str, agents: pl.DataFrame) -> pl.DataFrame:
    """Keep whom a guard takes off."""
    is_much = (_OBSERVED > TIMES * _EXPECTED) & (MORE * pl.col("n") <= _OBSERVED - _EXPECTED)
    is_meant = _is_choosy() if guard == "invited" else is_much
    many = agents.filter(pl.col("n") >= LEAST_CASES, pl.col("variance") > 0, is_meant)
    counts = many.select("observed", "n", "expected").iter_rows()
    is_beyond = [at_least(x, n, expected / n) < CHANCE for x, n, expected in counts]
    return many.filter(pl.Series(is_beyond, dtype=pl.Boolean)).with_columns(guard=pl.lit(guard))


def _is_choosy() -> pl.Expr:
    """Mark who asks next to nobody, or asks fewer than others do and those who were content.

    To be asked for seldom is no fault of an agent's: whose customers are asked seldom and at random stays.
    """
    sent, usual = pl.col("n") - _OBSERVED, pl.col("n") - _EXPECTED
    return (sent < FEW * usual) | (pl.col("is_flattered").fill_null(value=False) & (sent < usual))
