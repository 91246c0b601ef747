"""Growing problems: what rose beyond noise, who looks after it, and what became of what is watched."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from language import _, day, ngettext, number, share
from metrics.growing import Problem
from metrics.watched import steps
from store.problems import history
from ui import cards, notices
from ui.charts import template
from ui.growing import change, chart, examples, told, words
from ui.growing.listed import listed
from ui.growing.told import Heard, Told, Watched
from ui.markup import Safe, join, tag
from ui.markup import show as put
from ui.scene import Scene
from ui.spark import spark
from ui.tables import report, two_lines

MOST_SHOWN = 12


def show(scene: Scene) -> None:
    """Show the growing problems and those that somebody watches."""
    slot = cards.place("growing", cards.bones(320), st.container(key="card_growing"))
    read = cards.tried(lambda: told.told(scene))
    if isinstance(read, Exception):
        cards.unread(read, slot)
        return
    with cards.figure(slot):
        if refused := change.refused():
            notices.line("growing", "sync_problem", _("Nothing was changed."), refused, tone="worse")
        if read is None:
            _too_early()
        else:
            _listed(scene, read)
    if read is None:
        return
    for one in read.watched:
        with cards.figure(cards.place(f"watched_{one.row['id']}", cards.bones(300), _card(one))):
            _watched(scene, read.found, one)


def _listed(scene: Scene, read: Told) -> None:
    found = read.found
    cards.title(words.headline(found), words.how(found))
    for at, problem in enumerate(found.problems[:MOST_SHOWN]):
        _growing(scene, found, problem, _of(problem, read.watched), at)
    if len(found.problems) > MOST_SHOWN:
        st.caption(_left_out(len(found.problems)))
    if not found.problems:
        notices.state("check_circle", _("Nothing new to look into"), _nothing(found))


def _card(one: Watched) -> Any:
    return st.container(key=f"card_watched_{one.row['id']}")


def _too_early() -> None:
    cards.title(_("Growing problems"))
    what = _(
        "They are told once there are five weeks of contacts: the newest is set against those before it."
    )
    notices.state("hourglass_top", _("Too early to say"), what)


def _nothing(found: Heard) -> str:
    if not found.texts:
        return _("Only topics were looked at: no source sends notes or comments.")
    return _("Topics and the words in notes and comments are as they were in the weeks before.")


def _left_out(n: int) -> str:
    said = _("The {shown} surest of {n} are shown.")
    return said.format(shown=number(MOST_SHOWN), n=number(n))


def _of(problem: Problem, judged: Sequence[Watched]) -> Watched | None:
    """Who watches this problem already: one of the same topic that shares a word, or neither has any."""
    for one in judged:
        is_same = bool(one.keys & problem.keys) or not (one.keys or problem.keys)
        if one.row["topic_family"] == problem.family and is_same:
            return one
    return None


def _growing(scene: Scene, found: Heard, problem: Problem, watched: Watched | None, at: int) -> None:
    """One problem that grew: its figures, what was written, and what can be done."""
    with st.container(key=f"grows_{at}"):
        put(_figures(problem, found), "mk-grows")
        if scene.viewer.sees_customers and problem.keys:
            contacts = examples.contacts_of(found, problem.family, problem.keys)
            texts = examples.texts_of(scene, found, contacts, problem.keys)
            put(join(examples.marked(one) for one in examples.varied(texts)), "mk-quotes")
        with st.container(key=f"grows_ways_{at}", horizontal=True, vertical_alignment="center"):
            if watched is not None:
                put(_chips(scene, watched))
            elif change.may_change(scene):
                change.watch(scene, problem.family, problem.terms, str(at))
            _contacts(scene, found, problem.family, problem.keys, f"grows_{at}")


def _contacts(scene: Scene, found: Heard, family: str, keys: frozenset[str], key: str) -> None:
    """Offer the contacts that the figure of the newest week counts."""
    if not scene.viewer.sees_customers:
        return
    contacts = examples.contacts_of(found, family, keys)
    label = ngettext("See the {n} contact", "See all {n} contacts", len(contacts))
    if contacts and st.button(
        label.format(n=number(len(contacts))), icon=":material/list:", type="tertiary", key=f"list_{key}"
    ):
        listed(scene, found, contacts, keys)


def _figures(problem: Problem, found: Heard) -> Safe:
    rise = problem.rise
    head = tag("div", words.title(problem.family, problem.terms), "what")
    about = tag("small", words.about(problem, found.at))
    n = words.of_what(rise, has_words=bool(problem.keys))
    usual = _("usually {usual}").format(usual=share(rise.usual))
    now = tag("div", join([tag("b", share(rise.now), "num"), tag("span", usual)]), "now")
    values = [n / of if of else None for n, of in zip(rise.n, rise.of, strict=True)]
    return tag(
        "div",
        join([tag("div", join([head, about, tag("small", n)])), spark(values, "worse"), now]),
        "grow",
    )


def _chips(scene: Scene, one: Watched) -> Safe:
    stands = tag("span", words.state(one.row, scene.settings.site.zone), "chip c-note")
    return tag("div", join([stands, tag("span", words.who(one.row["owner"]), dir="auto")]), "stands")


def _watched(scene: Scene, found: Heard, one: Watched) -> None:
    """A watched problem: how it stands, its weeks, what happened to it."""
    row, zone = one.row, scene.settings.site.zone
    terms = told.terms_of(str(row["terms"]))
    said, tone = words.now(one.became, found.whole.starts)
    rise = one.became.rise
    now = share(rise.now) if rise.now is not None else "–"
    head = join(
        [words.title(str(row["topic_family"]), terms), tag("span", words.state(row, zone), "chip c-note")]
    )
    put(tag("div", head, "what"), "mk-watched")
    figures = join([tag("b", now, "num"), Safe(" "), tag("span", said, tone)])
    of = words.of_what(rise, has_words=bool(one.keys))
    put(tag("p", join([figures, tag("small", f"{words.week(found.whole)} · {of}")])), "mk-stand")
    changes = history(scene.store.state, int(str(row["id"]))).rows(named=True)
    if any(rise.of):
        picture = chart.picture(one.became, found.whole.starts, changes, zone)
        template.draw(picture, f"weeks_{row['id']}", words.plain_title(str(row["topic_family"]), terms))
    put(_history(changes, one, found, zone))
    with st.container(key=f"watched_ways_{row['id']}", horizontal=True, vertical_alignment="center"):
        if change.may_change(scene):
            change.change(scene, row)
        _contacts(scene, found, str(row["topic_family"]), one.keys, f"watched_{row['id']}")


def _history(changes: Sequence[Mapping[str, Any]], one: Watched, found: Heard, zone: Any) -> Safe:
    """What was changed, by whom, and the share of the weeks after it."""
    places = [told.place(found, row["at"].astimezone(zone).date()) for row in changes]
    after = steps(one.became.rise, places)
    cells = [
        [
            two_lines(day(row["at"].astimezone(zone).date()), row["by"]),
            two_lines(
                _(words.STATES.get(row["state"], row["state"])),
                " · ".join(part for part in (words.who(row["owner"]), row["words"] or "") if part),
            ),
            words.since_then(step),
        ]
        for row, step in zip(changes, after, strict=True)
    ]
    heads = [_("Changed"), _("How it stands"), _("Share since then")]
    return report(heads, cells[::-1], is_stacked=True)
