"""Say why somebody is to be thanked, in sentences: the counts first, then why it is not luck.

Never θ, never a rank. A name stands for the person, so that no sentence needs to know who is a she.
"""

from collections.abc import Callable, Sequence

from language import _, listing, marked, ngettext, number, share
from metrics.recognition import MEASURE_NAMES, WEEKS
from metrics.recognition.told import Draw, Evidence, Held, Nominee, Rest

Name = Callable[[str], str]
MANY = 4  # from so many on people are counted

COUNTS = {
    "satisfied": marked("{x} of the {n} customers who answered were satisfied; {e} were to be expected."),
    "solved": marked("{x} of {n} contacts were solved the first time; {e} were to be expected."),
    "kept": marked("{x} of the {n} promises that fell due were kept; {e} were to be expected."),
    "held": marked("{x} of {n} hard contacts were not passed on; {e} were to be expected."),
    "carried": marked(
        "{x} of the {n} contacts that colleagues handed over needed nobody else; {e} expected."
    ),
    "settled": marked("{x} of the {n} contacts that colleagues handed over were solved; {e} expected."),
    "thanked": marked("{x} of {n} customers’ texts say thank you; {e} were to be expected."),
    "made_good": marked(
        "{x} of {n} contacts where something had gone wrong were made good with a gesture, and the customer"
        " did not have to come back; {e} were to be expected."
    ),
}
CHANGES = {
    "satisfied": marked(
        "{now} of customers were satisfied ({x} of {n}), {before} in the eight weeks before."
    ),
    "solved": marked("{now} of contacts were solved the first time ({x} of {n}), {before} before."),
    "kept": marked("{now} of promises were kept ({x} of {n}), {before} in the eight weeks before."),
    "held": marked("{now} of hard contacts were not passed on ({x} of {n}), {before} before."),
}
GUARDS = {
    "short": marked("{x} of {n} contacts ended within 10 seconds ({share}); {usual} is usual."),
    "invited": marked(
        "A survey went to {sent} of {n} contacts ({share}); {usual} is usual, and who was asked was not left"
        " to chance."
    ),
    "passed_on": marked("{x} of {n} hard contacts were passed on ({share}); {usual} is usual."),
    "came_again": marked("After {x} of {n} contacts the customer came again ({share}); {usual} is usual."),
}


def evidence(one: Evidence) -> str:
    """Say one measure in counts: "31 of the 34 customers who answered were satisfied; 24 were …"."""
    if one.n_before and one.observed_before is not None:
        now, before = one.observed / one.n, one.observed_before / one.n_before
        told = {"now": share(now, 0), "before": share(before, 0)}
        return _(CHANGES[one.measure]).format(x=number(one.observed), n=number(one.n), **told)
    told = {"x": number(one.observed), "n": number(one.n), "e": number(one.expected)}
    return _(COUNTS[one.measure]).format(**told)


def paragraph(one: Nominee) -> str:
    """Say what a nominee did, the measure that says most first; what is not above is left to the picture."""
    good = [each for each in one.evidence if each.theta >= 0]
    return " ".join(evidence(each) for each in good)


def not_luck(one: Nominee, name: str) -> list[str]:
    """Say why it is not luck, a sentence each."""
    clear = [each for each in one.evidence if each.is_clear]
    other = [_(MEASURE_NAMES[each.measure]) for each in one.evidence if not each.is_clear]
    same = _("{name}’s contacts are compared only with contacts like them: same queue, topic and channel.")
    if one.award == "improved":
        same = _("{name}’s last eight weeks are compared with the eight before, on the same mix of contacts.")
    sentences = [same.format(name=name), _("Few answers count for less.")]
    n, of = len(clear), len(one.evidence)
    if n:
        words = ngettext(
            "On {n} of {of} measures even the cautious end of the estimate is above the expected.",
            "On {n} of {of} measures even the cautious end of the estimate is above the expected.",
            n,
        )
        sentences.append(words.format(n=number(n), of=number(of)))
    else:
        sentences.append(_("Taken together, even the cautious end of the estimate is above the expected."))
    if other:
        words = _("By these alone {name} cannot be told apart from the average: {measures}.")
        sentences.append(words.format(name=name, measures=listing(other)))
    return sentences


def turn(draw: Draw, name: Name) -> str:
    """Say who is tied and whose turn it is; nothing where nobody else is tied. Many are counted."""
    others = [each for each in draw.among if each != draw.drawn]
    if not others:
        return ""
    names = listing([name(each) for each in draw.among])
    if len(others) >= MANY:
        names = _("{name} and {n} others").format(name=name(draw.drawn), n=number(len(others)))
    tied = _("{names} cannot be told apart this week.").format(names=names)
    had = [each for each in draw.had_turn if each != draw.drawn]
    if draw.drawn not in draw.had_turn and had:
        words = ngettext(
            "{names} had a turn lately, so this one is {name}’s.",
            "{names} had their turns lately, so this one is {name}’s.",
            len(had),
        )
        whose = _("{n} of them").format(n=number(len(had))) if len(had) >= MANY else ""
        whose = whose or listing([name(one) for one in had])
        return f"{tied} {words.format(names=whose, name=name(draw.drawn))}"
    drawn = _("It is {name}’s turn by the draw {seed}, which is kept.")
    return f"{tied} " + drawn.format(name=name(draw.drawn), seed=draw.seed)


def guard(one: Held) -> str:
    """Say why somebody is held back this week, for their lead alone."""
    if one.guard == "invited":
        sent, usual = one.n - one.observed, one.n - one.expected
        shares = {"share": share(sent / one.n, 0), "usual": share(usual / one.n, 0)}
        return _(GUARDS[one.guard]).format(sent=number(sent), n=number(one.n), **shares)
    shares = {"share": share(one.observed / one.n, 0), "usual": share(one.expected / one.n, 0)}
    return _(GUARDS[one.guard]).format(x=number(one.observed), n=number(one.n), **shares)


def rest(one: Rest) -> str:
    """Say how many others there are: no list of them anywhere."""
    as_expected = ngettext(
        "Another {n} agent did as expected.", "Another {n} agents did as expected.", one.as_expected
    )
    sentences = [as_expected.format(n=number(one.as_expected))]
    if one.not_enough:
        few = ngettext(
            "For {n} there is not enough to say yet.",
            "For {n} there is not enough to say yet.",
            one.not_enough,
        )
        sentences.append(few.format(n=number(one.not_enough)))
    return " ".join(sentences)


def how(measures: Sequence[str]) -> str:
    """Say how it is decided, in the words of the mail."""
    words = _(
        "People are compared with what was to be expected on their own contacts of the last {weeks} weeks,"
        " on at least two independent measures ({measures}), and never on speed or volume. Those with too few"
        " contacts are “not enough to say”. There is no list of anyone else."
    )
    names = listing([_(MEASURE_NAMES[each]) for each in measures])
    return words.format(weeks=number(WEEKS), measures=names)
