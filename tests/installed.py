"""A folder with a moked.toml, and the commands run on it."""

from pathlib import Path

import pytest

import commands
from tests import bank


class Installed:
    """What a person would have after writing a moked.toml in `folder`."""

    def __init__(self, folder: Path, said: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._said = said

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run one command; give its exit code and what it said on both streams."""
        where = ["--config", str(self.folder / "moked.toml"), "--data", str(self.folder / "data")]
        code = commands.main([*words, *where])
        said = self._said.readouterr()
        return code, said.out, said.err


def with_bank(folder: Path, said: pytest.CaptureFixture[str]) -> Installed:
    """Install, and load three calls: answered after 20 s, after 50 s, given up after 90 s."""
    bank.config(folder)
    calls = [bank.call(1, q_time=20), bank.call(2, q_time=50), bank.hung_up(3, q_time=90, type="NW")]
    bank.write(folder / "calls" / "february.txt", *calls)
    installed = Installed(folder, said)
    assert installed.run("refresh")[0] == 0
    return installed
