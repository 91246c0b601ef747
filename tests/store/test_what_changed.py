"""What changed in a week of a small simulated centre, read from its store as each role may know it."""

from datetime import date, timedelta
from functools import cache

import duckdb
import polars as pl
import pytest

from metrics.compute import compute
from metrics.days import instants
from metrics.links import IN_LINE
from metrics.periods import Period
from metrics.week.headlines import HEADLINES
from metrics.week.listed import rows
from metrics.week.weeks import WeekError
from settings.access import Access
from store import publish
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from store.what_changed import what_changed
from tests.connectors.demo.centre import SEVEN_WEEKS, stored

MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD = Viewer("Rina", "lead", frozenset({"Accounts"}))
METRICS = [one.id for one in HEADLINES]
SQL = """
WITH came AS (
    SELECT coalesce(t.first_queue, c.entry_queue) = 'Billing' AS is_ours, t.is_misroute AS wrong,
        t.started_at >= '{middle}'::TIMESTAMPTZ AS is_now
    FROM read_parquet({traces}) t JOIN read_parquet({contacts}) c USING (contact_id)
    WHERE t.deleted_at IS NULL AND t.is_answered = 1
        AND t.started_at >= '{start}'::TIMESTAMPTZ AND t.started_at < '{end}'::TIMESTAMPTZ
        AND (t.started_at >= '{middle}'::TIMESTAMPTZ OR t.closed_at <= '{until}'::TIMESTAMPTZ)
), sums AS (
    SELECT count(*) FILTER (is_now AND is_ours) AS n1, count(*) FILTER (NOT is_now AND is_ours) AS n0,
        sum(wrong) FILTER (is_now AND is_ours) AS x1, sum(wrong) FILTER (NOT is_now AND is_ours) AS x0,
        count(*) FILTER (is_now) AS all1, count(*) FILTER (NOT is_now) AS all0,
        sum(wrong) FILTER (is_now) / count(*) FILTER (is_now) AS r1,
        sum(wrong) FILTER (NOT is_now) / count(*) FILTER (NOT is_now) AS r0
    FROM came
)
SELECT r1 - r0, (n1 / all1 - n0 / all0) * ((x1 / n1 + x0 / n0) / 2 - (r1 + r0) / 2),
    (x1 / n1 - x0 / n0) * (n1 / all1 + n0 / all0) / 2
FROM sums
"""


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    settings = stored(tmp_path_factory.mktemp("changes"))
    store = open_store(settings)
    yield store, settings
    store.close()


@pytest.fixture(scope="module")
def asks(centre):
    """Ask as somebody; the same question is answered once."""
    store, settings = centre

    @cache
    def ask(viewer, smallest=5):
        chosen = settings.model_copy(update={"access": Access(smallest_group=smallest)})
        return what_changed(store, chosen, viewer, SEVEN_WEEKS)

    return ask


@pytest.fixture(scope="module")
def told(asks):
    return asks(MANAGER)


def named(found, cut):
    """All segments of a cut that are named anywhere."""
    parts = [each.divisions[cut] for each in found.changes]
    told = [one.segment for part in parts for one in (*part.drivers, *part.segments)]
    return {name for name in told if name is not None}


def adds_up(found):
    """Whether drivers and other, and all segments, add up to each change by each cut."""
    return {
        sum(one.size for one in parts) == each.change
        for each in found.changes
        for division in each.divisions.values()
        for parts in ((*division.drivers, division.other), division.segments)
    }


@pytest.mark.parametrize("metric", METRICS)
def test_the_value_is_the_one_that_the_catalog_computes(centre, told, metric):
    store, settings = centre
    found = told.of(metric)
    where = (("channel", IN_LINE),) if found.headline.rows == "visits" else ()
    begin, end = instants(found.now.days, settings.site.zone)
    reading = open_reading(store, settings, MANAGER, Filters(SEVEN_WEEKS, begin, end, where))
    figure = compute(reading.frames, [metric], period=Period(begin, end))[metric][0]

    assert float(found.value) == pytest.approx(figure["value"], rel=1e-12)
    assert found.now.sums.n == figure["denominator"]


def test_mix_and_rate_of_a_queue_agree_with_plain_sql(centre, told):
    store, settings = centre
    found = told.of("misroute_rate")
    versions = publish.newest(store.state).versions
    files = {
        name: list(store.history.open(name, versions[name]).file_uris()) for name in ("traces", "contacts")
    }
    start = instants(found.before.days, settings.site.zone)[0]
    middle, end = instants(found.now.days, settings.site.zone)
    until = middle + (SEVEN_WEEKS - end)
    [counted] = duckdb.sql(SQL.format(**files, start=start, middle=middle, end=end, until=until)).fetchall()
    [ours] = [one for one in found.divisions["queue"].segments if one.segment == "Billing"]

    assert [float(one) for one in (found.change, ours.mix, ours.rate)] == pytest.approx(counted, abs=1e-12)


@pytest.mark.parametrize("viewer", [MANAGER, LEAD, EXECUTIVE], ids=["a manager", "a lead", "an executive"])
def test_whoever_looks_the_parts_add_up_to_the_change(asks, viewer):
    assert adds_up(asks(viewer)) == {True}


def test_an_executive_is_told_of_no_group_of_too_few_agents(asks):
    assert named(asks(EXECUTIVE), "team") == {"Accounts", "Technics"}
    assert named(asks(EXECUTIVE, smallest=1), "team") == named(asks(MANAGER), "team")
    assert named(asks(EXECUTIVE, smallest=100), "queue") == set()


def test_what_an_executive_may_not_see_changes_no_whole(asks, told):
    found = asks(EXECUTIVE)

    assert [(one.value, one.change) for one in found.changes] == [
        (one.value, one.change) for one in told.changes
    ]
    assert {"Business", "Chat", "Letters"} <= set(found.of("misroute_rate").withheld)


def test_a_lead_is_told_of_the_own_team_alone(asks):
    assert named(asks(LEAD), "team") == {"Accounts"}


def test_weeks_that_the_data_do_not_hold_are_compared_with_nothing(told):
    assert ("service_level", "year") in told.untold
    assert told.of("service_level", "year") is None
    assert told.of("fcr").before.days.first == told.of("misroute_rate").before.days.first - timedelta(7)


def test_four_weeks_of_which_the_first_is_not_known_whole_are_no_comparison(centre):
    found = what_changed(*centre, MANAGER, SEVEN_WEEKS, date(2026, 4, 8))

    assert ("misroute_rate", "month") in found.untold
    assert found.of("misroute_rate").before.days.first == date(2026, 3, 30)


def test_the_four_weeks_before_are_one_sum_of_all(told):
    month, week = told.of("misroute_rate", "month"), told.of("misroute_rate")

    assert month.before.days.count == 28
    assert month.before.days.last == week.before.days.last
    assert month.before.sums.n > 3 * week.before.sums.n


def test_a_week_that_is_not_over_is_refused(centre):
    with pytest.raises(WeekError, match="is not over"):
        what_changed(*centre, MANAGER, SEVEN_WEEKS, SEVEN_WEEKS.date())


def test_rows_of_a_change_hold_the_whole_and_every_segment(told):
    table = rows(told.changes).filter(metric="misroute_rate", comparison="before")
    whole = table.filter(pl.col("cut").is_null()).row(0, named=True)
    cuts = table.drop_nulls("cut").group_by("cut").agg(pl.col("change").sum())

    assert whole["now"] - whole["before"] == pytest.approx(whole["change"])
    assert cuts["change"].to_list() == pytest.approx([whole["change"]] * 4)
