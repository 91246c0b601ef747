"""The words of the page Weekly review that no file has: of contacts behind a driver, of who needs help."""

from collections.abc import Mapping

from language import _, marked, ngettext, number, share
from metrics.coaching import Help, Kind, Reason

WHAT: Mapping[Kind, str] = {
    "satisfied": marked("Fewer satisfied customers than colleagues had of the same contacts"),
    "solved": marked("More customers came again than after the same contacts with colleagues"),
    "kept": marked("Fewer promises kept than colleagues kept of the same kind"),
    "held": marked("More hard contacts passed on than colleagues passed on of the same kind"),
    "hard": marked("Has harder contacts than the rest of the team"),
}
HELPS: Mapping[Kind, str] = {
    "satisfied": marked("Listen to two calls together, one good and one hard, and ask what got in the way."),
    "solved": marked(
        "Go through three contacts that came back: was something missing to solve them at once?"
    ),
    "kept": marked("Look at the open promises together, and at what was promised that others have to do."),
    "held": marked("Let them sit beside a colleague who takes these to the end; see what they may decide."),
    "hard": marked("Share these contacts out, or allow more time for them; look at no figure before that."),
}
EVIDENCE: Mapping[Kind, str] = {
    "satisfied": marked("{observed} of {n} answers were good ones; about {expected} would be expected"),
    "solved": marked(
        "After {observed} of {n} contacts nobody came again in 7 days; about {expected} would be expected"
    ),
    "kept": marked("{observed} of {n} promises were kept; about {expected} would be expected"),
    "held": marked("{observed} of {n} hard contacts were not passed on; about {expected} would be expected"),
}
ENOUGH = marked(
    "Of the last 8 weeks, with 20 contacts or more, and only what chance alone would give less than once in"
    " a thousand; compared with what colleagues had of the same contacts (queue, topic, channel). At most"
    " three, by the alphabet. It is in no file and no mail."
)


def contacts(n: int) -> str:
    """Of how many contacts a driver is."""
    return ngettext("{n} contact", "{n} contacts", n).format(n=number(n))


def why(one: Reason) -> str:
    """Why somebody may need help, and on how many contacts that stands."""
    if one.kind == "hard":
        said = _(
            "of {n}, customers come again about {expected} whoever takes them; usual in the team {usual}"
        )
        parts = (share(x / one.n, 0) for x in (one.expected, one.observed))
        return said.format(n=number(one.n), **dict(zip(("expected", "usual"), parts, strict=True)))
    said = _(EVIDENCE[one.kind])
    observed, expected, n = (number(x) for x in (one.observed, one.expected, one.n))
    return said.format(observed=observed, expected=expected, n=n)


def reasons(one: Help) -> list[tuple[str, str, str]]:
    """What, on which evidence, and what would help."""
    return [(_(WHAT[each.kind]), why(each), _(HELPS[each.kind])) for each in one.reasons]
