"""Changes: what was changed, what came of it, what is being done, and who answers for what."""

import streamlit as st

from language import _, number
from ui import cards, definitions, download, filters, frame, navigation, notices, session
from ui import page as pages
from ui.changes import acting, doing, found, planning, view, words

page = pages.opened("changes", session.require("changes"), is_of_history=False)
scene, given = page.scene, filters.address()
head = cards.place("head", frame.waiting())
crumb = navigation.crumb(page.key)
if scene.viewer.role == "lead" and not scene.viewer.teams:
    frame.head(crumb, _("You lead no team here."), "")
    pages.nobody(page)
    st.stop()
with pages.needed(page, head, crumb, is_dated=False):
    known = found.known_places(scene)
    every = found.changes(scene)
with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
    if acting.may(scene):
        acting.log_change(scene, known)
        planning.roll_out(scene, known)
    st.space("stretch")
    end = st.container(key="filters_end", horizontal=True, wrap=False, width="content")
asked = next(iter(given.get("id", [])), "")
shown = [one for one in every if str(one.logged.id) == asked] if asked else every
pages.told(page, [])
acting.said()

with cards.figure(head):
    frame.head(crumb, words.headline(every, scene.today), *pages.age(page))
with end:
    definitions.button(words.watched(every), rule=words.how())
    if every:
        download.button(lambda: view.table(every, scene), "changes")
if asked:
    gone = _("There is no change {n} that you may see.").format(n=asked[:9])
    way = notices.Way("changes", _("Show all {n}").format(n=number(len(every))))
    one_only = _("One change of {n} is shown.").format(n=number(len(every)))
    notices.line("one", "filter_alt", one_only if shown else gone, "", way)

if not every:
    with st.container(key="card_none"):
        view.nothing(scene)
for pair in view.pairs(shown):
    slots = cards.row(*((f"change_{one.logged.id}", 520) for one in pair), widths=(1,) * len(pair))
    for slot, one in zip(slots, pair, strict=True):
        with cards.figure(slot):
            view.change(scene, known, one)
if not asked:
    at_actions, at_owners = cards.row(("actions", 320), ("owners", 320), widths=(8, 5), is_even=False)
    with cards.figure(at_actions):
        doing.actions(scene, found.results(scene, found.decided(scene)), known)
    with cards.figure(at_owners):
        doing.answers(scene, known)
