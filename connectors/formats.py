"""Which reader opens which kind of file."""

from collections.abc import Callable

from connectors.columnar import open_excel, open_json_lines, open_parquet
from connectors.delimited import open_delimited
from connectors.errors import BadRecord
from connectors.mapping import Options
from connectors.reading import Found, Raw, Reading
from connectors.written import PLAIN, Written
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
    name = _name(found, how.format)
    if name not in FORMATS:
        sentence = _("its format {name!r} is not one of {known}; set `format`")
        raise BadRecord(sentence.format(name=name, known=", ".join(FORMATS)))
    return FORMATS[name](found, how)


def written(found: Found, options: Options) -> Written:
    """How a file writes numbers: other kinds than delimited text have numbers of their own."""
    if FORMATS.get(_name(found, options.format)) is open_delimited:
        return Written(options.decimal, options.thousands)
    return PLAIN


def _name(found: Found, given: str | None) -> str:
    return (given or found.path.suffix.removeprefix(".")).lower()
