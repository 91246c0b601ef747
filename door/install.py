"""Make .venv and install what is pinned, once; later starts only compare a stamp."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from door.words import Say, Stop, _

UV: Final = "uv==0.13.9"
OLDEST: Final = "3.11"
LISTS: Final = ("requirements.txt", "requirements-dev.txt")  # the second holds all of the first
TESTS: Final = r"site-packages.*[/\\]tests[/\\]"  # compileall asks it of whole paths

# What the installers print, and the sentence it means for a person.
MEANINGS: Final = (
    (("No space left on device",), _("The disk is full.")),
    (("Permission denied", "Read-only file system"), _("A file in .venv cannot be written.")),
    (
        ("NewConnectionError", "Failed to establish a new connection", "Connection refused", "timed out"),
        _("The package index cannot be reached: is there a network?"),
    ),
    (("name resolution", "dns error", "Network is unreachable"), _("There is no network.")),
    (("No matching distribution found",), _("The package index does not have a package that is pinned.")),
)


@dataclass(frozen=True)
class Place:
    """One tree and the list of packages to install in its .venv."""

    root: Path
    requirements: str

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def list(self) -> Path:
        return self.root / self.requirements

    @property
    def stamp(self) -> Path:
        return self.venv / f"{self.requirements}.installed"

    @property
    def log(self) -> Path:
        return self.venv / "install.log"

    @property
    def pins(self) -> set[str]:
        return {line for line in _text(self.list).splitlines() if line[:1].isalnum()}


def prepare(root: Path, requirements: str, say: Say) -> Path:
    """Return the Python that has everything in `requirements`, installing what is missing."""
    place = Place(root, requirements)
    if is_ready(place):
        return place.python
    try:
        place.venv.mkdir(exist_ok=True)
        with _alone(place, say):
            if not is_ready(place):
                _make(place, say)
                _install(place, say)
    except OSError as why:
        cannot = _("Moked cannot write to {path}: {why}.")
        raise Stop(cannot.format(path=why.filename or place.venv, why=why.strerror)) from why
    return place.python


def is_ready(place: Place) -> bool:
    """Say whether exactly these pins were installed for exactly this Python."""
    return _is_sound(place) and _text(place.stamp) == fingerprint(place)


def fingerprint(place: Place) -> str:
    """Hash the pins together with the version of the Python that holds them."""
    return hashlib.sha256(f"{_version(place)}\n{_text(place.list)}".encode()).hexdigest()


def _is_sound(place: Place) -> bool:
    """Say whether .venv has a Python that is new enough and still the one that it was made with."""
    version = _version(place)
    if not place.python.exists() or _parts(version) < _parts(OLDEST):
        return False
    # TRICKY: a system update can turn the Python under .venv into the next version, without packages.
    is_ours = place.python.resolve() == Path(sys.executable).resolve()
    return not is_ours or _parts(version)[:2] == sys.version_info[:2]


def _version(place: Place) -> str:
    """Read the Python version that .venv was made for; no version is an empty text."""
    pairs = (line.partition("=") for line in _text(place.venv / "pyvenv.cfg").splitlines())
    found = {key.strip(): value.strip() for key, _equals, value in pairs}
    return found.get("version", found.get("version_info", ""))


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


@contextlib.contextmanager
def _alone(place: Place, say: Say) -> Iterator[None]:
    """Keep two starts from installing into one .venv at once."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 (not on Windows)

    with (place.venv / "install.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(_("Another start is installing; waiting for it"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(place: Place, say: Say) -> None:
    """Make .venv, without pip: that is quick, and works where a system leaves pip out."""
    place.log.unlink(missing_ok=True)
    if _is_sound(place):
        return
    say(_("Making .venv with Python {version}").format(version=sys.version.split()[0]))
    for part in ("bin", "lib", "lib64", "include", "Scripts", "Lib", "Include"):
        _remove(place.venv / part)
    made = _run(place, sys.executable, "-m", "venv", "--without-pip", str(place.venv))
    if not made:
        raise Stop(_meaning(place, _("Python could not make .venv.")))


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def _install(place: Place, say: Say) -> None:
    """Install with uv where it can be had, else with pip, and remember that it was done."""
    place.stamp.unlink(missing_ok=True)
    begun = time.monotonic()
    if not (_with_uv(place, say) or _with_pip(place, say)):
        raise Stop(_meaning(place, _("The packages could not be installed.")))
    _compile(place)
    for covered in (Place(place.root, name) for name in LISTS):
        if covered.pins <= place.pins:
            covered.stamp.write_text(fingerprint(covered), "utf-8")
    say(_("Installed in {seconds:.0f} s").format(seconds=time.monotonic() - begun))


def _compile(place: Place) -> None:
    """Compile the packages and our own modules, once: else it is the first start that does it, or every one.

    What cannot be compiled is left alone: the log names it, and Python compiles it when it is wanted. So are
    tests: a quarter of the packages, which nobody runs here, and ours, which pytest compiles on its own.
    """
    ours = [one for one in place.root.iterdir() if any(one.glob("*.py")) and one.name != "tests"]
    compiled = [str(place.python), "-m", "compileall", "-q", "-j", "0", "-x", TESTS]
    _run(place, *compiled, str(place.venv), *map(str, sorted(ours)))
    _run(place, *compiled, "-l", str(place.root))


def _with_uv(place: Place, say: Say) -> bool:
    uv = shutil.which("uv") or _fetched_uv(place, say)
    if uv is None:
        return False
    say(_("Installing {n} packages with uv").format(n=len(place.pins)))
    return _run(place, uv, "pip", "install", "--python", str(place.python), "-r", str(place.list))


def _fetched_uv(place: Place, say: Say) -> str | None:
    """Get uv with pip into .venv; packages then install in seconds rather than in minutes."""
    uv = place.python.with_name("uv.exe" if sys.platform == "win32" else "uv")
    if uv.is_file():
        return str(uv)
    say(_("Getting uv, the fast installer"))
    return str(uv) if _has_pip(place) and _pip(place, UV) else None


def _with_pip(place: Place, say: Say) -> bool:
    if not _has_pip(place):
        raise Stop(_("This Python comes without pip. On Debian and Ubuntu: apt-get install python3-venv"))
    say(_("Installing {n} packages with pip: a minute or two").format(n=len(place.pins)))
    return _pip(place, "-r", str(place.list))


def _has_pip(place: Place) -> bool:
    python = str(place.python)
    return _run(place, python, "-m", "pip", "--version") or _run(place, python, "-m", "ensurepip")


def _pip(place: Place, *what: str) -> bool:
    return _run(place, str(place.python), "-m", "pip", "install", "--retries", "2", *what)


def _run(place: Place, *argv: str) -> bool:
    """Run an installer, its words into the log, and say whether it succeeded."""
    with place.log.open("ab") as log:
        code = subprocess.call(
            argv, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
    return code == 0


def _environment() -> dict[str, str]:
    """Tell uv the package index that pip was told, since it does not read pip's variables.

    It also believes whom this machine believes: a company's own certificate is in no other list.
    """
    environment = dict(os.environ)
    environment.pop("PYTHONHOME", None)
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    return environment


def _meaning(place: Place, otherwise: str) -> str:
    """Turn the log into one sentence for a person."""
    said = place.log.read_text("utf-8", "replace")
    known = (meaning for needles, meaning in MEANINGS if any(needle in said for needle in needles))
    details = _("Details: {path}").format(path=place.log)
    return f"{otherwise} {next(known, '')} {details}".replace("  ", " ")
