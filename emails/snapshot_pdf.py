"""The executive snapshot on one page, as a PDF: the same words and figures as the mail."""

import json
from dataclasses import asdict, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from emails import driver_bars, trend
from emails.drawing import FONTS, svg
from emails.message import File
from emails.post import Post
from emails.render import TEMPLATES, unsteered
from emails.snapshot import Headline, Snapshot
from emails.snapshot_view import chart_title, charted, view
from emails.tokens import LIGHT
from language import _, direction, ngettext, number, spoken

MOST_ACTIONS = 5


def page(snapshot: Snapshot, post: Post) -> bytes:
    """Write the page; whatever is on it, it is one."""
    told = page_json(snapshot, post)
    source = (TEMPLATES / "snapshot.typ").read_bytes()
    made = typst.Compiler(source, font_paths=fonts(), sys_inputs={"data": told}).compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError(f"a PDF of one file is bytes, not {type(made).__name__}")
    return made


def attachment(snapshot: Snapshot, post: Post) -> File:
    """Give the page as a file of a mail."""
    name = f"{_('executive-snapshot')}-{snapshot.week[0].isoformat()}.pdf"
    return File(name, "application/pdf", page(snapshot, post))


def page_json(snapshot: Snapshot, post: Post) -> str:
    """Give all that the page says as JSON; signs that turn words round are left out, as in mails."""
    return unsteered(json.dumps(told_on_page(snapshot, post), default=_stored, ensure_ascii=False))


def told_on_page(snapshot: Snapshot, post: Post) -> dict[str, Any]:
    """Give all that the page says: of many actions the first few and how many more there are."""
    seen = view(snapshot, post)
    more = max(0, len(snapshot.actions) - MOST_ACTIONS)
    words = ngettext("{n} more is on the page Snapshot.", "{n} more are on the page Snapshot.", more)
    return {
        **{name: seen[name] for name in seen if name not in ("footer", "preheader")},
        "rows": [
            {**row, "svg": _line(one)} for row, one in zip(seen["rows"], snapshot.headlines, strict=True)
        ],
        "charts": [
            {"title": chart_title(one, placed), "svg": svg(driver_bars.page_bars(one, placed))}
            for one, placed in charted(snapshot)
        ],
        "actions": seen["actions"][:MOST_ACTIONS],
        "more_actions": words.format(n=number(more)) if more else "",
        "colours": LIGHT,
        "dir": direction(),
        "lang": spoken(),
    }


def _line(one: Headline) -> str:
    return svg(trend.trend(one.weeks, one.target)) if sum(v is not None for v in one.weeks) > 1 else ""


def _stored(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} cannot be told as JSON")


@cache
def fonts() -> typst.Fonts:
    """Give the fonts of all our PDFs, none of the machine's; behind ours DejaVu Sans, for other scripts."""
    from matplotlib import get_data_path  # noqa: PLC0415 (as in drawing.py)

    behind = Path(get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS), str(behind)])
