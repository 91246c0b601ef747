"""The page How good is the list: what past lists found, which way makes them and why, and what is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.risk import EVIDENCE
from metrics.risk_model.backtest import TOLD
from metrics.risk_model.ordered import orders
from settings import load
from store import risk_learning
from store.opened import open_store
from store.risk_models import RiskModel
from tests.factories import NOON, ZONE
from tests.metrics.replayed import LISTS, MONDAYS, replayed, studied
from tests.store.tracing import call, refresh, sent
from ui import definitions
from ui.list_worth import charts, words
from ui.list_worth.found import Found, Way
from ui.list_worth.tiles import tiles

NOW = NOON + timedelta(days=6)
STAYED = [{"kind": "logistic", "chance": 0.001, "n": 1_000, "left": 1}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("worth")
    (place / "moked.toml").write_text(
        f'now = {NOW.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
        '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
    )
    return place


@pytest.fixture
def centre(folder, monkeypatch):
    """One call, and what was learnt: nothing yet."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    store = open_store(load())
    if not (folder / "loaded").exists():
        one, _leg = call("anna", "anna", NOON, is_complaint=0, is_resolved=1)
        refresh(store, "bank", sent("bank", [(one, [])]), now=NOON, is_first=True)
        (folder / "loaded").touch()
    with store.state.writing() as connection:
        connection.execute(RiskModel.__table__.delete())
    yield store
    store.close()


def opened(role):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Dana", role)):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / navigation.entry("list_worth").script))


def look(store, study=None, role="manager"):
    """Open the page after something was learnt."""
    if study is not None:
        with store.state.writing() as connection:
            risk_learning.write(connection, study, NOON, 1, {})
    app = AppTest.from_function(opened, default_timeout=90, args=(role,)).run()
    assert not app.exception, app.exception
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert "could not be" not in shown
    return shown


def told(study, order=None):
    """What the page reads of a study."""
    kept = risk_learning.Kept(4, NOON, 7, {"contacts": 2}, 2, study)
    return Found(kept, order, load().site.zone)


@pytest.fixture
def found(centre) -> Callable[..., Found]:
    return told


def tile(found, key):
    return next(one for one in tiles(found, found.used) if one.key == f"worth_{key}")


def test_before_past_lists_were_replayed_the_page_says_when_they_will_be(centre):
    shown = look(centre)

    assert "Nobody knows yet how good the list is." in shown
    assert "within minutes of the first data" in shown


def test_with_too_short_a_past_the_page_says_how_long_it_takes(centre):
    shown = look(centre, studied("score", "few", replayed(mondays=[]), leavers=0))

    assert "No past list is old enough to be judged yet." in shown
    assert "It takes two weeks of contacts before a list" in shown


def test_where_nobody_is_known_to_have_left_the_page_says_what_is_missing(centre):
    shown = look(centre, studied("score", "few", replayed(leavers=()), leavers=0))

    assert "Nobody is known to have left, so nobody knows how good the list is." in shown
    assert "churned_on" in shown


def test_past_lists_are_held_against_chance(centre):
    shown = look(centre, studied())

    assert (
        "Of 4 customers judged on a Monday’s list 3.0 left within 4 weeks; by chance fewer than 0.1 would."
        in shown
    )
    assert "On 3 of 3 Mondays the list found more than chance" in shown
    assert "No evidence gives the answer away" in shown
    assert "Learnt weights make the list" in shown


def test_each_tile_has_its_interval_and_n(found):
    made = {key: tile(found(studied()), key) for key in ("precision", "recall", "lift", "stability")}

    assert [one.value.replace("\u00a0", " ") for one in made.values()] == [
        "75.0 %",
        "75.0 %",
        "75 times",
        "100.0 %",
    ]
    assert made["precision"].foot == "n 12 on 3 lists"
    assert made["recall"].foot == "n 12 who left"
    assert all(one.foot_end for key, one in made.items() if key != "stability")
    assert made["stability"].target.startswith("by week 100")


def test_no_more_leavers_can_be_on_the_list_than_fit(found):
    many = tuple(f"p{n}" for n in range(16))

    assert tile(found(studied(found=replayed(leavers=many))), "recall").target.startswith("at most 25")


@pytest.mark.parametrize(
    ("kind", "why", "said"),
    [
        ("score", "few", "From 50 on a model learns from them; until then points make the list."),
        ("score", "leak", "evidence gives the answer away"),
        ("score", "untested", "once it was tried on three Mondays"),
        ("score", "worse", "That is worse beyond chance, so points stay."),
        (
            "logistic",
            "model",
            "the learnt weights listed 3 more who left than points (95 %: -1 to +7). That is not",
        ),
    ],
)
def test_why_one_way_makes_the_list_is_said(found, kind, why, said):
    assert said.replace("-1", words.number(-1, signed=True)) in words.why(found(studied(kind, why)))


def test_evidence_that_gives_the_answer_away_is_named(found):
    leak = found(studied("score", "leak", leaks=["payment_failed"]))

    assert words.leaks_title(leak.study.leaks) == f"It gives the answer away: {words.label('payment_failed')}"
    assert "nothing learnt from it is used" in words.leaks(leak)


@pytest.mark.parametrize(
    ("at_least", "below", "said"),
    [(0.0, 0.002, "under 0.2 %"), (0.005, 0.01, "0.5–1 %"), (0.02, 0.05, "2–5 %"), (0.5, 1.0, "over 50 %")],
)
def test_steps_of_a_chance_are_named(at_least, below, said):
    assert words.step({"at_least": at_least, "below": below}).replace("\u00a0", " ") == said


def test_what_was_told_stands_beside_what_came(found):
    dash, dot = charts.told_and_came(found(studied())).data

    assert list(dash.y) == pytest.approx([0.004, 0.3])
    assert list(dot.y) == pytest.approx([0.005, 7 / 30])


@pytest.mark.parametrize(
    ("left", "said"), [(8, "as many left as was told"), (29, "not as many left as was told")]
)
def test_the_list_shows_chances_only_where_they_came_true(found, left, said):
    steps = pl.DataFrame([{"kind": "logistic", "chance": 0.3, "n": 30, "left": left}, *STAYED], schema=TOLD)
    study = studied(found=replace(replayed(), told=steps))

    assert said in words.shown_or_not(found(study))
    assert (orders(study, EVIDENCE).calibration is not None) is (left == 8)


def test_a_monday_stands_beside_what_chance_would_have_found(found):
    bars, chance = charts.by_week(found(studied())).data

    assert (list(bars.y), list(chance.y)) == ([3.0] * 3, pytest.approx([0.04] * 3))
    assert bars.error_y.arrayminus[0] == pytest.approx(3 - 4 * 0.3006, abs=0.01)


def test_the_error_of_chances_is_held_against_the_usual_share(found):
    said = words.brier(found(studied()).used).replace("\u00a0", " ")

    assert "0.00900, against 0.01000" in said
    assert "That is 10.0 % less" in said


def test_every_figure_of_the_page_is_defined():
    assert "Share of those on past lists who left" in definitions.sentence("precision_at_capacity")


def test_ways_are_compared_on_the_same_mondays(found):
    ways: list[Way] = found(studied()).ways

    assert [way.kind for way in ways] == list(LISTS)
    assert {way.weeks for way in ways} == {len(MONDAYS)}
