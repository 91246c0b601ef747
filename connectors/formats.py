"""Which reader opens which kind of file."""

from collections.abc import Callable

from connectors.columnar import open_excel, open_json_lines, open_parquet
from connectors.delimited import open_delimited
from connectors.errors import BadRecord
from connectors.reading import Found, Raw, Reading
from language import _

FORMATS: dict[str, Callable[[Found, Reading], Raw]] = {
    "csv": open_delimited,
    "tsv": open_delimited,
    "txt": open_delimited,
    "tab": open_delimited,
    "xlsx": open_excel,
    "xlsm": open_excel,
    "xlsb": open_excel,
    "xls": open_excel,
    "ods": open_excel,
    "parquet": open_parquet,
    "pq": open_parquet,
    "jsonl": open_json_lines,
    "ndjson": open_json_lines,
    "json": open_json_lines,
}


def open_raw(found: Found, how: Reading) -> Raw:
    """Open a file by its format; raises BadRecord with a sentence that follows the file's name."""
    name = (how.format or found.path.suffix.removeprefix(".")).lower()
    if name not in FORMATS:
        sentence = _("its format {name!r} is not one of {known}; set `format`")
        raise BadRecord(sentence.format(name=name, known=", ".join(FORMATS)))
    return FORMATS[name](found, how)
