"""The list of a past Monday stays what it was, whatever comes later; and what it says is in the rows."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

import query
from metrics.risk_effect import LEFT_WITHIN, effect
from metrics.work_list import INSTANT
from settings import Risk
from store.ingest import begin
from store.opened import open_store
from store.publish import newest
from store.risk_facts import at_risk, who_left
from store.risk_history import told
from store.schema import CUSTOMERS, JOURNEY, NOTES, PROMISES, SURVEYS, empty
from tests.factories import NOON, ZONE
from tests.store.conftest import written
from tests.store.sent import Sent
from tests.store.tracing import call, identity, leg_of, refresh, sent

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY, LATER = NOON, NOON + 10 * DAY
FRAMES = ("facts", "people", "scores")
LEAVE = "he wants to cancel his subscription"


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def note(name, customer, contact, at, text=LEAVE):
    plain = {"note_id": f"bank:{name}", "customer_id": f"bank:{customer}", "author": "agent"}
    return {**plain, "contact_id": f"bank:{contact}", "written_at": at, "text": text, "language": "en"}


def survey(name, customer, contact, at, score, **given):
    plain = {"survey_id": f"bank:{name}", "contact_id": f"bank:{contact}", "kind": "csat"}
    told = {"invited_at": at, "answered_at": at + HOUR, "score": score, "scale_min": 1.0, "scale_max": 5.0}
    return {**plain, "customer_id": f"bank:{customer}", **told, **given}


def record(customer, at=NOON - 90 * DAY, **given):
    return {"customer_id": f"bank:{customer}", "valid_from": at, "annual_value": 100.0, **given}


def called(name, customer, days, **given):
    return call(name, customer, MONDAY - days * DAY, **{"is_complaint": 0, "is_resolved": 1, **given})


def promise(name, customer, contact, days, due_days, **given):
    plain = {"promise_id": f"bank:{name}", "contact_id": f"bank:{contact}", "kind": "call_back"}
    told = {"made_at": MONDAY - days * DAY, "due_at": MONDAY - due_days * DAY}
    return {**plain, "customer_id": f"bank:{customer}", **told, **given}


def load_monday(store):
    """What was known on Monday: anna wants to leave, boris came four times, clara has a broken promise."""
    moved_twice = [("Billing", 0), ("Technical", 60), ("Orders", 120)]
    contact = called("e1", "eve", 4)[0]
    ways = [
        leg_of(contact, n, queue, after, ended_by="transfer_blind")
        for n, (queue, after) in enumerate(moved_twice, 1)
    ]
    calls = [
        *(called(f"b{n}", "boris", n) for n in (20, 12, 6, 2)),
        called("a1", "anna", 3),
        called("c1", "clara", 8, is_complaint=1, is_resolved=0),
        called("c2", "clara", 2, is_complaint=1),
        called("d1", "dan", 5),
        (contact, ways),
        called("old", "zoe", 80),
    ]
    tables = sent("bank", calls, [identity("bank", "dan", "+97250")]).tables
    others = {
        "notes": rows(NOTES, note("n1", "anna", "a1", MONDAY - 3 * DAY)),
        "surveys": rows(
            SURVEYS,
            survey("s1", "dan", "d1", MONDAY - 5 * DAY, 1.0),
            survey("s2", "boris", "b2", MONDAY - 2 * DAY, 1.0, answered_at=MONDAY + DAY),
        ),
        "promises": rows(
            PROMISES,
            promise("p1", "clara", "c1", 8, 4),
            promise("p2", "dan", "d1", 5, 3, kept_at=MONDAY + 3 * DAY),
        ),
        "customers": rows(
            CUSTOMERS,
            *(record(name) for name in ("anna", "boris", "clara", "eve")),
            record("dan", contract_ends_on="2026-03-30", joined_on="2020-01-01"),
            record("fay", churned_on="2026-02-01"),
        ),
        "journey_events": rows(
            JOURNEY,
            {
                "event_id": "bank:j1",
                "customer_id": "bank:eve",
                "kind": "payment_failed",
                "at": MONDAY - DAY,
            },
        ),
    }
    refresh(store, "bank", Sent({**tables, **others}), now=MONDAY - HOUR, is_first=True)


LATE = {
    "notes": rows(NOTES, note("n9", "dan", "d1", MONDAY - 4 * DAY)),
    "surveys": rows(SURVEYS, survey("s9", "eve", "e1", MONDAY - 4 * DAY, 1.0)),
    "customers": rows(
        CUSTOMERS,
        record("anna", MONDAY - 5 * DAY, annual_value=900.0, contract_ends_on="2026-03-20"),
        record("boris", MONDAY - 5 * DAY, churned_on="2026-03-01"),
    ),
    "promises": rows(PROMISES, promise("p9", "eve", "e1", 4, 3)),
    "journey_events": rows(
        JOURNEY,
        {"event_id": "bank:j9", "customer_id": "bank:anna", "kind": "payment_failed", "at": MONDAY - 2 * DAY},
    ),
}


def load_late(store):
    """What happened before Monday and came ten days later."""
    calls = [called(f"late{n}", "anna", n) for n in (9, 7, 5)]
    ways = [identity("bank", "eve", "+97250")]
    refresh(
        store,
        "bank",
        Sent({**sent("bank", calls, ways).tables, **LATE}),
        now=LATER,
        connected_at=MONDAY - 85 * DAY,
    )


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """A store before and after the late data, with what it said of Monday each time."""
    folder = tmp_path_factory.mktemp("risk")
    settings = written(folder)
    store = open_store(settings)
    begin(store, MONDAY)
    load_monday(store)
    first = at_risk(store, settings, MONDAY)
    load_late(store)
    yield store, settings, first
    store.close()


def held(found, person):
    told = found.facts.filter(person=f"bank:{person}")
    return {row["evidence"]: row["ids"] for row in told.iter_rows(named=True)}


def test_the_list_of_a_monday_is_the_same_whatever_came_later(lists):
    store, settings, first = lists

    again = at_risk(store, settings, MONDAY)

    assert again.publication > first.publication
    for name in FRAMES:
        before, after = (getattr(one, name).sort("person") for one in (first, again))
        assert after.sort(after.columns[:2]).equals(before.sort(before.columns[:2]))


@pytest.mark.parametrize(
    "ids", [["anna"], ["boris"], ["clara"], ["dan", "eve"], ["fay"], ["nobody"]], ids=" ".join
)
def test_the_points_of_one_person_are_those_that_the_list_of_everybody_gives(ids, lists):
    store, settings, _first = lists
    days, mine = (MONDAY, MONDAY + 7 * DAY, LATER + DAY), [f"bank:{one}" for one in ids]

    own = told(store, settings, mine, [(at.date(), at) for at in days])

    every = [at_risk(store, settings, at).scores.filter(pl.col("person").is_in(mine)) for at in days]
    first = [rows.select("points", "reasons").rows()[:1] for rows in every]
    assert [[(one.points, list(one.reasons))] if one.points is not None else [] for one in own] == first


def test_the_list_of_that_monday_was_full(lists):
    _store, _settings, first = lists

    assert held(first, "anna") == {"cancel": ["note:bank:n1"]}
    assert held(first, "boris") == {"many_contacts": ["bank:b20", "bank:b12", "bank:b6", "bank:b2"]}
    assert held(first, "clara") == {
        "complaint": ["bank:c1", "bank:c2"],
        "complained_again": ["bank:c1", "bank:c2"],
        "broken_promise": ["bank:p1"],
    }
    assert held(first, "dan") == {
        "low_csat": ["bank:s1"],
        "contract_ends": ["bank:dan"],
        "tenure": ["bank:dan"],
        "broken_promise": ["bank:p2"],
    }
    assert held(first, "eve") == {"payment_failed": ["bank:j1"], "transfers": ["bank:e1"]}
    assert "bank:fay" not in first.scores["person"]


def test_whoever_asks_of_later_sees_what_came(lists):
    store, settings, _first = lists

    later = at_risk(store, settings, LATER)

    assert held(later, "anna") == {
        "cancel": ["note:bank:n1"],
        "many_contacts": ["bank:late9", "bank:late7", "bank:late5", "bank:a1"],
        "contract_ends": ["bank:anna"],
        "payment_failed": ["bank:j9"],
    }
    assert "bank:boris" not in later.scores["person"]
    assert held(later, "dan") == {
        "cancel": ["note:bank:n9"],
        "low_csat": ["bank:s9"],
        "contract_ends": ["bank:dan"],
        "tenure": ["bank:dan"],
        "broken_promise": ["bank:p2", "bank:p9"],
        "payment_failed": ["bank:j1"],
        "transfers": ["bank:e1"],
    }


def test_one_person_is_one_row_once_it_is_known_who_they_are(lists):
    store, settings, first = lists

    later = at_risk(store, settings, LATER)

    assert {"bank:dan", "bank:eve"} <= set(first.scores["person"])
    assert "bank:eve" not in later.scores["person"]


def test_a_corrected_row_changes_a_past_list_but_not_the_publication_it_was_made_of(lists):
    store, settings, first = lists
    corrected = sent("bank", [called("c2", "clara", 2, is_complaint=0)]).tables
    refresh(store, "bank", Sent(corrected), now=LATER + HOUR, connected_at=MONDAY - 85 * DAY)

    now, then = (at_risk(store, settings, MONDAY, number) for number in (None, first.publication))

    assert "complained_again" not in held(now, "clara")
    assert then.scores.equals(first.scores)


def test_unknown_is_not_no(lists):
    _store, _settings, first = lists
    unknown = dict(first.people.select("person", "unknown").iter_rows())

    assert unknown["bank:anna"] == ["low_csat", "csat_fell", "contract_ends", "content", "tenure"]
    assert unknown["bank:dan"] == ["cancel", "csat_fell"]


def test_silence_is_leaving_where_the_settings_say_so(lists):
    store, settings, first = lists
    rule = Risk(left_by="silence", silence_times=1.1, silence_contacts=3)

    later = at_risk(store, settings.model_copy(update={"risk": rule}), MONDAY + 6 * DAY, first.publication)

    assert "bank:boris" in first.scores["person"]
    assert "bank:boris" not in later.scores["person"]  # every six days, and silent for eight


def asked(*words):
    parser = ArgumentParser()
    query.arguments(parser)
    return parser.parse_args([*words, "--format", "csv"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["at_risk"], ["3.0,3.0,6.0,,"]),
        (["at_risk", "--by", "rank,customer"], ["1,bank:clara", "2,bank:dan", "3,bank:anna"]),
        (["at_risk", "--by", "reason"], ["cancel,1", "complained_again,1", "contract_ends,1"]),
        (["risk_score", "--where", "customer=bank:anna"], ["18.7,18.7,1.0,,"]),
        (["risk_score", "--where", "reason=cancel"], ["18.7,18.7,1.0,,"]),
    ],
    ids=["as many as can be called", "in their order", "by the largest reason", "of one", "of a reason"],
)
def test_customers_at_risk_are_told_on_the_command_line(lists, capsys, words, expected):
    store, settings, first = lists
    few = settings.model_copy(update={"risk": Risk(capacity=3)})
    given = asked(*words, "--asof", MONDAY.isoformat(), "--publication", str(first.publication))

    assert query.run(given, few, store) == 0
    told = capsys.readouterr().out.splitlines()[1:]
    assert [line[: len(start)] for line, start in zip(told, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["at_risk,asa"], "at_risk tells of customers and asa does not"),
        (["at_risk", "--by", "queue"], "queue"),
        (["at_risk", "--from", "2026-03-01"], "--from says nothing about customers at risk"),
        (["at_risk", "--where", "queue=PS"], "cannot be narrowed by queue"),
        (["at_risk", "--where", "reason=canel"], "Unknown reason 'canel'"),
        (["at_risk", "--where", "customer=bank:nobody"], "names nobody who is a customer"),
    ],
    ids=["with another metric", "by queue", "a window", "a queue", "no such reason", "no such customer"],
)
def test_what_customers_at_risk_cannot_tell_is_refused(lists, words, sentence):
    store, settings, _first = lists

    with pytest.raises(query.QueryError, match=sentence):
        query.run(asked(*words, "--asof", MONDAY.isoformat()), settings, store)


def test_evidence_that_nobody_tells_is_named_beside_the_figures(lists, capsys):
    store, settings, _first = lists
    given = asked("at_risk", "--asof", (MONDAY - 30 * DAY).isoformat())

    assert query.run(given, settings, store) == 0
    assert "payment_failed" in capsys.readouterr().err


def test_of_a_day_before_all_data_nobody_is_at_risk(lists):
    store, settings, _first = lists

    found = at_risk(store, settings, MONDAY - 300 * DAY)

    assert [getattr(found, name).height for name in FRAMES] == [0, 0, 0]


def test_before_anything_came_there_is_no_list(tmp_path):
    settings = written(tmp_path)
    store = open_store(settings)

    assert newest(store.state) is None
    assert at_risk(store, settings, MONDAY) is None
    store.close()


BY_SILENCE = Risk(left_by="silence", silence_times=2.5, silence_contacts=4)
RECORDED = {
    "boris": datetime(2026, 3, 1, tzinfo=ZoneInfo(ZONE)),
    "fay": datetime(2026, 2, 1, tzinfo=ZoneInfo(ZONE)),
}
SHOWN = {"person": pl.String, "is_held_out": pl.Int64, "as_of": INSTANT, "called_at": INSTANT}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Risk(), RECORDED),
        (BY_SILENCE, RECORDED | {"anna": MONDAY + 2 * DAY}),
    ],
    ids=["by their records", "or by silence"],
)
def test_who_left_is_told_by_the_rule_of_the_settings(lists, rule, expected):
    store, settings, _first = lists

    found = who_left(store, settings.model_copy(update={"risk": rule}), LATER)

    assert {name.removeprefix("bank:"): at for name, at in found.iter_rows()} == expected


@pytest.mark.parametrize(
    ("rule", "share"), [(Risk(), 0.0), (BY_SILENCE, 1.0)], ids=["by records nobody", "by silence she did"]
)
def test_who_fell_silent_after_the_list_has_left_in_the_effect_of_calling(lists, rule, share):
    store, settings, _first = lists
    shown = pl.DataFrame([("bank:anna", 0, MONDAY, None)], schema=SHOWN, orient="row")
    later = MONDAY + LEFT_WITHIN

    left = who_left(store, settings.model_copy(update={"risk": rule}), later)

    assert effect(shown, left, later, settings.site.timezone).called["value"] == share
