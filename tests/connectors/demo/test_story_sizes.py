"""The planted stories stand in the rows at the sizes that the simulator knows; without them nothing does."""

from statistics import mean

import pytest

from connectors.demo.truth import Truth, truth
from tests.connectors.demo.centre import FIRST, SEEDS, ZONE, eleven_weeks
from tests.connectors.demo.story_sizes import SIZES, Size

PLAIN = [name for name, size in SIZES.items() if not size.is_faint and not name.startswith("no ")]
FAINT = [name for name, size in SIZES.items() if size.is_faint]


def told(seed: int) -> Truth:
    return truth(seed, "small", ZONE, FIRST.date())


def distance(size: Size, seed: int, stories: bool) -> float:
    """How many standard errors lie between what is seen and what would be without stories."""
    found = size.seen(eleven_weeks(seed, stories=stories), told(seed))
    return abs(found.value - size.without(told(seed))) / found.error


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SIZES)
def test_a_story_has_its_promised_size(name: str, seed: int) -> None:
    size, known = SIZES[name], told(seed)
    found = size.seen(eleven_weeks(seed, stories=True), known)

    assert size.is_near(found, size.promised(known)), (found, size.promised(known))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SIZES)
def test_without_stories_it_is_gone(name: str, seed: int) -> None:
    size, known = SIZES[name], told(seed)
    found = size.seen(eleven_weeks(seed, stories=False), known)

    assert size.is_near(found, size.without(known)), (found, size.without(known))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", PLAIN)
def test_a_story_is_larger_than_chance(name: str, seed: int) -> None:
    size, known = SIZES[name], told(seed)

    assert size.is_far(size.seen(eleven_weeks(seed, stories=True), known), size.without(known))


@pytest.mark.parametrize("name", FAINT)
def test_a_faint_story_is_larger_than_chance_in_three_centres_together(name: str) -> None:
    assert mean(distance(SIZES[name], seed, stories=True) for seed in SEEDS) > 3 / len(SEEDS) ** 0.5
    assert mean(distance(SIZES[name], seed, stories=False) for seed in SEEDS) < 3 / len(SEEDS) ** 0.5
