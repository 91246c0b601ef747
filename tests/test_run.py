import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run

# .ci/run itself installs all that is pinned in this way; test_requirements.py holds that nothing is lacking.
FEW = re.compile(r"(alembic|jinja2|mako|markupsafe|sqlalchemy|typing-extensions)==")
OLD = ("python3.6", "python3.7", "python3.8", "python3.9", "python3.10")


def real_python(name: str) -> str | None:
    path = shutil.which(name)
    if path is None or subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode != 0:
        return None
    return path


def test_it_parses_on_pythons_that_are_too_old(root: Path) -> None:
    source = (root / "run.py").read_text()

    assert ast.parse(source, feature_version=(3, 6))


def test_a_python_that_is_too_old_is_told_so_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code = run.main([], version=(3, 9))

    assert code == 2
    assert capsys.readouterr().err == (
        "Moked needs Python 3.11 or newer; this is Python 3.9. Try: python3.11 run.py\n"
    )


@pytest.mark.parametrize("name", OLD)
def test_a_real_old_python_can_read_run_py(name: str, root: Path) -> None:
    old = real_python(name)
    if old is None:
        pytest.skip(f"there is no {name} on this machine")
    done = subprocess.run([old, root / "run.py"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith("Moked needs Python 3.11 or newer; this is Python 3.")
    assert len(done.stderr.splitlines()) == 1


def test_help_lists_the_ways_in(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, root / "run.py", "--help"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert "run.py test" in done.stdout


@pytest.mark.timeout(600)
def test_a_fresh_tree_installs_what_is_pinned_and_runs_a_command(
    tmp_path: Path, root: Path, in_ci: bool
) -> None:
    tree = tmp_path / "a fresh tree"
    tree.mkdir()
    shutil.copy(root / "run.py", tree)
    pinned = [line for line in (root / "requirements.txt").read_text().splitlines() if FEW.match(line)]
    (tree / "requirements.txt").write_text("\n".join(pinned))
    shutil.copytree(root / "door", tree / "door")
    (tree / "commands.py").write_text(
        "import sys, alembic, jinja2, sqlalchemy\nprint(*sys.argv[1:])\nsys.exit(7)\n"
    )
    argv = [sys.executable, tree / "run.py", "query", "--by", "queue"]
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(argv, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 2 and "network" in done.stderr and not in_ci:
        pytest.skip("there is no network to install from")

    assert len(pinned) == FEW.pattern.count("|") + 1
    assert (done.returncode, done.stdout) == (7, "query --by queue\n"), done.stderr
    assert "Installed in" in done.stderr
