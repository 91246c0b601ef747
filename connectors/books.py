"""Read a sheet of a workbook in a process of its own, with memory and time to spend that it cannot exceed.

A workbook of a few kilobytes can say that it has cells in all corners of a sheet of 17 thousand million, and
the reader makes room for each of them. Where the system cannot bound a process's memory (Windows, macOS),
still only that process ends, not Moked.
"""

import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import polars as pl

from connectors.errors import BadRecord
from language import _, number

MEMORY = 4 * 1024**3
UNPACKED = 1024**3  # bytes that the parts of a workbook may have together
MOST_CELLS = 20_000_000
PATIENCE_S = 300
BLOCK = 1 << 20
UNREADABLE = 3  # what the child answers where the file is at fault, with the reason on its last line
READ = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[4]),) * 2)
except (ImportError, ValueError, OSError):
    pass
import fastexcel
import pyarrow as pa
path, sheet, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
try:
    name = int(sheet[1:]) if sheet[0] == "#" else sheet[1:]
    book = fastexcel.read_excel(path)
    found = book.load_sheet(name, header_row=None, n_rows=rows or None, dtypes="string")
    if found.height * found.width > int(sys.argv[5]):
        print("TOO MANY", file=sys.stderr)
        sys.exit(3)
    table = pa.table(found.to_arrow())
except fastexcel.FastExcelError as error:
    print(str(error).splitlines()[0], file=sys.stderr)
    sys.exit(3)
with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as out:
    out.write_table(table)
"""


def sheet(path: Path, name: str | int, n_rows: int = 0) -> pl.DataFrame:
    """The cells of a sheet as texts, all rows unless told how many. Raises BadRecord, OSError."""
    _need_size(path)
    called = f"#{name}" if isinstance(name, int) else f"={name}"
    words = [sys.executable, "-I", "-c", READ, str(path.absolute()), called, str(n_rows)]
    try:
        done = subprocess.run(
            [*words, str(MEMORY), str(MOST_CELLS)], capture_output=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadRecord(_("it takes too long to read; save it as CSV")) from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
    if done.returncode == UNREADABLE and said[-1] != "TOO MANY":
        raise BadRecord(_("it cannot be read as {kind} ({error})").format(kind="Excel", error=said[-1]))
    if done.returncode:
        raise BadRecord(_too_large() if _is_memory(done.returncode, said) else _damaged())
    return pl.read_ipc_stream(io.BytesIO(done.stdout))


def _is_memory(code: int, said: list[str]) -> bool:
    return code != 1 or any(word in line for line in said for word in ("MemoryError", "memory allocation"))


def _too_large() -> str:
    sentence = _("its sheet is too large, or says so; at most {n} cells are read: save it as CSV")
    return sentence.format(n=number(MOST_CELLS))


def _damaged() -> str:
    return _("it cannot be read as {kind} ({error})").format(kind="Excel", error=_("it is damaged"))


def _need_size(path: Path) -> None:
    """Refuse a package whose parts are larger than any list of calls. Raises BadRecord, OSError."""
    left = UNPACKED
    try:
        with zipfile.ZipFile(path) as package:
            for part in package.infolist():
                part.file_size = UNPACKED + 2 * BLOCK  # TRICKY: read on past what the package says of itself
                with package.open(part) as file:
                    while block := file.read(BLOCK):
                        left -= len(block)
                        if left < 0:
                            raise BadRecord(_too_large())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return  # older kinds are no packages; of a damaged one its reader says what is wrong
