"""The commands that let people in and tell who saw what."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import main
from store.asked import Viewer
from store.audit import About, note
from store.people import person
from store.state import State

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DANA = Viewer("Dana", "manager", account="dana@example.com")


@pytest.fixture
def place(tmp_path: Path) -> list[str]:
    (tmp_path / "moked.toml").write_text("")
    return ["--config", str(tmp_path / "moked.toml"), "--data", str(tmp_path / "data")]


@pytest.fixture
def opened(tmp_path: Path, place: list[str]):
    assert main(["people", *place]) == 0
    state = State(f"sqlite:///{tmp_path / 'data' / 'state.sqlite'}")
    yield state
    state.close()


def test_somebody_is_let_in_and_it_is_written_who_was(place, opened, capsys):
    assert (
        main(
            [
                "people",
                "--admit",
                "Eli@example.com",
                "--role",
                "lead",
                "--team",
                "Cards",
                "--team",
                "Loans",
                *place,
            ]
        )
        == 0
    )
    assert main(["people", *place]) == 0
    assert main(["audit", "--act", "admitted", *place]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "eli@example.com may sign in as lead.",
        "eli@example.com\tlead\tCards, Loans\tlet in by this computer",
    ]
    assert said[2].endswith("\tthis computer\tadmin\tadmitted\taccount eli@example.com\tlead Cards Loans")
    assert person(opened, "eli@example.com").teams == {"Cards", "Loans"}


def test_somebody_is_let_in_no_more(place, opened, capsys):
    main(["people", "--admit", "dana@example.com", "--role", "manager", *place])
    assert main(["people", "--dismiss", "dana@example.com", *place]) == 0

    assert person(opened, "dana@example.com") is None
    assert capsys.readouterr().out.endswith("dana@example.com may sign in no more.\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["people", "--admit", "dana", "--role", "manager"], "'dana' is no address of mail; accounts are."),
        (
            ["people", "--admit", "dana@example.com", "--role", "boss"],
            "Unknown role 'boss'. Known: manager, lead, ",
        ),
        (["people", "--dismiss", "dana@example.com"], "Nobody is known as 'dana@example.com'."),
        (["audit", "--since", "yesterday"], "--since 'yesterday' is no day; one is 2026-03-04."),
        (["audit", "--most", "0"], "--most '0' is not allowed; 1 to 1000 is."),
    ],
)
def test_a_wrong_word_is_a_sentence(place, opened, capsys, words, why):
    assert main([*words, *place]) == 2
    assert why in capsys.readouterr().err


def test_the_log_tells_by_the_sites_clock_what_is_sought(tmp_path, place, opened, capsys):
    (tmp_path / "moked.toml").write_text('[site]\ntimezone = "Asia/Jerusalem"')
    note(opened, DANA, "saw", NOON, About("customer", "crm:c17"))
    note(opened, DANA, "exported", NOON, About("page", "at_risk"), "50 rows")

    assert main(["audit", "--about", "c17", "--since", "2026-03-04", "--until", "2026-03-05", *place]) == 0
    assert capsys.readouterr().out == (
        "Wed 4 Mar 2026, 14:00\tdana@example.com\tmanager\tsaw\tcustomer crm:c17\t\n"
    )
    assert main(["audit", "--by", "dana@example.com", "--until", "2026-03-04", *place]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "sign", ["\x1b[2K\r", "\n", "\t", "\x9b2K"], ids=["ESC", "a line", "a tab", "a C1 sign"]
)
def test_an_id_forges_no_line_of_the_log(place, opened, capsys, sign):
    note(opened, DANA, "saw", NOON, About("customer", f"crm:1{sign}forged"), f"by{sign}hand")

    assert main(["audit", *place]) == 0
    [line] = capsys.readouterr().out.split("\n")[:-1]
    hidden = "\ufffd" + sign[1:].replace("\r", "\ufffd")
    assert line.split("\t")[3:] == ["saw", f"customer crm:1{hidden}forged", f"by{hidden}hand"]
