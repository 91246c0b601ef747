"""The page Forecast & staffing of a small simulated centre: what it finds, says and lets people ask."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.forecast.whatif import Met
from tests.connectors.demo.centre import FOUR_WEEKS, SEVEN_WEEKS, stored
from tests.ui.simulated import scene_at
from ui.forecast import charts, choice, soon, tables, tiles, whatif, words
from ui.forecast.look import Outlook, outlook

Changed = Callable[..., Outlook]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    """What a centre of seven weeks looks ahead to."""
    found = outlook(scene_at(tmp_path_factory.mktemp("ahead"), SEVEN_WEEKS))
    assert found is not None
    return found


def having(seen: Outlook, queue: str = "", **columns: pl.Expr) -> Outlook:
    """The same days with other figures in some columns."""
    return replace(seen, queue=queue, ahead=replace(seen.ahead, rows=seen.ahead.rows.with_columns(**columns)))


def short_by(people: int) -> pl.Expr:
    """Everybody is planned but on the second day from nine to noon, when so many are missing."""
    day = pl.col("local_s") // 86_400
    is_short = (day == day.min() + 1) & (pl.col("local_s") % 86_400).is_between(9 * 3600, 12 * 3600 - 1)
    here = is_short & (pl.col("queue") == "Billing")
    return pl.when(here).then(pl.col("rostered") - people).otherwise(pl.col("rostered"))


def test_where_and_when_people_are_missing_next_is_the_first_thing_said(seen: Outlook) -> None:
    one, more = (having(seen, scheduled=short_by(n)) for n in (1, 2))

    assert words.sentence(one) == "Billing needs 1 more person tomorrow, 09:00–12:00"
    assert words.sentence(more) == "Billing needs 2 more people tomorrow, 09:00–12:00"
    assert more.missing_hours() == 6
    assert words.heat_title(more) == "People are missing on 1 day"


def test_today_and_tomorrow_say_of_each_queue_how_many_to_add_and_when(seen: Outlook) -> None:
    short = having(seen, scheduled=short_by(2))
    lines = rows_of(soon.table(short))

    assert soon.title(short) == f"1 of {len(seen.queues)} queues needs more people today or tomorrow"
    assert lines[0][0] == "Billing"
    assert lines[0][2] == "add 2 09:00–12:00"
    assert {line[2] for line in lines[1:]} <= {"✓ enough", "closed"}


def test_of_many_times_the_two_worst_are_named_and_the_others_counted(seen: Outlook) -> None:
    hour = pl.col("local_s") % 86_400 // 3600
    lacks = pl.when(hour.is_in([9, 12, 15]) & (pl.col("queue") == "Billing"))
    gappy = having(seen, scheduled=lacks.then(pl.col("rostered") - 2 - (hour == 12)).otherwise("rostered"))

    assert rows_of(soon.table(gappy))[0][2] == "add up to 3 09:00–10:00, 12:00–13:00 and 1 more time"


def test_a_day_without_a_plan_or_a_target_is_not_said_to_be_enough(seen: Outlook) -> None:
    unplanned = having(seen, scheduled=pl.lit(None, pl.Float64))
    aimless = having(seen, rostered=pl.lit(None, pl.Float64), scheduled=pl.lit(5.0))

    needed = {line[0]: line[2] for line in rows_of(soon.table(unplanned))}["Billing"]
    assert re.fullmatch(r"\d+ people needed most at \d\d:\d\d", needed)
    assert {line[2] for line in rows_of(soon.table(aimless))} <= {"not known", "closed"}
    assert soon.title(unplanned) == "How many people today and tomorrow need"
    assert (
        soon.title(having(seen, scheduled=pl.col("rostered"))) == "Nobody has to be added today and tomorrow"
    )


def test_handle_times_are_scored_beside_the_contacts(seen: Outlook) -> None:
    names = [line[0] for line in rows_of(tables.score(seen))]

    assert names[:4] == [
        "Contacts, two hours ahead",
        "Contacts, the day before",
        "Contacts, 7 days before",
        "Contacts, 14 days before",
    ]
    assert names[4:7] == [
        "Handle time, the day before",
        "Handle time, 7 days before",
        "Handle time, 14 days before",
    ]
    assert names[7:] == list(seen.queues)


def rows_of(table: str) -> list[list[str]]:
    """The texts of a table's cells, row by row."""
    body = table.partition("<tbody>")[2]
    cells = [re.findall(r"<td.*?</td>", line, re.S) for line in body.split("</tr>")[:-1]]
    texts = [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in line] for line in cells]
    return [[one.replace("\u2060", "") for one in line] for line in texts]


