"""Sentences in pieces, some of them strong: HTML, plain text and the PDF each show them in their own way."""

from dataclasses import dataclass
from string import Formatter

from language import direction

LEFT_TO_RIGHT = "\u200e"  # the one mark that `render.unsteered` leaves


@dataclass(frozen=True)
class Piece:
    """A stretch of words; strong: in bold where that can be."""

    words: str
    strong: bool = False


Said = tuple[Piece, ...]


def said(words: str, **values: str | Piece) -> Said:
    """Fill {names} of a sentence; a value that is a piece stays one of its own."""
    found: list[Piece] = []
    for before, name, _spec, _conversion in Formatter().parse(words):
        found.append(Piece(before))
        if name:
            value = values[name]
            found.append(value if isinstance(value, Piece) else Piece(value))
    return joined(found)


def told(words: str) -> Said:
    """Take words as they are: what is filled in already must not be read as a pattern again."""
    return (Piece(words),) if words else ()


def strong(words: str) -> Piece:
    """Mark words as strong."""
    return Piece(words, strong=True)


def joined(pieces: list[Piece] | Said) -> Said:
    """Put neighbours of a kind together and drop empty ones."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].strong == piece.strong:
            found[-1] = Piece(found[-1].words + piece.words, piece.strong)
        elif piece.words:
            found.append(piece)
    return tuple(found)


def sentences(*each: Said) -> Said:
    """Put sentences after each other."""
    found: list[Piece] = []
    for one in each:
        if one:
            found += [Piece(" "), *one] if found else list(one)
    return joined(found)


def plain(said: Said) -> str:
    """Give the words alone."""
    return "".join(piece.words for piece in said)


def signed(words: str) -> str:
    """Keep a sign before its figure in a text that runs from right to left."""
    return LEFT_TO_RIGHT + words if direction() == "rtl" else words


def capital(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]
