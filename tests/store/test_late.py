"""What arrives two weeks late changes exactly the figures that it should, and no other week of traces."""

import shutil
from datetime import timedelta
from functools import partial

import polars as pl
import pytest

from metrics import METRICS, compute
from metrics.causes import attributed
from metrics.contact_number import by_number, rated
from metrics.issues import numbered
from store.centre_map import CentreMap
from store.derive import derived_contacts, derived_legs
from store.deriving import Changes, derive
from store.files import open_at
from store.history import week_of
from store.ingest import begin
from store.merge import Arrival, merge
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from store.schema import CONTACTS, CUSTOMERS, LEGS, NOTES, SURVEYS, TRACES, empty
from tests.factories import NOON, ZONE
from tests.store.conftest import written
from tests.store.sent import Sent
from tests.store.tracing import call, identity, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LATER, FOREVER = NOON + 14 * DAY, NOON + 99 * DAY
APART = 10 * DAY  # so that nobody comes again within a week
THIRD = NOON - 3 * APART  # Monday, 2 February 2026
BY = ("week", "queue")
OWN, CLARAS = ("2026-02-09", "Billing"), "2026-W05"
PER_ISSUE = {name for name, one in METRICS.items() if one.frame == "issues" and one.unit == "ratio"}


def everybody():
    """Build calls of anna and boris, ten days apart; one of clara's, in a week of its own, was misrouted."""
    for n in range(30):
        yield call(f"a{n}", "anna", NOON - n * APART)
        yield call(f"b{n}", "boris", NOON - n * APART + HOUR)
    began = THIRD - 5 * DAY
    row, first = call("c", "clara", began, ended_at=began + 10 * MINUTE)
    yield row, [{**first[0], "ended_by": "transfer_blind"}, leg_of(row, 2, "Technical", 60, wait_ms=30_000)]


def rows(table, **given):
    return pl.DataFrame([{"source": "bank", "version": 1} | given], schema=empty(table).schema)


def survey(name, contact, score, answered_at):
    scale = {"scale_min": 1.0, "scale_max": 5.0, "invited_at": THIRD, "answered_at": answered_at}
    return rows(SURVEYS, survey_id=name, contact_id=contact, kind="csat", score=score, **scale)


def record(customer, home_queue, **given):
    since = THIRD - 99 * DAY
    return rows(CUSTOMERS, customer_id=customer, valid_from=since, home_queue=home_queue, **given)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The calls, a survey answered in time, the record that sent clara astray; and the figures of it all."""
    folder = tmp_path_factory.mktemp("late")
    settings = written(folder)
    store = open_store(settings)
    begin(store, NOON)
    told = {
        "surveys": survey("bank:1", "bank:a3", 5.0, answered_at=THIRD + HOUR),
        "customers": record("bank:clara", "Billing"),
    }
    batch = sent("bank", list(everybody()), [identity("bank", "anna", "1"), identity("bank", "boris", "2")])
    refresh(store, "bank", Sent({**batch.tables, **told}), is_first=True)
    found = figures(store, settings)
    store.close()
    return folder / "data", found


@pytest.fixture
def centre(settings, filled):
    """A store of one's own with all that."""
    data, _figures = filled
    shutil.copytree(data, settings.data)
    store = open_store(settings)
    yield store
    store.close()


@pytest.fixture
def arrives(centre, settings, filled):
    """Let a batch arrive two weeks late and tell what it changes."""
    return partial(Late, centre, settings, filled[1])


def opened(centre, settings):
    return open_reading(centre, settings, Viewer("Dana", "manager"), Filters(FOREVER))


def figures(centre, settings):
    """Compute every metric by week and queue: (week, queue) → metric → its figure."""
    table = compute(opened(centre, settings).frames, list(METRICS), BY, week_start=1)
    return {
        (str(row["week"]), row["queue"]): {name: row[name] for name in METRICS}
        for row in table.iter_rows(named=True)
    }


def changed(before, after):
    """List the groups of which a figure is another one, with the names of those figures."""
    nothing = dict.fromkeys(METRICS)
    found = {
        group: {
            name for name in METRICS if before.get(group, nothing)[name] != after.get(group, nothing)[name]
        }
        for group in {*before, *after}
    }
    return {group: names for group, names in found.items() if names}


def files(centre):
    """List the files of traces by week."""
    table = centre.history.open(TRACES.name)
    held = open_at(centre.history.path(TRACES.name), table.version()).files
    return {week: set(part["file"]) for (week,), part in held.group_by("week")}


class Late:
    """Hold what one late batch changed: figures by group, weeks of traces."""

    def __init__(self, centre, settings, before, batch):
        held = files(centre)
        refresh(centre, "bank", batch, now=LATER, connected_at=NOON)
        self.figures, now = changed(before, figures(centre, settings)), files(centre)
        self.weeks = {week for week in {*held, *now} if held.get(week) != now.get(week)}


def weeks_of(late):
    return {week for week, _queue in late.figures}


def names_of(late):
    return set().union(*late.figures.values())


