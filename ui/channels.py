"""What may be chosen as channel: one of them, those on which people wait, those on which they write, or all.

A wait in a line and the time until a letter is answered are never mixed unless somebody asks for it.
"""

from collections.abc import Sequence

from language import _, listing
from metrics.links import IN_LINE, WRITTEN
from ui.words import CHANNELS
from ui.words import channel as name_of

ALL = "all"
GROUPS: dict[str, tuple[str, ...]] = {
    "waiting": IN_LINE,
    "written": WRITTEN,
}


def choices(known: Sequence[str]) -> list[str]:
    """List what can be chosen among these channels; nothing where there is only one."""
    if len(known) < 2:
        return []
    return [*(group for group in GROUPS if _is_mixed(known)), ALL, *known]


def usual(known: Sequence[str], of_waits: bool) -> str:
    """What is chosen when nobody says: on a page of waits, with both kinds, those on which people wait."""
    return "waiting" if of_waits and _is_mixed(known) else ""


def members(chosen: str, known: Sequence[str]) -> tuple[str, ...]:
    """The channels of a choice; none where it narrows nothing."""
    if chosen in GROUPS:
        return _present(chosen, known)
    return (chosen,) if chosen else ()


def words(chosen: str, known: Sequence[str]) -> str:
    """The choice as a person says it: Voice and chat."""
    if chosen in GROUPS:
        first, *others = [name_of(each) for each in _present(chosen, known)]
        return listing([first, *(other[:1].lower() + other[1:] for other in others)])
    return name_of(chosen) if chosen in CHANNELS else _("All channels")


def _present(group: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in GROUPS[group] if each in known)


def _is_mixed(known: Sequence[str]) -> bool:
    return all(_present(group, known) for group in GROUPS)
