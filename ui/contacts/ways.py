"""The restrictions of one figure in words: from which queue to which, about what, for which cause."""

from collections.abc import Callable, Mapping

from language import _, marked, ngettext, number
from metrics import causes
from metrics.prevention.names import said as event
from ui.asked import NONE
from ui.behind.ways import MOVED
from ui.menu import names
from ui.menu.names import FROM_HERE
from ui.promises import words as promises
from ui.queues.fit import cut
from ui.routing.words import FIELDS
from ui.voices.names import signal
from ui.words import gift, language

MOST_NODES = 5
LETTERS = 25  # of queues on a phone
NTHS = {
    "1": marked("the first about one thing"),
    "2": marked("the second about one thing"),
    "3": marked("the third about one thing"),
    "4": marked("the fourth about one thing"),
    "5": marked("the fifth or a later one about one thing"),
}
REASONS = {
    "low_answer": marked("after a low answer"),
    "complaint": marked("after a complaint"),
    "hard_contact": marked("after a hard contact said to be solved"),
}
WITHOUT = {
    "topic": marked("without a topic"),
    "segment": marked("without a segment on record"),
    "language": marked("without a known language"),
    "team": marked("without a team"),
    "gesture_kind": marked("of no known kind"),
    "authority": marked("on an authority not known"),
    "option": marked("without a known choice in the menu"),
    "menu_path": marked("without a known way through the menu"),
    "menu_way": marked("back at the beginning of it"),
    "next_topic": marked("followed by no topic"),
}
NAMED = {
    "topic": marked("about “{name}”"),
    "segment": marked("on record as “{name}”"),
    "language": marked("in {name}"),
    "team": marked("with the team “{name}”"),
    "gesture_kind": marked("each {name}"),
    "authority": marked("on the authority of “{name}”"),
    "option": marked("by the menu option “{name}”"),
    "menu_path": marked("by the way “{name}” through the menu"),
    "menu_place": marked("at “{name}” or further on"),
    "menu_way": marked("ending at “{name}”"),
    "next_topic": marked("then about “{name}”"),
}


def which(restrictions: Mapping[str, str]) -> list[str]:
    """Which contacts are meant, as what follows "213 contacts": from where to where, about what."""
    ways = [_queues(restrictions)]
    for name, words in NAMED.items():
        if value := restrictions.get(name):
            said = WITHOUT[name] if value == NONE else words
            ways.append(_(said).format(name=CALLED.get(name, way)(value)))
    if heard := restrictions.get("signal"):
        ways.append(_("looked through for “{name}”").format(name=signal(heard)))
    ways += _promised(restrictions)
    ways += _happened(restrictions)
    if nth := restrictions.get("nth"):
        ways.append(_(NTHS[nth]))
    if reason := restrictions.get("reason"):
        ways.append(_(REASONS[reason]))
    return [one for one in ways if one]


def _promised(restrictions: Mapping[str, str]) -> list[str]:
    """What was promised, by whom, and where that is told."""
    found = []
    if kind := restrictions.get("promised"):
        found.append(_("promised: {what}").format(what=promises.noun(None if kind == NONE else kind)))
    if who := restrictions.get("agent"):
        found.append(_("by no agent") if who == NONE else _("by agent {who}").format(who=promises.agent(who)))
    if origin := restrictions.get("origin"):
        found.append(_("told by: {where}").format(where=promises.told_by(origin)))
    return found


def _happened(restrictions: Mapping[str, str]) -> list[str]:
    """After what, and within how long."""
    found = []
    if hours := restrictions.get("in_hours"):
        said = ngettext("within {n} hour", "within {n} hours", int(hours))
        found.append(said.format(n=number(int(hours))))
    if kind := restrictions.get("event"):
        found.append(_("after “{event}”").format(event=event(kind)))
    return found


def _queues(restrictions: Mapping[str, str]) -> str:
    first, last = (_queue(restrictions.get(name, "")) for name in ("first_queue", "last_queue"))
    if first and last:
        return _("from {first} to {last}").format(first=first, last=last)
    said = _("first in {queue}") if first else _("last in {queue}") if last else ""
    return said.format(queue=first or last)


def _queue(name: str) -> str:
    return _("no queue") if name == NONE else name


def way(path: str) -> str:
    """A way through the menu as people read it: Billing › Refund."""
    return names.way(path, names.known())


# What is not called as the data call it.
CALLED: dict[str, Callable[[str], str]] = {"gesture_kind": gift, "language": language}


def short(shown: str) -> str:
    """A long way with its middle left out."""
    nodes = shown.split(FROM_HERE)
    return FROM_HERE.join([*nodes[:2], "…", *nodes[-2:]]) if len(nodes) > MOST_NODES else shown


def ends(shown: str) -> str:
    """The first and the last queue of a contact's way, so that both fit a phone."""
    queues = shown.split(MOVED)
    if len(queues) == 1:
        return cut(shown, LETTERS)
    middle = ["…"] if len(queues) > 2 else []
    room = LETTERS - len(MOVED) - len(MOVED + "…") * len(middle)
    first, end = queues[0], queues[-1]
    most = room // 2 if len(first) + len(end) > room else room
    return MOVED.join([cut(first, most), *middle, cut(end, most)])


def last(shown: str) -> str:
    """The last choice of a way."""
    return shown.rsplit(FROM_HERE, maxsplit=1)[-1]


def because(restrictions: Mapping[str, str]) -> str:
    """The cause, as what follows "213 contacts that began at the wrong desk"."""
    cause, detail = restrictions.get("cause", ""), restrictions.get("detail", "")
    if cause in {causes.OPT_OUT, causes.UNKNOWN}:
        return _(ALONE[cause])
    if not cause and not detail:
        return ""
    if not cause:
        return _("because of “{name}”").format(name=way(detail))
    if detail == "home_queue" and cause == causes.FIELD:
        return _("because the home queue on record is stale")
    known = detail in FIELDS if cause != causes.OPTION else detail not in {"", NONE}
    name = _(FIELDS[detail]) if detail in FIELDS else way(detail)
    return _((OF_DETAIL if known else OF_NONE)[cause]).format(name=name)


ALONE = {
    causes.OPT_OUT: marked("after asking for a person in the menu"),
    causes.UNKNOWN: marked("for a cause not known"),
}
OF_DETAIL = {
    causes.FIELD: marked("because the {name} on record is wrong or missing"),
    causes.OPTION: marked("because the menu option “{name}” misleads"),
    causes.RULE: marked("because routing did not follow the {name} on record"),
}
OF_NONE = {
    causes.FIELD: marked("because a field of the record is wrong or missing"),
    causes.OPTION: marked("because an option of the menu misleads"),
    causes.RULE: marked("because routing did not follow the record"),
}
