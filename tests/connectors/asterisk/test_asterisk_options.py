"""What may be set, and what a trial run says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from connectors.asterisk.options import Options, options
from connectors.errors import Refused
from tests.connectors.asterisk.logs import asterisk, connect, enter, write
from tests.test_settings_example import uncommented


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"path": None}, "Say where the queue_log is: either `path` (its files) or `url` (its database)."),
        (
            {"path": "a", "url": "sqlite:///b"},
            "Say where the queue_log is: either `path` (its files) or `url` (its database).",
        ),
        (
            {"pth": "a"},
            "Unknown key 'pth'; did you mean 'path'? Known: agents, caller_is_customer, path, table,",
        ),
        ({"path": ""}, "The key 'path' is empty."),
        (
            {"timezone": "Asia/Jerusalme"},
            "timezone = 'Asia/Jerusalme' is not the name of a time zone; did you",
        ),
        (
            {"url": "sqlite:///a", "table": "x; DROP"},
            "The key 'table' is not allowed: the name of a table is needed, as in queue_log",
        ),
    ],
    ids=str,
)
def test_an_error_names_the_key_and_what_is_allowed(tmp_path: Path, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        asterisk(tmp_path, **given)

    assert str(refused.value).startswith(said)


def test_a_trial_run_says_what_was_found(tmp_path: Path) -> None:
    write(tmp_path, enter(0), connect(9), "rubbish", enter(60, "c2"))

    assert asterisk(tmp_path, zone="Asia/Jerusalem").check() == [
        "pbx: 4 rows, 2 calls from Mon 2 Mar 2026, 14:00 to Mon 2 Mar 2026, 14:01.",
        "pbx: 1 row is set aside.",
    ]


def test_the_example_shows_every_key(root: Path) -> None:
    text = uncommented((root / "moked.example.toml").read_text())
    switches = [each for each in tomllib.loads(text)["connectors"] if each["kind"] == "asterisk"]
    given = [{k: v for k, v in each.items() if k not in {"name", "kind"}} for each in switches]

    assert [options(each).path is None for each in given] == [False, True]
    assert {key for each in given for key in each} == set(Options.model_fields)
