"""Recognition: who is to be thanked for a week and why it is not luck; never who is not."""

from datetime import date

import streamlit as st

from language import _
from ui import asked as asking
from ui import cards, definitions, download, filters, frame, markup, navigation, notices, session
from ui import page as pages
from ui.recognition import acting, found, held, tables, view, words
from ui.recognition.cards import scale

page = pages.opened("recognition", session.require("recognition"), is_of_history=False)
scene, viewer = page.scene, page.scene.viewer
given, problems = filters.address(), list[str]()
head = cards.place("head", frame.waiting())
crumb = navigation.crumb(page.key)
if viewer.role == "lead" and not viewer.teams:
    frame.head(crumb, _("You lead no team here."), "")
    pages.nobody(page)
    st.stop()
weeks = [one.isoformat() for one in found.newest(scene)]
if not weeks:
    with cards.figure(head):
        frame.head(crumb, _("Nobody has been nominated yet."), "")
    with st.container(key="card_none"):
        why = _(
            "On the morning after each week Moked looks at the eight weeks up to its end and says who did"
            " clearly better than their contacts would lead one to expect."
        )
        notices.state("workspace_premium", _("No week has been looked at yet"), why)
    st.stop()

week = asking.one(given, "week", weeks, weeks[0], problems)
with pages.needed(page, head, crumb, is_dated=False):
    people = found.own_agents(scene)
teams = sorted(viewer.teams) or sorted({one.team for one in people if one.team})
team = asking.one(given, "team", teams, "", problems)
with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
    named = {one: words.week(date.fromisoformat(one)) for one in weeks}
    filters.pick("week", named, week, _("Week"), 208)
    filters.pick("team", {"": _("All teams"), **{one: markup.plain(one) for one in teams}}, team, _("Team"))
    st.space("stretch")
    end = st.container(key="filters_end", horizontal=True, wrap=False, width="content")
pages.told(page, problems)
acting.said()
with pages.needed(page, head, crumb, is_dated=False):
    kept = found.nominated(scene, date.fromisoformat(week))
    seen = found.found(scene, kept, team)
    over = scale(seen)

with cards.figure(head):
    frame.head(crumb, words.sentence(seen), _("as known on {day}").format(day=words.known(kept, scene)), None)
with end:
    navigation.link("mailing", _("Preview the mail"), icon="mail")
    definitions.button((), rule=words.how())
    download.button(lambda: tables.file(seen), "recognition")

for award, slot in view.places(seen):
    with cards.figure(slot):
        view.award(seen, award, over, people)

beyond = [("beyond", 240)] if seen.of("beyond") else []
at_above, *at_beyond, at_ideas, at_held = cards.stack(
    ("above", 620), (*beyond, ("ideas", 140), ("held", 220)), widths=(8, 5)
)
with cards.figure(at_above):
    tables.above(seen, over)
    acting.more(seen, people)
for slot in at_beyond:
    with cards.figure(slot):
        view.award(seen, "beyond", over, people)
with cards.figure(at_ideas):
    view.ideas(seen, people)
with cards.figure(at_held):
    held.show(seen)
    acting.leaving(people, found.unnamed(scene), is_open="leave" in given)
if team:
    [at_team] = cards.row(("own_team", 260))
    with cards.figure(at_team):
        own = found.own_week(scene, kept.week, team)
        tables.own(own, team, found.texts(scene, kept.week, own.voices if own else ()))
[at_history] = cards.row(("history", 260))
with cards.figure(at_history):
    tables.history(seen)
