"""The arguments of `query`: declared, each read by itself."""

import argparse
from collections.abc import Callable, Collection
from typing import TypeVar, get_args

from language import _
from metrics.within import Topic
from query.printed import PRINTERS
from settings import nearest

Number = TypeVar("Number", int, float)
TOPICS: tuple[Topic, ...] = get_args(Topic)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `query`."""
    parser.add_argument("metrics", nargs="?", metavar="METRIC[,METRIC…]", help="`--list` prints them all")
    parser.add_argument("--list", action="store_true", help="print the catalog")
    parser.add_argument("--by", metavar="COL[,COL…]", help="group by these")
    parser.add_argument("--from", dest="start", metavar="DATE", help="first local day or instant")
    parser.add_argument("--to", dest="end", metavar="DATE", help="end, exclusive")
    parser.add_argument("--where", action="append", default=[], metavar="COL=VALUE", help="narrow down")
    parser.add_argument(
        "--threshold", type=_seconds, metavar="S", help="seconds within which an answer is in time"
    )
    parser.add_argument("--window", type=_days, metavar="DAYS", help="what repeat_rate counts; 7 by default")
    parser.add_argument("--topic", type=_topic, metavar="TOPIC", help="any by default, or the same")
    parser.add_argument("--provisional", action="store_true", help="with the newest contacts in it")
    parser.add_argument("--asof", metavar="INSTANT", help="the clock; now by default")
    parser.add_argument("--publication", type=_number, metavar="ID", help="the data; the newest by default")
    parser.add_argument("--format", type=_format, metavar="FORMAT", default="table", help=", ".join(PRINTERS))


def _seconds(text: str) -> float:
    sentence = _("is not a wait; a number of seconds is needed, 0 to a year")
    return _read(text, float, sentence)


def _number(text: str) -> int:
    return _read(text, int, _("is not the number of a publication, such as 7"))


def _days(text: str) -> int:
    return _read(text, int, _("is not a number of days, such as 7"))


def _topic(text: str) -> str:
    return _one_of(text, TOPICS)


def _format(text: str) -> str:
    return _one_of(text, PRINTERS)


def _one_of(text: str, allowed: Collection[str]) -> str:
    if text in allowed:
        return text
    sentence = _("is not allowed{hint} Allowed: {known}")
    hint, known = nearest(text, allowed), ", ".join(allowed)
    raise argparse.ArgumentTypeError(f"{text!r} " + sentence.format(hint=hint, known=known))


def _read(text: str, kind: Callable[[str], Number], complaint: str) -> Number:
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} {complaint}") from None
