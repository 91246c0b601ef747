import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from commands import main
from settings.reading import DEMO
from store import outbox
from store.outbox import Post
from store.state import State
from tests import bank
from tests.installed import Installed, with_bank
from tests.postgres import Server


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    (tmp_path / "moked.toml").write_text("")
    return Installed(tmp_path, capsys)


@pytest.fixture
def loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return with_bank(tmp_path, capsys)


def test_without_any_settings_check_says_that_the_data_is_simulated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MOKED_CONFIG")
    monkeypatch.setattr("settings.reading.USUAL", tmp_path / "moked.toml")

    code = main(["check", "--data", str(tmp_path)])
    out = capsys.readouterr().out

    assert code == 0
    assert "Settings are valid (no moked.toml: demo data, nothing of it is real)." in out
    assert f"Data is kept in {tmp_path / DEMO}." in out


def test_nothing_to_fetch_is_said(empty: Installed) -> None:
    code, out, err = empty.run("refresh")

    assert (code, err) == (0, "")
    assert out.startswith("No source is connected.")


def test_a_question_before_the_first_refresh(empty: Installed) -> None:
    code, out, err = empty.run("query", "asa")

    assert (code, out) == (1, "")
    assert "python3 run.py refresh" in err


@pytest.mark.both_databases
def test_check_says_where_the_state_is_kept(empty: Installed, database: str) -> None:
    code, out, _ = empty.run("check")

    assert code == 0
    assert re.search(
        rf"^State (is|will be) kept in {database}[^ ]+(; it can be written)?\.$", out, re.MULTILINE
    )
    assert "hidden" not in out


@pytest.mark.postgresql
def test_check_says_that_the_state_cannot_be_written(
    empty: Installed, postgres: Server, state_url: str
) -> None:
    name = make_url(state_url).database
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    code, out, _ = empty.run("check")

    assert code == 1
    assert "cannot execute UPDATE in a read-only transaction." in out
    assert "hidden" not in out


