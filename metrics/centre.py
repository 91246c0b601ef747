"""Hold the centre's own map, as far as routing is judged by it: topics and their owners, planned ways on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Escalation = tuple[str, str, str | None]
WRONG = ("wrong department", "wrong queue", "wrong desk", "wrong language", "wrong skill")
QUICK_S = 90.0


@dataclass(frozen=True, kw_only=True)
class Centre:
    """Say what the centre knows of itself; what it does not say is unknown and never guessed.

    owners: topic → the queues that own it (one for each channel, say). escalations: planned ways on, as
    (from, to, topic), a topic of None meaning any. wrong: words of dispositions that say that the contact was
    in the wrong place, in any case, anywhere in the disposition. serves: queue → field of the customer's
    record (language, segment, plan) → the values it serves.
    """

    owners: Mapping[str, Collection[str]] = field(default_factory=dict)
    escalations: Collection[Escalation] = ()
    wrong: Collection[str] = WRONG
    quick_s: float = QUICK_S
    serves: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
