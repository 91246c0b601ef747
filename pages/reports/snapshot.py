"""Snapshot: a week as executives see it, the mails that told of it, and whether they still count the same."""

from dataclasses import replace
from functools import partial

import streamlit as st

from emails import recounted, snapshot_kind, snapshot_page, snapshot_pdf, snapshot_workbook, weekly
from emails.post import Post
from emails.snapshot_at_risk import at_risk
from language import _
from ui import cards, download, filters, frame, navigation, notices, session, tiles
from ui import page as pages
from ui.mailing import asked, letter
from ui.snapshot import archive, place, read, view
from ui.snapshot import tiles as snapshot_tiles

page = pages.opened("snapshot", session.require("snapshot"), is_of_history=False)
scene, problems, given = page.scene, list(page.asked.problems), filters.address()
store, settings, post = scene.store, scene.settings, Post(scene.settings.site.zone)
here = place.placed(page, given, problems)
mail = here.mail
is_snapshot = mail is None or mail.kind == "snapshot"
crumb = navigation.crumb(page.key, place.words(here.week))
head = cards.place("head", frame.waiting())

if here.refused:
    with cards.figure(head):
        frame.head(navigation.crumb(page.key), _("This mail is not shown."), "")
    notices.line("refused", "lock", here.refused, "", notices.Way("snapshot", _("The newest week")))
    st.stop()

with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
    place.pick(here)
    st.space("stretch")
    end = st.container(key="filters_end", horizontal=True, wrap=False, width="content")
pages.told(page, problems)

told = weekly.writing(settings, mail, asked.nobody(mail.kind), store) if mail else None
if mail:
    archive.pinned(scene, mail)

if is_snapshot:
    with pages.needed(page, head, crumb, is_dated=False):
        if told:
            snapshot = snapshot_kind.told(told.told, told.anew, told.skipped)
        else:
            count = partial(snapshot_kind.without_risk, store, settings, here.week, scene.now)
            snapshot = read.kept(scene, here.week, "numbers", count)
        seen = snapshot_page.page(snapshot, post)
    with cards.figure(head):
        frame.head(crumb, seen["headline"], *pages.age(page))
    view.lead(seen)
    row = cards.place("tiles", tiles.waiting(snapshot_tiles.COUNT))
    with cards.figure(row):
        tiles.row(snapshot_tiles.tiles(seen["tiles"]), snapshot_tiles.ways(seen["tiles"]))
    at_changed, at_stake, at_charts, at_done, at_trust = view.places([one["id"] for one in seen["charts"]])
    with cards.figure(at_changed):
        view.changed(seen)
    for slot, chart in zip(at_charts, seen["charts"], strict=True):
        with cards.figure(slot):
            view.drivers(chart)
    with cards.figure(at_done):
        view.done(seen)
    with cards.figure(at_trust):
        view.trust(seen)
    with cards.figure(at_stake):
        if not mail:
            risk = partial(at_risk, store, settings, here.week, snapshot.trust.publication)
            snapshot = replace(snapshot, at_risk=read.kept(scene, here.week, "at risk", risk, is_daily=True))
        view.stake(seen, snapshot_page.stake(snapshot.at_risk, snapshot.currency))
    with end:
        name = f"snapshot-{here.week.key}"
        download.file(partial(snapshot_pdf.page, snapshot, post), name, "pdf", _("PDF"))
        download.button(partial(snapshot_workbook.table, snapshot), name, _("Excel"), "xlsx")
else:
    with cards.figure(head):
        frame.head(crumb, _("A mail as it was told."), "")

if mail and told:
    [at_again], [at_mail] = cards.row(("again", 120)), cards.row(("as_sent", 120))
    with cards.figure(at_again):
        archive.again(scene, mail, partial(recounted.recounted, store, settings, mail))
    with cards.figure(at_mail):
        written = weekly.KINDS[mail.kind].write(told)
        archive.as_sent(written.subject, written.html, letter.pictures(written.files))
[at_archive] = cards.row(("archive", 240))
with cards.figure(at_archive):
    archive.listed(scene, place.sent(page), given, problems)
