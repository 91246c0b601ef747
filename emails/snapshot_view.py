"""All words and figures of the snapshot, once, in the order in which mail, plain text and PDF show them."""

from typing import Any

from emails.pieces import plain, said, sentences, strong, told
from emails.post import Post, footer
from emails.snapshot import Changed, Driver, Headline, Snapshot
from emails.snapshot_stake import action, at_risk, losses, priced, trust
from emails.snapshot_words import (
    LOWER,
    all_of,
    change,
    changed,
    difference,
    figure,
    lead,
    name_of,
    qualifier,
    sentence,
    status,
    subject,
    target,
)
from language import NO_VALUE, _, listing, ngettext, period

CHARTS = 2
WEEKS = 13


def view(snapshot: Snapshot, post: Post) -> dict[str, Any]:
    """Give all that is said. Charts are told by their drivers; who shows it draws them."""
    return {
        "title": subject(snapshot),
        "kind": _("Executive snapshot"),
        "centre": snapshot.centre,
        "when": period(*snapshot.week),
        "demo": _("Demo data: a simulated contact centre, not a real one.") if snapshot.is_demo else "",
        "headline": sentence(snapshot),
        "preheader": plain(lead(snapshot)),
        "lead": lead(snapshot),
        "notices": snapshot.notices,
        "heads": _heads(),
        "rows": [row(one, snapshot) for one in snapshot.headlines],
        "rows_note": _rows_note(is_drawn=any(trend_alt(one) for one in snapshot.headlines)),
        "rows_note_text": _rows_note(is_drawn=False),
        "where": where(snapshot),
        "where_note": _("They say where it happened, not what caused it."),
        "charts_note": _(
            "The bars add up to the change. Thin line: 95 % interval; ≈ within noise. They say where it"
            " happened, not what caused it."
        ),
        "no_stake": _("Not known yet."),
        "at_risk": at_risk(snapshot.at_risk, snapshot.currency),
        "losses": losses(snapshot),
        "priced": priced(snapshot),
        "actions": [action(one, snapshot.week[1]) for one in snapshot.actions],
        "no_actions": _("Nothing has been written down."),
        "button": _("Open this snapshot"),
        "link": post.link,
        "trust": trust(snapshot, post),
        "footer": footer(post, _("because you are on the executive list")),
        "last": _("Customers are not named in this mail."),
    }


def _rows_note(*, is_drawn: bool) -> str:
    words = _("Change: on the week before. Within noise: too small to tell from chance (95 %).")
    if is_drawn:
        words = _(
            "Change: on the week before. Small line: {weeks} weeks; dotted: the target. Within noise: too"
            " small to tell from chance (95 %)."
        )
    return words.format(weeks=WEEKS)


def _heads() -> dict[str, str]:
    return {
        "week": _("This week"),
        "target": _("Target"),
        "change": _("Change on last week"),
        "weeks": _("{n} weeks").format(n=WEEKS),
        "quarter": _("Last quarter"),
        "where": _("What changed, and where"),
        "stake": _("What is at stake"),
        "agents": _("Agents"),
        "customers": _("Customers"),
        "cost": _("Cost"),
        "done": _("What is being done"),
        "trust": _("How far to trust these numbers"),
    }


def row(one: Headline, snapshot: Snapshot) -> dict[str, Any]:
    """Write a headline number."""
    stands, moved = status(one), change(one)
    return {
        "id": one.id,
        "name": name_of(one.id),
        "of": qualifier(one, snapshot.week),
        "value": figure(one.id, one.value),
        "value_tone": "breach" if stands.tone == "breach" else "ink",
        "mark": stands.mark,
        "status": stands.words,
        "target": stands.target,
        "tone": stands.tone,
        "is_missed": stands.is_missed,
        "quarter": figure(one.id, one.last_quarter),
        "quarter_said": _("last quarter {value}").format(value=figure(one.id, one.last_quarter)),
        "change_mark": moved.mark,
        "change": moved.words,
        "change_tone": moved.tone,
        "alt": trend_alt(one),
        "weeks": one.weeks,
    }


def trend_alt(one: Headline) -> str:
    """Say what the small line shows."""
    known = [value for value in one.weeks if value is not None]
    if len(known) < 2:
        return ""
    words = _("{n} weeks: {first} to {last}")
    return words.format(n=len(one.weeks), first=figure(one.id, known[0]), last=figure(one.id, known[-1]))


