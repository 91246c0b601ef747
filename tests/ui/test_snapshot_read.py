"""What the page Snapshot keeps: by publication, and by day what takes long."""

from dataclasses import replace

import streamlit as st

from settings import load
from store.asked import Viewer
from store.opened import open_store
from store.publish import Published
from store.weekdays import Week
from tests.factories import NOON, ZONE
from tests.store.test_week_numbers import SUNDAY
from ui.scene import Scene
from ui.snapshot import read


def test_a_part_that_takes_long_is_counted_once_a_day_and_the_others_for_each_publication(tmp_path):
    config = tmp_path / "moked.toml"
    config.write_text(f'[site]\ntimezone = "{ZONE}"\n')
    settings = load(config, tmp_path / "data")
    store = open_store(settings)
    first = Scene(settings, store, Viewer("Noa", "manager"), Published(1, NOON, {}), NOON)
    second = replace(first, published=Published(2, NOON, {}))
    next_day = replace(second, now=NOON.replace(day=NOON.day + 1))
    counted = []

    def count(what):
        counted.append(what)
        return len(counted)

    st.cache_data.clear()
    for scene in (first, first, second, next_day):
        read.kept(scene, Week(SUNDAY), "numbers", lambda: count("numbers"))
        read.kept(scene, Week(SUNDAY), "at risk", lambda: count("at risk"), is_daily=True)

    store.close()

    assert counted == ["numbers", "at risk", "numbers", "numbers", "at risk"]
