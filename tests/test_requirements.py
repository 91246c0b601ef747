import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^\s;]+)", re.MULTILINE)
DEPENDENCY = re.compile(r'^    "[^"]+==[^"]+",(.*)$', re.MULTILINE)


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text())


def pins(text: str) -> set[tuple[str, str]]:
    return set(PIN.findall(text))


def test_what_runs_the_product_is_pinned_as_declared(root: Path, project: dict) -> None:
    declared = pins("\n".join(project["project"]["dependencies"]))
    pinned = pins((root / "requirements.txt").read_text())

    assert len(declared) == len(project["project"]["dependencies"])
    assert declared - pinned == set()


def test_what_tests_need_is_pinned_as_declared(root: Path, project: dict) -> None:
    declared = pins("\n".join(project["dependency-groups"]["dev"]))
    pinned = pins((root / "requirements-dev.txt").read_text())

    assert len(declared) == len(project["dependency-groups"]["dev"])
    assert declared - pinned == set()


def test_tests_run_with_the_very_packages_of_the_product(root: Path) -> None:
    product = pins((root / "requirements.txt").read_text())
    tests = pins((root / "requirements-dev.txt").read_text())

    assert product - tests == set()


def test_every_dependency_says_why_it_is_there(root: Path, project: dict) -> None:
    reasons = DEPENDENCY.findall((root / "pyproject.toml").read_text())
    declared = project["project"]["dependencies"] + project["dependency-groups"]["dev"]

    assert len(reasons) == len(declared)
    assert [reason for reason in reasons if not re.fullmatch(r" +# \S.{10,}", reason)] == []


def needed(name: str) -> set[str]:
    """What a package says that it needs on this machine, besides its extras."""
    told = [Requirement(line) for line in metadata.requires(name) or []]
    here = [one for one in told if one.marker is None or one.marker.evaluate({"extra": ""})]
    return {canonicalize_name(one.name) for one in here}


@pytest.mark.parametrize("listed", ["requirements.txt", "requirements-dev.txt"])
def test_whatever_a_pinned_package_needs_is_pinned_too(root: Path, listed: str) -> None:
    here = [Requirement(line) for line in (root / listed).read_text().splitlines() if line[:1].isalnum()]
    pinned = {one.name for one in here if one.marker is None or one.marker.evaluate()}

    assert len(pinned) > 70
    assert {need for name in pinned for need in needed(name)} - pinned == set()
