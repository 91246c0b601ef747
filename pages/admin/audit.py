"""Audit: who saw which customer, exported, changed and sent what."""

from ui import cards, frame, navigation, session
from ui import page as pages
from ui.access import log

who = session.require("audit")
cards.arrive("audit")
seen = pages.look("audit", who)
asked = log.sought(seen)
found = log.entries(seen, asked)
frame.head(navigation.crumb("audit"), log.sentence(found), "")
pages.clock(seen)
log.choices(asked)
[slot] = cards.row(("audit", 480))
with cards.figure(slot):
    log.table(seen, found)
