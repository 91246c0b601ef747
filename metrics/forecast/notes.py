"""What belongs beside a forecast: how good such forecasts were, and what has none."""

from collections.abc import Collection, Mapping

import polars as pl

from language import _, listing, marked, ngettext, share
from metrics.forecast.ahead import LEAST_DAYS
from metrics.forecast.expected import AHEAD

REACHES = {
    "today": marked("two hours ahead"),
    "day": marked("the day before"),
    "week": marked("7 days before"),
    "fortnight": marked("14 days before"),
}


def score_notes(score: pl.DataFrame, queues: Collection[str] = ()) -> list[str]:
    """Say how good forecasts were, a sentence for each reach: of the one queue looked at, else of all."""
    one = next(iter(queues)) if len(queues) == 1 else None
    rows = score.filter(pl.col("queue").eq_missing(pl.lit(one, pl.String)))
    by_reach = {row["reach"]: row for row in rows.iter_rows(named=True)}
    told = [_sentence(by_reach[reach]) for reach in AHEAD if reach in by_reach]
    return [each for each in told if each] or [_("nothing to score it by yet")]


def handle_notes(score: pl.DataFrame, queues: Collection[str] = ()) -> list[str]:
    """Say how good expected handle times were, likewise."""
    said = _("handle time: {how}")
    return [said.format(how=each) for each in score_notes(score, queues)]


def _sentence(row: Mapping[str, object]) -> str:
    off, usual, held = (_number(row[name]) for name in ("wape", "usual_wape", "held"))
    if off is None:
        return ""
    sentence = _("told {when} a slot was off by {off} of what came (last week's same weekday by {usual})")
    said = sentence.format(when=_(REACHES[str(row["reach"])]), off=share(off), usual=share(usual))
    if held is None:
        return said
    inside = _("{held} of slots were within the band that is to hold 80 %")
    return f"{said}, {inside.format(held=share(held))}"


def young_notes(young: Mapping[str, int]) -> list[str]:
    """Name the queues without a forecast, since too little is known of them."""
    by_days: dict[int, list[str]] = {}
    for queue, days in young.items():
        by_days.setdefault(days, []).append(queue)
    return [_too_young(sorted(queues), days) for days, queues in sorted(by_days.items())]


def _too_young(queues: list[str], days: int) -> str:
    sentence = ngettext(
        "no forecast for {queues}: not enough history, {n} of {least} days",
        "no forecast for {queues}: not enough history, {n} of {least} days",
        days,
    )
    return sentence.format(queues=listing(queues), n=days, least=LEAST_DAYS)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
