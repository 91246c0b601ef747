"""What they say: how often each signal is heard, and the texts themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from language import _, marked, number
from ui import asked as asking
from ui import cards, filters, markup, notices
from ui.asked import Query
from ui.cards import Slot
from ui.contacts.table import pager
from ui.page import Page
from ui.voices import clicks, learned, names, places, words
from ui.voices.choosing import select
from ui.voices.hiding import seen_by
from ui.voices.story import Heard, Story
from ui.voices.table import table
from ui.voices.text import text
from ui.voices.verbatims import (
    ANY,
    DOUBTED,
    EVERY,
    MOST_REVIEWED,
    ROWS_A_PAGE,
    Listed,
    Wanted,
    languages,
    listed,
)
from ui.words import AGAINST, LANGUAGES, language

LOOKED_FOR = "voices_words"
ASKED_WORDS = "voices_asked_words"  # survives leaving the page, which the widget's own key does not
AUTHORS: dict[str, str] = {"customer": marked("By customers"), "agent": marked("By agents")}
LOOK: dict[str, str] = {ANY: marked("Any signal"), EVERY: marked("Every text")}
DOUBTS: dict[str, str] = {DOUBTED: marked("What the model doubts")}


def wanted(given: Query, problems: list[str]) -> Wanted:
    """Which texts the address asks for, and the session's words."""
    signal = asking.one(given, "signal", tuple(names.SIGNALS), "", []) or asking.one(
        given, "texts", (EVERY, DOUBTED), ANY, problems
    )
    author = asking.one(given, "author", tuple(AUTHORS), "", problems)
    language = (given.get("language") or [""])[-1]
    return Wanted(signal, language, author, st.session_state.get(ASKED_WORDS, ""))


def signals(page: Page, story: Story, found: Sequence[Heard], given: Query, chosen: str) -> None:
    """Every signal with its share; a name leads to the texts below."""
    cards.title(_("What is heard in notes and comments"), _how(story))
    kept = {name: list(values) for name, values in given.items() if name not in ("signal", "page", "texts")}
    here = {name: {**kept, **({} if name == chosen else {"signal": [name]})} for name in names.SIGNALS}
    bare = replace(page.asked, narrowed=())
    judged = clicks.judged(page.scene, story.window)
    is_compared = page.asked.against != "none"
    markup.show(table(found, bare, here, judged, chosen, is_compared=is_compared))


def _how(story: Story) -> str:
    """What is counted, what it is compared with, and where a click leads."""
    against = _(AGAINST[story.asked.against])
    if story.asked.against != "none" and story.earlier is None:
        against = _("the data do not reach back far enough to compare")
    said = _("Share of contacts with words · {against} · 12 weeks · click a name for its texts")
    return said.format(against=against)


def where(page: Page, story: Story, found: Sequence[Heard], chosen: str, by: str) -> None:
    """Where the chosen signal is heard, else that which is heard most."""
    signal = chosen or found[0].signal
    whole = next(one.now for one in found if one.signal == signal)
    told = places.places(story, signal, by)
    cards.title(places.title(told, signal, whole), _("Share of contacts with words · by the contact"))
    filters.choose("by", {name: _(label) for name, label in places.DIMENSIONS.items()}, by)
    markup.show(places.table(told, signal, replace(page.asked, narrowed=())))
    if rest := places.left_out(told):
        st.caption(rest)


