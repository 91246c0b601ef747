"""Name the places of the menu, and the ways through it, as people call them."""

from collections.abc import Iterator, Sequence
from contextvars import ContextVar

from language import _, marked
from metrics.menu import STEPS, Menu

FROM_HERE = " › "
KEYS = {"*": marked("Star key"), "#": marked("Hash key")}

_known: ContextVar[Menu | None] = ContextVar("menu", default=None)


def know(menu: Menu) -> None:
    """Say which menu this thread of work is about."""
    _known.set(menu)


def known() -> Menu:
    """The menu of the centre that is looked at; until a page was opened, any menu."""
    return _known.get() or Menu()


def way(text: str, menu: Menu) -> str:
    """A way or a whole path in words, from its first node to its last: Billing › Refund."""
    return named(text.split(STEPS) if text else (), menu)


def named(nodes: Sequence[str], menu: Menu) -> str:
    """The nodes of a way in words."""
    if not nodes:
        return _("Went back, and no further")
    if len(nodes) == 1 and nodes[0] in menu.opt_outs and nodes[0] not in menu.names:
        return _("Asked for a person at once")
    return FROM_HERE.join(_along(nodes, menu))


def _along(nodes: Sequence[str], menu: Menu) -> Iterator[str]:
    at: list[str] = []
    for node in nodes:
        if node in menu.backs:
            at = at[:-1]
            yield _("Back")
        else:
            at.append(node)
            yield place(at, menu)


def place(nodes: Sequence[str], menu: Menu) -> str:
    """The place to which these nodes lead: what moked.toml calls it, else what its last node says."""
    given = menu.names.get(STEPS.join(nodes))
    return _unpainted(given) if given else _node(nodes[-1], menu)


def _node(name: str, menu: Menu) -> str:
    if name in menu.opt_outs:
        return _("Asked for a person")
    if name in KEYS:
        return _(KEYS[name])
    if name.isdecimal():
        return _("Key {key}").format(key=name)
    said = _unpainted(name.replace("_", " ")).strip()
    return said[:1].upper() + said[1:] or _("No name")


def _unpainted(said: str) -> str:
    """Without the asterisks between which the head of a page paints."""
    return said.replace("*", "∗")
