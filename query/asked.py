"""What `query` was asked, checked as a whole: metrics, groups, the window and what narrows it."""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from language import _, marked
from metrics import groups
from metrics.bottlenecks.told import RUNG
from metrics.catalog import METRICS
from metrics.compute import OF_AGENTS, OF_CONTACTS, known
from metrics.forecast.told import AHEAD
from metrics.metric import PARTS, Metric
from metrics.of_customers import OF_CUSTOMERS
from metrics.parts import Terms
from metrics.provisional import REPEATS
from metrics.risk.told import RISK
from metrics.teams.told import TEAM
from metrics.traced_notes import Look
from metrics.week.listed import CHANGES
from metrics.within import LONGEST_DAYS, Within
from settings import LONGEST_S, Settings, nearest
from store.read import NARROW_BY, OF_WORDS, Filters

NOT_BY_AGENT = marked("a contact may pass through several agents, so by agent or team it has no value.")
NOT_BY_QUEUE = marked(
    "an agent who waits, waits for all contacts, so by queue, channel, direction or topic it has no value."
)
NOT_OF_ONE = marked("of one channel alone there are no two, so by channel or queue it has no value.")
OF_UNITS = {"channel", "queue"}  # of which is known whether somebody was there
OF_QUEUES = {"queue", "channel", "direction", "topic"}  # of which the states of agents know nothing


class QueryError(ValueError):
    """Say which argument is wrong, its value and what is allowed."""


