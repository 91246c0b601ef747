"""What the page Recognition says: whom a week thanks, and that nobody is ranked."""

from datetime import date

from language import _, instant, listing, marked, ngettext, number, period, points
from metrics.recognition import AWARD_NAMES, MEASURE_NAMES, MEASURES
from metrics.recognition import words as told
from metrics.recognition.told import Evidence
from metrics.week.own import Own
from store.awards import Given
from store.recognition import Week as Kept
from store.weekdays import Week
from ui.recognition.found import Found
from ui.scene import Scene

ICONS = {
    "best": "workspace_premium",
    "improved": "trending_up",
    "helped": "volunteer_activism",
    "beyond": "redeem",
    "idea": "lightbulb",
}
NOBODY = {
    "best": marked("Nobody stood out beyond chance this week."),
    "improved": marked("Nobody improved beyond chance this week."),
    "helped": marked("Nobody helped colleagues beyond chance this week."),
}
LOOKED_AT = {
    "best": marked("The last eight weeks are compared with what colleagues do with the same contacts."),
    "improved": marked("The last eight weeks are compared with the same person’s eight weeks before."),
    "helped": marked("Looked at are contacts that colleagues handed over: passed on no further, and solved."),
}
GUARD_ICONS = {"short": "timer", "invited": "forward_to_inbox", "passed_on": "redo", "came_again": "replay"}
GUARDS = {
    "short": marked("far more contacts than usual ended within 10 seconds"),
    "invited": marked("surveys went to few, and not by chance"),
    "passed_on": marked("hard contacts passed on far more often than usual"),
    "came_again": marked("customers came again far more often than usual"),
}
TIED = 3


def week(first: date) -> str:
    """Name a week by its days."""
    one = Week(first)
    return period(one.first, one.last)


def known(one: Kept, scene: Scene) -> str:
    """Say as of when a week was judged."""
    return instant(one.as_of, scene.settings.site.timezone)


def sentence(found: Found) -> str:
    """Say on top of the page who is thanked, and who is tied."""
    n = len({one.given.agent_id for one in found.thanks})
    if not n and found.team:
        above = len(found.above)
        if above:
            words = ngettext(
                "{team} has no award this week; {n} colleague did clearly better than to be expected.",
                "{team} has no award this week; {n} colleagues did clearly better than to be expected.",
                above,
            )
            return words.format(team=found.team, n=number(above))
        return _("Nobody of {team} has an award this week.").format(team=found.team)
    if not n:
        return _(NOBODY["best"])
    earned = ngettext(
        "{n} person earned this week’s thanks.", "{n} people earned this week’s thanks.", n
    ).format(n=number(n))
    return " ".join(filter(None, [earned, _tied(found)]))


def _tied(found: Found) -> str:
    """Say shortly who is tied for the first award."""
    drawn = next((one.draw for one in found.of("best") if one.draw), None)
    if drawn is None or len(drawn.among) < 2:
        return ""
    who = found.name(drawn.drawn)
    names = listing([found.name(one) for one in drawn.among])
    if len(drawn.among) > TIED:
        names = _("{n} people").format(n=number(len(drawn.among)))
    return _("For outstanding service {names} are tied; it is {who}’s turn.").format(names=names, who=who)


def difference(one: Evidence) -> str:
    """Say by how much more than expected: +7.1 pp."""
    shares = one.shares
    return points(shares.estimate - shares.expected, signed=True)


def measure(one: Evidence) -> str:
    """Name a measure."""
    return _(MEASURE_NAMES[one.measure])


def award(name: str) -> str:
    """Name an award."""
    return _(AWARD_NAMES[name])


def stands(found: Found, one: Given) -> str:
    """Say who says so: by draw, confirmed, or chosen by a person and why."""
    who, why = found.signed.of(one.who), one.why or ""
    if one.act == "drawn":
        return _("Not confirmed by a lead yet.")
    if one.act == "added":
        return _("Added by {who}: {why}").format(who=who, why=why)
    if one.instead_of:
        words = _("Chosen by {who} instead of {other}: {why}")
        return words.format(who=who, other=found.name(one.instead_of), why=why)
    if one.act == "replaced":
        return _("Chosen by {who}: {why}").format(who=who, why=why)
    return _("Confirmed by {who}.").format(who=who)


def turn(found: Found, agent: str) -> str:
    """Say of somebody clearly above whose turn it is."""
    drawn = next((one for one in found.week.draws if one.award == "best"), None)
    has = [one for one in found.history if one.award == "best" and one.agent_id == agent]
    if has and has[0].week == found.week.week:
        return _("this week")
    if drawn and agent in drawn.had_turn:
        return _("had it lately")
    if has:
        return _("had it {week}").format(week=week(has[0].week))
    return _("tied, not yet") if drawn and agent in drawn.among else _("not yet")


def moved(one: Own) -> tuple[str, str]:
    """Say how a team's figure moved against its own week before, and in which tone."""
    if one.change is None:
        return _("nothing to compare with"), ""
    size = points(one.change, signed=True)
    said = {
        "better": (_("{size}, better"), "better"),
        "worse": (_("{size}, less than before"), "worse"),
    }
    words, tone = said.get(one.verdict, (_("{size}, within noise"), ""))
    return words.format(size=size), tone


def how() -> str:
    """Say how it is decided."""
    return told.how(MEASURES)


def held(n: int) -> str:
    """Say how many are held back by one reason."""
    return ngettext("{n} agent", "{n} agents", n).format(n=number(n))