def texts(page: Page, story: Story, given: Query, asked: Wanted, slot: Slot, problems: list[str]) -> None:
    """The texts that are asked for, ten a page, each with the words that tell something."""
    with cards.figure(slot):
        at_title = st.container()
        spoken = _languages(page, story)
        language = asking.one({"language": [asked.language]}, "language", tuple(spoken), "", problems)
        asked = replace(asked, language=language)
        _choices(page, asked, spoken)
        first = listed(page.scene, story.window, asked, 0)
        with at_title:
            cards.title(_title(asked), _counted(asked, first))
        if not first.total and asked.signal == DOUBTED:
            learned.nothing_doubted()
            return
        if not first.total:
            notices.state("search_off", _("No text fits"), _("Take a filter off, or choose another period."))
            return
        number = asking.page(given, first.pages, problems) - 1
        shown = listed(page.scene, story.window, asked, number) if number else first
        chosen = asked.signal if asked.signal in names.SIGNALS else ""
        _list(page, shown, chosen)
        if (turned := pager(number, shown.total, ROWS_A_PAGE)) is not None:
            filters.put(page=str(turned + 1))
            st.rerun()


def _counted(asked: Wanted, found: Listed) -> str:
    """How many texts there are, of how many that were read, and in what order they stand."""
    if asked.signal == DOUBTED:
        among = _("among the newest {n} with such a signal, the most doubted first")
        return f"{words.counted(found.total, found.contacts)} · {among.format(n=number(MOST_REVIEWED))}"
    told = (
        words.counted(found.total, found.contacts)
        if asked.signal == EVERY
        else words.heard_in(found.total, found.read, found.contacts, is_one=asked.signal != ANY)
    )
    return f"{told} · {_('each on the day its contact began, the newest contact first')}"


def _title(asked: Wanted) -> str:
    if asked.signal in names.SIGNALS:
        return _("In their own words: {signal}").format(signal=names.signal(asked.signal))
    return _("In their own words")


def _list(page: Page, shown: Listed, chosen: str) -> None:
    scene, hide = page.scene, seen_by(page.scene)
    told = learned.opinion(scene, shown.rows)
    for row in shown.rows.iter_rows(named=True):
        with st.container(key=f"voice_{row['text_id']}"):
            markup.show(text(row, scene.settings.site.zone, chosen, hide))
            if clicks.may_click(scene):
                clicks.feedback(scene, row)
                learned.beside(told, row["text_id"])
            elif heard := [name for name in names.SIGNALS if row[f"is_{name}"]]:
                markup.show(clicks.chips(heard))


def _languages(page: Page, story: Story) -> dict[str, str]:
    """The languages to choose from: those that have a name here, and what else was written in.

    One in which nobody wrote in this period stays chosen, and no text is shown then.
    """
    return {key: language(key) for key in dict.fromkeys([*languages(page.scene, story.window), *LANGUAGES])}


def _choices(page: Page, asked: Wanted, spoken: Mapping[str, str]) -> None:
    """Choose the signal, the language, who wrote it, and words to look for."""
    with st.container(key="voices_choices", horizontal=True, vertical_alignment="center"):
        looks = {**LOOK, **(DOUBTS if learned.spoken_of(page.scene) or asked.signal == DOUBTED else {})}
        heard = {name: _(label) for name, label in {**looks, **names.SIGNALS}.items()}
        select(_("Signal"), "signal", heard, asked.signal, 232, _heard)
        select(_("Language"), "language", {"": _("All languages"), **spoken}, asked.language, 148)
        select(
            _("Author"),
            "author",
            {"": _("By anybody"), **{key: _(label) for key, label in AUTHORS.items()}},
            asked.author,
            148,
        )
        st.session_state.setdefault(LOOKED_FOR, asked.words)
        st.text_input(
            _("Words to look for"),
            key=LOOKED_FOR,
            placeholder=_("Words to look for"),
            icon=":material/search:",
            width=220,
            label_visibility="collapsed",
            on_change=_looked,
        )


def _heard(_name: str, value: str) -> None:
    """Write down the signal; whether every text is shown stands in the address by a name of its own."""
    signal = value if value in names.SIGNALS else ""
    filters.put(signal=signal, texts=value if value in (EVERY, DOUBTED) else "", page="")


def _looked() -> None:
    st.session_state[ASKED_WORDS] = st.session_state[LOOKED_FOR]
    filters.put(page="")
