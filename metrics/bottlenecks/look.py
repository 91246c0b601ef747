"""What is seen of one queue at one tick: all that the detector judges, stored so that a replay is as it was.

Two windows. *Harm* is looked for in the last 30 minutes, or more until 10 waits are known (`harm_window`).
*Evidence* of a cause in the last 90, cut at the opening: 28 contacts are too few to tell ×1.4 from a usual
half hour. Shortage of people is a mean over the harm window. Whole numbers are counts; null is unknown and
never holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal

import polars as pl

WINDOWS = (30, 45, 60, 90, 120)  # minutes of the harm window
LEAST = 10  # waits under which a look is too few to judge
EVIDENCE = 90  # minutes in which causes are looked for

Kind = Literal["menu", "back_office", "callbacks"]  # of a stage


@dataclass(frozen=True)
class Topic:
    """Contacts about one topic whose handling ended in the evidence window.

    longer: mean of ln(handle time / usual handle time of that topic).
    """

    name: str
    n: int
    longer: float


@dataclass(frozen=True)
class Inflow:
    """Contacts that another queue's agents moved here in the evidence window, and how many usually are."""

    queue: str
    n: int
    usual: float


@dataclass(frozen=True)
class Stage:
    """What a stage before or behind sent here in the evidence window, beside what is usual.

    kind: "menu" (came without having found the way), "back_office" (came while something was overdue to
    them), "callbacks" (call-backs that fell due): `metrics.bottlenecks.stages`. usual: at this minute of the
    week, where as many others come as now. behind: the queue in which at least half of them wait.
    """

    kind: Kind
    n: int
    usual: float
    spread: float = 1.0
    behind: str | None = None


@dataclass(frozen=True)
class Look:
    """One look. Instants are aware; staffed, scheduled, required and elsewhere are means of agents.

    told_at: up to when the queue's source has told; None where it never did. ended: waits that ended in the
    window, short abandons left out; late: of these over T; overdue: those still waiting, already over T.
    usual: arrivals that are usual in the evidence window, today's level included; spread: variance / mean of
    such windows, 1 at least. handled: contacts whose handling ended in it; longer: mean of ln(handle time /
    usual of the topic); longer_sd: its usual deviation for one contact. handle_s: the queue's usual handle
    time. staffed: on its contacts, or free and counted for it; elsewhere: signed in, in another state;
    required: by Erlang A for the usual work, or by the plan. moved_in: of the arrivals, moved here by another
    queue's agents.
    """

    queue: str
    at: datetime
    is_open: bool
    told_at: datetime | None
    window: int
    ended: int
    late: int
    waiting: int
    overdue: int
    evidence: int = EVIDENCE
    arrivals: int | None = None
    usual: float | None = None
    spread: float = 1.0
    handled: int = 0
    longer: float | None = None
    longer_sd: float | None = None
    handle_s: float | None = None
    staffed: float | None = None
    scheduled: float | None = None
    required: float | None = None
    elsewhere: float | None = None
    moved_in: int | None = None
    moved_usual: float | None = None
    topics: tuple[Topic, ...] = ()
    inflows: tuple[Inflow, ...] = ()
    stages: tuple[Stage, ...] = ()

    @property
    def strongest_stage(self) -> Stage | None:
        """The stage furthest over its usual, in its own deviations."""
        return max(self.stages, key=lambda one: (one.n - one.usual) / deviation(one), default=None)

    def stored(self) -> dict[str, Any]:
        """Give what JSON can hold; `restored` gives the look again."""
        plain = asdict(self)
        told_at = self.told_at.isoformat() if self.told_at else None
        return plain | {"at": self.at.isoformat(), "told_at": told_at}


def deviation(stage: Stage) -> float:
    """How far the count of a stage usually varies, at least as far as a count of one."""
    return float((stage.spread * max(stage.usual, 1.0)) ** 0.5)


def restored(stored: Mapping[str, Any]) -> Look:
    """Read a stored look; a field of a later version is ignored."""
    known = {field.name for field in fields(Look)}
    plain = {name: value for name, value in stored.items() if name in known}
    told_at = plain["told_at"]
    return Look(
        **plain
        | {
            "at": datetime.fromisoformat(plain["at"]),
            "told_at": datetime.fromisoformat(told_at) if told_at else None,
            "topics": tuple(Topic(**each) for each in plain.get("topics", ())),
            "inflows": tuple(Inflow(**each) for each in plain.get("inflows", ())),
            "stages": tuple(Stage(**each) for each in plain.get("stages", ())),
        }
    )


INSTANT = pl.Datetime("us", "UTC")
COLUMNS: dict[str, pl.DataType] = {
    "queue": pl.String(),
    "at": INSTANT,
    "is_open": pl.Boolean(),
    "told_at": INSTANT,
    **{name: pl.Int64() for name in ("window", "ended", "late", "waiting", "overdue", "evidence")},
    **{name: pl.Float64() for name in ("arrivals", "usual", "spread", "handled", "longer", "longer_sd")},
    **{name: pl.Float64() for name in ("handle_s", "staffed", "scheduled", "required", "elsewhere")},
    **{name: pl.Float64() for name in ("moved_in", "moved_usual")},
    "stage_kind": pl.String(),
    **{name: pl.Float64() for name in ("stage_n", "stage_usual", "stage_spread")},
}
OF_STAGE = ("stage_kind", "stage_n", "stage_usual", "stage_spread")
COUNTED = ("arrivals", "handled", "moved_in")


def frame(looks: Iterable[Look]) -> pl.DataFrame:
    """Put looks into a frame of COLUMNS, one row each; of several stages the strongest."""
    return pl.DataFrame([_row(each) for each in looks], schema=COLUMNS, orient="row")


def _row(look: Look) -> dict[str, Any]:
    stage = look.strongest_stage
    told = {name: getattr(look, name) for name in COLUMNS if name not in OF_STAGE}
    beside = (stage.kind, stage.n, stage.usual, stage.spread) if stage else (None,) * len(OF_STAGE)
    return told | dict(zip(OF_STAGE, beside, strict=True))


def of_row(row: Mapping[str, Any]) -> Look:
    """Make the look of a row of COLUMNS again; other columns are ignored."""
    told = {name: row[name] for name in COLUMNS if name not in OF_STAGE}
    counted = {name: None if row[name] is None else int(row[name]) for name in COUNTED}
    kind, n, usual, spread = (row[name] for name in OF_STAGE)
    stages = () if kind is None else (Stage(kind, int(n), usual, spread),)
    return Look(**told | counted | {"handled": counted["handled"] or 0, "stages": stages})


def harm_window(known: Mapping[int, int]) -> int:
    """Choose the shortest window with 10 waits, else the longest; known: waits by minutes of the window."""
    return next((minutes for minutes in WINDOWS if known[minutes] >= LEAST), WINDOWS[-1])
