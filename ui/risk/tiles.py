"""The tiles of the page At risk."""

from language import _, between, ngettext, number, points
from metrics.risk_effect import LEAST, LEFT_WITHIN, Effect
from ui.notices import Way
from ui.risk import words
from ui.risk.read import Looked
from ui.tiles import Tile


def tiles(found: Looked, effect: Effect | None, currency: str | None) -> list[Tile]:
    """The tiles of a week's list, ready to show."""
    return [
        _to_call(found),
        _worth(found, currency),
        _at_risk(found, currency),
        _worked(found),
        _effect(effect),
    ]


def ways(found: Looked, query: dict[str, str]) -> dict[str, Way]:
    """Where each tile leads: the rows behind its figure."""
    label = _("Customers behind: {figure}")
    names = {"risk_to_call": (_("To call"), "all"), "risk_worked": (_("Worked so far"), "worked")}
    return {
        key: Way("at_risk", label.format(figure=name), {**query, "part": part})
        for key, (name, part) in names.items()
        if found.rows["person"].count()
    }


def _to_call(found: Looked) -> Tile:
    held = found.held_out.height
    out = ngettext("{n} held out at random", "{n} held out at random", held).format(n=number(held))
    return Tile(
        key="risk_to_call",
        label=_("To call"),
        definition=_(
            "The first customers with points, as many as can be called (capacity under [risk] in moked.toml):"
            " those with the most points, of equal ones the more valuable; or, once weights learnt from who"
            " left are no worse, those likeliest to leave. One in ten is held out at random, so"
            " that it can be told whether calling helps. Who was called less than a week before is not called"
            " again."
        ),
        value=number(found.to_call.height),
        target=_("of {n} a week").format(n=number(found.week.capacity)),
        foot=out if held and not found.hidden else "",
    )


def _worth(found: Looked, currency: str | None) -> Tile:
    known = found.to_call["value"].drop_nulls()
    total = float(known.sum()) if known.len() else None
    n = found.to_call.height
    return Tile(
        key="risk_worth",
        label=_("Their yearly value"),
        definition=_(
            "What those to call are worth a year, by their records. What is not known is not counted."
        ),
        value=words.value(total, currency),
        target=_("a year"),
        foot=_("known of {n} of {all}").format(n=number(known.len()), all=number(n)),
    )


def _at_risk(found: Looked, currency: str | None) -> Tile:
    week = found.week
    worth = words.value(week.at_risk_value, currency)
    return Tile(
        key="risk_all",
        label=_("With any evidence"),
        definition=words.means(),
        value=number(week.at_risk),
        target=_("of {n} customers").format(n=number(week.customers)),
        foot=_("worth {value} a year").format(value=worth),
        foot_end=_("known of {n}").format(n=number(week.at_risk_known)),
    )


def _worked(found: Looked) -> Tile:
    rows, n = found.worked, found.to_call.height
    kept, lost = (rows.filter(state=state).height for state in ("kept", "lost"))
    return Tile(
        key="risk_worked",
        label=_("Worked so far"),
        definition=_("Customers of this list of whom somebody said since Monday what came of it."),
        value=number(rows.height),
        target=_("of {n} to call").format(n=number(n)),
        foot=_("{kept} stay, {lost} lost").format(kept=number(kept), lost=number(lost)),
    )


def _effect(effect: Effect | None) -> Tile:
    tile = Tile(
        key="risk_effect",
        label=_("What calling changes"),
        definition=_(
            "Of customers listed to be called and of those held out at random: the share who left within"
            " {days} days of the first list of a quarter that showed them. All listed count, called or not,"
            " since only the draw is fair. Told from {least} on each side."
        ).format(days=LEFT_WITHIN.days, least=LEAST),
        value="–",
        state="none",
    )
    if effect is None:
        return tile
    n = tuple(int(one["denominator"] or 0) for one in (effect.called, effect.held_out))
    foot = _("judged so far: {n} and {others} held out").format(n=number(n[0]), others=number(n[1]))
    if effect.difference is None or effect.bounds is None:
        soon = _("too early: {days} days have to pass").format(days=LEFT_WITHIN.days)
        return Tile(**{**vars(tile), "target": soon, "foot": foot})
    low, high = effect.bounds
    told = points(effect.difference, signed=True)
    sure = between(100 * low, 100 * high, "points")
    return Tile(
        **{
            **vars(tile),
            "value": told,
            "target": _("fewer leave"),
            "foot": foot,
            "foot_end": sure,
            "state": "",
        }
    )
