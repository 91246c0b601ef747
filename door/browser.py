"""The browser that the tests drive: an installed Chrome or Chromium."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from door.words import Say, _

SHELL = "chromium-headless-shell"  # no window to draw tabs and menus in: a page takes a quarter less work
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# A mirror that stumbles is asked again; another package manager at work is waited for.
PATIENT = ("-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)


def find() -> str | None:
    """Return the path of an installed browser, or None."""
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = (str(path) for path in ELSEWHERE if path.is_file())
    return next(filter(None, on_path), None) or next(elsewhere, None)


def provide(say: Say) -> None:
    """Install Chromium through the system's package manager where there is no browser and we may."""
    if find() is not None:
        return
    if not _may_install():
        say(_("There is no Chrome or Chromium: the browser tests cannot run."))
        return
    say(_("Installing Chromium for the browser tests"))
    _apt_get("update")
    for name in (SHELL, "chromium"):
        if _apt_get("install", "-y", "--no-install-recommends", name):
            return
    say(_("Chromium could not be installed: the browser tests cannot run."))


def _may_install() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_get(*words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    argv = ["apt-get", "-q", *PATIENT, *words]
    return subprocess.call(argv, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) == 0
