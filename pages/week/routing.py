"""Routing: who began at the wrong desk, what it cost them, and what can be mended."""

import streamlit as st

from language import _, ngettext, number, period
from metrics.catalog import METRICS
from ui import cards, definitions, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.charts import flow, template
from ui.readings import NOTHING
from ui.routing import costs, mend, split, tables, words
from ui.routing import tiles as routing_tiles
from ui.routing.story import EVIDENCE, LOST, Story, lost

page = pages.opened("routing", session.require("routing"))
asked, story, rates = page.asked, Story(page.scene, page.asked), page.scene.settings.money

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)
with end:
    shown = {*EVIDENCE, *LOST, "transfer_rate", "bounces", "net_extra_wait_minutes"}
    definitions.button(tuple(metric for metric in METRICS if metric in shown))

with pages.needed(page, head, crumb):
    now = story.now()
if not now.get("contacts", NOTHING)["value"]:
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()
is_judged, missing, n = bool(now["misroute_rate"]["denominator"]), len(words.untold(now)), lost(now).contacts

row = cards.place("tiles", tiles.waiting(5))
with cards.figure(row):
    tiles.row(routing_tiles.tiles(story, rates, pages.stale(page)), routing_tiles.ways(story))

[at_flow, at_evidence] = cards.row(("flow", 320), ("evidence", 320), widths=(4, 3))
[at_causes] = cards.row(("causes", 320))
[at_parts] = cards.row(("parts", 320))
[at_moves, at_map] = cards.row(("moves", 260), ("map", 260), widths=(1, 1))

found = cards.tried(story.costs)

with cards.figure(head):
    table = found.table if isinstance(found, costs.Costs) else None
    sentence = words.sentence(lost(now).all_s, table, is_judged=is_judged, missing=missing)
    frame.head(crumb, sentence, *pages.age(page))

with cards.figure(at_evidence):
    cards.title(
        _("Four kinds of evidence, together and apart"),
        _("A contact may show several · whisker: 95 % interval"),
    )
    markup.show(tables.evidence(now, asked))
    if isinstance(found, costs.Costs) and found.missing:
        markup.show(
            markup.tag("p", _("The centre's map has gaps, named below: not all can be judged."), "foot")
        )

if not isinstance(found, costs.Costs):
    cards.unread(found or LookupError("nothing is published"), at_flow, at_causes, at_parts, at_moves, at_map)
    st.stop()

with cards.figure(at_flow):
    flows = costs.flows(found.ways)
    title = words.flow_title(flows, missing=missing)
    said = ngettext(
        "{n} contact that began at the wrong desk: where it began → where it was solved",
        "{n} contacts that began at the wrong desk: where they began → where they were solved",
        n,
    )
    if flows:
        cards.title(title, said.format(n=number(n)))
        template.draw(flow.flow(flows), "flow", title)
    else:
        cards.title(title)
        notices.state("check_circle", *words.no_flow(is_judged=is_judged, missing=missing))

with cards.figure(at_causes):
    cards.title(
        _("What sends people to the wrong desk"),
        _(
            "Charged to the cause, never to the first agent · customers waiting again and agents working in"
            " vain · whisker: 95 % interval · savings: estimated against the usual wait"
        ),
    )
    if n:
        markup.show(tables.whys(found.table, found.weekly, asked, rates, is_weekly=found.is_weekly))
        if page.scene.viewer.sees_customers:
            mend.buttons(found.mend, page.scene.settings.site.zone)
    else:
        notices.state("check_circle", _("No wrong desk seen"), _("There is nothing to find a cause of."))

with cards.figure(at_parts):
    split.show(found.splits, asked, rates, filters.address())

with cards.figure(at_moves):
    cards.title(_("How contacts were moved on"), _("The first lines add up; one contact may be in several"))
    markup.show(tables.moves(found, now, asked))

with cards.figure(at_map):
    cards.title(_("What all this is judged by"), _("The centre's own map, from its sources or moked.toml"))
    markup.show(tables.map_facts(found.centre))
    markup.show(markup.join(markup.tag("p", one, "soft") for one in found.missing))

navigation.link("menu", _("See how callers get through the menu"), asked.query(), icon="dialpad")
