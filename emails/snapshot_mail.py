"""The executive snapshot as a mail: subject, text, HTML with its pictures, and the page as a PDF."""

from typing import Any

from emails import driver_bars, trend
from emails.beside import Picture
from emails.drawing import png
from emails.message import File, Message
from emails.post import Post
from emails.render import html, text, unsteered
from emails.snapshot import Changed, Headline, Snapshot
from emails.snapshot_view import chart_alt, chart_title, charted, view


def message(snapshot: Snapshot, post: Post, attached: tuple[File, ...] = ()) -> Message:
    """Write the mail; attached: the PDF and the workbook, where they are wished for."""
    seen = view(snapshot, post)
    lines = [_trend(one) for one in snapshot.headlines]
    rows = [_shown(row, line) for row, line in zip(seen["rows"], lines, strict=True)]
    pictures = [
        _picture(f"drivers{n}", one, placed) for n, (one, placed) in enumerate(charted(snapshot), start=1)
    ]
    seen = {**seen, "rows": rows, "pictures": pictures}
    first, _last = snapshot.week
    return Message(
        unsteered(" ".join(seen["title"].split())),
        text("snapshot.txt", **seen),
        html("snapshot.html", **seen),
        thread=f"{snapshot.centre} snapshot {first.isoformat()}{post.by_hand}",
        files=(*(line for line in lines if line), *(one.file for one in pictures), *attached),
        unsubscribe=post.ways_out,
    )


def _trend(one: Headline) -> File | None:
    """Draw the small line, where there are two weeks at least."""
    if sum(value is not None for value in one.weeks) < 2:
        return None
    drawn = png(trend.trend(one.weeks, one.target))
    return File(f"{one.id}.png", "image/png", drawn, shown_as=f"weeks-{one.id}")


def _shown(row: dict[str, Any], line: File | None) -> dict[str, Any]:
    return {**row, "cid": line.shown_as if line else "", "width": trend.WIDE, "height": trend.HIGH}


def _picture(name: str, one: Headline, placed: Changed) -> Picture:
    drawn = driver_bars.mail_bars(one, placed)
    return Picture(
        chart_title(one, placed),
        note="",
        said="",
        alt=chart_alt(one, placed),
        file=File(f"{name}.png", "image/png", png(drawn), shown_as=name),
        width=round(drawn.wide),
        height=round(drawn.high),
    )