def where(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Write a paragraph for each number that moved, and one each for those that did not or are not known."""
    moved = [one for one in snapshot.headlines if one.moved.verdict in ("better", "worse")]
    placed = {one.id: one for one in snapshot.changed}
    paragraphs = [_moved(one, placed.get(one.id)) for one in moved]
    still = [one for one in snapshot.headlines if one.moved.verdict in ("noise", "neutral")]
    unknown = [one for one in snapshot.headlines if one.moved.verdict == "unknown"]
    return [*paragraphs, *_still(still, len(snapshot.headlines)), *_unknown(unknown)]


def _moved(one: Headline, placed: Changed | None) -> dict[str, Any]:
    words = _("{value}{target}, {change} points.")
    if one.id == "asa":
        words = _("{value}{target}, {change}.")
    named = strong(f"{name_of(one.id)} {figure(one.id, one.value)}")
    change_of = difference(one.id, one.moved.difference or 0.0, "")
    first = said(words, value=named, target=_goal(one), change=change_of)
    moved = change(one)
    return {
        "mark": moved.mark,
        "word": _("Better") if one.moved.verdict == "better" else _("Worse"),
        "tone": moved.tone,
        "said": sentences(first, told(placed.where) if placed else ()),
    }


def _goal(one: Headline) -> str:
    if one.target is None:
        return ""
    words = _(" (limit {goal})") if one.id in LOWER else _(" (target {goal})")
    return words.format(goal=target(one.id, one.target))


def _still(still: list[Headline], of: int) -> list[dict[str, Any]]:
    if not still:
        return []
    names = listing([name_of(one.id, within=bool(n)) for n, one in enumerate(still)])
    words = ngettext(
        "{names} moved less than chance moves it in most weeks.",
        "{names} moved less than chance moves them in most weeks.",
        len(still),
    )
    if len(still) == of > 1:
        names = all_of(of)
    return [{"mark": "≈", "word": _("No change"), "tone": "muted", "said": said(words, names=names)}]


def _unknown(unknown: list[Headline]) -> list[dict[str, Any]]:
    if not unknown:
        return []
    names = listing([name_of(one.id, within=bool(n)) for n, one in enumerate(unknown)])
    words = ngettext(
        "{names} cannot be compared: too little is known of one of the two weeks.",
        "{names} cannot be compared: too little is known of one of the two weeks.",
        len(unknown),
    )
    return [{"mark": NO_VALUE, "word": _("Not known"), "tone": "muted", "said": said(words, names=names)}]


def charted(snapshot: Snapshot) -> list[tuple[Headline, Changed]]:
    """Choose what to draw: the clearest better change and the clearest worse one whose parts are known."""
    parts = {one.id: one for one in snapshot.changed if one.drivers}
    found = []
    for verdict in ("better", "worse"):
        known = [one for one in changed(snapshot, verdict) if one.id in parts]
        found += [(one, parts[one.id]) for one in known[:1]]
    return found


def chart_title(one: Headline, placed: Changed) -> str:
    """Say in a few words what a chart of drivers finds."""
    moved = f"{name_of(one.id)} {difference(one.id, one.moved.difference or 0.0, '')}"
    if not placed.short:
        return moved
    return _("{moved}: mostly {part}").format(moved=moved, part=placed.short)


def chart_alt(one: Headline, placed: Changed) -> str:
    """Say all that a chart of drivers shows: what is clear, and what is within noise."""
    total = difference(one.id, one.moved.difference or 0.0, "")
    words = _("Where the change of {total} in {name} came from: {clear}.")
    if one.id != "asa":
        words = _("Where the {total} points of {name} came from: {clear}.")
    clear = ", ".join(_part(one, part) for part in placed.drivers if part.is_clear) or _("no part is clear")
    found = words.format(total=total, name=name_of(one.id, within=True), clear=clear)
    noise = ", ".join(_part(one, part) for part in placed.drivers if not part.is_clear)
    return found + (" " + _("Within noise: {parts}.").format(parts=noise) if noise else "")


def _part(one: Headline, part: Driver) -> str:
    return f"{part.name} {difference(one.id, part.effect, '')}"
