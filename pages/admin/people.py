"""People: who may sign in, as what, and who let them in."""

from ui import cards, frame, navigation, session
from ui import page as pages
from ui.access import people
from ui.growing.told import teams

who = session.require("people")
cards.arrive("people")
seen = pages.look("people", who)
everybody = people.known(seen)
frame.head(navigation.crumb("people"), people.sentence(seen, everybody), "")
pages.clock(seen)
people.told_elsewhere(seen)
access = seen.settings.access
if access.is_told:
    with cards.figure(cards.row(("meanings", 200))[0]):
        people.meanings(seen)
if not (access.is_told and access.tells_teams):
    at_list, at_form = cards.row(("people", 320), ("admit", 320), widths=(3, 2))
    with cards.figure(at_list):
        people.table(seen, everybody)
    with cards.figure(at_form):
        people.form(everybody, teams(seen))
