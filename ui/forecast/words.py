"""What the page says in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import NO_BREAK, _, day, duration, listing, ngettext, number, share, weekday
from metrics.forecast.ahead import LEAST_DAYS
from metrics.forecast.gaps import HOUR_S
from metrics.forecast.notes import REACHES
from metrics.forecast.whatif import Met
from ui.forecast.choice import Choice
from ui.forecast.look import Outlook, Total, date_of

SURE_SHARE = 0.005
DAYS_BY_NAME = 7
NAMED = 2  # times of a day that a tile has room for
UNBROKEN = "\u2060-\u2060"  # a hyphen at which no line ends


def clock(second: int) -> str:
    """A second of the day: 09:30."""
    return f"{second // HOUR_S:02}:{second % HOUR_S // 60:02}"


def hours(begin_s: int, end_s: int) -> str:
    """A stretch of the day: 09:00–12:00."""
    return f"{clock(begin_s)}–{clock(end_s)}"


def times(begins: Sequence[int], slot_s: int) -> str:
    """When slots that begin in these seconds are, those in a row as one, the longest first: two at most."""
    runs: list[tuple[int, int]] = []
    for begin in sorted(set(begins)):
        if runs and runs[-1][1] == begin:
            runs[-1] = (runs[-1][0], begin + slot_s)
        else:
            runs.append((begin, begin + slot_s))
    longest = sorted(runs, key=lambda run: (run[0] - run[1], run[0]))
    told, rest = [hours(*run) for run in longest[:NAMED]], len(longest) - NAMED
    if rest > 0:
        told.append(ngettext("{n} more time", "{n} more times", rest).format(n=number(rest)))
    return listing(told)


def when(at: int, today: int) -> str:
    """A day within a sentence: today, tomorrow, on Sunday, on Sun 29 Nov."""
    if at - today in (0, 1):
        return _("today") if at == today else _("tomorrow")
    is_near = at - today < DAYS_BY_NAME
    name = weekday(date_of(at).isoweekday(), "wide") if is_near else day(date_of(at))
    return _("on {day}").format(day=name)


def clock_of(seen: Outlook) -> str:
    """The time up to which the forecast knows what came."""
    return f"{seen.ahead.at.astimezone(seen.zone):%H:%M}"


def sentence(seen: Outlook) -> str:
    """Where and when people are missing next; without that, what is known."""
    if not seen.is_told:
        return _("There is too little history for a forecast yet.")
    if not seen.is_compared:
        return _untold(seen)
    if gap := seen.next_gap:
        said = ngettext(
            "{queue} needs {n} more person {when}, {hours}",
            "{queue} needs {n} more people {when}, {hours}",
            gap["people"],
        )
        if gap["least"] < gap["people"]:
            said = _("{queue} needs up to {n} more people {when}, {hours}")
        return said.format(
            queue=gap["queue"],
            n=number(gap["people"]),
            when=when(gap["day"], seen.today),
            hours=hours(gap["begin_s"], gap["end_s"]),
        )
    until = seen.planned_until
    assert until is not None  # somebody is planned
    said = _("Enough people are planned for all that is expected until {day}")
    return said.format(day=day(date_of(until)))


def _untold(seen: Outlook) -> str:
    said = _("{n} contacts are expected in the 7 days after today; {why}")
    return said.format(n=number(seen.of_week().expected), why=why_not(seen))


def why_not(seen: Outlook) -> str:
    """Why it is not known who is missing."""
    return _("no target says who is needed") if seen.is_planned else _("no source tells who is planned")


def notes(seen: Outlook) -> list[str]:
    """Which queues have no forecast, where others have one, and where the plan ends."""
    return [*(_young(seen) if seen.is_told else []), *_unplanned(seen)]


def _young(seen: Outlook) -> list[str]:
    young = {queue: days for queue, days in seen.ahead.young.items() if seen.queue in ("", queue)}
    if not young:
        return []
    told = [_days_of(queue, young[queue]) for queue in sorted(young)]
    said = _("Not enough history for a forecast of {queues}; it begins after {least} days.")
    return [said.format(queues=listing(told), least=LEAST_DAYS)]


def _days_of(queue: str, days: int) -> str:
    said = ngettext("{queue} ({n} day)", "{queue} ({n} days)", days)
    return said.format(queue=queue.replace("-", UNBROKEN), n=number(days))


def _unplanned(seen: Outlook) -> list[str]:
    until, last = seen.planned_until, seen.last_open
    if until is None and seen.is_told:
        return [
            _(
                "No source tells who is planned, so the page says how many people are needed and not how"
                " many are missing."
            )
        ]
    if until is None or last is None or until >= last:
        return []
    return [
        _("The plan ends on {day}; after it only what is needed is known.").format(day=day(date_of(until)))
    ]


def heat_title(seen: Outlook) -> str:
    """What the picture of all days finds."""
    if not seen.is_compared:
        return _("How many people are needed, by hour")
    days = seen.gaps["day"].n_unique()
    if not days:
        return _("Nobody is missing on any planned day")
    said = ngettext("People are missing on {n} day", "People are missing on {n} days", days)
    return said.format(n=number(days))


def heat_note(seen: Outlook) -> str:
    """How the picture is to be read."""
    whose = seen.queue or _("All queues, each by itself")
    if not seen.is_compared:
        return _("{queues} · the most within the hour · click a day").format(queues=whose)
    return _("{queues} · the most people missing within the hour · click a day").format(queues=whose)


def is_closed(rows: pl.DataFrame) -> bool:
    """Tell whether nothing can come on a day of a queue, and nothing came."""
    return not rows["is_open"].any() and not rows["came"].sum()


def volume_title(choice: Choice, seen: Outlook, total: Total, rows: pl.DataFrame) -> str:
    """What comes to a queue on a day."""
    at = when(choice.day, seen.today)
    if is_closed(rows):
        return _("{queue} is closed {when}").format(queue=choice.queue, when=at)
    if total.expected is None:
        return _("{queue} {when}: no forecast").format(queue=choice.queue, when=at)
    if choice.day == seen.today and total.is_over:
        return _("{queue} today: {n} contacts came").format(queue=choice.queue, n=number(total.came))
    if total.low is None or total.high is None:
        said = _("{queue} {when}: {n} contacts expected")
        return said.format(queue=choice.queue, when=at, n=number(total.expected))
    said = _("{queue} {when}: {n} contacts expected, {low}–{high} in 8 of 10 such days")
    return said.format(
        queue=choice.queue, when=at, n=number(total.expected), low=number(total.low), high=number(total.high)
    )


def people_title(choice: Choice, seen: Outlook, rows: pl.DataFrame) -> str:
    """Who is missing in a queue on a day."""
    at = when(choice.day, seen.today)
    if not rows["is_staffed"].any():
        return _("Nobody has to work on {queue} then").format(queue=choice.queue)
    if not rows["scheduled"].count():
        return _("People needed; who is planned is not told")
    most = rows["missing"].max()
    if not isinstance(most, int):
        return _("People planned; how many are needed is not known")
    if not most:
        return _("{queue} {when}: enough people are planned").format(queue=choice.queue, when=at)
    said = ngettext(
        "{queue} {when}: up to {n} person is missing", "{queue} {when}: up to {n} people are missing", most
    )
    return said.format(queue=choice.queue, when=at, n=number(most))


def score(seen: Outlook, reach: str = "day", *, is_time: bool = False) -> Mapping[str, Any]:
    """How good forecasts of the queue looked at were, or of all: of contacts or of handle times."""
    whose = pl.lit(seen.queue or None, pl.String)
    rows = (seen.ahead.handle_score if is_time else seen.ahead.score).filter(
        pl.col("queue").eq_missing(whose), pl.col("reach") == reach
    )
    return rows.row(0, named=True) if rows.height else {}


def score_title(seen: Outlook) -> str:
    """How good the forecast is, against what everybody would do without it."""
    found = score(seen)
    off, usual = found.get("wape"), found.get("usual_wape")
    if off is None:
        return _("There is nothing yet to judge the forecast by")
    said = _("The forecast misses by {off} on average")
    if usual is None:
        return said.format(off=share(off, 0))
    against = _("“same weekday last week” by {usual}").format(usual=share(usual, 0))
    return f"{said.format(off=share(off, 0))}, {against}"


def told_of(reach: str, *, is_time: bool = False) -> str:
    """Of what a score is, and how far ahead it was told."""
    said = _("Handle time, {reach}") if is_time else _("Contacts, {reach}")
    return said.format(reach=_(REACHES[reach]))


def inside(held: float | None) -> str:
    """How often the band held: 82 of 100."""
    return "–" if held is None else _("{n} of 100").format(n=number(held * 100))


def more(people: int) -> str:
    """People more or fewer, as a head of a column and within a sentence."""
    if not people:
        return _("nobody more")
    if people > 0:
        return ngettext("{n} more person", "{n} more people", people).format(n=number(people))
    return ngettext("{n} person fewer", "{n} people fewer", -people).format(n=number(-people))


def difference(choice: Choice, before: Met, after: Met) -> str:
    """What people more or fewer change, in a sentence."""
    first, last = choice.hours
    stretch = hours(first * HOUR_S, last * HOUR_S)
    if not choice.people:
        said = _("{queue}, {hours}: {now} would be answered in time")
        return said.format(queue=choice.queue, hours=stretch, now=in_time(before))
    said = _("With {people}, {hours}: {after} answered in time instead of {before}")
    return said.format(
        people=more(choice.people), hours=stretch, after=in_time(after), before=in_time(before)
    )


def in_time(one: Met) -> str:
    """A share in time; of what is nearly all or nothing no more is said than is known."""
    if one.in_time > 1 - SURE_SHARE:
        return _("nearly all")
    return _("nearly nobody") if one.in_time < SURE_SHARE else share(one.in_time, 0)


def wait(one: Met) -> str:
    """A mean wait; none where the queue only grows."""
    return _("grows without end") if one.wait_s == float("inf") else duration(round(one.wait_s))


def people(n: float) -> str:
    """People, with a decimal where some are there for part of the time."""
    return number(n, 0 if abs(n - round(n)) < 0.05 else 1)


def at_work(before: Met, after: Met) -> tuple[str, str]:
    """People before and after, whose difference reads as many as were added: 1.9 and 5.9 with four more."""
    first = round(before.people, 1)
    return _on_average(first, before), _on_average(first + round(after.people - before.people, 1), after)


def _on_average(n: float, one: Met) -> str:
    """A mean number of people, which says so where the slots have fewer and more."""
    fewest, most = people(one.fewest), people(one.most)
    if fewest == most:
        return people(n)
    return _("{n} on average ({fewest} to {most})").format(n=people(n), fewest=fewest, most=most)


def band(low: float | None, high: float | None) -> str:
    """Between which two numbers eight of ten lie."""
    if low is None or high is None:
        return "–"
    return f"{number(low)}–{number(high)}".replace(" ", NO_BREAK)


def nothing() -> str:
    """Why there is nothing to forecast from."""
    return _("A queue has a forecast from {n} days of contacts on.").format(n=number(LEAST_DAYS))


def too_young(seen: Outlook) -> str:
    """How many days of contacts there are where no queue has enough of them, and how many it takes."""
    if not seen.ahead.young:
        return nothing()
    said = _("It begins by itself after {least} days of contacts; there are {n} so far.")
    return said.format(least=LEAST_DAYS, n=number(max(seen.ahead.young.values())))


def volume_note(seen: Outlook, rows: pl.DataFrame) -> str:
    """How the picture of contacts is to be read."""
    came = _("strong line: came so far · ") if rows["came"].sum() else ""
    said = _("Contacts in {n} min · blue: expected, band: 8 in 10 · {came}dotted: that weekday before")
    return said.format(n=seen.ahead.slot_s // 60, came=came)


def people_note() -> str:
    """How the picture of people is to be read."""
    return _("Bars: planned · orange: missing · blue line: needed")


def score_note(seen: Outlook) -> str:
    """What the score is of."""
    if seen.queue:
        return _("{queue} · the last 8 weeks as told then · aim: 80 of 100 inside").format(queue=seen.queue)
    return _("The last 8 weeks as told then · queues: contacts, the day before · aim: 80 of 100 inside")


def slots_title(choice: Choice, seen: Outlook) -> str:
    """Which day the table is of."""
    return _("{queue} {when}, slot by slot").format(queue=choice.queue, when=when(choice.day, seen.today))


def slots_note(seen: Outlook) -> str:
    """What holds of the people in the table."""
    del seen
    return _(
        "Each person counts once: in the queue they are planned for, or, where that has enough, in another"
        " that they can take and that misses people."
    )


def rule() -> str:
    """What holds of everything on the page."""
    return _(
        "The forecast is told slot by slot (half hours, unless the settings say quarters), each time anew."
        " People are missing where at least half a person more is needed than planned; the number of several"
        " slots in a row is that of the worst."
    )
