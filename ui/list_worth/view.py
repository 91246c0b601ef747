"""The cards of the page How good is the list."""

import streamlit as st

from language import _, number
from metrics.risk_model.learned import ENOUGH
from metrics.risk_model.worth import WORTH
from ui import cards, definitions, markup, navigation, notices
from ui.charts import template
from ui.list_worth import charts, choice, tables, words
from ui.list_worth.found import Found


def bar() -> None:
    """The way back to the list, and what the figures mean."""
    with st.container(key="filters", horizontal=True, wrap=False, vertical_alignment="center"):
        navigation.link("at_risk", _("The list of this week"), icon="arrow_back")
        st.space("stretch")
        definitions.button(tuple(WORTH), rule=words.rule())


def weeks(found: Found) -> None:
    """Monday by Monday: who of the list left, against chance."""
    title = words.weeks_title(found)
    cards.title(title, words.weeks_note(found))
    template.still(charts.by_week(found), "worth_weeks", title)
    said = [words.earlier(found), words.unjudged(found)]
    markup.show(markup.join(markup.tag("p", one, "foot") for one in said if one))


def ways(found: Found) -> None:
    """The ways to order the list, which one is in use, and why."""
    title, many = choice.chosen_title(found), {way.weeks for way in found.ways}
    n = number(next(iter(many))) if len(many) == 1 else ""
    cards.title(
        title,
        _("On the {n} Mondays on which all were tried · 95 % below each figure").format(n=n) if n else "",
    )
    markup.show(tables.ways(found))
    said = [choice.why(found), choice.this_week(found), choice.learnt(found)]
    markup.show(markup.join(markup.tag("p", one, "foot") for one in said if one))


def steps(found: Found) -> None:
    """What chance was told, and what came."""
    if not found.steps:
        cards.title(_("How true the chances are"))
        what = _("A chance is told once {n} customers have left and a past list could be judged by it.")
        notices.state("percent", _("No chance is told yet"), what.format(n=number(ENOUGH)))
        return
    title = words.steps_title(found)
    cards.title(title, _("By steps of what was told · dash: told · dot: left, with 95 % · scale by tens"))
    template.still(charts.told_and_came(found), "worth_steps", title)
    markup.show(markup.tag("p", words.shown_or_not(found), "foot"))
    errors = [said for way in found.ways if (said := words.brier(way))]
    if errors:
        inside = [words.brier_means(), *errors]
        markup.show(markup.fold(_("Error of the chances"), [markup.tag("p", one, "foot") for one in inside]))


def leaks(found: Found) -> None:
    """Whether any evidence tells the future."""
    cards.title(words.leaks_title(found.study.leaks))
    markup.show(markup.tag("p", words.leaks(found)))


def too_early(found: Found | None) -> None:
    """Say what is missing before a list can be judged."""
    with st.container(key="card_too_early"):
        if found is None:
            said = _("The scheduler judges them within minutes of the first data, then once a week.")
            notices.state("hourglass_top", _("Past lists have not been judged yet"), said)
        elif found.used is None:
            said = _(
                "It takes two weeks of contacts before a list, a week to act on it, and {weeks} in which"
                " customers leave or stay. Come back when your data spans so much."
            )
            notices.state(
                "hourglass_top", _("No past list is old enough"), said.format(weeks=words.within(found))
            )
        else:
            said = _(
                "A source has to say who left and when (churned_on in its records of customers). Where none"
                ' does, set left_by = "silence" under [risk] in moked.toml: then who stays away has left.'
            )
            notices.state("person_off", _("Nobody is known to have left"), said)
