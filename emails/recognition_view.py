"""All words of the recognition mail, once, in the order in which HTML and plain text show them."""

from typing import Any

from emails.estimate_bands import counted, floor
from emails.post import Post, footer, until
from emails.recognition import Band, Count, CountKind, History, Quote, Recognition, Thanked
from emails.snapshot import Headline
from emails.snapshot_words import change, count, figure, name_of
from language import _, date, duration, listing, marked, ngettext, number, period, share

COUNTS: dict[CountKind, tuple[str, str]] = {
    "kind_words": (marked("kind word from a customer"), marked("kind words from customers")),
    "promises_kept": (marked("promise kept"), marked("promises kept")),
    "answered_in_time": (marked("answered within {time}"), marked("answered within {time}")),
}
NTH = (
    *(marked("first"), marked("second"), marked("third"), marked("fourth"), marked("fifth")),
    *(marked("sixth"), marked("seventh"), marked("eighth"), marked("ninth"), marked("tenth")),
)
QUOTES = {"he": "״{words}״", "ar": "«{words}»", "ru": "«{words}»", "de": "„{words}“", "fr": "« {words} »"}


def view(week: Recognition, post: Post) -> dict[str, Any]:
    """Give all that is said; who shows it draws the picture."""
    return {
        "title": subject(week),
        "kind": _("Recognition"),
        "centre": week.team,
        "when": period(*week.week),
        "demo": _("Demo data: a simulated contact centre, not a real one.") if week.is_demo else "",
        "preheader": preheader(week),
        "best": _best(week.best, week) if week.best else None,
        "headline": _("Thank you, {team}.").format(team=week.team),
        "lead": lead(week),
        "well": well(week),
        "too": _("Thank you, too"),
        "others": [_other(one) for one in week.others],
        "voices_head": _("What customers wrote"),
        "voices": [_quote(one) for one in week.voices],
        "pasts": _pasts(week),
        "counts_head": _("Everyone, this week"),
        "counts": [_count(one) for one in week.counts],
        "button": _("Open this week in Moked"),
        "notices": week.notices if week.best or week.others else (),
        "link": post.link,
        "how_head": _("How this is decided"),
        "how": week.how,
        "leave_ask": _("Rather not be named?"),
        "leave_words": _("Leave recognition"),
        "leave_end": _("Nobody is told."),
        "leave": week.leave,
        "footer": footer(
            post, week.because or _("because you are in {team} or lead it").format(team=week.team)
        ),
        "last": _("Definitions: recognition v{version}. Publication {n}, data to {until}.").format(
            version=week.version, n=week.publication, until=until(week.until, post)
        ),
    }


def subject(week: Recognition) -> str:
    """Say it in the line that a list of mails shows."""
    if week.best:
        return f"{week.best.award}: {week.best.name}"
    return _("What {team} did well: {week}").format(team=week.team, week=period(*week.week))


def preheader(week: Recognition) -> str:
    """Say what the subject does not."""
    if week.best:
        return week.best.evidence[0] if week.best.evidence else week.best.of
    return " ".join(well(week)) or lead(week)


def lead(week: Recognition) -> str:
    """Say, where nobody has the award, what comes instead."""
    if week.others:
        words = _(
            "Nobody of {team} has the award for outstanding service this week, but these colleagues are to be"
            " thanked."
        )
        return words.format(team=week.team)
    if week.notices:
        return " ".join(week.notices)
    nobody = _("Nobody of {team} stood out beyond chance this week.").format(team=week.team)
    return f"{nobody} " + _("This is what the team did well together.") if well(week) else nobody


def well(week: Recognition) -> list[str]:
    """Say what a team did well: what got better beyond noise."""
    words, of = _("{name}: {value}, {change} than the week before."), _("{team}: {said}")
    said = [(team, one) for team, past in (("", week.past), *week.teams) for one in past]
    better = [(team, one) for team, one in said if one.moved.verdict == "better"]
    told = [
        (team, words.format(name=name_of(one.id), value=figure(one.id, one.value), change=change(one).words))
        for team, one in better
    ]
    return [of.format(team=team, said=line) if team else line for team, line in told]


