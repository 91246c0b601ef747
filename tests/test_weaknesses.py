"""What is said of pinned packages that have a known weakness."""

import pytest

from tests.weaknesses import verdict

WEAK = {"id": "PYSEC-2026-7", "aliases": ["CVE-2026-1"], "fix_versions": ["3.1.7"]}
JINJA = {"name": "jinja2", "version": "3.1.6", "vulns": [WEAK]}
POLARS = {"name": "polars", "version": "2.1.0", "vulns": []}
OURS = {"name": "inhouse", "skip_reason": "Dependency not found on PyPI"}


def test_a_known_weakness_is_named_with_what_mends_it_and_ends_the_run():
    assert verdict({"dependencies": [JINJA, POLARS]}) == (
        ["jinja2 3.1.6: PYSEC-2026-7, mended in 3.1.7", "2 of 2 pinned packages judged, 1 known weaknesses."],
        False,
    )


@pytest.mark.parametrize("name", ["PYSEC-2026-7", "CVE-2026-1"])
def test_a_weakness_that_does_not_reach_us_is_accepted_by_either_name(name):
    said, is_fine = verdict({"dependencies": [JINJA]}, {name: "templates are ours alone"})
    assert (said, is_fine) == (["1 of 1 pinned packages judged, 0 known weaknesses."], True)


def test_a_package_that_the_index_does_not_know_is_named():
    said, _is_fine = verdict({"dependencies": [POLARS, OURS]})
    assert said[-1] == "Not judged, the index knows nothing of them: inhouse."


def test_nothing_is_called_safe_where_nothing_was_judged():
    said, _is_fine = verdict({"dependencies": [OURS]})
    assert said == [
        "0 of 1 pinned packages judged, 0 known weaknesses.",
        "NOT AUDITED: no index that knows of weaknesses is reached from here.",
    ]
