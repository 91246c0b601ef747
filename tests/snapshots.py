"""A week's snapshot as executives see it, invented, for tests of the mail and of the PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from emails.post import Post
from emails.snapshot import (
    Action,
    AtRisk,
    Changed,
    Driver,
    Headline,
    Loss,
    Moved,
    Rows,
    Snapshot,
    Trust,
)

WEEK = (date(2026, 11, 15), date(2026, 11, 21))
LEVEL = Headline(
    *("service_level", 0.824, Moved(0.019, 0.011, 0.027, "better"), 0.80, 0.70, 0.796, 14210, 20),
    weeks=(0.79, 0.80, 0.78, 0.80, 0.785, 0.81, 0.79, 0.815, 0.79, 0.81, 0.80, 0.805, 0.824),
)
GAVE_UP = Headline(
    *("abandon_rate", 0.041, Moved(-0.006, -0.0105, -0.0015, "better"), 0.05, 0.08, 0.051),
    weeks=(0.056, 0.053, 0.058, 0.052, 0.054, 0.05, 0.051, 0.049, 0.051, 0.047, 0.049, 0.047, 0.041),
)
SATISFIED = Headline(
    *("csat", 0.861, Moved(-0.004, -0.031, 0.023, "noise"), 0.85, 0.75, 0.858, 1284),
    weeks=(0.85, 0.86, 0.853, 0.866, 0.85, 0.858, 0.868, 0.862, 0.858, 0.866, 0.87, 0.865, 0.861),
)
SOLVED = Headline(
    *("fcr", 0.718, Moved(-0.009, -0.021, 0.003, "noise"), 0.75, 0.65, 0.726),
    period=(date(2026, 11, 8), date(2026, 11, 14)),
    weeks=(0.72, 0.73, 0.722, 0.735, 0.73, 0.728, 0.735, 0.726, 0.73, 0.724, 0.73, 0.727, 0.718),
)
MISROUTED = Headline(
    *("misroute_rate", 0.093, Moved(0.012, 0.006, 0.018, "worse"), 0.08, 0.12, 0.080),
    weeks=(0.08, 0.078, 0.082, 0.077, 0.08, 0.083, 0.079, 0.081, 0.08, 0.078, 0.082, 0.081, 0.093),
)
KEPT = Headline(
    *("promise_kept_rate", 0.785, Moved(-0.04, -0.073, -0.007, "worse"), 0.90, 0.80, 0.849, 1120),
    run=5,
    weeks=(0.87, 0.865, 0.875, 0.868, 0.86, 0.862, 0.85, 0.85, 0.848, 0.84, 0.835, 0.825, 0.785),
)
FASTER = Changed(
    *(
        "service_level",
        "Three quarters of it is Billing answering faster; the rest is within noise.",
        "Billing",
    ),
    (
        Driver("Billing answered faster", 0.014, 0.009, 0.019),
        Driver("Orders answered faster", 0.004, -0.001, 0.009),
        Driver("Fewer contacts for Technical", 0.003, -0.002, 0.008),
        Driver("Sales answered slower", -0.004, -0.009, 0.001),
        Driver("Other", 0.002, -0.003, 0.007),
    ),
)
BROKEN = Changed(
    "promise_kept_rate",
    "Nine tenths of it is Technical support, where 64 promised call-backs were not made (24 the week"
    " before).",
    "Technical",
    (
        Driver("Technical kept fewer", -0.036, -0.06, -0.012),
        Driver("Retention kept fewer", -0.005, -0.017, 0.007),
        Driver("Orders kept more", 0.003, -0.008, 0.014),
        Driver("Billing kept fewer", -0.001, -0.01, 0.008),
        Driver("Other", -0.001, -0.009, 0.007),
    ),
)
MENU = Changed(
    "misroute_rate",
    "Three quarters of it is the menu choice “change my plan”, which leads to Billing and belongs to"
    " Retention.",
)
SNAPSHOT = Snapshot(
    week=WEEK,
    centre="Contact centre",
    headlines=(LEVEL, GAVE_UP, SATISFIED, SOLVED, MISROUTED, KEPT),
    changed=(FASTER, BROKEN, MENU),
    at_risk=AtRisk(64, 55, 1_840_000, 0, "a broken call-back promise", 17, 25),
    losses=(Loss("misroutes", 57, 44, 5500), Loss("repeats", 302, 351, 29000), Loss("waits", None, 186)),
    actions=(
        Action(
            "Two more people on Technical call-backs, Wednesday and Thursday",
            *("Amit Shaham", "too early", date(2026, 11, 19), "promise_kept_rate"),
        ),
        Action(
            "Menu choice “change my plan” is moved to Retention",
            *("Roni Katz", "not started", date(2026, 11, 26), "misroute_rate"),
        ),
        Action("Billing’s new rota", "Noa Bar", "consistent", date(2026, 11, 8), "service_level"),
    ),
    currency="ILS",
    rate=96,
    trust=Trust(
        until=datetime(2026, 11, 21, 22, 0, tzinfo=UTC),
        computed=datetime(2026, 11, 22, 4, 40, tzinfo=UTC),
        publication=4182,
        read=15482,
        rows=Rows(date(2026, 11, 15), 48_206, 48_082, 96, 28),
        corrections=("Satisfaction, 8–14 Nov 2026: 86.5 %, not 86.4 % as was told. Answers came late.",),
        versions=(("service_level", 2), ("abandon_rate", 1), ("csat", 3), ("fcr", 2), ("misroute_rate", 1)),
    ),
    is_demo=True,
)
POST = Post(
    ZoneInfo("Asia/Jerusalem"),
    7,
    time(7, 30),
    "https://moked.example.com/snapshot?week=2026-11-15&publication=4182",
    "https://moked.example.com/mailing",
    "https://moked.example.com/mailing?leave=snapshot",
)


def with_moves(*verdicts: str) -> Snapshot:
    """The same six numbers, moved as told."""
    sizes = {"better": 0.02, "worse": 0.02, "noise": 0.001, "unknown": None}
    moved = [Moved(sizes[one], verdict=one) for one in verdicts]
    return with_headlines(
        *(replace(one, moved=how) for one, how in zip(SNAPSHOT.headlines, moved, strict=True))
    )


def with_headlines(*headlines: Headline) -> Snapshot:
    return replace(SNAPSHOT, headlines=headlines)


def without_figures() -> Snapshot:
    """A week of which nothing is known, as in a centre on its first day."""
    empty = [Headline(one.id, None, target=one.target) for one in SNAPSHOT.headlines]
    blank = Trust(SNAPSHOT.trust.until, SNAPSHOT.trust.computed, 1, 0)
    return Snapshot(WEEK, "Contact centre", tuple(empty), blank)
