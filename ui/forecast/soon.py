"""Today and tomorrow, queue by queue: whether enough people are planned, else how many to add and when."""

from math import ceil

import polars as pl

from language import _, listing, ngettext, number
from ui.forecast import words
from ui.forecast.look import Outlook
from ui.markup import Safe, tag
from ui.tables import report, two_lines

DAYS = 2
UNBROKEN = "\u2060–\u2060"  # a dash at which no line ends
MOST = 2  # stretches that are named, the worst ones


def title(seen: Outlook) -> str:
    """In how many queues people have to be added."""
    if not seen.is_planned:
        return _("How many people today and tomorrow need")
    if not seen.is_compared:
        return _("Today and tomorrow: {why}").format(why=words.why_not(seen))
    short, every = _gaps(seen)["queue"].n_unique(), seen.rows["queue"].n_unique()
    if not short:
        return _("Nobody has to be added today and tomorrow")
    said = ngettext(
        "{n} of {all} queues needs more people today or tomorrow",
        "{n} of {all} queues need more people today or tomorrow",
        short,
    )
    return said.format(n=number(short), all=number(every))


def note(seen: Outlook) -> str:
    """How the table is to be read."""
    if not seen.is_planned:
        return _("The most at once, with those who are away; who is planned is not told")
    return _("How many to add to those who are planned, and when")


def table(seen: Outlook) -> Safe:
    """The queues, those first that lack most hours of people: today, and tomorrow."""
    lacking = _gaps(seen).group_by("queue").agg(pl.col("hours").sum())
    queues = seen.rows.select(pl.col("queue").unique())
    order = queues.join(lacking, on="queue", how="left").sort(
        pl.col("hours").fill_null(0), "queue", descending=[True, False]
    )
    rows = [
        [queue, *(_cell(seen, queue, seen.today + day) for day in range(DAYS))] for queue in order["queue"]
    ]
    return report([_("Queue"), _("Rest of today"), _("Tomorrow")], rows)


def _gaps(seen: Outlook) -> pl.DataFrame:
    return seen.gaps.filter(pl.col("day").is_between(seen.today, seen.today + DAYS - 1))


def _cell(seen: Outlook, queue: str, day: int) -> Safe:
    """What is to be done on a day: add people, nothing, or nobody knows."""
    rows = seen.rows.filter("is_staffed", queue=queue, day=day)
    gaps = seen.gaps.filter(queue=queue, day=day)
    if gaps.height:
        return _add(gaps)
    if not rows.height:
        return tag(
            "span", _("over") if day == seen.today and _worked(seen, queue, day) else _("closed"), "faint"
        )
    if not rows["scheduled"].count():
        return _needed(seen, rows)
    if not rows["missing"].count():
        return tag("span", _("not known"), "faint")
    return tag("span", _("✓ enough"))


def _needed(seen: Outlook, rows: pl.DataFrame) -> Safe:
    """How many a day needs of which no plan is known."""
    unplanned = _("not planned yet") if seen.is_planned else ""
    most = rows.drop_nulls("rostered").sort("rostered", "second", descending=[True, False]).head(1)
    if not most.height:
        return tag("span", unplanned or _("not known"), "faint")
    n = ceil(most["rostered"][0] - 1e-9)
    said = ngettext("{n} person needed", "{n} people needed", n).format(n=number(n))
    at = _("most at {time}").format(time=words.clock(most["second"][0]))
    return two_lines(said, " · ".join(part for part in (at, unplanned) if part) if n else unplanned)


def _worked(seen: Outlook, queue: str, day: int) -> bool:
    """Tell whether anybody came on a day that has no slots left in which somebody works."""
    came = seen.ahead.came.filter(pl.col("local_s") // 86_400 == day, queue=queue)
    return bool(came["n"].sum())


def _add(gaps: pl.DataFrame) -> Safe:
    most, least = gaps["people"].max(), gaps["least"].min()
    said = _("add {n}") if most == least else _("add up to {n}")
    worst = gaps.sort("hours", "starts_at", descending=[True, False]).head(MOST).sort("starts_at")
    named = [
        words.hours(begin, end).replace("–", UNBROKEN)
        for begin, end in worst.select("begin_s", "end_s").iter_rows()
    ]
    others = gaps.height - worst.height
    if others:
        named.append(ngettext("{n} more time", "{n} more times", others).format(n=number(others)))
    return two_lines(tag("b", said.format(n=number(int(str(most)))), "worse"), listing(named))
