"""The cards of what waits: promises that are overdue, and problems that grow."""

from collections.abc import Sequence
from typing import Any

from language import _, number
from store import review_words
from store.review import Grown, Overdue
from ui import cards, navigation, notices
from ui.markup import show, tag
from ui.promises.worklist import line
from ui.scene import Scene
from ui.tables import report, two_lines


def promises(scene: Scene, found: Overdue) -> None:
    """The promises that are overdue now, the most harmful first."""
    cards.title(_("Promises overdue"), _("Now, whichever week is looked at · the most harmful first"))
    if not found.count:
        what = _("Every promise that fell due was kept, or tried in time.")
        notices.state("check_circle", _("No promise is overdue"), what)
        return
    for row in found.rows.iter_rows(named=True):
        _row(scene, row)
    label = _("All {n} on the page Promises").format(n=number(found.count))
    navigation.link("promises", label, {}, icon="handshake")


def _row(scene: Scene, row: dict[str, Any]) -> None:
    show(line(row, scene.now, scene.settings.site.timezone))


def growing(found: Sequence[Grown] | None) -> None:
    """The problems that grow now, the surest first."""
    cards.title(_("Topics growing"), _("Now, against the weeks before · the surest first"))
    if found is None:
        what = _("They are told once there are five weeks of contacts.")
        notices.state("hourglass_top", _("Too early to say"), what)
        return
    if not found:
        what = _("Topics, and the words in notes and comments, are as they were in the weeks before.")
        notices.state("check_circle", _("Nothing grows beyond noise"), what)
    else:
        rows = [[two_lines(tag("b", one.what, dir="auto"), review_words.grown(one))] for one in found]
        show(report((), rows))
    navigation.link("voices", _("See them on the page Voices"), {"part": "growing"}, icon="trending_up")
