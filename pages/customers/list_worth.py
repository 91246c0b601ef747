"""How good is the list: what past lists of customers at risk were worth, and who makes it."""

from language import _
from ui import cards, frame, navigation, session, tiles
from ui import page as pages
from ui.list_worth import tiles as worth_tiles
from ui.list_worth import view, words
from ui.list_worth.found import found

page = pages.opened("list_worth", session.require("list_worth"))
crumb = navigation.crumb(page.key)
head = cards.place("head", frame.waiting())

with pages.needed(page, head, crumb, is_dated=False):
    told = found(page.scene)
    used = told.used if told is not None and told.is_known else None
with cards.figure(head):
    said = words.sentence(told) if told else _("Nobody knows yet how good the list is.")
    frame.head(crumb, said, *pages.age(page))
view.bar()
pages.told(page, [])
if told is None or used is None:
    view.too_early(told)
else:
    row = cards.place("tiles", tiles.waiting(worth_tiles.COUNT))
    [at_ways] = cards.row(("worth_ways", 260))
    at_weeks, at_steps = cards.row(("worth_weeks", 300), ("worth_steps", 300), widths=(1, 1))
    [at_leaks] = cards.row(("worth_leaks", 90))
    with cards.figure(row):
        tiles.row(worth_tiles.tiles(told, used))
    with cards.figure(at_ways):
        view.ways(told)
    with cards.figure(at_weeks):
        view.weeks(told)
    with cards.figure(at_steps):
        view.steps(told)
    with cards.figure(at_leaks):
        view.leaks(told)
