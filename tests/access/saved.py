"""Files that a page offers to save, made and fetched as a browser does it."""

import io
import zipfile

from streamlit.proto.DownloadButton_pb2 import DownloadButton

from door.start import DIRECT
from tests.pdf import words_of
from tests.wire import Line


async def file_of(told: Line, button: DownloadButton) -> str:
    """What a saved file holds, in small letters; of a workbook all that is in it, of a PDF its words."""
    held = DIRECT.open(told.url + await told.made(button.deferred_file_id), timeout=30).read()
    if held.startswith(b"%PDF"):
        return words_of(held).lower()
    if not zipfile.is_zipfile(io.BytesIO(held)):
        return held.decode().lower()
    with zipfile.ZipFile(io.BytesIO(held)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist()).lower()
