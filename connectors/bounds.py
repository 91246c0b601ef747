"""How much of a file may be in memory at once: who fills a folder must not be able to fill the machine."""

from collections.abc import Callable, Iterable, Iterator
from io import TextIOBase
from typing import BinaryIO, TypeVar

from connectors.errors import BadRecord
from language import _, number

LONGEST = 2_000_000  # characters of a line, or of a row of several lines
KEPT = 2_000  # of a longer one, to know it again
HEAVIEST = 64_000_000  # characters of rows, and their cells, that are in memory together
MOST_COLUMNS = 1_000
DEEPEST = 100  # lists and records inside each other

Item = TypeVar("Item")


class Endless(str):
    """The beginning of a line that is longer than LONGEST."""

    __slots__ = ()


def lines(text: TextIOBase) -> Iterator[str]:
    """Each line of a text with its end; of one longer than LONGEST its beginning, as Endless."""
    while line := text.readline(LONGEST):
        if len(line) < LONGEST or line[-1] in "\r\n":
            yield line
        else:
            kept = Endless(line[:KEPT] + "\n")
            while line and line[-1] not in "\r\n":
                line = text.readline(LONGEST)
            yield kept


def whole_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file that are not longer than LONGEST bytes; of others nothing."""
    is_inside = False
    while line := file.readline(LONGEST):
        is_cut = len(line) == LONGEST and not line.endswith(b"\n")
        if not (is_inside or is_cut):
            yield line
        is_inside = is_cut


def portion(items: Iterator[Item], most: int, weight: Callable[[Item], int]) -> list[Item]:
    """Take some items: at most so many, and none after HEAVIEST is reached."""
    taken, left = [], HEAVIEST
    for item in items:
        taken.append(item)
        left -= weight(item)
        if left <= 0 or len(taken) >= most:
            break
    return taken


def too_long() -> str:
    """Why a line is set aside."""
    return _("this line is longer than {n} characters").format(n=number(LONGEST))


def is_deep(value: object) -> bool:
    """Tell whether lists and records stand inside each other more than DEEPEST times."""
    level: list[object] = [value]
    for _step in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def need_columns(count: int) -> None:
    """Refuse more columns than any list of calls has. Raises BadRecord."""
    if count > MOST_COLUMNS:
        sentence = _("it has {n} columns; at most {most} are read")
        raise BadRecord(sentence.format(n=number(count), most=number(MOST_COLUMNS)))