def test_what_the_address_leaves_open_is_the_next_gap(seen: Outlook) -> None:
    found = choice.chosen({}, having(seen, scheduled=short_by(2)))

    assert (found.queue, found.day, found.hours, found.people) == ("Billing", seen.days[1], (9, 12), 2)
    assert found.problems == ()


def test_with_all_planned_nothing_is_missing(seen: Outlook) -> None:
    enough = having(seen, scheduled=pl.col("rostered"))

    assert words.sentence(enough).startswith("Enough people are planned for all that is expected until ")
    assert [tile.value for tile in tiles.tiles(enough)][2:4] == ["0", "0\u00a0h"]


def test_without_a_plan_it_says_who_is_needed(seen: Outlook) -> None:
    untold = having(seen, scheduled=pl.lit(None, pl.Float64))

    assert words.sentence(untold).endswith("; no source tells who is planned")
    assert [note[:31] for note in words.notes(untold)] == ["No source tells who is planned,"]
    assert words.heat_title(untold) == "How many people are needed, by hour"
    assert [tile.value for tile in tiles.tiles(untold)][2:4] == ["–", "–"]


def test_without_a_target_nobody_is_said_to_be_enough(seen: Outlook) -> None:
    aimless = having(seen, rostered=pl.lit(None, pl.Float64), scheduled=pl.lit(5.0))

    assert words.sentence(aimless).endswith("; no target says who is needed")
    assert [tile.value for tile in tiles.tiles(aimless)][2:4] == ["–", "–"]


def test_where_the_plan_ends_is_said(seen: Outlook) -> None:
    day = pl.col("local_s") // 86_400
    cut = having(seen, scheduled=pl.when(day < day.min() + 3).then(pl.col("rostered")))

    [note] = words.notes(cut)

    assert note.startswith("The plan ends on ")


def test_a_young_queue_is_named_with_its_days(seen: Outlook) -> None:
    young = replace(seen, ahead=replace(seen.ahead, young={"Billing": 12, "Chat": 1}))

    said = "Not enough history for a forecast of Billing (12 days) and Chat (1 day); it begins after 28 days."
    assert said in words.notes(young)
    assert said not in words.notes(replace(young, queue="Social"))


def test_no_line_ends_within_the_name_of_a_young_queue(seen: Outlook) -> None:
    young = replace(seen, ahead=replace(seen.ahead, young={"E-mail": 12}))

    assert "E\u2060-\u2060mail (12 days)" in words.notes(young)[0]


def test_where_no_queue_is_old_enough_the_days_are_said_once(seen: Outlook) -> None:
    none = seen.ahead.rows.with_columns(expected=pl.lit(None, pl.Float64))
    young = replace(seen, ahead=replace(seen.ahead, rows=none, young={"Billing": 12, "Chat": 1}))

    assert words.too_young(young) == "It begins by itself after 28 days of contacts; there are 12 so far."
    assert not [note for note in words.notes(young) if "Not enough" in note]


def test_more_people_answer_more_in_time(seen: Outlook) -> None:
    short = having(seen, scheduled=short_by(2))
    ask = whatif.asked(short, choice.chosen({}, short), shrinkage=0.0)
    assert ask is not None
    fewer, more = ask.met(), ask.met(2)
    assert fewer is not None
    assert more is not None

    told = words.difference(choice.chosen({}, short), fewer, more)

    assert re.fullmatch(
        r"With 2 more people, 09:00–12:00: \d+\u00a0% answered in time instead of \d+\u00a0%", told
    )
    assert more.people == pytest.approx(fewer.people + 2)
    assert more.in_time >= 0.8 > fewer.in_time


def test_people_added_are_those_that_the_table_shows() -> None:
    before = Met(10.0, 0.5, 0.1, 20.0, 0.8, 1.85, 1.85, 1.85)

    more, fewer = (replace(before, people=n, fewest=n, most=n) for n in (5.85, 0.85))
    assert words.at_work(before, more) == ("1.9", "5.9")
    assert words.at_work(before, fewer) == ("1.9", "0.9")


def test_people_who_differ_from_slot_to_slot_are_an_average(seen: Outlook) -> None:
    is_late = pl.col("local_s") % 86_400 >= 11 * 3600
    uneven = having(seen, scheduled=pl.when(is_late).then(6.0).otherwise(0.0))
    ask = whatif.asked(
        uneven, replace(choice.chosen({}, uneven), queue="Billing", day=seen.days[1], hours=(10, 12)), 0.0
    )
    assert ask is not None
    before, after = ask.met(), ask.met(2)
    assert before is not None
    assert after is not None

    assert words.at_work(before, after) == ("3 on average (0 to 6)", "5 on average (2 to 8)")


