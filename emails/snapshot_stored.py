"""Keep a snapshot as JSON, so that a mail sent again is the same to the last digit."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from emails.snapshot import Snapshot

FORM: Final = TypeAdapter(Snapshot)


def stored(snapshot: Snapshot) -> dict[str, Any]:
    """Give what JSON can hold; `restored` gives the snapshot again."""
    kept: dict[str, Any] = FORM.dump_python(snapshot, mode="json")
    return kept


def restored(kept: Mapping[str, Any]) -> Snapshot:
    """Read a stored snapshot. Raises ValueError where it is not one."""
    return FORM.validate_python(dict(kept))
