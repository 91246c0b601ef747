"""The words of the executive snapshot: what changed, how it stands, what to act on."""

from dataclasses import replace
from datetime import date

import pytest

from emails.pieces import plain
from emails.snapshot import AtRisk, Changed, Headline, Loss, Moved, Rows, Snapshot
from emails.snapshot_stake import action, at_risk, losses, priced, trust
from emails.snapshot_view import chart_alt, chart_title, charted, trend_alt, where
from emails.snapshot_words import change, lead, qualifier, sentence, status, subject
from tests.snapshots import (
    BROKEN,
    FASTER,
    GAVE_UP,
    KEPT,
    LEVEL,
    MENU,
    MISROUTED,
    POST,
    SATISFIED,
    SNAPSHOT,
    SOLVED,
    WEEK,
    with_headlines,
    with_moves,
    without_figures,
)

WAIT = Headline("asa", 41.0, Moved(7.2, 2.0, 12.4, "worse"), 30.0, 60.0)


def said(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        (SNAPSHOT, "Customers were answered faster, but fewer promises were kept."),
        (
            with_headlines(LEVEL, MISROUTED),
            "Customers were answered faster, but more were sent to the wrong desk.",
        ),
        (with_headlines(LEVEL, KEPT), "Customers were answered faster, but fewer promises were kept."),
        (with_moves(*["better"] * 6), "All six numbers are better than the week before."),
        (with_moves(*["worse"] * 6), "All six numbers are worse than the week before."),
        (with_moves(*["noise"] * 6), "Nothing changed beyond chance."),
        (with_moves(*["unknown"] * 6), "There is too little to compare this week with the one before."),
        (with_moves("unknown", *["noise"] * 5), "Nothing changed beyond chance."),
        (with_moves("better", *["noise"] * 5), "Customers were answered faster."),
        (
            with_moves("better", "better", *["noise"] * 4),
            "Customers were answered faster, and fewer customers gave up waiting.",
        ),
        (with_moves(*["noise"] * 5, "worse"), "Fewer promises were kept."),
        (with_headlines(WAIT), "Customers waited longer."),
        (replace(SNAPSHOT, headlines=()), "There is too little to compare this week with the one before."),
    ],
    ids=[
        *(
            "the clearest of both",
            "a limit",
            "one of each",
            "all better",
            "all worse",
            "only noise",
            "nothing known",
        ),
        *("noise and unknown", "one better", "two better", "one worse", "in seconds", "no numbers"),
    ],
)
def test_the_sentence_on_top_says_what_changed_beyond_noise(snapshot: Snapshot, expected: str) -> None:
    assert sentence(snapshot) == expected


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        (
            SNAPSHOT.headlines,
            (
                "Three of six numbers are on target. The one to act on is promises kept: 78.5 % against a"
                " target of 90 %, down for the fifth week running."
            ),
        ),
        ((LEVEL, GAVE_UP), "Both targets are met."),
        (
            (SOLVED, MISROUTED),
            (
                "Neither target is met. The one to act on is sent to the wrong desk: 9.3 %"
                " against a limit of 8 %."
            ),
        ),
        (
            (LEVEL, SOLVED),
            (
                "One of two numbers is on target. The one to act on is solved first time: 71.8 % against a"
                " target of 75 %."
            ),
        ),
        ((replace(LEVEL, target=None),), "No targets are set for these numbers."),
        (
            (LEVEL, GAVE_UP, replace(SOLVED, target=None)),
            "Both targets are met.",
        ),
        (
            (LEVEL, KEPT, replace(SOLVED, value=None)),
            (
                "One of the two targets is met. The one to act on is promises kept: 78.5 % against a"
                " target of 90 %, down for the fifth week running."
            ),
        ),
        ((LEVEL, GAVE_UP, SATISFIED), "All three are on target."),
        ((LEVEL, GAVE_UP, SATISFIED, replace(SOLVED, target=None)), "All three targets are met."),
        ((LEVEL,), "The one target is met."),
        (
            (replace(KEPT, run=12),),
            (
                "The one target is not met. The one to act on is promises kept: 78.5 % against a"
                " target of 90 %, down for 12 weeks running."
            ),
        ),
        (
            (replace(MISROUTED, run=2),),
            (
                "The one target is not met. The one to act on is sent to the wrong desk: 9.3 %"
                " against a limit of 8 %, up for the second week running."
            ),
        ),
    ],
    ids=[
        *("as in the picture", "all on target", "none on target", "one on target", "no targets"),
        *(
            "one without a target",
            "one not known",
            "three on target",
            "three on target of four",
            "one number",
            "a long run",
            "a run upwards",
        ),
    ],
)
def test_the_lead_says_how_many_are_on_target_and_what_to_act_on(
    headlines: tuple[Headline, ...], expected: str
) -> None:
    assert said(plain(lead(with_headlines(*headlines)))) == expected


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        (
            with_headlines(LEVEL, KEPT),
            "Service level 82.4 %, promises kept 78.5 % (target 90 %): 15–21 Nov 2026",
        ),
        (
            with_headlines(GAVE_UP, MISROUTED),
            "Left before an answer 4.1 %, sent to the wrong desk 9.3 % (limit 8 %): 15–21 Nov 2026",
        ),
        (with_moves(*["noise"] * 6), "Promises kept 78.5 % (target 90 %): 15–21 Nov 2026"),
        (with_headlines(SATISFIED), "Satisfaction 86.1 %: 15–21 Nov 2026"),
        (without_figures(), "No figures: 15–21 Nov 2026"),
        (with_headlines(WAIT), "Average wait 41 s (limit 30 s): 15–21 Nov 2026"),
    ],
    ids=["best and worst", "two limits", "nothing changed", "nothing missed", "nothing known", "in seconds"],
)
def test_the_subject_carries_the_numbers(snapshot: Snapshot, expected: str) -> None:
    assert said(subject(snapshot)) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (LEVEL, "✓ on target 80 %"),
        (replace(LEVEL, value=0.8), "✓ on target 80 %"),
        (replace(LEVEL, target=0.805), "✓ on target 80.5 %"),
        (GAVE_UP, "✓ under the limit 5 %"),
        (SOLVED, "○ below target 75 %"),
        (MISROUTED, "○ over the limit 8 %"),
        (replace(MISROUTED, value=0.13), "■ breach limit 8 %"),
        (KEPT, "■ breach target 90 %"),
        (replace(KEPT, value=0.8), "○ below target 90 %"),
        (replace(KEPT, value=None), "not known, target 90 %"),
        (replace(GAVE_UP, value=None), "not known, limit 5 %"),
        (replace(KEPT, target=None), "no target set"),
        (WAIT, "○ over the limit 30 s"),
    ],
    ids=[
        *("on it", "at it", "not whole", "under a limit", "below", "over", "a limit in breach", "in breach"),
        *("just not in breach", "unknown", "unknown, a limit", "no target", "in seconds"),
    ],
)
def test_a_status_has_a_mark_words_and_its_target(headline: Headline, expected: str) -> None:
    told = status(headline)

    assert said(f"{told.mark} {told.words} {told.target}".strip()) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (LEVEL, ("▲", "+1.9 pts, better", "better")),
        (GAVE_UP, ("▼", "−0.6 pts, better", "better")),
        (MISROUTED, ("▲", "+1.2 pts, worse", "worse")),
        (SATISFIED, ("≈", "−0.4 pts, within noise", "muted")),
        (replace(LEVEL, moved=Moved()), ("–", "too few to compare", "muted")),
        (replace(LEVEL, moved=Moved(0.0, verdict="neutral")), ("=", "0.0 pts", "muted")),
        (WAIT, ("▲", "+7.2 s, worse", "worse")),
    ],
    ids=["up and better", "down and better", "up and worse", "noise", "unknown", "none", "in seconds"],
)
def test_the_mark_follows_the_number_and_the_word_its_meaning(
    headline: Headline, expected: tuple[str, str, str]
) -> None:
    told = change(headline)

    assert (told.mark, said(told.words), told.tone) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (LEVEL, "in 20 s"),
        (SATISFIED, "1,284 answers"),
        (replace(SATISFIED, n=1), "1 answer"),
        (KEPT, "1,120 due"),
        (SOLVED, "8–14 Nov 2026"),
        (replace(SOLVED, period=WEEK, n=0), "of 0"),
        (GAVE_UP, ""),
    ],
    ids=[
        "a threshold",
        "answers",
        "one answer",
        "promises",
        "another period",
        "no contacts",
        "nothing known",
    ],
)
def test_beside_a_name_stands_of_what_it_is(headline: Headline, expected: str) -> None:
    assert said(qualifier(headline, WEEK)) == expected