def initials(name: str) -> str:
    """Give the first letters of a first and a last name."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()


def chart_title(bands: tuple[Band, ...]) -> str:
    """Say on how many measures somebody is clearly above what was expected."""
    clear = sum(one.is_clear for one in bands)
    if not clear:
        return _("Above what was expected, taken together")
    words = _("Above what was expected on {clear} of {all}")
    return words.format(clear=count(clear), all=count(len(bands)))


def chart_alt(bands: tuple[Band, ...]) -> str:
    """Say all that the picture shows."""
    clear, other = _("{name}: {counts}, clearly above."), _("{name}: {counts}, not clearly above.")
    return " ".join(
        (clear if one.is_clear else other).format(name=one.name, counts=counted(one)) for one in bands
    )


def chart_note(bands: tuple[Band, ...], weeks: int) -> str:
    """Say what the picture's signs mean."""
    words = ngettext(
        "Dot: the estimate. Band: its cautious range. Upright line: expected on the same contacts. Last {n}"
        " week, {low} to {high}.",
        "Dot: the estimate. Band: its cautious range. Upright line: expected on the same contacts. Last {n}"
        " weeks, {low} to {high}.",
        weeks,
    )
    return words.format(n=number(weeks), low=share(floor(bands), 0), high=share(1.0, 0))


def history(one: Thanked) -> str:
    """Say how often somebody was thanked, who was lately, and who confirmed it."""
    told = one.history
    said = [_times(one.name, told)]
    if told.others:
        others = [f"{name} ({period(*days)})" for name, days in told.others]
        said.append(_("Before that: {names}.").format(names=listing(others)))
    if told.confirmed_by:
        said.append(_("Confirmed by {name}.").format(name=told.confirmed_by))
    return " ".join(said)


def _times(name: str, told: History) -> str:
    if told.times < 2 or told.last is None:
        return _("The first award for {name}.").format(name=name)
    if told.times > len(NTH):
        words = _("Award {nth} for {name}, after that of {day}.")
        return words.format(nth=number(told.times), name=name, day=date(told.last))
    words = _("The {nth} award for {name}, after that of {day}.")
    return words.format(nth=_(NTH[told.times - 1]), name=name, day=date(told.last))


def _best(one: Thanked, week: Recognition) -> dict[str, Any]:
    first, *rest = one.evidence or ("",)
    return {
        **_other(one),
        "first": first,
        "rest": " ".join(rest),
        "not_luck": _("Why this is not luck"),
        "reasons": one.reasons,
        "history": history(one),
        "chart_note": chart_note(one.bands, week.weeks),
    }


def _other(one: Thanked) -> dict[str, Any]:
    return {
        "award": one.award,
        "name": one.name,
        "of": one.of,
        "initials": initials(one.name),
        "evidence": " ".join(one.evidence),
        "quote": _quote(one.quote) if one.quote else None,
    }


def _quote(one: Quote) -> dict[str, Any]:
    marks = QUOTES.get(one.language or "", "“{words}”")
    return {"words": marks.replace("{words}", one.words), "lang": one.language or "", "source": one.source}


def _pasts(week: Recognition) -> list[dict[str, Any]]:
    """Put each team beside its own week before."""
    alone = [(_("The team beside its own week before"), week.past)] if week.past else []
    each = [(_("{team} beside its own week before").format(team=name), past) for name, past in week.teams]
    return [{"head": head, "rows": [_past(one, week) for one in past]} for head, past in (*alone, *each)]


def _past(one: Headline, week: Recognition) -> dict[str, Any]:
    moved = change(one)
    n = _("n {n}").format(n=number(one.n))
    return {
        "of": f"{n}, {period(*one.period)}" if one.period and one.period != week.week else n,
        "name": name_of(one.id),
        "value": figure(one.id, one.value),
        "mark": moved.mark,
        "change": moved.words,
        "tone": moved.tone,
    }


def _count(one: Count) -> tuple[str, str]:
    words = ngettext(*COUNTS[one.kind], one.n)
    return number(one.n), words.format(time=duration(one.within_s))
