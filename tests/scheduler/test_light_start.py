import subprocess
import sys
from pathlib import Path

import pytest

LEARNS_OR_DRAWS = ("sklearn", "scipy", "matplotlib")
LOADED = f"import sys; print(*sorted(name for name in {LEARNS_OR_DRAWS} if name in sys.modules))"


@pytest.mark.parametrize("module", ["scheduler.__main__", "commands"])
def test_what_only_learning_or_drawing_needs_is_not_loaded_at_the_start(root: Path, module: str) -> None:
    code = f"import {module}; {LOADED}"

    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert told.stdout.split() == []
