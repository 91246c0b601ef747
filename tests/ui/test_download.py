from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import polars as pl

from metrics.menu import Menu
from ui.download import csv, later
from ui.menu import names


def test_a_cell_that_begins_like_a_formula_is_disarmed():
    frame = pl.DataFrame({"queue": ["=1+1", "  @cmd", "PS"], "wait": [-3, None, 4]})

    assert csv(frame) == b"\xef\xbb\xbfqueue,wait\n'=1+1,-3\n'  @cmd,\nPS,4\n"


def test_a_file_made_later_names_the_menu_as_the_page_did():
    with ThreadPoolExecutor(1) as others:
        made = copy_context().run(_asked)
        written = [others.submit(made).result().decode("utf-8-sig") for _time in range(2)]

    assert written == ["way\nBilling\n"] * 2
    assert _ways()["way"].to_list() == ["Key 2"]


def _asked() -> Callable[[], bytes]:
    names.know(Menu(names={"2": "Billing"}))
    return later(_ways)


def _ways() -> pl.DataFrame:
    return pl.DataFrame({"way": [names.way("2", names.known())]})
