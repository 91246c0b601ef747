"""Call records in the form of the anonymous bank's, written for a test."""

from pathlib import Path

COLUMNS = [
    "vru+line",
    "call_id",
    "customer_id",
    "priority",
    "type",
    "date",
    "vru_entry",
    "vru_exit",
    "vru_time",
    "q_start",
    "q_exit",
    "q_time",
    "outcome",
    "ser_start",
    "ser_exit",
    "ser_time",
    "server",
]
NONE = "0:00:00"


def clock(seconds: int) -> str:
    """Write seconds from midnight as the bank does."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def call(number: int, **given: object) -> dict[str, object]:
    """Write one answered call of 10 February 1999: 6 s in the menu, 20 s in the queue, 60 s with DORIT."""
    begins = int(str(given.pop("begins", 36_000 + 10 * number)))
    queue_s = int(str(given.get("q_time", 20)))
    queued, answered = begins + 6, begins + 6 + queue_s
    plain = {
        "vru+line": "AA0101",
        "call_id": 10_000 + number,
        "customer_id": 500 + number,
        "priority": 1,
        "type": "PS",
        "date": "990210",
        "vru_entry": clock(begins),
        "vru_exit": clock(queued),
        "vru_time": 6,
        "q_start": clock(queued),
        "q_exit": clock(answered),
        "q_time": queue_s,
        "outcome": "AGENT",
        "ser_start": clock(answered),
        "ser_exit": clock(answered + 60),
        "ser_time": 60,
        "server": "DORIT",
    }
    return {**plain, **given}


def hung_up(number: int, **given: object) -> dict[str, object]:
    """Write one call that was given up in the queue."""
    unserved = {"outcome": "HANG", "ser_start": NONE, "ser_exit": NONE, "ser_time": 0, "server": "NO_SERVER"}
    return call(number, **{**unserved, **given})


def write(path: Path, *calls: dict[str, object], columns: list[str] | None = None) -> Path:
    """Write a file as the bank's switch did: tab separated, CRLF."""
    names = columns or COLUMNS
    lines = ["\t".join(names)] + ["\t".join(str(one[name]) for name in names) for one in calls]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode())
    return path


CONFIG = """
now = 1999-03-01T00:00:00+02:00
[site]
timezone = "Asia/Jerusalem"
week_start = "sunday"
[[connectors]]
name = "bank"
kind = "files"
path = "{path}"
recipe = "anonymous_bank"
"""


def config(folder: Path, path: str = "calls/*.txt") -> Path:
    """Write a moked.toml beside which the calls lie."""
    file = folder / "moked.toml"
    file.write_text(CONFIG.format(path=path))
    return file
