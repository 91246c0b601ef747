"""At risk: whom to call this week, why, what came of it, and the lists of the weeks before."""

from language import _
from ui import cards, filters, frame, navigation, session
from ui import page as pages
from ui.risk import read, view, words

page = pages.opened("at_risk", session.require("at_risk"))
problems: list[str] = []
head = cards.place("head", frame.waiting())
given = filters.address()

with pages.needed(page, head, navigation.crumb(page.key), is_dated=False):
    place = view.placed(page.scene, given, problems)
    found = read.looked(page.scene, place.day)
with cards.figure(head):
    unmade = _("The list of this week is still to be made.")
    said = words.sentence(found, is_now=place.is_now) if found else unmade
    frame.head(navigation.crumb(page.key, words.week_of(place.day)), said, *pages.age(page))
view.bar(page.scene, place, found)
pages.told(page, problems)
if found is None:
    view.missing(page.scene, place)
else:
    view.show(page.scene, place, found, problems)
