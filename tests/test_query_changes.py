"""`query changes`: what changed in a week, on the command line."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from query import changes, run
from query.arguments import arguments
from query.asked import QueryError
from settings import Settings
from store.opened import Store, open_store
from tests.connectors.demo.centre import stored


def given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("changes,asa",), "changes compares weeks and asa does not; ask for each by itself"),
        (("changes", "--by", "queue"), "--by says nothing about what changed in a week"),
        (("changes", "--to", "2026-05-01"), "--to says nothing about what changed in a week"),
        (("changes", "--where", "agent=x"), "What changed cannot be narrowed by agent. Known: metric, comp"),
        (("changes", "--where", "queue"), "not of the form COL=VALUE"),
    ],
    ids=["another metric", "columns", "an end", "by what it has not", "no value"],
)
def test_a_question_without_an_answer_is_refused(words: tuple[str, ...], said: str) -> None:
    asked = given(*words)

    assert changes.is_asked(asked)
    with pytest.raises(QueryError, match=said):
        changes.check(asked)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Store]]:
    settings = stored(tmp_path_factory.mktemp("changes"))
    store = open_store(settings)
    yield settings, store
    store.close()


def asked(centre: tuple[Settings, Store], *words: str) -> int:
    return run(given("changes", *words), *centre)


def test_rows_add_up_and_sentences_stand_beside_them(
    centre: tuple[Settings, Store], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(centre, "--format", "json") == 0

    told, beside = capsys.readouterr()
    rows = [row for row in json.loads(told) if (row["metric"], row["comparison"]) == ("asa", "before")]
    [whole] = [row["change"] for row in rows if row["cut"] is None]
    queues = [row for row in rows if row["cut"] == "queue"]
    assert sum(row["mix"] + row["rate"] for row in queues) == pytest.approx(whole)
    assert "They say where it happened, not what caused it." in beside
    assert "csat, year: nothing to compare with" in beside


def test_a_week_by_one_of_its_days_narrowed_to_what_is_asked(
    centre: tuple[Settings, Store], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--from", "2026-04-22", "--where", "metric=fcr", "--where", "cut=queue", "--format", "csv")

    assert asked(centre, *words) == 0
    header, first, *_others = capsys.readouterr().out.splitlines()
    assert header.startswith(
        "metric,comparison,cut,segment,from,to,against_from,against_to,before,now,change"
    )
    assert first.startswith("fcr,before,queue,")
    assert ",2026-04-20,2026-04-26,2026-04-13,2026-04-19," in first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--from", "2026-05-04"),
            "The week of 2026-05-04 is not over; the newest that is began on 2026-04-27",
        ),
        (("--where", "cut=qeue"), "Unknown cut 'qeue'.* Known: channel, queue, team, topic"),
    ],
    ids=["a week that is not over", "a typing error"],
)
def test_what_is_not_there_is_refused(
    centre: tuple[Settings, Store], words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        asked(centre, *words)


def test_where_nothing_was_loaded_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data=tmp_path)
    store = open_store(settings)

    assert run(given("changes"), settings, store) == 1
    assert "Nothing has been loaded yet" in capsys.readouterr().err
    store.close()