def test_the_most_missing_at_once_are_told_when_they_are_missing(seen: Outlook) -> None:
    second = pl.col("local_s") % 86_400
    is_peak = (second == 9 * 3600) | (second >= 11 * 3600)
    peaked = having(
        seen, scheduled=short_by(2) - pl.when(short_by(2) < pl.col("rostered"), is_peak).then(1).otherwise(0)
    )

    tile = tiles.tiles(peaked)[2]

    assert tile.value == "3"
    assert tile.target.startswith("Billing, ")
    assert tile.foot == "11:00–12:00 and 09:00–09:30"


def test_of_many_peaks_the_two_longest_are_named() -> None:
    half = 1800

    assert words.times([0, 2 * half, 3 * half, 6 * half], half) == "01:00–02:00, 00:00–00:30 and 1 more time"


@pytest.mark.parametrize(
    ("came", "is_said"), [([None, None], False), ([3, None], True)], ids=["nothing yet", "some"]
)
def test_the_line_of_what_came_is_explained_once_anything_came(
    seen: Outlook, came: list[int | None], *, is_said: bool
) -> None:
    said = words.volume_note(seen, pl.DataFrame({"came": came}, {"came": pl.Int64}))

    assert ("strong line: came so far" in said) is is_said


def test_who_is_missing_is_said_of_a_queue_and_a_day(seen: Outlook) -> None:
    short = having(seen, scheduled=short_by(2))
    asked = choice.chosen({}, short)
    enough = having(seen, scheduled=pl.col("rostered"))

    said = words.people_title(asked, short, charts.of_day(short, asked.queue, asked.day))
    none = words.people_title(asked, enough, charts.of_day(enough, asked.queue, asked.day))

    assert said == "Billing tomorrow: up to 2 people are missing"
    assert none == "Billing tomorrow: enough people are planned"


def test_of_planned_people_those_who_are_away_answer_nobody(seen: Outlook) -> None:
    enough = having(seen, scheduled=pl.lit(10.0))
    ask = whatif.asked(enough, choice.chosen({"queue": ["Billing"]}, enough), shrinkage=0.2)
    assert ask is not None
    met = ask.met()

    assert met is not None
    assert met.people == pytest.approx(8)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": ["2031-01-01"]}, "2031-01-01 is not among the days that are told"),
        ({"hours": ["12-9"]}, "hours=12-9 is not understood"),
        ({"people": ["51"]}, "people=51 is not allowed; it goes from -50 to 50"),
    ],
    ids=["a day too far", "hours backwards", "too many people"],
)
def test_what_cannot_be_asked_is_said(seen: Outlook, given: dict[str, list[str]], said: str) -> None:
    [problem] = choice.chosen(given, seen).problems

    assert problem.startswith(said)


def test_the_file_holds_every_open_slot(seen: Outlook) -> None:
    table = tables.as_file(seen)

    assert table.height == seen.ahead.rows.filter("is_open").height
    assert table["expected"].sum() == pytest.approx(seen.rows.filter("is_open")["expected"].sum(), rel=0.01)


def opened(role: str) -> None:
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415

    with session.entered(Viewer("Noa", role)):
        st.navigation(navigation.menu(role))
        runpy.run_path(str(navigation.ROOT / "pages/plan/forecast.py"))


def shown(folder: Path, role: str, monkeypatch: pytest.MonkeyPatch, **address: str) -> str:
    """All the HTML and captions of the page."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    app = AppTest.from_function(opened, default_timeout=60, args=(role,))
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return " ".join([*(each.proto.body for each in app.get("html")), *(each.value for each in app.caption)])


@pytest.mark.parametrize("role", ["lead", "executive"])
def test_whoever_plans_sees_the_same_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str, seen: Outlook
) -> None:
    stored(tmp_path, SEVEN_WEEKS)
    with (tmp_path / "moked.toml").open("a") as settings:
        settings.write("[access]\nsmallest_group = 1\n")

    page = shown(tmp_path, role, monkeypatch, people="3")

    assert "could not be" not in page
    assert words.sentence(seen) in page
    assert "With 3 more people" in page
    assert "Trust the difference more than either column." in page


def test_a_page_that_cannot_be_read_speaks_of_no_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(tmp_path, FOUR_WEEKS)
    for part in (tmp_path / "data" / "history" / "staffing").glob("**/part-*.parquet"):
        part.unlink()

    page = shown(tmp_path, "manager", monkeypatch)

    assert "The figures of this page could not be read." in page
    assert "Load the page again in a minute. The other pages may well be readable." in page
    assert "period" not in page


def test_four_weeks_are_too_little_and_are_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(tmp_path, FOUR_WEEKS)

    page = shown(tmp_path, "manager", monkeypatch)

    assert "There is too little history for a forecast yet." in page
    assert "A forecast needs more weeks" in page
    assert "Nobody is missing" not in page
    assert "could not be" not in page
