"""The sentences of the page Menu."""

from typing import Any

import polars as pl

from language import _, marked, ngettext, number, share
from metrics.compare import Figure
from metrics.paths import LEAST
from store.schema import MENU_OUTCOMES
from ui.menu.names import way
from ui.menu.story import Walked

OFTEN = 0.3  # from this share on "1 in 2" is too rough
# The kinds of trouble, as a path, and as many callers, have them.
TROUBLES: dict[str, str] = {
    "misrouted": marked("came to the wrong desk"),
    "left": marked("hung up"),
    "looped": marked("went in circles"),
    "opted_out": marked("asked for a person"),
}


def sentence(trouble: Figure, hung_up: Figure, walked: Walked) -> str:
    """How many callers ran into trouble in the menu, and where it is worst."""
    if trouble["value"] is None:
        return _pathless(hung_up)
    if (trouble["denominator"] or 0) < LEAST:
        n = walked.whole.contacts
        said = ngettext(
            "Only {n} caller went through the menu: too few to judge it.",
            "Only {n} callers went through the menu: too few to judge it.",
            n,
        )
        return said.format(n=number(n))
    if not trouble["numerator"]:
        return _("Nobody ran into trouble in the menu.")
    found, many = worst(walked.ways), one_in(trouble["value"])
    if found is None:
        return _("{many} ran into trouble in the menu; no path stands out.").format(many=many)
    said = _("{many} ran into trouble in the menu; it is worst at {way}.")
    return said.format(many=many, way=way(found["way"], walked.words))


def _pathless(hung_up: Figure) -> str:
    if hung_up["value"] is None:
        return _("No caller went through a menu in this period.")
    said = _("{share} of callers hung up in the menu; which way they took is not known.")
    return said.format(share=share(hung_up["value"]))


def worst(ways: pl.DataFrame) -> dict[str, Any] | None:
    """The way with most contacts in trouble among those that clearly stand out; None where none does."""
    found = ways.filter(pl.col("is_above"))
    return found.row(0, named=True) if found.height else None


def one_in(value: float) -> str:
    """A share of callers, as people say it."""
    if value > OFTEN:
        return _("{share} of callers").format(share=share(value, 0))
    return _("1 in {n} callers").format(n=number(round(1 / value)))


def ways_title(walked: Walked) -> str:
    """The finding of the table: which way stands out most, and by how much."""
    found = worst(walked.ways)
    if found is None:
        return _("No path stands out clearly against the others")
    said = _("{way}: {share} run into trouble, elsewhere {others}")
    own = share(found["share"]["value"], 0)
    return said.format(way=way(found["way"], walked.words), share=own, others=share(found["others"], 0))


def flow_title(walked: Walked) -> str:
    """The finding of the flow: how many got through without trouble."""
    whole = walked.whole
    fine = whole.contacts - whole.in_trouble
    return _("{share} get through the menu without trouble").format(share=share(fine / whole.contacts, 0))


def flow_note(walked: Walked) -> str:
    """How many came in, and how it ended with them; the parts add up."""
    ends = {name: sum(place.ends[name] for place in walked.places) for name in MENU_OUTCOMES}
    n = walked.whole.contacts
    whole = ngettext("{n} caller", "{n} callers", n).format(n=number(n))
    said = {
        "queued": ngettext("{n} went on to a desk", "{n} went on to a desk", ends["queued"]),
        "exited": ngettext("{n} hung up", "{n} hung up", ends["exited"]),
        "completed": ngettext("{n} was done in the menu", "{n} were done in the menu", ends["completed"]),
    }
    parts = [words.format(n=number(ends[name])) for name, words in said.items() if ends[name]]
    return f"{whole}: {', '.join(parts)}"


def left_out(walked: Walked) -> str:
    """Whom the flow does not show: without a known path, or asked nothing."""
    said = []
    if unknown := walked.menus - walked.whole.contacts:
        words = ngettext(
            "Of {n} more caller in the menu the path is not known.",
            "Of {n} more callers in the menu the path is not known.",
            unknown,
        )
        said.append(words.format(n=number(unknown)))
    if walked.unasked:
        words = ngettext(
            "{n} more caller was recognised and sent on without being asked.",
            "{n} more callers were recognised and sent on without being asked.",
            walked.unasked,
        )
        said.append(words.format(n=number(walked.unasked)))
    return " ".join(said)


def mostly(row: dict[str, int]) -> str:
    """The kind of trouble that most contacts of a way have."""
    kinds = [(row[name], words) for name, words in TROUBLES.items() if row[name]]
    if not kinds:
        return ""
    n, words = max(kinds, key=lambda kind: kind[0])
    return _("{n} {did}").format(n=number(n), did=_(words))


def no_menu(walked: Walked) -> str:
    """Why there is nothing to show, and what would change it."""
    how = _(
        "In this period, with these filters, nobody was led through one. Sources tell of it in menu_outcome,"
        " menu_ms, menu_steps and menu_path of their contacts."
    )
    return f"{how} {left_out(walked)}".strip()


def no_paths() -> str:
    """Why the flow is not drawn, and what would change it."""
    return _("A source tells it in menu_path of its contacts, such as billing>refund or 2>1>3.")


def ways_note() -> str:
    """What the table of ways counts."""
    return _(
        "Most callers in trouble first: hung up, went in circles, asked for a person or came to the wrong"
        " desk; each counts once · any figure opens its contacts"
    )


def turned(times: int, circled: int) -> str:
    """How often callers went back from a place, and how many went in circles there."""
    if not times:
        return ""
    said = ngettext("turned back {n} time", "turned back {n} times", times).format(n=number(times))
    if not circled:
        return said
    circles = ngettext("{n} caller went in circles", "{n} callers went in circles", circled)
    return f"{said}; {circles.format(n=number(circled))}"
