"""Check digits: which runs of digits can be a card or a person's number at all."""


def luhn(digits: str) -> bool:
    """Say whether a run of digits ends in the check digit of payment cards (ISO/IEC 7812-1)."""
    return _doubled(digits[::-1]) % 10 == 0


def israeli(digits: str) -> bool:
    """Say whether nine digits are an Israeli identity number: weights 1 2 1 2 … from the left."""
    return len(digits) == 9 and int(digits) > 0 and _doubled(digits) % 10 == 0


def _doubled(digits: str) -> int:
    """Sum digits, every second one doubled and, where that makes two digits, those summed."""
    plain, twice = digits[::2], digits[1::2]
    return sum(map(int, plain)) + sum((2 * int(one)) // 10 + (2 * int(one)) % 10 for one in twice)


def inn(digits: str) -> bool:
    """Say whether twelve digits are the Russian taxpayer's number of a person: two check digits."""
    first, second = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return (
        len(digits) == 12
        and int(digits) > 0
        and _weighed(digits, first) % 11 % 10 == int(digits[10])
        and _weighed(digits, second) % 11 % 10 == int(digits[11])
    )


def snils(digits: str) -> bool:
    """Say whether eleven digits are a Russian insurance number: two check digits over nine weights."""
    if len(digits) != 11 or int(digits) == 0:
        return False
    return _weighed(digits, range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def ssn(digits: str) -> bool:
    """Say whether nine digits can be a United States social security number: some are never given."""
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    is_given = area not in ("000", "666") and not area.startswith("9")
    return len(digits) == 9 and is_given and group != "00" and serial != "0000"


def _weighed(digits: str, weights: tuple[int, ...] | range) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
