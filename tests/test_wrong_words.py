from pathlib import Path

import pytest

import commands
from tests.installed import Installed, with_bank


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    (tmp_path / "moked.toml").write_text("")
    return Installed(tmp_path, capsys)


@pytest.fixture
def loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installed:
    return with_bank(tmp_path, capsys)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["asaa"], "Unknown metric 'asaa'. Did you mean 'asa'? Known: contacts"),
        (["asa", "--by", "que"], "Unknown column 'que'. Did you mean 'queue'? Known: queue, channel"),
        (["asa", "--where", "colour=red"], "Unknown column 'colour'. Known: queue, channel"),
        (["asa", "--where", "queue"], "--where 'queue' is not of the form COL=VALUE."),
        (["asa", "--where", "queue=PX"], "Unknown queue 'PX'; did you mean 'PS'? Known: NW, PS."),
        (["asa", "--from", "February"], "--from 'February' is neither a day"),
        (["asa", "--from", "1999-03-01", "--to", "1999-02-01"], "--to 1999-02-01 is not after"),
        (["asa", "--publication", "99"], "Unknown publication 99. Known: 1 to 2."),
        (["asa", "--threshold", "-1"], "--threshold -1.0 is not a wait; 0 s to a year are."),
        (["asa", "--threshold", "nan"], "--threshold nan is not a wait"),
        (["asa", "--from", "0001-01-01"], "--from '0001-01-01' lies too far away"),
        (["repeat_rate", "--window", "31"], "--window 31 is not known; 1 to 30 days are."),
        (["repeat_rate", "--window", "0"], "--window 0 is not known; 1 to 30 days are."),
        (["fcr", "--window", "3"], "--window says how repeat_rate is counted, which was not asked for."),
        (["fcr", "--topic", "same"], "--topic says how repeat_rate is counted, which was not asked for."),
        (["fcr", "--provisional"], "--provisional says how repeat_rate is counted, which was not asked for."),
        (
            ["repeat_rate,fcr,asa", "--provisional"],
            "--provisional estimates repeat_rate alone; ask for fcr, asa without it.",
        ),
        ([], "No metric was named; `query --list` prints them."),
    ],
    ids=[
        "metric",
        "column",
        "narrowing",
        "form",
        "value",
        "day",
        "order",
        "publication",
        "threshold",
        "no number",
        "far away",
        "a window too long",
        "no window",
        "a window of nothing",
        "a topic of nothing",
        "nothing to estimate",
        "too much to estimate",
        "none",
    ],
)
def test_a_wrong_question_is_answered_by_a_sentence(loaded: Installed, words: list[str], said: str) -> None:
    code, out, err = loaded.run("query", *words)

    assert (code, out) == (2, "")
    assert err.startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["refesh"], "Unknown command 'refesh'; did you mean 'refresh'? Known: refresh, query, "),
        (["--data", "x", "query"], "Unknown command '--data'. Known: refresh, query, "),
        (["query", "asa", "--formt", "csv"], "Unknown argument '--formt'; did you mean '--format'? Known: "),
        (["query", "asa", "--form=csv"], "Unknown argument '--form'; did you mean '--format'? Known: "),
        (["query", "asa", "answered"], "Unknown argument 'answered'; write several metrics as asa,answered."),
        (["check", "bank"], "Unknown argument 'bank'. Known: --help, --config, --data."),
        (["query", "asa", "--format", "cvs"], "--format 'cvs' is not allowed; did you mean 'csv'? Allowed: "),
        (["query", "repeat_rate", "--topic", "som"], "--topic 'som' is not allowed; did you mean 'same'? "),
        (["query", "repeat_rate", "--window", "week"], "--window 'week' is not a number of days, such as 7."),
        (["query", "asa", "--threshold", "1,5"], "--threshold '1,5' is not a wait; a number of seconds is "),
        (["query", "asa", "--publication", "x"], "--publication 'x' is not the number of a publication"),
        (["query", "asa", "--by"], "--by needs a value: --by COL[,COL…]."),
        (["query", "--list=all"], "--list takes no value."),
    ],
    ids=[
        "a command with a typo",
        "no command",
        "an option with a typo",
        "half an option",
        "a second word",
        "a word too many",
        "a format with a typo",
        "a topic with a typo",
        "no number of days",
        "no number of seconds",
        "no number of a publication",
        "no value",
        "a value too many",
    ],
)
def test_a_wrong_word_is_answered_by_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert commands.main(words) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert err.endswith(".\n")


@pytest.mark.parametrize("word", ["query", "rebuild"])
def test_a_folder_without_a_store_is_named_and_left_as_it_is(empty: Installed, word: str) -> None:
    code, out, err = empty.run(word, *["asa"][: word == "query"])

    assert (code, out) == (1, "")
    assert err == (
        f"There is no store in {empty.folder / 'data'}. Run `python3 run.py refresh` first, or name another"
        " folder with --data.\n"
    )
    assert [path.name for path in empty.folder.iterdir()] == ["moked.toml"]


def test_a_folder_of_other_things_is_left_as_it_is(empty: Installed) -> None:
    (empty.folder / "data").mkdir()

    code, _, err = empty.run("query", "asa")

    assert (code, err.startswith("There is no store in ")) == (1, True)
    assert list((empty.folder / "data").iterdir()) == []


@pytest.mark.parametrize("words", [["check"], ["query", "--list"]], ids=["check", "the catalog"])
def test_what_needs_no_store_makes_none(empty: Installed, words: list[str]) -> None:
    code, _, err = empty.run(*words)

    assert (code, err) == (0, "")
    assert [path.name for path in empty.folder.iterdir()] == ["moked.toml"]


def test_a_refresh_makes_the_store(loaded: Installed) -> None:
    assert {"history", "state.sqlite"} <= {path.name for path in (loaded.folder / "data").iterdir()}
