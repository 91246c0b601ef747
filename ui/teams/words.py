"""The sentences of the page Teams."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from language import _, listing, marked, ngettext, number, share, weekday
from metrics.teams import HOUR, LONG_STATES
from ui.teams.behind import Spot
from ui.teams.found import BUSY, Found
from ui.words import brief

STATES: dict[str, str] = {
    "break": marked("Breaks"),
    "meeting": marked("Meetings"),
    "wrap_up": marked("Wrap-up"),
}
OF_STATE: dict[str, str] = {
    "break": marked("Break"),
    "meeting": marked("Meeting"),
    "wrap_up": marked("Wrap-up"),
}
AT_WORK = marked(
    "At work: signed in, and neither on a break nor in a meeting. Letters can wait, so nobody has to be there"
    " when they come."
)
RULES: tuple[str, ...] = (
    marked(
        "**Can take it**: the queues among the skills on a person's record; of who has none there, the queues"
        " of which they answered three contacts or more in the 28 days before the end of the period."
    ),
    marked("**At work**: signed in and neither on a break nor in a meeting, or on a contact."),
    marked(
        "**One person alone**, **nobody**: contacts offered in opening hours on the phone, in chat or in"
        " person that came while one person, or nobody, who can take them was at work. Letters can wait."
        " Everybody in the centre is counted, whoever looks."
    ),
    marked(
        "**Needed**: the fewest people with whom the hour's usual number of contacts reaches the queue's"
        " target (Erlang A, with the queue's own handle time and patience). **Missing**: needed less those"
        " there for it, from half a person on. Judged from 10 contacts on."
    ),
    marked(
        "**There for it**: people on the queue's contacts, and those free to take the next one. Nobody counts"
        " for two queues at once: who is free counts for the main queue (the first that the record names,"
        " else the one they answer most of), or, where that can spare them, for one they can take that misses"
        " people. A letter can be left, so who writes one is free."
    ),
    marked(
        "**Longer than usual**: more than twice the median of the team's own breaks, meetings or wrap-ups of"
        " the same reason in the 8 weeks up to the end of the period (all teams' where there are fewer than"
        " 20), and by 5 minutes or more; wrap-up by 2. It counts where it began."
    ),
)


def rules() -> str:
    """What the page's own figures mean, for the definitions."""
    return "\n\n".join(_(one) for one in RULES)


def when(row: dict[str, Any]) -> str:
    """An hour of the week: Wednesday 19–20."""
    day = weekday(row["weekday"], "wide")
    return _("{day} {from_}–{to}").format(day=day, from_=row["hour"], to=row["hour"] + 1)


def sentence(found: Found) -> str:
    """The finding that matters most, or the two that do."""
    said = [one for one in (_only_one(found), _hangs(found), _lacks(found)) if one]
    if said:
        return _("; ").join(said[:2]) + "."
    if not found.alone.height:
        return _unknown(found)
    return _busy(found)


def _only_one(found: Found) -> str:
    skills = found.only_one["skill"].unique(maintain_order=True).to_list()
    if not skills:
        return ""
    if len(skills) > 2:
        said = _("*{n} skills* are those of one person alone")
        return said.format(n=number(len(skills)))
    return _("Only one person in the centre can take *{skills}*").format(skills=listing(skills))


def _hangs(found: Found) -> str:
    row = found.first_hanging()
    if row is None:
        return ""
    return _("*{queue}* hangs on one person on {when}").format(queue=row["queue"], when=when(row))


def _lacks(found: Found) -> str:
    row, first = found.first_missing(), found.first_hanging()
    if row is None:
        return ""
    n = round(row["missing"])
    if first is not None and all(first[name] == row[name] for name in HOUR):
        return ngettext("{n} more person is needed then", "{n} more people are needed then", n).format(
            n=number(n)
        )
    if first is not None and first["queue"] == row["queue"]:
        said = ngettext("it lacks {n} person on {when}", "it lacks {n} people on {when}", n)
    else:
        said = ngettext("*{queue}* lacks {n} person on {when}", "*{queue}* lacks {n} people on {when}", n)
    return said.format(queue=row["queue"], n=number(n), when=when(row))


def _unknown(found: Found) -> str:
    if found.is_held:
        return busy_title(found, found.first_team) + _("; who covered which queue is left out.")
    if not found.covering.knows:
        return _("No source tells when people are signed in.")
    return _("Who was at work when contacts came is not known.")


def _busy(found: Found) -> str:
    row = found.busiest()
    if row is None and not found.covering.by_hour:
        return _unknown(found)
    if row is None:
        return _("Every queue had two people or more when contacts came.")
    value = row["occupancy"]["value"]
    said = _("{team} is the busiest team: {share} of its time on contacts.")
    if value > BUSY:
        said = _("{team} hardly has a moment between contacts: {share} of its time is spent on them.")
    return said.format(team=row["team"], share=share(value, 0))


def busy_title(found: Found, team: str) -> str:
    """How busy the team is, or which team is busiest."""
    row = found.busiest()
    if row is None:
        return _("How busy teams were is not known")
    value = share(row["occupancy"]["value"], 0)
    said = _("{team} was on contacts {share} of the time") if team else _("{team} is busiest: {share}")
    return said.format(team=row["team"], share=value)


def busy_note(*, is_one: bool) -> str:
    """What the picture shows."""
    by = _("Occupancy by weekday and hour") if is_one else _("Occupancy by team and hour of the day")
    return _("{by}, in % · from {share} on there is hardly a pause between contacts").format(
        by=by, share=share(BUSY, 0)
    )


