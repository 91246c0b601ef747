"""How each queue stands by the detector's last look, in a few lines: what rings, what is calm."""

from collections.abc import Sequence
from itertools import groupby

from language import _, listing, marked, ngettext, number
from metrics.bottlenecks.episode import Status
from store import standing as stored
from store.standing import Standing
from ui import cards, markup, notices
from ui.markup import Safe, icon, join, tag
from ui.scene import Scene

SAID: dict[Status, tuple[str, str, str]] = {
    "ringing": ("c-breach", "priority_high", marked("Needs help")),
    "pressure": ("c-worse", "trending_up", marked("Under pressure, cause unknown")),
    "rising": ("c-worse", "trending_up", marked("Too many wait too long, for under ten minutes")),
    "blind": ("c-note", "visibility_off", marked("Not looked at")),
    "few": ("c-ok", "hourglass_empty", marked("Too few to judge")),
    "calm": ("c-ok", "check", marked("Calm")),
    "closed": ("c-ok", "bedtime", marked("Closed")),
}
MEANS: dict[Status, str] = {
    "ringing": marked("customers wait too long, and there is a cause"),
    "pressure": marked("too many wait too long, but no cause that is known holds: nothing rings"),
    "rising": marked("it rings if that holds for ten minutes and there is a cause"),
    "blind": marked("nothing was told of it lately, so nobody can say how it is"),
    "few": marked("under 10 waits in two hours"),
    "calm": marked("fewer wait too long than it takes to ring; Rules says how many"),
    "closed": marked("nobody looks while a queue is closed"),
}


def show(scene: Scene) -> None:
    """Show how each queue stands; nothing where none was ever looked at."""
    found = stored.standing(scene.store.state, scene.now)
    with cards.figure(cards.row(("standing", 160))[0]):
        cards.title(title(found), _("by the last look at each; the worst first"))
        if not found:
            none = _(
                "Each queue is looked at once a minute while it is open; mail and letters, which can wait,"
                " are not."
            )
            notices.state("hourglass_top", _("No queue has opened since Moked began to look"), none)
            return
        markup.show(of(found))


def title(found: Sequence[Standing]) -> str:
    """What rings among them, or that nothing does; where no queue was looked at, neither is known."""
    if not found:
        return _("How each queue stands")
    n = sum(one.status == "ringing" for one in found)
    if n:
        return ngettext("{n} queue rings", "{n} queues ring", n).format(n=number(n))
    pressed = sum(one.status in ("pressure", "rising") for one in found)
    if pressed:
        said = ngettext(
            "Nothing rings; {n} queue is under pressure",
            "Nothing rings; {n} queues are under pressure",
            pressed,
        )
        return said.format(n=number(pressed))
    return _("Nothing rings")


def of(found: Sequence[Standing]) -> Safe:
    """A line for each way to stand that there is: its sign, its queues, and what it means."""
    groups = groupby(found, key=lambda one: one.status)
    lines = [_line(status, [one.queue for one in each]) for status, each in groups]
    foot = _("Mail and letters have no alerts by the minute; how late they are stands on Live.")
    return join([tag("ul", join(lines), "mk-standing"), tag("p", foot, "soft")])


def _line(status: Status, queues: Sequence[str]) -> Safe:
    css, sign, said = SAID[status]
    chip = tag("span", join([icon(sign), _(said)]), f"chip {css}")
    return tag("li", join([chip, tag("b", listing(queues), dir="auto"), tag("small", _(MEANS[status]))]))
