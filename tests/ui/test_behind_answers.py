"""The lists behind the figures of satisfaction and of signals hold the contacts that these count."""

from collections.abc import Callable

import pytest

from tests.ui.simulated import known_of, scene_at
from ui import behind, data
from ui.asked import Asked, read
from ui.contacts import words
from ui.contacts.table import readable
from ui.satisfaction import tables
from ui.satisfaction.story import DIMENSIONS, TILES, Story
from ui.scene import Scene
from ui.voices import names, places
from ui.voices.story import RATE
from ui.voices.story import Story as Voices
from ui.voices.verbatims import ANY, EVERY, Wanted
from ui.voices.verbatims import listed as texts_of

DAYS = {"from": ["2026-03-22"], "to": ["2026-04-12"]}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Seven weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="module")
def asks(scene: Scene) -> Callable[..., Asked]:
    """Ask for a list as an address does."""
    known = known_of(scene)

    def ask(given: dict[str, list[str]]) -> Asked:
        return behind.checked(scene, read({**DAYS, **given}, known))

    return ask


def listed(scene: Scene, asked: Asked) -> behind.Listing:
    return behind.listing(scene, asked, "all", "longest", behind.EVERY_PAGE)


@pytest.mark.parametrize(
    "filters", [{}, {"queue": ["Billing"]}, {"channel": ["chat"]}], ids=["all", "queue", "chat"]
)
@pytest.mark.parametrize("metric", ["csat", "ces", "solved_rate", "response_rate"])
def test_the_list_behind_a_share_holds_its_numerator_and_its_denominator(
    metric: str, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": [metric], **filters})
    expected = data.figures(scene, data.window(scene, asked), [metric])[metric][0]

    found = listed(scene, asked)

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    assert found.rows["contact_id"].n_unique() == found.total > 0


def test_the_list_behind_nps_holds_all_that_count(scene: Scene, asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": ["nps"]})
    expected = data.figures(scene, data.window(scene, asked), ["nps"])["nps"][0]

    assert listed(scene, asked).total == expected["denominator"] > 0


def test_the_list_behind_the_weighted_share_is_that_of_the_plain_one(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    plain, weighted = (listed(scene, asks({"figure": [name]})) for name in ("csat", "csat_weighted"))

    assert plain.rows.equals(weighted.rows)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_list_behind_each_group_holds_what_the_table_counts(
    dimension: str, scene: Scene, asks: Callable[..., Asked]
) -> None:
    base = asks({})
    rows = Story(scene, base).by(dimension, ids=("csat",))

    told = [
        (row["csat"], asks(dict(tables.behind(base, dimension, row[dimension])))) for row in rows.to_dicts()
    ]

    assert [one["denominator"] for one, _asked in told] == [
        listed(scene, asked).total for _one, asked in told
    ]
    assert [asked.problems for _one, asked in told] == [()] * len(told)


def test_a_week_of_the_trend_leads_to_the_contacts_of_that_week(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    points = Story(scene, asks({})).points()

    found = [
        listed(scene, asks({"figure": ["csat"], "week": [point.restriction["week"]]})) for point in points
    ]

    assert [one.total for one in found] == [point.n for point in points]
    assert len(points) == 2


def test_who_is_least_satisfied_comes_first_with_the_answer(scene: Scene, asks: Callable[..., Asked]) -> None:
    found = listed(scene, asks({"figure": ["csat"]}))

    said = readable(found.rows, scene.settings.site.zone, "said")["said"].to_list()
    assert said == sorted(said)
    assert {said[0], said[-1]} == {"1 of 5", "5 of 5"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"kind": "csat", "score": 4.0, "scale_max": 5.0}, "4 of 5"),
        ({"kind": "nps", "score": 7.5, "scale_max": 10.0}, "7.5 of 10"),
        ({"kind": "resolved", "score": 1.0, "scale_max": 1.0}, "yes"),
        ({"kind": "resolved", "score": 0.0, "scale_max": 1.0}, "no"),
        ({"kind": "csat", "score": 4.0, "scale_max": None}, "4"),
        ({"kind": "csat", "score": None, "scale_max": 5.0}, "no answer"),
    ],
)
def test_an_answer_in_words(said: dict[str, object], expected: str) -> None:
    assert words.answer(said) == expected


def test_only_lists_of_what_a_team_did_can_be_narrowed_to_one(asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": ["came_unstaffed"], "team": ["Chat"]})

    assert dict(asked.narrowed) == {}
    assert "cannot be narrowed by team" in asked.problems[0]


@pytest.mark.parametrize("filters", [{}, {"channel": ["email"]}], ids=["all", "channel"])
def test_the_list_behind_each_signal_holds_the_contacts_that_it_counts(
    filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    heard = {one.signal: one.now for one in Voices(scene, asks(filters)).heard()}

    found = {
        name: listed(scene, asks({**filters, "figure": [RATE.id], "signal": [name]}))
        for name in names.SIGNALS
    }

    assert {name: (one.total, one.counted) for name, one in found.items()} == {
        name: (one["denominator"], one["numerator"]) for name, one in heard.items()
    }
    assert found["payment"].counted > 0


def test_without_a_signal_the_list_counts_any_of_them(scene: Scene, asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": [RATE.id]})
    expected = data.figures(scene, data.window(scene, asked), [RATE.id])[RATE.id][0]

    found = listed(scene, asked)

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    assert found.rows["contact_id"].n_unique() == found.total


@pytest.mark.parametrize("dimension", places.DIMENSIONS)
def test_the_list_behind_each_place_of_a_signal_holds_what_its_row_counts(
    dimension: str, scene: Scene, asks: Callable[..., Asked]
) -> None:
    base = asks({})
    rows = places.places(Voices(scene, base), "payment", dimension).rows

    told = [
        listed(scene, asks(dict(places.behind(base, "payment", dimension, name)))) for name in rows["name"]
    ]

    assert [(one.total, one.counted) for one in told] == [
        (one["denominator"], one["numerator"]) for one in rows[RATE.id]
    ]
    assert rows.height > 1


def test_the_texts_of_a_signal_are_of_as_many_contacts_as_the_share_counts(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    story = Voices(scene, asks({}))
    heard = {one.signal: one.now["numerator"] for one in story.heard()}
    found = {name: texts_of(scene, story.window, Wanted(name), 0) for name in names.SIGNALS}

    assert {name: one.contacts for name, one in found.items()} == heard
    every, anything = (texts_of(scene, story.window, Wanted(name), 0) for name in (EVERY, ANY))
    assert (every.contacts, anything.contacts) == (
        story.now()[RATE.id]["denominator"],
        story.now()[RATE.id]["numerator"],
    )


def test_words_are_looked_for_whatever_their_case_and_as_they_stand(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    window = Voices(scene, asks({})).window
    found = [texts_of(scene, window, Wanted(EVERY, words=words), 0) for words in ("INVOICE", "invoice", ".*")]

    assert found[0].total == found[1].total > 0
    assert all("invoice" in text.lower() for text in found[0].rows["masked"])
    assert found[2].total == 0


def test_only_lists_of_signals_can_be_narrowed_to_one(asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": ["csat"], "signal": ["anger"]})

    assert dict(asked.narrowed) == {}
    assert "cannot be narrowed by signal" in asked.problems[0]


def test_every_tile_has_its_list() -> None:
    assert set(TILES) <= set(behind.figures())
