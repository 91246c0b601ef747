"""The figures of waiting and work: they count visits to queues, or every contact that began."""

import polars as pl

from language import marked
from metrics import waits, work
from metrics.parts import Terms
from ui.behind.shape import EVERY, Behind

OFFERED = waits.ANSWERED | (waits.ABANDONED & ~waits.SHORT)
IN_TIME = waits.judged_in_time(waits.ANSWERED, Terms())
LEFT = waits.ABANDONED & ~waits.SHORT

SERVICE_LEVEL = Behind(waits.judged(OFFERED, Terms()), IN_TIME, marked("In time"), marked("Not in time"))
VISITS: dict[str, Behind] = {
    "contacts": Behind(EVERY, frame="contacts", anchor="started"),
    "offered": Behind(OFFERED),
    "answered": Behind(waits.ANSWERED),
    "answered_in_time": Behind(IN_TIME),
    "abandoned": Behind(waits.ABANDONED, longest=True),
    "short_abandons": Behind(waits.SHORT),
    "service_level": SERVICE_LEVEL,
    "abandon_rate": Behind(OFFERED, LEFT, marked("Gave up"), marked("Answered")),
    "wait_median": Behind(waits.ANSWERED, longest=True),
    "wait_p90": Behind(waits.ANSWERED, longest=True),
    "asa": Behind(waits.ANSWERED, longest=True),
    "longest_wait": Behind(EVERY, longest=True),
    "minutes_waited": Behind(EVERY, longest=True),
    "patience_median": Behind(EVERY, waits.ABANDONED, marked("Gave up"), marked("Others"), longest=True),
    "offered_wait_median": Behind(
        EVERY,
        waits.ANSWERED,
        marked("Answered"),
        marked("Others"),
        called=marked("until an answer"),
        longest=True,
    ),
    "handle_time": Behind(work.HANDLED, anchor="ended"),
    "menu_exits": Behind(pl.col("menu_outcome") == "exited", frame="contacts", anchor="started"),
}
