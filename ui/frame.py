"""The head of a page: where one is, what is going on, how old it is."""

from ui import demo
from ui.markup import Safe, join, show, tag, text


def head(crumb: str, sentence: str, age: str, is_late: bool | None = False) -> None:
    """Show crumb, sentence and age with its dot (None: none); *words* are painted as a breach."""
    show(body(crumb, sentence, age, is_late))


def body(crumb: str, sentence: str, age: str, is_late: bool | None = False, clock: str = "") -> Safe:
    """The head as HTML; `clock` is the time of day in large, for a wall."""
    words = tag(
        "div",
        join([tag("div", join([tag("span", crumb), demo.way_out()]), "crumb"), tag("h1", _strong(sentence))]),
    )
    dot = (
        "" if is_late is None else tag("span", "", "mk-dot late" if is_late else "mk-dot", aria_hidden="true")
    )
    hour = tag("div", clock, "mk-clock num") if clock else ""
    return tag("div", join([words, tag("div", join([hour, dot, age]), "age") if age else ""]), "mk-head")


def _strong(sentence: str) -> Safe:
    pieces = sentence.split("*")
    return join(tag("b", piece) if at % 2 else text(piece) for at, piece in enumerate(pieces))


def waiting() -> Safe:
    """Bones of the head."""
    lines = [tag("div", "", "sk crumb"), tag("div", "", "sk sentence")]
    return tag("div", tag("div", join(lines)), "mk-head")
