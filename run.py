"""Open the front door: prepare the Python environment, then start Moked, its tests or a command."""

# TRICKY: this file must parse on old Pythons, so that it can say in a sentence that they are too old.
import os
import sys

NEEDED = (3, 11)


def main(argv: "list[str]", version: "tuple[int, ...]" = sys.version_info[:2]) -> int:
    """Hand the words on and return the exit code; 2 means that one sentence said what is wrong."""
    if version < NEEDED:
        return _too_old(version)
    from door.dispatch import dispatch  # noqa: PLC0415 (an old Python cannot read it)

    return dispatch(os.path.dirname(os.path.abspath(__file__)), argv)


def _too_old(version: "tuple[int, ...]") -> int:
    sentence = "Moked needs Python {}.{} or newer; this is Python {}.{}. Try: python3.11 run.py\n"
    sys.stderr.write(sentence.format(*NEEDED, *version))
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
