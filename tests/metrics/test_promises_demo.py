"""The promises of the simulated centre are broken where its story breaks them, and as many as it says.

Tolerance: the share of call-backs never made lies within three of its standard errors of the planted one.
"""

import pytest

from tests.connectors.demo.centre import SEEDS
from tests.metrics.kept import cluster, promises, told, worst

SIGMA = 3


@pytest.mark.parametrize("seed", SEEDS)
def test_the_share_of_call_backs_that_are_never_made_is_recovered(seed):
    planted = told(seed).stories.promises.share

    found = cluster(promises(seed), seed)

    assert found.n > 30
    assert abs(found.share - planted) <= SIGMA * found.error
    assert found.outside - found.inside > 0.3


@pytest.mark.parametrize("seed", SEEDS)
def test_the_worst_queue_and_week_are_those_of_the_story(seed):
    story = told(seed).stories.promises

    queue, week = worst(promises(seed))

    assert queue == told(seed).queue(story.queue)
    assert story.since.isocalendar().week <= week <= story.until.isocalendar().week


@pytest.mark.parametrize("seed", SEEDS)
def test_without_the_story_there_is_no_cluster(seed):
    found = cluster(promises(seed, stories=False), seed)

    assert abs(found.share) <= SIGMA * found.error
