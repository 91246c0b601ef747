"""How a weekly mail comes to its recipient: by its schedule, in their zone, with its page and the way out."""

from datetime import datetime

from emails.post import Post
from emails.writing import Writing
from store.schedules import Schedule


def post_of(writing: Writing, page: str) -> Post:
    """Say when it comes by the recipient's own clock, and where it stands on a page.

    page: the address of the page of that kind; it opens what was told, by the number in the archive.
    """
    local = _slot(writing.schedule, writing.told.at, writing) if writing.schedule else None
    return Post(
        writing.zone,
        local.isoweekday() if local else None,
        local.time() if local else None,
        link(writing, page),
        write_to=next(iter(writing.ways_out), None),
        by_hand=writing.by_hand,
    )


def link(writing: Writing, page: str) -> str | None:
    """Give the whole address of the page with what was told; of what is not archived, with its week."""
    address, told = writing.settings.site.address, writing.told
    if address is None:
        return None
    asked = f"mail={told.id}" if told.id else f"week={told.week.key}"
    return f"{address.rstrip('/')}/{page}?{asked}"


def _slot(schedule: Schedule, at: datetime, writing: Writing) -> datetime:
    return schedule.cadence.latest(at).astimezone(writing.zone)
