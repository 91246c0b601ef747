from pathlib import Path

import pytest

from door import browser

APT_GET = '#!/bin/sh\necho "$@" >> "$0.calls"\ncase "$*" in *{lacks}) exit 100;; esac\n'
ASKED = "-q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "
INSTALLED = f"{ASKED}install -y --no-install-recommends "


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


@pytest.mark.parametrize(
    ("lacks", "installed", "said"),
    [
        ("nothing", ["chromium-headless-shell"], []),
        ("shell", ["chromium-headless-shell", "chromium"], []),
        (
            "chromium*",
            ["chromium-headless-shell", "chromium"],
            ["Chromium could not be installed: the browser tests cannot run."],
        ),
    ],
    ids=["the one without windows is enough", "where there is none, the whole", "neither is there"],
)
def test_root_installs_chromium_through_the_package_manager(
    lacks: str, installed: list[str], said: list[str], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt_get = program(path / "apt-get", APT_GET.format(lacks=lacks))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    told: list[str] = []
    browser.provide(told.append)

    asked = Path(f"{apt_get}.calls").read_text().splitlines()
    assert asked == [f"{ASKED}update", *(f"{INSTALLED}{name}" for name in installed)]
    assert told[1:] == said


def test_others_are_told_that_there_is_no_browser(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    said: list[str] = []
    browser.provide(said.append)

    assert said == ["There is no Chrome or Chromium: the browser tests cannot run."]
