"""A glob names a folder: whoever fills that folder cannot make Moked read what lies elsewhere."""

from pathlib import Path

import pytest

from connectors.errors import Refused, Unavailable
from tests.connectors.asterisk import logs
from tests.connectors.fetched import ROWS, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]
ELSEWHERE = "c4,2026-03-02 09:00,sales,5,answered"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """A folder that anybody fills, beside one that nobody should read."""
    folder = tmp_path / "drop"
    folder.mkdir()
    write(folder / "good.csv", *ROWS)
    (tmp_path / "private").mkdir()
    write(tmp_path / "private" / "secret.csv", ELSEWHERE)
    return folder


@pytest.mark.parametrize("path", ["drop/*.csv", "drop/**/*.csv", "drop/*"])
def test_a_link_to_a_file_elsewhere_is_named_and_not_read(tmp_path: Path, drop: Path, path: str) -> None:
    (drop / "link.csv").symlink_to(tmp_path / "private" / "secret.csv")

    fetched = fetch(files(tmp_path, path=path))

    assert fetched.ids() == GOOD
    assert fetched.notices == ["drop/link.csv was not loaded: it is a link that leads out of its folder."]


def test_a_link_to_a_folder_elsewhere_is_named_and_not_read(tmp_path: Path, drop: Path) -> None:
    (drop / "deeper").symlink_to(tmp_path / "private")

    fetched = fetch(files(tmp_path, path="drop/*/*.csv"))

    assert fetched.read == 0
    assert fetched.notices == [
        "drop/deeper/secret.csv was not loaded: it is a link that leads out of its folder."
    ]


def test_a_link_to_a_file_beside_it_is_read(tmp_path: Path, drop: Path) -> None:
    (drop / "today.csv").symlink_to("good.csv")

    assert fetch(files(tmp_path, path="drop/today.csv")).ids() == GOOD


def test_a_folder_that_is_a_link_itself_is_the_one_it_leads_to(tmp_path: Path, drop: Path) -> None:
    (tmp_path / "share").symlink_to(drop)

    assert fetch(files(tmp_path, path="share/*.csv")).ids() == GOOD


@pytest.mark.parametrize(
    "path", ["drop/*/../../private/*.csv", "drop/**/../../private/secret.csv", "d*/../*"]
)
def test_a_glob_that_goes_up_after_a_wild_card_is_refused(tmp_path: Path, drop: Path, path: str) -> None:
    with pytest.raises(Refused, match="goes up after a wild card"):
        fetch(files(tmp_path, path=path))


def test_a_link_among_logs_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    secret = logs.write(tmp_path, logs.enter(0), name="secret")
    (tmp_path / "drop" / "queue_log").symlink_to(secret)

    with pytest.raises(Unavailable, match="leads out of its folder"):
        logs.fetch(logs.asterisk(tmp_path / "drop"))
