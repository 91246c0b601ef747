"""Follow-ups: whom somebody should call again, whether it was done in time, and whether customers turned."""

import streamlit as st

from language import _
from metrics.followups import KINDS
from metrics.turned import turned
from ui import asked as asking
from ui import cards, colleagues, filters, markup, notices, tiles
from ui.promises import calls, closing, followed, halves
from ui.promises import followup_tables as tables
from ui.promises import followup_tiles as tiles_of
from ui.promises import followup_words as words
from ui.promises.followed import Followed
from ui.promises.halves import Half
from ui.scene import Scene

TILES_NOW, TILES_WENT = 4, 2


def sentence(scene: Scene) -> str:
    """What the head of the page says."""
    found = followed.followed(scene)
    if found is None or not found.rows.height:
        return _("Nobody has to be called again so far.")
    return words.sentence(followed.counts(found), followed.rate(scene, found))


def show(scene: Scene) -> None:
    """Show what belongs below the head, the filters and the choice of the part."""
    found = followed.followed(scene)
    if found is None or not found.rows.height:
        _nothing(scene)
        return
    closing.said()
    now, went = halves.halves(are_beside=scene.viewer.sees_customers)
    _now(scene, found, now.headed(halves.now_title(), words.now_rule()))
    _went(scene, found, went.headed(halves.went_title(words.when(scene.today)), words.went_rule()))


def _now(scene: Scene, found: Followed, half: Half) -> None:
    """What waits for somebody; without the calls themselves for who sees no customers."""
    with cards.figure(half.tiles(TILES_NOW)):
        tiles.row(tiles_of.now(scene, found), tiles_of.ways(scene), key="tiles_now")
    if scene.viewer.sees_customers:
        with cards.figure(half.card("calls", 760)):
            _work(scene, found)
            calls.done(found.done, scene)


def _went(scene: Scene, found: Followed, half: Half) -> None:
    at_tiles, at_turned, at_groups = (
        half.tiles(TILES_WENT),
        half.card("turned", 200),
        half.card("called", 420),
    )
    with cards.figure(at_tiles):
        tiles.row(tiles_of.went(scene, found), tiles_of.ways(scene), key="tiles_went")
    with cards.figure(at_turned):
        _turned(scene, found)
    with cards.figure(at_groups):
        _groups(scene, found)


def _nothing(scene: Scene) -> None:
    with st.container(key="card_no_calls"):
        if not scene.settings.followups.opened_by:
            what = _("They are switched off: opened_by under [followups] in moked.toml names what opens one.")
            notices.state("phone_disabled", _("No follow-up opens"), what)
            return
        what = _(
            "A low answer, a complaint, or a hard contact that is said to be solved opens one by itself, with"
            " the next refresh."
        )
        notices.state("task_alt", _("Nobody to call again"), what)


def _work(scene: Scene, found: Followed) -> None:
    part = asking.one(filters.address(), "part", ("all", *KINDS), "all", [])
    rows = found.to_do if part == "all" else found.to_do.filter(kind=part)
    note = _("The one due first on top · call and check that it really works")
    cards.title(words.still(rows.height), note)
    filters.choose("part", {"all": _("All"), **{kind: _(words.KINDS[kind]) for kind in KINDS}}, part)
    if rows.height:
        calls.show_rows(rows, scene, colleagues.of(scene, found.people))
    else:
        notices.state("task_alt", _("All called"), _("No call of this kind is waiting."))


def _turned(scene: Scene, found: Followed) -> None:
    known = turned(found.rows.lazy())
    cards.title(words.turned_title(known), words.turned_note())
    if known.in_time["denominator"] or known.others["denominator"]:
        markup.show(tables.compared(known, followed.lately(scene)))
    else:
        soon = _("It is known 14 days after a call was due; none was due so long ago.")
        markup.show(markup.tag("p", soon, "soft"))


def _groups(scene: Scene, found: Followed) -> None:
    by = asking.one(filters.address(), "by", tuple(tables.DIMENSIONS), "kind", [])
    cards.title(_("Where calls are made least in time"), _("By what the contact was about, whose and where"))
    filters.choose("by", {name: _(label) for name, label in tables.DIMENSIONS.items()}, by)
    rows = followed.groups(scene, found, by)
    if rows.height:
        markup.show(tables.groups(rows, by, followed.lately(scene)))
    else:
        notices.state("hourglass_top", _("Too early to say"), _("No call was due yet."))
