"""The sentences of the page Repeat contacts."""

import polars as pl

from language import _, number, share
from metrics.compare import Figure
from metrics.contact_number import REFUSALS, PerContact
from metrics.within import Topic

OFTEN = 30  # contacts of a topic before it is named


def sentence(now: Figure, topics: pl.DataFrame) -> str:
    """How many come again within a week, and about what most."""
    if now["value"] is None or not now["denominator"]:
        return _("It is too early to say who comes again: a week must be over.")
    said = _("{share} of customers come again within a week").format(share=share(now["value"], 0))
    named = topics.filter(pl.col("again").struct["denominator"] >= OFTEN)
    if not named.height:
        return f"{said}."
    worst = named.sort(pl.col("again").struct["value"], "topic", descending=[True, False]).row(0, named=True)
    often = share(worst["again"]["value"], 0)
    return _("{said}; about {topic}, {often} do.").format(said=said, topic=worst["topic"], often=often)


def about(topic: Topic) -> str:
    """What coming again counts as."""
    return _("about anything") if topic == "any" else _("about the same")


def within(days: int) -> str:
    """A window in words."""
    return _("within a day") if days == 1 else _("within {n} days").format(n=number(days))


def pair(topic: str, following: str, found: Figure) -> str:
    """What to do about two topics that follow each other."""
    said = _("After {topic}, {following} follows in {share}: answer it in the first contact")
    return said.format(topic=topic, following=following, share=share(found["value"], 0))


def per_contact(found: PerContact) -> str:
    """What each further contact does to satisfaction, or why nobody can say."""
    if found.points is None or found.low is None or found.high is None:
        return _(REFUSALS[found.reason]) if found.reason else ""
    if found.low <= 0 <= found.high:
        return _("Satisfaction does not clearly change with each further contact")
    points = number(abs(100 * found.points), 1)
    less = _("Each further contact costs {points} points of satisfaction")
    more = _("Each further contact adds {points} points of satisfaction")
    return (less if found.points < 0 else more).format(points=points)