def hang_title(found: Found) -> str:
    """How many hours of the week hang on one person."""
    n, few = found.sure_hanging, found.hanging.height - found.sure_hanging
    if not found.covering.by_hour or (not found.alone.height and found.is_held):
        return _("What hangs on one person is left out")
    if not found.alone.height:
        return _("What hangs on one person is not known")
    if not n and not few:
        return _("No hour of the week hangs on one person")
    if not n:
        said = ngettext(
            "{n} hour of the week may hang on one person: too few contacts to judge",
            "{n} hours of the week may hang on one person: too few contacts to judge",
            few,
        )
        return said.format(n=number(few))
    said = ngettext("{n} hour of the week hangs on one person", "{n} hours of the week hang on one person", n)
    told = said.format(n=number(n))
    if not few:
        return told
    more = ngettext("{n} more is too rare to judge", "{n} more are too rare to judge", few)
    return f"{told}; {more.format(n=number(few))}"


def only_one_title(found: Found) -> str:
    """How much of what people can do is one person's alone."""
    n = found.only_one.height
    if not found.covering.by_hour:
        return _("Who alone can do something is left out")
    if not found.covering.skills.height:
        return _("Who alone can do something is not known")
    if not n:
        return _("Nobody is the only one who can do something")
    said = ngettext(
        "{n} queue or skill is one person's alone", "{n} queues or skills are one person's alone", n
    )
    return said.format(n=number(n))


def spot(of: Spot, team: str) -> str:
    """Which hour the rows behind it are of: Accounts, 10–11; Monday 10–11."""
    if team:
        return when({"weekday": int(of.of), "hour": of.hour})
    return _("{team}, {from_}–{to}").format(team=of.of, from_=of.hour, to=of.hour + 1)


def days_behind(of: Spot, team: str, days: pl.DataFrame) -> str:
    """Which hour the days behind it are of, and what they come to together."""
    sums = days.select(pl.col("occupancy").struct.field("numerator", "denominator").sum()).row(0)
    if not sums[1]:
        return _("{hour}: nobody was at work").format(hour=spot(of, team))
    said = ngettext("{hour}: {share} on {n} day", "{hour}: {share} on {n} days", days.height)
    return said.format(hour=spot(of, team), share=share(sums[0] / sums[1], 0), n=number(days.height))


def few_title(found: Found) -> str:
    """In how many hours of the week people are missing."""
    n = found.missing.height
    if not found.judged_hours:
        if found.is_held:
            return _("Where people are missing is left out")
        return _("Where people are missing is not known")
    if not n:
        return _("In no hour of the week are people missing")
    said = ngettext(
        "Too few people in {n} of {all} hours of the week, by queue",
        "Too few people in {n} of {all} hours of the week, by queue",
        n,
    )
    return said.format(n=number(n), all=number(found.judged_hours))


def more(shown: int, rows: int) -> str:
    """How many hours a table does not show."""
    left = rows - shown
    said = ngettext("{n} more hour is in the download", "{n} more hours are in the download", left)
    return said.format(n=number(left)) if left > 0 else ""


def who(names: Sequence[str | None], teams: Sequence[str | None]) -> str:
    """Who was alone: one by name where it may be known, else of which team; several by their number."""
    if not names:
        return _("nobody")
    if len(names) > 1:
        said = ngettext("{n} person, one at a time", "{n} people, one at a time", len(names))
        return said.format(n=number(len(names)))
    if names[0]:
        return names[0]
    return _("one person of {team}").format(team=teams[0]) if teams[0] else _("one person")


def told_by(found: Found) -> str:
    """Where it is known from who can take what."""
    told, shown = (found.covering.skills.filter(is_told=at)["agent_id"].n_unique() for at in (True, False))
    said = [
        ngettext("of {n} person by the record", "of {n} people by their records", told).format(n=number(told))
        if told
        else "",
        ngettext(
            "of {n} person by what they answered in the 28 days before the end of the period",
            "of {n} people by what they answered in the 28 days before the end of the period",
            shown,
        ).format(n=number(shown))
        if shown
        else "",
    ]
    told_so = [one for one in said if one]
    if not told_so:
        return _("Nobody is known to take any queue.")
    return _("Who can take what is known {ways}.").format(ways=listing(told_so))


def untold(found: Found) -> str:
    """How many people's presence nobody tells, so that their queues are left out; empty where all is told."""
    n = found.covering.untold
    said = ngettext(
        "Of {n} person with contacts no source tells when they are there: their queues are left out.",
        "Of {n} people with contacts no source tells when they are there: their queues are left out.",
        n,
    )
    return said.format(n=number(n)) if n else ""


def long_title(found: Found) -> str:
    """Which state of which team took most beyond the usual."""
    rows = found.long_by_team.sort("beyond_min", descending=True)
    if not rows.height:
        return _("No break, meeting or wrap-up can be judged")
    first = rows.row(0, named=True)
    if not first["beyond_min"]:
        return _("No break, meeting or wrap-up was longer than usual")
    said = _("{state} in {team} took {time} beyond the usual")
    return said.format(
        state=_(STATES[first["state"]]),
        team=first["team"] or _("no team"),
        time=brief(round(first["beyond_min"]) * 60),
    )


def long_note() -> str:
    """The rule of long states in one line."""
    least = number(LONG_STATES["break"]), number(LONG_STATES["wrap_up"])
    said = _("Longer than twice the team's usual, by {least} min or more; wrap-up by {wrap} min")
    return said.format(least=least[0], wrap=least[1])


def stretches(n: int) -> str:
    """How many stretches a list holds."""
    said = ngettext("The {n} that was longer than usual", "The {n} that were longer than usual", n)
    return said.format(n=number(n))
