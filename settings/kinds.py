"""The kinds of values that keys take: stricter than pydantic's own, so that nothing is guessed from a slip.

`true` is no number, "8" is none either, and 5 is no instant. What the environment lends is text by nature.
"""

from datetime import date, datetime
from typing import Annotated, NoReturn

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from language import _

YEARS = range(1900, 3000)


class Lent(str):
    """A value that the environment lends by "${NAME}": always text, and never repeated."""

    __slots__ = ()


def _refuse() -> NoReturn:
    """Leave it to `settings.wanted` to say what is needed instead."""
    raise PydanticCustomError("wrong_kind", "wrong kind")


def _number(value: object) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number or isinstance(value, Lent) else _refuse()


def _flag(value: object) -> object:
    return value if isinstance(value, bool | Lent) else _refuse()


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            _refuse()
    if not isinstance(value, date) or isinstance(value, datetime):
        _refuse()
    return _near(value)


def _instant(value: object) -> object:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            _refuse()
    if not isinstance(value, datetime):
        _refuse()
    if value.tzinfo is None:
        raise ValueError(_('it needs its offset, as in "1999-03-01T00:00:00+02:00"'))
    return _near(value)


def _near(value: date) -> date:
    if value.year not in YEARS:
        sentence = _("it lies too far away; the years {first} to {last} are allowed")
        raise ValueError(sentence.format(first=YEARS[0], last=YEARS[-1]))
    return value


Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
