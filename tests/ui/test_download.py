import csv as stdcsv
import io
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date

import polars as pl
import pytest

from metrics.menu import Menu
from store.workbook import PARTS
from ui.download import csv, later, xlsx
from ui.menu import names


def test_a_cell_that_begins_like_a_formula_is_disarmed():
    frame = pl.DataFrame({"queue": ["=1+1", "  @cmd", "PS"], "wait": [-3, None, 4]})

    assert csv(frame) == b"\xef\xbb\xbfqueue,wait\n'=1+1,-3\n'  @cmd,\nPS,4\n"


@pytest.mark.parametrize(
    "cell",
    [
        *"=1 +1 -1 @x |x %x ＝1 ＋1 －1 ＠x".split(),  # noqa: SIM905 -- so many, and of one kind
        *(f"{before}=1" for before in "\t\r\n \u00a0\u3000\ufeff\u200b\u2060\x00\x1b\"'"),
        *("\tx", "\rx", "\nx", '" =1'),
    ],
    ids=ascii,
)
def test_no_way_to_write_a_formula_stays_one(cell):
    frame = pl.DataFrame({"said": [cell], cell: ["x"]})
    enum = frame.with_columns(pl.all().cast(pl.Categorical))

    told = pl.read_excel(io.BytesIO(xlsx(enum)), engine="calamine", has_header=False)
    assert [one[0] for one in (told.rows()[1][0], told.rows()[0][1])] == ["'", "'"]
    read = [*stdcsv.reader(io.StringIO(csv(frame).decode("utf-8-sig"), newline=""))]
    assert [read[0][1][0], read[1][0][0]] == ["'", "'"]


@pytest.mark.parametrize("end", [";", "; ", "\t", "\n", "\r\n", ';"'], ids=ascii)
def test_where_another_program_cuts_the_line_no_formula_begins(end):
    frame = pl.DataFrame({"said": [f"fine{end}=cmd()"], f"queue{end}@x": ["x"]})

    [names, [cell, _x]] = stdcsv.reader(io.StringIO(csv(frame).decode("utf-8-sig"), newline=""))

    assert (cell, names[1]) == (f"fine{end}'=cmd()", f"queue{end}'@x")


def test_a_cell_of_a_workbook_is_a_number_or_text_and_never_a_formula():
    frame = pl.DataFrame({"said": ["=1+1"], "n": [1.5], "day": [date(2026, 3, 2)], "is": [True]})

    with zipfile.ZipFile(io.BytesIO(xlsx(frame))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert package.namelist() == [*PARTS, "xl/worksheets/sheet1.xml"]
    assert "<f" not in sheet
    assert set(re.findall(r'<c r="\w+"( t="\w+")?>', sheet)) == {"", ' t="inlineStr"'}


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
