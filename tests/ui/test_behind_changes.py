"""The page Contacts lists what is behind each driver of a week's changes: as many as the driver says."""

from collections.abc import Iterator

import pytest

from metrics.week.cuts import CUTS
from metrics.week.drivers import Driver
from metrics.week.headlines import HEADLINES
from store.what_changed import WhatChanged, what_changed
from tests.ui.simulated import asking, scene_at
from ui import behind
from ui.scene import Scene


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Seven weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="module")
def told(scene: Scene) -> WhatChanged:
    found = what_changed(scene.store, scene.settings, scene.viewer, scene.now)
    assert found is not None
    return found


def drivers(told: WhatChanged, metric: str, cut: str) -> Iterator[Driver]:
    found = told.of(metric)
    assert found is not None
    yield from {one.segment: one for one in found.divisions[cut].drivers}.values()


@pytest.mark.parametrize("cut", [one.name for one in CUTS])
@pytest.mark.parametrize("metric", [one.id for one in HEADLINES])
def test_the_list_behind_a_driver_is_as_long_as_it_says(
    scene: Scene, told: WhatChanged, metric: str, cut: str
) -> None:
    ask = asking(scene, {})
    lists = [
        (one.listed, ask({name: list(values) for name, values in one.address.items()}))
        for one in drivers(told, metric, cut)
    ]
    found = [behind.listing(scene, asked, "all", "newest", 0).total for _listed, asked in lists]

    assert found == [listed for listed, _asked in lists]
    assert [asked.problems for _listed, asked in lists] == [()] * len(lists)