def test_what_changed_is_said_by_number_with_its_place_and_what_did_not_together() -> None:
    told = [f"{one['mark']} {one['word']}  {said(plain(one['said']))}" for one in where(SNAPSHOT)]

    assert told == [
        (
            "▲ Better  Service level 82.4 % (target 80 %), +1.9 points. Three quarters of it is Billing"
            " answering faster; the rest is within noise."
        ),
        "▼ Better  Left before an answer 4.1 % (limit 5 %), −0.6 points.",
        (
            "▲ Worse  Sent to the wrong desk 9.3 % (limit 8 %), +1.2 points. Three quarters of it is the menu"
            " choice “change my plan”, which leads to Billing and belongs to Retention."
        ),
        (
            "▼ Worse  Promises kept 78.5 % (target 90 %), −4.0 points. Nine tenths of it is Technical"
            " support, where 64 promised call-backs were not made (24 the week before)."
        ),
        "≈ No change  Satisfaction and solved first time moved less than chance moves them in most weeks.",
    ]


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        ((SATISFIED,), "Satisfaction moved less than chance moves it in most weeks."),
        ((SATISFIED, SOLVED), "Both numbers moved less than chance moves them in most weeks."),
        (
            (replace(LEVEL, moved=Moved()),),
            "Service level cannot be compared: too little is known of one of the two weeks.",
        ),
        ((WAIT,), "Average wait 41 s (limit 30 s), +7.2 s."),
        ((replace(LEVEL, target=None),), "Service level 82.4 %, +1.9 points."),
    ],
    ids=["one in noise", "all in noise", "not comparable", "in seconds", "no target"],
)
def test_a_paragraph_of_what_changed(headlines: tuple[Headline, ...], expected: str) -> None:
    [told] = where(replace(with_headlines(*headlines), changed=()))

    assert said(plain(told["said"])) == expected


