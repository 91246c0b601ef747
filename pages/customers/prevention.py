"""Prevention: what is followed by contacts, what lost time costs, and what staying is worth."""

from dataclasses import replace

from language import _, period
from metrics.prevention.excess import HEADLINE
from ui import cards, data, definitions, filters, frame, navigation, session
from ui import page as pages
from ui.prevention import assumed, staying, view, words, worth
from ui.prevention.found import Found, found, whole
from ui.repeats.long import WEEKS, long_look

page = pages.opened("prevention", session.require("prevention"))
scene, asked = page.scene, whole(page.asked)
long, costs = long_look(scene, asked).asked, scene.settings.money

crumb = navigation.crumb(page.key, period(long.days.first, long.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(replace(long, period=asked.period), page.known, grains=(), is_narrowed=False, weeks=WEEKS)
problems = [*page.asked.problems]
set_by_hand = assumed.own(filters.address(), problems)
pages.told(page, problems)
with end:
    definitions.button(("contacts_prevented", "retention"))

[at_events] = cards.row(("events", 420))
[at_lost] = cards.row(("lost", 260))
at_staying, at_members = cards.row(("staying", 300), ("members", 300), widths=(1, 1))

with cards.figure(at_lost):
    known = replace(long, days=data.known_days(scene, long.days))
    view.lost(worth.lost(scene, known.days), known, costs, begins=known.days != long.days)

with cards.figure(at_staying):
    staying.show(worth.stayed(scene), costs, set_by_hand)

told = cards.tried(lambda: found(scene, long.days))
with cards.figure(head):
    if isinstance(told, Found):
        frame.head(crumb, words.sentence(told.of(HEADLINE)), *pages.age(page))
    else:
        frame.head(crumb, _("What is followed by contacts could not be read."), *pages.age(page))
if not isinstance(told, Found):
    cards.unread(told or LookupError("nothing is published"), at_events)
else:
    with cards.figure(at_events):
        view.events(told, long)

with cards.figure(at_members):
    view.members(worth.members(scene, long.days))
