"""What the store makes of contacts: whose each was, how it was routed, and when that person came again.

No source sends these tables. Flags are 0 or 1, null where nobody can tell.
"""

from metrics.links import GAPS
from store.table import INSTANT, TEXT, WHOLE, Table

MARKS = ("is_dropped", "is_reconnect")
LINKS = (*GAPS, *MARKS)  # what depends on other contacts of the person
ROUTES = {
    "first_queue": TEXT,
    "last_queue": TEXT,
    "resolving_queue": TEXT,
    "resolving_agent_id": TEXT,
    "last_wait_ms": WHOLE,
    "last_local_s": WHOLE,
    "is_answered": WHOLE,
    "is_transferred": WHOLE,
    "is_misroute": WHOLE,
    "is_misroute_shown": WHOLE,
    "is_misroute_disposition": WHOLE,
    "is_misroute_topic": WHOLE,
    "is_misroute_quick": WHOLE,
    "is_misroute_bounce": WHOLE,
    "bounces": WHOLE,
    "flow_outs": WHOLE,
    "blind_transfers": WHOLE,
    "consult_transfers": WHOLE,
    "queue_changes": WHOLE,
    "extra_wait_ms": WHOLE,
    "wasted_handle_ms": WHOLE,
}

TRACES = Table(
    name="traces",
    key=("contact_id",),
    anchor="started_at",
    begins="started_at",
    ids=("contact_id",),
    personal=("person",),
    columns={
        "contact_id": TEXT,
        "started_at": INSTANT,
        "person": TEXT,
        "closed_at": INSTANT,
        "first_answered_at": INSTANT,
        "topic_family": TEXT,
        "is_counted": WHOLE,
        "is_cut_off": WHOLE,  # on our side, whether or not the person came back
        **dict.fromkeys(MARKS, WHOLE),
        **dict.fromkeys(GAPS, WHOLE),
        **ROUTES,
        "last_at": INSTANT,  # the last instant that any of its legs tells
    },
)

# Of customers who are one person with others, named by the smallest of their ids; the rest are alone.
PERSONS = Table(
    name="persons",
    key=("customer_id",),
    personal=("customer_id", "person"),
    columns={"customer_id": TEXT, "person": TEXT},
)