def test_drawn_are_the_clearest_better_and_the_clearest_worse_change_whose_parts_are_known() -> None:
    assert [one.id for one, _placed in charted(SNAPSHOT)] == ["service_level", "promise_kept_rate"]
    both = replace(SNAPSHOT, changed=(replace(MENU, drivers=BROKEN.drivers), BROKEN))
    assert [one.id for one, _placed in charted(both)] == ["promise_kept_rate"]
    assert charted(replace(SNAPSHOT, changed=())) == []


def test_a_chart_says_its_finding_and_its_alternative_all_of_it() -> None:
    assert chart_title(LEVEL, FASTER) == "Service level +1.9: mostly Billing"
    assert chart_title(LEVEL, Changed("service_level")) == "Service level +1.9"
    assert chart_alt(KEPT, BROKEN) == (
        "Where the −4.0 points of promises kept came from: Technical kept fewer −3.6. Within noise: Retention"
        " kept fewer −0.5, Orders kept more +0.3, Billing kept fewer −0.1, Other −0.1."
    )
    assert said(trend_alt(LEVEL)) == "13 weeks: 79.0 % to 82.4 %"
    assert trend_alt(replace(LEVEL, weeks=(None, 0.8))) == ""


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        (
            AtRisk(64, 55, 1_840_000, 0, "a broken call-back promise", 17, 25),
            (
                "64 customers show strong signs of leaving, 9 more than last week. Their value is"
                " ₪1,840,000 a year. The most frequent new sign is a broken call-back promise (17"
                " customers). The team can call 25 of them this week."
            ),
        ),
        (
            AtRisk(1, 3, 90.0, 0, "a complaint", 1, 25),
            (
                "1 customer shows strong signs of leaving, 2 fewer than last week. Their value is ₪90 a"
                " year. The most frequent new sign is a complaint (1 customer). The team can call all of them"
                " this week."
            ),
        ),
        (AtRisk(0), "No customer shows strong signs of leaving."),
        (AtRisk(7, 7), "7 customers show strong signs of leaving, as many as last week."),
        (
            AtRisk(7, None, 500.0, 2),
            (
                "7 customers show strong signs of leaving. Their value is ₪500 a year, not counting 2 whose"
                " value is not known."
            ),
        ),
        (None, ""),
    ],
    ids=["as in the picture", "one", "none", "as many", "values partly known", "not known"],
)
def test_what_is_at_stake(risk: AtRisk | None, expected: str) -> None:
    assert said(plain(at_risk(risk, "ILS"))) == expected


