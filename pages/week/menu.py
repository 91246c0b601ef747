"""Menu: how callers get through it, where they run into trouble, and what is solved in it."""

from functools import partial

import streamlit as st

from language import _, period
from metrics.catalog import METRICS
from ui import cards, definitions, download, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.menu import table, tree, words
from ui.menu import tiles as menu_tiles
from ui.menu.story import TILES, TROUBLE, Story
from ui.readings import NOTHING

page = pages.opened("menu", session.require("menu"))
asked, story = page.asked, Story(page.scene, page.asked)

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)

with pages.needed(page, head, crumb):
    now, walked = story.now(), story.walked()
if walked is None or not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

with cards.figure(head):
    said = words.sentence(now.get(TROUBLE, NOTHING), now.get("menu_hang_up_rate", NOTHING), walked)
    frame.head(crumb, said, *pages.age(page))

if not walked.menus:
    with st.container(key="card_no_menu"):
        notices.state("dialpad", _("No menu to be seen"), words.no_menu(walked))
    st.stop()

row = cards.place("tiles", tiles.waiting(len(TILES)))
has_paths = walked.whole.contacts > 0
[at_flow] = cards.row(("menu_flow", 480 if has_paths else 128))

with cards.figure(row):
    tiles.row(menu_tiles.tiles(story, walked, pages.stale(page)), menu_tiles.ways(story))

with cards.figure(at_flow):
    if has_paths:
        cards.title(words.flow_title(walked), words.flow_note(walked), tree.key())
        markup.show(tree.drawn(walked, asked))
        if left_out := words.left_out(walked):
            markup.show(markup.tag("p", left_out, "soft"))
    else:
        notices.state("conversion_path", _("Which way callers took is not known"), words.no_paths())

with end:
    definitions.button(tuple(metric for metric in METRICS if metric in {*TILES, TROUBLE, "menu_hang_ups"}))

if has_paths:
    [at_ways] = cards.row(("menu_ways", 420))
    with cards.figure(at_ways):
        rows = table.listed(walked)
        cards.title(words.ways_title(walked), words.ways_note())
        with st.container(key="full_table_long_ways"):
            if opened := table.show_wide(rows):
                navigation.go("contacts", asked.behind(opened.pop("figure"), **opened))
        with st.container(key="brief_table_long_ways"):
            table.show_brief(rows, asked)
        with end:
            download.button(partial(table.whole, walked), "menu")
