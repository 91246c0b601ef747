"""What a minute costs the organisation, in moked.toml; without it figures are told in minutes only."""

from pydantic import Field, field_validator, model_validator

from language import _, is_currency
from settings.kinds import Number
from settings.sections import Section


class Money(Section):
    """The organisation's own cost of a minute of handling, and of a customer's waiting where it has one.

    What is not given costs nothing that anybody knows of, and is not charged. yearly_margin is what a
    customer brings in a year after costs, discount_rate by how much less money is worth a year later: what a
    point of retention is worth follows from them.
    """

    currency: str | None = None
    per_handling_minute: Number | None = Field(default=None, gt=0, le=1_000_000)
    per_waiting_minute: Number | None = Field(default=None, gt=0, le=1_000_000)

    yearly_margin: Number | None = Field(default=None, gt=0, le=1_000_000_000)
    discount_rate: Number = Field(default=0.10, ge=0, le=1)

    @field_validator("currency")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and not is_currency(value):
            raise ValueError(_("the three letters of a currency are needed, as in EUR, USD or ILS"))
        return value

    @model_validator(mode="after")
    def _whole(self) -> "Money":
        if self.is_set and self.currency is None:
            raise ValueError(_('what a minute costs needs its currency, as in currency = "EUR"'))
        if self.yearly_margin is not None and self.currency is None:
            raise ValueError(_('what a customer brings needs its currency, as in currency = "EUR"'))
        return self

    @property
    def is_set(self) -> bool:
        """Tell whether any minute has a cost."""
        return self.per_handling_minute is not None or self.per_waiting_minute is not None

    def of(self, handling_minutes: float, waiting_minutes: float) -> float | None:
        """What these minutes cost, in the currency; None where no cost is set."""
        if not self.is_set:
            return None
        handling, waiting = self.per_handling_minute or 0.0, self.per_waiting_minute or 0.0
        return handling * handling_minutes + waiting * waiting_minutes
