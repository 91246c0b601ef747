"""The lists behind the figures of routing, menus and repeats hold what these count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from connectors.demo.teams import TEAMS
from metrics import causes, contact_number, next_issues, repeats, routing
from metrics.catalog import METRICS
from metrics.compute import compute
from metrics.issues import numbered
from metrics.periods import Period
from metrics.within import WINDOWS, Within
from store.read import Viewer
from store.schema import SURVEYS
from tests.connectors.demo.centre import SEVEN_WEEKS
from tests.ui.simulated import known_of, scene_at
from ui import behind, data
from ui.asked import Asked, Known, read
from ui.scene import Scene

DAYS = {"from": ["2026-03-22"], "to": ["2026-04-19"]}  # four weeks; issues of the first two are 30 days old
SHARES = [name for name, one in METRICS.items() if one.frame == "traced" and one.unit == "share"]
REACHED = [name for name, one in METRICS.items() if one.frame == "reached" and one.unit == "share"]
ISSUES = [name for name, one in METRICS.items() if one.frame == "issues"]
COSTS = ("bounces", "extra_wait_minutes", "wasted_handle_minutes", "net_extra_wait_minutes")
COMPUTED = tuple(dict.fromkeys((*SHARES, *REACHED, *ISSUES, *COSTS, "next_issue_rate", "menu_time_median")))
FILTERS = {
    "all": {},
    "a queue": {"queue": ["Billing"]},
    "a channel": {"channel": ["chat"]},
    "a queue and a channel": {"queue": ["Billing", "Orders"], "channel": ["voice"]},
}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Seven weeks of a small simulated centre."""
    return scene_at(tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="module")
def asks(scene: Scene) -> Callable[..., Asked]:
    """Ask for a list as an address does."""
    known = known_of(scene)

    def ask(figure: str = "", filters: dict[str, list[str]] | None = None, **narrowed: str) -> Asked:
        given = {name: [value] for name, value in {"figure": figure, **narrowed}.items() if value}
        return behind.checked(scene, read({**DAYS, **(filters or {}), **given}, known))

    return ask


def figure(scene: Scene, asked: Asked, metric: str) -> dict[str, float]:
    """A figure as a page has it, computed with the others that are asked for here."""
    return data.figures(scene, data.window(scene, asked), COMPUTED)[metric][0]


def listed(scene: Scene, asked: Asked) -> behind.Listing:
    return behind.listing(scene, asked, "all", "newest", behind.EVERY_PAGE)


@pytest.fixture(scope="module")
def traced(scene: Scene, asks: Callable[..., Asked]) -> pl.LazyFrame:
    """The contacts of the period with their ways, their causes and their segments."""
    window = data.window(scene, asks())
    long = replace(window, start=window.end - timedelta(weeks=12))
    reading = data.reading_of(scene, long)
    assert reading is not None
    rows = causes.attributed(reading.traced(), reading.records(), reading.centre().centre)
    told = rows.collect().lazy()
    return data.inside(told, "started_at", window)


