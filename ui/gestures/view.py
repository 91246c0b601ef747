"""The cards of the page Gestures."""

from collections.abc import Mapping, Sequence

import streamlit as st

from language import _, marked
from metrics.compare import Figure
from metrics.gesture_effects import Compared
from settings import Money
from store.read import Viewer
from ui import cards, filters, markup, navigation, notices
from ui.charts import template
from ui.charts import weekly as chart
from ui.gestures import money, tables, words
from ui.gestures.story import PEOPLE, Story
from ui.markup import join, tag
from ui.queues.charts import ticks
from ui.readings import NOTHING
from ui.repeats.long import Long

ALIKE = marked(
    "topic, channel, number of the contact, transfer, wait, segment, complaint and said to be solved"
)


def people(viewer: Viewer) -> dict[str, str]:
    """By whom gestures may be told apart: agents only for who may know them."""
    return {name: _(label) for name, label in PEOPLE.items() if name != "agent" or viewer.sees_agents}


def half(key: str, title: str, days: str) -> None:
    """Head one half of the page with the days that all of its figures are of."""
    with st.container(key=f"half_{key}"):
        markup.show(tag("div", join([tag("h2", title), tag("span", days)]), "mk-half"))


def nothing() -> None:
    """Say that there is no gesture in the period."""
    with st.container(key="card_ungiven"):
        what = _("Contacts were answered, and a source tells of gestures; none was given in them.")
        notices.state("redeem", _("Nobody got a gesture in this period"), what)


def untold() -> None:
    """Say that no source tells of gestures, and what one would have to send."""
    with st.container(key="card_ungiven"):
        what = _(
            "A source has to send the table gestures: of which contact, what was given, what it cost, on"
            " whose authority and when. README shows how, beside surveys, notes and promises."
        )
        notices.state("redeem", _("No source tells what is given out of goodwill"), what)


def followed(found: Sequence[Compared], long: Long) -> None:
    """What followed contacts with a gesture, against contacts alike without one."""
    note = _("Associated, not caused: against contacts alike in {alike} · line: 95 %")
    cards.title(words.followed(found), note.format(alike=_(ALIKE)))
    heads = [_("After a gesture"), _("less · more"), _("Difference")]
    markup.show(tables.forest(found, heads))
    caution = _("Gestures go to contacts that went wrong, often for a reason that no source tells.")
    st.caption(" ".join(part for part in (caution, words.hidden(found)) if part))
    label = _("The contacts with a gesture")
    query = {**long.asked.behind("gesture_rate"), "part": ["yes"]}
    navigation.link("contacts", label, query, "forum")


def waiting(found: Sequence[Compared], story: Story) -> None:
    """How long contacts took in which somebody else had to approve a gesture."""
    rate = story.approvals()
    note = _("Against gestures on an agent's own word in similar contacts, associated · line: 95 %")
    cards.title(words.waiting(rate, found), note)
    heads = [_("With approval"), _("less · more"), _("Difference")]
    markup.show(tables.forest(found, heads))
    said = [
        words.waited(found, int(rate["numerator"] or 0)),
        _("When somebody asked, and who was refused, is in no source: only the time of whole contacts is."),
    ]
    st.caption(" ".join(part for part in said if part))


def authority(story: Story, now: Mapping[str, Figure], costs: Money) -> None:
    """On whose authority gestures were given."""
    cards.title(words.authority(now.get("gesture_approval_rate", NOTHING)), money.unit(costs))
    markup.show(tables.gifts(story.gifts("authority"), "authority", story.asked, costs))


def who(story: Story, by: str, known: Mapping[str, str], costs: Money) -> None:
    """By whom gestures were given, in the order of their names."""
    title = _("By whom, beside what is usual for the contacts they had")
    cards.title(
        title, _("In the order of names · usual: as often as all together for these topics and channels")
    )
    if len(known) > 1:
        filters.choose("by", dict(known), by)
    with st.container(key="people", height=520 if by == "agent" else "content", border=False):
        markup.show(tables.people(story.people(by), by, story.asked, costs))


def topics(story: Story, costs: Money) -> None:
    """For what gestures were given."""
    rows = story.topics()
    more = words.topics(tables.MOST_TOPICS, rows.height)
    cards.title(_("For what: the topics that cost most"), _("The costliest first · bar: cost"))
    markup.show(tables.topics(rows, story.asked, costs))
    if more:
        st.caption(more)


def gifts(story: Story, now: Mapping[str, Figure], costs: Money) -> None:
    """What was given."""
    cards.title(_("What was given"), f"{_('The costliest first')} · {money.unit(costs)}")
    markup.show(tables.gifts(story.gifts("kind"), "kind", story.asked, costs))
    if left := words.unpriced(now["gestures"], now["gesture_cost_each"]):
        st.caption(left)


def weekly(story: Story) -> None:
    """How the share of contacts with a gesture went, week by week."""
    points = story.points()
    finding = words.weekly(points)
    cards.title(
        finding, _("By the week of the contact · band: 95 %") if points else _("No week is whole yet.")
    )
    drawn = points and template.draw(chart.weekly(points, ticks(points, "week")), "week_chart", finding)
    if drawn:
        navigation.go("contacts", story.asked.behind("gesture_rate", **drawn))