def test_a_second_contact_changes_its_own_week_and_whether_the_first_was_solved(arrives):
    row, legs = call("late", "anna", THIRD + 6 * DAY + 20 * HOUR)
    told = sent("bank", [(row, [{**legs[0], "agent_id": "bank:ELI"}])])

    late = arrives(told)

    assert weeks_of(late) == {"2026-02-02", "2026-02-09"}
    assert late.figures["2026-02-02", "Billing"] == {"repeat_rate", "fcr", *PER_ISSUE} - {"channels_crossed"}
    assert {"contacts", "misroute_rate"} <= late.figures["2026-02-09", None] | late.figures[OWN]
    assert late.weeks == {"2026-W06", "2026-W07"}


def test_a_contact_of_nobody_known_changes_its_own_week_alone(arrives):
    late = arrives(sent("bank", [call("late", None, THIRD + 7 * DAY)]))

    assert weeks_of(late) == {"2026-02-09"}
    assert names_of(late) & {"fcr", "repeat_rate", *PER_ISSUE} == set()
    assert late.weeks == {"2026-W07"}


def test_a_leg_changes_the_way_of_its_contact_and_of_no_other(arrives):
    row, first = call("b3", "boris", THIRD + HOUR, version=2)
    told = [{**first[0], "version": 2, "ended_by": "transfer_blind"}]
    told.append(leg_of(row, 2, "Technical", 60, version=2, wait_ms=50_000))

    late = arrives(sent("bank", [(row, told)]))

    assert set(late.figures) == {("2026-02-02", "Billing"), ("2026-02-02", "Technical")}
    assert {"transfer_rate", "misroute_rate", "extra_wait_minutes"} <= names_of(late)
    began = late.figures["2026-02-02", "Billing"]
    assert began & PER_ISSUE == {"minutes_per_issue"}
    assert began & {"contacts", "asa", "repeat_rate", "fcr", "identified_rate"} == set()
    assert late.weeks == {"2026-W06"}


def test_an_answer_to_a_survey_changes_satisfaction_alone(arrives, centre, settings):
    held = opened(centre, settings)
    before = by_number(rated(numbered(held.traced()), held.rows(SURVEYS)))
    answer = survey("bank:2", "bank:a5", 1.0, answered_at=LATER)

    late = arrives(Sent({"surveys": answer}))

    now = opened(centre, settings)
    after = by_number(rated(numbered(now.traced()), now.rows(SURVEYS)))
    parts = ("numerator", "denominator")
    told = {("2026-01-12", "Billing"): {"csat", "csat_weighted", "response_rate"}}
    assert (late.figures, late.weeks) == (told, set())
    assert [tuple(each["csat"][0][part] for part in parts) for each in (before, after)] == [(1, 1), (1, 2)]
    assert before.slice(1).equals(after.slice(1))


def test_a_note_is_read_with_its_contact_and_changes_only_what_is_said(arrives, centre, settings):
    note = rows(NOTES, note_id="bank:1", contact_id="bank:a3", written_at=NOON, text="Called back")

    late = arrives(Sent({"notes": note}))

    week = Filters(FOREVER, THIRD, THIRD + DAY)
    reading = open_reading(centre, settings, Viewer("Dana", "manager"), week)
    assert (late.figures, late.weeks) == ({("2026-02-02", "Billing"): {"signal_rate"}}, set())
    assert reading.rows(NOTES).collect()["contact_id"].to_list() == ["bank:a3"]


def test_an_identity_that_joins_two_people_changes_what_came_again_and_nothing_else(arrives, centre):
    late = arrives(sent("bank", [], [identity("bank", "boris", "1")]))

    assert names_of(late) == {"repeat_rate", "fcr", "next_issue_rate", *PER_ISSUE}
    assert late.weeks == set(files(centre)) - {CLARAS}


def test_a_record_that_is_mended_changes_the_cause_and_no_figure(arrives, centre, settings):
    before = causes(centre, settings)
    mended = record("bank:clara", "Technical", version=2)

    late = arrives(Sent({"customers": mended}))

    assert (late.figures, late.weeks) == ({}, set())
    assert (before, causes(centre, settings)) == ({"bank:c": "field"}, {"bank:c": "rule"})


def causes(centre, settings):
    reading = opened(centre, settings)
    rows = attributed(reading.traced(), reading.records(), reading.centre().centre)
    found = rows.filter(pl.col("cause").is_not_null()).select("contact_id", "cause")
    return dict(found.collect().rows())


def test_deriving_reads_no_more_than_the_look_back(centre):
    row, legs = call("late", "anna", THIRD + 7 * DAY)
    told = sent("bank", [(row, legs)]).tables
    of = derived_contacts(told["contacts"], ZONE)
    arrival = Arrival(LATER, NOON)
    merge(centre.history, CONTACTS, of, arrival, source="bank")
    merge(centre.history, LEGS, derived_legs(told["legs"], of, ZONE), arrival, source="bank")
    changes = Changes(of.select("contact_id", week=week_of(pl.col("started_at"))))

    _known, done = derive(centre, changes, CentreMap, ZONE, LATER)

    assert done.written == {"2026-W06", "2026-W07"}
    # Neighbours lie within 30 days of it, and theirs within 30 days of them.
    assert (min(done.read), max(done.read)) == ("2025-W50", "2026-W10")
    assert len(centre.history.weeks("traces")) > len(done.read) + 10
