"""Mask what would tell who somebody is: numbers, addresses and the own names of a customer, in any text.

Each is replaced by a word that tells its kind, the same in every language: [phone], [card], [email], [id],
[name]. Order and invoice numbers, amounts, dates, times and the last four digits of a card stay.
"""

from metrics.masking.batch import masked_all
from metrics.masking.text import KINDS, LONGEST, VERSION, masked

__all__ = ["KINDS", "LONGEST", "VERSION", "masked", "masked_all"]
