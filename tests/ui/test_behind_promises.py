"""The lists behind the figures of promises and complaints hold exactly the rows that these count."""

from collections.abc import Callable

import pytest

from store import loop
from tests.connectors.demo.centre import FOUR_WEEKS
from tests.ui.simulated import asking, listed, scene_at
from ui import data
from ui.asked import Asked
from ui.contacts import words
from ui.contacts.table import readable
from ui.scene import Scene

DAYS = {"from": ["2026-03-22"], "to": ["2026-05-12"]}
FILTERS = [{}, {"queue": ["Billing"]}, {"channel": ["voice"]}, {"topic": ["refund"]}]
IDS = ["all", "a queue", "a channel", "a topic"]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Four weeks of a small simulated centre, and some of its promises to come."""
    return scene_at(tmp_path_factory.mktemp("centre"), FOUR_WEEKS)


@pytest.fixture(scope="module")
def asks(scene: Scene) -> Callable[..., Asked]:
    """Ask for a list as an address does."""
    return asking(scene, DAYS)


def counted(scene: Scene, asked: Asked) -> dict[str, float]:
    """What the figure counts of the same rows, by topic where the list is narrowed to one."""
    topic = dict(asked.narrowed).get("topic")
    by = ("topic_family",) if topic else ()
    found = data.figures(scene, data.whole_window(scene, asked), [asked.figure], by)
    rows = found.filter(topic_family=topic) if topic else found
    return rows[asked.figure][0]


@pytest.mark.parametrize("filters", FILTERS, ids=IDS)
@pytest.mark.parametrize(
    "metric", ["promise_kept_rate", "promise_lateness_median", "complaint_first_answer_median"]
)
def test_the_list_behind_a_rate_or_a_median_holds_both_its_parts(
    metric: str, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": [metric], **filters})
    expected = counted(scene, asked)

    found = listed(scene, asked)

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    assert filters or found.total > 0


@pytest.mark.parametrize("filters", FILTERS, ids=IDS)
@pytest.mark.parametrize("metric", ["promises_open", "promises_overdue", "complaints_open"])
def test_the_list_behind_a_count_is_as_long(
    metric: str, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": [metric], **filters})

    assert listed(scene, asked).total == counted(scene, asked)["value"]
    assert listed(scene, asks({"figure": [metric]})).total > 0


@pytest.mark.parametrize(("by", "name"), [("kind", "promised"), ("team", "team"), ("agent", "agent")])
def test_the_lists_of_groups_add_up_to_the_whole(
    by: str, name: str, scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": ["promise_kept_rate"]})
    groups = data.figures(scene, data.whole_window(scene, asked), ["promise_kept_rate"], (by,)).head(6)

    lists = [
        listed(scene, asks({"figure": ["promise_kept_rate"], name: [row[by] or "none"]}))
        for row in groups.iter_rows(named=True)
    ]

    assert [one.total for one in lists] == [row["denominator"] for row in groups["promise_kept_rate"]]
    assert groups.height > 1


def test_a_mark_is_seen_at_once_in_figures_and_lists(scene: Scene, asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": ["promises_overdue"]})
    before, first = listed(scene, asked).total, data.reading_of(scene, data.whole_window(scene, asked))
    assert first is not None
    assert counted(scene, asked)["value"] == before
    rows = first.promises().filter(state="overdue").sort("due_at", "promise_id").collect()

    loop.mark(scene.store.state, "promise", rows["promise_id"][0], "Dana", FOUR_WEEKS)
    later = Scene(scene.settings, scene.store, scene.viewer, scene.published, scene.now)
    after = [listed(later, asked).total, counted(later, asked)["value"]]
    loop.undo(scene.store.state, "promise", rows["promise_id"][0], "Dana", FOUR_WEEKS)

    assert after == [before - 1, before - 1]


def test_a_list_of_promises_reads_in_words(scene: Scene, asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": ["promise_kept_rate"], "promised": ["call_back"]})
    found = listed(scene, asked)

    rows = readable(found.rows, scene.settings.site.zone, "promise")

    assert set(rows["promised"]) == {"Call-back"}
    assert set(rows["state"]) <= {
        "Kept in time",
        "Tried in time",
        "Kept late",
        "Overdue",
        "Customer asked",
    }
    assert words.sentence(asked, found).startswith(f"{found.total:,} promises that fell due")


def test_only_promises_are_narrowed_by_what_was_promised(scene: Scene, asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": ["complaints_open"], "promised": ["call_back"]})

    assert asked.narrowed == ()
    assert "cannot be narrowed by promised" in asked.problems[0]
