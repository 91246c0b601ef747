"""Weekly review: what a lead's meeting looks at, prepared before it, and what is decided there."""

from dataclasses import replace

import streamlit as st

from emails import review_pdf
from language import _, instant, period
from ui import cards, filters, frame, navigation, session
from ui import page as pages
from ui.review import acted, asked, changes, deciding, people, read, save, to_do
from ui.review.parts import drawn

page = pages.opened("review", session.require("review"), is_of_history=False)
scene, problems = page.scene, list(page.asked.problems)
head = cards.place("head", frame.waiting())
with pages.needed(page, head, navigation.crumb(page.key), is_dated=False):
    known, teams = read.weeks(scene, page.span), read.teams(scene)
week = asked.week(page.asked, known, scene.settings.site.week_start, problems)
team = asked.team(filters.address(), teams, problems)
crumb = navigation.crumb(page.key, *([team] if team else []), period(week.first, week.last))
with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
    asked.choices(known, week, teams, team)
    st.space("stretch")
    at_files = st.container(key="review_files", horizontal=True, wrap=False, width="content")
pages.told(page, problems)

deciding.said()
[at_actions] = cards.row(("actions", 220))
[at_changes] = cards.row(("changes", 360))
[at_scores] = cards.row(("scores", 420))
[at_voices] = cards.row(("heard", 420))
(at_promises, at_growing), (at_help, at_nominees) = cards.columns(
    (("overdue", 430), ("grown", 160)), (("help", 240), ("nominees", 350)), widths=(1, 1)
)
[at_new] = cards.row(("decide", 220))

at = read.looked(scene, week, team)
seen = at.scene
found = cards.tried(lambda: read.review(at))
late = drawn(at_promises, lambda: read.overdue(at, page.asked), lambda told: to_do.promises(seen, told))
if not isinstance(found, Exception):
    told = replace(found, overdue=late)
    with cards.figure(head):
        prepared = _("prepared {when}").format(when=instant(told.as_of, scene.settings.site.timezone))
        frame.head(crumb, changes.headline(told), prepared, pages.stale(page) != "")
    with cards.figure(at_changes):
        changes.changed(told)
    with cards.figure(at_scores):
        changes.scorecard(told)
else:
    with cards.figure(head):
        frame.head(crumb, _("What changed in this week could not be read."), *pages.age(page))
    cards.unread(found, at_changes, at_scores)
acts = drawn(at_actions, lambda: acted.read(at), acted.show_all)
heard = drawn(at_voices, lambda: read.voices(at), lambda x: people.voices(x, scene.settings.site.zone))
thanked = drawn(at_nominees, lambda: read.nominees(at), lambda x: people.nominees(x, week.first))
grown = drawn(at_growing, lambda: read.growing(at), to_do.growing)
drawn(at_help, lambda: read.help_needed(at), lambda x: people.help_needed(x, team))
with cards.figure(at_new):
    deciding.form(at, teams, page.span.queues)
if not isinstance(found, Exception):
    whole = replace(found, overdue=late, actions=acts, voices=heard, nominees=thanked, growing=grown)
    with at_files:
        save.buttons(whole, review_pdf.page)
