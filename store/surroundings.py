"""What surrounds contacts: who the customers are, what happens to them, and how many agents were planned.

Days without an hour (a birthday, the end of a contract) are text, as in 2026-03-15.
"""

from store.table import INSTANT, REAL, TEXT, WHOLE, Table

CUSTOMERS = Table(
    name="customers",
    key=("customer_id", "valid_from"),
    begins="valid_from",
    required=("customer_id", "valid_from"),
    ids=("customer_id",),
    personal=("customer_id", "name", "born_on", "attributes"),
    columns={
        "customer_id": TEXT,
        "valid_from": INSTANT,
        "name": TEXT,
        "segment": TEXT,
        "language": TEXT,
        "plan": TEXT,
        "joined_on": TEXT,
        "born_on": TEXT,
        "contract_ends_on": TEXT,
        "annual_value": REAL,
        "loyalty_tier": TEXT,
        "home_queue": TEXT,
        "preferred_channel": TEXT,
        "churned_on": TEXT,
        "attributes": TEXT,
    },
)

IDENTITIES = Table(
    name="identities",
    key=("customer_id", "kind"),
    required=("customer_id", "kind", "value"),
    ids=("customer_id",),
    personal=("customer_id", "value", "person_id"),
    columns={"customer_id": TEXT, "kind": TEXT, "value": TEXT, "person_id": TEXT},
)

JOURNEY = Table(
    name="journey_events",
    key=("event_id",),
    anchor="at",
    begins="at",
    required=("event_id", "customer_id", "kind", "at"),
    ids=("event_id", "customer_id"),
    personal=("customer_id", "detail"),
    free=("detail",),
    columns={"event_id": TEXT, "customer_id": TEXT, "kind": TEXT, "at": INSTANT, "detail": TEXT},
)

STAFFING = Table(
    name="staffing",
    key=("source", "queue", "starts_at"),  # a queue's name is not prefixed as ids are
    anchor="starts_at",
    required=("queue", "starts_at", "interval_s"),
    columns={
        "queue": TEXT,
        "starts_at": INSTANT,
        "interval_s": WHOLE,
        "required": REAL,
        "scheduled": REAL,
    },
)
