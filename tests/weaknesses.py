"""Ask whether any pinned package has a known weakness: `python -m tests.weaknesses`, which CI runs.

Ends with 1 where one has. A package that the index knows nothing of was not judged, and that is said: where
CI reaches no index, nothing is known to be safe.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PINNED = Path(__file__).parents[1] / "requirements-dev.txt"  # holds all that runs the product as well
PATIENCE_S = 15  # for one answer of the index
# A weakness that does not reach us: its id, and why.
ACCEPTED: Mapping[str, str] = {}


def verdict(report: Mapping[str, Any], accepted: Mapping[str, str] = ACCEPTED) -> tuple[list[str], bool]:
    """Give what to say of what pip-audit reports as JSON, and whether the packages may be used."""
    packages = report["dependencies"]
    found = [
        (f"{one['name']} {one['version']}", weak)
        for one in packages
        for weak in one.get("vulns", ())
        if not {weak["id"], *weak.get("aliases", ())} & {*accepted}
    ]
    said = [
        f"{package}: {weak['id']}, mended in {', '.join(weak['fix_versions']) or 'no version yet'}"
        for package, weak in found
    ]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    judged = len(packages) - len(unknown)
    said.append(f"{judged} of {len(packages)} pinned packages judged, {len(found)} known weaknesses.")
    if unknown and judged:
        said.append(f"Not judged, the index knows nothing of them: {', '.join(unknown)}.")
    elif unknown:
        said.append("NOT AUDITED: no index that knows of weaknesses is reached from here.")
    return said, not found


def main() -> int:
    """Print the verdict. Gives the exit code."""
    asked = [sys.executable, "-m", "pip_audit", "-r", str(PINNED), "--no-deps", "--disable-pip"]
    asked += ["--format", "json", "--progress-spinner", "off", "--timeout", str(PATIENCE_S)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    if not told.stdout.strip():
        why = (told.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"NOT AUDITED: pip-audit could not ask: {why}")
        return 0
    said, is_fine = verdict(json.loads(told.stdout))
    print("\n".join(said))
    return 0 if is_fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
