"""What the live page costs: real websocket sessions on it for some minutes, while a recorded day is replayed.

    .venv/bin/python -m benchmarks.live [--sessions 20,100] [--minutes 2]

Each session is a client of its own that asks for a tick every five seconds, as the browser's timer does. A
tick lasts from the request to the end of the run's messages. CPU is that of the web app's process, 1.0 being
one core; memory is its resident set after the first half minute and at the end.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.request import urlopen

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.connectors.asterisk.day import lines
from tests.connectors.asterisk.replay import Replay

ROOT = Path(__file__).resolve().parents[1]
FIRST = datetime(2026, 3, 4, 9, tzinfo=UTC)
WARM_S = 30.0
CALLS = 3000


@dataclass
class Measured:
    """Seconds of each tick, and what the process took meanwhile."""

    ticks: list[float] = field(default_factory=list)
    received: int = 0


async def session(url: str, measured: Measured, until: float, phase: float) -> None:
    """Open the page, then tick until the end; only ticks after the warm-up count."""
    await asyncio.sleep(phase)
    async with connect(url, subprotocols=["streamlit"], max_size=None) as socket_:  # type: ignore[list-item]
        timers = await _run(
            socket_, BackMsg(rerun_script={"query_string": "", "page_name": "live"}), measured
        )
        warm = time.monotonic() + WARM_S
        due = time.monotonic()
        while time.monotonic() < until:
            due += 5
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            # The page has several timers; the one of the floor comes every 5 s, the others seldom.
            fragment = next(name for name, every in timers.items() if every == 5)
            asked = BackMsg(
                rerun_script={"fragment_id": fragment, "is_auto_rerun": True, "page_name": "live"}
            )
            began = time.monotonic()
            timers |= await _run(socket_, asked, measured)
            if began > warm:
                measured.ticks.append(time.monotonic() - began)


async def _run(socket_: ClientConnection, asked: BackMsg, measured: Measured) -> dict[str, float]:
    """Ask for a run and read its messages to the end; give the timers that it set, by fragment."""
    await socket_.send(asked.SerializeToString())
    timers: dict[str, float] = {}
    finished = False
    while not finished:
        raw = await socket_.recv()
        assert isinstance(raw, bytes)
        message = ForwardMsg.FromString(raw)
        measured.received += len(raw)
        if message.WhichOneof("type") == "auto_rerun":
            timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        finished = message.WhichOneof("type") == "script_finished"
    return timers


def measure(port: int, process: psutil.Process, sessions: int, minutes: float) -> None:
    """Print what so many sessions cost."""
    measured, random = Measured(), Random(7)
    until = time.monotonic() + WARM_S + minutes * 60
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    samples: list[tuple[float, float, float]] = []

    async def watch() -> None:
        await asyncio.sleep(WARM_S)
        while time.monotonic() < until:
            samples.append((time.monotonic(), _cpu_s(process), process.memory_info().rss / 2**20))
            await asyncio.sleep(2)

    async def everybody() -> None:
        clients = [session(url, measured, until, random.uniform(0, 5)) for _each in range(sessions)]
        await asyncio.gather(watch(), *clients)

    asyncio.run(everybody())
    _print(sessions, measured, samples)


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _print(sessions: int, measured: Measured, samples: Sequence[tuple[float, float, float]]) -> None:
    ordered = quantiles(measured.ticks, n=100)
    (began, cpu, before), (ended, cpu_after, after) = samples[0], samples[-1]
    slope = (after - before) / (ended - began) * 60
    print(
        f"{sessions:9}{len(measured.ticks):8}{ordered[49] * 1000:9.0f}ms{ordered[94] * 1000:9.0f}ms"
        f"{(cpu_after - cpu) / (ended - began):8.2f}{before:9.0f}{after:9.0f}{slope:+11.1f}",
        flush=True,
    )


def main() -> None:
    """Replay a day, serve it, and measure each number of sessions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", default="20,100")
    parser.add_argument("--minutes", type=float, default=2.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        replay = Replay(folder, lines(5, date(2026, 3, 4), CALLS), FIRST, speed=10)
        (folder / "moked.toml").write_text(
            f"now = {FIRST.isoformat()}\n[replay]\nsince = {replay.since.isoformat()}\nspeed = 10\n"
            '[[connectors]]\nname = "switch"\nkind = "asterisk"\npath = "queue_log*"\nevery_s = 60\n'
        )
        replay.start()
        _serve(folder, [int(n) for n in given.sessions.split(",")], given.minutes)
        replay.stop()


def _serve(folder: Path, sessions: Sequence[int], minutes: float) -> None:
    told = {**os.environ, "MOKED_CONFIG": str(folder / "moked.toml"), "MOKED_DATA": str(folder / "data")}
    port = _free_port()
    serving = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (folder / "log").open("wb") as log:
        started = [
            subprocess.Popen(words, cwd=ROOT, env=told, stdout=log, stderr=log)
            for words in ([sys.executable, "-m", "scheduler"], serving)
        ]
    try:
        _wait_for(port)
        time.sleep(10)  # the first refresh and the first words of this moment
        heads = f"{'p50':>11}{'p95':>11}{'cores':>8}{'MiB':>9}{'MiB end':>9}{'MiB/min':>11}"
        print(f"{'sessions':>9}{'ticks':>8}{heads}")
        for number in sessions:
            measure(port, psutil.Process(started[1].pid), number, minutes)
    finally:
        for process in started:
            process.terminate()
            process.wait(30)


def _wait_for(port: int) -> None:
    for _try in range(120):
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("The web app did not start within a minute.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
