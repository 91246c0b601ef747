"""What the minutes of the page Routing cost, where the organisation says what a minute costs it."""

from language import _, listing, money
from settings import Money


def said(costs: Money, handling_minutes: float, waiting_minutes: float) -> str:
    """An amount in words; empty where no cost is set."""
    amount = costs.of(handling_minutes, waiting_minutes)
    return "" if amount is None or costs.currency is None else money(amount, costs.currency)


def rates(costs: Money) -> str:
    """What a minute costs, or that nobody says so and where to say it."""
    if not costs.is_set or costs.currency is None:
        return _("In minutes only: what a minute costs can be set under [money] in moked.toml.")
    each = {
        _("{cost} for a minute of handling"): costs.per_handling_minute,
        _("{cost} for a minute of waiting"): costs.per_waiting_minute,
    }
    told = [
        words.format(cost=money(cost, costs.currency)) for words, cost in each.items() if cost is not None
    ]
    return _("Cost: {rates}.").format(rates=listing(told))
