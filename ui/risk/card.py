"""Whether a customer is at risk, on their own page: points, reasons, and the lists of before."""

from collections.abc import Sequence
from datetime import date

from language import _, day, listing, number
from store import work_list
from ui import cards, markup
from ui.markup import Safe, join, tag
from ui.risk import words
from ui.scene import Scene
from ui.spark import spark

MOST = 8
MANAGERS = ("manager", "admin")


def show(scene: Scene, ids: Sequence[str]) -> None:
    """Show the card of a customer whom one of the last lists showed; nothing for others.

    Who is held out is told to managers alone, and only of weeks that are over.
    """
    rows = work_list.of_people(scene.store.state, ids).head(MOST)
    this = work_list.monday(scene.settings, scene.now).isoformat()
    sees_held = scene.viewer.role in MANAGERS
    told = [
        row
        for row in rows.iter_rows(named=True)
        if not row["is_held_out"] or (sees_held and row["monday"] != this)
    ]
    if not told:
        return
    [at_card] = cards.row(("customer_risk", 120))
    with cards.figure(at_card):
        newest = told[0]
        when = day(date.fromisoformat(newest["monday"]))
        title = _("{points} points on the list of {day}")
        cards.title(title.format(points=number(newest["points"], 1), day=when), words.means())
        zone = scene.settings.site.zone
        reasons = join(tag("li", words.reason(one, zone)) for one in newest["reasons"])
        trend = spark([row["points"] for row in reversed(told)])
        weeks = listing([_history(row["monday"], row["points"]) for row in told[1:]])
        before = _("Lists before: {weeks}.").format(weeks=weeks) if told[1:] else Safe("")
        parts = [tag("ol", reasons, "why"), trend, tag("p", before, "soft") if before else ""]
        markup.show(tag("div", join(parts), "mk-risk-card"))


def _history(monday: str, points: float) -> str:
    said = _("{day} {points}")
    return said.format(day=day(date.fromisoformat(monday)), points=number(points, 1))
