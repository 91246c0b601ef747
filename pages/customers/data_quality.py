"""Data quality: what is wrong in customers' records, what it cost, and the list to mend."""

from dataclasses import replace

import streamlit as st

from language import _, period, share
from metrics.quality.fields import FAULTS, FIELDS
from ui import asked as asking
from ui import cards, definitions, filters, frame, markup, navigation, notices, session
from ui import page as pages
from ui.prevention.found import whole
from ui.quality import mend, tables, words
from ui.quality.found import found
from ui.repeats.long import WEEKS, long_look

page = pages.opened("data_quality", session.require("data_quality"))
scene, given, problems = page.scene, filters.address(), list(page.asked.problems)
asked = whole(page.asked)
long, is_listed = long_look(scene, asked).asked, scene.viewer.sees_customers
field = asking.one(given, "field", tuple(FIELDS), "", problems)
fault = asking.one(given, "fault", tuple(FAULTS), "", problems)

crumb = navigation.crumb(page.key, period(long.days.first, long.days.last))
head = cards.place("head", frame.waiting())
end = filters.bar(replace(long, period=asked.period), page.known, grains=(), is_narrowed=False, weeks=WEEKS)
pages.told(page, problems)
with pages.needed(page, head, crumb):
    told = found(scene, long.days)
assert told is not None
every = len(told.listed(field, fault)) if is_listed else 0
at = asking.page(given, max(1, -(-every // mend.A_PAGE)), []) - 1
with end:
    definitions.button(("data_quality",))

with cards.figure(head):
    frame.head(crumb, words.sentence(told), *pages.age(page))

if not told.entries:
    with st.container(key="card_no_records"):
        what = _("A source has to send the table customers: who they are, and what their record says.")
        notices.state("fact_check", _("There is no record to look at"), what)
    st.stop()

[at_fields] = cards.row(("fields", 480))
at_ladder, at_segments = cards.row(("ladder", 260), ("segments", 260), widths=(3, 2))

with cards.figure(at_fields):
    cards.title(
        _("{share} of the entries in customers' records are sound").format(share=share(told.sound["value"])),
        _("Missing, invalid, contradicting, or shown to be stale by contacts; never for age alone"),
    )
    markup.show(tables.fields(told.fields, asked, is_listed=is_listed))
    said = [words.again(name, one) for name, one in told.repeats.items()]
    markup.show(markup.join(markup.tag("p", one, "foot") for one in said))

with cards.figure(at_ladder):
    cards.title(
        words.ladder(told), _("The organisation's own figures beside a rule that is assumed, not measured")
    )
    markup.show(tables.ladder(told.steps))

with cards.figure(at_segments):
    cards.title(_("Where records are least sound"), _("By the segment on record · below: 95 %"))
    markup.show(tables.segments(told.segments))

if is_listed:
    [at_list] = cards.row(("list", 940))
    with cards.figure(at_list):
        mend.show(told, field, fault, at, scene.settings.site.zone)
