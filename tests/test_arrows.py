import ast
import sys
from pathlib import Path

import pytest

OURS = {
    "admitting",
    "app",
    "check",
    "commands",
    "connectors",
    "door",
    "emails",
    "metrics",
    "query",
    "rights",
    "run",
    "scheduler",
    "settings",
    "store",
    "ui",
}
MODULES = {
    "run.py": {"door"},
    "app.py": {"ui"},
    "language.py": set(),
    "check.py": {"connectors", "emails", "metrics", "query", "settings", "store"},
    "mailing.py": {"emails", "scheduler", "settings", "store"},
    "admitting.py": {"settings", "store"},
    "rights.py": {"settings", "store"},
    "commands.py": {
        "admitting",
        "check",
        "connectors",
        "mailing",
        "metrics",
        "query",
        "rights",
        "scheduler",
        "settings",
        "store",
    },
    **{
        f"query/{name}.py": {"metrics", "query", "settings", "store"}
        for name in ("__init__", "ahead", "arguments", "asked", "printed", "values")
    },
}
KEPT_IN_FOLDERS = {"streamlit", "deltalake", "sqlalchemy", "alembic"}
FOLDERS = (
    "connectors",
    "door",
    "emails",
    "metrics",
    "pages",
    "query",
    "scheduler",
    "settings",
    "store",
    "ui",
)


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


def sources(root: Path, *folders: str) -> list[Path]:
    inside = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [*sorted(root.glob("*.py")), *inside]


def test_nobody_imports_pages_or_the_app(root: Path) -> None:
    guilty = [path for path in sources(root, *FOLDERS) if roots(path) & {"pages", "app"}]

    assert guilty == []


def test_pages_know_only_the_screen_the_figures_and_the_mails(root: Path) -> None:
    pages = sorted((root / "pages").rglob("*.py"))
    may = {"ui", "metrics", "emails"}  # emails: what will go out is shown before
    strangers = {path.name: roots(path) & (OURS - may) for path in pages}

    assert {name: found for name, found in strangers.items() if found} == {}


def test_no_page_lies_where_the_router_finds_it_without_the_frame(root: Path) -> None:
    assert list((root / "pages").glob("*.py")) == []


@pytest.mark.parametrize("name", MODULES)
def test_a_single_module_keeps_to_its_arrows(name: str, root: Path) -> None:
    assert roots(root / name) & OURS <= MODULES[name]


@pytest.mark.parametrize("name", [name for name in MODULES if name != "app.py"])
def test_a_single_module_leaves_the_screen_and_the_databases_to_their_folders(name: str, root: Path) -> None:
    assert roots(root / name) & KEPT_IN_FOLDERS == set()


def test_the_front_door_needs_only_the_standard_library(root: Path) -> None:
    strangers = {path.name: roots(path) - {*sys.stdlib_module_names, "door"} for path in front_door(root)}

    assert {name: found for name, found in strangers.items() if found} == {}


def front_door(root: Path) -> list[Path]:
    return [root / "run.py", *sorted((root / "door").glob("*.py"))]


def test_metrics_read_no_clock_and_no_file(root: Path) -> None:
    readers = {"os", "pathlib", "time", "requests", "socket", "subprocess"}
    guilty = {path.name: roots(path) & readers for path in sorted((root / "metrics").rglob("*.py"))}

    assert {name: found for name, found in guilty.items() if found} == {}


def test_nobody_reads_the_truth_about_the_demo(root: Path) -> None:
    guilty = [path.name for path in sources(root, *FOLDERS) if "connectors.demo.truth" in whole_names(path)]

    assert guilty == []


def whole_names(path: Path) -> set[str]:
    """What is imported, with the names taken from it."""
    nodes = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
    ]
    return imported(path) | {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
