"""Whoever may start commands may read the files as well: the command line is this machine's manager."""

import argparse

import pytest

from query import VIEWER
from query.arguments import arguments


def test_query_asks_as_this_machines_manager() -> None:
    assert (VIEWER.role, VIEWER.teams, VIEWER.account) == ("manager", frozenset(), "")


@pytest.mark.parametrize("option", ["--role", "--viewer", "--as", "--team", "--account"])
def test_query_asks_as_nobody_else(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    arguments(parser)

    with pytest.raises(SystemExit):
        parser.parse_args(["asa", option, "lead"])
    assert f"unrecognized arguments: {option}" in capsys.readouterr().err
