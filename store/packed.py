"""JSON, compressed: what is written each minute and read in bulk."""

import json
import zlib
from typing import Any


def packed(value: object) -> bytes:
    """Pack what JSON can hold. Raises ValueError for NaN and infinity, which JSON has not."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return zlib.compress(text.encode(), level=6)


def unpacked(data: bytes) -> Any:
    """Give what was packed."""
    return json.loads(zlib.decompress(data))
