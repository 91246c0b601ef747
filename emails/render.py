"""Fill the templates of mails: HTML escapes everything it is given, text is wrapped for narrow windows."""

import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from emails.pieces import plain
from emails.tokens import DARK, LIGHT
from language import direction, spoken

TEMPLATES = Path(__file__).parent / "templates"
WIDE = 72
# Signs that nobody sees and that turn the words behind them round, or mean something to a terminal.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def html(name: str, **view: Any) -> str:
    """Fill a template of HTML. Everything that it says comes from `view`."""
    reads = direction()
    start, end = ("right", "left") if reads == "rtl" else ("left", "right")
    frame = {"light": LIGHT, "dark": DARK, "dir": reads, "lang": spoken(), "start": start, "end": end}
    return _environment(escapes=True).get_template(name).render(**{"tone": None, **frame, **view})


def text(name: str, **view: Any) -> str:
    """Fill a template of plain text."""
    return _environment(escapes=False).get_template(name).render(**view).strip() + "\n"


@cache
def _environment(*, escapes: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escapes,
        undefined=StrictUndefined,
        finalize=_unsteered,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["wrapped"] = wrapped
    made.filters["ltr"] = ltr
    made.filters["words"] = plain
    return made


def unsteered(words: str) -> str:
    """Leave out of words what would change how those after them are read."""
    return STEERING.sub("", words)


def _unsteered(value: object) -> object:
    return unsteered(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def wrapped(words: str, indent: str = "") -> str:
    """Break a paragraph into lines of at most 72 signs; an address on the web stays whole."""
    lines = textwrap.wrap(
        words, WIDE, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)


def ltr(words: str) -> Markup:
    """Keep the order of a figure in a text that runs from right to left."""
    return Markup('<span dir="ltr">{}</span>').format(words)
