"""The words of promises: what was promised, what became of it, where it is told."""

from collections.abc import Mapping

from language import _, marked

KINDS: dict[str, str] = {
    "call_back": marked("Call-back"),
    "technician": marked("Technician's visit"),
    "credit": marked("Credit"),
    "delivery": marked("Delivery"),
    "other": marked("Something else"),
}
STATES: dict[str, str] = {
    "open": marked("Not due yet"),
    "due_today": marked("Due today"),
    "kept": marked("Kept in time"),
    "attempted": marked("Tried in time"),
    "broken": marked("Kept late"),
    "chased": marked("The customer asked first"),
    "overdue": marked("Overdue"),
}
TOLD_BY: dict[str, str] = {"source": marked("The source"), "note": marked("A note only")}


def noun(kind: str | None) -> str:
    """What was promised; a source may have kinds of its own."""
    told = kind or "other"
    return _(KINDS[told]) if told in KINDS else told.replace("_", " ").capitalize()


def became(row: Mapping[str, object]) -> str:
    """What became of a promise, and who said so where a person did."""
    said = _(STATES[str(row["state"])])
    if not row.get("done_by"):
        return said
    return _("{said}, marked by {who}").format(said=said, who=row["done_by"])


def told_by(origin: str) -> str:
    """Where a promise is told."""
    return _(TOLD_BY[origin])