@pytest.mark.parametrize("filters", FILTERS.values(), ids=list(FILTERS))
@pytest.mark.parametrize("metric", [*SHARES, *REACHED, "next_issue_rate"])
def test_the_list_behind_a_share_holds_its_numerator_and_its_denominator(
    metric: str, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks(metric, filters)
    expected = figure(scene, asked, metric)

    found = listed(scene, asked)

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    assert found.rows["contact_id"].n_unique() == found.total
    is_of_menus = metric.startswith(("menu_", "containment_"))
    assert (found.total == 0) == (is_of_menus and filters.get("channel") == ["chat"])


@pytest.mark.parametrize("narrowed", [{}, {"hour": "20"}, {"weekday": "6"}], ids=["all", "an hour", "a day"])
def test_the_list_of_who_found_nobody_holds_as_many(
    narrowed: dict[str, str], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks("came_unstaffed", **narrowed)
    by = data.figures(scene, data.window(scene, asked), ["came_unstaffed"], by=tuple(narrowed))
    rows = by.filter(pl.col(name) == int(value) for name, value in narrowed.items()) if narrowed else by

    assert listed(scene, asked).total == rows["came_unstaffed"][0]["value"] > 0


@pytest.mark.parametrize("filters", FILTERS.values(), ids=list(FILTERS))
@pytest.mark.parametrize("metric", [name for name in ISSUES if METRICS[name].unit != "share"])
def test_the_list_behind_a_mean_of_issues_adds_up_to_it(
    metric: str, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks(metric, filters)
    expected = figure(scene, asked, metric)

    found = listed(scene, asked)

    unit = 60_000 if metric == "minutes_per_issue" else 1
    assert found.total == expected["denominator"] > 0
    assert found.amount == pytest.approx(unit * expected["numerator"])


@pytest.mark.parametrize("filters", FILTERS.values(), ids=list(FILTERS))
@pytest.mark.parametrize(
    ("metric", "unit"),
    [
        ("bounces", 1),
        ("extra_wait_minutes", 60_000),
        ("wasted_handle_minutes", 60_000),
        ("net_extra_wait_minutes", 60_000),
    ],
)
def test_the_list_behind_what_wrong_desks_cost_adds_up_to_it(
    metric: str, unit: int, filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks(metric, filters)

    found = listed(scene, asked)

    assert found.amount == pytest.approx(unit * figure(scene, asked, metric)["value"])
    assert metric == "bounces" or found.total == figure(scene, asked, "misroute_rate")["numerator"]


@pytest.mark.parametrize("filters", FILTERS.values(), ids=list(FILTERS))
def test_the_list_behind_the_time_in_the_menu_holds_everybody_whose_time_is_known(
    filters: dict[str, list[str]], scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks("menu_time_median", filters)

    found = listed(scene, asked)

    expected = figure(scene, asked, "menu_time_median")
    assert found.total == expected["denominator"]
    assert found.rows["menu_ms"].median() == (
        None if expected["value"] is None else pytest.approx(1000 * expected["value"])
    )


def test_the_time_lost_is_that_of_waiting_and_of_handling(scene: Scene, asks: Callable[..., Asked]) -> None:
    parts = [listed(scene, asks(name)) for name in ("extra_wait_minutes", "wasted_handle_minutes")]

    found = listed(scene, asks("time_lost"))

    assert found.amount == sum(part.amount for part in parts) > 0
    assert {found.total} == {part.total for part in parts}


def test_who_hung_up_in_the_menu_is_listed_and_nobody_else(scene: Scene, asks: Callable[..., Asked]) -> None:
    found, every = listed(scene, asks("menu_hang_ups")), listed(scene, asks("menu_exits"))

    assert set(found.rows["outcome"]) == {"exited"}
    assert found.rows["path"].null_count() == 0
    assert "recognised" not in set(found.rows["path"])
    assert 0 < found.total < every.total


@pytest.mark.parametrize("topic", ["any", "same"])
@pytest.mark.parametrize("days", WINDOWS)
def test_coming_again_is_counted_as_it_is_asked(
    days: int, topic: str, scene: Scene, asks: Callable[..., Asked], traced: pl.LazyFrame
) -> None:
    within = Within(days, "same" if topic == "same" else "any")
    expected = traced.select(figure=repeats.written(repeats.repeat_rate, within)).collect()["figure"][0]

    found = listed(scene, asks("repeat_rate", within=str(days), about=topic))

    assert (found.total, found.counted) == (expected["denominator"], expected["numerator"])
    gaps = found.rows.filter("counted")["again_ms"]
    assert gaps.null_count() == 0
    assert (gaps <= within.ms).all()


def test_each_cause_has_the_contacts_that_it_is_charged_with(
    scene: Scene, asks: Callable[..., Asked], traced: pl.LazyFrame
) -> None:
    table = causes.causes(traced, 4)
    expected = [(row["cause"], row["detail"], row["contacts"]) for row in table.rows(named=True)]

    found = [
        (cause, detail, listed(scene, asks("misroute_rate", cause=cause, detail=detail or "none")))
        for cause, detail, _contacts in expected
    ]

    assert [(cause, detail, one.total) for cause, detail, one in found] == expected
    assert len(expected) > 2
    whole = listed(scene, asks("misroute_rate")).counted
    assert sum(one.total for _cause, _detail, one in found) == whole
    assert all(one.counted == one.total for _cause, _detail, one in found)


def test_each_cause_costs_what_its_contacts_lost(
    scene: Scene, asks: Callable[..., Asked], traced: pl.LazyFrame
) -> None:
    table = causes.causes(traced, 4)

    lost = [
        listed(scene, asks("time_lost", cause=row["cause"], detail=row["detail"] or "none")).amount
        for row in table.rows(named=True)
    ]

    assert [ms / 60_000 / 4 for ms in lost] == pytest.approx(table["minutes"].to_list())


def test_the_ways_from_queue_to_queue_are_those_of_the_matrix(
    scene: Scene, asks: Callable[..., Asked], traced: pl.LazyFrame
) -> None:
    table = routing.matrix(traced).filter(pl.col("misroutes") > 0)

    found = [
        listed(scene, asks("misroute_rate", first_queue=first, last_queue=last))
        for first, last in table.select("first_queue", "last_queue").rows()
    ]

    assert [one.total for one in found] == table["answered"].to_list()
    assert [one.counted for one in found] == table["misroutes"].to_list()
    assert table.height > 5


NARROWED: dict[str, tuple[dict[str, str], pl.Expr]] = {
    "a first queue": ({"first_queue": "Billing"}, pl.col("first_queue") == "Billing"),
    "a last queue": ({"last_queue": "Billing"}, pl.col("last_queue") == "Billing"),
    "a topic": ({"topic": "Unclear invoice"}, pl.col("topic_family") == "Unclear invoice"),
    "no topic": ({"topic": "none"}, pl.col("topic_family").is_null()),
    "an option": ({"option": "billing>unclear invoice"}, pl.col("option") == "billing>unclear invoice"),
    "a path": ({"menu_path": "agent"}, pl.col("menu_path") == "agent"),
    "no path": ({"menu_path": "none"}, pl.col("menu_path").is_null()),
    "an hour": ({"hour": "11"}, pl.col("started_local_s") % 86_400 // 3600 == 11),
    "a cause": ({"cause": "unknown"}, pl.col("cause") == "unknown"),
    "a cause and a queue": (
        {"cause": "unknown", "first_queue": "Billing"},
        (pl.col("cause") == "unknown") & (pl.col("first_queue") == "Billing"),
    ),
}
OF_ALL = ("transfer_rate", "repeat_rate", "menu_loop_rate", "identified_rate", "misroute_rate_topic")


@pytest.mark.parametrize(("narrowed", "kept"), NARROWED.values(), ids=list(NARROWED))
def test_narrowed_lists_hold_what_the_figures_count_of_these_contacts(
    narrowed: dict[str, str], kept: pl.Expr, scene: Scene, asks: Callable[..., Asked], traced: pl.LazyFrame
) -> None:
    window = data.window(scene, asks())
    reading = data.reading_of(scene, window)
    assert reading is not None
    rows = replace(reading.frames, traced=traced.filter(kept))
    period = Period(window.start, window.end)
    expected = compute(rows, OF_ALL, period=period).row(0, named=True)

    found = {metric: listed(scene, asks(metric, **narrowed)) for metric in OF_ALL}

    assert {metric: (one.total, one.counted) for metric, one in found.items()} == {
        metric: (expected[metric]["denominator"], expected[metric]["numerator"]) for metric in OF_ALL
    }


def test_the_segments_on_record_make_up_all_contacts(scene: Scene, asks: Callable[..., Asked]) -> None:
    names = ("business", "family", "senior", "single", "student", "none")

    found = {name: listed(scene, asks("misroute_rate", segment=name)) for name in names}

    whole = listed(scene, asks("misroute_rate"))
    assert sum(one.total for one in found.values()) == whole.total
    assert sum(one.counted for one in found.values()) == whole.counted
    assert found["business"].counted > found["student"].counted > 0


def test_the_numbers_of_contacts_in_their_issues_are_those_that_chains_give(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    window = data.window(scene, asks())
    reading = data.reading_of(scene, replace(window, start=SEVEN_WEEKS - timedelta(weeks=20)))
    assert reading is not None
    told = data.inside(numbered(reading.traced()), "started_at", window)
    sizes = told.group_by(pl.col("contact_no").clip(upper_bound=5)).len().sort("contact_no").collect()

    found = [listed(scene, asks("contacts", nth=str(nth))).total for nth in range(1, 6)]

    assert found == sizes["len"].to_list()


def test_the_answers_behind_each_number_of_a_contact_are_those_that_are_counted(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    window = data.window(scene, asks())
    reading = data.reading_of(scene, replace(window, start=SEVEN_WEEKS - timedelta(weeks=20)))
    assert reading is not None
    told = data.inside(numbered(reading.traced()), "started_at", window)
    table = contact_number.by_number(contact_number.rated(told, reading.rows(SURVEYS))).head(3)

    found = [listed(scene, asks("csat", nth=str(nth))) for nth in table["number"]]

    assert [one.total for one in found] == table["csat"].struct["denominator"].to_list()
    assert [one.counted for one in found] == table["csat"].struct["numerator"].to_list()
    assert found[1].total > 0


def test_the_contacts_behind_a_pair_are_those_that_were_followed(
    scene: Scene, asks: Callable[..., Asked], traced: pl.LazyFrame
) -> None:
    table = next_issues.pairs(traced.collect().lazy()).head(4)

    found = [
        listed(scene, asks("next_issue_rate", topic=topic, next_topic=following))
        for topic, following in table.select("topic", "next_topic").rows()
    ]

    assert [one.counted for one in found] == table["share"].struct["numerator"].to_list()
    assert [one.total for one in found] == [one.counted for one in found]
    assert table.height > 0


def test_the_rows_of_a_cause_tell_the_way_and_the_extra_wait(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks("extra_wait_minutes", {"queue": ["Billing"]})

    found = behind.listing(scene, asked, "all", "longest", 0)

    waits = found.rows["extra_ms"].to_list()
    assert waits == sorted(waits, reverse=True)
    assert all(way.startswith("Billing → ") for way in found.rows["way"])
    assert (found.rows["wait_ms"] >= found.rows["extra_ms"]).all()


def test_the_parts_of_a_list_are_its_numerator_and_the_others(
    scene: Scene, asks: Callable[..., Asked]
) -> None:
    asked = asks("repeat_rate")

    yes, no = (behind.listing(scene, asked, part, "newest", behind.EVERY_PAGE) for part in ("yes", "no"))

    assert (yes.rows.height, no.rows.height) == (yes.counted, yes.total - yes.counted)
    assert set(yes.rows["counted"]) == {True}
    assert set(no.rows["counted"]) == {False}


@pytest.mark.parametrize(
    ("figure", "narrowed", "sentence"),
    [
        (
            "misroute_rate",
            {"segment": "zzz"},
            "Unknown segment 'zzz'. Known: business, family, senior, single, student and none.",
        ),
        (
            "misroute_rate",
            {"cause": "felid"},
            "Unknown cause 'felid'. Did you mean field? Known: field, opt_out, option, rule and unknown.",
        ),
        ("repeat_rate", {"within": "8"}, "Unknown within '8'. Known: 1, 7, 14 and 30."),
        (
            "service_level",
            {"cause": "field"},
            "The contacts behind “In time” cannot be narrowed by cause.",
        ),
    ],
    ids=["a segment", "a cause", "a window", "what waits do not know"],
)
def test_what_names_nothing_falls_back_and_is_said(
    figure: str, narrowed: dict[str, str], sentence: str, asks: Callable[..., Asked]
) -> None:
    asked = asks(figure, **narrowed)

    assert asked.problems == (sentence,)
    assert asked == asks(figure)


def test_a_lead_may_ask_for_a_queue_that_only_other_teams_answer(scene: Scene) -> None:
    lead = replace(scene, viewer=Viewer("a lead", "lead", frozenset({TEAMS[0].name})))
    asked = read({**DAYS, "figure": ["misroute_rate"]}, Known(scene.today, 7, (), (), ("misroute_rate",)))
    reading = data.reading_of(lead, data.window(lead, asked))
    assert reading is not None
    own = reading.visits.select("queue").collect()["queue"].unique().to_list()
    (other, *_rest) = reading.traced().filter(~pl.col("last_queue").is_in(own)).collect()["last_queue"]

    found = behind.checked(lead, replace(asked, narrowed=(("last_queue", other),)))

    assert (found.narrowed, found.problems) == ((("last_queue", other),), ())
    assert listed(lead, found).counted > 0
