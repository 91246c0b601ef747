"""When something was said: when its contact began, and when it was written where that was another day.

A text belongs to the period in which its contact began, however much later somebody wrote it.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from language import _, instant


def when(began: datetime, written: datetime, zone: str) -> str:
    """Write when a contact began; of a text that is from another day of the zone also when it was written."""
    said = instant(began, zone)
    days = {at.astimezone(ZoneInfo(zone)).date() for at in (began, written)}
    if len(days) == 1:
        return said
    return _("{began} · written {written}").format(began=said, written=instant(written, zone))
