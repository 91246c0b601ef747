"""The page Gestures of a small simulated centre: its lists hold what it counts, and who sees whom."""

from collections.abc import Callable
from datetime import UTC, datetime

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from metrics import compute
from settings import Settings
from store.schema import CONTACTS, GESTURES, LEGS
from tests.connectors.demo.centre import FOUR_WEEKS
from tests.ui.simulated import known_of, scene_at
from ui import behind, data
from ui.asked import Asked, read
from ui.gestures import tables
from ui.gestures.story import Story
from ui.scene import Scene

NOW = FOUR_WEEKS
DAYS = {"from": ["2026-03-22"], "to": ["2026-04-12"]}
SINCE, UNTIL = datetime(2026, 3, 21, 22, tzinfo=UTC), datetime(2026, 4, 11, 21, tzinfo=UTC)
METRICS = ("gesture_rate", "gestures", "gesture_cost", "gesture_approval_rate")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Four weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"), NOW)


@pytest.fixture(scope="module")
def asks(scene: Scene) -> Callable[..., Asked]:
    """Ask for a list as an address does."""
    known = known_of(scene)

    def ask(given: dict[str, list[str]]) -> Asked:
        return behind.checked(scene, read({**DAYS, **given}, known))

    return ask


def stored(scene: Scene, name: str) -> pl.DataFrame:
    """The live rows of a table as any other engine would read them."""
    rows = pl.scan_delta(str(scene.settings.data / "history" / name)).filter(pl.col("deleted_at").is_null())
    inside = pl.col("started_at").is_between(SINCE, UNTIL, closed="left")
    return rows.filter(inside).collect()


def listed(scene: Scene, asked: Asked) -> behind.Listing:
    return behind.listing(scene, asked, "all", "longest", behind.EVERY_PAGE)


def figure(scene: Scene, asked: Asked, metric: str) -> dict[str, float]:
    return data.figures(scene, data.window(scene, asked), [metric])[metric][0]


def test_rate_and_cost_are_what_the_stored_rows_say(scene: Scene, asks: Callable[..., Asked]) -> None:
    given = stored(scene, GESTURES.name)
    legs = stored(scene, LEGS.name).filter(outcome="answered")
    answered = stored(scene, CONTACTS.name).join(legs, on="contact_id", how="semi")

    rate, cost = (figure(scene, asks({}), metric) for metric in ("gesture_rate", "gesture_cost"))

    with_one = answered.join(given, on="contact_id", how="semi")
    assert (rate["numerator"], rate["denominator"]) == (with_one.height, answered.height)
    assert cost["value"] == given["cost"].sum() > 0


@pytest.mark.parametrize(
    "filters", [{}, {"queue": ["Billing"]}, {"channel": ["chat"]}], ids=["all", "queue", "chat"]
)
@pytest.mark.parametrize("metric", ["gesture_rate", "gesture_approval_rate"])
def test_the_list_behind_a_share_holds_its_numerator_and_its_denominator(
    metric: str, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": [metric], **filters})
    expected = figure(scene, asked, metric)

    found = listed(scene, asked)

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    assert found.total > 0


@pytest.mark.parametrize("metric", ["gesture_cost", "gesture_cost_each", "gesture_cost_per_contact"])
def test_the_list_behind_a_cost_adds_up_to_it(metric: str, scene: Scene, asks: Callable[..., Asked]) -> None:
    asked = asks({"figure": [metric]})
    expected = figure(scene, asked, metric)

    found = listed(scene, asked)

    assert found.amount == pytest.approx(expected["numerator"])
    assert found.total == (expected["denominator"] or figure(scene, asked, "gestures")["value"])


@pytest.mark.parametrize("dimension", tables.NARROWED)
def test_the_list_behind_each_group_holds_what_the_table_counts(
    dimension: str, scene: Scene, asks: Callable[..., Asked]
) -> None:
    base = asks({})
    rows = Story(scene, base).by(dimension, ids=("gestures", "gesture_cost"))
    shown = rows.filter(pl.col("gestures").struct["value"] > 0).head(6).to_dicts()

    asked = [asks(dict(tables.behind(base, "gesture_cost", dimension, row[dimension]))) for row in shown]

    assert [row["gestures"]["value"] for row in shown] == [listed(scene, one).total for one in asked]
    assert [one.problems for one in asked] == [()] * len(shown)
    assert shown


@pytest.mark.parametrize("dimension", ["team", "agent"])
def test_the_contacts_behind_each_share_of_the_people_are_all_theirs(
    dimension: str, scene: Scene, asks: Callable[..., Asked]
) -> None:
    base = asks({})
    shown = Story(scene, base).people(dimension).head(6).to_dicts()

    found = [
        listed(scene, asks(dict(tables.behind(base, "gesture_rate", dimension, row["name"]))))
        for row in shown
    ]

    assert [(one.total, one.counted) for one in found] == [
        (row["gesture_rate"]["denominator"], row["gesture_rate"]["numerator"]) for row in shown
    ]


def test_people_stand_in_the_order_of_their_names(scene: Scene, asks: Callable[..., Asked]) -> None:
    labels = Story(scene, asks({})).people("agent")["label"].to_list()

    assert labels == sorted(labels)
    assert not any(":" in label for label in labels)
    assert len(labels) > 5


def test_a_list_names_the_agent(scene: Scene, asks: Callable[..., Asked]) -> None:
    row = Story(scene, asks({})).people("agent").row(0, named=True)
    asked = asks({"figure": ["gesture_rate"], "agent": [row["name"]]})

    assert dict(behind.named(scene, asked).narrowed)["agent"] == row["label"]


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        ("csat", "agent"),
        ("gesture_rate", "gesture_kind"),
        ("wait_median", "authority"),
        ("csat", "authority"),
    ],
)
def test_other_lists_cannot_be_narrowed_by_what_they_do_not_know(
    metric: str, name: str, asks: Callable[..., Asked]
) -> None:
    asked = asks({"figure": [metric], name: ["x"]})

    assert dict(asked.narrowed) == {}
    assert f"cannot be narrowed by {name}" in asked.problems[0]


