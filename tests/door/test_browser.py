from pathlib import Path

import pytest

from door import browser

APT_GET = '#!/bin/sh\necho "$@" >> "$0.calls"\n'


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it but what a test puts there."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(browser, "ELSEWHERE", ())
    return folder


def program(path: Path, script: str) -> Path:
    path.write_text(script)
    path.chmod(0o755)
    return path


def test_an_installed_browser_is_found_and_nothing_is_installed(path: Path) -> None:
    chrome = program(path / "google-chrome", "")
    said: list[str] = []
    browser.provide(said.append)

    assert browser.find() == str(chrome)
    assert said == []


def test_root_installs_chromium_through_the_package_manager(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt_get = program(path / "apt-get", APT_GET)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    browser.provide(str)

    assert Path(f"{apt_get}.calls").read_text().splitlines() == [
        "-q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 update",
        "-q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium",
    ]


def test_others_are_told_that_there_is_no_browser(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    said: list[str] = []
    browser.provide(said.append)

    assert said == ["There is no Chrome or Chromium: the browser tests cannot run."]
