"""The week's headline figures as a mail: each against its target and against the week before."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from emails.message import Message
from emails.render import html, text
from emails.writing import Writing, in_words
from language import _, date, figure, marked, ngettext, number
from metrics.catalog import METRICS
from metrics.compare import Figure, compare, is_judgeable
from metrics.compute import compute
from metrics.periods import Period
from metrics.wording import ChangeWords, change_words
from settings import Settings
from settings.targets import target
from store.mail_weeks import PINNED_FOR, Sums
from store.opened import Store
from store.read import Filters, Reading, Viewer, open_reading
from store.weekdays import Week

HEADLINES: Final = ("service_level", "abandon_rate", "misroute_rate", "csat", "fcr", "promise_kept_rate")
# Known a week late: whether somebody came again within seven days. They are told of the week before.
LATE: Final = ("fcr",)
VIEWER: Final = Viewer("weekly mail", "executive")
BY_ITSELF = marked("You get this each week because an admin of Moked put you on the list, or by your role.")
BY_HAND = marked("You get this because somebody sent it by hand.")


def sums(store: Store, settings: Settings, week: Week, now: datetime) -> Sums | None:
    """Count the headline figures of a week and of the one before; None while nothing has been published."""
    start, end = week.earlier(2).instants(settings.site)[0], week.instants(settings.site)[1]
    reading = open_reading(store, settings, VIEWER, Filters(as_of=now, start=start, end=end))
    if reading is None:
        return None
    figures = _figures(reading, settings, week)
    none = [_(METRICS[name].label) for name in HEADLINES if figures[name]["value"] is None]
    missing = [_("Nothing is known of this week: {name}.").format(name=name) for name in none]
    more = {
        "before": _figures(reading, settings, week.earlier(1)),
        "targets": {name: target(settings.targets, name, week.last) for name in HEADLINES},
        "rows": _contacts(reading, settings, week),
    }
    return Sums(reading.publication.id, figures, more, tuple(missing) if len(none) == len(HEADLINES) else ())


def week_of(name: str, week: Week) -> Week:
    """Say of which week a figure is told in the mail of a week."""
    return week.earlier(1) if name in LATE else week


def _figures(reading: Reading, settings: Settings, week: Week) -> dict[str, dict[str, float | None]]:
    found = {}
    for name in HEADLINES:
        period = Period(*week_of(name, week).instants(settings.site))
        rows = compute(reading.frames, [name], (), period, week_start=settings.site.week_start)
        found[name] = {**rows[name][0], "version": float(METRICS[name].version)}
    return found


def _contacts(reading: Reading, settings: Settings, week: Week) -> float:
    period = Period(*week.instants(settings.site))
    return float(compute(reading.frames, ["contacts"], (), period)["contacts"][0]["value"] or 0)


def message(writing: Writing) -> Message:
    """Write the mail."""
    seen = view(writing)
    return Message(
        seen["title"],
        text("headlines.txt", **seen),
        html("headlines.html", **seen),
        thread=writing.thread,
        unsubscribe=writing.ways_out,
    )


def view(writing: Writing) -> dict[str, Any]:
    """Give all words of the mail, in the order in which both its texts show them."""
    told, settings = writing.told, writing.settings
    rows = [_row(name, told.sums, told.week) for name in HEADLINES]
    when = in_words(told.week)
    return {
        "title": _subject(told.sums, when),
        "preheader": _lead(told.sums),
        "kind": _("Executive snapshot"),
        "when": when,
        "centre": settings.site.name,
        "demo": _("Demo data: a simulated contact centre, not a real one.") if settings.is_demo else None,
        "tone": "accent",
        "headline": _headline(told.sums),
        "lead": _lead(told.sums),
        "before": [*told.sums.missing, *writing.skipped],
        "rows": rows,
        "anew": writing.anew,
        "anew_title": _("Set right since"),
        "button": _("Open the week in Moked"),
        "link": _link(settings, told.week),
        "notes": _notes(writing),
        "ways_out": writing.ways_out,
        "way_out": _("Get no more of these mails"),
        "footer": _(BY_HAND if writing.by_hand else BY_ITSELF),
    }


def _row(name: str, sums: Sums, week: Week) -> dict[str, str]:
    """A metric as the table shows it: name and what it counts, value, status against target, change."""
    metric, one = METRICS[name], sums.figures[name]
    change = compare(metric, one, sums.more["before"][name])
    counted = ngettext("of {n}", "of {n}", int(one["denominator"] or 0))
    of = counted.format(n=number(one["denominator"]))
    told_of = _("{of}, {week}").format(of=of, week=in_words(week_of(name, week))) if name in LATE else of
    return {
        "label": _(metric.label),
        "of": told_of,
        "value": figure(one["value"], metric.unit),
        "status": _status(name, one, sums.more["targets"][name]),
        "change": _moved(change_words(metric, change)),
    }


def _moved(words: ChangeWords) -> str:
    """Say how much it moved; noise has no direction."""
    mark = "≈" if words.tone == "noise" else words.arrow
    moved = f"{mark} {words.amount}".strip()
    return f"{moved}, {words.against}" if words.amount else f"{mark} {words.against}".strip()


def _status(name: str, one: Figure, aim: float | None) -> str:
    metric = METRICS[name]
    if aim is None:
        return _("no target")
    if one["value"] is None or not is_judgeable(metric, one):
        return _("too few to judge")
    is_met = one["value"] >= aim if metric.direction == "higher" else one["value"] <= aim
    words = _("✓ on target {aim}") if is_met else _("○ not on target {aim}")
    return words.format(aim=figure(aim, metric.unit))


def _headline(sums: Sums) -> str:
    """Say what moved beyond noise, one clause each."""
    before = sums.more["before"]
    verdicts = {name: compare(METRICS[name], sums.figures[name], before[name]) for name in HEADLINES}
    better = [_(METRICS[name].label) for name in HEADLINES if verdicts[name].verdict == "better"]
    worse = [_(METRICS[name].label) for name in HEADLINES if verdicts[name].verdict == "worse"]
    if not better and not worse:
        return _("No change beyond noise against the week before.")
    said = [_("Better than the week before: {names}.")] if better else []
    said += [_("Worse than the week before: {worse}.")] if worse else []
    return " ".join(said).format(names=", ".join(better), worse=", ".join(worse))


def _lead(sums: Sums) -> str:
    aims: Mapping[str, float | None] = sums.more["targets"]
    values = {name: sums.figures[name]["value"] for name in HEADLINES}
    judged = [name for name in HEADLINES if aims[name] is not None and values[name] is not None]
    met = sum(_status(name, sums.figures[name], aims[name]).startswith("✓") for name in judged)
    words = ngettext("{n} contact.", "{n} contacts.", round(sums.more["rows"]))
    said = [words.format(n=number(sums.more["rows"]))]
    if judged:
        on = ngettext("{met} of {n} target met.", "{met} of {n} targets met.", len(judged))
        said.append(on.format(met=number(met), n=number(len(judged))))
    return " ".join(said)


def _subject(sums: Sums, when: str) -> str:
    values = {name: sums.figures[name]["value"] for name in HEADLINES}
    known = [name for name in HEADLINES if values[name] is not None][:2]
    told = [f"{_(METRICS[name].label)} {figure(values[name], METRICS[name].unit)}" for name in known]
    return f"{', '.join(told) or _('Nothing is known')}: {when}"


def _link(settings: Settings, week: Week) -> str | None:
    """The page of the same week; its figures are today's, and the mail says so."""
    if settings.site.address is None:
        return None
    days = f"from={week.first.isoformat()}&to={(week.last + timedelta(days=1)).isoformat()}"
    return f"{settings.site.address.rstrip('/')}/queues?{days}"


def _notes(writing: Writing) -> list[str]:
    """How far to trust it: as of when, from what, and until when it can be counted again."""
    told = writing.told
    stands = _("Counted on {time} from publication {n}, which can be read until {until}.")
    until = date((told.at + PINNED_FOR).astimezone(writing.zone).date())
    noise = _("Within noise means that the difference is no larger than chance makes it.")
    late = _("What is known a week late is told of the week before, which stands beside it.")
    zone = _("Times are those of {zone}.").format(zone=writing.zone.key)
    said = stands.format(time=writing.stands_on, n=told.sums.publication, until=until)
    return [said, noise, late, zone]
