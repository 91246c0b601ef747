"""Repeat contacts: who comes again, about what, what follows what, and what it does to satisfaction."""

import streamlit as st

from language import _, period
from metrics.catalog import METRICS
from ui import cards, definitions, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.readings import NOTHING
from ui.repeats import tables, words
from ui.repeats import tiles as repeat_tiles
from ui.repeats.again import again
from ui.repeats.tiles import Story

page = pages.opened("repeats", session.require("repeats"))
asked, story = page.asked, Story(page.scene, page.asked)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)

now, found = story.now(), again(page.scene, story.window)
if found is None or not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

row = cards.place("tiles", tiles.waiting(len(repeat_tiles.TILES)))
[at_spans, at_topics] = cards.row(("spans", 460), ("topics", 460), widths=(6, 5))
[at_pairs, at_numbers] = cards.row(("pairs", 260), ("numbers", 260), widths=(6, 5))

with cards.figure(head):
    frame.head(crumb, words.sentence(now.get("repeat_rate", NOTHING), found.topics), *pages.age(page))

with cards.figure(row):
    tiles.row(repeat_tiles.tiles(story, pages.stale(page)), repeat_tiles.ways(story))

with cards.figure(at_spans):
    cards.title(
        _("How many come again, and how soon"),
        _("Only contacts whose window is over; provisional counts the newest too (1 − Kaplan–Meier)"),
    )
    markup.show(tables.spans(found.spans, page.scene.settings.site.timezone))

with cards.figure(at_topics):
    cards.title(
        _("What brings people back"), _("About the same within a week · solved at once: nobody came again")
    )
    markup.show(tables.topics(found.topics))

with cards.figure(at_pairs):
    cards.title(
        _("What people come for next"),
        _("Within a week, more often than as long before it · twelve weeks"),
    )
    if found.pairs.filter("is_above").height:
        markup.show(tables.pairs(found.pairs))
    else:
        notices.state(
            "check_circle", _("Nothing stands out"), _("No topic follows another more often than usual.")
        )

with cards.figure(at_numbers):
    cards.title(
        words.per_contact(found.per_contact),
        _(
            "Satisfied among those who answered, by the contact's number in its issue; against the first,"
            " of the same topic and channel · twelve weeks"
        ),
    )
    markup.show(tables.numbers(found.numbers))

with end:
    definitions.button(tuple(metric for metric in METRICS if metric in repeat_tiles.TILES))
