"""The sentences of the page Availability."""

from collections.abc import Mapping

import polars as pl

from language import _, listing, ngettext, number, share, weekday
from metrics.compare import Figure
from ui.readings import NOTHING
from ui.words import channel

ALWAYS, KNOWN = 0.9995, 0.995
WEEK_HOURS = 168


def sentence(now: Mapping[str, Figure], weekdays: pl.DataFrame) -> str:
    """In how much of the time two channels had somebody, and the weekdays on which they never had."""
    two, some = (now.get(name, NOTHING)["value"] for name in ("two_channels", "availability"))
    known = now.get("staffing_known", NOTHING)["value"]
    if two is None and some is None:
        return _("Nobody knows when somebody was there.")
    if two is None and known is not None and known < KNOWN:
        said = _("Somebody was there {share} of the time that is known ({known} of day and night).")
        return said.format(share=share(some), known=share(known, 0))
    if two is None:
        return _("Somebody was there {share} of the time, day and night.").format(share=share(some))
    if two >= ALWAYS:
        return _("At least two channels had somebody there around the clock.")
    said = _("At least two channels had somebody there {share} of the time, day and night")
    told, days = said.format(share=share(two)), never(weekdays)
    if not days or not two:
        return f"{told}."
    return _("{told}, never on {days}.").format(
        told=told, days=listing([weekday(day, "wide") for day in days])
    )


def never(weekdays: pl.DataFrame) -> list[int]:
    """The weekdays on which two channels never had somebody, as far as it is known."""
    if not weekdays.height:
        return []
    none = weekdays.filter(pl.col("two_channels").struct["value"] == 0)
    return sorted(none["weekday"].to_list())


def unknown(known: Figure) -> str:
    """How much of the time nobody knows whether somebody was there; nothing where all is known."""
    value = known["value"]
    if value is None or value >= KNOWN:
        return ""
    said = _(
        "For {share} of the time no source tells whether somebody was there: neither states of agents nor an"
        " answer. Such time is in no share; it is not taken for closed."
    )
    return said.format(share=share(1 - value))


def grid_title(rows: pl.DataFrame) -> str:
    """The channels that had somebody at every hour of the week, or the one with the fewest hours."""
    if not rows.height or not rows["known_s"].sum():
        return _("No source tells when somebody was there")
    told = (
        rows.filter(pl.col("known_s") > 0)
        .group_by("channel")
        .agg(hours=(pl.col("there_s") / pl.col("known_s")).sum(), known=pl.len())
    )
    best = told.sort("hours", "channel", descending=[True, False]).row(0, named=True)
    of = {"channel": channel(best["channel"]), "hours": number(best["hours"]), "known": number(best["known"])}
    if best["known"] < WEEK_HOURS:
        return _(
            "{channel} has somebody there most: {hours} of the {known} hours a week that are known"
        ).format(**of)
    return _("{channel} has somebody there most: {hours} of the 168 hours of a week").format(**of)


def channels_note() -> str:
    """What the columns count."""
    return _("Found nobody: nobody there, or queue closed · While closed: at work, out of reach")


def hours_title(rows: pl.DataFrame, total: float) -> str:
    """The hour of the week in which most found nobody."""
    if not rows.height or not total:
        return _("Nobody came when nobody was there")
    worst = rows.row(0, named=True)
    n = int(worst["came_unstaffed"]["value"])
    said = ngettext(
        "Most find nobody on {day} from {from_} to {to}: {n} contact of {total}",
        "Most find nobody on {day} from {from_} to {to}: {n} contacts of {total}",
        n,
    )
    day = weekday(worst["weekday"], "wide")
    return said.format(day=day, from_=worst["hour"], to=worst["hour"] + 1, n=number(n), total=number(total))


def hours_note(*, is_mixed: bool) -> str:
    """Of whom the worst hours are: letters are left out where there are callers, too."""
    whole = _("all days, holidays too")
    return _("Callers and chats · {days}").format(days=whole) if is_mixed else whole[:1].upper() + whole[1:]


def moves_title(one: Figure) -> str:
    """How many of those without an answer came next on another channel."""
    n, all_n = int(one["numerator"] or 0), int(one["denominator"] or 0)
    if not all_n:
        return _("No customer was left without an answer")
    said = ngettext(
        "After {moved} of {n} contact without an answer, the customer came on another channel",
        "After {moved} of {n} contacts without an answer, the customer came on another channel",
        all_n,
    )
    return said.format(moved=number(n), n=number(all_n))


def moved_to(rows: pl.DataFrame, of: str) -> str:
    """Where those went who moved from a channel, most first."""
    if not rows.height:
        return ""
    mine = rows.filter(pl.col("channel") == of)
    return (
        listing([_pair(name, n) for name, n in mine.select("moved_to", "n").iter_rows()])
        if mine.height
        else ""
    )


def _pair(name: str, n: int) -> str:
    return _("{n} to {channel}").format(n=number(n), channel=_inside(channel(name)))


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]


def hour(iso: int, begins: int) -> str:
    """An hour of the week: Fri 13:00–14:00."""
    return f"{weekday(iso)} {begins:02}:00–{begins + 1:02}:00"


def holidays(n: int) -> str:
    """That holidays are shown apart."""
    return ngettext(
        "{n} holiday of the period is left out here and shown below.",
        "{n} holidays of the period are left out here and shown below.",
        n,
    ).format(n=number(n))
