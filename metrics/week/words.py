"""The words for what changed: by metric, by kind of effect, by cut."""

from language import _, marked
from metrics.channel_names import channel
from metrics.week.decompose import Kind

# Where: the segment of each cut.
WHERE = {
    "queue": marked("at {name}"),
    "topic": marked("about “{name}”"),
    "channel": marked("by {name}"),
    "team": marked("in team {name}"),
}
# What a segment's own value did, by metric: where it rose, where it fell.
RATE: dict[str, tuple[str, str]] = {
    "service_level": (marked("faster answers {where}"), marked("slower answers {where}")),
    "asa": (marked("longer waits {where}"), marked("shorter waits {where}")),
    "abandon_rate": (marked("more giving up {where}"), marked("fewer giving up {where}")),
    "fcr": (marked("more solved at once {where}"), marked("fewer solved at once {where}")),
    "misroute_rate": (
        marked("more sent to the wrong desk {where}"),
        marked("fewer sent to the wrong desk {where}"),
    ),
    "csat": (marked("more satisfied customers {where}"), marked("fewer satisfied customers {where}")),
    "promise_kept_rate": (marked("more promises kept {where}"), marked("fewer promises kept {where}")),
}
CONTACTS = (marked("a larger part of contacts {where}"), marked("a smaller part of contacts {where}"))
ANSWERS = (marked("a larger part of answers {where}"), marked("a smaller part of answers {where}"))
PROMISES = (marked("a larger part of promises {where}"), marked("a smaller part of promises {where}"))
MIX: dict[str, tuple[str, str]] = {"csat": ANSWERS, "promise_kept_rate": PROMISES}
CAME = {"new": marked("the first contacts {where}"), "ended": marked("no more contacts {where}")}
ORDINALS = (
    *(marked("third"), marked("fourth"), marked("fifth"), marked("sixth"), marked("seventh")),
    *(marked("eighth"), marked("ninth"), marked("tenth"), marked("eleventh"), marked("twelfth")),
    marked("thirteenth"),
)
FIRST_ORDINAL = 3
FOOTNOTE = marked("They say where it happened, not what caused it.")


def name_of(cut: str, segment: str) -> str:
    """A segment's name, as a person says it within a sentence."""
    return channel(segment).lower() if cut == "channel" else segment


def part(metric: str, cut: str, segment: str, kind: Kind, *, is_more: bool) -> str:
    """Say what a segment did: is_more of its own value, or of its part of the whole."""
    where = _(WHERE[cut]).format(name=name_of(cut, segment))
    words = RATE[metric] if kind == "rate" else MIX.get(metric, CONTACTS)
    said = CAME[kind] if kind in ("new", "ended") else words[0 if is_more else 1]
    return _(said).format(where=where)


def ordinal(n: int) -> str:
    """Say a number of weeks as an ordinal, third to thirteenth."""
    return _(ORDINALS[n - FIRST_ORDINAL])
