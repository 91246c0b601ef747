"""How long rows are kept, in moked.toml: in days, by table; what is not named is kept."""

from typing import Annotated, Final

from pydantic import Field, ValidationInfo, field_validator

from language import _
from settings.kinds import Whole
from settings.sections import Section

LONGEST_DAYS: Final = 3_660
OF_CONTACT: Final = ("surveys_days", "texts_days", "promises_days", "gestures_days")
Days = Annotated[Whole, Field(ge=30, le=LONGEST_DAYS)]
# Of alerts and what they learn from eight weeks are replayed, of contacts what comes back within 30 days.
Quarter = Annotated[Whole, Field(ge=90, le=LONGEST_DAYS)]
NineWeeks = Annotated[Whole, Field(ge=63, le=LONGEST_DAYS)]


class Retention(Section):
    """After how many days rows go, by whole weeks; None keeps them.

    contacts_days holds for contacts with their legs, and for all that belongs to them at the latest:
    surveys, texts (notes, comments and what was heard in them), promises and gestures may go earlier.
    """

    contacts_days: Quarter | None = None
    surveys_days: Days | None = None
    texts_days: Days | None = None
    promises_days: Days | None = None
    gestures_days: Days | None = None
    journey_days: Days | None = None
    agent_states_days: Days | None = None
    staffing_days: Days | None = None
    customers_days: Days | None = None
    quarantine_days: Days | None = None
    work_lists_days: Days | None = None
    followups_days: Days | None = None
    alerts_days: NineWeeks | None = None
    recognition_days: NineWeeks | None = None
    looks_days: NineWeeks = 63
    outbox_days: Days = 400
    requests_days: Annotated[Whole, Field(ge=7, le=LONGEST_DAYS)] = 14

    def days(self, key: str) -> int | None:
        """Give after how many days rows of a key go, with their contacts where nothing else is said."""
        said: int | None = getattr(self, key)
        return self.contacts_days if said is None and key in OF_CONTACT else said

    @field_validator(*OF_CONTACT)
    @classmethod
    def _goes_with_its_contact(cls, value: int | None, info: ValidationInfo) -> int | None:
        longest = info.data.get("contacts_days")
        if value is not None and longest is not None and value > longest:
            sentence = _("what belongs to a contact goes with it at the latest, and contacts_days is {n}")
            raise ValueError(sentence.format(n=longest))
        return value
