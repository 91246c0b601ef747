"""Voices: what customers say and agents write down, what grows in it, and what a team should hear."""

import streamlit as st

from language import _, marked, period
from ui import asked as asking
from ui import cards, definitions, filters, frame, navigation, notices, session
from ui import page as pages
from ui.readings import NOTHING
from ui.voices import growing, learned, meeting, names, places, said, words
from ui.voices.story import RATE, Story

PARTS: dict[str, str] = {
    "said": marked("What they say"),
    "growing": marked("Growing problems"),
    "meeting": marked("For the team meeting"),
}

# The other parts have their own finding as the title of their first card.
HEADS: dict[str, str] = {
    "growing": marked("What grows in what customers say"),
    "meeting": marked("What a team should hear"),
}

page = pages.opened("voices", session.require("voices"))
story = Story(page.scene, page.asked)
given, problems = filters.address(), list(page.asked.problems)
part = asking.one(given, "part", tuple(PARTS), "said", problems)
by = asking.one(given, "by", tuple(places.DIMENSIONS), "topic_family", problems)
wanted = said.wanted(given, problems)
days = [period(page.asked.days.first, page.asked.days.last)] if part != "growing" else []
crumb = navigation.crumb(page.key, *days)
head = cards.place("head", frame.waiting())
is_chosen = part != "growing"  # its weeks and queues are its own
end = filters.bar(
    page.asked,
    page.known,
    grains=(),
    is_compared=part == "said",
    is_narrowed=is_chosen,
    is_dated=is_chosen,
)
at_problems = st.container()
pages.told(page, [])
with st.container(key="voices_parts"):
    filters.choose("part", {name: _(label) for name, label in PARTS.items()}, part, _("Part of the page"))

# What is wrong with the address is told last: which languages, teams and pages there are is read on the way.
with notices.bad_filters_at(at_problems, problems):
    with pages.needed(page, head, crumb):
        now = story.now()
        found = story.heard()
    rate, contacts = now.get(RATE.id, NOTHING), now.get("contacts", NOTHING)

    with cards.figure(head):
        through, is_late = pages.age(page)
        heard = _(HEADS[part]) if part in HEADS else words.sentence(found)
        silent = _("Nobody wrote anything down in this period.")
        told = heard if rate["denominator"] else silent if contacts["value"] else words.nobody()
        frame.head(crumb, told, " · ".join(filter(None, [through, words.covered(rate, contacts)])), is_late)

    with end:
        definitions.button((RATE.id,))

    if not contacts["value"]:
        pages.nobody(page)
        st.stop()
    if not rate["denominator"]:
        with st.container(key="card_silent"):
            what = _(
                "A source has to send notes of agents or comments of customers; README shows how. They are"
                " read for signals right after a refresh, old ones in the background."
            )
            notices.state("speaker_notes_off", _("There are no words to read"), what)
        st.stop()

    if part == "growing":
        growing.show(page.scene)
    elif part == "meeting":
        meeting.meeting(page, story, given, problems)
    else:
        at_signals, at_places = cards.row(("signals", 620), ("places", 620), widths=(7, 5))
        [at_texts] = cards.row(("texts", 940))
        chosen = wanted.signal if wanted.signal in names.SIGNALS else ""
        with cards.figure(at_signals):
            said.signals(page, story, found, given, chosen)
        with cards.figure(at_places):
            said.where(page, story, found, chosen, by)
        said.texts(page, story, given, wanted, at_texts, problems)
        learned.show(page.scene)
st.space("small")
