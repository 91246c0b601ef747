"""What the store makes of words: every note and comment masked, with the signals that were heard in it.

No source sends this table. Flags are 0 or 1, null where nothing was heard yet; `evidence` is JSON, a list of
[signal, start, end, rule] with places in `masked`.
"""

from store.table import INSTANT, TEXT, WHOLE, Table

KINDS = ("note", "comment")
SIGNALS = (
    *("cancel", "competitor", "complaint", "third_time", "no_call_back", "unheard"),
    *("promise", "refused", "anger", "payment", "resolved", "thanks"),
)
FLAGS = tuple(f"is_{signal}" for signal in SIGNALS)

TEXTS = Table(
    name="texts",
    key=("text_id",),
    anchor="started_at",
    begins="at",
    of_contact=True,
    ids=("contact_id", "customer_id", "agent_id"),
    personal=("customer_id", "masked", "evidence"),
    columns={
        "text_id": TEXT,  # note:ID or survey:ID
        "contact_id": TEXT,
        "customer_id": TEXT,  # the text's own, else its contact's
        "agent_id": TEXT,
        "author": TEXT,
        "kind": TEXT,
        "at": INSTANT,
        "language": TEXT,
        "masked": TEXT,
        **dict.fromkeys(FLAGS, WHOLE),
        "evidence": TEXT,
        "due_at": INSTANT,  # of a promise found
        "promised_kind": TEXT,
        "rules_version": TEXT,  # of the signals' rules and of masking: 3.1
    },
    derived={"started_at": INSTANT},
)

# Of which tables the words are, by the column that holds them.
WORDS = {"notes": "text", "surveys": "comment"}
PREFIXES = {"notes": "note:", "surveys": "survey:"}
