"""What was corrected of a change or an action: who, when, and what was there before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from language import _, instant, marked, ngettext, number
from language import date as written_date
from metrics.experiments.told import beside
from store.corrections import Corrected
from ui.changes import words
from ui.markup import Safe, fold, join, tag
from ui.scene import Scene

LABELS: Final[Mapping[str, str]] = {
    "what": marked("Words"),
    "kind": marked("Kind"),
    "owner": marked("Who answers for it"),
    "metric": marked("Figure"),
    "expected": marked("Expected"),
    "place": marked("Where"),
    "on_date": marked("From which day on"),
    "beside": marked("Compared with"),
    "is_proposed": marked("Compared with what the weeks before propose"),
    "due": marked("Until when"),
    "begun_on": marked("Begun on"),
    "ended_on": marked("Ended on"),
    "withdrawn_why": marked("Withdrawn"),
}
DAYS: Final = ("on_date", "due", "begun_on", "ended_on")


def folded(scene: Scene, found: Sequence[Corrected]) -> Safe:
    """Fold the corrections, the newest first; nothing where there are none."""
    if not found:
        return Safe("")
    said = ngettext("Altered {n} time", "Altered {n} times", len(found)).format(n=number(len(found)))
    zone = scene.settings.site.timezone
    return fold(said, [_one(each, zone) for each in reversed(found)])


def _one(one: Corrected, zone: str) -> Safe:
    head = _("{when}, {who}").format(when=instant(one.at, zone), who=one.by)
    told = [tag("p", join([tag("b", head), _because(one.why)]))]
    told += [tag("p", altered(name, one), dir="auto") for name in LABELS if name in one.now]
    return join(told)


def _because(why: str | None) -> str:
    return f": {why}" if why else ""


def altered(name: str, one: Corrected) -> str:
    """Say what a column was and what it is now: "Until when: 9 Mar 2026 → 16 Mar 2026"."""
    was, now = _value(name, one.was), _value(name, one.now)
    if name == "withdrawn_why":
        return f"{_(LABELS[name])}: {now}"
    line = _("{what}: {was} → {now}")
    return line.format(what=_(LABELS[name]), was=was, now=now)


def _value(name: str, row: Mapping[str, Any]) -> str:
    value = row[name]
    if name in DAYS:
        return written_date(date.fromisoformat(value)) if value else _("not yet")
    if name == "place":
        return words.option((row["cut"], value)) if row["cut"] and value else _("everywhere")
    if name == "beside":
        return _("nothing") if value is None else beside("queue", value)
    if name == "is_proposed":
        return _("yes") if value else _("no")
    known = {"kind": words.kind, "metric": words.metric, "expected": words.direction}
    return known[name](value) if name in known else str(value)
