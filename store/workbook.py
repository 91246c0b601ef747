"""A table as an Excel workbook of one sheet: Office Open XML in its smallest form, which needs no library.

Text stays text and numbers numbers, as ECMA-376 part 1 (18.3 worksheets, 18.18.11 cell types) has them.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

from language import FORMULA, disarmed

LONGEST = 32_767  # characters that Excel takes in a cell
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML 1.0
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # read as the code of a character, which nobody meant
WRITTEN = (1980, 1, 1, 0, 0, 0)  # the same table gives the same file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="Moked" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
# The names of the columns stay in sight while one scrolls.
HEAD_STAYS = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)


def workbook(frame: pl.DataFrame) -> bytes:
    """Write a table with its columns' names on top; what is no number is written as text."""
    rows = [frame.columns, *frame.iter_rows()]
    lines = "".join(_row(at, row) for at, row in enumerate(rows, 1))
    sheet = f'<worksheet xmlns="{MAIN}">{HEAD_STAYS}<sheetData>{lines}</sheetData></worksheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            package.writestr(zipfile.ZipInfo(name, WRITTEN), head + text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Disarm cells of text, and the names of columns, some of which are a queue's or a menu's own."""
    texts = pl.col(pl.String, pl.Categorical, pl.Enum).cast(pl.String)
    cells = frame.with_columns(texts.str.replace(FORMULA, "'$0"))
    return cells.rename({name: disarmed(name) for name in frame.columns})


def _row(at: int, cells: Sequence[Any]) -> str:
    return f'<row r="{at}">{"".join(_cell(f"{_column(x)}{at}", cell) for x, cell in enumerate(cells))}</row>'


def _column(at: int) -> str:
    """A to Z, then AA: 0 is the first."""
    return (_column(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def _cell(at: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return f'<c r="{at}"><v>{value}</v></c>'
    text = UNWRITABLE.sub(" ", CODED.sub("_x005F_", str(value)[:LONGEST]))
    text = escape(text, {"\r": "&#13;"})
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
