"""Routing: who began at the wrong desk, what it cost them, and what can be mended."""

import streamlit as st

from language import _, ngettext, number, period
from metrics.catalog import METRICS
from ui import cards, definitions, filters, frame, markup, navigation, notices, session, tiles
from ui import page as pages
from ui.charts import flow, template
from ui.routing import costs, mend, split, tables, words
from ui.routing import tiles as routing_tiles
from ui.routing.story import EVIDENCE, LOST, Story, lost

page = pages.opened("routing", session.require("routing"))
asked, story, rates = page.asked, Story(page.scene, page.asked), page.scene.settings.money

crumb = navigation.crumb(page.key, period(asked.days.first, asked.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(asked, page.known)
pages.told(page)

now, found = story.now(), story.costs()
if found is None or not now.get("contacts", {}).get("value"):
    with cards.figure(head):
        frame.head(crumb, _("No contact in this period."), *pages.age(page))
    pages.nobody(page)
    st.stop()

row = cards.place("tiles", tiles.waiting(5))
[at_flow, at_evidence] = cards.row(("flow", 320), ("evidence", 320), widths=(4, 3))
[at_causes] = cards.row(("causes", 320))
[at_parts] = cards.row(("parts", 320))
[at_moves, at_map] = cards.row(("moves", 260), ("map", 260), widths=(1, 1))

with cards.figure(head):
    is_judged = bool(now["misroute_rate"]["denominator"])
    sentence = words.sentence(lost(now).all_s, found.table, is_judged=is_judged)
    frame.head(crumb, sentence, *pages.age(page))

with cards.figure(row):
    tiles.row(routing_tiles.tiles(story, rates, pages.stale(page)), routing_tiles.ways(story))

with cards.figure(at_flow):
    flows = costs.flows(found.ways)
    n = lost(now).contacts
    said = ngettext(
        "{n} contact that began at the wrong desk: where it began → where it was solved",
        "{n} contacts that began at the wrong desk: where they began → where they were solved",
        n,
    )
    if flows:
        cards.title(words.flow_title(flows), said.format(n=number(n)))
        template.draw(flow.flow(flows), "flow", words.flow_title(flows))
    else:
        cards.title(words.flow_title(flows))
        notices.state("check_circle", *words.no_flow(is_judged=is_judged))

with cards.figure(at_evidence):
    cards.title(
        _("Four kinds of evidence, counted apart"), _("A contact may show several · whisker: 95 % interval")
    )
    markup.show(tables.evidence(now, asked))
    if found.missing:
        markup.show(
            markup.tag("p", _("The centre's map has gaps, named below: not all can be judged."), "foot")
        )

with cards.figure(at_causes):
    cards.title(
        _("What sends people to the wrong desk"),
        _(
            "Charged to the cause, never to the first agent · waiting again and what was told in vain ·"
            " whisker: 95 % interval · savings: estimated against the usual wait"
        ),
    )
    markup.show(tables.whys(found.table, found.weekly, asked, rates))
    if page.scene.viewer.sees_customers:
        mend.buttons(found.mend, page.scene.settings.site.zone)

with cards.figure(at_parts):
    split.show(found.splits, asked, rates, filters.address())

with cards.figure(at_moves):
    cards.title(_("How contacts were moved on"), _("The first lines add up; one contact may be in several"))
    markup.show(tables.moves(found, now, asked))

with cards.figure(at_map):
    cards.title(_("What all this is judged by"), _("The centre's own map, from its sources or moked.toml"))
    markup.show(tables.map_facts(found.centre))
    markup.show(markup.join(markup.tag("p", one, "soft") for one in found.missing))

with end:
    shown = {*EVIDENCE, *LOST, "transfer_rate", "bounces", "net_extra_wait_minutes"}
    definitions.button(tuple(metric for metric in METRICS if metric in shown))

navigation.link("menu", _("See how callers get through the menu"), asked.query(), icon="dialpad")
