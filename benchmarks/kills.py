"""Kill refreshes and leaders more often than CI does, at random moments, with either state database.

    .venv/bin/python -m benchmarks.kills [--times 8]

CI kills 2 refreshes with SQLite, 1 with PostgreSQL, 2 leaders with each; here are so many times as many. It
ends with 0 if readers only ever saw whole publications and nothing was lost.
"""

import argparse
import sys

import pytest

HELD = ("tests/scheduler/test_kills.py", "tests/scheduler/test_leaders.py")


def main() -> int:
    """Run the tests that kill, so many times as long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=8)
    given = parser.parse_args()
    print(f"{given.times} times the kills of CI")
    return int(pytest.main(["-v", "--durations=0", "--timeout", "3600", "--times", str(given.times), *HELD]))


if __name__ == "__main__":
    sys.exit(main())
