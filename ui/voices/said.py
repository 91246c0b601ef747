"""What they say: how often each signal is heard, and the texts themselves."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from language import _, marked
from ui import asked as asking
from ui import cards, filters, markup, notices
from ui.asked import Query
from ui.cards import Slot
from ui.contacts.table import pager
from ui.page import Page
from ui.satisfaction.words import LANGUAGES
from ui.voices import clicks, learned, names, places, words
from ui.voices.choosing import select
from ui.voices.hiding import seen_by
from ui.voices.story import Heard, Story
from ui.voices.table import table
from ui.voices.text import text
from ui.voices.verbatims import ANY, DOUBTED, EVERY, ROWS_A_PAGE, Listed, Wanted, languages, listed

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
    cards.title(
        _("What is heard in notes and comments"),
        _("Share of contacts with words · against the weeks before · 12 weeks · click a name for its texts"),
    )
    kept = {name: list(values) for name, values in given.items() if name not in ("signal", "page", "texts")}
    here = {name: {**kept, **({} if name == chosen else {"signal": [name]})} for name in names.SIGNALS}
    bare = replace(page.asked, narrowed=())
    judged = clicks.judged(page.scene, story.window)
    markup.show(table(found, bare, here, judged, chosen))


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
        asked = _spoken(page, story, asked)
        _choices(page, story, asked)
        first = listed(page.scene, story.window, asked, 0)
        with at_title:
            cards.title(_title(asked), words.counted(first.total, first.contacts))
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


def _spoken(page: Page, story: Story, asked: Wanted) -> Wanted:
    """What is asked for, in every language where nobody wrote in the one that the address names."""
    return asked if asked.language in languages(page.scene, story.window) else replace(asked, language="")


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


def _choices(page: Page, story: Story, asked: Wanted) -> None:
    """Choose the signal, the language, who wrote it, and words to look for."""
    spoken = {
        "": _("All languages"),
        **{key: _(LANGUAGES.get(key, key)) for key in languages(page.scene, story.window)},
    }
    with st.container(key="voices_choices", horizontal=True, vertical_alignment="center"):
        looks = {**LOOK, **(DOUBTS if learned.speaks(page.scene) or asked.signal == DOUBTED else {})}
        heard = {name: _(label) for name, label in {**looks, **names.SIGNALS}.items()}
        select(_("Signal"), "signal", heard, asked.signal, 232, _heard)
        select(_("Language"), "language", spoken, asked.language, 148)
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
