"""The page How good is the list: what past lists found, which way makes them and why, and what is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.risk import EVIDENCE
from metrics.risk_model import worth
from metrics.risk_model.backtest import TOLD
from metrics.risk_model.ordered import orders
from settings import load
from store import risk_learning
from store.opened import open_store
from store.risk_models import RiskModel
from store.risk_order import Order
from tests.factories import NOON, ZONE
from tests.metrics.replayed import FIRST, LISTS, MONDAYS, replayed, studied
from tests.store.tracing import call, refresh, sent
from ui import definitions, tokens
from ui.list_worth import charts, choice, words
from ui.list_worth.found import Found, Way
from ui.list_worth.tiles import tiles

NOW, WEEK = NOON + timedelta(days=6), timedelta(days=7)
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
        "Worth calling: of 4 judged on a list 3.0 left within 4 weeks, 75 times as many as by chance."
        in shown
    )
    assert "On 3 of 3 Mondays the list found more than chance" in shown
    assert "No evidence gives the answer away" in shown
    assert "The next list goes by learnt weights" in shown


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
        ("score", "few", "From 50 on weights are learnt from them; till then the list goes by points."),
        ("score", "leak", "evidence gives the answer away"),
        ("score", "untested", "once they were tried on three Mondays"),
        ("score", "worse", "That is worse beyond chance, so lists go by points."),
        (
            "logistic",
            "model",
            "learnt weights listed 3 more who left than points (95 %: -1 to +7). That is not",
        ),
    ],
)
def test_why_one_way_makes_the_list_is_said(found, kind, why, said):
    assert said.replace("-1", words.number(-1, signed=True)) in choice.why(found(studied(kind, why)))


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


@pytest.mark.parametrize(
    ("this", "title"),
    [
        (None, "The next list goes by learnt weights"),
        (Order("logistic", 4), "This week’s list goes by learnt weights"),
        (Order(), "This week’s list goes by points, the next one by learnt weights"),
    ],
    ids=["no list yet", "the same way", "learnt since Monday"],
)
def test_which_way_makes_the_list_of_this_week_and_the_next_is_said(found, this, title):
    assert choice.chosen_title(found(studied(), this)) == title


@pytest.mark.parametrize(("this", "kind"), [(None, "logistic"), (Order(), "score")], ids=["none yet", "made"])
def test_what_the_list_is_worth_is_told_of_the_way_that_makes_it_this_week(found, this, kind):
    late = found(studied(), this)

    assert (late.used.kind, {row["kind"] for row in late.weeks}) == (kind, {kind})
    told = worth.figures(late.study, ["lift_at_capacity"], [], ZONE, late.kind)
    assert told["lift_at_capacity"].to_list() == [late.used.figure("lift")]


def test_each_list_is_marked_at_the_way_that_makes_it(found):
    late = found(studied(), Order())

    assert [choice.chip(late, way) for way in late.ways] == ["this week", "next list"]


@pytest.fixture
def grown(found):
    """Three Mondays by learnt weights, and one before on which there was too little to learn from."""
    then, now = replayed([FIRST - WEEK], {"score": ("hal",)}), replayed()
    joined = {
        name: pl.concat([getattr(then, name), getattr(now, name)]) for name in ("weeks", "places", "due")
    }
    return found(studied(found=replace(now, **joined)))


def test_mondays_before_anything_was_learnt_are_shown_in_grey_and_counted(grown):
    bars, _chance = charts.by_week(grown).data

    assert words.weeks_title(grown) == "On 3 of 4 Mondays the list found more than chance"
    assert list(bars.y) == [0.0, 3.0, 3.0, 3.0]
    assert list(bars.marker.color) == [tokens.BEFORE, *[tokens.ACCENT] * 3]
    assert words.earlier(grown).startswith("The first 1 Monday (grey) went by points")


def test_the_mondays_shown_are_those_that_can_be_asked_for(grown):
    asked = worth.figures(grown.study, ["lift_at_capacity"], ["way", "week"], ZONE, grown.kind)

    shown = [grown.day(row) for row in (*grown.before, *grown.weeks)]
    assert shown == sorted(asked["week"].unique())


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("ann", "bob", "eve", "gus"), "Worth calling: of 4"),
        (("ann",), "Not clearly worth calling: of 1 "),
    ],
    ids=["beyond chance", "too few to tell"],
)
def test_whether_it_is_worth_calling_is_said_first(found, names, said):
    lists = {"score": names, "logistic": names}
    past = replayed(lists=lists, people=5 if len(names) == 1 else 400)

    assert words.sentence(found(studied(found=past))).startswith(said)


def test_what_was_told_stands_beside_what_came(found):
    dash, dot = charts.told_and_came(found(studied())).data

    assert list(dash.y) == pytest.approx([0.004, 0.3])
    assert list(dot.y) == pytest.approx([0.005, 7 / 30])


@pytest.mark.parametrize(
    ("left", "n", "title", "then"),
    [
        (8, 30, "Chances can be believed: as many left as was told", "So the list shows chances."),
        (29, 30, "Chances cannot be believed yet: more left than was told", "an order and no chances."),
        (3, 300, "Chances cannot be believed yet: fewer left than was told", "an order and no chances."),
    ],
    ids=["as many", "more", "fewer"],
)
def test_the_list_shows_chances_only_where_they_came_true(found, left, n, title, then):
    steps = pl.DataFrame([{"kind": "logistic", "chance": 0.3, "n": n, "left": left}, *STAYED], schema=TOLD)
    study = studied(found=replace(replayed(), told=steps))

    assert words.steps_title(found(study)) == title
    assert words.shown_or_not(found(study)).endswith(then)
    assert (orders(study, EVIDENCE).calibration is not None) is (left == 8)


def test_a_monday_stands_beside_what_chance_would_have_found(found):
    bars, chance = charts.by_week(found(studied())).data

    assert (list(bars.y), list(chance.y)) == ([3.0] * 3, pytest.approx([0.04] * 3))
    assert bars.error_y.arrayminus[0] == pytest.approx(3 - 4 * 0.3006, abs=0.01)


def test_the_error_of_chances_is_held_against_the_usual_share(found):
    said = words.brier(found(studied()).used).replace("\u00a0", " ")

    assert "0.00900, against 0.01000" in said
    assert "10.0 % less" in said


def test_every_figure_of_the_page_is_defined():
    assert "Share of those on past lists who left" in definitions.sentence("precision_at_capacity")


def test_ways_are_compared_on_the_same_mondays(found):
    ways: list[Way] = found(studied()).ways

    assert [way.kind for way in ways] == list(LISTS)
    assert {way.weeks for way in ways} == {len(MONDAYS)}
