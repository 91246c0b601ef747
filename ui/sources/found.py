"""Which files a source looked for and did not find."""

from pathlib import Path

from language import _
from store.status import RunStatus

SHOWN_PARTS = 2


def nothing(status: RunStatus) -> list[str]:
    """The patterns that matched no file in the last run, when it went well."""
    if status.last is None or status.last.status != "ok":
        return []
    said = [pattern(one.words) for one in status.last.details if one.kind == "notice"]
    return [one for one in said if one]


def pattern(notice: str) -> str:
    """The pattern in the notice that a connector leaves when it matches no file, else nothing."""
    # TRICKY: the sentence of connectors/found.py; runs keep notices as sentences only.
    before, after = _("No file matches {pattern}.").split("{pattern}")
    is_it = notice.startswith(before) and notice.endswith(after)
    return notice.removeprefix(before).removesuffix(after) if is_it else ""


def shown(pattern: str, folder: Path) -> str:
    """A pattern from the folder of the settings; of one elsewhere the end, which says enough."""
    path = Path(pattern)
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return "/".join(["…", *path.parts[-SHOWN_PARTS:]]) if len(path.parts) > SHOWN_PARTS else path.as_posix()
