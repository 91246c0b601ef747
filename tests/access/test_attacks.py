"""What somebody might try, and the test that repels it: attempts.txt, to which SECURITY.md points.

Below each attempt stands its test: the file below tests/, the name and, where it tries several, which one.
Where nothing of ours repels it, the attempt ends with whose part it is: Authlib's, Streamlit's. Its test
fails once they stop.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ATTACKS = (Path(__file__).parent / "attempts.txt").read_text(encoding="utf-8")
LINES = [line for line in ATTACKS.strip().splitlines() if not line.startswith("#")]
TRIED = list(zip(LINES[::2], LINES[1::2], strict=True))


@cache
def tried_in(file: str) -> dict[str, str]:
    """The tests of a file by name, each with what it tries, as it is written."""
    tree = ast.parse((TESTS / file).read_text())
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    return {one.name: "\n".join(map(ast.unparse, one.decorator_list)) for one in found}


@pytest.mark.parametrize(("attempt", "test"), TRIED, ids=[attempt.split()[0] for attempt, _test in TRIED])
def test_each_attempt_has_a_test_that_repels_it(attempt: str, test: str) -> None:
    place, _bracket, tried = test.partition(" [")
    file, name = place.split()

    assert attempt.split(maxsplit=1)[0].isdigit()
    assert Path(file).name.startswith("test_")
    assert name in tried_in(file)
    assert repr(tried.removesuffix("]")) in tried_in(file)[name] or not tried


def test_attempts_are_numbered_and_there_are_sixty_at_least() -> None:
    numbers = [int(attempt.split()[0]) for attempt, _test in TRIED]

    assert numbers == list(range(1, len(TRIED) + 1))
    assert len(TRIED) >= 60


def test_security_md_points_to_the_list(root: Path) -> None:
    assert "tests/access/attempts.txt" in (root / "SECURITY.md").read_text()
