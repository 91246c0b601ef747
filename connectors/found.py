"""Find the files that a connector's globs name.

A glob names a folder, up to its first wild card, and files inside it: what leads out of that folder, by a
link that whoever fills it has put there, is not read.
"""

import fnmatch
import glob
import os
from collections.abc import Iterable
from pathlib import Path

from connectors.errors import Refused, Unavailable
from connectors.reading import Found, stamp
from language import _

NEVER = ("~$*",)  # Excel's own mark on an open workbook


def discover(patterns: Iterable[str], folder: Path, ignore: list[str]) -> tuple[list[Found], list[str]]:
    """The files in the order in which they were changed, and a sentence for each glob that finds none.

    Raises Unavailable where a folder is missing and Refused where it may not be read.
    """
    found: dict[str, Found] = {}
    notices = []
    for pattern in patterns:
        absolute = Path(os.path.normpath(folder / Path(pattern).expanduser()))
        _need_way_down(pattern)
        matches = _matches(absolute, ignore)
        if not matches:
            notices.append(_("No file matches {pattern}.").format(pattern=absolute))
        matches, astray = _inside(_fixed_folder(absolute), matches)
        notices += [_said_astray(path, folder) for path in astray]
        found |= {each.where: each for each in (_found(path, folder) for path in matches)}
    return sorted(found.values(), key=lambda each: (each.mtime_ns, each.where)), notices


def _matches(pattern: Path, ignore: list[str]) -> list[Path]:
    _need_readable(_fixed_folder(pattern))
    paths = [Path(name) for name in glob.glob(str(pattern), recursive=True)]
    unwanted = [*NEVER, *ignore]
    return [
        path
        for path in paths
        if path.is_file() and not any(fnmatch.fnmatch(path.name, each) for each in unwanted)
    ]


def _need_way_down(pattern: str) -> None:
    """Refuse a glob that goes up again after a wild card: nobody knows where to."""
    parts = Path(pattern).parts
    wild = next((at for at, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    if ".." in parts[wild:]:
        raise Refused(_("The path {pattern} goes up after a wild card.").format(pattern=pattern))


def _inside(folder: Path, paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """Those that lie in a folder wherever links lead, and those that do not."""
    own = folder.resolve()
    inside = [path for path in paths if path.resolve().is_relative_to(own)]
    return inside, [path for path in paths if path not in inside]


def _said_astray(path: Path, folder: Path) -> str:
    sentence = _("{file} was not loaded: it is a link that leads out of its folder.")
    return sentence.format(file=_where(path, folder))


def _fixed_folder(pattern: Path) -> Path:
    """The deepest folder above the pattern's first wild card."""
    folder = pattern.parent
    while glob.has_magic(str(folder)):
        folder = folder.parent
    return folder


def _need_readable(folder: Path) -> None:
    try:
        with os.scandir(folder):
            return
    except PermissionError:
        raise Refused(_("The folder {folder} may not be read by this user.").format(folder=folder)) from None
    except OSError:
        sentence = _("There is no folder {folder}; if it is a network drive, is it connected?")
        raise Unavailable(sentence.format(folder=folder)) from None


def _found(path: Path, folder: Path) -> Found:
    return Found(path, _where(path, folder), *stamp(path))


def _where(path: Path, folder: Path) -> str:
    """The path from the configuration's folder, so that both can move together."""
    try:
        named = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        named = path.as_posix()
    return named.encode("utf-8", "backslashreplace").decode()  # a name need not be text
