"""The fields of a customer's record that are looked at, and what can be wrong with each."""

from dataclasses import dataclass
from typing import Literal

from language import marked

Fault = Literal["missing", "invalid", "stale", "contradicting"]
FAULTS: dict[Fault, str] = {
    "missing": marked("Missing"),
    "invalid": marked("Invalid"),
    "stale": marked("Stale"),
    "contradicting": marked("Contradicting"),
}
Kind = Literal["word", "day", "number", "identity"]


@dataclass(frozen=True)
class Field:
    """One field: what it is called, its kind, and which faults of it can be seen at all.

    A word is invalid where it is none of those allowed, which for most fields only the centre can say.
    """

    name: str
    label: str
    kind: Kind
    stale: bool = False
    contradicting: bool = False


ALL_FIELDS = (
    Field("language", marked("Language"), "word", stale=True, contradicting=True),
    Field("segment", marked("Segment"), "word", stale=True),
    Field("plan", marked("Plan"), "word", stale=True),
    Field("home_queue", marked("Home queue"), "word", stale=True),
    Field("preferred_channel", marked("Preferred channel"), "word"),
    Field("loyalty_tier", marked("Loyalty tier"), "word"),
    Field("joined_on", marked("Customer since"), "day"),
    Field("born_on", marked("Date of birth"), "day", contradicting=True),
    Field("contract_ends_on", marked("End of contract"), "day", stale=True, contradicting=True),
    Field("annual_value", marked("Yearly value"), "number"),
    Field("phone", marked("Telephone"), "identity", contradicting=True),
    Field("email", marked("E-mail"), "identity", contradicting=True),
)
FIELDS: dict[str, Field] = {field.name: field for field in ALL_FIELDS}
OF_RECORDS = tuple(field.name for field in ALL_FIELDS if field.kind != "identity")
IDENTITIES = tuple(field.name for field in ALL_FIELDS if field.kind == "identity")