def test_teams_add_up_to_the_whole(scene: Scene, asks: Callable[..., Asked]) -> None:
    window = data.window(scene, asks({}))
    reading = data.reading_of(scene, window)
    assert reading is not None

    whole, parts = (compute(reading.frames, METRICS, by=by) for by in ([], ["team", "week"]))

    for metric in METRICS:
        assert parts[metric].struct["numerator"].sum() == whole[metric].struct["numerator"].sum() > 0


def opened(role: str, query: dict[str, str]) -> None:
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    st.query_params.from_dict(query)
    with session.entered(Viewer("Noa", role, frozenset({"Chat"}))):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / "pages/listening/gestures.py"))


def look(told: Settings, monkeypatch: pytest.MonkeyPatch, role: str, by: str = "team") -> AppTest:
    monkeypatch.setenv("MOKED_CONFIG", str(told.source))
    monkeypatch.setenv("MOKED_DATA", str(told.data))
    query = {name: values[0] for name, values in DAYS.items()} | {"by": by}
    app = AppTest.from_function(opened, default_timeout=120, args=(role, query)).run()
    assert not app.exception, app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_a_manager_sees_agents_by_name_and_opens_their_contacts(
    scene: Scene, asks: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Story(scene, asks({})).people("agent")["label"].to_list()

    shown = html(look(scene.settings, monkeypatch, "manager", "agent"))

    assert [name for name in names if name not in shown] == []
    assert "figure=gesture_rate" in shown
    assert "Associated, not caused" in shown
    assert "could not be computed" not in shown


def test_an_executive_sees_sums_and_nobody(
    scene: Scene, asks: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Story(scene, asks({})).people("agent")["label"].to_list()

    app = look(scene.settings, monkeypatch, "executive", "agent")
    shown = html(app)

    assert [name for name in names if name in shown] == []
    assert "Unknown by" in shown
    assert "contacts?" not in shown
    assert "of contacts got a gesture" in shown
    assert [each.proto.page for each in app.get("page_link") if "contact" in each.proto.page] == []


def test_a_lead_sees_the_own_team_alone(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, every = (html(look(scene.settings, monkeypatch, role)) for role in ("lead", "manager"))

    assert [team for team in ("Accounts", "Chat", "Letters") if f'name"><span>{team}' in mine] == ["Chat"]
    assert [team for team in ("Accounts", "Chat", "Letters") if f'name"><span>{team}' not in every] == []


def test_what_fails_is_said_in_its_card_and_the_rest_stands(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.gestures import told  # noqa: PLC0415 (only this test breaks it)

    def broken(*_given: object) -> None:
        raise RuntimeError("nobody home")

    monkeypatch.setattr(told, "told", broken)
    shown = html(look(scene.settings, monkeypatch, "manager"))

    assert shown.count("could not be computed") == 2
    assert "For what: the topics that cost most" in shown
