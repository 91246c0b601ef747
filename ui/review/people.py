"""The cards of voices, of who is to be thanked, and of who may need help."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import polars as pl

from language import _, ngettext, number
from metrics.coaching import Help
from store import review_words
from store.review import Praised, Voices
from ui import cards, navigation, notices
from ui.markup import Safe, join, show, tag
from ui.review import words
from ui.tables import report
from ui.voices.text import short

MOST = 6  # nominees in brief


def voices(found: Voices, zone: ZoneInfo) -> None:
    """Two good and two bad voices, as they were written; the bad without an agent's name."""
    cards.title(_("What customers said"), _("Two good voices and two hard ones, in their own words"))
    if not found.good.height and not found.bad.height:
        what = _("No text of this week fits the rule.")
        notices.state("speaker_notes_off", _("Nothing to read aloud"), what)
        return
    kinds = ((_("Good to hear"), found.good, True), (_("To learn from"), found.bad, False))
    columns = [_column(heading, rows, zone, is_good=is_good) for heading, rows, is_good in kinds]
    show(join(columns), "mk-heard")
    show(tag("p", review_words.rule(found.texts), "foot"))


def _column(heading: str, rows: pl.DataFrame, zone: ZoneInfo, *, is_good: bool) -> Safe:
    told = [short(row, zone, str, is_named=is_good) for row in rows.iter_rows(named=True)]
    return tag("div", join([tag("h3", heading), *(told or [tag("p", _("None fits the rule."), "soft")])]))


def nominees(found: Sequence[Praised] | None, week: date) -> None:
    """Who is to be thanked, in brief."""
    cards.title(
        _("Who is to be thanked"), _("This week’s awards, and who else is clearly above what was expected")
    )
    if found is None:
        what = _("Who is to be thanked is worked out the morning after the week ends.")
        notices.state("workspace_premium", _("Not nominated yet"), what)
    elif not found:
        what = _("Nobody stands out clearly beyond chance. That is no fault of anybody’s.")
        notices.state("workspace_premium", _("No nominee this week"), what)
    else:
        rows = [
            [tag("b", one.name, dir="auto"), review_words.award(one), one.team or ""] for one in found[:MOST]
        ]
        show(report((), rows))
        if more := len(found) - MOST if len(found) > MOST else 0:
            said = ngettext("{n} more is clearly above.", "{n} more are clearly above.", more)
            show(tag("p", said.format(n=number(more)), "foot"))
    label = _("Why, and what customers wrote")
    navigation.link("recognition", label, {"week": week.isoformat()}, icon="workspace_premium")


def help_needed(found: Sequence[tuple[Help, str]], team: str) -> None:
    """Who may need help, by the alphabet, with what would help; nothing that ranks."""
    cards.title(_("Who may need help"), _("Private: for the lead and the managers of the team"))
    if not team:
        what = _("Choose one team above: this is told of one team at a time, never of everybody.")
        notices.state("lock", _("Of one team at a time"), what)
        return
    if not found:
        what = _("Nobody’s contacts are far harder than the team’s, and nobody is clearly below colleagues.")
        notices.state("check_circle", _("Nobody stands out"), what)
    for one, name in found:
        told = [
            join(
                [tag("p", what), tag("small", why), tag("p", join([tag("b", _("What may help:")), " ", how]))]
            )
            for what, why, how in words.reasons(one)
        ]
        show(join([tag("h3", name, dir="auto"), *told]), "mk-help")
    show(tag("p", _(words.ENOUGH), "foot"))
