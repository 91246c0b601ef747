"""The figures of coming again and of issues: they count contacts, each with what came of it."""

from functools import partial

import polars as pl

from language import _, marked, ngettext, number
from metrics import repeats
from metrics.within import COUNTED, IDENTIFIED, Within
from ui.behind import nouns
from ui.behind.shape import Behind, Said

AGAIN = partial(Behind, frame="traced", anchor="started", why="again")
ISSUES = partial(Behind, frame="issues", anchor="started")
STARTERS = repeats.starts_issue() & repeats.WEEK.matured()
CONTACTS, AGENTS, CHANNELS, SPENT = (
    pl.col(f"issue_{name}") for name in ("contacts", "agents", "channels", "spent_ms")
)
NEXT = pl.col("has_next_issue")


def came_again(within: Within) -> Behind:
    """Answered contacts whose window is over, and those that another one followed within it."""
    about = _("came again about the same") if within.topic == "same" else _("came again")
    said = ngettext("{came_again} within a day", "{came_again} within {n} days", within.days)
    did = said.format(came_again=about, n=number(within.days))
    return AGAIN(
        within.matured(),
        within.came_again(),
        marked("Came again"),
        marked("Did not come again"),
        said=Said(nouns.answered, did),
    )


REPEATS: dict[str, Behind] = {
    "repeat_rate": came_again(Within()),
    "fcr": AGAIN(
        STARTERS,
        ~repeats.WEEK.came_again(),
        marked("Solved at once"),
        marked("Came again"),
        said=Said(nouns.first, marked("solved at once"), marked("came again about it within 7 days")),
    ),
    "contacts_per_issue": ISSUES(
        CONTACTS.is_not_null(),
        longest=True,
        measure=CONTACTS,
        order=marked("Most contacts first"),
        said=Said(nouns.first, amount=nouns.in_all),
        why="contacts",
    ),
    "agents_told": ISSUES(
        AGENTS.is_not_null(),
        longest=True,
        measure=AGENTS,
        order=marked("Most agents first"),
        said=Said(nouns.first, amount=nouns.told),
        why="agents",
    ),
    "channels_crossed": ISSUES(
        CHANNELS.is_not_null(),
        longest=True,
        measure=CHANNELS,
        order=marked("Most channels first"),
        said=Said(nouns.first, amount=nouns.crossed),
        why="channels",
    ),
    "minutes_per_issue": ISSUES(
        SPENT.is_not_null(),
        longest=True,
        measure=SPENT,
        order=marked("Most time first"),
        said=Said(nouns.first, amount=nouns.spent_on),
        why="spent",
    ),
    "next_issue_rate": ISSUES(
        NEXT.is_not_null(),
        NEXT,
        marked("Another followed"),
        marked("None followed"),
        said=Said(nouns.first, marked("followed by another topic within 7 days")),
        why="again",
    ),
    "identified_rate": AGAIN(
        COUNTED,
        IDENTIFIED,
        marked("Customer known"),
        marked("Not known"),
        said=Said(nouns.made, marked("of customers we know"), marked("of nobody we know")),
    ),
}
