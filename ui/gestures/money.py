"""What gestures cost, in words: with the currency where moked.toml names one."""

from language import _, money, number
from metrics.compare import Figure
from settings import Money


def amount(value: float | None, costs: Money) -> str:
    """An amount; without a currency the bare number, whole from 100 on."""
    if costs.currency is not None:
        return money(value, costs.currency)
    is_small = value is not None and abs(value) < 100 and value != round(value)
    return number(value, 2 if is_small else 0)


def between(found: Figure, costs: Money) -> str:
    """The interval of an amount, its currency said once; empty where it is not known."""
    low, high = found["low"], found["high"]
    if low is None or high is None:
        return ""
    if costs.currency is None:
        return f"{amount(low, costs)}–{amount(high, costs)}"
    return f"{amount(low, costs)}–{number(high, 2 if high < 10 else 0)}"


def unit(costs: Money) -> str:
    """In which money costs are told, or where to say it."""
    if costs.currency is not None:
        return _("Cost in {currency}, as the source sends it").format(currency=costs.currency)
    return _("Cost as the source sends it; its currency can be named under [money] in moked.toml")
