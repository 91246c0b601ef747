"""The lists that the page Menu opens hold the contacts that its tree and its table count."""

from collections.abc import Callable

import polars as pl
import pytest

from tests.ui.simulated import known_of, scene_at
from ui import behind
from ui.asked import Asked, read
from ui.behind.narrowed import by_way
from ui.menu import table, tree
from ui.menu.story import TROUBLE, Story, Walked
from ui.scene import Scene

DAYS = {"from": ["2026-03-08"], "to": ["2026-03-29"]}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Seven weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="module")
def ask(scene: Scene) -> Callable[..., Asked]:
    """Ask as an address does."""
    known = known_of(scene)

    def asked(**given: str) -> Asked:
        found = behind.checked(
            scene, read({**DAYS, **{name: [value] for name, value in given.items()}}, known)
        )
        assert found.problems == ()
        return found

    return asked


@pytest.fixture(scope="module")
def walked(scene: Scene, ask: Callable[..., Asked]) -> Walked:
    """What the page Menu shows."""
    found = Story(scene, ask()).walked()
    assert found is not None
    return found


def sizes(scene: Scene, asked: Asked) -> tuple[int, int]:
    """How many contacts a list has, and how many of them its figure counts."""
    found = behind.listing(scene, asked, "all", "newest", 0)
    return found.total, found.counted


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"menu_place": "bill"}, ["bill", "bill>refund"]),
        ({"menu_way": "bill"}, ["bill"]),
        ({"menu_way": "none"}, [""]),
    ],
    ids=["a place and what is beyond it", "who ended there", "who went back, and no further"],
)
def test_a_place_is_told_from_one_whose_name_begins_alike(
    narrowed: dict[str, str], expected: list[str]
) -> None:
    rows = pl.DataFrame({"menu_way": ["bill", "bill>refund", "billing>refund", "", None]})

    assert rows.filter(by_way(narrowed))["menu_way"].to_list() == expected


def test_each_line_of_the_tree_opens_as_many_as_it_counts(
    scene: Scene, ask: Callable[..., Asked], walked: Walked
) -> None:
    rows = [row for row in tree.rows(walked) if row.opens and row.contacts]

    found = [sizes(scene, ask(figure=TROUBLE, **dict(row.opens))) for row in rows]

    assert found == [(row.contacts, row.in_trouble) for row in rows]
    assert {name for row in rows for name, _value in row.opens} == {"menu_place"}
    assert len(rows) > 10


def test_those_who_went_no_further_open_as_many_as_they_are(
    scene: Scene, ask: Callable[..., Asked], walked: Walked
) -> None:
    ended = sum(place.contacts for place in walked.places if len(place.way) == 1)

    assert sizes(scene, ask(figure=TROUBLE, menu_way="none"))[0] == walked.whole.contacts - ended


@pytest.mark.parametrize("column", ["in_trouble", "left", "looped", "opted_out", "misrouted"])
def test_each_cell_of_the_table_opens_as_many_as_it_counts(
    column: str, scene: Scene, ask: Callable[..., Asked], walked: Walked
) -> None:
    rows = table.listed(walked)
    cells = [(at, opened) for at in range(rows.height) if (opened := table.opened(rows, [(at, column)]))]

    lists = [ask(**opened) for _at, opened in cells]

    counted = [behind.listing(scene, one, "all", "newest", 0).counted for one in lists]
    assert counted == [rows[column][at] for at, _opened in cells]
    assert sum(counted) > 0
