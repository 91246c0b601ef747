"""Promises: what was promised and is still to do, complaints and their clocks, and whom to call again."""

from language import _, marked, period
from ui import asked as asking
from ui import cards, filters, frame, navigation, session
from ui import page as pages
from ui.promises import complained, complaint_story, followups, kept, marks, story

VIEWS: dict[str, str] = {
    "promises": marked("Promises"),
    "complaints": marked("Complaints"),
    "followups": marked("Follow-ups"),
}

page = pages.opened("promises", session.require("promises"))
problems = list(page.asked.problems)
given = filters.address()
view = asking.one(given, "view", tuple(VIEWS), "promises", problems)
asking.one(given, "by", tuple({**story.DIMENSIONS, **complaint_story.DIMENSIONS}), "", problems)

parts = () if view == "promises" else (_(VIEWS[view]),)
crumb = navigation.crumb(page.key, *parts, period(page.asked.days.first, page.asked.days.last))
head = cards.place("head", frame.waiting())
filters.choose("view", {name: _(label) for name, label in VIEWS.items()}, view)

if view == "followups":
    pages.told(page, problems)
    with pages.needed(page, head, crumb, is_dated=False):
        said = followups.sentence(page.scene)
    with cards.figure(head):
        frame.head(navigation.crumb(page.key, _(VIEWS[view])), said, *pages.age(page))
    followups.show(page.scene)
else:
    end = filters.bar(page.asked, page.known, grains=())
    pages.told(page, problems)
    marks.said()
    (kept if view == "promises" else complained).show(page, head, crumb, end)