def test_a_database_that_does_not_answer_is_one_sentence(
    empty: Installed, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_STATE_URL", f"postgresql://moked:hidden@127.0.0.1:{free_port}/moked")

    code, _, err = empty.run("check")

    assert code == 2
    assert err.startswith("The state database postgresql+psycopg://moked:***@127.0.0.1:")
    assert len(err.splitlines()) == 1


def test_check_says_that_mails_cannot_be_sent_and_were_not(empty: Installed, free_port: int) -> None:
    mail = f'[mail]\nhost = "localhost"\nport = {free_port}\nfrom = "moked@example.com"\n'
    (empty.folder / "moked.toml").write_text(f'{mail}[[alerts]]\nto = ["lead@example.com"]')
    (empty.folder / "data").mkdir()
    state, now = State(f"sqlite:///{empty.folder / 'data' / 'state.sqlite'}"), datetime.now(UTC)
    post = Post("alert", "episode:1", "raised", "mail", "lead@example.com", {}, now + timedelta(hours=1))
    outbox.post(state, [post], now)
    outbox.put_off(state, [1], "The mail server does not answer.", now)
    state.close()

    code, out, _ = empty.run("check")

    assert code == 1
    assert f"The mail server localhost:{free_port} cannot be reached.\n" in out
    assert "Alerts are told to lead@example.com.\n" in out
    assert "1 message of the last 7 days did not go out: The mail server does not answer.\n" in out


def test_check_says_what_it_found(loaded: Installed) -> None:
    code, out, _ = loaded.run("check")

    assert code == 0
    assert "Settings are valid (moked.toml)." in out
    assert "bank: 1 file, 3 rows" in out
    assert "Waits agree with their instants on the 1 day" in out


def test_check_names_the_reasons_that_a_refresh_names(loaded: Installed) -> None:
    odd = [bank.call(4, vru_entry="O'Neill's"), bank.call(5, vru_entry="noon"), bank.call(6, vru_time="x")]
    bank.write(loaded.folder / "calls" / "march.txt", bank.call(7), *odd)

    _, checked, _ = loaded.run("check")
    _, refreshed, _ = loaded.run("refresh")

    unwritten = "the SELECT of contacts cannot take it: … is not written as %y%m%d %H:%M:%S"
    assert "bank: 3 rows would be set aside.\n" in checked
    assert f"  2 rows: {unwritten} (first: calls/march.txt, row 3).\n" in checked
    assert "  1 row: vru_time: … is not a whole number (calls/march.txt, row 5).\n" in checked
    assert f"  set aside, {unwritten}: 2\n" in refreshed
    assert "  set aside, vru_time: … is not a whole number: 1\n" in refreshed


def test_check_names_a_queue_of_an_alert_that_nobody_ever_came_to(loaded: Installed) -> None:
    config = loaded.folder / "moked.toml"
    mail = '[mail]\nhost = "localhost"\nport = 9\nfrom = "m@example.com"\n'
    rule = '[[alerts]]\nto = ["lead@example.com"]\nqueues = ["PSS", "PS"]\n'
    config.write_text(config.read_text() + mail + rule)

    _, out, _ = loaded.run("check")

    assert "[[alerts]]: no queue is called 'PSS'; did you mean 'PS'? Known: NW, PS.\n" in out
    assert out.count("[[alerts]]: no queue") == 1


def test_check_doubts_waits_that_contradict_their_instants(loaded: Installed) -> None:
    mapping = '[connectors.select]\nlegs = """SELECT _row AS source_row, contact_id, 1 AS leg_no, queue,'
    mapping += " queued AS queued_at, 10 * q_time AS wait_s, 'abandoned' AS outcome, left_queue AS ended_at"
    (loaded.folder / "moked.toml").write_text(
        bank.CONFIG.format(path="calls/*.txt") + mapping + ' FROM visits"""\n'
    )
    loaded.run("refresh")

    code, out, _ = loaded.run("check")

    assert code == 0
    assert "On 1 of 1 days waits contradict their instants (Little's law), most of all on 10 Feb 1999." in out


def test_check_names_a_target_of_no_metric(loaded: Installed) -> None:
    wrong = '[[targets]]\nmetric = "asaa"\nvalue = 3\n'
    (loaded.folder / "moked.toml").write_text(bank.CONFIG.format(path="calls/*.txt") + wrong)

    code, out, _ = loaded.run("check")

    assert code == 1
    assert "[[targets]]: unknown metric 'asaa'; did you mean 'asa'?" in out


def test_check_names_what_is_counted_twice(loaded: Installed) -> None:
    text = (loaded.folder / "moked.toml").read_text().replace('name = "bank"', 'name = "desk"')
    (loaded.folder / "moked.toml").write_text(text)
    far = [bank.call(1, date="990110"), bank.call(1)]
    far[1]["vru+line"], far[0]["vru+line"] = "AA0202", "AA0202"
    select = """[connectors.select]
contacts = '''SELECT _row AS source_row, call_id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
    entered AS started_at, _file AS menu_path FROM visits'''
legs = '''SELECT _row AS source_row, call_id AS contact_id, 1 AS leg_no, 'failed' AS outcome FROM visits'''
"""
    (loaded.folder / "moked.toml").write_text(text + select)
    bank.write(loaded.folder / "calls" / "a.txt", far[0])
    bank.write(loaded.folder / "calls" / "b.txt", far[1])
    loaded.run("refresh")

    _, out, _ = loaded.run("check")

    assert "bank is no connector any more, but its 3 contacts are still counted." in out
    assert "1 contact id comes in two places more than a week apart" in out


def test_a_failing_source_is_an_exit_code_and_a_sentence(loaded: Installed) -> None:
    (loaded.folder / "moked.toml").write_text(bank.CONFIG.format(path="nowhere/*.txt"))

    code, out, _ = loaded.run("check")

    assert code == 1
    assert "bank: " in out
    assert "nowhere" in out


def test_figures_as_json(loaded: Installed) -> None:
    code, out, err = loaded.run("query", "asa,answered", "--by", "queue", "--format", "json")

    rows = json.loads(out)
    assert code == 0
    assert [row["queue"] for row in rows] == ["NW", "PS"]
    assert rows[0]["asa"]["value"] is None
    assert {name: rows[1]["asa"][name] for name in ("value", "numerator", "denominator")} == {
        "value": 35.0,
        "numerator": 70.0,
        "denominator": 2.0,
    }
    assert err == ""


def test_a_handle_time_names_the_parts_it_lacks(loaded: Installed) -> None:
    _, out, err = loaded.run("query", "handle_time", "--format", "csv")

    assert out.splitlines()[0].startswith("handle_time,handle_time.numerator")
    assert err == "handle_time: without hold and wrap-up\n"


def test_a_table_is_aligned(loaded: Installed) -> None:
    _, out, _ = loaded.run("query", "answered,abandoned", "--by", "queue")

    assert out.splitlines() == [
        "queue  answered  abandoned",
        "NW            0          1",
        "PS            2          0",
    ]


def test_the_catalog(loaded: Installed) -> None:
    code, out, _ = loaded.run("query", "--list")

    assert code == 0
    assert "service_level_ignore" in out


@pytest.mark.parametrize(
    ("threshold", "expected"), [("20", 1), ("19", 0), ("50", 2)], ids=["at it", "just over", "both"]
)
def test_a_threshold_of_the_question(loaded: Installed, threshold: str, expected: int) -> None:
    _, out, _ = loaded.run("query", "answered_in_time", "--threshold", threshold, "--format", "json")

    assert json.loads(out)[0]["answered_in_time"]["value"] == expected


def test_rebuilding_what_is_right_changes_nothing(loaded: Installed) -> None:
    code, out, _ = loaded.run("rebuild")

    assert (code, out) == (0, "Derived columns were computed anew; 0 weeks changed.\n")


STATES = """
[[connectors]]
name = "switch"
kind = "files"
path = "states.csv"
[connectors.select]
agent_states = "SELECT _row AS source_row, agent AS agent_id, since AS started_at, state FROM rows"
"""


def test_the_time_of_agents_by_day_and_of_one_agent(loaded: Installed) -> None:
    text = (loaded.folder / "moked.toml").read_text()
    (loaded.folder / "moked.toml").write_text(text + STATES)
    rows = ["1999-02-10 08:00,available", "1999-02-10 09:00,break", "1999-02-10 09:15,offline"]
    lines = "".join(f"dan,{row}\n" for row in rows)
    (loaded.folder / "states.csv").write_text("agent,since,state\n" + lines)
    assert loaded.run("refresh")[0] == 0
    asked = ("--by", "agent,day", "--to", "1999-02-11", "--where", "agent=switch:dan")

    _, out, err = loaded.run("query", "time_available,time_on_break,occupancy", *asked)

    assert err == ""
    assert [line.split() for line in out.splitlines()[1:]] == [
        ["switch:dan", "1999-02-10", *"1 h 00 min 15 min 00 s 0.0 %".replace("\u00a0", " ").split()]
    ]


def test_a_wrong_word_is_named_before_there_is_a_store(empty: Installed) -> None:
    metric, column = empty.run("query", "foo"), empty.run("query", "asa", "--by", "qeue")

    assert (metric[0], column[0]) == (2, 2)
    assert metric[2].startswith("Unknown metric 'foo'. Known: contacts, ")
    assert column[2].startswith("Unknown column 'qeue'. Did you mean 'queue'?")


def test_check_says_what_a_minute_costs(loaded: Installed) -> None:
    costs = '[money]\ncurrency = "EUR"\nper_handling_minute = 0.9\nper_waiting_minute = 0.05\n'
    (loaded.folder / "moked.toml").write_text(bank.CONFIG.format(path="calls/*.txt") + costs)

    _, out, _ = loaded.run("check")

    assert "Time costs money: a minute of handling €0.90 and a minute of waiting €0.05." in out
