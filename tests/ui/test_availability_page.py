"""The page Availability of a small simulated centre: what it adds up to, and who may see it."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from store.read import Viewer
from tests.connectors.demo.centre import FOUR_WEEKS
from tests.ui.simulated import known_of, scene_at
from ui.asked import Asked, read
from ui.availability.story import Story, of_callers
from ui.navigation import entry
from ui.scene import Scene

DAYS = {"from": ["2026-03-22"], "to": ["2026-04-12"]}  # the clock goes forward on 27 March
HOURS = 21 * 24 - 1


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Four weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"), FOUR_WEEKS)


@pytest.fixture(scope="module")
def asked(scene: Scene) -> Asked:
    return read(DAYS, known_of(scene))


def test_the_hours_of_the_week_add_up_to_the_share_of_each_channel(scene: Scene, asked: Asked) -> None:
    story = Story(scene, asked)
    whole = {row["channel"]: row["availability"] for row in story.channels().to_dicts()}

    summed = story.grid().group_by("channel").agg(pl.col("there_s", "known_s", "all_s").sum())

    assert summed["all_s"].to_list() == summed["known_s"].to_list() == [HOURS * 3600] * 3
    there = dict(summed.select("channel", "there_s").iter_rows())
    assert {name: one["numerator"] for name, one in whole.items()} == pytest.approx(there)
    assert all(0 < seconds < HOURS * 3600 for seconds in there.values())


def test_the_worst_hours_add_up_to_all_who_found_nobody(scene: Scene, asked: Asked) -> None:
    callers = Story(scene, of_callers(asked, known_of(scene).channels))

    hours = callers.hours()["came_unstaffed"].struct["value"]

    assert callers.asked.channels == ("voice", "chat")
    assert hours.sum() == callers.now()["came_unstaffed"]["value"] > 0
    assert hours.to_list() == sorted(hours, reverse=True)


def test_where_customers_moved_adds_up_to_how_many_did(scene: Scene, asked: Asked) -> None:
    story = Story(scene, asked)

    assert story.moves()["n"].sum() == story.now()["moved_rate"]["numerator"] > 0


def test_letters_stay_where_they_alone_are_asked_for(asked: Asked) -> None:
    assert of_callers(asked, ("email", "social")) is asked


def test_who_may_not_see_customers_sees_nobody_in_the_contacts(scene: Scene, asked: Asked) -> None:
    told = Scene(scene.settings, scene.store, Viewer("Eli", "executive"), scene.published, scene.now)
    story = Story(told, asked)

    assert story.now()["came_unstaffed"] == Story(scene, asked).now()["came_unstaffed"]


def opened(role: str, query: dict[str, str]) -> None:
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(query)
    with session.entered(Viewer("Noa", role, frozenset({"Chat"}))):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / "pages/plan/availability.py"))


@pytest.mark.parametrize(("role", "is_open"), [("manager", True), ("executive", False)])
def test_figures_open_contacts_for_who_may_see_them(
    role: str, is_open: bool, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_CONFIG", str(scene.settings.source))
    monkeypatch.setenv("MOKED_DATA", str(scene.settings.data))
    query = {name: values[0] for name, values in DAYS.items()}

    app = AppTest.from_function(opened, default_timeout=120, args=(role, query)).run()
    shown = " ".join(element.proto.body for element in app.get("html"))

    assert not app.exception
    assert "could not be" not in shown
    assert shown.count('class="av-week"') == 3
    assert ("figure=came_unstaffed" in shown) == is_open


def test_leads_see_what_teams_did_and_not_whom_nobody_answered() -> None:
    assert "lead" not in entry("availability").roles
