"""Settings written to a file, for tests of how they are read."""

from pathlib import Path


def written(folder: Path, text: str) -> Path:
    file = folder / "moked.toml"
    file.write_text(text)
    return file
