"""Start the scheduler and the web app, and stay with them."""

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final, NoReturn

from door import install
from door.supervise import Child, Supervisor
from door.words import Stop, _, aloud

ADDRESS: Final = "127.0.0.1"  # this machine only
PORT: Final = 8501
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Options:
    """What a person may say when starting; paths are absolute."""

    port: int = PORT
    address: str = ADDRESS
    open_to_everybody: bool = False
    config: Path | None = None
    data: Path | None = None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        raise Stop(_("{message}. Try: python3 run.py --help").format(message=sentence))


def parse(argv: Sequence[str]) -> Options:
    """Read the words; raises Stop for one that is not understood."""
    parser = _Parser(prog="run.py", add_help=False, allow_abbrev=False)
    parser.add_argument("--port", type=_port, default=PORT)
    parser.add_argument("--address", type=_address, default=ADDRESS)
    parser.add_argument("--open-to-everybody", action="store_true")
    parser.add_argument("--config", type=_absolute)
    parser.add_argument("--data", type=_absolute)
    return Options(**vars(parser.parse_args(argv)))


def _absolute(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _address(text: str) -> str:
    try:
        return "127.0.0.1" if text == "localhost" else str(ip_address(text))
    except ValueError:
        said = _("{text} is not an address to serve at, such as 127.0.0.1 or 0.0.0.0")
        raise argparse.ArgumentTypeError(said.format(text=text)) from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(_("{text} is not a port, 1 to 65535").format(text=text))
    return int(text)


def start(root: Path, options: Options) -> int:
    """Prepare, start both processes, print the address, and return when asked to stop."""
    check(root, options)
    python = install.prepare(root, "requirements.txt", aloud)
    serving = served(root, python, options)
    aloud(_("Starting the scheduler and the web app"))
    supervisor = Supervisor(children(root, python, options, serving), aloud)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), supervisor.ask_to_stop)
    supervisor.run()
    aloud(_("Stopped."))
    return 0


def check(root: Path, options: Options) -> None:
    """Raise Stop where the start could not succeed."""
    if options.config is not None and not options.config.is_file():
        raise Stop(_("There is no settings file {path}.").format(path=options.config))
    _check_folder(options.data or _usual_data(root, options.config))
    _check_port(options.address, options.port)


def _usual_data(root: Path, config: Path | None) -> Path:
    """Find the data folder as settings/ does; settings that are wrong are its to complain about."""
    source = config or Path(os.environ.get("MOKED_CONFIG") or root / "moked.toml")
    named = os.environ.get("MOKED_DATA")
    if not named:
        with contextlib.suppress(OSError, ValueError):
            named = tomllib.loads(source.read_text("utf-8-sig")).get("data")
    return source.parent / named if named else root / "data"


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as why:
        cannot = _("Moked cannot write to its data folder {path}: {why}. Choose another with --data DIR.")
        raise Stop(cannot.format(path=folder, why=why.strerror)) from why


def _check_port(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as why:
            taken = _("Port {port} is not free ({why}): Moked runs already, or choose another with --port N.")
            raise Stop(taken.format(port=port, why=why.strerror)) from why


@dataclass(frozen=True)
class Serving:
    """What the web app is started with besides: see settings/serving.py, which knows the settings."""

    environment: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


def served(root: Path, python: Path, options: Options) -> Serving:
    """Ask the settings to whom the web app is served. Raises Stop where they refuse."""
    words = [options.address, *(["open"] if options.open_to_everybody else [])]
    argv = [str(python), "-m", "settings.serving", *words]
    environment = {**os.environ, **_told(options)}
    done = subprocess.run(argv, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(done.stderr.strip() or _("The settings cannot be read; try: python3 run.py check"))
    return Serving(**json.loads(done.stdout))


def children(root: Path, python: Path, options: Options, serving: Serving) -> list[Child]:
    """Describe the two processes that make up Moked."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **_told(options)}
    url = f"http://{_reached(options.address)}:{options.port}"
    web = [
        *(str(python), "-m", "streamlit", "run", str(root / "app.py")),
        *("--server.address", options.address, "--server.port", str(options.port)),
        *("--server.headless", "true", "--logger.hideWelcomeMessage", "true"),
        *serving.flags,
    ]
    scheduler = [str(python), "-m", "scheduler", *_flags(options)]
    return [
        Child(_("scheduler"), scheduler, root, environment),
        Child(
            *(_("web app"), web, root, {**environment, **serving.environment}),
            answers=lambda: _is_healthy(url),
            greeting=_("Moked is ready at {url} (Ctrl-C stops it)").format(url=url),
        ),
    ]


def _reached(address: str) -> str:
    """Where this machine reaches what is served at an address: every address means this one, too."""
    usual = {"0.0.0.0": ADDRESS, "::": "[::1]"}
    return usual.get(address, f"[{address}]" if ":" in address else address)


def _told(options: Options) -> dict[str, str]:
    said = {"MOKED_CONFIG": options.config, "MOKED_DATA": options.data}
    return {name: str(path) for name, path in said.items() if path is not None}


def _flags(options: Options) -> list[str]:
    said = {"--config": options.config, "--data": options.data}
    return [word for flag, path in said.items() if path is not None for word in (flag, str(path))]


def _is_healthy(url: str) -> bool:
    try:
        with DIRECT.open(f"{url}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
