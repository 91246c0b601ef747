"""How teams work: who can do what, who was there when it was needed, and what took longer than usual."""

from metrics.teams.able import ABLE, able, only_one
from metrics.teams.counted import presence, with_counted
from metrics.teams.cover import covered, covers, hanging
from metrics.teams.crews import crews, mains
from metrics.teams.doing import doing
from metrics.teams.long import LONG_STATES, judged_long, long_by
from metrics.teams.missing import HOUR, missing_by, needed, people_missing
from metrics.teams.sharing import Crews, laid_out, with_helping
from metrics.teams.there import SIGNED_IN, at_work, there, untold

__all__ = [
    "ABLE",
    "HOUR",
    "LONG_STATES",
    "SIGNED_IN",
    "Crews",
    "able",
    "at_work",
    "covered",
    "covers",
    "crews",
    "doing",
    "hanging",
    "judged_long",
    "laid_out",
    "long_by",
    "mains",
    "missing_by",
    "needed",
    "only_one",
    "people_missing",
    "presence",
    "there",
    "untold",
    "with_counted",
    "with_helping",
]