def asked(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Check the words of a question, which needs no store: the metrics and what to group by."""
    ids, by = split(given.metrics), split(given.by)
    if not ids:
        raise QueryError(_("No metric was named; `query --list` prints them."))
    try:
        for what, names, listed in (
            ("metric", ids, [*METRICS, *AHEAD, *RUNG, *TEAM, *RISK, *OF_CUSTOMERS, *CHANGES]),
            ("column", by, groups.NAMES),
        ):
            for name in names:
                known(what, name, listed)
    except ValueError as error:
        raise QueryError(str(error)) from error
    if given.threshold is not None and not 0 <= given.threshold <= LONGEST_S:
        sentence = _("--threshold {value} is not a wait; 0 s to a year are.")
        raise QueryError(sentence.format(value=given.threshold))
    if given.threshold is not None and not any(_is_judged(METRICS[name]) for name in ids):
        told = ", ".join(metric.id for metric in METRICS.values() if _is_judged(metric))
        sentence = _("--threshold says what {metrics} count, none of which was asked for.")
        raise QueryError(sentence.format(metrics=told))
    if (nobodys := nobodys_own(given, ids, by)) and len(nobodys) == len(set(ids)):
        said = next(iter(nobodys.values()))
        raise QueryError(f"{', '.join(name for name in nobodys if nobodys[name] == said)}: {said}")
    return ids, by


def _is_judged(metric: Metric) -> bool:
    """Tell whether a metric counts what is answered in time."""
    one, other = Terms(1.0), Terms(2.0)
    parts = [PARTS[name] for name in metric.parts() if name in PARTS]
    return any(not part(one).meta.eq(part(other)) for part in parts)


def nobodys_own(given: argparse.Namespace, ids: Sequence[str], by: Sequence[str]) -> dict[str, str]:
    """Say why metrics have no value by what was asked: contacts as a whole by agent, states by queue."""
    asked_by = {*by, *(pair.partition("=")[0] for pair in given.where)}
    found = {}
    for name in dict.fromkeys(ids):
        if METRICS[name].frame in OF_CONTACTS and OF_AGENTS & set(by):
            found[name] = _(NOT_BY_AGENT)
        elif METRICS[name].frame == "states" and OF_QUEUES & asked_by:
            found[name] = _(NOT_BY_QUEUE)
        elif name == "two_channels" and OF_UNITS & set(by):
            found[name] = _(NOT_OF_ONE)
    return found


def within(given: argparse.Namespace, ids: Sequence[str]) -> Within:
    """Read what is to count as coming again, which only `repeat_rate` asks."""
    options = {"--window": given.window, "--topic": given.topic, "--provisional": given.provisional or None}
    for name, value in options.items():
        if value is not None and REPEATS.id not in ids:
            sentence = _("{name} says how {metric} is counted, which was not asked for.")
            raise QueryError(sentence.format(name=name, metric=REPEATS.id))
    if others := [name for name in ids if name != REPEATS.id and given.provisional]:
        sentence = _("--provisional estimates {metric} alone; ask for {others} without it.")
        raise QueryError(sentence.format(metric=REPEATS.id, others=", ".join(others)))
    if given.window is not None and not 1 <= given.window <= LONGEST_DAYS:
        sentence = _("--window {days} is not known; 1 to {most} days are.")
        raise QueryError(sentence.format(days=given.window, most=LONGEST_DAYS))
    return Within(given.window or Within.days, given.topic or Within.topic)


def look(given: argparse.Namespace, settings: Settings, ids: Sequence[str]) -> Look:
    """Say as of when contacts are looked at, and what counts as coming again. Raises QueryError."""
    return Look(as_of(given, settings), settings.site.timezone, within(given, ids), given.provisional)


def as_of(
    given: argparse.Namespace, settings: Settings, usual: Callable[[Settings], datetime] = Settings.now
) -> datetime:
    """Read the clock: the usual one, now, where none is given. Raises QueryError."""
    return instant("--asof", given.asof, settings.site.zone) or usual(settings)


def filters(given: argparse.Namespace, settings: Settings, at: datetime) -> Filters:
    """Read the window and what narrows it. Raises QueryError.

    Of a contact as a whole `queue` is where it came in, and of a visit its own queue, as in `--by queue`.
    """
    found = window(given, settings, at)
    _check_of_words(found, split(given.metrics))
    _check_of_time(found, split(given.metrics))
    return found


def window(given: argparse.Namespace, settings: Settings, at: datetime) -> Filters:
    """Read the window and what narrows it, of whatever metrics. Raises QueryError."""
    zone = settings.site.zone
    found = Filters(
        as_of=at,
        start=instant("--from", given.start, zone),
        end=instant("--to", given.end, zone),
        where=_where(given.where),
    )
    if found.start and found.end and found.start >= found.end:
        sentence = _("--to {end} is not after --from {start}; the end is exclusive.")
        raise QueryError(sentence.format(end=given.end, start=given.start))
    return found


def _check_of_words(found: Filters, ids: Sequence[str]) -> None:
    """Refuse to narrow by a signal what does not count words, and would be left as it is."""
    others = [name for name in ids if METRICS[name].frame != "texts"]
    for name in OF_WORDS:
        if found.values(name) and others:
            told = ", ".join(metric.id for metric in METRICS.values() if metric.frame == "texts")
            sentence = _("{metric} cannot be narrowed by {name}. Only these can: {known}.")
            raise QueryError(sentence.format(metric=others[0], name=name, known=told))


def _check_of_time(found: Filters, ids: Sequence[str]) -> None:
    """Refuse to narrow the time in which somebody was there by what it knows nothing of."""
    others = [name for name, _values in found.where if name not in OF_UNITS]
    timed = [name for name in ids if METRICS[name].frame == "staffed"]
    if timed and others:
        sentence = _("{metric} cannot be narrowed by {name}, only by channel or queue.")
        raise QueryError(sentence.format(metric=timed[0], name=others[0]))


def split(words: str | None) -> list[str]:
    """Take apart names with commas between them."""
    return [word.strip() for word in words.split(",") if word.strip()] if words else []


def instant(name: str, value: str | None, zone: ZoneInfo) -> datetime | None:
    """Read a local day or an instant; without an offset it is the site's local time."""
    if value is None:
        return None
    try:
        if len(value) == len("1999-02-01"):
            read = datetime.combine(date.fromisoformat(value), time(), zone)
        else:
            read = datetime.fromisoformat(value)
    except ValueError:
        sentence = _(
            "{name} {value!r} is neither a day such as 1999-02-01 nor an instant such as"
            " 1999-02-01T08:30:00+02:00."
        )
        raise QueryError(sentence.format(name=name, value=value)) from None
    if not 1900 <= read.year < 2200:
        sentence = _("{name} {value!r} lies too far away; the years 1900 to 2199 are allowed.")
        raise QueryError(sentence.format(name=name, value=value))
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def parted(pairs: Sequence[str]) -> list[tuple[str, str]]:
    """Part COL=VALUE pairs. Raises QueryError for what is none."""
    for pair in pairs:
        if "=" not in pair:
            raise QueryError(_("--where {pair!r} is not of the form COL=VALUE.").format(pair=pair))
    return [(name, value) for name, _equals, value in (pair.partition("=") for pair in pairs)]


def _where(pairs: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Collect COL=VALUE pairs; several values of one column are alternatives."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in parted(pairs):
        if name not in (*NARROW_BY, *OF_WORDS):
            raise QueryError(_not_narrowed(name))
        found[name] = (*found.get(name, ()), value)
    return tuple(found.items())


def _not_narrowed(name: str) -> str:
    known = (*NARROW_BY, *OF_WORDS)
    if name in groups.NAMES:
        sentence = _("Figures are told --by {name}, but not narrowed by it. They can be by: {known}.")
    else:
        sentence = _("Unknown column {name!r}{hint} Known: {known}.")
    return sentence.format(name=name, hint=nearest(name, known), known=", ".join(known))
