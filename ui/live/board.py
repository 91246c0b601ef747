"""The board: one HTML table, three layouts by style sheet (desk, wall, phone)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from language import _, duration, number, parts, share
from metrics.compare import Figure
from metrics.floor import LEAST, Verdict
from settings import Target
from ui import targets
from ui.live import expected, words
from ui.live.floor import Floor
from ui.live.groups import Group, of
from ui.markup import Safe, icon, join, tag
from ui.spark import Tone, spark

ICONS = {
    "voice": "call",
    "chat": "chat_bubble",
    "message": "sms",
    "social": "tag",
    "email": "mail",
    "web": "language",
    "walk_in": "storefront",
}
STACK = (("busy", "a1"), ("wrapping", "a2"), ("free", "a3"), ("away", "a4"))
ROWS: dict[Verdict, str] = {"late": "late", "pressure": "press"}
TONES: dict[Verdict, Tone] = {"late": "breach", "pressure": "worse"}


def board(
    floor: Floor, verdicts: Mapping[str, Verdict], known: Sequence[Target], most: int | None = None
) -> Safe:
    """All queues, what hurts most first, or the worst so many."""
    has_agents = bool(floor.agents.height)
    rows = [
        _row(queue, floor, verdicts[queue], Goal.of(known, floor.at, queue))
        for queue in words.worst_first(floor, verdicts)[:most]
    ]
    head = tag("thead", tag("tr", join(_heads(has_agents))))
    table = tag("table", join([head, tag("tbody", join(rows))]), "mk-table mk-board")
    return tag("div", table, "mk-boardbox")


class Goal:
    """The target of the share in time for one queue."""

    def __init__(self, share_in_time: float | None) -> None:
        self.value = share_in_time

    @classmethod
    def of(cls, known: Sequence[Target], at: datetime, queue: str) -> "Goal":
        return cls(targets.target(known, "service_level", at.date(), queue))

    def words(self) -> str:
        return _("Today, target {share}").format(share=share(self.value, 0)) if self.value else _("Today")


def _heads(has_agents: bool) -> list[Safe]:
    names = [
        (_("Queue"), ""),
        ("", ""),
        (_("Waiting"), "r"),
        (_("Longest"), "r"),
        (_("New caller waits"), "r exp"),
        (_("In time, last 30 min"), "r"),
        (_("In time today"), "r"),
        (_("Gave up today"), "r"),
        *([(_("Agents"), "")] if has_agents else []),
        (_("Waiting, 2 h"), ""),
    ]
    return [tag("th", name, css) for name, css in names]


def _row(queue: str, floor: Floor, how: Verdict, goal: Goal) -> Safe:
    group = floor.queues[queue]
    lately, today = of(group.lately, "service_level_live"), of(group.today, "service_level")
    gave_up = of(group.today, "abandon_rate")
    cells = [
        tag("td", _name(queue, group), "q"),
        tag("td", chip(how), "st"),
        _figure("wait", _("Waiting"), tag("span", number(group.waiting), "big num")),
        _figure(
            "long",
            _("Longest wait"),
            tag("span", _lasting(group.longest_s), _longest_css(group)),
        ),
        _figure("exp", _("New caller waits"), expected.cell(group.new_caller)),
        _figure("sl30", _("Last 30 min"), _share(lately, goal.value)),
        _figure(
            "today",
            goal.words(),
            join([_today(today), _bullet(today, goal.value)]),
        ),
        _figure("ab", _("Gave up today"), tag("span", share(gave_up["value"]), "num")),
        *([tag("td", _crew(group.crew, floor.is_of_teams), "ag")] if floor.agents.height else []),
        tag("td", spark(group.trend, TONES.get(how, "")), "sp"),
    ]
    return tag("tr", join(cells), ROWS.get(how, ""))


def _name(queue: str, group: Group) -> Safe:
    symbol = icon(ICONS.get(group.channel or "", "inbox"))
    return join([symbol, tag("span", queue, "nm", dir="auto", title=queue)])


def chip(how: Verdict) -> Safe:
    """How a queue stands: a shape, a word, and only then a colour."""
    css, symbol, word = words.CHIPS[how]
    return tag("span", join([icon(symbol), tag("span", _(word))]), f"chip {css}")


def _figure(css: str, label: str, content: Safe) -> Safe:
    return tag("td", content, f"{css} r", data_l=label)


def _longest_css(group: Group) -> str:
    if not group.waiting:
        return "big num none"
    return "big num over" if group.overdue else "big num"


def _lasting(seconds: float | None) -> Safe:
    """A duration, its units in elements of their own so that the wall can make them small."""
    pieces = parts(None if seconds is None else float(round(seconds)))
    return join(part for amount, unit in pieces for part in (amount, tag("u", unit))) if pieces else Safe("–")


def _share(figure: Figure, target: float | None) -> Safe:
    """A share of the last half hour; faint and with its n where that is too few to say anything."""
    n = figure["denominator"] or 0
    if figure["value"] is None:
        return tag("span", "–", "big num")
    if n < LEAST:
        return tag(
            "span", share(figure["value"], 0), "big num few", title=_("only {n} visits").format(n=number(n))
        )
    return tag(
        "span", share(figure["value"], 0), "big num worse" if words.missed(figure, target) else "big num"
    )


def _today(figure: Figure) -> Safe:
    """Today's share; faint where too few came to judge it."""
    n = figure["denominator"] or 0
    if figure["value"] is None or n >= LEAST:
        return tag("span", share(figure["value"]), "num")
    return tag("span", share(figure["value"]), "num few", title=_("only {n} visits").format(n=number(n)))


def _bullet(figure: Figure, target: float | None) -> Safe:
    """A bar of the share with a tick at its target."""
    if figure["value"] is None:
        return tag("span", "", "bul")
    colour = "var(--breach)" if words.missed(figure, target) else "var(--bar)"
    bar = tag("i", "", style=f"width:{100 * figure['value']:.1f}%;--c:{colour}")
    tick = tag("b", "", style=f"inset-inline-start:{100 * target:.1f}%") if target else ""
    return tag("span", join([bar, tick]), "bul", aria_hidden="true")


def _crew(counts: Mapping[str, int], is_of_teams: bool) -> Safe:
    if not counts.get("present"):
        return tag("small", _("none of the team") if is_of_teams else _("nobody in"))
    return join([stack(counts), tag("small", words.crew(counts))])


def stack(counts: Mapping[str, int]) -> Safe:
    """Agents as one bar: on a contact, wrapping up, free, away."""
    pieces = [tag("i", "", css, style=f"flex:{counts[name]}") for name, css in STACK if counts.get(name)]
    return tag("div", join(pieces), "stack", aria_hidden="true")


def lasting(seconds: float | None) -> str:
    """A whole number of seconds in words, as tiles take it."""
    return duration(None if seconds is None else float(round(seconds)))
