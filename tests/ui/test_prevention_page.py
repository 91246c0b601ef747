"""The pages Prevention and Data quality of a small simulated centre: what they say is what they list."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from language import date
from metrics.money import lifetime
from metrics.prevention.excess import HEADLINE
from store.read import Viewer
from tests.connectors.demo.centre import SEVEN_WEEKS
from tests.ui.simulated import asking, known_of, listed, scene_at
from ui import data
from ui.asked import read
from ui.data import Window
from ui.periods import Days, instants
from ui.prevention import tables, worth
from ui.prevention.found import found
from ui.quality.found import found as records
from ui.scene import Scene

DAYS = {"from": ["2026-03-22"], "to": ["2026-04-19"]}  # the clock goes forward on 27 March
WEEKS = (28 * 24 - 1) / 168


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Seven weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"), SEVEN_WEEKS)


def test_the_list_counts_the_contacts_that_followed(scene: Scene) -> None:
    asked = read(DAYS, known_of(scene))
    told = found(scene, asked.days)
    assert told is not None
    dearest = told.rows.sort("contacts").row(-1, named=True)
    narrowed = {"event": [dearest["kind"]], "in_hours": [str(dearest["hours"])]}

    shown = listed(scene, asking(scene, DAYS)({"figure": ["contacts_prevented"], **narrowed}))

    assert shown.total == dearest["contacts"] > 0
    assert shown.rows["event"].unique().to_list() == [dearest["kind"]]
    assert 0 < shown.rows["after_ms"].min() <= shown.rows["after_ms"].max() <= dearest["hours"] * 3_600_000


@pytest.mark.parametrize(
    ("clear", "said"),
    [
        (["card_declined"], "{n} more kinds of events are not clearly followed by more contacts than usual"),
        ([], ""),
    ],
    ids=["one is clear", "none is"],
)
def test_what_is_no_more_than_usual_is_folded_below_what_is(
    clear: list[str], said: str, scene: Scene
) -> None:
    asked = read(DAYS, known_of(scene))
    told = found(scene, asked.days)
    assert told is not None
    rows = told.rows.with_columns(is_clear=pl.col("kind").is_in(clear))

    shown, fold, under = str(tables.events(replace(told, rows=rows), asked)).partition("<details")

    others = told.of(HEADLINE).filter(~pl.col("kind").is_in(clear)).height
    assert others > 1
    assert said.format(n=others) in under
    assert (fold == "") is (clear == [])
    assert ("A declined card" in shown, "A declined card" in under) == (True, False)


def test_an_event_that_never_happened_is_said(scene: Scene) -> None:
    asked = asking(scene, DAYS)({"figure": ["contacts_prevented"], "event": ["flood"]})

    assert asked.narrowed == ()
    assert "flood" in asked.problems[-1]


@pytest.mark.parametrize("at", [0, 1, 2], ids=["repeats", "misroutes", "waits"])
def test_the_list_counts_the_contacts_that_lost_time(at: int, scene: Scene) -> None:
    asked = read(DAYS, known_of(scene))
    rows = worth.lost(scene, asked.days)
    assert rows is not None
    row = rows.row(at, named=True)

    shown = listed(scene, asking(scene, DAYS)({"figure": [f"lost_{row['what']}"]}))

    assert shown.total == row["contacts"] > 0
    assert shown.amount / 60_000 / WEEKS == pytest.approx(row["minutes"])


@pytest.mark.parametrize(
    ("before", "after", "known_before"),
    [(30, 20, 0), (0, 20, 0), (-3, 20, -3), (30, -10, 30)],
    ids=["begins before the data", "with them", "after them", "all of it before them"],
)
def test_weeks_before_the_data_begin_are_not_averaged(
    before: int, after: int, known_before: int, scene: Scene
) -> None:
    first = data.span(scene).first
    assert first is not None
    asked = Days(first - timedelta(before), first + timedelta(after))
    zone = scene.settings.site.zone

    known = Days(first - timedelta(known_before), asked.last)

    assert data.known_days(scene, asked) == known
    assert data.known_window(scene, Window(*instants(asked, zone))) == Window(*instants(known, zone))


def test_each_fault_is_a_row_to_mend(scene: Scene) -> None:
    told = records(scene, read(DAYS, known_of(scene)).days)
    assert told is not None
    row = told.fields.sort("faulty").row(-1, named=True)

    assert told.listed(row["field"], "").height == row["faulty"] > 0
    assert told.listed(row["field"], "missing").height == (row["missing"] or 0)


def test_who_may_not_see_customers_has_no_names(scene: Scene) -> None:
    who = Viewer("Eli", "executive")
    told = records(
        Scene(scene.settings, scene.store, who, scene.published, scene.now), read(DAYS, known_of(scene)).days
    )

    assert told is not None
    assert told.to_mend["customer_id"].null_count() == told.to_mend.height > 0


def opened(role: str, key: str, query: dict[str, str]) -> None:
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    if not st.query_params:
        st.query_params.from_dict(query)
    with session.entered(Viewer("Noa", role, frozenset({"Chat"}))):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / navigation.entry(key).script))


@pytest.mark.parametrize(
    ("role", "key", "way", "is_open"),
    [
        ("manager", "prevention", "figure=lost_waits", True),
        ("executive", "prevention", "figure=lost_waits", False),
        ("manager", "data_quality", "data_quality?", True),
        ("executive", "data_quality", "data_quality?", False),
    ],
)
def test_figures_open_what_they_count_for_who_may_see_it(
    role: str, key: str, way: str, is_open: bool, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_CONFIG", str(scene.settings.source))
    monkeypatch.setenv("MOKED_DATA", str(scene.settings.data))
    query = {name: values[0] for name, values in DAYS.items()}

    shown = " ".join(element.proto.body for element in looked(role, key, query).get("html"))

    assert "could not be" not in shown
    assert (way in shown) == is_open


def looked(role: str, key: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_function(opened, default_timeout=120, args=(role, key, query)).run()
    assert not app.exception, app.exception
    return app


def test_the_what_if_takes_what_is_set_and_writes_it_into_the_address(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_CONFIG", str(scene.settings.source))
    monkeypatch.setenv("MOKED_DATA", str(scene.settings.data))
    first = data.span(scene).first
    assert first is not None
    query = {"from": (first - timedelta(30)).isoformat(), "to": DAYS["to"][0]}

    app = looked("manager", "prevention", {**query, "retention": "0.9", "margin": "much"})
    figures = [one.value for one in lifetime.what_if(100, 0.9, 0.1, (0, 1, 2, 5, 0.5))]
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "margin=much is not allowed" in shown
    assert f"an average week since {date(first)}, when contacts begin" in shown
    assert [f"<b>{value:.1f}</b>" in shown for value in figures] == [True] * 5
    assert "1–30 Apr 2026 · " in shown
    app.number_input(key="staying_retention").set_value(95.0)
    app.number_input(key="staying_discount").set_value(20.0).run()
    assert app.query_params["discount"] == "0.2"
    assert app.query_params["retention"] == "0.95"
    assert "<b>400.0</b>" in " ".join(element.proto.body for element in app.get("html"))
