import pytest

from metrics import Period
from metrics.traced_notes import Look, traced_notes
from metrics.within import Within
from tests.metrics.routing_rows import C1, C2, contact_of, leg
from tests.metrics.rows import NOON, frames
from tests.metrics.traced import DAY, frames_of, spoke

LOOK = Look(NOON + 40 * DAY, "UTC")
ROWS = frames_of(spoke("a"), spoke("b", customer_id=None), spoke("c", 9, customer_id=None), as_of=LOOK.as_of)
UNKNOWN = "2 of 3 customers' contacts are left out: nobody knows whose they are"


def said(metric, look=LOOK, rows=ROWS, **given):
    return traced_notes(rows, [metric], look, **given).get(metric)


@pytest.mark.parametrize("metric", ["fcr", "next_issue_rate", "containment_rate"])
def test_what_is_judged_after_a_week_says_through_when(metric):
    assert said(metric) == ["matured through Mon 6 Apr 2026, 12:00", UNKNOWN]


@pytest.mark.parametrize(
    "metric", ["contacts_per_issue", "agents_told", "channels_crossed", "minutes_per_issue"]
)
def test_issues_say_how_long_they_are_followed(metric):
    followed = "issues are followed for 30 days, so those count that began by Sat 14 Mar 2026, 12:00"

    assert said(metric) == [followed, UNKNOWN]


def test_coming_again_says_what_was_asked():
    look = Look(LOOK.as_of, "Asia/Jerusalem", Within(1, "same"))

    assert said("repeat_rate")[:2] == [
        "within 7 days, about anything",
        "matured through Mon 6 Apr 2026, 12:00",
    ]
    assert said("repeat_rate", look)[:2] == [
        "within 1 day, about the same topic",
        "matured through Sun 12 Apr 2026, 15:00",
    ]


def test_a_provisional_rate_says_what_it_is():
    look = Look(LOOK.as_of, "UTC", is_provisional=True)

    asked, what, unknown = said("repeat_rate", look)
    assert (asked, unknown) == ("within 7 days, about anything", UNKNOWN)
    assert what.startswith("provisional: estimated by 1 − Kaplan–Meier, in which the newest contacts count")


def test_only_the_period_counts():
    period = Period(end=NOON + DAY)

    assert (
        said("fcr", period=period)[-1] == "1 of 2 customers' contacts is left out: nobody knows whose it is"
    )


def test_nobody_unknown_is_said_and_nobody_at_all_is_not():
    everybody = said("fcr", rows=frames_of(spoke("a")))

    assert everybody[-1] == "0 of 1 customers' contacts are left out: nobody knows whose they are"
    assert len(said("fcr", rows=frames_of())) == 1


def test_misroutes_whose_cost_is_not_known_are_counted():
    unknown = contact_of(leg("A", 40, 120), leg("B", None, 300), contact_id="u")
    rows = frames_of(C1, C2, unknown)

    assert said("extra_wait_minutes", rows=rows) == ["without 1 misrouted contact whose time is not known"]
    assert said("wasted_handle_minutes", rows=rows) is None


def test_what_needs_no_sentence_reads_nothing():
    assert traced_notes(frames(), ["asa", "contacts"], LOOK) == {}
