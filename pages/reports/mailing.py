"""Mailing: when weekly mails go out, to whom, what went out and what did not, and what would go out now."""

from functools import partial

from emails import weekly
from emails.summed import archived_of, sums_of
from ui import cards, frame, navigation, session
from ui import page as pages
from ui.mailing import asked, letter, words
from ui.mailing import cards as mailing
from ui.mailing.asked import Archived
from ui.scene import Scene, machine_clock
from ui.snapshot import read

who = session.require("mailing")
cards.arrive("mailing")
seen = pages.look("mailing", who)


def written(scene: Scene, kind: str) -> mailing.Seen | None:
    """Write the mail of the last whole week as it would go out now; None before there are data."""

    def told() -> Archived | None:
        week = asked.week(scene)
        found = sums_of(kind, scene.settings, scene.store, week)
        if found is None:
            return None
        return archived_of(scene.settings, scene.store, kind, week, found, machine_clock())

    kept = read.kept(scene, asked.week(scene), f"mail {kind}", told)
    if kept is None:
        return None
    mail = weekly.KINDS[kind].write(weekly.writing(scene.settings, kept, asked.nobody(kind), scene.store))
    return mailing.Seen(mail.subject, mail.html, mail.text, letter.pictures(mail.files))


planned = asked.planned(seen, machine_clock())
runs = mailing.runs(seen)
can_send = seen.settings.mail.is_set and not seen.settings.now_is_set
frame.head(navigation.crumb("mailing"), words.sentence(seen, runs, machine_clock()), "")
pages.clock(seen)
mailing.said()
for one in planned:
    if one.kind in weekly.KINDS:
        when, to = cards.row((f"when_{one.kind}", 420), (f"to_{one.kind}", 420), widths=(1, 1))
        with cards.figure(when):
            mailing.schedule(one, can_send=can_send)
        with cards.figure(to):
            mailing.people(seen, one.kind)
[past] = cards.row(("past", 240))
with cards.figure(past):
    mailing.history(seen, runs, can_send=can_send)
for kind in weekly.KINDS:
    [slot] = cards.row((f"preview_{kind}", 480))
    with cards.figure(slot):
        mailing.preview(kind, partial(written, seen, kind), can_send=seen.settings.mail.is_set)
