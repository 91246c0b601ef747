"""Who is thanked for a week, in brief, for other pages: one line each, and the way to the whole."""

from collections.abc import Collection
from datetime import date

from language import _
from store import recognition
from ui import markup, navigation
from ui.markup import join, tag
from ui.recognition import words
from ui.recognition.cards import initials
from ui.recognition.found import found
from ui.scene import Scene


def show(scene: Scene, week: date, teams: Collection[str] = ()) -> None:
    """Show who has the awards of a week and, of some teams, who else is clearly above."""
    kept = recognition.read(scene.store.state, week, scene.viewer)
    if kept is None:
        markup.show(tag("p", _("Nobody has been nominated for this week yet."), "soft"))
        return
    seen = found(scene, kept, "")
    lines = [(one.given.agent_id, words.award(one.given.award), one.given.team) for one in seen.thanks]
    named = {agent for agent, _award, _team in lines}
    lines += [
        (one.agent_id, _("Clearly above what was to be expected"), one.team)
        for one in seen.above
        if one.agent_id not in named and one.team in teams
    ]
    rows = [_line(seen.name(agent), what, team) for agent, what, team in lines if not teams or team in teams]
    markup.show(join(rows) if rows else tag("p", words.sentence(seen), "soft"), "mk-thanks mk-brief")
    navigation.link("recognition", _("All of Recognition"), {"week": week.isoformat()}, "workspace_premium")


def _line(name: str, what: str, team: str | None) -> str:
    said = tag(
        "div",
        join([tag("b", name, dir="auto"), tag("span", f"{what} · {team}" if team else what, "soft")]),
        "who",
    )
    return tag("div", join([tag("span", initials(name), "face", aria_hidden="true"), said]), "person")
