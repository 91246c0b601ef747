"""The figures of routing and of coming again, asked of a store that a refresh has filled."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.connectors.demo.centre import START, stored
from tests.installed import Installed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven weeks of a small simulated centre, in a store."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder)
    return folder


@pytest.fixture
def centre(folder: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return Installed(folder, capsys)


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    (tmp_path / "moked.toml").write_text("")
    return Installed(tmp_path, capsys)


def test_repeats_and_misroutes_by_channel(centre: Installed) -> None:
    asked = "repeat_rate,fcr,misroute_rate"

    code, out, err = centre.run("query", asked, "--by", "channel", "--format", "json")

    rows = {row["channel"]: row for row in json.loads(out)}
    voice = rows["voice"]
    assert code == 0
    assert {"voice", "chat"} <= set(rows)
    assert 0.05 < voice["repeat_rate"]["value"] < 0.6
    assert 0.4 < voice["fcr"]["value"] < 0.95
    assert 0 < voice["misroute_rate"]["value"] < 0.3
    assert voice["repeat_rate"]["denominator"] > voice["fcr"]["denominator"] > 100
    assert [line.partition(":")[0] for line in err.splitlines()] == ["repeat_rate", "fcr"]
    assert err.count("matured through Mon 27 Apr 2026, 03:00") == 2


def test_a_visit_that_no_agent_took_stands_in_a_row_without_a_name(centre: Installed) -> None:
    _code, out, _err = centre.run("query", "offered", "--by", "agent")

    (nobody,) = [line.split() for line in out.splitlines() if not line.startswith(("agent", "demo:"))]
    assert nobody[0] == "–"
    assert int(nobody[1].replace(",", "")) > 0


def test_by_agent_contacts_have_no_value_and_it_is_said(centre: Installed) -> None:
    alone = centre.run("query", "contacts,repeat_rate", "--by", "agent")
    beside = centre.run("query", "contacts,offered", "--by", "team")

    why = "a contact may pass through several agents, so by agent or team it has no value."
    assert alone == (2, "", f"contacts, repeat_rate: {why}\n")
    assert beside[0] == 0
    assert beside[2] == f"contacts: {why}\n"


def test_by_queue_the_parts_add_up(centre: Installed) -> None:
    asked = ("query", "repeat_rate,misroute_rate,identified_rate", "--format", "json")
    (whole,) = json.loads(centre.run(*asked)[1])

    parts = json.loads(centre.run(*asked, "--by", "queue")[1])

    for name in ("repeat_rate", "misroute_rate", "identified_rate"):
        for part in ("numerator", "denominator"):
            assert sum(row[name][part] for row in parts) == whole[name][part]


def test_a_longer_window_judges_fewer_contacts_and_finds_more(centre: Installed) -> None:
    asked = ("query", "repeat_rate", "--format", "json", "--window")
    (short,), (long,) = (json.loads(centre.run(*asked, days)[1]) for days in ("1", "14"))

    assert short["repeat_rate"]["value"] < long["repeat_rate"]["value"]
    assert short["repeat_rate"]["denominator"] > long["repeat_rate"]["denominator"]


def test_about_the_same_topic_fewer_come_again(centre: Installed) -> None:
    asked = ("query", "repeat_rate", "--format", "json", "--topic")
    (same,), (any_topic,) = (json.loads(centre.run(*asked, topic)[1]) for topic in ("same", "any"))

    assert same["repeat_rate"]["value"] < any_topic["repeat_rate"]["value"]


def test_the_provisional_rate_is_near_the_matured_one_and_of_more_contacts(centre: Installed) -> None:
    asked = ("query", "repeat_rate", "--format", "json")
    (matured,) = json.loads(centre.run(*asked)[1])

    code, out, err = centre.run(*asked, "--provisional")

    (found,) = json.loads(out)
    assert code == 0
    assert found["repeat_rate"]["value"] == pytest.approx(matured["repeat_rate"]["value"], abs=0.03)
    assert found["repeat_rate"]["denominator"] > matured["repeat_rate"]["denominator"]
    assert "provisional: estimated by 1 − Kaplan–Meier" in err
    assert "matured" not in err


@pytest.mark.parametrize(
    "metric", ["contacts_per_issue", "agents_told", "channels_crossed", "next_issue_rate"]
)
def test_issues_are_followed_out_of_the_days_asked_for(centre: Installed, metric: str) -> None:
    asked = ("query", metric, "--format", "json", "--from", "2026-03-22")
    days = json.loads(centre.run(*asked, "--to", "2026-03-29", "--by", "day")[1])

    (week,) = json.loads(centre.run(*asked, "--to", "2026-03-29")[1])
    (day,) = json.loads(centre.run(*asked, "--to", "2026-03-23")[1])

    assert week[metric]["denominator"] > 500
    assert week[metric]["numerator"] == sum(row[metric]["numerator"] for row in days)
    assert day[metric] == days[0][metric]


def test_issues_are_followed_from_queue_to_queue(centre: Installed) -> None:
    asked = ("query", "contacts_per_issue,agents_told", "--format", "json")
    by_queue = {row["queue"]: row for row in json.loads(centre.run(*asked, "--by", "queue")[1])}

    (billing,) = json.loads(centre.run(*asked, "--where", "queue=Billing")[1])

    assert billing["contacts_per_issue"] == by_queue["Billing"]["contacts_per_issue"]
    assert billing["agents_told"]["value"] > 1.05


def test_contacts_of_issues_are_told_with_how_long_they_are_followed(centre: Installed) -> None:
    code, _, err = centre.run("query", "contacts_per_issue,agents_told")

    assert code == 0
    assert err.count("issues are followed for 30 days, so those count that began by Sat 4 Apr 2026") == 1
    assert err.startswith("contacts_per_issue, agents_told: ")


def test_what_is_wrong_is_said_before_there_is_a_store(empty: Installed) -> None:
    code, _, err = empty.run("query", "repeat_rate", "--window", "31")

    assert (code, err) == (2, "--window 31 is not known; 1 to 30 days are.\n")


def test_the_catalog_has_them(empty: Installed) -> None:
    _, out, _ = empty.run("query", "--list")

    named = [line.split()[0] for line in out.splitlines()]
    assert {"misroute_rate", "repeat_rate", "agents_told"} <= set(named)


def test_satisfaction_by_queue_adds_up_and_says_who_answered(centre: Installed) -> None:
    asked = ("query", "csat,nps,ces,solved_rate,response_rate", "--format", "json")
    code, out, err = centre.run(*asked)
    (whole,) = json.loads(out)

    parts = json.loads(centre.run(*asked, "--by", "queue")[1])

    assert code == 0
    assert 0.3 < whole["csat"]["value"] < 0.95
    for name in ("csat", "nps", "ces", "solved_rate", "response_rate"):
        for part in ("numerator", "denominator"):
            assert sum(row[name][part] for row in parts) == whole[name][part]
    assert [line.partition(":")[0] for line in err.splitlines()] == ["csat", "nps", "ces", "solved_rate"]
    assert "invitations answered" in err


@pytest.mark.parametrize("by", ["segment", "language", "team", "agent", "channel", "topic", "week", "kind"])
def test_satisfaction_by_any_dimension(centre: Installed, by: str) -> None:
    asked = ("query", "csat,csat_weighted,response_rate", "--format", "json")
    (whole,) = json.loads(centre.run(*asked)[1])

    rows = json.loads(centre.run(*asked, "--by", by)[1])

    assert len({row[by] for row in rows}) == len(rows) > 1
    assert sum(row["response_rate"]["denominator"] for row in rows) == whole["response_rate"]["denominator"]
    assert all(row["csat_weighted"]["denominator"] <= row["csat"]["denominator"] + 1e-6 for row in rows)


def test_an_answer_that_came_later_is_not_known_yet_but_the_invitation_is(centre: Installed) -> None:
    at = (START + timedelta(days=30, hours=11)).isoformat()
    asked = ("query", "response_rate", "--format", "json", "--to", at)
    (now,), (then,) = (json.loads(centre.run(*asked, *more)[1]) for more in ((), ("--asof", at)))

    assert then["response_rate"]["numerator"] < now["response_rate"]["numerator"]
    assert 0 <= now["response_rate"]["denominator"] - then["response_rate"]["denominator"] < 15


def test_what_only_answers_know_is_no_dimension_of_other_figures(centre: Installed) -> None:
    code, _out, err = centre.run("query", "contacts", "--by", "segment")

    assert code == 2
    assert "contacts cannot be told by segment" in err


def test_signals_by_team_and_narrowed_to_one(centre: Installed) -> None:
    _code, out, _err = centre.run("query", "signal_rate", "--by", "signal,team", "--format", "json")
    code, one, err = centre.run(
        "query", "signal_rate", "--by", "team", "--where", "signal=payment", "--format", "json"
    )

    by_both = {row["team"]: row for row in json.loads(out) if row["signal"] == "payment"}
    assert code == 0
    assert {row["team"]: row["signal_rate"] for row in json.loads(one)} == {
        team: row["signal_rate"] for team, row in by_both.items()
    }
    assert len(by_both) > 1
    assert "have a note or comment" in err


def test_what_does_not_count_words_is_not_narrowed_by_a_signal(centre: Installed) -> None:
    code, _out, err = centre.run("query", "signal_rate,contacts", "--where", "signal=anger")

    assert code != 0
    assert "contacts cannot be narrowed by signal. Only these can: signal_rate." in err


def test_an_unknown_signal_is_refused_with_the_known_ones(centre: Installed) -> None:
    code, _out, err = centre.run("query", "signal_rate", "--where", "signal=angr")

    assert code != 0
    assert "did you mean 'anger'?" in err
