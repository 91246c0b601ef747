"""The weekly recognition mail to a team: subject, text, HTML and one picture."""

from emails.beside import Picture
from emails.drawing import png
from emails.estimate_bands import bands
from emails.message import File, Message
from emails.post import Post
from emails.recognition import Recognition, Thanked
from emails.recognition_view import chart_alt, chart_note, chart_title, view
from emails.render import html, text, unsteered

NAME = "evidence"


def message(week: Recognition, post: Post) -> Message:
    """Write the mail."""
    picture = _picture(week.best, week.weeks) if week.best and week.best.bands else None
    seen = {**view(week, post), "picture": picture}
    first, _last = week.week
    return Message(
        unsteered(" ".join(seen["title"].split())),
        text("recognition.txt", **seen),
        html("recognition.html", **seen),
        thread=f"{week.centre} recognition {week.team} {first.isoformat()}{post.by_hand}",
        files=(picture.file,) if picture else (),
        unsubscribe=post.ways_out,
    )


def _picture(one: Thanked, weeks: int) -> Picture:
    drawn = bands(one.bands)
    return Picture(
        chart_title(one.bands),
        note="",
        said=chart_note(one.bands, weeks),
        alt=chart_alt(one.bands),
        file=File(f"{NAME}.png", "image/png", png(drawn), shown_as=NAME),
        width=round(drawn.wide),
        height=round(drawn.high),
    )
