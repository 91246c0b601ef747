"""The customers of the simulated centre: what is true of each follows from its number alone.

A customer is a whole number; every eighth one is a business. Names are ones that nobody bears.
"""

from math import exp
from random import Random

from connectors.demo.chance import mixed, share

FIRST = (
    *("Noa", "Amit", "Dana", "Omer", "Lena", "Karim", "Yael", "Igor", "Rania", "Tomer", "Shira", "Boris"),
    *("Maya", "Samir", "Gali", "Anton", "Hila", "Nadia", "Eitan", "Vera", "Lior", "Amal", "Roni", "Olga"),
)
LAST = (
    *("Teacup", "Lantern", "Umbrella", "Marble", "Pocket", "Pancake", "Ladder", "Button", "Kettle"),
    *("Pillow", "Compass", "Noodle", "Bucket", "Feather", "Domino", "Saddle", "Walnut", "Zipper"),
)
LANGUAGES = (("he", 0.62), ("ru", 0.16), ("ar", 0.14), ("en", 0.08))
BUSINESS_EACH, BUSINESS_REST = 8, 3
LEAVING_A_DAY = 0.008 / 30  # customers who leave for reasons of their own
# What is decided by chance of a customer; `customers` decides the rest of them.
LANGUAGE, JOINED, STALE, LEAVES, LISTED = range(5)


def named(draws: Random, people: int) -> list[str]:
    """Draw so many different names."""
    return draws.sample(every_name(), people)


def every_name() -> list[str]:
    """All names there are."""
    return [f"{first} {last}" for first in FIRST for last in LAST]


def customer_mix(seed_mix: int, customer: int) -> int:
    """Give the number from which everything by chance about a customer follows."""
    return mixed(seed_mix ^ mixed(customer))


def language_of(mix: int) -> str:
    """Say which language a customer speaks."""
    spoken = share(mix, LANGUAGE)
    for language, part in LANGUAGES:
        if spoken < part:
            return language
        spoken -= part
    return LANGUAGES[0][0]


def is_business(customer: int) -> bool:
    """Say whether a customer is a business."""
    return customer % BUSINESS_EACH == BUSINESS_REST


def have_left(days: int) -> float:
    """The share of customers who left within so many days since the demo's start, of their own accord."""
    return 1 - exp(-LEAVING_A_DAY * max(days, 0))


def somebody(seed_mix: int, many: int, draws: Random, business: bool, gone: float) -> tuple[int, int]:
    """Draw a customer, some more often than others, but none of the share that is `gone`; with his mix."""
    customer = int(many * draws.random() ** 1.35)
    if business != is_business(customer):
        customer += BUSINESS_REST - customer % BUSINESS_EACH if business else 1
    while share(mix := customer_mix(seed_mix, customer % many), LEAVES) < gone:
        customer += BUSINESS_EACH
    return customer % many, mix
