"""Promises to one person: which are kept, which are still due, and which are broken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from language import _, instant, marked
from metrics.promises import late_from

State = Literal["kept", "late", "due", "broken", "open"]
PROMISED: dict[str, str] = {
    "call_back": marked("a call-back"),
    "technician": marked("a technician"),
    "credit": marked("a credit"),
    "delivery": marked("a delivery"),
}


def kind(row: Mapping[str, Any]) -> str:
    """What was promised, in words."""
    told = row["kind"] or ""
    return _(PROMISED.get(told, told.replace("_", " ") or marked("something")))


def state(row: Mapping[str, Any], now: datetime, zone: str) -> State:
    """Whether a promise was kept, kept late, is still due or broken; "open" without a date."""
    due = _until(row, zone)
    if row["kept_at"]:
        return "late" if due and row["kept_at"] > due else "kept"
    if due is None:
        return "open"
    return "broken" if now > due else "due"


def told(row: Mapping[str, Any], now: datetime, zone: str) -> str:
    """When a promise is due and what became of it."""
    due = _("due {when}").format(when=instant(row["due_at"], zone)) if row["due_at"] else ""
    if row["kept_at"]:
        said = _("kept {when}").format(when=instant(row["kept_at"], zone))
    elif row["attempted_at"]:
        said = _("tried {when}").format(when=instant(row["attempted_at"], zone))
    else:
        said = _("still to be kept") if state(row, now, zone) == "due" else _("not kept so far")
    return " · ".join(part for part in (due, said) if part)


def _until(row: Mapping[str, Any], zone: str) -> datetime | None:
    return None if row["due_at"] is None else late_from(row["kind"], row["due_at"], zone)
