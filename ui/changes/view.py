"""The cards of changes: what, since when, who answers for it, what was expected and what came of it."""

from collections.abc import Sequence

import polars as pl

from language import _, date, listing, weekday
from metrics.experiments.blocks import MOST
from metrics.experiments.told import beside, stronger, where
from store.change_places import Places
from ui import cards, download, notices
from ui.changes import acting, chart, correcting, history, words
from ui.changes.found import Change
from ui.charts.template import still
from ui.markup import Safe, fold, join, show, tag
from ui.scene import Scene


def change(scene: Scene, known: Places, one: Change) -> None:
    """Show a change with its picture, how it was judged, and what would make it stronger."""
    draft, outcome, today = one.logged.draft, one.outcome, scene.today
    said = words.sentence_of(one, today)
    cards.title(draft.what, words.facts(draft, one.logged.owner))
    show(join([words.chip(words.came(one, today)), tag("p", said)]), "mk-came")
    if outcome.found is not None:
        names = (where(one.metric, draft.aim.cut, draft.aim.place), _beside(one))
        picture = chart.days(outcome, one.metric) if outcome.days else chart.weeks(outcome, one.metric, names)
        show(_key(one, names), "mk-curves")
        still(picture, f"chart_{one.logged.id}", chart.alt(outcome, one.metric, said))
    show(_facts(scene, one), "mk-judged")
    if draft.plan and not one.is_withdrawn:
        download.button(lambda: calendar(one), f"roll-out-{one.logged.id}", _("The days, as a file"))
    if one.corrected:
        show(history.folded(scene, one.corrected), "mk-judged")
    correcting.change(scene, known, one.logged)


def pairs(found: Sequence[Change]) -> list[Sequence[Change]]:
    """Lay changes out two in a row: those that wait for their result first, then those with a picture."""
    waiting = [one for one in found if one.outcome.found is None]
    drawn = [one for one in found if one.outcome.found is not None]
    return [each[at : at + 2] for each in (waiting, drawn) for at in range(0, len(each), 2)]


def _beside(one: Change) -> str:
    draft = one.logged.draft
    return "" if one.outcome.beside is None else beside(draft.aim.cut, one.outcome.beside)


def _key(one: Change, names: tuple[str, str]) -> Safe:
    """Name the curves in their colours, and the band."""
    if one.outcome.days:
        parts = [tag("span", _("● days of the new way"), "accent"), tag("span", _("○ days of the old one"))]
        return join(parts)
    there = [tag("span", names[1], "soft")] if names[1] else []
    band = tag("span", _("pale: where it would surely be without the change"), "soft")
    return join([tag("span", names[0], "accent"), *there, band])


def _facts(scene: Scene, one: Change) -> Safe:
    """Say what was expected, compared and tested, and fold what would make it stronger."""
    draft, outcome = one.logged.draft, one.outcome
    told = [
        (_("Expected"), words.expected(draft.aim, is_before=one.logged.is_before)),
        (_("Compared with"), words.compared(one)),
        (_("The figure"), words.numbers(one)),
        (_("Tested"), words.tested(one)),
        (_("Days of the new way"), _days(one)),
    ]
    rows = [tag("div", join([tag("dt", name), tag("dd", said)])) for name, said in told if said]
    parts: list[str] = [tag("dl", join(rows))]
    if outcome.found is not None:
        few = outcome.weeks if not outcome.days and outcome.weeks < min(MOST, _over(scene, one)) else 0
        more = stronger(outcome.weaknesses, few, is_random=bool(outcome.days))
        if more:
            parts.append(fold(_("What would make it stronger"), [tag("p", line) for line in more]))
    return join(parts)


def _over(scene: Scene, one: Change) -> int:
    """Count the weeks that are over since a change."""
    return int((scene.today - one.outcome.ready).days // 7 + 1)


def _days(one: Change) -> str:
    """Say on which days the new way holds, where chance chose them and they are few."""
    new = [each.on for each in one.logged.days if each.is_new]
    return listing([f"{weekday(on.isoweekday())} {date(on)}" for on in new[:4]]) + " …" if new else ""


def calendar(one: Change) -> pl.DataFrame:
    """List the days of a roll-out as a file."""
    days = one.logged.days
    ways = [_("new way") if each.is_new else _("old way") for each in days]
    names = [weekday(each.on.isoweekday(), "wide") for each in days]
    return pl.DataFrame({"day": [each.on for each in days], "weekday": names, "way": ways})


def table(found: list[Change], scene: Scene) -> pl.DataFrame:
    """List all changes as a file."""
    rows = [
        {
            "id": one.logged.id,
            "day": one.logged.draft.on,
            "kind": one.logged.draft.kind,
            "what": one.logged.draft.what,
            "owner": one.logged.owner,
            "metric": one.logged.draft.aim.metric,
            "where": words.place(one.logged.draft.aim),
            "expected": one.logged.draft.aim.expected,
            "written before": one.logged.is_before,
            "result": words.came(one, scene.today),
            "said": words.sentence_of(one, scene.today),
        }
        for one in found
    ]
    return pl.DataFrame(rows)


def nothing(scene: Scene) -> None:
    """Say that nothing is logged yet, and what to do."""
    if acting.may(scene):
        what = _(
            "Log a new menu, rota or script before its day, with what you expect of it. Moked then says what"
            " came of it, beside a place where nothing was changed."
        )
    else:
        what = _("Managers and leads log a new menu, rota or script here before its day.")
    notices.state("published_with_changes", _("No change is logged yet"), what)