def test_lost_hours_have_a_cost_only_where_it_is_known() -> None:
    rows = [tuple(said(cell) for cell in row) for row in losses(SNAPSHOT)]
    unpriced = replace(SNAPSHOT, rate=None, currency=None, losses=(Loss("repeats", 0, 1.2, 90.0),))

    assert rows == [
        ("Sent to the wrong desk", "57 h", "44 h", "₪5,500"),
        ("Asked again within 7 days", "302 h", "351 h", "₪29,000"),
        ("Waiting in queues", "–", "186 h", "–"),
    ]
    assert [said(cell) for cell in losses(unpriced)[0]] == ["Asked again within 7 days", "0 h", "1 h", "–"]
    assert priced(SNAPSHOT).endswith("₪96 an agent’s hour; customers’ time is not priced.")
    both = replace(SNAPSHOT, customer_rate=30)
    assert priced(both).endswith("at your own rates, ₪96 an agent’s hour and ₪30 a customer’s.")
    assert priced(replace(both, rate=None)).endswith("₪30 a customer’s hour; agents’ time is not priced.")
    assert priced(unpriced).endswith("what an agent’s hour costs is not set.")


def test_an_action_says_who_since_when_what_is_watched_and_how_it_stands() -> None:
    early, planned, works = [action(one, SNAPSHOT.week[1]) for one in SNAPSHOT.actions]
    late = action(SNAPSHOT.actions[1], date(2026, 11, 26))

    assert early["who"] == "Amit Shaham · since Thu 19 Nov · watching promises kept"
    assert early["state"] == "○ too early to say"
    assert planned["who"] == "Roni Katz · due Thu 26 Nov · watching sent to the wrong desk"
    assert (late["who"], late["state"]) == (planned["who"], "○ overdue, not started")
    assert works["state"] == "✓ consistent with the gain"
    alone = replace(SNAPSHOT.actions[0], on=None, watching=None)
    assert action(alone, SNAPSHOT.week[1])["who"] == "Amit Shaham"


def test_the_trust_adds_up_and_says_what_is_another_period_or_corrected() -> None:
    complete, correction, definitions = trust(SNAPSHOT, POST)
    rows = Rows(date(2026, 11, 15), 1, 0, 0, 1)
    bare = replace(SNAPSHOT.trust, corrections=(), versions=(), read=1, rows=rows)

    assert complete == (
        "Data go to Sat 21 Nov, 24:00: 15,482 contacts. Since Sun 15 Nov 48,206 rows were read = 48,082"
        " loaded + 96 left out by rule + 28 set aside as unreadable. Solved first time is for 8–14 Nov 2026,"
        " because what follows a contact shows later."
    )
    assert correction == SNAPSHOT.trust.corrections[0]
    assert definitions == (
        "Definitions: service level v2, left before an answer v1, satisfaction v3, solved first time v2, sent"
        " to the wrong desk v1. Publication 4182, computed Sun 22 Nov 2026, 06:40."
    )
    unsplit = replace(bare, read=2, rows=None)
    assert (
        trust(replace(with_headlines(LEVEL), trust=unsplit), POST)[0]
        == "Data go to Sat 21 Nov, 24:00: 2 contacts."
    )
    assert trust(replace(with_headlines(LEVEL), trust=bare), POST) == [
        (
            "Data go to Sat 21 Nov, 24:00: 1 contact. Since Sun 15 Nov 1 row was read = 0 loaded + 0 left"
            " out by rule + 1 set aside as unreadable."
        ),
        "Publication 4182, computed Sun 22 Nov 2026, 06:40.",
    ]
