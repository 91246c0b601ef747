"""The centre's own map: what its queues are for, which of them own a topic, which ways on are planned.

A desk of one segment is for that one alone, every other queue for anybody; all speak all languages.
"""

import polars as pl

from connectors.demo.customers import BUSINESS_PLANS, PLANS, SEGMENTS
from connectors.demo.people import LANGUAGES
from connectors.demo.queues import ESCALATIONS, Queue
from connectors.demo.world import World

OF_BUSINESS = "business"


def queues(centre: World) -> pl.DataFrame:
    """Tell of each queue its channel and whom it serves: rows of the table, several names one a line."""
    languages = "\n".join(language for language, _share in LANGUAGES)
    rows = [
        {
            "queue": queue.name,
            "channel": queue.channel,
            "serves_language": languages,
            "serves_segment": "\n".join(_segments(queue)),
            "serves_plan": "\n".join(_plans(queue)),
        }
        for queue in centre.queues
    ]
    return pl.DataFrame(rows)


def topics(centre: World) -> pl.DataFrame:
    """Tell of each topic which queues own it and its planned ways on: rows of the table."""
    rows = [
        {
            "topic": topic,
            "owner_queues": "\n".join(centre.queues[n].name for n, _topic in owners),
            "escalations": "\n".join(_ways_on(centre, topic)) or None,
        }
        for topic, owners in centre.handling.items()
    ]
    return pl.DataFrame(rows, schema_overrides={"escalations": pl.String})


def _segments(queue: Queue) -> tuple[str, ...]:
    everybody = (*(segment for segment, _share in SEGMENTS), OF_BUSINESS)
    return (queue.segment,) if queue.segment else everybody


def _plans(queue: Queue) -> tuple[str, ...]:
    return BUSINESS_PLANS if queue.segment == OF_BUSINESS else (*PLANS, *BUSINESS_PLANS)


def _ways_on(centre: World, topic: str) -> list[str]:
    return [
        f"{start} > {to}"
        for start, about, to, _share in ESCALATIONS
        if about == topic and {start, to} <= centre.number.keys()
    ]
