"""The cards of the page Repeat contacts."""

from datetime import timedelta

from language import _
from ui import cards, data, markup, navigation, notices
from ui.asked import Asked
from ui.charts import template
from ui.charts.weekly import weekly
from ui.data import Window
from ui.queues.charts import ticks
from ui.repeats import open_list, tables, words
from ui.repeats.again import Again
from ui.repeats.chains import open_now
from ui.repeats.coming import Coming
from ui.repeats.long import Long
from ui.repeats.weekly import points
from ui.scene import Scene

OPEN_DAYS = 7


def weeks(metric: str, found: Again, long: Long, reach: str) -> None:
    """How a rate went week by week."""
    drawn = points(found.weeks, metric)
    finding = words.weekly(drawn, metric)
    cards.title(finding, _note(reach, words.weekly_note(drawn, found.weeks.height)))
    if not drawn:
        return
    if step := template.draw(weekly(drawn, ticks(drawn, "week")), f"week_{metric}_chart", finding):
        navigation.go("contacts", long.asked.behind(metric, **step))


def spans(soon: Coming, scene: Scene, asked: Asked) -> None:
    """How many come again, and how soon."""
    cards.title(
        _("How many come again, and how soon"),
        _("Only contacts whose window is over; provisional counts the newest too (1 − Kaplan–Meier)"),
    )
    if tables.has_spans(soon.spans):
        markup.show(tables.spans(soon.spans, scene.settings.site.timezone, asked))
    else:
        early = words.early(soon.spans, scene.settings.site.zone)
        notices.state("hourglass_top", _("Too early to say"), early)


def topics(soon: Coming, scene: Scene, asked: Asked) -> None:
    """What brings people back."""
    said = _("About the same within a week · solved at once: nobody came again")
    cards.title(_("What brings people back"), said)
    if tables.has_topics(soon.topics):
        markup.show(tables.topics(soon.topics, asked))
        return
    since = words.since(soon.since, scene.now, scene.settings.site.zone)
    early = _("No contact has been over for a week; the first will be on {day}.").format(day=since)
    nobody = _("No contact that can be judged says what it was about.")
    if since:
        notices.state("hourglass_top", _("Too early to say"), early)
    else:
        notices.state("help", _("Not known"), nobody)


def lengths(found: Again, long: Long, reach: str) -> None:
    """What issues take."""
    followed = _("Issues that began then, each followed for 30 days · an issue: one customer, one topic")
    cards.title(words.long_ones(found.chains.long), _note(reach, followed))
    if found.chains.long["issues"]["denominator"]:
        markup.show(tables.chains(found.chains, long.asked))
    else:
        notices.state("hourglass_top", _("Too early to say"), _("No issue has been followed for 30 days."))


def still_open(scene: Scene, window: Window) -> None:
    """The long issues that are still open."""
    cards.title(
        _("Long issues that are still open"),
        _("Now, whatever the period: three contacts or more, the last within 7 days"),
    )
    last = data.span(scene).last
    if last is None or last < scene.today - timedelta(OPEN_DAYS):
        none = _("No contact of the last 7 days is in the data.")
        notices.state("help", _("Nobody can say"), none)
        return
    rows = open_now(scene, window)
    open_list.show(rows, scene.settings.site.zone, sees_customers=scene.viewer.sees_customers)
    if not rows.height:
        notices.state("check_circle", _("None"), _("Nobody came three times about the same of late."))


def pairs(found: Again, long: Long, reach: str) -> None:
    """What people come for next."""
    said = _("Within a week, more often than as long before it")
    cards.title(_("What people come for next"), _note(reach, said))
    if found.pairs.filter("is_above").height:
        markup.show(tables.pairs(found.pairs, long.asked))
    elif found.has_pairs:
        notices.state("check_circle", _("Nothing stands out"), _("None follows another more than usual."))
    else:
        few = _("No topic has 30 issues that were followed for a week, with a week of data before them.")
        notices.state("hourglass_top", _("Too few to say"), few)


def numbers(found: Again, long: Long, reach: str) -> None:
    """Satisfaction by the contact's number in its issue."""
    note = _(
        "Satisfied among those who answered, by the contact's number in its issue; against the first,"
        " adjusted for topic and channel"
    )
    cards.title(words.per_contact(found.per_contact), _note(reach, note))
    markup.show(tables.satisfaction(found.per_contact, found.numbers, long.asked))


def _note(reach: str, said: str) -> str:
    """What is drawn, after how far is looked back."""
    return f"{reach} · {said}" if reach else said
