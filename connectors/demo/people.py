"""Names that nobody bears, and what is known of a customer by its number alone."""

from random import Random

FIRST = (
    *("Noa", "Amit", "Dana", "Omer", "Lena", "Karim", "Yael", "Igor", "Rania", "Tomer", "Shira", "Boris"),
    *("Maya", "Samir", "Gali", "Anton", "Hila", "Nadia", "Eitan", "Vera", "Lior", "Amal", "Roni", "Olga"),
)
LAST = (
    *("Teacup", "Lantern", "Umbrella", "Marble", "Pocket", "Pancake", "Ladder", "Button", "Kettle"),
    *("Pillow", "Compass", "Noodle", "Bucket", "Feather", "Domino", "Saddle", "Walnut", "Zipper"),
)
LANGUAGES = (("he", 0.62), ("ru", 0.16), ("ar", 0.14), ("en", 0.08))
MASK = (1 << 64) - 1


def named(draws: Random, people: int) -> list[str]:
    """Draw so many different names."""
    every = [f"{first} {last}" for first in FIRST for last in LAST]
    return draws.sample(every, people)


def mixed(number: int) -> int:
    """Mix the bits of a whole number (splitmix64), so that neighbours have nothing in common."""
    number = (number + 0x9E3779B97F4A7C15) & MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


def share_of(seed: int, customer: int, what: int) -> float:
    """Give the number in 0..1 that decides an attribute (`what`) of a customer."""
    return mixed(mixed(seed) ^ mixed(customer * 64 + what)) / (MASK + 1)


def language_of(seed: int, customer: int) -> str:
    """Say which language a customer speaks."""
    share = share_of(seed, customer, 0)
    for language, part in LANGUAGES:
        if share < part:
            return language
        share -= part
    return LANGUAGES[0][0]
