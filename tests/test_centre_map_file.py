"""The centre's own map in a file of its own, from the file to the map that routing is judged by."""

from pathlib import Path

from scheduler.refresh import refresh
from settings import load
from store.centre_map import centre_map
from store.opened import open_store

CONFIG = """
now = 2026-03-20T00:00:00+00:00
[[topics]]
name = "Move"
owners = ["NW"]
[[connectors]]
name = "map"
kind = "files"
path = "topics.csv"
[connectors.select]
topics = '''SELECT _row AS source_row, "Topic" AS topic, "Group" AS family, "Desks" AS owner_queues,
    "Then" AS escalations FROM rows'''
"""
TOPICS = "Topic,Group,Desks,Then\nRefund,Money,PS; NE,PS > NW\nMove,Home,PS,\n"


def test_the_map_of_a_file_is_there_after_a_refresh_and_settings_go_over_it(tmp_path: Path) -> None:
    (tmp_path / "moked.toml").write_text(CONFIG)
    (tmp_path / "topics.csv").write_text(TOPICS)
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)
    reports = refresh(settings, store)
    found = centre_map(store, settings)
    store.close()

    assert [report.outcome.message for report in reports if not report.is_ok] == []
    assert found.centre.owners == {"Refund": ("PS", "NE"), "Move": ("NW",)}
    assert found.centre.escalations == (("PS", "NW", "Refund"),)
    assert found.families == {"Refund": "Money", "Move": "Home"}
