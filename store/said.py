"""What belongs to a contact besides its legs: answers, words, promises and goodwill."""

from store.table import INSTANT, REAL, TEXT, Table

SURVEY_KINDS = ("csat", "nps", "ces", "resolved")
AUTHORS = ("agent", "customer")

SURVEYS = Table(
    name="surveys",
    key=("survey_id",),
    anchor="started_at",
    begins="invited_at",
    of_contact=True,
    required=("survey_id", "kind", "invited_at"),
    ids=("survey_id", "contact_id", "customer_id", "agent_id"),
    allowed={"kind": SURVEY_KINDS},
    told_with={"answered_at": ("score", "comment")},
    personal=("customer_id", "comment"),
    columns={
        "survey_id": TEXT,
        "contact_id": TEXT,
        "customer_id": TEXT,
        "agent_id": TEXT,
        "kind": TEXT,
        "invited_at": INSTANT,
        "answered_at": INSTANT,  # null while nobody has answered
        "score": REAL,
        "scale_min": REAL,
        "scale_max": REAL,
        "comment": TEXT,
        "language": TEXT,
    },
    derived={"started_at": INSTANT},
)

NOTES = Table(
    name="notes",
    key=("note_id",),
    anchor="started_at",
    begins="written_at",
    of_contact=True,
    required=("note_id", "written_at", "text"),
    ids=("note_id", "contact_id", "customer_id", "agent_id"),
    allowed={"author": AUTHORS},
    personal=("customer_id", "text"),
    columns={
        "note_id": TEXT,
        "contact_id": TEXT,
        "customer_id": TEXT,
        "agent_id": TEXT,
        "author": TEXT,
        "written_at": INSTANT,
        "text": TEXT,
        "language": TEXT,
    },
    derived={"started_at": INSTANT},
)

PROMISES = Table(
    name="promises",
    key=("promise_id",),
    anchor="started_at",
    begins="made_at",
    of_contact=True,
    required=("promise_id", "made_at"),
    ids=("promise_id", "contact_id", "customer_id", "agent_id"),
    told_with={"attempted_at": (), "kept_at": ()},
    columns={
        "promise_id": TEXT,
        "contact_id": TEXT,
        "customer_id": TEXT,
        "agent_id": TEXT,
        "kind": TEXT,
        "made_at": INSTANT,
        "due_at": INSTANT,
        "attempted_at": INSTANT,
        "kept_at": INSTANT,
    },
    derived={"started_at": INSTANT},
)

GESTURES = Table(
    name="gestures",
    key=("gesture_id",),
    anchor="started_at",
    begins="granted_at",
    of_contact=True,
    required=("gesture_id", "granted_at"),
    ids=("gesture_id", "contact_id", "customer_id", "agent_id"),
    columns={
        "gesture_id": TEXT,
        "contact_id": TEXT,
        "customer_id": TEXT,
        "agent_id": TEXT,
        "kind": TEXT,
        "cost": REAL,
        "authority": TEXT,
        "granted_at": INSTANT,
    },
    derived={"started_at": INSTANT},
)
