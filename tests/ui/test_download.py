import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import polars as pl

from metrics.menu import Menu
from ui.download import csv, later, xlsx
from ui.menu import names


def test_a_cell_that_begins_like_a_formula_is_disarmed():
    frame = pl.DataFrame({"queue": ["=1+1", "  @cmd", "PS"], "wait": [-3, None, 4]})

    assert csv(frame) == b"\xef\xbb\xbfqueue,wait\n'=1+1,-3\n'  @cmd,\nPS,4\n"


def test_a_workbook_gives_back_what_was_written_and_runs_nothing():
    cells = ["=1+1", "\t@cmd", "\r-1", "_x0041_", " a <b> & c\nd", "שלום\x00", None]
    frame = pl.DataFrame({"said": cells, "wait": [-3.5, None, 4.0, 5.0, 6.0, 7.0, 8.0]})

    told = pl.read_excel(io.BytesIO(xlsx(frame)), engine="calamine")
    disarmed = ["'=1+1", "'\t@cmd", "'\r-1", "_x0041_", " a <b> & c\nd", "שלום ", None]
    assert told["said"].to_list() == disarmed
    assert told["wait"].to_list() == frame["wait"].to_list()


def test_a_workbook_has_columns_beyond_z():
    wide = pl.DataFrame({f"c{at}": [at] for at in range(60)})

    assert pl.read_excel(io.BytesIO(xlsx(wide)), engine="calamine").equals(wide)


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
